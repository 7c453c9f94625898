#pragma once

#include "core/exploring/filter_text.h"
#include "core/exploring/track_filter.h"

#include <memory>
#include <optional>

namespace melscope {

/// One term of a filter, made ready for a snapshot. Used by several threads at once.
class FilterTerm
{
public:
    virtual ~FilterTerm() = default;
    /// The rows of [first, first + count) of a block that match, as bits; count is at most 64. Bits beyond are free.
    virtual uint64_t match(const TrackBlock &block, uint32_t first, uint32_t count) const = 0;
    /// Whether that is known without a look at any row.
    virtual bool matchesNothing() const { return false; }
};

/// Errors: an unknown field, source or part; a value that does not fit; a figure without a run.
Result<std::unique_ptr<const FilterTerm>> makeTerm(const FilterNode &node, const FilterContext &context);

/// The fields that a filter knows, without the sources' names.
QStringList filterFields();

/// Whether a field's values are compared as numbers: f, labels, score, year, length.
bool isFigureField(const QString &field);
/// The tag that a field of this name looks at.
std::optional<TextTag> nameField(const QString &field);
bool holds(double value, FilterNode::Compare compare, double bound);

/// Compares a label with a pattern, both in lower case; `*` stands for any text.
bool matchesPattern(QStringView label, QStringView pattern);

} // namespace melscope
