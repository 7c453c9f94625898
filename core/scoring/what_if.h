#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"
#include "core/scoring/f1.h"
#include "core/scoring/labelling.h"
#include "core/scoring/labelling_counts.h"

#include <memory>
#include <vector>

namespace melscope {

struct MovableLabel;

/// A part's tracks as a set of thresholds labels them, with the figures of it. Immutable; made in a worker.
class LabelledTracks
{
public:
    /// One pass over the scores. Errors: cancelled alone.
    static Result<std::shared_ptr<const LabelledTracks>> make(std::shared_ptr<const ScoreMatrix> scores,
                                                              std::shared_ptr<const PartTruth> truth,
                                                              ScoreLabeller labeller, const CancelToken &cancel = {});

    /// The same with another threshold of one label (NaN: never). O(tracks), which is much less than making it anew.
    static std::shared_ptr<const LabelledTracks> withThreshold(const MovableLabel &movable, double threshold);

    const ScoreMatrix &scores() const { return *m_scores; }
    const PartTruth &truth() const { return *m_truth; }
    const ScoreLabeller &labeller() const { return m_labeller; }
    const LabellingCounts &counts() const { return m_counts; }
    size_t size() const { return m_truth->size(); }
    std::span<const float> scoresOf(size_t track) const { return m_scores->row(m_truth->row(track)); }
    /// The classes with score ≥ threshold, before fallback and hierarchy; ascending.
    std::span<const uint32_t> reachedOf(size_t track) const
    {
        return std::span(m_reached).subspan(m_offsets[track], m_offsets[track + 1] - m_offsets[track]);
    }
    /// Of a track that no class reaches.
    const ScoreLabeller::Fallback &fallbackOf(size_t track) const { return m_fallback[track]; }
    /// What is predicted for a track.
    std::vector<uint32_t> labelsOf(size_t track) const;
    /// A label as a decision of its own, without fallback and hierarchy: score ≥ threshold.
    struct Decision
    {
        size_t truePositives = 0;
        size_t falsePositives = 0;
        size_t falseNegatives = 0;
        size_t trueNegatives = 0;

        size_t predicted() const { return truePositives + falsePositives; }
        size_t support() const { return truePositives + falseNegatives; }
        double precision() const { return predicted() > 0 ? double(truePositives) / double(predicted()) : 0; }
        double recall() const { return support() > 0 ? double(truePositives) / double(support()) : 0; }
        double f1() const { return f1OfCounts(double(truePositives), double(predicted()), double(support())); }
    };
    Decision decision(uint32_t label) const
    {
        return decisionOf(label, m_reachedBy[label].first, m_reachedBy[label].second);
    }

private:
    Decision decisionOf(uint32_t label, size_t reached, size_t right) const
    {
        const size_t support = m_truth->support(label);
        return { right, reached - right, support - right, size() - reached - (support - right) };
    }
    LabelledTracks(std::shared_ptr<const ScoreMatrix> scores, std::shared_ptr<const PartTruth> truth,
                   ScoreLabeller labeller);

    std::shared_ptr<const ScoreMatrix> m_scores;
    std::shared_ptr<const PartTruth> m_truth;
    ScoreLabeller m_labeller;
    LabellingCounts m_counts;
    std::vector<uint64_t> m_offsets;
    std::vector<uint32_t> m_reached;
    std::vector<std::pair<uint32_t, uint32_t>>
        m_reachedBy; ///< by class: tracks that reach its threshold, and those of them that bear it
    std::vector<ScoreLabeller::Fallback> m_fallback; ///< by track; meaningful where nothing is reached
};

/// What moving one label's threshold can change. Immutable; made in a worker, O(tracks).
struct MovableLabel : std::enable_shared_from_this<MovableLabel>
{
    uint32_t label = 0;
    std::shared_ptr<const LabelledTracks> tracks;
    std::vector<float> scores; ///< of the label, by track
    std::vector<char> isTrue; ///< by track
    std::vector<uint32_t> byScore; ///< tracks by ascending score
    std::vector<float> sortedScores; ///< in that order
    /// Tracks that no other label reaches get this label or the strongest other, whichever has the larger score /
    /// threshold: it changes at the threshold score / ratio of the other.
    std::vector<uint32_t> contested; ///< by ascending critical threshold
    std::vector<double> critical; ///< in that order
    std::vector<uint32_t> contestedIndex; ///< by track: index into `other`, or kNotContested
    std::vector<ScoreLabeller::Fallback> other; ///< of contested tracks
    static constexpr uint32_t kNotContested = UINT32_MAX;

    /// Errors: cancelled alone.
    static Result<std::shared_ptr<const MovableLabel>> make(std::shared_ptr<const LabelledTracks> tracks,
                                                            uint32_t label, const CancelToken &cancel = {});

    /// What is predicted for a track when the label's threshold is `threshold` (NaN: never), into `labels`.
    /// Returns whether it is a fallback.
    bool labelsAt(size_t track, double threshold, std::vector<uint32_t> &labels) const;
    /// What a contested track gets where this label's threshold is above its score.
    ScoreLabeller::Fallback fallbackAt(size_t track, double threshold) const;
};

/// Moves one label's threshold and keeps all figures up to date: a step touches only the tracks whose prediction it
/// changes. Figures equal those of an evaluation from scratch.
class WhatIf
{
public:
    explicit WhatIf(std::shared_ptr<const MovableLabel> movable);

    uint32_t label() const { return m_movable->label; }
    const MovableLabel &movable() const { return *m_movable; }
    double threshold() const { return m_threshold; }
    const LabellingCounts &counts() const { return m_counts; }
    /// NaN: the label is never predicted. Returns how many tracks' predictions were looked at.
    size_t setThreshold(double threshold);
    using Decision = LabelledTracks::Decision;
    Decision decision() const; ///< of the moved label

private:
    void retry(size_t track, double before, double after);

    std::shared_ptr<const MovableLabel> m_movable;
    LabellingCounts m_counts;
    double m_threshold;
    bool m_isPlain = true; ///< no hierarchy
    bool m_isParent = false; ///< dropping subgenres asks for this label's threshold
    std::vector<uint32_t> m_seen; ///< by track: the step that looked at it last
    uint32_t m_step = 0;
    std::vector<uint32_t> m_trueAbove; ///< [i] true tracks among byScore[i …]
    std::vector<uint32_t> m_labelsBefore;
    std::vector<uint32_t> m_labelsAfter;
};

/// The threshold of one label that makes the mean per-track F1 greatest while all others stay, the lowest of equals;
/// and by how much the mean grows. Plain hierarchy alone. O(tracks log tracks).
struct TrackObjectiveStep
{
    double threshold;
    double gain;
};
TrackObjectiveStep bestForTracks(const MovableLabel &movable);

} // namespace melscope
