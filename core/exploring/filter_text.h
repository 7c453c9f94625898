#pragma once

#include "core/base/result.h"

#include <optional>
#include <vector>

namespace melscope {

/// A filter as it was typed, as a tree.
struct FilterNode
{
    enum class Kind { Term, Not, And, Or };
    enum class Compare { Equal, Less, LessEqual, Greater, GreaterEqual };

    Kind kind = Kind::Term;
    QString field; ///< of a term, in lower case; empty for a bare word
    Compare compare = Compare::Equal;
    QString value;
    int column = 1; ///< where the term stands, 1-based
    std::vector<FilterNode> children;
};

/// Nothing for an empty text. Errors: what is wrong, with its column in Error::line. Nested at most 200 deep.
Result<std::optional<FilterNode>> parseFilter(const QString &text);

} // namespace melscope
