#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace melscope {

class Embedding;

/// The directions in which unit vectors of an embedding vary most [principal component analysis]. Immutable.
struct PrincipalAxes
{
    size_t dimensions = 0; ///< of the embedding
    size_t axes = 0;
    std::vector<float> mean; ///< [dimensions] of the unit vectors
    std::vector<float> vectors; ///< [axes × dimensions]; beyond the embedding's dimensions zeros
    std::vector<double> variances; ///< [axes], falling
    double variance = 0; ///< in all directions

    /// Of `most` rows, evenly chosen. Each vector's entry of the greatest magnitude is positive, so that the axes do
    /// not depend on the solver.
    static PrincipalAxes of(const Embedding &embedding, size_t axes, size_t most = 16'384);
    /// The same of any rows; `rowAt` is called for each that is looked at.
    static PrincipalAxes of(size_t rows, size_t dimensions, const std::function<std::span<const float>(size_t)> &rowAt,
                            size_t axes, size_t most = 16'384);
    /// The coordinates, [axes], of a row that is made a unit vector first (a row of zeros stays as it is).
    void project(std::span<const float> row, float *coordinates) const;
};

} // namespace melscope
