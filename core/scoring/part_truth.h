#pragma once

#include "core/scoring/labels.h"
#include "core/scoring/score_matrix.h"
#include "core/truth/ground_truth.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace melscope {

/// The true labels of a score matrix's rows, by track and by class. Tracks are the rows that have truth, ascending;
/// rows without are left out of every count. Labels are numbered by `columns`: the matrix's classes, then the truth's
/// labels that are no class, which nothing can predict and which the evaluation counts all the same. Immutable.
class PartTruth
{
public:
    /// `classOf` maps a truth's label index to a class, or −1.
    static std::shared_ptr<const PartTruth> of(const ScoreMatrix &scores, const GroundTruth &truth,
                                               const std::function<int(uint32_t)> &classOf);
    /// By the labels' names, or by their normalised names where no class is called so.
    static std::shared_ptr<const PartTruth> byName(const ScoreMatrix &scores, const GroundTruth &truth);
    /// All of a matrix's rows, with the rows that bear each class, ascending. No class is taken for a genre.
    static std::shared_ptr<const PartTruth> ofPositives(size_t rows,
                                                        const std::vector<std::vector<uint32_t>> &positives);

    /// Only those tracks for which `isIncluded` holds.
    std::shared_ptr<const PartTruth> subset(const std::function<bool(size_t track)> &isIncluded) const;

    size_t size() const { return m_rows.size(); }
    /// Rows of the score matrix that have truth, ascending.
    const std::vector<uint32_t> &rows() const { return m_rows; }
    uint32_t row(size_t track) const { return m_rows[track]; }

    std::span<const uint32_t> labelsOf(size_t track) const { return m_labels.of(track); } ///< ascending, each once
    bool bears(size_t track, uint32_t label) const;
    /// Tracks that bear a class, ascending.
    std::span<const uint32_t> positives(size_t classIndex) const { return m_positives[classIndex]; }

    size_t classCount() const { return m_positives.size(); }
    size_t columnCount() const { return m_isGenre.size(); }
    bool isGenre(uint32_t column) const { return m_isGenre[column] != 0; }
    /// Tracks that bear the label; a label of the truth has at least one.
    uint32_t support(uint32_t column) const { return m_support[column]; }

    /// Errors: the matrix and the truth have no label in common (shows one of either), so that nothing could be
    /// counted.
    Result<void> checkLabels(const ScoreMatrix &scores, const GroundTruth &truth) const;
    /// Labels of the truth that are no class, with nothing to compare them to.
    const std::vector<std::string> &unknownLabels() const { return m_unknown; }

private:
    void add(uint32_t row, std::span<const uint32_t> labels);

    std::vector<uint32_t> m_rows;
    Labels m_labels;
    std::vector<std::vector<uint32_t>> m_positives;
    std::vector<char> m_isGenre;
    std::vector<uint32_t> m_support;
    std::vector<std::string> m_unknown;
};

} // namespace melscope
