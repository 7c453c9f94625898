#include "core/exploring/neighbours.h"

#include "core/base/parallel.h"
#include "core/base/safetensors.h"
#include "core/base/words.h"
#include "core/exploring/principal_axes.h"
#include "core/network/kernels.h"

#include <QFileInfo>

// Without its own vector code, which we have no use for, and whose prefetches read a link beyond the end of a list.
#define NO_MANUAL_VECTORIZATION
#include <hnswlib/hnswlib.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>

namespace melscope {

namespace {

// Measured on 100,000 and 1.35 million simulated embeddings against all distances: recall at 10 of 0.99 and more.
constexpr size_t kAxes = 64;
constexpr size_t kLinks = 16;
constexpr size_t kConstruction = 100; ///< candidates for a new track's links
constexpr size_t kSearch = 100; ///< candidates of a search
constexpr size_t kMeasured = 50; ///< of them, measured exactly, at least
constexpr size_t kMeasuredTimes = 4; ///< the same, for each neighbour wanted
constexpr size_t kSeed = 1;
constexpr size_t kTogether = 4096; ///< tracks between two looks at progress
constexpr size_t kMostPairs = 10; ///< of a track, among near-duplicates
constexpr int kMostLevels = 64;

/// Squared distances in the axes, by the processor's best kernel; hnswlib's own are chosen when it is compiled.
class AxesSpace final : public hnswlib::SpaceInterface<float>
{
public:
    size_t get_data_size() override { return kAxes * sizeof(float); }
    hnswlib::DISTFUNC<float> get_dist_func() override
    {
        return [](const void *a, const void *b, const void *kernels) {
            return static_cast<const Kernels *>(kernels)->squaredDistance(static_cast<const float *>(a),
                                                                          static_cast<const float *>(b), kAxes);
        };
    }
    void *get_dist_func_param() override { return const_cast<Kernels *>(&m_kernels); }

private:
    const Kernels &m_kernels = bestKernels();
};

double distanceBetween(std::span<const float> a, std::span<const float> b)
{
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (size_t i = 0; i < a.size(); ++i) {
        dot += double(a[i]) * double(b[i]);
        aa += double(a[i]) * double(a[i]);
        bb += double(b[i]) * double(b[i]);
    }
    return aa > 0 && bb > 0 ? std::clamp(1 - dot / std::sqrt(aa * bb), 0.0, 2.0) : 1;
}

bool isNearer(const Neighbour &a, const Neighbour &b)
{
    return std::pair(a.distance, a.track) < std::pair(b.distance, b.track);
}

void keepNearest(std::vector<Neighbour> &found, size_t most)
{
    const auto end = found.begin() + ptrdiff_t(std::min(most, found.size()));
    std::partial_sort(found.begin(), end, found.end(), isNearer);
    found.erase(end, found.end());
}

} // namespace

std::vector<Neighbour> exactNeighbours(const Embedding &embedding, std::span<const float> row, size_t most)
{
    std::vector<Neighbour> found;
    found.reserve(embedding.size());
    for (uint32_t track = 0; track < embedding.size(); ++track)
        found.push_back({ track, distanceBetween(row, embedding.row(track)) });
    keepNearest(found, most);
    return found;
}

struct NeighbourIndex::Graph
{
    explicit Graph(size_t tracks)
        : graph(&space, tracks, kLinks, kConstruction, kSeed)
    {
        graph.setEf(kSearch);
    }

    PrincipalAxes axes;
    AxesSpace space;
    hnswlib::HierarchicalNSW<float> graph;

    size_t upperSize() const { return graph.size_links_per_element_ / sizeof(uint32_t); }

