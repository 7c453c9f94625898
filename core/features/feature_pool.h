#pragma once

#include "core/features/feature_store.h"

#include <memory>
#include <optional>
#include <vector>

namespace melscope {

/// Several stores seen as one: a recording is taken from the first store that has it. Immutable.
class FeaturePool
{
public:
    using Store = std::shared_ptr<const FeatureStore>;

    FeaturePool() = default;
    explicit FeaturePool(std::vector<Store> stores)
        : m_stores(std::move(stores))
    {
    }

    const std::vector<Store> &stores() const { return m_stores; }
    /// Tracks over all stores, repeated ones counted in each.
    size_t size() const;
    bool contains(std::string_view id) const { return find(id) != nullptr; }
    /// The raw image [40 × 9], or null. It lives as long as the pool's stores.
    const float *find(std::string_view id) const;

private:
    std::vector<Store> m_stores;
};

} // namespace melscope
