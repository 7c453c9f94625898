#pragma once

#include "core/exploring/filter_terms.h"

#include <span>

namespace melscope {

/// Tracks of which one of these tags contains what was typed.
std::unique_ptr<const FilterTerm> nameTerm(const FilterContext &context, std::span<const TextTag> tags,
                                           const QString &typed);
/// Tracks whose year or length compares so; those of which it is not known match nothing.
std::unique_ptr<const FilterTerm> yearTerm(const FilterContext &context, FilterNode::Compare compare, double bound);
std::unique_ptr<const FilterTerm> lengthTerm(const FilterContext &context, FilterNode::Compare compare, double bound);
/// Tracks of which is known that their file is, or is not, lossless.
std::unique_ptr<const FilterTerm> losslessTerm(const FilterContext &context, bool yes);

} // namespace melscope
