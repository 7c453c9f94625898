#pragma once

#include "core/base/cancel_token.h"
#include "core/features/feature_store.h"

#include <memory>
#include <vector>

namespace melscope {

/// Several stores, or the shards of one, seen as one: rows are numbered through, and a recording that stands in
/// several is taken from the first. Immutable.
class FeaturePool
{
public:
    using Store = std::shared_ptr<const FeatureStore>;
    static constexpr uint32_t kNoRow = UINT32_MAX;

    FeaturePool() = default;
    explicit FeaturePool(std::vector<Store> stores);

    const std::vector<Store> &stores() const { return m_stores; }
    /// Rows over all stores; a recording that stands in several is counted in each.
    size_t size() const { return m_firstRows.back(); }
    std::string_view id(uint32_t row) const;
    /// The file that holds a row.
    const QString &file(uint32_t row) const;
    /// A row's place: the store and the row in it.
    std::pair<const FeatureStore *, size_t> at(uint32_t row) const;
    /// What is known of the row's recording.
    TrackTags tags(uint32_t row) const;
    /// Whether any of the stores has tags.
    bool hasTags() const;
    /// The raw image [40 × 9] of a row. It lives as long as the pool's stores.
    const float *image(uint32_t row) const;

    /// The first row of a store.
    uint32_t firstRow(size_t store) const { return m_firstRows[store]; }

    /// The join of ids and features as an index vector: for each id its row, or kNoRow. Empty after a cancel.
    std::vector<uint32_t> rowsOf(const RecordingIds &ids, const CancelToken &cancel = {}) const;

private:
    std::pair<size_t, size_t> place(uint32_t row) const;

    std::vector<Store> m_stores;
    std::vector<uint32_t> m_firstRows { 0 };
};

} // namespace melscope
