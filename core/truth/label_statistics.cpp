#include "core/truth/label_statistics.h"

#include "core/truth/label.h"

#include <algorithm>

namespace melscope {

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
    std::vector<uint64_t> groupOfLabel; // label << 32 | release group; sorted, the distinct ones count
    groupOfLabel.reserve(truth.annotations());
    for (size_t recording = 0; recording < truth.size(); ++recording) {
        const uint32_t group = truth.releaseGroupOf(recording);
        for (const uint32_t label : truth.labelsOf(recording)) {
            ++statistics.labels[label].recordings;
            if (group != GroundTruth::kNoReleaseGroup)
                groupOfLabel.push_back(uint64_t(label) << 32 | group);
        }
    }
    std::sort(groupOfLabel.begin(), groupOfLabel.end());
    const auto end = std::unique(groupOfLabel.begin(), groupOfLabel.end());
    for (auto it = groupOfLabel.begin(); it != end; ++it)
        ++statistics.labels[size_t(*it >> 32)].releaseGroups;
    return statistics;
}

} // namespace melscope
