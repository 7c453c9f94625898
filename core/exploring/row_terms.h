#pragma once

#include "core/exploring/filter_terms.h"

namespace melscope {

/// A term from a function on one row of a block.
template <class Test>
class RowTerm : public FilterTerm
{
public:
    explicit RowTerm(Test test)
        : m_test(std::move(test))
    {
    }
    uint64_t match(const TrackBlock &block, uint32_t first, uint32_t count) const override
    {
        uint64_t mask = 0;
        for (uint32_t i = 0; i < count; ++i)
            mask |= uint64_t(m_test(block, first + i) ? 1 : 0) << i;
        return mask;
    }

private:
    Test m_test;
};
template <class Test>
std::unique_ptr<const FilterTerm> rowTerm(Test test)
{
    return std::make_unique<const RowTerm<Test>>(std::move(test));
}

/// A term that whole blocks match or not.
template <class Test>
class BlockTerm : public FilterTerm
{
public:
    explicit BlockTerm(Test test)
        : m_test(std::move(test))
    {
    }
    uint64_t match(const TrackBlock &block, uint32_t, uint32_t) const override
    {
        return m_test(block) ? ~uint64_t(0) : 0;
    }

private:
    Test m_test;
};
template <class Test>
std::unique_ptr<const FilterTerm> blockTerm(Test test)
{
    return std::make_unique<const BlockTerm<Test>>(std::move(test));
}

/// A term of which is known that no track has it.
class NoTrackTerm : public FilterTerm
{
public:
    uint64_t match(const TrackBlock &, uint32_t, uint32_t) const override { return 0; }
    bool matchesNothing() const override { return true; }
};

} // namespace melscope
