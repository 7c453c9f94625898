#include "core/scoring/score_range.h"

#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "core/base/words.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace melscope {

namespace {

/// A float32 as it is usually written: the shortest decimal that reads back as the same float.
QString scoreText(float score)
{
    return std::isfinite(score) ? QString::number(double(score), 'g', 9)
                                : QString::fromStdString(shortestText(double(score)));
}

QString remedyFor(float score)
{
    if (!std::isfinite(score))
        return tr("Compute the scores anew.");
    if (score < 0)
        return tr("If these are logits, apply the sigmoid 1 / (1 + exp(-x)) first.");
    if (score < 1.001F)
        return tr("If it is rounding, cut the scores off at 1.");
    return tr(
        "If these are percentages, divide them by 100; if they are logits, apply the sigmoid 1 / (1 + exp(-x)) first.");
}

} // namespace

Error notAProbability(const ScoreMatrix &scores, size_t row, size_t column)
{
    const float score = scores.row(row)[column];
    // One negative score anywhere tells logits from percentages.
    const auto values = scores.row(row);
    const auto lowest = std::find_if(values.begin(), values.end(), [](float value) { return value < 0; });
    const bool isFinite = std::isfinite(score);
    return Error::failure(tr("the score of recording %1 for class \"%2\" is %3, %4")
                              .arg(QString::fromStdString(scores.ids().text(row)),
                                   QString::fromStdString(scores.classes()[column]), scoreText(score),
                                   isFinite ? tr("not between 0 and 1") : tr("not a finite number")),
                          {}, remedyFor(isFinite && lowest != values.end() ? *lowest : score));
}

Result<void> checkScores(const ScoreMatrix &scores, const CancelToken &cancel)
{
    const std::span<const float> values = scores.values();
    constexpr size_t kTogether = 1 << 16;
    std::atomic<size_t> first = SIZE_MAX; // block with the first odd score
    parallelFor((values.size() + kTogether - 1) / kTogether, [&](size_t block) {
        if (cancel.isCancelled() || block > first)
            return;
        const auto part = values.subspan(block * kTogether, std::min(kTogether, values.size() - block * kTogether));
        uint32_t odd = 0;
        for (const float value : part)
            odd |= uint32_t(!(value >= 0)) | uint32_t(!(value <= 1));
        size_t known = first;
        while (odd != 0 && block < known && !first.compare_exchange_weak(known, block))
            ;
    });
    if (cancel.isCancelled())
        return cancelled();
    if (first == SIZE_MAX)
        return {};
    const auto odd = std::find_if_not(values.begin() + ptrdiff_t(first * kTogether), values.end(), isProbability);
    const auto place = size_t(odd - values.begin());
    return tl::make_unexpected(notAProbability(scores, place / scores.columns(), place % scores.columns()));
}

} // namespace melscope
