#include "core/exploring/map_colouring.h"

#include "core/base/words.h"
#include "core/truth/label.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace melscope {

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// The part of the map that has the tracks of a block; nothing where none has.
std::optional<size_t> partOfBlock(const Collection &data, const Run &run, const MapTracks &points,
                                  const TrackBlock &block)
{
    const QString &source = data.sources[block.source].name;
    const auto known = std::ranges::find(run.sources, source, &RunSource::name);
    if (known == run.sources.end())
        return {};
    for (size_t i = 0; i < points.parts().size(); ++i) {
        const RunPart &part = points.parts()[i].part;
        const bool isTest =
            part.kind == RunPart::Kind::Test && block.part == Part::Test && run.sources[part.source].name == source;
        if (isTest || (part.kind == RunPart::Kind::Train && block.part == Part::Train)
            || (part.kind == RunPart::Kind::Validation && block.part == Part::Validation))
            return i;
    }
    return {};
}

QString genreOfTrack(const Collection &data, uint32_t track)
{
    const TrackRef ref = data.track(track);
    const GroundTruth *truth = data.truthOf(ref);
    if (truth == nullptr || truth->labelsOf(ref.index).empty())
        return {};
    const std::string_view genre = genreOf(truth->spelling(truth->labelsOf(ref.index).front()));
    return QString::fromUtf8(genre.data(), qsizetype(genre.size())).toLower();
}

QString sourcesOf(const Collection &data, std::span<const uint32_t> tracks)
{
    if (tracks.empty())
        return {};
    const uint16_t first = data.track(tracks.front()).source;
    for (const uint32_t track : tracks) {
        if (data.track(track).source != first)
            return tr("several");
    }
    return data.sources[first].name;
}

QString partWord(Part part)
{
    return part == Part::Train ? tr("train") : part == Part::Validation ? tr("validation") : tr("test");
}

/// Numbers by name, of which the most frequent get a colour of their own.
MapShades ofKinds(const std::vector<QString> &names)
{
    std::map<QString, qint64> counts;
    for (const QString &name : names)
        ++counts[name];
    MapShades shades;
    for (const auto &[name, count] : counts) {
        if (!name.isEmpty())
            shades.kinds.push_back({ name, count });
    }
    std::ranges::stable_sort(shades.kinds, [](const auto &a, const auto &b) { return a.points > b.points; });
    qint64 others = 0;
    for (size_t i = MapShades::kMostKinds; i < shades.kinds.size(); ++i)
        others += shades.kinds[i].points;
    shades.kinds.resize(std::min(shades.kinds.size(), MapShades::kMostKinds));
    std::map<QString, uint8_t> index;
    for (size_t i = 0; i < shades.kinds.size(); ++i)
        index.emplace(shades.kinds[i].name, uint8_t(i));
    const auto other = uint8_t(shades.kinds.size());
    if (others > 0)
        shades.kinds.push_back({ tr("others"), others, true });
    const auto none = uint8_t(shades.kinds.size());
    if (const auto nameless = counts.find(QString()); nameless != counts.end())
        shades.kinds.push_back({ tr("not known"), nameless->second, true });
    shades.shades.reserve(names.size());
    for (const QString &name : names) {
        const auto known = index.find(name);
        shades.shades.push_back(name.isEmpty() ? none : known != index.end() ? known->second : other);
    }
    return shades;
}

MapShades ofFigures(const std::vector<double> &values)
{
    MapShades shades;
    shades.least = std::numeric_limits<double>::infinity();
    shades.greatest = -shades.least;
    qint64 unknown = 0;
    for (const double value : values) {
        if (std::isnan(value)) {
            ++unknown;
            continue;
        }
        shades.least = std::min(shades.least, value);
        shades.greatest = std::max(shades.greatest, value);
    }
    if (unknown == qint64(values.size()))
        shades.least = shades.greatest = 0;
    const double range = shades.greatest - shades.least;
    for (const double value : values) {
        const double share = range > 0 ? (value - shades.least) / range : 0.5;
        shades.shades.push_back(std::isnan(value) ? MapShades::kSteps
                                                  : uint8_t(std::lround(share * (MapShades::kSteps - 1))));
    }
    if (unknown > 0)
        shades.kinds.push_back({ tr("not known"), unknown, true });
    return shades;
}

/// The column of a label in the scores of each source of the snapshot; nothing where it has none.
Result<std::vector<std::optional<uint32_t>>> columnsOf(const Collection &data, const RunAnalysis &analysis,
                                                       const QString &label)
{
    std::vector<std::optional<uint32_t>> columns(data.sources.size());
    bool isKnown = false;
    const LabelSpace &space = analysis.run->space;
    for (size_t source = 0; source < data.sources.size(); ++source) {
        const SourceAnalysis *found = analysis.find(data.sources[source].name);
        for (uint32_t i = 0; found != nullptr && i < space.size() && !columns[source]; ++i) {
            const auto name = space.spelling(found->spaceIndex, i);
            if (name
                && QString::fromUtf8(name->data(), qsizetype(name->size())).compare(label, Qt::CaseInsensitive) == 0)
                columns[source] = i;
        }
        isKnown = isKnown || columns[source].has_value();
    }
    if (!isKnown)
        return fail(tr("the run knows no label \"%1\"").arg(label), analysis.run->folder,
                    tr("Choose one of its labels."));
    return columns;
}

} // namespace

