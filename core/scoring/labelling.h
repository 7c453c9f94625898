#pragma once

#include "core/scoring/labels.h"
#include "core/scoring/score_matrix.h"
#include "core/scoring/thresholds.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace melscope {

/// Of HierarchyRule; with greater ones hardly a subgenre could be left.
inline constexpr double kGreatestOrphanRatio = 100;

/// What is done with genres and subgenres after the thresholds; both off is the task's plain rule.
struct HierarchyRule
{
    bool addParents = false; ///< the genre of a predicted subgenre is predicted too
    bool dropOrphans =
        false; ///< a subgenre goes if its genre's score is below `orphanRatio` times the genre's threshold
    double orphanRatio = 0.5;

    bool isPlain() const { return !addParents && !dropOrphans; }
    bool operator==(const HierarchyRule &) const = default;
};

/// [classes] the class of each subgenre's genre, −1 for genres and where the genre is no class.
std::vector<int32_t> parentsOf(const std::vector<std::string> &classes);

/// Makes labels of scores: those with score ≥ threshold; if none, the one with the largest score / threshold, the
/// lowest index on a tie; then what the hierarchy asks for. A track all of whose labels would be dropped keeps them.
/// [core/README.md, Labelling]
class ScoreLabeller
{
public:
    /// `parents` as parentsOf() makes them; may be empty if the rule is plain.
    ScoreLabeller(Thresholds thresholds, HierarchyRule rule = {}, std::vector<int32_t> parents = {});

    const Thresholds &thresholds() const { return m_thresholds; }
    const HierarchyRule &rule() const { return m_rule; }
    const std::vector<int32_t> &parents() const { return m_parents; }

    /// Appends the classes with score ≥ threshold, ascending.
    void appendReached(std::span<const float> scores, std::vector<uint32_t> &labels) const;

    static constexpr uint32_t kNoClass = UINT32_MAX;
    struct Fallback
    {
        uint32_t label = kNoClass;
        double ratio = -1; ///< score / threshold; −1 where no class has a threshold
    };
    /// The class with the largest score / threshold among those below their threshold, the lowest index on a tie;
    /// without any threshold the highest score. `except` is left out.
    Fallback fallback(std::span<const float> scores, uint32_t except = kNoClass) const;

    /// Makes the reached labels of a track final: `threshold(class)` is asked for the thresholds, `fallback()` for the
    /// class of a track without any.
    template <class ThresholdOf, class FallbackOf>
    void finish(std::span<const float> scores, std::vector<uint32_t> &labels, const ThresholdOf &threshold,
                const FallbackOf &fallback) const;
    void finish(std::span<const float> scores, std::vector<uint32_t> &labels) const
    {
        finish(
            scores, labels, [this](uint32_t label) { return m_thresholds.values[label]; },
            [&] { return this->fallback(scores).label; });
    }

    std::vector<uint32_t> labelsOf(std::span<const float> scores) const
    {
        std::vector<uint32_t> labels;
        appendReached(scores, labels);
        finish(scores, labels);
        return labels;
    }

private:
    Thresholds m_thresholds;
    HierarchyRule m_rule;
    std::vector<int32_t> m_parents;
    std::vector<float> m_reach; ///< the lowest float32 that reaches the threshold; infinity where nothing does
};

/// Every row, in parallel.
Labels labelScores(const ScoreMatrix &scores, const ScoreLabeller &labeller);
Labels labelScores(const ScoreMatrix &scores, const Thresholds &thresholds);

template <class ThresholdOf, class FallbackOf>
void ScoreLabeller::finish(std::span<const float> scores, std::vector<uint32_t> &labels, const ThresholdOf &threshold,
                           const FallbackOf &fallback) const
{
    if (labels.empty()) {
        if (const uint32_t label = fallback(); label != kNoClass)
            labels.push_back(label);
    } else if (m_rule.dropOrphans) {
        size_t kept = 0;
        for (size_t i = 0; i < labels.size(); ++i) {
            const int32_t parent = m_parents[labels[i]];
            // A genre that is never predicted (NaN) makes no orphans.
            const bool isOrphan = parent >= 0 && m_thresholds.inTarget[size_t(parent)]
                && double(scores[size_t(parent)]) < m_rule.orphanRatio * threshold(uint32_t(parent));
            if (!isOrphan)
                std::swap(labels[kept++], labels[i]);
        }
        if (kept > 0)
            labels.resize(kept);
    }
    if (!m_rule.addParents)
        return;
    const size_t own = labels.size();
    for (size_t i = 0; i < own; ++i) {
        const int32_t parent = m_parents[labels[i]];
        if (parent >= 0 && m_thresholds.inTarget[size_t(parent)])
            labels.push_back(uint32_t(parent));
    }
    std::sort(labels.begin(), labels.end());
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
}

} // namespace melscope
