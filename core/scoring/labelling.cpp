#include "core/scoring/labelling.h"

#include "core/base/parallel.h"
#include "core/truth/label.h"

#include <cmath>
#include <limits>
#include <string_view>
#include <unordered_map>

namespace melscope {

namespace {

/// The lowest float32 that is at least a threshold, so that scores need not be widened to be compared.
float lowestReaching(double threshold)
{
    const auto nearest = float(threshold);
    return double(nearest) >= threshold ? nearest : std::nextafter(nearest, std::numeric_limits<float>::infinity());
}

} // namespace

std::vector<int32_t> parentsOf(const std::vector<std::string> &classes)
{
    std::unordered_map<std::string_view, int32_t> index;
    for (size_t i = 0; i < classes.size(); ++i)
        index.emplace(classes[i], int32_t(i));
    std::vector<int32_t> parents(classes.size(), -1);
    for (size_t i = 0; i < classes.size(); ++i) {
        if (!isSubgenre(classes[i]))
            continue;
        if (const auto found = index.find(genreOf(classes[i])); found != index.end())
            parents[i] = found->second;
    }
    return parents;
}

ScoreLabeller::ScoreLabeller(Thresholds thresholds, HierarchyRule rule, std::vector<int32_t> parents)
    : m_thresholds(std::move(thresholds))
    , m_rule(rule)
    , m_parents(std::move(parents))
{
    for (size_t i = 0; i < m_thresholds.size(); ++i)
        m_reach.push_back(m_thresholds.predicts(i) ? lowestReaching(m_thresholds.values[i])
                                                   : std::numeric_limits<float>::infinity());
    m_parents.resize(m_thresholds.size(), -1);
}

void ScoreLabeller::appendReached(std::span<const float> scores, std::vector<uint32_t> &labels) const
{
    // Few scores reach their threshold: look at sixteen at once, and closer where one does.
    constexpr size_t kTogether = 16;
    const float *reach = m_reach.data();
    size_t i = 0;
    for (; i + kTogether <= scores.size(); i += kTogether) {
        uint32_t any = 0;
        for (size_t k = 0; k < kTogether; ++k)
            any |= scores[i + k] >= reach[i + k] ? 1U : 0U;
        if (any == 0)
            continue;
        for (size_t k = 0; k < kTogether; ++k) {
            if (scores[i + k] >= reach[i + k])
                labels.push_back(uint32_t(i + k));
        }
    }
    for (; i < scores.size(); ++i) {
        if (scores[i] >= reach[i])
            labels.push_back(uint32_t(i));
    }
}

ScoreLabeller::Fallback ScoreLabeller::fallback(std::span<const float> scores, uint32_t except) const
{
    Fallback best;
    for (uint32_t i = 0; i < scores.size(); ++i) {
        if (!m_thresholds.predicts(i) || i == except || scores[i] >= m_reach[i])
            continue;
        const double ratio = double(scores[i]) / m_thresholds.values[i];
        if (best.label == kNoClass || ratio > best.ratio)
            best = { i, ratio };
    }
    if (best.label != kNoClass)
        return best;
    // No class has a threshold (a validation part without any positive): the highest score has to do.
    for (uint32_t i = 0; i < scores.size(); ++i) {
        if (m_thresholds.inTarget[i] && i != except && (best.label == kNoClass || scores[i] > scores[best.label]))
            best.label = i;
    }
    return best;
}

Labels labelScores(const ScoreMatrix &scores, const ScoreLabeller &labeller)
{
    constexpr size_t kRowsTogether = 1024;
    std::vector<Labels> blocks((scores.rows() + kRowsTogether - 1) / kRowsTogether);
    parallelFor(blocks.size(), [&](size_t block) {
        std::vector<uint32_t> labels;
        for (size_t row = block * kRowsTogether; row < std::min(scores.rows(), (block + 1) * kRowsTogether); ++row) {
            labels.clear();
            labeller.appendReached(scores.row(row), labels);
            labeller.finish(scores.row(row), labels);
            blocks[block].add(labels);
        }
    });
    Labels all;
    for (const Labels &block : blocks)
        all.append(block);
    return all;
}

Labels labelScores(const ScoreMatrix &scores, const Thresholds &thresholds)
{
    return labelScores(scores, ScoreLabeller(thresholds));
}

} // namespace melscope
