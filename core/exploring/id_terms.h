#pragma once

#include "core/exploring/filter_terms.h"

namespace melscope {

/// Tracks whose recording's id, or release group's, begins so, whichever case either has.
std::unique_ptr<const FilterTerm> idTerm(const FilterContext &context, const QString &prefix);
std::unique_ptr<const FilterTerm> groupTerm(const FilterContext &context, const QString &prefix);

} // namespace melscope
