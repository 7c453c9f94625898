#include "ui/pages/mean_images.h"

namespace melscope {

const ImageStatistics *MeanImages::find(const QString &name, const FilterContext &context, const QString &filter,
                                        const Tracks &tracks)
{
    if (const auto known = m_known.constFind(name); known != m_known.constEnd())
        return known->statistics.get();
    auto statistics = std::make_shared<ImageStatistics>();
    m_known[name].awaited = statistics;
    m_known[name].cancel = m_lane.enqueue(
        tr("Computing a mean image"),
        [context, filter, tracks, statistics](const CancelToken &cancel, const ProgressCallback &) -> Result<void> {
            std::vector<uint32_t> found;
            if (!filter.isEmpty()) {
                const auto parsed = TrackFilter::parse(filter);
                auto matching = parsed ? parsed->apply(context, cancel) : Result<std::vector<uint32_t>>(passOn(parsed));
                if (!matching)
                    return passOn(matching);
                found = std::move(*matching);
            }
            const auto images = imagesOfRecordings(*context.data, filter.isEmpty() ? *tracks : found);
            auto done = imageStatistics(
                images.size(), [&](size_t i) { return images[i]; }, cancel);
            if (!done)
                return passOn(done);
            *statistics = *done;
            return {};
        },
        [this, name, statistics](JobEnd end, const Error &) {
            const auto known = m_known.find(name);
            if (end != JobEnd::Done || known == m_known.end() || known->awaited != statistics)
                return;
            known->statistics = statistics;
            Q_EMIT computed();
        });
    return nullptr;
}

void MeanImages::forget(const QString &name)
{
    if (const auto known = m_known.find(name); known != m_known.end()) {
        known->cancel.cancel();
        m_known.erase(known);
    }
}

void MeanImages::forgetAll()
{
    m_lane.cancelAll();
    m_known.clear();
}

} // namespace melscope
