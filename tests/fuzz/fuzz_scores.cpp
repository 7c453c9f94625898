#include "fuzz_input.h"

#include "core/scoring/score_range.h"
#include "core/scoring/suspects.h"
#include "core/scoring/threshold_curve.h"
#include "core/scoring/threshold_uncertainty.h"

#include <algorithm>
#include <cstring>

using namespace melscope;

namespace {

// More cells would only make a run slower.
constexpr size_t kMostCells = 256;
constexpr size_t kMostColumns = 20;

/// Scores of any bits: nobody has looked at them, and nobody may run out of an array for it.
std::shared_ptr<const ScoreMatrix> rawScores(std::string_view bytes)
{
    if (bytes.empty())
        return nullptr;
    const size_t columns = 1 + size_t(static_cast<unsigned char>(bytes.front())) % kMostColumns;
    bytes.remove_prefix(1);
    const size_t rows = std::min(bytes.size() / sizeof(float), kMostCells) / columns;
    std::vector<float> values(rows * columns);
    if (!values.empty())
        std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
    RecordingIds ids;
    for (size_t row = 0; row < rows; ++row)
        ids.insert("r" + std::to_string(row));
    std::vector<std::string> classes;
    for (size_t i = 0; i < columns; ++i)
        classes.push_back(i % 3 == 0 ? "g" + std::to_string(i)
                                     : "g" + std::to_string(i / 3 * 3) + "---s" + std::to_string(i));
    return ScoreMatrix::make(std::move(ids), std::move(classes), std::move(values));
}

/// Some true labels for each row.
std::shared_ptr<const GroundTruth> truthOf(const ScoreMatrix &scores)
{
    GroundTruthBuilder builder({}, {});
    for (const std::string &name : scores.classes())
        builder.labelNumber(name);
    for (size_t row = 0; row < scores.rows(); ++row) {
        const std::array<uint32_t, 2> labels { uint32_t(row * 7 % scores.columns()),
                                               uint32_t(row / 3 % scores.columns()) };
        builder.addRow(scores.ids().key(row), IdKey(std::string_view()), labels, qint64(row));
    }
    return builder.finish();
}

void moveThresholds(const ScoredPart &part, const Thresholds &thresholds)
{
    const auto labelled = LabelledTracks::make(
        part.scores, part.truth, ScoreLabeller(thresholds, { true, true, 0.5 }, parentsOf(part.scores->classes())));
    require(bool(labelled));
    for (uint32_t label = 0; label < std::min<uint32_t>(2, uint32_t(part.scores->columns())); ++label) {
        const auto movable = MovableLabel::make(*labelled, label);
        WhatIf whatIf(*movable);
        for (const double threshold : { 0.5, std::nan(""), 0.001, 1.0, 7.5 }) {
            whatIf.setThreshold(threshold);
            require(whatIf.decision().predicted() + whatIf.decision().trueNegatives + whatIf.decision().falseNegatives
                    == part.truth->size());
        }
        (void)whatIf.counts().figures();
        (void)bestForTracks(**movable);
        const ThresholdCurve curve = ThresholdCurve::ofSorted(
            (*movable)->sortedScores, [&](size_t i) { return (*movable)->isTrue[(*movable)->byScore[i]] != 0; });
        for (const size_t point : curve.thinned(20))
            require(point < curve.points().size());
        (void)f1Band(curve, { 2, 2, 1, 8 });
    }
    require(bool(findSuspects(part, thresholds, 3)));
}

void searchAll(const std::shared_ptr<const ScoreMatrix> &scores, bool isChecked)
{
    const auto truth = truthOf(*scores);
    // By their names; two names may normalise to one class.
    std::vector<uint32_t> classes(scores->columns());
    std::map<std::string, int, std::less<>> index;
    for (uint32_t i = 0; i < scores->columns(); ++i) {
        classes[i] = i;
        index.emplace(scores->classes()[i], int(i));
    }
    (void)PartTruth::byName(*scores, *truth);
    const auto own = PartTruth::of(*scores, *truth, [&](uint32_t label) { return index.at(truth->labels()[label]); });
    const ScoredPart part { scores, own, classes };
    const auto steps = labelSteps(*scores, *own);
    // Every row has truth here, so that both look at the same scores.
    require(bool(steps) == isChecked);
    std::vector<double> values(scores->columns(), 0.5);
    for (uint32_t label = 0; steps && label < scores->columns(); ++label) {
        values[label] = chooseThreshold((*steps)[label], {}).threshold;
        require(std::isnan(values[label])
                || (values[label] >= 0 && values[label] <= 1 && !std::signbit(values[label])));
        (void)labelUncertainty((*steps)[label], {}, {}, { 2, 2, 1, 4 });
    }
    for (const char *rule : { "smoothed:2", "fbr:0.2", "global", "global@track", "argmax@micro", "argmax@track" }) {
        if (!steps)
            break;
        // Copies all figures for each label.
        if (scores->columns() > 3 && std::string_view(rule) == "argmax@track")
            continue;
        const auto found = ruleThresholds(part, *steps, *parseRule(QLatin1String(rule)));
        require(bool(found));
        for (const double value : *found)
            require(std::isnan(value) || (value >= 0 && value <= kGreatestThreshold));
    }
    for (size_t i = 0; !steps && i < scores->columns(); ++i) {
        std::vector<float> column;
        for (size_t row = 0; row < scores->rows(); ++row)
            column.push_back(scores->row(row)[i]);
        const LabelSteps unchecked = labelSteps(column, own->positives(i));
        (void)chooseThreshold(unchecked, {});
        (void)labelUncertainty(unchecked, {}, {}, { 2, 2, 1, 4 });
        (void)ThresholdCurve(column, own->positives(i)).thinned(10);
    }
    moveThresholds(part, { values, std::vector<char>(scores->columns(), 1) });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const MemoryFile file(textOf(data, size));
    if (const auto opened = ScoreMatrix::open(file.path()); opened && (*opened)->values().size() <= kMostCells)
        searchAll(*opened, bool(checkScores(**opened)));
    if (const auto raw = rawScores(textOf(data, size)); raw)
        searchAll(raw, bool(checkScores(*raw)));
    return 0;
}
