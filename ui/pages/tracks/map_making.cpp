#include "ui/pages/tracks/map_making.h"

#include "core/base/words.h"

#include <QFileInfo>

#include <algorithm>
#include <chrono>

namespace melscope {

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kShownShare = 8; ///< showing takes so small a share of a layout's time
constexpr auto kShortest = std::chrono::milliseconds(120); ///< between two stages that are shown

/// The points whose track is among some.
std::vector<uint32_t> pointsOf(const MapRows &rows, const std::vector<uint32_t> &tracks, size_t trackCount)
{
    std::vector<char> isWanted(trackCount);
    for (const uint32_t track : tracks)
        isWanted[track] = 1;
    std::vector<uint32_t> points;
    for (uint32_t point = 0; point + 1 < rows.begins.size(); ++point) {
        if (std::ranges::any_of(rows.at(point), [&](uint32_t track) { return isWanted[track] != 0; }))
            points.push_back(point);
    }
    return points;
}

} // namespace

Result<std::optional<MapStage>> makeMap(const MapWish &wish, MapOutbox &outbox, const CancelToken &cancel,
                                        const ProgressCallback &progress)
{
    const Run &run = *wish.run;
    std::vector<RunPart> parts;
    for (const QString &name : wish.parts) {
        auto part = findPart(run, name);
        if (!part)
            return passOn(part);
        if (!wish.mayMake && !QFileInfo::exists(run.folder + QLatin1Char('/') + run_file::embedding(name)))
            return std::optional<MapStage>();
        parts.push_back(std::move(*part));
    }
    auto tracks = MapTracks::of(run, parts, 0, cancel, progress);
    if (!tracks)
        return passOn(tracks);
    MapStage stage;
    stage.tracks = std::move(*tracks);
    stage.rows = std::make_shared<const MapRows>(MapRows::of(*wish.data, run, *stage.tracks));
    if (wish.only) {
        stage.tracks = stage.tracks->only(pointsOf(*stage.rows, *wish.only, wish.data->trackCount()));
        stage.rows = std::make_shared<const MapRows>(MapRows::of(*wish.data, run, *stage.tracks));
    }
    if (stage.rows->tracks.empty())
        return fail(tr("none of the tracks is on the map"), {},
                    tr("Only tracks with features that the open run knows are; or the filter finds none."));
    const LayoutConfig config;
    if (!wish.only && wish.byNeighbours) {
        // What is damaged, as what is of another model, is made anew.
        if (auto kept = readMap(run, *stage.tracks, config)) {
            stage.points = MapPoints::of(std::move(*kept));
            return std::optional(stage);
        }
    }
    const PrincipalAxes axes = axesOfMap(*stage.tracks);
    auto first = principalMap(*stage.tracks, axes, 0, cancel);
    if (!first)
        return passOn(first);
    stage.points = MapPoints::of(std::move(*first));
    if (!wish.byNeighbours)
        return std::optional(stage);
    stage.rounds = 1;
    outbox.put(stage);
    StageProgress(progress, Stage::LayingOut, QStringLiteral("rounds"), 0).update(0); // whoever hears it looks there
    auto last = Clock::now();
    Clock::duration cost {};
    auto positions = neighbourMap(
        *stage.tracks, axes, config, 0, cancel, progress, [&](int round, int rounds, const MapPositions &now) {
            const auto begin = Clock::now();
            if (begin - last < std::max<Clock::duration>(kShortest, kShownShare * cost) || !outbox.isEmpty())
                return;
            MapStage shown = stage;
            shown.points = MapPoints::of(now);
            shown.round = round;
            shown.rounds = rounds;
            outbox.put(std::move(shown));
            last = Clock::now();
            cost = last - begin;
        });
    if (!positions)
        return passOn(positions);
    if (!wish.only) {
        if (const auto written = writeMap(run, *stage.tracks, *positions, config); !written)
            return passOn(written);
    }
    stage.points = MapPoints::of(std::move(*positions));
    stage.rounds = 0;
    return std::optional(stage);
}

} // namespace melscope
