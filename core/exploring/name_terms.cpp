#include "core/exploring/name_terms.h"

#include "core/base/parallel.h"
#include "core/exploring/name_search.h"

#include <algorithm>
#include <cstring>

namespace melscope {

namespace {

constexpr size_t kBlock = 1 << 16; // rows of a thread's piece of work

/// A collection's pools: that of train and validation, then those of each source's test part.
std::vector<const FeaturePool *> poolsOf(const Collection &data)
{
    std::vector<const FeaturePool *> pools { &data.features };
    for (const CollectedSource &source : data.sources)
        pools.push_back(&source.testFeatures);
    return pools;
}
size_t poolIndex(const TrackBlock &block)
{
    return block.part == Part::Test ? 1 + block.source : 0;
}

/// Marks the rows of a store whose value of a tag is wanted.
void markRows(const TagColumns::Texts &texts, const std::vector<char> &wanted, char *rows)
{
    if (std::find(wanted.begin(), wanted.end(), 1) == wanted.end())
        return;
    parallelFor((texts.rows.size() + kBlock - 1) / kBlock, [&](size_t block) {
        for (size_t row = block * kBlock; row < std::min(texts.rows.size(), (block + 1) * kBlock); ++row) {
            if (texts.rows[row] < wanted.size())
                rows[row] = char(rows[row] | wanted[texts.rows[row]]);
        }
    });
}

/// Tracks whose row is marked: [pool][row].
class MarkedTerm : public FilterTerm
{
public:
    MarkedTerm(std::shared_ptr<const Collection> data, std::vector<std::vector<char>> marks)
        : m_data(std::move(data))
        , m_marks(std::move(marks))
    {
    }
    uint64_t match(const TrackBlock &block, uint32_t first, uint32_t count) const override
    {
        const std::vector<char> &marks = m_marks[poolIndex(block)];
        const CollectedPart &part = m_data->sources[block.source].part(block.part);
        uint64_t mask = 0;
        for (uint32_t i = 0; i < count; ++i) {
            const uint32_t row = part.truth ? part.featureRows[first + i] : first + i;
            mask |= uint64_t(row != FeaturePool::kNoRow && marks[row] != 0 ? 1 : 0) << i;
        }
        return mask;
    }
    bool matchesNothing() const override
    {
        return std::ranges::none_of(m_marks, [](const std::vector<char> &marks) {
            return !marks.empty() && std::memchr(marks.data(), 1, marks.size()) != nullptr;
        });
    }

private:
    std::shared_ptr<const Collection> m_data;
    std::vector<std::vector<char>> m_marks;
};

/// Tracks with a row that `test(columns, row of the store)` finds.
template <class Test>
std::unique_ptr<const FilterTerm> markedTerm(const FilterContext &context, const Test &test)
{
    std::vector<std::vector<char>> marks;
    for (const FeaturePool *pool : poolsOf(*context.data)) {
        marks.emplace_back(pool->size(), 0);
        for (size_t s = 0; s < pool->stores().size(); ++s) {
            const TagColumns &tags = pool->stores()[s]->tags();
            char *rows = marks.back().data() + pool->firstRow(s);
            for (size_t row = 0; row < tags.years().size(); ++row)
                rows[row] = test(tags, row) ? 1 : 0;
        }
    }
    return std::make_unique<const MarkedTerm>(context.data, std::move(marks));
}

} // namespace

std::unique_ptr<const FilterTerm> nameTerm(const FilterContext &context, std::span<const TextTag> tags,
                                           const QString &typed)
{
    const NameSearch search(typed);
    std::vector<std::vector<char>> marks;
    for (const FeaturePool *pool : poolsOf(*context.data)) {
        marks.emplace_back(pool->size(), 0);
        for (size_t s = 0; s < pool->stores().size(); ++s) {
            const TagColumns &columns = pool->stores()[s]->tags();
            for (const TextTag tag : tags)
                markRows(columns.texts(tag), search.of(columns.texts(tag)), marks.back().data() + pool->firstRow(s));
        }
    }
    return std::make_unique<const MarkedTerm>(context.data, std::move(marks));
}

std::unique_ptr<const FilterTerm> yearTerm(const FilterContext &context, FilterNode::Compare compare, double bound)
{
    return markedTerm(context, [&](const TagColumns &tags, size_t row) {
        return tags.years()[row] != 0 && holds(double(tags.years()[row]), compare, bound);
    });
}

std::unique_ptr<const FilterTerm> lengthTerm(const FilterContext &context, FilterNode::Compare compare, double bound)
{
    return markedTerm(context, [&](const TagColumns &tags, size_t row) {
        return tags.lengths()[row] > 0 && holds(double(tags.lengths()[row]), compare, double(float(bound)));
    });
}

std::unique_ptr<const FilterTerm> losslessTerm(const FilterContext &context, bool yes)
{
    const auto wanted = uint8_t(yes ? TrackTags::Lossless::Yes : TrackTags::Lossless::No);
    return markedTerm(context, [&](const TagColumns &tags, size_t row) { return tags.lossless()[row] == wanted; });
}

} // namespace melscope
