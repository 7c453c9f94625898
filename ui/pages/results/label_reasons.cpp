#include "ui/pages/results/label_reasons.h"

#include "core/runs/run_model.h"

namespace melscope {

Result<void> LabelReasons::Network::open(const std::shared_ptr<const Run> &run, const CancelToken &cancel,
                                         const ProgressCallback &progress)
{
    if (explainer)
        return {};
    auto opened = RunExplainer::open(run, partsOf(*run)[1], 0, cancel, progress); // validation
    if (!opened)
        return passOn(opened);
    explainer = std::move(*opened);
    return {};
}

LabelReasons::LabelReasons(JobLane &lane, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
{
}

/// Stays where thresholds, title or comment change, and changes where the run is trained anew.
QString LabelReasons::keyOf(const Run &run)
{
    return run.folder + QLatin1Char('\n') + run.finished;
}

void LabelReasons::setRun(const std::shared_ptr<const Run> &run)
{
    const bool isSame = run && m_run && keyOf(*run) == keyOf(*m_run);
    m_run = run;
    if (isSame)
        return;
    m_computing.cancel();
    m_explaining.cancel();
    m_estimating.cancel();
    m_explained.reset();
    m_problem.clear();
    m_isEstimated = false;
    m_network = std::make_shared<Network>();
    m_shown = run ? &m_kept[keyOf(*run)] : nullptr;
    Q_EMIT changed();
}

const Importance *LabelReasons::importance() const
{
    return m_shown != nullptr && m_shown->importance ? &*m_shown->importance : nullptr;
}

void LabelReasons::computeImportance()
{
    if (!m_run || isComputing())
        return;
    m_problem.clear();
    m_computing.run(
        m_lane, this, tr("Measuring what helps the labels"),
        [run = m_run, network = m_network](const CancelToken &cancel,
                                           const ProgressCallback &progress) -> Result<Importance> {
            if (const auto opened = network->open(run, cancel, progress); !opened)
                return passOn(opened);
            return permutationImportance(network->explainer->model(), network->explainer->tracks(), {}, cancel,
                                         progress);
        },
        [this](Result<Importance> importance) {
            if (importance)
                m_shown->importance = std::move(*importance);
            else
                m_problem = importance.error().isCancelled() ? tr("Cancelled") : importance.error().text();
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

void LabelReasons::cancel()
{
    if (!isComputing())
        return;
    m_computing.cancel();
    m_problem = tr("Cancelled");
    Q_EMIT changed();
}

std::optional<double> LabelReasons::estimate()
{
    if (m_shown == nullptr || m_shown->estimate || m_isEstimated)
        return m_shown != nullptr ? m_shown->estimate : std::nullopt;
    m_isEstimated = true;
    m_estimating.run(
        m_lane, this, tr("Estimating the time that it takes"),
        [run = m_run](const CancelToken &cancel, const ProgressCallback &) -> Result<double> {
            const auto model = readRunModel(*run);
            if (!model)
                return passOn(model);
            qint64 tracks = 0; // more than there are where sources share some
            for (const RunSource &source : run->sources)
                tracks += source.validationTracks;
            return estimateImportance(*model, size_t(tracks), {}, cancel);
        },
        [this](const Result<double> &seconds) {
            if (!seconds)
                return; // whoever computes is told
            m_shown->estimate = *seconds;
            Q_EMIT changed();
        });
    return std::nullopt;
}

const LabelAttribution *LabelReasons::attribution(uint32_t classIndex)
{
    if (m_shown == nullptr)
        return nullptr;
    if (const auto known = m_shown->attributions.find(classIndex); known != m_shown->attributions.end())
        return &known->second;
    if (m_shown->problems.contains(classIndex) || (m_explaining.isBusy() && m_explained == classIndex))
        return nullptr;
    m_explained = classIndex;
    m_explaining.run(
        m_lane, this, tr("Explaining %1").arg(QString::fromStdString(m_run->space.classes()[classIndex])),
        [run = m_run, network = m_network, classIndex](const CancelToken &cancel,
                                                       const ProgressCallback &progress) -> Result<LabelAttribution> {
            if (const auto opened = network->open(run, cancel, progress); !opened)
                return passOn(opened);
            return network->explainer->attributeLabel(classIndex, RunExplainer::Baseline::OfAll,
                                                      Explainer::kLabelTracks, Explainer::kLabelSteps, cancel,
                                                      progress);
        },
        [this, classIndex](Result<LabelAttribution> found) {
            if (found)
                m_shown->attributions[classIndex] = std::move(*found);
            else
                m_shown->problems[classIndex] = found.error().isCancelled() ? tr("Cancelled") : found.error().text();
            Q_EMIT changed();
        });
    return nullptr;
}

QString LabelReasons::attributionProblem(uint32_t classIndex) const
{
    if (m_shown == nullptr)
        return {};
    const auto found = m_shown->problems.find(classIndex);
    return found != m_shown->problems.end() ? found->second : QString();
}

void LabelReasons::forgetProblems()
{
    if (m_shown != nullptr)
        m_shown->problems.clear();
}

} // namespace melscope
