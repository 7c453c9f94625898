#include "core/truth/label_statistics.h"

#include "core/truth/label.h"

#include <algorithm>

namespace melscope {

namespace {

/// Counts each label's distinct release groups: recordings are visited group by group, and each label remembers the
/// last group that had it.
void countReleaseGroups(const GroundTruth &truth, LabelStatistics &statistics)
{
    const size_t groups = truth.releaseGroups().size();
    std::vector<uint32_t> ends(groups + 1, 0);
    for (size_t i = 0; i < truth.size(); ++i) {
        if (truth.releaseGroupOf(i) != GroundTruth::kNoReleaseGroup)
            ++ends[truth.releaseGroupOf(i) + 1];
    }
    for (size_t group = 0; group < groups; ++group)
        ends[group + 1] += ends[group];
    std::vector<uint32_t> byGroup(ends.back());
    std::vector<uint32_t> next(ends.begin(), ends.end() - 1);
    for (size_t i = 0; i < truth.size(); ++i) {
        if (const uint32_t group = truth.releaseGroupOf(i); group != GroundTruth::kNoReleaseGroup)
            byGroup[next[group]++] = uint32_t(i);
    }
    struct Seen
    {
        uint32_t group = GroundTruth::kNoReleaseGroup; ///< the last one
        uint32_t groups = 0;
    };
    std::vector<Seen> seen(truth.labels().size());
    constexpr size_t ahead = 16; // a group's recordings lie all over the truth
    for (uint32_t group = 0; group < groups; ++group) {
        for (size_t k = ends[group]; k < ends[group + 1]; ++k) {
            if (k + ahead < byGroup.size())
                truth.prefetchLabels(byGroup[k + ahead / 2], byGroup[k + ahead]);
            for (const uint32_t label : truth.labelsOf(byGroup[k])) {
                if (seen[label].group == group)
                    continue;
                seen[label] = { group, seen[label].groups + 1 };
            }
        }
    }
    for (size_t label = 0; label < seen.size(); ++label)
        statistics.labels[label].releaseGroups = seen[label].groups;
}

} // namespace

LabelStatistics labelStatistics(const GroundTruth &truth)
{
    LabelStatistics statistics;
    statistics.recordings = truth.size();
    statistics.releaseGroups = truth.releaseGroups().size();
    if (truth.size() > 0)
        statistics.cardinality = double(truth.annotations()) / double(truth.size());
    for (const std::string &label : truth.labels()) {
        ++(isGenre(label) ? statistics.genres : statistics.subgenres);
        statistics.labels.push_back({ label, 0, 0 });
    }
    std::vector<uint32_t> recordings(truth.labels().size(), 0);
    for (size_t recording = 0; recording < truth.size(); ++recording) {
        const auto labels = truth.labelsOf(recording);
        if (labels.size() >= statistics.recordingsWith.size())
            statistics.recordingsWith.resize(labels.size() + 1);
        ++statistics.recordingsWith[labels.size()];
        for (const uint32_t label : labels)
            ++recordings[label];
    }
    for (size_t label = 0; label < recordings.size(); ++label)
        statistics.labels[label].recordings = recordings[label];
    countReleaseGroups(truth, statistics);
    return statistics;
}

PartOverlap comparePartsOf(const GroundTruth &train, const GroundTruth &validation)
{
    PartOverlap overlap;
    std::vector<char> shared(validation.releaseGroups().size(), 0);
    for (size_t group = 0; group < shared.size(); ++group) {
        if (!train.releaseGroups().find(validation.releaseGroups().key(group)))
            continue;
        shared[group] = 1;
        ++overlap.sharedReleaseGroups;
    }
    for (size_t i = 0; i < validation.size(); ++i) {
        const uint32_t group = validation.releaseGroupOf(i);
        overlap.validationInShared += group != GroundTruth::kNoReleaseGroup && shared[group] ? 1 : 0;
        overlap.sharedRecordings += train.recordings().find(validation.recordings().key(i)) ? 1 : 0;
    }
    // Both lists are sorted by code point.
    std::set_difference(train.labels().begin(), train.labels().end(), validation.labels().begin(),
                        validation.labels().end(), std::back_inserter(overlap.withoutSupport));
    return overlap;
}

} // namespace melscope