    /// Whether every link leads to a track that stands on its level, and every track stands once. What hnswlib's own
    /// reader does not look at, and its search relies on.
    bool isSound() const
    {
        const size_t count = graph.cur_element_count;
        if (graph.enterpoint_node_ >= count || graph.element_levels_[graph.enterpoint_node_] != graph.maxlevel_)
            return false;
        std::vector<char> isThere(count);
        for (uint32_t i = 0; i < count; ++i) {
            const size_t label = graph.getExternalLabel(i);
            if (label >= count || isThere[label])
                return false;
            isThere[label] = 1;
            for (int level = 0; level <= graph.element_levels_[i]; ++level) {
                const uint32_t *links = graph.get_linklist_at_level(i, level);
                const size_t linked = *links & 0xFFFF; // the other half marks what is deleted: nothing
                if (linked != *links || linked > (level == 0 ? graph.maxM0_ : graph.maxM_))
                    return false;
                for (size_t k = 1; k <= linked; ++k) {
                    if (links[k] >= count || graph.element_levels_[links[k]] < level)
                        return false;
                }
            }
        }
        return true;
    }
};

NeighbourIndex::NeighbourIndex(std::shared_ptr<const Embedding> embedding)
    : m_embedding(std::move(embedding))
{
}

NeighbourIndex::~NeighbourIndex() = default;

Result<std::shared_ptr<const NeighbourIndex>> NeighbourIndex::build(const std::shared_ptr<const Embedding> &embedding,
                                                                    int threads, const CancelToken &cancel,
                                                                    const ProgressCallback &progress)
{
    const size_t count = embedding->size();
    StageProgress stage(progress, Stage::IndexingNeighbours, QStringLiteral("tracks"), qint64(count));
    std::shared_ptr<NeighbourIndex> index(new NeighbourIndex(embedding));
    std::atomic<size_t> wrong { count };
    const auto isFinite = [&](size_t track) {
        if (std::ranges::all_of(embedding->row(track), [](float value) { return std::isfinite(value); }))
            return true;
        wrong = track;
        return false;
    };
    const auto notANumber = [&] {
        return fail(tr("the embedding has no number for the recording %1")
                        .arg(QString::fromStdString(embedding->ids().text(wrong))),
                    {}, tr("Its features, or the model, are damaged: import the features or train anew."));
    };
    if (count < kFewest) {
        for (size_t track = 0; track < count; ++track) {
            if (!isFinite(track))
                return notANumber();
        }
        return index;
    }
    index->m_graph = std::make_unique<Graph>(count);
    Graph &graph = *index->m_graph;
    graph.axes = PrincipalAxes::of(*embedding, kAxes);
    const auto add = [&](size_t track) {
        if (cancel.isCancelled() || wrong < count || !isFinite(track))
            return;
        std::array<float, kAxes> point {};
        graph.axes.project(embedding->row(track), point.data());
        graph.graph.addPoint(point.data(), track);
    };
    add(0); // by which the others enter
    for (size_t begin = 1; begin < count && wrong == count; begin += kTogether) {
        parallelFor(
            std::min(kTogether, count - begin), [&](size_t i) { add(begin + i); }, threads);
        if (cancel.isCancelled())
            return cancelled();
        stage.update(qint64(std::min(count, begin + kTogether)));
    }
    if (wrong < count)
        return notANumber();
    return index;
}

std::vector<Neighbour> NeighbourIndex::nearest(std::span<const float> row, size_t most) const
{
    const size_t wanted = std::max(kMeasured, kMeasuredTimes * most);
    if (!m_graph || wanted >= m_embedding->size())
        return exactNeighbours(*m_embedding, row, most);
    std::array<float, kAxes> point {};
    m_graph->axes.project(row, point.data());
    auto candidates = m_graph->graph.searchKnn(point.data(), wanted);
    std::vector<Neighbour> found;
    found.reserve(candidates.size());
    for (; !candidates.empty(); candidates.pop()) {
        const auto track = uint32_t(candidates.top().second);
        found.push_back({ track, distanceBetween(row, m_embedding->row(track)) });
    }
    keepNearest(found, most);
    return found;
}

Result<void> NeighbourIndex::save(const QString &path) const
{
    if (!m_graph)
        return {};
    const auto &graph = m_graph->graph;
    const size_t count = graph.cur_element_count;
    std::vector<uint8_t> levels(count);
    std::vector<uint32_t> upper;
    for (size_t i = 0; i < count; ++i) {
        levels[i] = uint8_t(graph.element_levels_[i]);
        const auto *links = reinterpret_cast<const uint32_t *>(graph.linkLists_[i]);
        if (levels[i] > 0)
            upper.insert(upper.end(), links, links + levels[i] * m_graph->upperSize());
    }
    const std::span ground(reinterpret_cast<const std::byte *>(graph.data_level0_memory_),
                           count * graph.size_data_per_element_);
    const PrincipalAxes &axes = m_graph->axes;
    return writeSafetensors(path,
                            { { "axes", "F32", { int64_t(kAxes), int64_t(axes.dimensions) }, bytesOf(axes.vectors) },
                              { "mean", "F32", { int64_t(axes.dimensions) }, bytesOf(axes.mean) },
                              { "upper", "U32", { int64_t(upper.size()) }, bytesOf(upper) },
                              { "ground", "U8", { int64_t(count), int64_t(graph.size_data_per_element_) }, ground },
                              { "levels", "U8", { int64_t(count) }, bytesOf(levels) } },
                            { { QStringLiteral("format"), QLatin1String(kFormat) },
                              { QStringLiteral("version"), QString::number(kVersion) },
                              { QStringLiteral("entry"), QString::number(graph.enterpoint_node_) },
                              { QStringLiteral("embedding"), embeddingFingerprint(*m_embedding) } });
}

Result<std::shared_ptr<const NeighbourIndex>> NeighbourIndex::open(const QString &path,
                                                                   const std::shared_ptr<const Embedding> &embedding)
{
    const auto file = SafetensorsFile::open(path, QLatin1String(kFormat), kVersion);
    if (!file)
        return passOn(file);
    const auto damaged = [&] { return fail(tr("the index of neighbours is damaged"), path, tr("Delete it.")); };
    if (file->metadata().value(QStringLiteral("embedding")) != embeddingFingerprint(*embedding))
        return fail(tr("the index of neighbours is of another embedding"), path, tr("Delete it."));
    const size_t count = embedding->size();
    const auto dimensions = int64_t(embedding->dimensions());
    std::shared_ptr<NeighbourIndex> index(new NeighbourIndex(embedding));
    index->m_graph = std::make_unique<Graph>(count);
    auto &graph = index->m_graph->graph;
    const auto axes = file->tensor("axes", "F32", { int64_t(kAxes), dimensions });
    const auto mean = file->tensor("mean", "F32", { dimensions });
    const auto upper = file->tensor("upper", "U32", { -1 });
    const auto ground = file->tensor("ground", "U8", { int64_t(count), int64_t(graph.size_data_per_element_) });
    const auto levels = file->tensor("levels", "U8", { int64_t(count) });
    for (const auto *tensor : { &axes, &mean, &upper, &ground, &levels }) {
        if (!*tensor)
            return passOn(*tensor);
    }
    index->m_graph->axes = { size_t(dimensions), kAxes, copyOf<float>(*mean), copyOf<float>(*axes), {}, 0 };
    std::memcpy(graph.data_level0_memory_, ground->bytes.data(), ground->bytes.size());
    const std::vector<uint32_t> links = copyOf<uint32_t>(*upper);
    size_t at = 0;
    for (size_t i = 0; i < count; ++i) {
        const auto level = int(levels->bytes[i]);
        const size_t length = size_t(level) * index->m_graph->upperSize();
        if (level > kMostLevels || length > links.size() - at)
            return damaged();
        graph.linkLists_[i] = nullptr;
        graph.element_levels_[i] = level;
        graph.cur_element_count = i + 1; // whose lists are its own to free
        if (level == 0)
            continue;
        graph.linkLists_[i] = static_cast<char *>(std::malloc(length * sizeof(uint32_t)));
        if (graph.linkLists_[i] == nullptr)
            throw std::bad_alloc();
        std::memcpy(graph.linkLists_[i], links.data() + at, length * sizeof(uint32_t));
        at += length;
        graph.maxlevel_ = std::max(graph.maxlevel_, level);
    }
    bool isNumber = false;
    graph.enterpoint_node_ = file->metadata().value(QStringLiteral("entry")).toUInt(&isNumber);
    graph.maxlevel_ = std::max(graph.maxlevel_, 0);
    if (!isNumber || at != links.size() || !index->m_graph->isSound())
        return damaged();
    return index;
}

Result<std::shared_ptr<const NeighbourIndex>> neighboursOf(const Run &run, const RunPart &part, int threads,
                                                           const CancelToken &cancel, const ProgressCallback &progress)
{
    const auto embedding = embeddingOf(run, part, threads, cancel, progress);
    if (!embedding)
        return passOn(embedding);
    const QString path = run.folder + QLatin1Char('/') + run_file::neighbours(part.name);
    if ((*embedding)->size() >= NeighbourIndex::kFewest && QFileInfo::exists(path)) {
        // What is damaged, as what is of another embedding, is made anew.
        if (auto kept = NeighbourIndex::open(path, *embedding); kept)
            return kept;
    }
    auto made = NeighbourIndex::build(*embedding, threads, cancel, progress);
    if (!made || (*embedding)->size() < NeighbourIndex::kFewest)
        return made;
    const auto lock = FolderLock::take(runLock(run.folder));
    if (!lock)
        return passOn(lock);
    if (const auto saved = (*made)->save(path); !saved)
        return passOn(saved);
    return made;
}

Result<std::vector<NearDuplicate>> nearDuplicates(const NeighbourIndex &first, const NeighbourIndex &second,
                                                  double most, int threads, const CancelToken &cancel,
                                                  const ProgressCallback &progress)
{
    const Embedding &tracks = first.embedding();
    const Embedding &others = second.embedding();
    const bool isOnePart = &first == &second;
    StageProgress stage(progress, Stage::ListingNeighbours, QStringLiteral("tracks"), qint64(tracks.size()));
    std::vector<std::vector<NearDuplicate>> found(kTogether);
    std::vector<NearDuplicate> all;
    for (size_t begin = 0; begin < tracks.size(); begin += kTogether) {
        const size_t count = std::min(kTogether, tracks.size() - begin);
        parallelFor(
            count,
            [&](size_t i) {
                const auto track = uint32_t(begin + i);
                found[i].clear();
                if (cancel.isCancelled())
                    return;
                for (const Neighbour &near : second.nearest(tracks.row(track), kMostPairs + 1)) {
                    // Of one part each pair comes twice: from either of its tracks.
                    if (near.distance <= most && (!isOnePart || near.track > track)
                        && !(others.ids().key(near.track) == tracks.ids().key(track)))
                        found[i].push_back({ track, near.track, near.distance });
                }
            },
            threads);
        if (cancel.isCancelled())
            return cancelled();
        for (size_t i = 0; i < count; ++i)
            all.insert(all.end(), found[i].begin(), found[i].end());
        stage.update(qint64(begin + count));
    }
    std::ranges::stable_sort(all, {}, &NearDuplicate::distance);
    return all;
}

} // namespace melscope
