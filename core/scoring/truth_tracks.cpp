#include "core/scoring/truth_tracks.h"

#include "core/truth/label.h"

#include <algorithm>

namespace melscope {

std::shared_ptr<const TruthTracks> TruthTracks::of(const ScoreMatrix &scores, const GroundTruth &truth,
                                                   const std::function<int(uint32_t)> &classOf)
{
    auto tracks = std::make_shared<TruthTracks>();
    tracks->m_classes = scores.columns();
    for (const std::string &name : scores.classes())
        tracks->m_isGenre.push_back(melscope::isGenre(name));
    std::vector<uint32_t> columnOf;
    for (size_t label = 0; label < truth.labels().size(); ++label) {
        int column = classOf(uint32_t(label));
        if (column < 0) {
            column = int(tracks->m_isGenre.size());
            tracks->m_isGenre.push_back(melscope::isGenre(truth.labels()[label]));
        }
        columnOf.push_back(uint32_t(column));
    }
    tracks->m_support.assign(tracks->m_isGenre.size(), 0);
    std::vector<uint32_t> labels;
    for (size_t row = 0; row < scores.rows(); ++row) {
        const auto recording = truth.recordings().find(scores.ids().key(row));
        if (!recording)
            continue;
        labels.clear();
        for (const uint32_t label : truth.labelsOf(*recording))
            labels.push_back(columnOf[label]);
        std::sort(labels.begin(), labels.end());
        labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
        for (const uint32_t label : labels)
            ++tracks->m_support[label];
        tracks->m_rows.push_back(uint32_t(row));
        tracks->m_labels.insert(tracks->m_labels.end(), labels.begin(), labels.end());
        tracks->m_offsets.push_back(tracks->m_labels.size());
    }
    return tracks;
}

std::shared_ptr<const TruthTracks> TruthTracks::subset(const std::function<bool(size_t track)> &isIncluded) const
{
    auto tracks = std::make_shared<TruthTracks>();
    tracks->m_classes = m_classes;
    tracks->m_isGenre = m_isGenre;
    tracks->m_support.assign(m_support.size(), 0);
    for (size_t track = 0; track < size(); ++track) {
        if (!isIncluded(track))
            continue;
        tracks->m_rows.push_back(m_rows[track]);
        for (const uint32_t label : labelsOf(track)) {
            tracks->m_labels.push_back(label);
            ++tracks->m_support[label];
        }
        tracks->m_offsets.push_back(tracks->m_labels.size());
    }
    return tracks;
}

bool TruthTracks::bears(size_t track, uint32_t label) const
{
    const auto labels = labelsOf(track);
    return std::binary_search(labels.begin(), labels.end(), label);
}

} // namespace melscope
