#pragma once

#include "core/study/run_analysis.h"

namespace melscope::simulated {

inline constexpr size_t kValidationTracks = 330'000; ///< AllMusic's validation part
inline constexpr double kAllMusicTracks = 1'353'213;

/// AllMusic's 766 labels with the share of tracks that bear them, or as many made-up ones whose frequencies fall alike
/// where the published label list is not at hand. By code point.
std::vector<std::pair<std::string, double>> labelShares();

/// Scores that know the labels about as well as a network does.
struct Scored
{
    ScoredPart part;
    std::shared_ptr<const GroundTruth> truth;
    Thresholds thresholds; ///< the plain argmax's
    std::vector<LabelSteps> steps;
};
const Scored &scored();

/// The same as the folder of a run with one source, so that a window can open it. Takes 1.1 GB.
void writeRunFolder(const QString &folder);

} // namespace melscope::simulated
