#pragma once

#include "core/base/cancel_token.h"
#include "core/network/process_group.h"
#include "core/training/dataset.h"
#include "core/training/epoch_figures.h"

#include <string>
#include <vector>

namespace melscope {

/// F1 and average precision on validation after every epoch. A label is judged on the tracks whose sources know
/// it; labels without a positive there count as 0. Where there are more scores than kMostScores, every k-th track
/// stands for all, so that the figures cost a small part of the epoch.
class EpochMetrics
{
public:
    static constexpr size_t kMostScores = size_t(1) << 26; ///< 256 MiB

    /// `masked`: labels are judged by the tracks whose annotators know them alone; else by all tracks. With a group
    /// each process adds the scores of its share of the tracks.
    EpochMetrics(const Dataset &validation, const std::vector<std::string> &classes, bool masked,
                 ProcessGroup *group = nullptr);

    /// Takes the scores [tracks × classes] of the next validation tracks.
    void add(const float *scores, size_t tracks);
    /// Brings the scores of all processes to the first, which alone can finish(); the others begin anew.
    void gather();
    /// Fills in the figures and begins anew.
    void finish(EpochFigures &figures, int threads, const CancelToken &cancel);

private:
    /// The kept tracks among these.
    Share kept(Share tracks) const
    {
        return { (tracks.begin + m_step - 1) / m_step, (tracks.end + m_step - 1) / m_step };
    }

    const Dataset &m_validation;
    size_t m_classes;
    size_t m_step = 1; ///< every so many tracks are kept
    std::vector<bool> m_isGenre; ///< [classes]
    std::vector<uint32_t> m_kept; ///< tracks
    std::vector<std::vector<uint32_t>> m_groupRows; ///< kept positions by group of annotators
    std::vector<uint32_t> m_groupOf; ///< [classes]
    std::vector<std::vector<uint32_t>> m_positives; ///< [classes] positions in the group's rows
    std::vector<float> m_scores; ///< [kept × classes]; of this process's share, of the first's all
    ProcessGroup *m_group;
    Share m_tracks; ///< that this process adds
    size_t m_seen = 0; ///< of them
    size_t m_firstKept = 0; ///< whose scores are the first in m_scores
};

} // namespace melscope
