#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/truth/ground_truth.h"

namespace melscope {

/// "allmusic", "discogs", "lastfm" or "tagtraum" where the file's name holds it, else its stem.
QString sourceOfFile(const QString &path);

/// Reads a ground-truth TSV, plain or compressed. Odd rows become problems with their line numbers and the
/// rest is read; a file that is no ground truth at all is an error. Cells are trimmed, a spreadsheet's quotes taken off
/// (cell_text.h says which are), labels compared in composed form; what is united or looks alike so is a problem, too.
/// [core/README.md, Ground truth]
Result<std::shared_ptr<const GroundTruth>> readGroundTruth(const QString &path, const CancelToken &cancel = {},
                                                           const ProgressCallback &progress = {});

/// The same from text in memory (`file` is for messages).
Result<std::shared_ptr<const GroundTruth>> parseGroundTruth(std::string_view text, const QString &file,
                                                            const CancelToken &cancel = {},
                                                            const ProgressCallback &progress = {});

/// Writes a ground truth as TSV with the header that its widest row needs. Atomic.
Result<void> writeGroundTruth(const GroundTruth &truth, const QString &path);

} // namespace melscope
