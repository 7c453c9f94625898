#pragma once

#include "core/exploring/attribution.h"
#include "core/exploring/run_tracks.h"

namespace melscope {

/// Explains the labels of a run over the tracks of one of its parts. What it has read it keeps. Used by one thread at a
/// time.
class RunExplainer
{
public:
    /// What tracks are held against: the mean of the training tracks that bear the label, or of all. Against the
    /// label's own mean its tracks' reasons cancel one another out on average; against the mean of all it shows what
    /// sets the label apart.
    enum class Baseline { OfLabel, OfAll };

    /// Errors: as readRunModel(), Explainer::of() and tracksOfPart().
    static Result<std::unique_ptr<RunExplainer>> open(const std::shared_ptr<const Run> &run, const RunPart &part,
                                                      int threads = 0, const CancelToken &cancel = {},
                                                      const ProgressCallback &progress = {});

    const Run &run() const { return *m_run; }
    const RunPart &part() const { return m_part; }
    const Model &model() const { return m_model; }
    const Dataset &tracks() const { return *m_tracks; }
    Explainer &explainer() { return *m_explainer; }
    /// Reads the training tracks when it is first called. Errors: as tracksOfPart().
    Result<NetworkInput> baseline(uint32_t classIndex, Baseline baseline, const CancelToken &cancel = {},
                                  const ProgressCallback &progress = {});
    /// Errors: as baseline() and Explainer::attributeLabel().
    Result<LabelAttribution> attributeLabel(uint32_t classIndex, Baseline baseline = Baseline::OfAll,
                                            size_t most = Explainer::kLabelTracks, int steps = Explainer::kLabelSteps,
                                            const CancelToken &cancel = {}, const ProgressCallback &progress = {});

private:
    std::shared_ptr<const Run> m_run;
    RunPart m_part;
    Model m_model;
    std::shared_ptr<const Dataset> m_tracks;
    std::shared_ptr<const Dataset> m_training; ///< null until they are asked for
    std::unique_ptr<Explainer> m_explainer;
    std::optional<NetworkInput> m_meanOfAll;
};

/// A class by the label that a source of the run (empty: any of them) spells so. Errors: there is none.
Result<uint32_t> classOfLabel(const Run &run, const QString &source, const QString &label);

} // namespace melscope