MapRows MapRows::of(const Collection &data, const Run &run, const MapTracks &points)
{
    // By part, where each of the embedding's rows is a point.
    std::vector<std::vector<uint32_t>> pointOf;
    for (const auto &part : points.parts())
        pointOf.emplace_back(part.embedding->size(), Collection::kNoTrack);
    for (uint32_t i = 0; i < points.size(); ++i)
        pointOf[points.partOf(i)][points.rowOf(i)] = i;
    std::vector<std::pair<uint32_t, uint32_t>> pairs; // point, track
    for (const TrackBlock &block : data.blocks) {
        const auto part = partOfBlock(data, run, points, block);
        if (!part)
            continue;
        const RecordingIds &ids = points.parts()[*part].embedding->ids();
        for (uint32_t track = block.first; track < block.first + block.count; ++track) {
            const auto row = ids.find(data.idOf(track));
            if (row && pointOf[*part][*row] != Collection::kNoTrack)
                pairs.emplace_back(pointOf[*part][*row], track);
        }
    }
    MapRows rows;
    rows.begins.assign(points.size() + 1, 0);
    for (const auto &[point, track] : pairs)
        ++rows.begins[point + 1];
    std::partial_sum(rows.begins.begin(), rows.begins.end(), rows.begins.begin());
    rows.tracks.resize(pairs.size());
    std::vector<uint32_t> place(rows.begins.begin(), rows.begins.end() - 1);
    for (const auto &[point, track] : pairs)
        rows.tracks[place[point]++] = track;
    return rows;
}

std::vector<uint32_t> MapRows::tracksOf(std::span<const uint32_t> points) const
{
    std::vector<uint32_t> found;
    for (const uint32_t point : points)
        found.insert(found.end(), at(point).begin(), at(point).end());
    std::ranges::sort(found);
    return found;
}

bool isFigure(MapColouring colouring)
{
    return colouring >= MapColouring::Labels;
}

Result<MapShades> shadesOf(const Collection &data, const TrackResults *results, const MapRows &rows,
                           MapColouring colouring, const QString &label, const CancelToken &cancel)
{
    const size_t count = rows.begins.size() - 1;
    std::vector<std::optional<uint32_t>> columns;
    if (colouring == MapColouring::F1 || colouring == MapColouring::Score) {
        if (results == nullptr || !results->analysis)
            return fail(tr("no run is open whose results could be shown"), {}, tr("Open a run."));
        if (colouring == MapColouring::Score) {
            auto known = columnsOf(data, *results->analysis, label);
            if (!known)
                return passOn(known);
            columns = std::move(*known);
        }
    }
    // The first of a point's tracks that something is known of.
    const auto figureOf = [&](uint32_t track) {
        const TrackRef ref = data.track(track);
        if (colouring == MapColouring::F1)
            return double(results->f1[track]);
        if (colouring == MapColouring::Labels) {
            const GroundTruth *truth = data.truthOf(ref);
            return truth != nullptr ? double(truth->labelsOf(ref.index).size()) : kUnknown;
        }
        const PartAnalysis *part = results->partOf(data, ref);
        const uint32_t row = results->scoreRow[track];
        const auto column = columns[ref.source];
        return part != nullptr && part->scores && row != TrackResults::kNoRow && column
            ? double(part->scores->row(row)[*column])
            : kUnknown;
    };
    const auto nameOf = [&](std::span<const uint32_t> tracks) -> QString {
        if (tracks.empty())
            return {};
        if (colouring == MapColouring::Source)
            return sourcesOf(data, tracks);
        if (colouring == MapColouring::Part)
            return partWord(data.track(tracks.front()).part);
        for (const uint32_t track : tracks) {
            if (QString genre = genreOfTrack(data, track); !genre.isEmpty())
                return genre;
        }
        return {};
    };
    std::vector<QString> names(isFigure(colouring) ? 0 : count);
    std::vector<double> figures(isFigure(colouring) ? count : 0, kUnknown);
    for (size_t point = 0; point < count; ++point) {
        if (point % 65'536 == 0 && cancel.isCancelled())
            return cancelled();
        if (!isFigure(colouring)) {
            names[point] = nameOf(rows.at(point));
            continue;
        }
        for (const uint32_t track : rows.at(point)) {
            figures[point] = figureOf(track);
            if (!std::isnan(figures[point]))
                break;
        }
    }
    return isFigure(colouring) ? ofFigures(figures) : ofKinds(names);
}

} // namespace melscope
