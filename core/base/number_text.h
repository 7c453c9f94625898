#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace melscope {

/// The shortest decimal text that reads back as the same double, as Python's repr() writes it
/// ("0.18108005821704865", "1e-05", "nan"). A float passed in is widened first, as Python does.
std::string shortestText(double value);

/// The whole text as a finite decimal number ("0.5", "-1e-05"), as Python and we write it; nothing where anything else
/// stands there: spaces, a plus sign, "inf", "nan", text behind, more than a double holds. Locales play no part.
std::optional<double> parseNumber(std::string_view text);
std::optional<double> parseNumber(const QString &text);
/// The whole text as a whole number that is not negative, digits alone; nothing where anything else stands there.
std::optional<uint64_t> parseCount(std::string_view text);
std::optional<uint64_t> parseCount(const QString &text);

/// Rounds to `digits` decimals as R 4's round() does: of the two neighbours with so many decimals the
/// closer one in double arithmetic, the even one on a tie. NaN stays NaN. [REFERENCE §8]
double roundLikeR(double value, int digits);

/// A rounded figure as R prints it: at most four decimals, no trailing zeros; NaN as "NA".
std::string fourDecimals(double value);

/// "1 min 20 s", "2 h 05 min", "0.4 s"
QString durationText(double seconds);
/// "2,613" – grouped digits for counts.
QString countText(qint64 value);
/// "1.3 MB" in powers of ten.
QString sizeText(qint64 bytes);
/// "2,613 tracks/s"; three digits below ten.
QString rateText(double perSecond, const QString &unit);

} // namespace melscope
