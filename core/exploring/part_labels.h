#pragma once

#include "core/exploring/run_tracks.h"
#include "core/truth/ground_truth.h"

#include <memory>
#include <vector>

namespace melscope {

/// What the truths of a run's part say of its recordings; of a test part nothing. Immutable.
class PartLabels
{
public:
    /// Errors: a truth cannot be read; cancelled.
    static Result<PartLabels> of(const Run &run, const RunPart &part, const CancelToken &cancel = {},
                                 const ProgressCallback &progress = {});

    /// Empty where it is not known.
    QString releaseGroup(const IdKey &id) const;
    /// Of several sources with the source before each: "lastfm: rock".
    QStringList labels(const IdKey &id) const;
    /// A source of the run whose truth has the recording; empty where none has.
    QString source(const IdKey &id) const;

private:
    std::vector<std::shared_ptr<const GroundTruth>> m_truths;
    QStringList m_names;
};

} // namespace melscope
