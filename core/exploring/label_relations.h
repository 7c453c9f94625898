#pragma once

#include "core/collection/collection.h"

namespace melscope {

/// How often labels stand together on the same recordings: rows × columns. Immutable.
struct LabelRelations
{
    QString rowSource;
    QString columnSource; ///< the same as rowSource for co-occurrence inside one source
    std::vector<std::string> rows; ///< by code point: a genre stands before its subgenres
    std::vector<std::string> columns;
    std::vector<uint32_t> counts; ///< [rows × columns], row-major: recordings that have both
    std::vector<uint32_t> rowTotals; ///< recordings that have the row's label, among those that both sources annotate
    std::vector<uint32_t> columnTotals;
    size_t recordings = 0; ///< that both sources annotate

    uint32_t count(size_t row, size_t column) const { return counts[row * columns.size() + column]; }
    /// P(column | row); NaN where no recording has the row's label.
    double probability(size_t row, size_t column) const;
    bool isWithinOne() const { return rowSource == columnSource; }

    /// A pair of labels, for a table.
    struct Pair
    {
        uint32_t row;
        uint32_t column;
        uint32_t count;
        double forward; ///< P(column | row)
        double backward; ///< P(row | column)
        double jaccard; ///< recordings with both over recordings with either
    };
    /// The pairs that occur at least `least` times, the greatest Jaccard index first, at most `most`. Within one source
    /// each pair once, and a genre with its own subgenre not at all.
    std::vector<Pair> strongestPairs(uint32_t least, size_t most) const;
};

/// Over the recordings that both sources annotate, in whatever parts; the labels of the first part that has the
/// recording count (train, validation, test). The same source twice gives its co-occurrence. Errors: cancelled alone.
Result<std::shared_ptr<const LabelRelations>> relateSources(const Collection &data, size_t rowSource,
                                                            size_t columnSource, const CancelToken &cancel = {});

} // namespace melscope
