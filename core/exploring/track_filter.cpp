#include "core/exploring/track_filter.h"

#include "core/base/parallel.h"
#include "core/exploring/filter_terms.h"
#include "core/exploring/filter_text.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <mutex>

namespace melscope {

namespace {

constexpr size_t kWord = 64;
using Mask = uint64_t;

/// The tree with its terms made ready for one snapshot.
struct Evaluated
{
    FilterNode::Kind kind = FilterNode::Kind::Term;
    std::unique_ptr<const FilterTerm> term;
    bool isNothing = false; ///< the term's matches
    std::vector<Evaluated> children;

    /// The rows of [first, first + count) of a block that match, as bits. Only those in `wanted` matter.
    Mask match(const TrackBlock &block, uint32_t first, uint32_t count, Mask wanted) const
    {
        switch (kind) {
        case FilterNode::Kind::Term:
            return wanted == 0 || isNothing ? 0 : term->match(block, first, count);
        case FilterNode::Kind::Not:
            return ~children.front().match(block, first, count, wanted);
        case FilterNode::Kind::And:
            for (const Evaluated &child : children)
                wanted &= child.match(block, first, count, wanted);
            return wanted;
        case FilterNode::Kind::Or: {
            Mask matched = 0;
            for (const Evaluated &child : children)
                matched |= child.match(block, first, count, wanted & ~matched);
            return matched;
        }
        }
        return 0;
    }
};

Result<Evaluated> makeReady(const FilterNode &node, const FilterContext &context)
{
    Evaluated evaluated;
    evaluated.kind = node.kind;
    if (node.kind == FilterNode::Kind::Term) {
        auto term = makeTerm(node, context);
        if (!term)
            return passOn(term);
        evaluated.term = std::move(*term);
        evaluated.isNothing = evaluated.term->matchesNothing();
    }
    for (const FilterNode &child : node.children) {
        auto ready = makeReady(child, context);
        if (!ready)
            return ready;
        evaluated.children.push_back(std::move(*ready));
    }
    return evaluated;
}

} // namespace

struct TrackFilter::Node
{
    FilterNode tree;
};

Result<TrackFilter> TrackFilter::parse(const QString &text)
{
    auto tree = parseFilter(text);
    if (!tree)
        return passOn(tree);
    TrackFilter filter;
    if (tree->has_value())
        filter.m_root = std::make_shared<const Node>(Node { std::move(**tree) });
    return filter;
}

Result<std::vector<uint32_t>> TrackFilter::apply(const FilterContext &context, const CancelToken &cancel) const
{
    const Collection &data = *context.data;
    std::vector<uint32_t> tracks;
    if (matchesAll()) {
        tracks.resize(data.trackCount());
        for (uint32_t i = 0; i < tracks.size(); ++i)
            tracks[i] = i;
        return tracks;
    }
    const auto ready = makeReady(m_root->tree, context);
    if (!ready)
        return passOn(ready);

    // Chunks of one block each; a chunk's matches are counted, then written where they belong.
    struct Chunk
    {
        const TrackBlock *block;
        uint32_t first; ///< in the block
        uint32_t count;
        size_t hits = 0;
        std::vector<Mask> masks;
    };
    constexpr uint32_t chunkSize = 256 * kWord;
    std::vector<Chunk> chunks;
    for (const TrackBlock &block : data.blocks) {
        for (uint32_t first = 0; first < block.count; first += chunkSize)
            chunks.push_back({ &block, first, std::min(chunkSize, block.count - first), 0, {} });
    }
    parallelFor(
        chunks.size(),
        [&](size_t c) {
            Chunk &chunk = chunks[c];
            if (cancel.isCancelled())
                return;
            for (uint32_t at = 0; at < chunk.count; at += kWord) {
                const uint32_t count = std::min<uint32_t>(kWord, chunk.count - at);
                const Mask all = count == kWord ? ~Mask(0) : (Mask(1) << count) - 1;
                const Mask mask = ready->match(*chunk.block, chunk.first + at, count, all) & all;
                chunk.masks.push_back(mask);
                chunk.hits += size_t(std::popcount(mask));
            }
        },
        data.trackCount() < 4 * chunkSize ? 1 : 0); // a few tracks are found before a thread has started
    if (cancel.isCancelled())
        return cancelled();
    size_t hits = 0;
    for (const Chunk &chunk : chunks)
        hits += chunk.hits;
    tracks.reserve(hits);
    for (const Chunk &chunk : chunks) {
        for (size_t word = 0; word < chunk.masks.size(); ++word) {
            const auto first = uint32_t(chunk.block->first + chunk.first + word * kWord);
            for (Mask mask = chunk.masks[word]; mask != 0; mask &= mask - 1)
                tracks.push_back(first + uint32_t(std::countr_zero(mask)));
        }
    }
    return tracks;
}

} // namespace melscope
