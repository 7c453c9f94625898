#pragma once

#include "core/runs/run_folder.h"
#include "core/training/dataset.h"

namespace melscope {

/// A part of what a run was made of: the training or the validation tracks of all its sources, or the test tracks of
/// one.
struct RunPart
{
    enum class Kind { Train, Validation, Test };
    Kind kind = Kind::Train;
    size_t source = 0; ///< of the run, of a test part
    QString name; ///< "train", "validation", "test-lastfm", as in the names of files
};

/// The parts that the run knows files of.
std::vector<RunPart> partsOf(const Run &run);
/// By name. Errors: there is none of that name; its remedy lists those that there are.
Result<RunPart> findPart(const Run &run, const QString &name);

/// The part's tracks that have features, with the labels of all the run's sources; those of a test part have none.
/// Truths and features are read where the run found them; documents are imported into the run's folder unless they are
/// already. Errors: a file is gone; no track has features; cancelled.
Result<std::shared_ptr<const Dataset>> tracksOfPart(const Run &run, const RunPart &part, const CancelToken &cancel = {},
                                                    const ProgressCallback &progress = {});

} // namespace melscope
