#include "core/scoring/submission_text.h"

#include "core/scoring/submission.h"

namespace melscope {

std::string submissionText(const RecordingIds &ids, const Labels &predicted, const LabelSpace &space, size_t source)
{
    std::string text;
    std::vector<std::string_view> labels;
    for (size_t row = 0; row < predicted.size(); ++row) {
        labels.clear();
        for (const uint32_t index : predicted.of(row))
            labels.push_back(*space.spelling(source, index));
        text += submissionLine(ids.text(row), labels);
    }
    return text;
}

std::string submissionText(const ScoreMatrix &scores, const ScoreLabeller &labeller, const LabelSpace &space,
                           size_t source)
{
    return submissionText(scores.ids(), labelScores(scores, labeller), space, source);
}

} // namespace melscope
