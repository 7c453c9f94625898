#pragma once

#include "core/study/comparison.h"

namespace melscope {

/// A run as one HTML page that needs nothing else: its settings, the charts of its training, thresholds, evaluation of
/// each source with the labels' F1 against their support, and the strongest confusions. Figures are drawn as SVG.
std::string reportHtml(const RunAnalysis &analysis, const std::vector<PublishedRun> &published = {});

} // namespace melscope
