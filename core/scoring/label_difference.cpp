#include "core/scoring/label_difference.h"

#include "core/base/random_source.h"
#include "core/scoring/f1.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

namespace melscope {

namespace {

/// Tracks by what they say of one label: bit 0 true, bit 1 predicted by the first, bit 2 by the second.
using Cells = std::array<uint32_t, 8>;

template <class Counts>
double f1(const Counts &cells, unsigned run)
{
    double hits = 0;
    double predicted = 0;
    double support = 0;
    for (unsigned cell = 1; cell < 8; ++cell) {
        const bool isTrue = (cell & 1) != 0;
        const bool isPredicted = (cell >> run & 1) != 0;
        hits += isTrue && isPredicted ? cells[cell] : 0;
        support += isTrue ? cells[cell] : 0;
        predicted += isPredicted ? cells[cell] : 0;
    }
    return f1OfCounts(hits, predicted, support);
}

void conclude(LabelDifference &result, std::vector<double> drawn)
{
    result.difference = result.second - result.first;
    if (drawn.empty())
        return;
    std::sort(drawn.begin(), drawn.end());
    auto percentile = [&](double share) { return drawn[size_t(std::lround(share * double(drawn.size() - 1)))]; };
    result.interval = { percentile(0.025), percentile(0.975) };
    const auto notAbove = double(std::upper_bound(drawn.begin(), drawn.end(), 0.0) - drawn.begin());
    const auto notBelow = double(drawn.end() - std::lower_bound(drawn.begin(), drawn.end(), 0.0));
    result.p = std::min(1.0, 2 * std::min(notAbove, notBelow) / double(drawn.size()));
}

} // namespace

Result<RunDifference> compareRuns(const GroundTruth &truth, const RunLabels &first, const RunLabels &second,
                                  int resamples, uint64_t seed, const CancelToken &cancel)
{
    std::unordered_map<std::string_view, uint32_t> index;
    for (uint32_t label = 0; label < truth.labels().size(); ++label)
        index.emplace(truth.labels()[label], label);
    const RunLabels *runs[] = { &first, &second };
    std::vector<uint32_t> truthLabelOf[2]; // [run][label of the run]
    for (unsigned run = 0; run < 2; ++run) {
        for (const std::string &key : runs[run]->keys) {
            const auto known = index.find(key);
            truthLabelOf[run].push_back(known == index.end() ? UINT32_MAX : known->second);
        }
    }
    std::vector<Cells> cells(truth.labels().size(), Cells {});
    std::vector<std::pair<uint32_t, unsigned>> marks;
    for (size_t recording = 0; recording < truth.size(); ++recording) {
        if ((recording & 0xFFF) == 0 && cancel.isCancelled())
            return cancelled();
        marks.clear();
        for (const uint32_t label : truth.labelsOf(recording))
            marks.emplace_back(label, 1U);
        for (unsigned run = 0; run < 2; ++run) {
            for (const uint32_t label : runs[run]->labels.of(recording)) {
                if (truthLabelOf[run][label] != UINT32_MAX)
                    marks.emplace_back(truthLabelOf[run][label], 2U << run);
            }
        }
        std::sort(marks.begin(), marks.end());
        for (size_t i = 0; i < marks.size();) {
            unsigned cell = 0;
            const uint32_t label = marks[i].first;
            for (; i < marks.size() && marks[i].first == label; ++i)
                cell |= marks[i].second;
            ++cells[label][cell];
        }
    }
    RunDifference result;
    RandomSource random(seed);
    std::vector<double> means(size_t(std::max(0, resamples)), 0);
    for (size_t label = 0; label < cells.size(); ++label) {
        if (cancel.isCancelled())
            return cancelled();
        LabelDifference one;
        one.name = truth.spelling(label);
        one.support = cells[label][1] + cells[label][3] + cells[label][5] + cells[label][7];
        one.first = f1(cells[label], 1);
        one.second = f1(cells[label], 2);
        std::vector<double> drawn;
        for (double &mean : means) {
            std::array<double, 8> sample {};
            for (unsigned cell = 1; cell < 8; ++cell)
                sample[cell] = random.poisson(double(cells[label][cell]));
            drawn.push_back(f1(sample, 2) - f1(sample, 1));
            mean += drawn.back() / double(cells.size());
        }
        conclude(one, std::move(drawn));
        result.mean.first += one.first / double(cells.size());
        result.mean.second += one.second / double(cells.size());
        result.mean.support += one.support;
        result.labels.push_back(std::move(one));
    }
    conclude(result.mean, std::move(means));
    return result;
}

Result<RunDifference> compareRuns(const GroundTruth &truth, const Submission &first, const Submission &second,
                                  int resamples, uint64_t seed, const CancelToken &cancel)
{
    const auto one = submittedLabels(truth, first, Unexpected::IsLeftOut);
    if (!one)
        return passOn(one);
    const auto other = submittedLabels(truth, second, Unexpected::IsLeftOut);
    if (!other)
        return passOn(other);
    return compareRuns(truth, *one, *other, resamples, seed, cancel);
}

} // namespace melscope
