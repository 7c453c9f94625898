#include "core/scoring/threshold_search.h"

#include "core/scoring/label_steps.h"
#include "core/scoring/threshold_rules.h"

namespace melscope {

LabelThreshold searchThreshold(std::span<const float> scores, std::span<const uint32_t> positives)
{
    return chooseThreshold(labelSteps(scores, positives), {});
}

Result<std::vector<LabelThreshold>> searchThresholds(const ScoreMatrix &scores, const PartTruth &truth,
                                                     const CancelToken &cancel, const ProgressCallback &progress)
{
    const auto steps = labelSteps(scores, truth, cancel, progress);
    if (!steps)
        return passOn(steps);
    std::vector<LabelThreshold> results;
    for (const LabelSteps &label : *steps)
        results.push_back(chooseThreshold(label, {}));
    return results;
}

MacroFigures macroFigures(const std::vector<LabelThreshold> &labels, const std::function<bool(size_t)> &isIncluded)
{
    MacroFigures figures;
    for (size_t i = 0; i < labels.size(); ++i) {
        if (!isIncluded(i))
            continue;
        ++figures.labels;
        figures.f1 += labels[i].f1;
        figures.map += labels[i].averagePrecision;
        figures.supported += labels[i].support > 0 ? 1 : 0;
    }
    if (figures.supported > 0) {
        figures.supportedF1 = figures.f1 / double(figures.supported);
        figures.supportedMap = figures.map / double(figures.supported);
    }
    if (figures.labels > 0) {
        figures.f1 /= double(figures.labels);
        figures.map /= double(figures.labels);
    }
    return figures;
}

} // namespace melscope
