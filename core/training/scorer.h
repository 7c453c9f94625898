#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/network/mel_network.h"
#include "core/network/process_group.h"
#include "core/scoring/score_matrix.h"
#include "core/training/dataset.h"

namespace melscope {

struct ScorerSettings
{
    int batchSize = 1000;
    int threads = 0; ///< 0: all processors
    QString device = QStringLiteral("auto");
    std::shared_ptr<ProcessGroup> group {}; ///< with whom the tracks are shared out
};

/// Scores (sigmoid of the logits) of every track of a dataset. Errors: no such device, cancelled, out of memory,
/// the model does not fit its network. With a group, the first process alone has them; the others have nothing.
Result<std::shared_ptr<const ScoreMatrix>> scoreTracks(const Model &model, const Dataset &dataset,
                                                       const ScorerSettings &settings, const CancelToken &cancel = {},
                                                       const ProgressCallback &progress = {},
                                                       const StageName &stageName = Stage::Scoring);

} // namespace melscope
