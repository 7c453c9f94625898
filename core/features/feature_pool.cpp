#include "core/features/feature_pool.h"

namespace melscope {

size_t FeaturePool::size() const
{
    size_t count = 0;
    for (const Store &store : m_stores)
        count += store->size();
    return count;
}

const float *FeaturePool::find(std::string_view id) const
{
    for (const Store &store : m_stores) {
        if (const auto index = store->ids().find(id))
            return store->image(*index).data();
    }
    return nullptr;
}

} // namespace melscope
