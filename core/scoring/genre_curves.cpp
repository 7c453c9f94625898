#include "core/scoring/genre_curves.h"

#include "core/scoring/label_steps.h"
#include "core/truth/label.h"

namespace melscope {

Result<std::vector<GenreCurve>> genreCurves(const ScoreMatrix &scores, const GroundTruth &truth,
                                            const LabelSpace &space, size_t source, const QString &sourceName,
                                            const CancelToken &cancel, const ProgressCallback &progress)
{
    const auto part = PartTruth::of(scores, truth, [&](uint32_t label) {
        const auto known = space.classOf(source, truth.labels()[label]);
        return known ? int(*known) : -1;
    });
    std::vector<float> thresholds(kCurveThresholds);
    for (size_t i = 0; i < thresholds.size(); ++i)
        thresholds[i] = float(double(i) / double(kCurveThresholds - 1));
    const auto counts = countAtThresholds(scores, *part, std::move(thresholds), cancel, progress);
    if (!counts)
        return passOn(counts);
    std::vector<GenreCurve> curves;
    for (uint32_t i = 0; i < space.size(); ++i) {
        const auto spelling = space.spelling(source, i);
        if (!spelling || !isGenre(space.classes()[i]) || part->support(i) == 0)
            continue;
        GenreCurve curve { sourceName, std::string(*spelling), uint32_t(part->size()), part->support(i), {}, {} };
        const auto first = ptrdiff_t(counts->at(i, 0));
        const auto end = first + ptrdiff_t(kCurveThresholds);
        curve.predicted.assign(counts->predicted.begin() + first, counts->predicted.begin() + end);
        curve.truePositives.assign(counts->truePositives.begin() + first, counts->truePositives.begin() + end);
        curves.push_back(std::move(curve));
    }
    return curves;
}

} // namespace melscope
