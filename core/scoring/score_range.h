#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"
#include "core/scoring/score_matrix.h"

#include <cstddef>

namespace melscope {

/// A score is a probability, 0 … 1; −0 counts as 0. Not so NaN.
inline bool isProbability(float score)
{
    return score >= 0 && score <= 1;
}

/// An order of all floats, also of those that are no scores: as numbers, −0 like 0, every NaN behind all others.
/// Sorting by "<" alone may run out of its array where a NaN stands in it.
inline constexpr auto comesBefore = [](auto a, auto b) { return a < b || (a == a && b != b); };
/// Pairs by their first, then by their second.
inline constexpr auto pairComesBefore = [](const auto &a, const auto &b) {
    return a.first != b.first ? comesBefore(a.first, b.first) : a.second < b.second;
};

/// Where a share of 0 … 1 falls among `count` places of equal width, `count` itself for a share of 1 or more. Whatever
/// the share is: what is below 0, and NaN, falls to the first. Cast only after that, since a cast of what does not fit
/// may give anything.
inline size_t placeOfShare(double share, size_t count)
{
    if (!(share > 0))
        return 0;
    return share >= 1 ? count : size_t(share * double(count));
}

/// Says which score is none, what it is, and what it probably comes from.
Error notAProbability(const ScoreMatrix &scores, size_t row, size_t column);

/// Looks at every score, in parallel; one pass. Errors: one that is no probability (the first by row), cancelled.
Result<void> checkScores(const ScoreMatrix &scores, const CancelToken &cancel = {});

} // namespace melscope
