#include "core/study/source_thresholds.h"

#include "core/truth/label.h"

namespace melscope {

namespace {

using Truth = std::shared_ptr<const GroundTruth>;

/// The rows' positives for classes that the target does not have, by the other sources' truths.
std::shared_ptr<const PartTruth> foreignTruth(const ScoreMatrix &scores, const std::vector<Truth> &truths,
                                              const LabelSpace &space, size_t target)
{
    std::vector<std::vector<uint32_t>> positives(space.size());
    for (size_t row = 0; row < scores.rows(); ++row) {
        for (size_t other = 0; other < truths.size(); ++other) {
            const auto recording =
                other == target ? std::nullopt : truths[other]->recordings().find(scores.ids().key(row));
            if (!recording)
                continue;
            for (const uint32_t label : truths[other]->labelsOf(*recording)) {
                const auto index = space.classOf(other, truths[other]->labels()[label]);
                if (!index || space.contains(target, *index))
                    continue;
                auto &rows = positives[*index];
                if (rows.empty() || rows.back() != row)
                    rows.push_back(uint32_t(row));
            }
        }
    }
    return PartTruth::ofPositives(scores.rows(), positives);
}

} // namespace

Result<SourceThresholds> searchSourceThresholds(const ScoreMatrix &scores, const std::vector<Truth> &truths,
                                                const LabelSpace &space, size_t source, const CancelToken &cancel,
                                                const ProgressCallback &progress)
{
    const GroundTruth &truth = *truths[source];
    const auto own = PartTruth::of(scores, truth, [&](uint32_t label) {
        const auto known = space.classOf(source, truth.labels()[label]);
        return known ? int(*known) : -1;
    });
    if (const auto matching = own->checkLabels(scores, truth); !matching)
        return passOn(matching);
    const auto found = searchThresholds(scores, *own, cancel, progress);
    if (!found)
        return passOn(found);
    std::vector<LabelThreshold> foreign;
    if (space.sourceCount() > 1) {
        auto searched = searchThresholds(scores, *foreignTruth(scores, truths, space, source), cancel, progress);
        if (!searched)
            return passOn(searched);
        foreign = std::move(*searched);
    }
    auto isOwn = [&](size_t i) { return space.contains(source, uint32_t(i)); };
    SourceThresholds result;
    result.all = macroFigures(*found, isOwn);
    result.genres = macroFigures(*found, [&](size_t i) { return isOwn(i) && isGenre(space.classes()[i]); });
    for (size_t i = 0; i < space.size(); ++i) {
        result.thresholds.inTarget.push_back(isOwn(i));
        result.thresholds.values.push_back((isOwn(i) ? *found : foreign)[i].threshold);
    }
    return result;
}

} // namespace melscope
