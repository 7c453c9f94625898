#include "core/exploring/track_results.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <limits>

namespace melscope {

namespace {

constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

const PartAnalysis *partAnalysis(const RunAnalysis &analysis, const Collection &data, size_t source, Part part)
{
    const SourceAnalysis *found = part == Part::Train ? nullptr : analysis.find(data.sources[source].name);
    return found == nullptr ? nullptr : part == Part::Validation ? &found->validation : &found->test;
}

/// The columns of the score matrix that are labels of a source, with their spelling.
std::vector<std::pair<uint32_t, std::string_view>> columnsOf(const RunAnalysis &analysis, size_t spaceIndex)
{
    std::vector<std::pair<uint32_t, std::string_view>> columns;
    const LabelSpace &space = analysis.run->space;
    for (uint32_t i = 0; i < space.size(); ++i) {
        if (const auto name = space.spelling(spaceIndex, i))
            columns.emplace_back(i, *name);
    }
    return columns;
}

} // namespace

const PartAnalysis *TrackResults::partOf(const Collection &data, const TrackRef &track) const
{
    return partAnalysis(*analysis, data, track.source, track.part);
}

std::vector<TrackResults::Scored> TrackResults::topScores(const Collection &data, size_t track, size_t most) const
{
    std::vector<Scored> best;
    const TrackRef ref = data.track(track);
    const PartAnalysis *part = scoreRow[track] == kNoRow ? nullptr : partOf(data, ref);
    if (part == nullptr)
        return best;
    const auto scores = part->scores->row(scoreRow[track]);
    for (const auto &[column, name] : columnsOf(*analysis, analysis->find(data.sources[ref.source].name)->spaceIndex))
        best.push_back({ name, scores[column] });
    const size_t kept = std::min(most, best.size());
    std::partial_sort(best.begin(), best.begin() + ptrdiff_t(kept), best.end(),
                      [](const Scored &a, const Scored &b) { return a.score > b.score; });
    best.resize(kept);
    return best;
}

std::vector<const float *> imagesOfRecordings(const Collection &data, std::span<const uint32_t> tracks)
{
    std::vector<char> seen(data.recordings.size(), 0);
    std::vector<const float *> images;
    images.reserve(tracks.size());
    for (const uint32_t track : tracks) {
        char &known = seen[data.recordingOf[track]];
        const float *image = known ? nullptr : data.imageOf(data.track(track));
        if (image == nullptr)
            continue;
        known = 1;
        images.push_back(image);
    }
    return images;
}

Result<std::shared_ptr<const TrackResults>>
resultsOfTracks(const Collection &data, const std::shared_ptr<const RunAnalysis> &analysis, const CancelToken &cancel)
{
    auto results = std::make_shared<TrackResults>();
    results->analysis = analysis;
    results->f1.assign(data.trackCount(), kNone);
    results->topScore.assign(data.trackCount(), kNone);
    results->scoreRow.assign(data.trackCount(), TrackResults::kNoRow);
    for (const TrackBlock &block : data.blocks) {
        const PartAnalysis *part = partAnalysis(*analysis, data, block.source, block.part);
        if (part == nullptr || !part->scores)
            continue;
        const auto columns = columnsOf(*analysis, analysis->find(data.sources[block.source].name)->spaceIndex);
        RecordingIds evaluated;
        const Evaluation *evaluation = part->evaluation ? &*part->evaluation : nullptr;
        for (size_t i = 0; evaluation != nullptr && i < evaluation->perTrack.size(); ++i)
            evaluated.insert(evaluation->perTrack[i].id);
        constexpr size_t chunk = 4096;
        parallelFor((block.count + chunk - 1) / chunk, [&](size_t c) {
            for (size_t i = c * chunk; i < std::min<size_t>((c + 1) * chunk, block.count) && !cancel.isCancelled();
                 ++i) {
                const size_t track = block.first + i;
                const IdKey id = data.idOf(track);
                const auto row = part->scores->ids().find(id);
                if (!row)
                    continue;
                results->scoreRow[track] = *row;
                const auto scores = part->scores->row(*row);
                float top = kNone;
                for (const auto &[column, name] : columns)
                    top = top >= scores[column] ? top : scores[column];
                results->topScore[track] = top;
                if (const auto known = evaluated.find(id))
                    results->f1[track] = float(evaluation->perTrack[*known].figures[size_t(LabelLevel::All)].f1);
            }
        });
        if (cancel.isCancelled())
            return cancelled();
    }
    return results;
}

} // namespace melscope
