#pragma once

#include "core/base/cancel_token.h"
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

    /// `masked`: labels are judged by the tracks whose annotators know them alone; else by all tracks.
    EpochMetrics(const Dataset &validation, const std::vector<std::string> &classes, bool masked);

    /// Takes the scores [tracks × classes] of the next validation tracks.
    void add(const float *scores, size_t tracks);
    /// Fills in the figures and begins anew.
    void finish(EpochFigures &figures, int threads, const CancelToken &cancel);

private:
    const Dataset &m_validation;
    size_t m_classes;
    size_t m_step = 1; ///< every so many tracks are kept
    std::vector<bool> m_isGenre; ///< [classes]
    std::vector<uint32_t> m_kept; ///< tracks
    std::vector<std::vector<uint32_t>> m_groupRows; ///< kept positions by group of annotators
    std::vector<uint32_t> m_groupOf; ///< [classes]
    std::vector<std::vector<uint32_t>> m_positives; ///< [classes] positions in the group's rows
    std::vector<float> m_scores; ///< [kept × classes]
    size_t m_seen = 0;
};

} // namespace melscope
