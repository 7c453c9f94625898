#pragma once

#include "core/scoring/score_matrix.h"
#include "core/truth/ground_truth.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace melscope {

/// The true labels of a score matrix's rows, by track: what predictions are held against. Tracks are the rows that have
/// truth, ascending (the positions of TruthColumns). Labels are numbered by `columns`: the matrix's classes, then the
/// truth's labels that are no class, which nothing can predict and which the evaluation counts all the same.
class TruthTracks
{
public:
    /// `classOf` maps a truth's label index to a class, or −1.
    static std::shared_ptr<const TruthTracks> of(const ScoreMatrix &scores, const GroundTruth &truth,
                                                 const std::function<int(uint32_t)> &classOf);

    /// Only those tracks for which `isIncluded` holds.
    std::shared_ptr<const TruthTracks> subset(const std::function<bool(size_t track)> &isIncluded) const;

    size_t size() const { return m_rows.size(); }
    uint32_t row(size_t track) const { return m_rows[track]; } ///< in the score matrix
    std::span<const uint32_t> labelsOf(size_t track) const ///< ascending, each once
    {
        return std::span(m_labels).subspan(m_offsets[track], m_offsets[track + 1] - m_offsets[track]);
    }
    bool bears(size_t track, uint32_t label) const;
    size_t columnCount() const { return m_isGenre.size(); }
    size_t classCount() const { return m_classes; }
    bool isGenre(uint32_t column) const { return m_isGenre[column] != 0; }
    /// Tracks that bear the label; a label of the truth has at least one.
    uint32_t support(uint32_t column) const { return m_support[column]; }

private:
    size_t m_classes = 0;
    std::vector<uint32_t> m_rows;
    std::vector<uint64_t> m_offsets { 0 };
    std::vector<uint32_t> m_labels;
    std::vector<char> m_isGenre;
    std::vector<uint32_t> m_support;
};

} // namespace melscope
