#include "core/exploring/track_map.h"

#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "core/base/safetensors.h"
#include "core/base/words.h"
#include "core/exploring/packed_rows.h"
#include "core/exploring/principal_axes.h"

#include <QCryptographicHash>
#include <QStringList>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>

namespace melscope {

namespace {

constexpr const char *kFormat = "melscope-map";
constexpr int kVersion = 1;
constexpr size_t kAxes = 64; ///< hold nearly all of the variance
constexpr size_t kDegree = 15; ///< neighbours: more show the whole, fewer the groups
constexpr size_t kTogether = 1000; ///< tracks between looks at whether it is cancelled

/// The tracks' coordinates in the first principal axes of their unit vectors, [tracks × count].
Result<std::vector<float>> coordinates(const MapTracks &tracks, const PrincipalAxes &axes, size_t count, int threads,
                                       const CancelToken &cancel)
{
    const size_t dimensions = tracks.dimensions();
    std::vector<uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0);
    std::vector<float> biases(count);
    for (size_t axis = 0; axis < count; ++axis)
        biases[axis] = float(-std::inner_product(axes.mean.begin(), axes.mean.end(),
                                                 axes.vectors.begin() + ptrdiff_t(axis * dimensions), 0.0));
    const PackedRows packed(axes.vectors, dimensions, order, biases);
    const size_t panel = PackedRows::panel();
    std::vector<float> result(tracks.size() * count);
    std::atomic<size_t> wrong { tracks.size() };
    parallelFor((tracks.size() + kTogether - 1) / kTogether,
                [&](size_t chunk) {
                    const size_t first = chunk * kTogether;
                    const size_t rows = std::min(kTogether, tracks.size() - first);
                    if (cancel.isCancelled())
                        return;
                    std::vector<float> units(PackedRows::wholeTiles(rows) * dimensions);
                    std::vector<float> products(PackedRows::wholeTiles(rows) * panel);
                    for (size_t i = 0; i < rows; ++i) {
                        const std::span<const float> row = tracks.values(first + i);
                        double squared = 0;
                        for (const float value : row)
                            squared += double(value) * double(value);
                        if (!std::isfinite(squared)) {
                            wrong = first + i;
                            return;
                        }
                        const auto scale = float(squared > 0 ? 1 / std::sqrt(squared) : 0);
                        for (size_t k = 0; k < dimensions; ++k)
                            units[i * dimensions + k] = row[k] * scale;
                    }
                    for (size_t p = 0; p < packed.panels(); ++p) {
                        packed.multiply(units.data(), rows, p, products.data());
                        const size_t width = std::min(panel, count - p * panel);
                        for (size_t i = 0; i < rows; ++i)
                            std::copy_n(products.data() + i * panel, width,
                                        result.data() + (first + i) * count + p * panel);
                    }
                },
                threads);
    if (cancel.isCancelled())
        return cancelled();
    if (wrong < tracks.size())
        return fail(tr("the embedding has no number for the recording %1")
                        .arg(QString::fromStdString(tracks.key(wrong).text())),
                    {}, tr("Its features, or the model, are damaged: import the features or train anew."));
    return result;
}

QString pathOf(const Run &run, const MapTracks &tracks)
{
    return run.folder + QLatin1Char('/') + run_file::map(tracks.name());
}

} // namespace

std::shared_ptr<const MapTracks> MapTracks::of(std::vector<PartOfMap> parts)
{
    auto tracks = std::make_shared<MapTracks>();
    for (size_t part = 0; part < parts.size(); ++part) {
        const auto size = uint32_t(parts[part].embedding->size());
        tracks->m_partOf.insert(tracks->m_partOf.end(), size, uint8_t(part));
        for (uint32_t row = 0; row < size; ++row)
            tracks->m_rows.push_back(row);
    }
    tracks->m_parts = std::move(parts);
    return tracks;
}

Result<std::shared_ptr<const MapTracks>> MapTracks::of(const Run &run, const std::vector<RunPart> &parts, int threads,
                                                       const CancelToken &cancel, const ProgressCallback &progress)
{
    if (parts.empty() || parts.size() > kMostParts)
        return fail(tr("there is no part of the run to map"), run.folder, tr("Choose one at least."));
    std::vector<PartOfMap> embedded;
    size_t size = 0;
    for (const RunPart &part : parts) {
        auto embedding = embeddingOf(run, part, threads, cancel, progress);
        if (!embedding)
            return passOn(embedding);
        if (!embedded.empty() && (*embedding)->dimensions() != embedded.front().embedding->dimensions())
            return fail(tr("the embeddings of the run's parts have different sizes"), run.folder,
                        tr("Delete the files embedding_*.safetensors there."));
        size += (*embedding)->size();
        embedded.push_back({ part, std::move(*embedding) });
    }
    if (size >= std::numeric_limits<uint32_t>::max())
        return fail(tr("there are too many tracks for a map: %1").arg(size), run.folder, tr("Map fewer parts."));
    return of(std::move(embedded));
}

