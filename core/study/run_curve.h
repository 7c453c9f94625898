#pragma once

#include "core/scoring/threshold_curve.h"
#include "core/scoring/what_if.h"

namespace melscope {

/// The curve of a label as another run scores it, over those of the tracks that it has scored, too; the truth is the
/// tracks'. Errors: no run there; it does not know the source or the label; it has scored none of the tracks.
Result<ThresholdCurve> curveOfRun(const QString &folder, const QString &source, const std::string &label,
                                  const LabelledTracks &tracks, uint32_t classIndex, const CancelToken &cancel = {});

} // namespace melscope
