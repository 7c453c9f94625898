#include "core/scoring/mean_figures.h"

#include "core/base/number_text.h"

#include <cmath>
#include <limits>

namespace melscope {

namespace {
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
}

Prf roundedPrf(size_t hits, size_t predicted, size_t expected)
{
    if (expected == 0)
        return { kNan, kNan, kNan };
    const double precision = predicted == 0 ? 0 : double(hits) / double(predicted);
    const double recall = double(hits) / double(expected);
    const double sum = precision + recall;
    return { roundLikeR(precision, 4), roundLikeR(recall, 4),
             roundLikeR(sum > 0 ? 2 * precision * recall / sum : 0, 4) };
}

MeanFigure meanFigure(const std::vector<double> &values)
{
    MeanFigure figure { kNan, kNan, values.size() };
    if (values.empty())
        return figure;
    const auto count = static_cast<long double>(values.size());
    long double sum = 0;
    for (const double value : values)
        sum += value;
    long double mean = sum / count;
    long double correction = 0;
    for (const double value : values)
        correction += value - mean;
    mean += correction / count;
    figure.mean = roundLikeR(double(mean), 4);
    if (values.size() > 1) {
        long double squares = 0;
        for (const double value : values)
            squares += (value - mean) * (value - mean);
        figure.deviation = roundLikeR(std::sqrt(double(squares / (count - 1))), 4);
    }
    return figure;
}

MeanFigure FigureHistogram::mean() const
{
    // The few bins that are filled, as figures are quotients of small numbers.
    std::vector<std::pair<long double, long double>> filled; // value, count
    long double count = 0;
    long double sum = 0;
    for (size_t bin = 0; bin < kBins; ++bin) {
        if (m_counts[bin] == 0)
            continue;
        filled.emplace_back(double(bin) / 10'000, m_counts[bin]);
        count += m_counts[bin];
        sum += filled.back().first * filled.back().second;
    }
    MeanFigure figure { kNan, kNan, size_t(count) };
    if (filled.empty())
        return figure;
    long double mean = sum / count;
    long double correction = 0;
    for (const auto &[value, number] : filled)
        correction += (value - mean) * number;
    mean += correction / count;
    figure.mean = roundLikeR(double(mean), 4);
    if (figure.count > 1) {
        long double squares = 0;
        for (const auto &[value, number] : filled)
            squares += (value - mean) * (value - mean) * number;
        figure.deviation = roundLikeR(std::sqrt(double(squares / (count - 1))), 4);
    }
    return figure;
}

PrfBins::PrfBins()
{
    m_known.reserve(kKnown * kKnown * kKnown);
    for (size_t hits = 0; hits < kKnown; ++hits) {
        for (size_t predicted = 0; predicted < kKnown; ++predicted) {
            for (size_t expected = 0; expected < kKnown; ++expected)
                m_known.push_back(hits <= std::min(predicted, expected) ? computed(hits, predicted, expected)
                                                                        : Bins {});
        }
    }
}

const PrfBins &PrfBins::table()
{
    static const PrfBins bins;
    return bins;
}

PrfBins::Bins PrfBins::computed(size_t hits, size_t predicted, size_t expected)
{
    const Prf figures = roundedPrf(hits, predicted, expected);
    Bins bins {};
    for (size_t i = 0; i < 3; ++i)
        // At most 1, unless the counts contradict each other; a histogram has no place beyond.
        bins[i] = std::isnan(figures[i]) ? kNone : uint16_t(std::lround(std::min(figures[i], 1.0) * 10'000));
    return bins;
}

} // namespace melscope
