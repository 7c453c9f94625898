#include "ui/pages/tracks/mean_images.h"

#include <algorithm>

namespace melscope {

MeanImages::MeanImages(JobLane &lane, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
{
}

const ImageStatistics *MeanImages::find(const QString &name, const FilterContext &context, const QString &filter,
                                        const Tracks &tracks)
{
    if (const auto known = m_known.find(name); known != m_known.end())
        return known->second.statistics ? &*known->second.statistics : nullptr;
    Known &wanted = m_known[name];
    wanted.job = std::make_unique<LatestJob>();
    wanted.job->run(
        m_lane, this, tr("Computing a mean image"),
        [context, filter, tracks](const CancelToken &cancel, const ProgressCallback &) -> Result<ImageStatistics> {
            std::vector<uint32_t> found;
            if (!filter.isEmpty()) {
                const auto parsed = TrackFilter::parse(filter);
                auto matching = parsed ? parsed->apply(context, cancel) : Result<std::vector<uint32_t>>(passOn(parsed));
                if (!matching)
                    return passOn(matching);
                found = std::move(*matching);
            }
            const auto images = imagesOfRecordings(*context.data, filter.isEmpty() ? *tracks : found);
            return imageStatistics(
                images.size(), [&](size_t i) { return images[i]; }, cancel);
        },
        [this, &wanted](const Result<ImageStatistics> &statistics) {
            if (statistics)
                wanted.statistics = *statistics;
            else
                wanted.problem = statistics.error().isCancelled() ? tr("Cancelled") : statistics.error().what;
            Q_EMIT computed();
        });
    return nullptr;
}

QString MeanImages::problem(const QString &name) const
{
    const auto known = m_known.find(name);
    return known == m_known.end() ? QString() : known->second.problem;
}

void MeanImages::forgetFailed()
{
    std::erase_if(m_known, [](const auto &known) { return !known.second.problem.isEmpty(); });
}

bool MeanImages::isComputing() const
{
    return std::ranges::any_of(m_known, [](const auto &known) { return known.second.job->isBusy(); });
}

} // namespace melscope