std::shared_ptr<const MapTracks> MapTracks::only(std::vector<uint32_t> points) const
{
    auto tracks = std::make_shared<MapTracks>();
    tracks->m_parts = m_parts;
    for (const uint32_t point : points) {
        tracks->m_partOf.push_back(m_partOf[point]);
        tracks->m_rows.push_back(m_rows[point]);
    }
    return tracks;
}

QString MapTracks::name() const
{
    QStringList names;
    for (const PartOfMap &part : m_parts)
        names << part.part.name;
    return names.join(QLatin1Char('+'));
}

QString MapTracks::fingerprint() const
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const PartOfMap &part : m_parts)
        hash.addData(embeddingFingerprint(*part.embedding).toUtf8());
    const auto rows = bytesOf(m_rows);
    hash.addData(QByteArrayView(rows.data(), qsizetype(rows.size())));
    return QString::fromLatin1(hash.result().toHex());
}

PrincipalAxes axesOfMap(const MapTracks &tracks)
{
    return PrincipalAxes::of(
        tracks.size(), tracks.dimensions(), [&](size_t point) { return tracks.values(point); }, kAxes);
}

Result<MapPositions> principalMap(const MapTracks &tracks, const PrincipalAxes &axes, int threads,
                                  const CancelToken &cancel)
{
    return coordinates(tracks, axes, 2, threads, cancel);
}

Result<MapPositions> neighbourMap(const MapTracks &tracks, const PrincipalAxes &axes, const LayoutConfig &config,
                                  int threads, const CancelToken &cancel, const ProgressCallback &progress,
                                  const LayoutWatcher &watcher)
{
    const auto points = coordinates(tracks, axes, kAxes, threads, cancel);
    if (!points)
        return passOn(points);
    auto neighbours = nearestOfEach(*points, kAxes, kDegree, threads, cancel, progress);
    if (!neighbours)
        return passOn(neighbours);
    MapPositions initial(2 * tracks.size());
    for (size_t i = 0; i < tracks.size(); ++i) {
        initial[2 * i] = (*points)[i * kAxes];
        initial[2 * i + 1] = (*points)[i * kAxes + 1];
    }
    const NearnessGraph graph = NearnessGraph::of(*neighbours, threads);
    *neighbours = {};
    return layOut(graph, std::move(initial), config, threads, cancel, progress, watcher);
}

Result<MapPositions> readMap(const Run &run, const MapTracks &tracks, const LayoutConfig &config)
{
    const QString path = pathOf(run, tracks);
    const auto file = SafetensorsFile::open(path, QLatin1String(kFormat), kVersion);
    if (!file)
        return passOn(file);
    if (file->metadata().value(QStringLiteral("tracks")) != tracks.fingerprint())
        return fail(tr("the map is of other tracks or of another model"), path, tr("Delete it."));
    if (file->metadata().value(QStringLiteral("seed")) != QString::number(config.seed))
        return fail(tr("the map was laid out with another seed"), path, tr("Delete it."));
    const auto positions = file->tensor("positions", "F32", { int64_t(tracks.size()), 2 });
    if (!positions)
        return passOn(positions);
    MapPositions values = copyOf<float>(*positions);
    if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); }))
        return fail(tr("the map is damaged"), path, tr("Delete it."));
    return values;
}

Result<void> writeMap(const Run &run, const MapTracks &tracks, const MapPositions &positions,
                      const LayoutConfig &config)
{
    const auto lock = FolderLock::take(runLock(run.folder));
    if (!lock)
        return passOn(lock);
    std::vector<uint8_t> partOf(tracks.size());
    std::string bytes;
    std::vector<uint64_t> offsets { 0 };
    for (size_t i = 0; i < tracks.size(); ++i) {
        bytes += tracks.key(i).text();
        offsets.push_back(bytes.size());
        partOf[i] = uint8_t(tracks.partOf(i));
    }
    const auto count = int64_t(tracks.size());
    return writeSafetensors(
        pathOf(run, tracks),
        { { "id_offsets", "U64", { count + 1 }, bytesOf(offsets) },
          { "positions", "F32", { count, 2 }, bytesOf(positions) },
          { "ids", "U8", { int64_t(bytes.size()) }, std::as_bytes(std::span<const char>(bytes.data(), bytes.size())) },
          { "part", "U8", { count }, bytesOf(partOf) } },
        { { QStringLiteral("format"), QLatin1String(kFormat) },
          { QStringLiteral("version"), QString::number(kVersion) },
          { QStringLiteral("parts"), tracks.name() },
          { QStringLiteral("seed"), QString::number(config.seed) },
          { QStringLiteral("tracks"), tracks.fingerprint() } });
}

ResultTable mapTable(const MapTracks &tracks, const MapPositions &positions)
{
    ResultTable table {
        { QStringLiteral("recordingmbid"), QStringLiteral("part"), QStringLiteral("x"), QStringLiteral("y") }, {}
    };
    for (size_t i = 0; i < tracks.size(); ++i)
        table.rows << QStringList { QString::fromStdString(tracks.key(i).text()),
                                    tracks.parts()[tracks.partOf(i)].part.name,
                                    QString::fromStdString(shortestText(positions[2 * i])),
                                    QString::fromStdString(shortestText(positions[2 * i + 1])) };
    return table;
}

} // namespace melscope
