#include "core/exploring/duplicate_list.h"

#include "core/base/number_text.h"

#include <algorithm>

namespace melscope {

QString DuplicateSide::recording(uint32_t track) const
{
    return QString::fromStdString(index->embedding().ids().text(track));
}

Result<std::shared_ptr<const std::vector<DuplicateSide>>>
duplicateSides(const Run &run, int threads, const CancelToken &cancel, const ProgressCallback &progress)
{
    auto sides = std::make_shared<std::vector<DuplicateSide>>();
    for (RunPart &part : partsOf(run)) {
        if (part.kind == RunPart::Kind::Test)
            continue;
        auto index = neighboursOf(run, part, threads, cancel, progress);
        if (!index)
            return passOn(index);
        auto labels = PartLabels::of(run, part, cancel, progress);
        if (!labels)
            return passOn(labels);
        sides->push_back({ std::move(part), std::move(*index), std::move(*labels) });
    }
    return sides;
}

Result<DuplicateList> listDuplicates(const std::shared_ptr<const std::vector<DuplicateSide>> &sides, double most,
                                     int threads, const CancelToken &cancel, const ProgressCallback &progress)
{
    DuplicateList list;
    list.sides = sides;
    // From the smaller part to the larger one: the nearest ten of each track of it.
    for (const auto &[side, other] : { std::pair(1, 0), std::pair(0, 0), std::pair(1, 1) }) {
        const auto pairs = nearDuplicates(*(*sides)[size_t(side)].index, *(*sides)[size_t(other)].index, most, threads,
                                          cancel, progress);
        if (!pairs)
            return passOn(pairs);
        for (const NearDuplicate &pair : *pairs)
            list.pairs.push_back({ uint8_t(side), uint8_t(other), pair });
        list.across += side != other ? pairs->size() : 0;
    }
    std::stable_sort(list.pairs.begin() + ptrdiff_t(list.across), list.pairs.end(),
                     [](const auto &a, const auto &b) { return a.tracks.distance < b.tracks.distance; });
    return list;
}

ResultTable duplicateTable(const DuplicateList &list)
{
    ResultTable table;
    table.headers = { QStringLiteral("distance"),
                      QStringLiteral("part"),
                      QStringLiteral("recordingmbid"),
                      QStringLiteral("releasegroupmbid"),
                      QStringLiteral("labels"),
                      QStringLiteral("other_part"),
                      QStringLiteral("other_recordingmbid"),
                      QStringLiteral("other_releasegroupmbid"),
                      QStringLiteral("other_labels") };
    for (const DuplicateList::Pair &pair : list.pairs) {
        QStringList row { QString::fromStdString(shortestText(pair.tracks.distance)) };
        for (const auto &[number, track] :
             { std::pair(pair.side, pair.tracks.track), std::pair(pair.otherSide, pair.tracks.other) }) {
            const DuplicateSide &side = (*list.sides)[number];
            row << side.part.name << side.recording(track) << side.releaseGroup(track)
                << side.labelsOf(track).join(QStringLiteral("; "));
        }
        table.rows << row;
    }
    return table;
}

} // namespace melscope
