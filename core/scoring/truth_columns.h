#pragma once

#include "core/scoring/score_matrix.h"
#include "core/truth/ground_truth.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace melscope {

/// The true labels of a score matrix's rows: for each class the rows that bear it, ascending.
/// Rows without truth are left out of every count.
class TruthColumns
{
public:
    /// `classOf` maps a truth's label index to a class, or -1.
    static TruthColumns of(const ScoreMatrix &scores, const GroundTruth &truth,
                           const std::function<int(uint32_t)> &classOf);
    /// By the labels' names, or by their normalised names where no class is called so.
    static TruthColumns byName(const ScoreMatrix &scores, const GroundTruth &truth);

    /// All of a matrix's rows, with the rows that bear each class, ascending.
    static TruthColumns ofPositives(size_t rows, std::vector<std::vector<uint32_t>> positives);

    /// Only those positions for which `isIncluded` holds.
    TruthColumns subset(const std::function<bool(size_t position)> &isIncluded) const;

    size_t rowCount() const { return m_rows.size(); }
    /// Rows of the score matrix that have truth, ascending.
    const std::vector<uint32_t> &rows() const { return m_rows; }
    /// Positions in rows() of a class's positives, ascending.
    std::span<const uint32_t> positives(size_t classIndex) const { return m_positives[classIndex]; }
    size_t classCount() const { return m_positives.size(); }
    /// Errors: the matrix and the truth have no label in common (shows one of either), so that nothing could be
    /// counted.
    Result<void> checkLabels(const ScoreMatrix &scores, const GroundTruth &truth) const;
    /// Labels of the truth that are no class, with nothing to compare them to.
    const std::vector<std::string> &unknownLabels() const { return m_unknown; }

private:
    std::vector<uint32_t> m_rows;
    std::vector<std::vector<uint32_t>> m_positives;
    std::vector<std::string> m_unknown;
};

} // namespace melscope
