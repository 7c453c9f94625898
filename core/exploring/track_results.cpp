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

/// The same in any of a run's vocabularies, by the first that has the class.
std::vector<std::pair<uint32_t, std::string_view>> columnsOfAny(const LabelSpace &space)
{
    std::vector<std::pair<uint32_t, std::string_view>> columns;
    for (uint32_t i = 0; i < space.size(); ++i) {
        for (size_t source = 0; source < space.sourceCount(); ++source) {
            if (const auto name = space.spelling(source, i)) {
                columns.emplace_back(i, *name);
                break;
            }
        }
    }
    return columns;
}

std::vector<TrackResults::Scored>
highest(std::span<const float> scores, const std::vector<std::pair<uint32_t, std::string_view>> &columns, size_t most)
{
    std::vector<TrackResults::Scored> best;
    for (const auto &[column, name] : columns)
        best.push_back({ name, scores[column] });
    const size_t kept = std::min(most, best.size());
    std::partial_sort(best.begin(), best.begin() + ptrdiff_t(kept), best.end(),
                      [](const TrackResults::Scored &a, const TrackResults::Scored &b) { return a.score > b.score; });
    best.resize(kept);
    return best;
}

} // namespace

const PartAnalysis *TrackResults::partOf(const Collection &data, const TrackRef &track) const
{
    return partAnalysis(*analysis, data, track.source, track.part);
}

std::vector<TrackResults::Scored> TrackResults::topScores(const Collection &data, size_t track, size_t most) const
{
    const TrackRef ref = data.track(track);
    if (scoreRow[track] == kNoRow)
        return {};
    if (const MusicPredictions *predictions = musicOf(ref))
        return highest(predictions->scores->row(scoreRow[track]), columnsOfAny(analysis->run->space), most);
    const PartAnalysis *part = partOf(data, ref);
    if (part == nullptr)
        return {};
    return highest(part->scores->row(scoreRow[track]),
                   columnsOf(*analysis, analysis->find(data.sources[ref.source].name)->spaceIndex), most);
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

namespace {

void takeMusic(TrackResults &results, const Collection &data, const TrackBlock &block, const CancelToken &cancel)
{
    const MusicPredictions &music = *results.music[block.source];
    const auto columns = columnsOfAny(music.run->space);
    for (size_t track = block.first; track < block.first + block.count && !cancel.isCancelled(); ++track) {
        const auto row = music.scores->ids().find(data.idOf(track));
        if (!row)
            continue;
        results.scoreRow[track] = *row;
        const auto scores = music.scores->row(*row);
        float top = kNone;
        for (const auto &[column, name] : columns)
            top = top >= scores[column] ? top : scores[column];
        results.topScore[track] = top;
    }
}

} // namespace

Result<std::shared_ptr<const TrackResults>> resultsOfTracks(const Collection &data,
                                                            const std::shared_ptr<const RunAnalysis> &analysis,
                                                            const CancelToken &cancel, const ProgressCallback &progress,
                                                            const std::shared_ptr<const TrackResults> &older)
{
    auto results = std::make_shared<TrackResults>();
    results->analysis = analysis;
    results->f1.assign(data.trackCount(), kNone);
    results->topScore.assign(data.trackCount(), kNone);
    results->scoreRow.assign(data.trackCount(), TrackResults::kNoRow);
    results->music.resize(data.sources.size());
    for (size_t source = 0; source < data.sources.size(); ++source) {
        const CollectedSource &own = data.sources[source];
        if (!own.isMusic || own.testFeatures.size() == 0)
            continue;
        std::shared_ptr<const MusicPredictions> known;
        for (size_t i = 0; older && i < older->music.size(); ++i) {
            if (older->music[i] && older->music[i]->source == own.name)
                known = older->music[i];
        }
        auto predicted = predictMusic(analysis->run, own.testFeatures, own.name, known, cancel, progress);
        if (predicted)
            results->music[source] = std::move(*predicted);
        else if (predicted.error().isCancelled())
            return passOn(predicted);
        else
            results->musicProblems.push_back(predicted.error());
    }
    for (const TrackBlock &block : data.blocks) {
        if (results->music[block.source]) {
            takeMusic(*results, data, block, cancel);
            if (cancel.isCancelled())
                return cancelled();
            continue;
        }
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
