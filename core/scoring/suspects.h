#pragma once

#include "core/scoring/rule_comparison.h"

#include <functional>

namespace melscope {

/// A label of a track's truth, or its absence, that the model contradicts strongly.
struct Suspect
{
    uint32_t track; ///< of the part
    uint32_t label; ///< class
    bool
        isMissing; ///< the model is sure of it and the truth lacks it; else the truth has it and the model sees nothing
    float score;
    double ratio; ///< score / threshold
};

/// For each label at most `most` suspects of either kind, the strongest contradiction first. Labels without threshold
/// have none. Errors: cancelled alone.
Result<std::vector<Suspect>> findSuspects(const ScoredPart &part, const Thresholds &thresholds, size_t most,
                                          const CancelToken &cancel = {});

/// What people know a recording by; UTF-8, empty where nothing is known.
struct RecordingName
{
    std::string artist;
    std::string title;
};
using RecordingNames = std::function<RecordingName(std::string_view recording)>;

/// As TSV: source, label, suspicion (missing or wrong), recordingmbid, score, threshold, ratio, artist, title.
/// `recordings` may be empty: nothing is known of any.
std::string suspectsText(const ScoredPart &part, const Thresholds &thresholds, const std::vector<Suspect> &suspects,
                         std::string_view source, const std::function<std::string_view(uint32_t)> &nameOf,
                         const RecordingNames &recordings);

} // namespace melscope
