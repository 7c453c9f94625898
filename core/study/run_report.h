#pragma once

#include "core/scoring/suspects.h"
#include "core/study/comparison.h"

namespace melscope {

/// A run as one HTML page that needs nothing else: its settings, the charts of its training, thresholds, evaluation of
/// each source with the labels' F1 against their support, the strongest confusions, and the labels of validation
/// tracks that the model contradicts most, by `recordings` with what people know them by. Figures are drawn as SVG.
std::string reportHtml(const RunAnalysis &analysis, const std::vector<PublishedRun> &published = {},
                       const RecordingNames &recordings = {});

} // namespace melscope
