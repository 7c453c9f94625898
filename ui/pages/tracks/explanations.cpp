#include "ui/pages/tracks/explanations.h"

#include "core/exploring/track_results.h"
#include "core/runs/run_model.h"

#include <map>

namespace melscope {

struct Explanations::Network
{
    std::shared_ptr<const Run> run;
    std::unique_ptr<Explainer> explainer; ///< made by the first job
    std::map<uint32_t, NetworkInput> baselines; ///< by class

    Result<void> open()
    {
        if (explainer)
            return {};
        const auto model = readRunModel(*run);
        if (!model)
            return passOn(model);
        auto made = Explainer::of(*model);
        if (!made)
            return passOn(made);
        explainer = std::move(*made);
        return {};
    }

    /// Training tracks that bear the class in any source; all of them where none does.
    Result<NetworkInput> baselineOf(uint32_t classIndex, const FilterContext &context, const CancelToken &cancel)
    {
        if (const auto known = baselines.find(classIndex); known != baselines.end())
            return known->second;
        std::vector<uint32_t> tracks;
        const auto add = [&](const QString &text) -> Result<void> {
            const auto filter = TrackFilter::parse(text);
            const auto found = filter ? filter->apply(context, cancel) : Result<std::vector<uint32_t>>(passOn(filter));
            if (!found)
                return passOn(found);
            tracks.insert(tracks.end(), found->begin(), found->end());
            return {};
        };
        for (size_t i = 0; i < run->sources.size(); ++i) {
            const auto name = run->space.spelling(i, classIndex);
            if (!name)
                continue;
            const QString label = QString::fromUtf8(name->data(), qsizetype(name->size()));
            if (const auto added = add(QStringLiteral("part:train source:") + filterValue(run->sources[i].name)
                                       + QStringLiteral(" label:") + filterValue(label));
                !added)
                return passOn(added);
        }
        auto images = imagesOfRecordings(*context.data, tracks);
        if (images.empty()) {
            if (const auto added = add(QStringLiteral("part:train")); !added)
                return passOn(added);
            images = imagesOfRecordings(*context.data, tracks);
        }
        auto mean = explainer->meanInput(images, cancel);
        if (mean)
            baselines.emplace(classIndex, *mean);
        return mean;
    }
};

Explanations::Explanations(JobLane &lane, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
{
}

std::optional<uint32_t> Explanations::classOf(const Run &run, const QString &source, const QString &label)
{
    for (size_t i = 0; i < run.sources.size(); ++i) {
        if (run.sources[i].name != source && run.space.findSource(source))
            continue;
        if (const auto found = run.space.classOf(i, label.toStdString()))
            return found;
    }
    return std::nullopt;
}

void Explanations::forget()
{
    m_job.cancel();
    m_network.reset();
    m_wanted.reset();
    m_found.reset();
    m_problem.clear();
}

const Explanations::Explanation *Explanations::find(const std::shared_ptr<const Run> &run, const FilterContext &context,
                                                    uint32_t track, const QString &label)
{
    const Key key { run.get(), track, label };
    if (m_wanted == key)
        return m_found ? &*m_found : nullptr;
    if (!m_network || m_network->run != run) {
        forget();
        m_network = std::make_shared<Network>();
        m_network->run = run;
    }
    m_wanted = key;
    m_found.reset();
    m_problem.clear();
    m_job.run(
        m_lane, this, tr("Explaining %1").arg(label),
        [network = m_network, context, track, label](const CancelToken &cancel,
                                                     const ProgressCallback &) -> Result<Explanation> {
            const Collection &data = *context.data;
            const TrackRef ref = data.track(track);
            const float *image = data.imageOf(ref);
            if (image == nullptr)
                return fail(tr("No feature file holds this recording."));
            const auto classIndex = classOf(*network->run, data.sources[ref.source].name, label);
            if (!classIndex)
                return fail(tr("The run does not know this label."));
            if (const auto opened = network->open(); !opened)
                return passOn(opened);
            const auto baseline = network->baselineOf(*classIndex, context, cancel);
            if (!baseline)
                return passOn(baseline);
            const NetworkInput input = network->explainer->inputOf(image);
            return Explanation { network->explainer->attribute(input, *baseline, *classIndex),
                                 network->explainer->occlude(input, *baseline, *classIndex) };
        },
        [this](const Result<Explanation> &explanation) {
            if (explanation)
                m_found = *explanation;
            else
                m_problem = explanation.error().isCancelled() ? tr("Cancelled") : explanation.error().what;
            Q_EMIT computed();
        });
    return nullptr;
}

} // namespace melscope
