#include "core/exploring/run_explainer.h"

#include "core/base/words.h"
#include "core/runs/run_model.h"

namespace melscope {

Result<std::unique_ptr<RunExplainer>> RunExplainer::open(const std::shared_ptr<const Run> &run, const RunPart &part,
                                                         int threads, const CancelToken &cancel,
                                                         const ProgressCallback &progress)
{
    auto model = readRunModel(*run);
    if (!model)
        return passOn(model);
    auto explainer = Explainer::of(*model, threads);
    if (!explainer)
        return passOn(explainer);
    auto tracks = tracksOfPart(*run, part, cancel, progress);
    if (!tracks)
        return passOn(tracks);
    auto opened = std::make_unique<RunExplainer>();
    opened->m_run = run;
    opened->m_part = part;
    opened->m_model = std::move(*model);
    opened->m_tracks = std::move(*tracks);
    opened->m_explainer = std::move(*explainer);
    return opened;
}

Result<NetworkInput> RunExplainer::baseline(uint32_t classIndex, Baseline baseline, const CancelToken &cancel,
                                            const ProgressCallback &progress)
{
    if (!m_training) {
        auto training = m_part.kind == RunPart::Kind::Train
            ? Result<std::shared_ptr<const Dataset>>(m_tracks)
            : tracksOfPart(*m_run, partsOf(*m_run).front(), cancel, progress);
        if (!training)
            return passOn(training);
        m_training = std::move(*training);
    }
    if (baseline == Baseline::OfLabel)
        return m_explainer->meanInput(*m_training, classIndex, cancel);
    if (!m_meanOfAll) {
        const auto mean = m_explainer->meanInput(*m_training, std::nullopt, cancel);
        if (!mean)
            return passOn(mean);
        m_meanOfAll = *mean;
    }
    return *m_meanOfAll;
}

Result<LabelAttribution> RunExplainer::attributeLabel(uint32_t classIndex, Baseline baseline, size_t most, int steps,
                                                      const CancelToken &cancel, const ProgressCallback &progress)
{
    const auto from = this->baseline(classIndex, baseline, cancel, progress);
    if (!from)
        return passOn(from);
    return m_explainer->attributeLabel(*m_tracks, *from, classIndex, most, steps, cancel, progress,
                                       QString::fromStdString(m_run->space.classes()[classIndex]));
}

Result<uint32_t> classOfLabel(const Run &run, const QString &source, const QString &label)
{
    for (size_t i = 0; i < run.space.sourceCount(); ++i) {
        if (!source.isEmpty() && run.sources[i].name != source)
            continue;
        if (const auto found = run.space.classOf(i, label.toStdString()))
            return *found;
    }
    return fail(source.isEmpty() ? tr("the run has no label \"%1\"").arg(label)
                                 : tr("the run has no source \"%2\" with a label \"%1\"").arg(label, source),
                run.folder, tr("Its labels stand in classes.txt."));
}

} // namespace melscope
