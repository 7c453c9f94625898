#include "core/scoring/f1.h"
#include "core/scoring/labelling_counts.h"

namespace melscope {

const MeanFigure &figure(const SystemFigures &figures, size_t index)
{
    const auto &part = index < 9 ? figures.tracks : figures.labels;
    return part[index % 9 / 3][index % 3];
}

LabellingCounts::LabellingCounts(std::shared_ptr<const PartTruth> tracks)
    : m_tracks(std::move(tracks))
    , m_ofTrack(m_tracks->size())
    , m_hits(m_tracks->columnCount(), 0)
    , m_predicted(m_tracks->columnCount(), 0)
{
    for (size_t track = 0; track < m_tracks->size(); ++track) {
        for (const uint32_t label : m_tracks->labelsOf(track))
            ++m_ofTrack[track].expected[m_tracks->isGenre(label) ? 0 : 1];
    }
}

void LabellingCounts::enter(const TrackCounts &counts, bool in)
{
    for (size_t level = 0; level < kLevels; ++level) {
        auto of = [level](const std::array<uint16_t, 2> &pair) {
            return level == 0 ? size_t(pair[0]) + pair[1] : size_t(pair[level - 1]);
        };
        const PrfBins::Bins bins = PrfBins::table().of(of(counts.hits), of(counts.predicted), of(counts.expected));
        if (bins[0] == PrfBins::kNone)
            continue;
        for (size_t i = 0; i < 3; ++i) {
            if (in)
                m_histograms[level][i].add(bins[i]);
            else
                m_histograms[level][i].remove(bins[i]);
        }
    }
}

void LabellingCounts::setFirst(size_t track, std::span<const uint32_t> labels)
{
    TrackCounts &counts = m_ofTrack[track];
    for (const uint32_t label : labels) {
        const size_t kind = m_tracks->isGenre(label) ? 0 : 1;
        ++counts.predicted[kind];
        ++m_predicted[label];
        if (m_tracks->bears(track, label)) {
            ++counts.hits[kind];
            ++m_hits[label];
        }
    }
    enter(counts, true);
}

void LabellingCounts::change(size_t track, std::span<const uint32_t> before, std::span<const uint32_t> after)
{
    TrackCounts &counts = m_ofTrack[track];
    TrackCounts changed = counts;
    auto count = [&](uint32_t label, int by) {
        const size_t kind = m_tracks->isGenre(label) ? 0 : 1;
        changed.predicted[kind] = uint16_t(changed.predicted[kind] + by);
        m_predicted[label] += uint32_t(by);
        if (m_tracks->bears(track, label)) {
            changed.hits[kind] = uint16_t(changed.hits[kind] + by);
            m_hits[label] += uint32_t(by);
        }
    };
    bool any = false;
    size_t i = 0;
    size_t j = 0;
    while (i < before.size() || j < after.size()) {
        if (i < before.size() && j < after.size() && before[i] == after[j]) {
            ++i;
            ++j;
            continue;
        }
        any = true;
        if (j == after.size() || (i < before.size() && before[i] < after[j]))
            count(before[i++], -1);
        else
            count(after[j++], 1);
    }
    if (!any)
        return;
    enter(counts, false);
    enter(changed, true);
    counts = changed;
}

SystemFigures LabellingCounts::figures() const
{
    SystemFigures figures;
    figures.fallbackTracks = m_fallbacks;
    for (size_t level = 0; level < kLevels; ++level) {
        for (size_t i = 0; i < 3; ++i)
            figures.tracks[level][i] = m_histograms[level][i].mean();
    }
    std::array<std::array<std::vector<double>, 3>, kLevels> values;
    uint64_t hits = 0;
    uint64_t predicted = 0;
    uint64_t expected = 0;
    for (uint32_t label = 0; label < m_tracks->columnCount(); ++label) {
        hits += m_hits[label];
        predicted += m_predicted[label];
        expected += m_tracks->support(label);
        if (m_tracks->support(label) == 0)
            continue;
        const Prf prf = roundedPrf(m_hits[label], m_predicted[label], m_tracks->support(label));
        for (const size_t level :
             { size_t(LabelLevel::All), size_t(m_tracks->isGenre(label) ? LabelLevel::Genre : LabelLevel::Subgenre) }) {
            for (size_t i = 0; i < 3; ++i)
                values[level][i].push_back(prf[i]);
        }
    }
    for (size_t level = 0; level < kLevels; ++level) {
        for (size_t i = 0; i < 3; ++i)
            figures.labels[level][i] = meanFigure(values[level][i]);
    }
    figures.microF1 = f1OfCounts(double(hits), double(predicted), double(expected));
    return figures;
}

} // namespace melscope
