#include "core/exploring/principal_axes.h"

#include "core/exploring/embedding.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

using Rows = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::VectorXf unitOf(std::span<const float> row)
{
    Eigen::VectorXf unit = Eigen::Map<const Eigen::VectorXf>(row.data(), Eigen::Index(row.size()));
    const double norm = std::sqrt(unit.cast<double>().squaredNorm());
    if (norm > 0)
        unit *= float(1 / norm);
    return unit;
}

} // namespace

PrincipalAxes PrincipalAxes::of(const Embedding &embedding, size_t axes, size_t most)
{
    return of(
        embedding.size(), embedding.dimensions(), [&](size_t i) { return embedding.row(i); }, axes, most);
}

PrincipalAxes PrincipalAxes::of(size_t size, size_t width, const std::function<std::span<const float>(size_t)> &rowAt,
                                size_t axes, size_t most)
{
    PrincipalAxes result;
    result.dimensions = width;
    result.axes = axes;
    const auto dimensions = Eigen::Index(result.dimensions);
    const size_t count = std::min(most, size);
    Rows rows(Eigen::Index(count), dimensions);
    for (size_t i = 0; i < count; ++i)
        rows.row(Eigen::Index(i)) = unitOf(rowAt(i * size / count)).transpose();
    const Eigen::VectorXf mean = count > 0 ? Eigen::VectorXf(rows.colwise().mean().transpose())
                                           : Eigen::VectorXf(Eigen::VectorXf::Zero(dimensions));
    rows.rowwise() -= mean.transpose();
    Eigen::MatrixXf covariance = Eigen::MatrixXf::Zero(dimensions, dimensions);
    covariance.selfadjointView<Eigen::Lower>().rankUpdate(rows.transpose());
    const Eigen::MatrixXd whole = covariance.cast<double>().selfadjointView<Eigen::Lower>()
        * Eigen::MatrixXd::Identity(dimensions, dimensions) / double(std::max<size_t>(1, count));
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(whole);
    result.mean.assign(mean.data(), mean.data() + dimensions);
    result.vectors.assign(axes * result.dimensions, 0.0F);
    result.variances.assign(axes, 0.0);
    result.variance = whole.trace();
    for (size_t axis = 0; axis < std::min(axes, result.dimensions); ++axis) {
        const Eigen::Index column = dimensions - 1 - Eigen::Index(axis); // they come ascending
        Eigen::VectorXd vector = solver.eigenvectors().col(column);
        Eigen::Index greatest = 0;
        (void)vector.cwiseAbs().maxCoeff(&greatest);
        if (vector[greatest] < 0)
            vector = -vector;
        for (size_t i = 0; i < result.dimensions; ++i)
            result.vectors[axis * result.dimensions + i] = float(vector[Eigen::Index(i)]);
        result.variances[axis] = std::max(0.0, solver.eigenvalues()[column]);
    }
    return result;
}

void PrincipalAxes::project(std::span<const float> row, float *coordinates) const
{
    const auto size = Eigen::Index(dimensions);
    const Eigen::VectorXf unit = unitOf(row) - Eigen::Map<const Eigen::VectorXf>(mean.data(), size);
    Eigen::Map<Eigen::VectorXf>(coordinates, Eigen::Index(axes)).noalias() =
        Eigen::Map<const Rows>(vectors.data(), Eigen::Index(axes), size) * unit;
}

} // namespace melscope
