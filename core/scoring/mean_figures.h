#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace melscope {

/// Precision, recall and F1; NaN where the figure does not exist.
struct Prf
{
    double precision;
    double recall;
    double f1;
    double operator[](size_t i) const { return i == 0 ? precision : i == 1 ? recall : f1; }
};

/// All labels, genres alone, subgenres alone.
enum class LabelLevel { All, Genre, Subgenre };
inline constexpr size_t kLevels = 3;

/// One of the 18 figures: mean over tracks or labels, and standard deviation (n−1).
struct MeanFigure
{
    double mean; ///< rounded to 4 decimals
    double deviation; ///< rounded to 4 decimals; NaN below two values
    size_t count; ///< tracks or labels that have the figure
};
using MeanFigures = std::array<std::array<MeanFigure, 3>, kLevels>; ///< [level][P, R, F]

/// The figures of counts, each rounded to 4 decimals as R does; NaN where nothing is expected.
/// [core/README.md, Evaluation]
Prf roundedPrf(size_t hits, size_t predicted, size_t expected);

/// Mean and standard deviation as R computes them: long double sums, the mean corrected in a second pass.
MeanFigure meanFigure(const std::vector<double> &values);

/// The same of figures with 4 decimals between 0 and 1 of which only the number of each is known. Values are added by
/// size, not in the order of the tracks, which long doubles do not notice at the printed digits.
class FigureHistogram
{
public:
    static constexpr size_t kBins = 10'001;

    void add(uint16_t bin) { ++m_counts[bin]; }
    void remove(uint16_t bin) { --m_counts[bin]; }
    MeanFigure mean() const;

private:
    std::vector<uint32_t> m_counts = std::vector<uint32_t>(kBins, 0);
};

/// roundedPrf() as bins of a FigureHistogram, remembered for small counts.
class PrfBins
{
public:
    static constexpr uint16_t kNone = UINT16_MAX;
    using Bins = std::array<uint16_t, 3>; ///< P, R, F; kNone where nothing is expected

    PrfBins();
    /// A table like any other, made once.
    static const PrfBins &table();
    Bins of(size_t hits, size_t predicted, size_t expected) const
    {
        return hits < kKnown && predicted < kKnown && expected < kKnown
            ? m_known[(hits * kKnown + predicted) * kKnown + expected]
            : computed(hits, predicted, expected);
    }

private:
    static constexpr size_t kKnown = 24;
    static Bins computed(size_t hits, size_t predicted, size_t expected);
    std::vector<Bins> m_known;
};

} // namespace melscope
