#pragma once

#include <QStringView>

#include <optional>
#include <vector>

namespace melscope {

/// A decimal number as people type it, whatever the country: "0.3", "0,3", ".3", "1e-4", "−2", with the digits of any
/// script. A single point or comma is the decimal mark, never a group's; "1,000.5" and "1.000,5" are read by the last
/// one. Nothing where it is none ("", "0.3.4", "nan", "0x1", more than a double holds).
std::optional<double> typedDecimal(QStringView text);

/// A whole number as people type it: "1000", "1,000", "1.000", "1 000", "1e3"; marks between groups of three digits say
/// nothing.
std::optional<qint64> typedCount(QStringView text);

/// Several decimal numbers. Between them stand spaces or semicolons; commas too where the numbers have points, or where
/// a space follows. Nothing where one is none, and where a comma may be read in two ways ("1,2").
std::optional<std::vector<double>> typedDecimals(QStringView text);

/// Several whole numbers without groups; any mark or space stands between them.
std::optional<std::vector<qint64>> typedCounts(QStringView text);

} // namespace melscope
