#include "core/exploring/label_relations.h"

#include "core/truth/label.h"

#include <algorithm>
#include <limits>
#include <set>

namespace melscope {

namespace {

constexpr uint32_t kNone = UINT32_MAX;

/// A source's labels over all its parts in one numbering.
struct SourceLabels
{
    std::vector<std::string> names;
    std::vector<uint32_t> numbers[3]; ///< [part][label of the part's truth]

    explicit SourceLabels(const CollectedSource &source)
    {
        std::set<std::string> all;
        for (const CollectedPart &part : source.parts) {
            if (part.truth)
                all.insert(part.truth->labels().begin(), part.truth->labels().end());
        }
        names.assign(all.begin(), all.end());
        for (size_t p = 0; p < 3; ++p) {
            const auto &truth = source.parts[p].truth;
            for (size_t i = 0; truth && i < truth->labels().size(); ++i)
                numbers[p].push_back(
                    uint32_t(std::lower_bound(names.begin(), names.end(), truth->labels()[i]) - names.begin()));
        }
    }
};

/// [recordings] the first track of a source that has truth for it, or kNone.
std::vector<uint32_t> firstTracks(const Collection &data, size_t source)
{
    std::vector<uint32_t> tracks(data.recordings.size(), kNone);
    for (const TrackBlock &block : data.blocks) {
        if (block.source != source || !data.sources[source].part(block.part).truth)
            continue;
        for (uint32_t i = 0; i < block.count; ++i) {
            uint32_t &track = tracks[data.recordingOf[block.first + i]];
            if (track == kNone)
                track = block.first + i;
        }
    }
    return tracks;
}

} // namespace

double LabelRelations::probability(size_t row, size_t column) const
{
    return rowTotals[row] == 0 ? std::numeric_limits<double>::quiet_NaN()
                               : double(count(row, column)) / double(rowTotals[row]);
}

std::vector<LabelRelations::Pair> LabelRelations::strongestPairs(uint32_t least, size_t most) const
{
    std::vector<Pair> pairs;
    for (uint32_t row = 0; row < rows.size(); ++row) {
        for (uint32_t column = isWithinOne() ? row + 1 : 0; column < columns.size(); ++column) {
            const uint32_t both = count(row, column);
            if (both == 0 || both < least)
                continue;
            if (isWithinOne() && genreOf(rows[row]) == genreOf(columns[column])
                && (isGenre(rows[row]) || isGenre(columns[column])))
                continue; // a subgenre has its genre with it by the task's rule
            pairs.push_back({ row, column, both, double(both) / rowTotals[row], double(both) / columnTotals[column],
                              double(both) / (double(rowTotals[row]) + columnTotals[column] - both) });
        }
    }
    const size_t kept = std::min(most, pairs.size());
    std::partial_sort(pairs.begin(), pairs.begin() + ptrdiff_t(kept), pairs.end(), [](const Pair &a, const Pair &b) {
        return a.jaccard != b.jaccard ? a.jaccard > b.jaccard : std::pair(a.row, a.column) < std::pair(b.row, b.column);
    });
    pairs.resize(kept);
    return pairs;
}

Result<std::shared_ptr<const LabelRelations>> relateSources(const Collection &data, size_t rowSource,
                                                            size_t columnSource, const CancelToken &cancel)
{
    auto relations = std::make_shared<LabelRelations>();
    const SourceLabels rows(data.sources[rowSource]);
    const SourceLabels columns(data.sources[columnSource]);
    relations->rowSource = data.sources[rowSource].name;
    relations->columnSource = data.sources[columnSource].name;
    relations->rows = rows.names;
    relations->columns = columns.names;
    relations->counts.assign(rows.names.size() * columns.names.size(), 0);
    relations->rowTotals.assign(rows.names.size(), 0);
    relations->columnTotals.assign(columns.names.size(), 0);
    const auto rowTracks = firstTracks(data, rowSource);
    const auto columnTracks = firstTracks(data, columnSource);
    std::vector<uint32_t> rowLabels;
    std::vector<uint32_t> columnLabels;
    auto numbersOf = [&](const SourceLabels &labels, uint32_t track, std::vector<uint32_t> &numbers) {
        const TrackRef ref = data.track(track);
        numbers.clear();
        for (const uint32_t label : data.truthOf(ref)->labelsOf(ref.index))
            numbers.push_back(labels.numbers[size_t(ref.part)][label]);
    };
    for (size_t recording = 0; recording < rowTracks.size(); ++recording) {
        if ((recording & 0xFFFF) == 0 && cancel.isCancelled())
            return cancelled();
        if (rowTracks[recording] == kNone || columnTracks[recording] == kNone)
            continue;
        ++relations->recordings;
        numbersOf(rows, rowTracks[recording], rowLabels);
        numbersOf(columns, columnTracks[recording], columnLabels);
        for (const uint32_t column : columnLabels)
            ++relations->columnTotals[column];
        for (const uint32_t row : rowLabels) {
            ++relations->rowTotals[row];
            for (const uint32_t column : columnLabels)
                ++relations->counts[size_t(row) * columns.names.size() + column];
        }
    }
    return relations;
}

} // namespace melscope
