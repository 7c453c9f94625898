#include "core/scoring/labelling.h"

#include "core/base/parallel.h"

namespace melscope {

namespace {

/// No class has a threshold (a validation part without any positive): the highest score has to do.
void appendHighestScore(std::span<const float> scores, const Thresholds &thresholds, std::vector<uint32_t> &labels)
{
    int best = -1;
    for (size_t i = 0; i < scores.size(); ++i) {
        if (thresholds.inTarget[i] && (best < 0 || scores[i] > scores[size_t(best)]))
            best = int(i);
    }
    if (best >= 0)
        labels.push_back(uint32_t(best));
}

} // namespace

std::vector<uint32_t> labelsOfScores(std::span<const float> scores, const Thresholds &thresholds)
{
    std::vector<uint32_t> labels;
    int best = -1;
    double bestRatio = 0;
    for (size_t i = 0; i < scores.size(); ++i) {
        if (!thresholds.predicts(i))
            continue;
        const double score = double(scores[i]);
        if (score >= thresholds.values[i])
            labels.push_back(uint32_t(i));
        else if (const double ratio = score / thresholds.values[i]; best < 0 || ratio > bestRatio) {
            best = int(i);
            bestRatio = ratio;
        }
    }
    if (labels.empty() && best >= 0)
        labels.push_back(uint32_t(best));
    if (labels.empty())
        appendHighestScore(scores, thresholds, labels);
    return labels;
}

std::vector<std::vector<uint32_t>> labelScores(const ScoreMatrix &scores, const Thresholds &thresholds)
{
    std::vector<std::vector<uint32_t>> labels(scores.rows());
    constexpr size_t kRowsTogether = 256;
    parallelFor((scores.rows() + kRowsTogether - 1) / kRowsTogether, [&](size_t block) {
        for (size_t row = block * kRowsTogether; row < std::min(scores.rows(), (block + 1) * kRowsTogether); ++row)
            labels[row] = labelsOfScores(scores.row(row), thresholds);
    });
    return labels;
}

} // namespace melscope
