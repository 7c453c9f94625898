#include "core/features/feature_pool.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>

namespace melscope {

FeaturePool::FeaturePool(std::vector<Store> stores)
    : m_stores(std::move(stores))
{
    for (const Store &store : m_stores)
        m_firstRows.push_back(m_firstRows.back() + uint32_t(store->size()));
}

std::pair<size_t, size_t> FeaturePool::place(uint32_t row) const
{
    const auto after = std::upper_bound(m_firstRows.begin(), m_firstRows.end(), row);
    const auto store = size_t(after - m_firstRows.begin()) - 1;
    return { store, row - m_firstRows[store] };
}

std::string_view FeaturePool::id(uint32_t row) const
{
    const auto [store, index] = place(row);
    return m_stores[store]->id(index);
}

const QString &FeaturePool::file(uint32_t row) const
{
    return m_stores[place(row).first]->path();
}

const float *FeaturePool::image(uint32_t row) const
{
    const auto [store, index] = place(row);
    return m_stores[store]->image(index).data();
}

std::pair<const FeatureStore *, size_t> FeaturePool::at(uint32_t row) const
{
    const auto [store, index] = place(row);
    return { m_stores[store].get(), index };
}

TrackTags FeaturePool::tags(uint32_t row) const
{
    const auto [store, index] = place(row);
    return m_stores[store]->tags().at(index);
}

bool FeaturePool::hasTags() const
{
    return std::any_of(m_stores.begin(), m_stores.end(), [](const Store &store) { return !store->tags().isEmpty(); });
}

std::vector<uint32_t> FeaturePool::rowsOf(const RecordingIds &ids, const CancelToken &cancel) const
{
    std::vector<uint32_t> rows(ids.size(), kNoRow);
    constexpr size_t blockSize = 1 << 14;
    constexpr size_t ahead = 16;
    for (size_t s = 0; s < m_stores.size(); ++s) {
        const FeatureStore &store = *m_stores[s];
        parallelFor((store.size() + blockSize - 1) / blockSize, [&](size_t block) {
            const size_t begin = block * blockSize;
            const size_t end = std::min(begin + blockSize, store.size());
            if (cancel.isCancelled())
                return;
            IdKey keys[ahead];
            for (size_t i = begin; i < end + ahead; ++i) {
                if (i >= begin + ahead) {
                    if (const auto found = ids.find(keys[i % ahead])) {
                        // The first row wins, whichever thread comes first.
                        std::atomic_ref<uint32_t> row(rows[*found]);
                        const auto mine = uint32_t(m_firstRows[s] + i - ahead);
                        uint32_t known = row.load(std::memory_order_relaxed);
                        while (mine < known && !row.compare_exchange_weak(known, mine, std::memory_order_relaxed)) { }
                    }
                }
                if (i < end) {
                    keys[i % ahead] = IdKey(store.id(i));
                    ids.prefetch(keys[i % ahead]);
                }
                if (i >= begin + ahead / 2 && i < end + ahead / 2)
                    ids.prefetchFound(keys[(i - ahead / 2) % ahead]);
            }
        });
    }
    return cancel.isCancelled() ? std::vector<uint32_t>() : rows;
}

} // namespace melscope
