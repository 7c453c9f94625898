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
/// closer one in double arithmetic, the even one on a tie. NaN stays NaN. [core/README.md, Evaluation]
double roundLikeR(double value, int digits);

/// As R writes a number: at most 15 significant digits, without trailing zeros, in whichever of fixed and scientific
/// notation is shorter ("0.0012", "1e-04", "1e+05"); fixed where they are equally long. NaN as "NaN".
std::string textLikeR(double value);

/// A rounded figure for people and tables: at most four decimals, no trailing zeros; NaN as "NA".
std::string fourDecimals(double value);

/// What numbers for people are written with: 0.5 and 1,000 unless the user of the window chose otherwise. Digits, sign
/// and exponent are the same everywhere.
struct alignas(4) NumberMarks // as one word, so that it is read and written at once
{
    char16_t decimal = u'.';
    char16_t group = u','; ///< 0: digits are not grouped

    bool operator==(const NumberMarks &) const = default;
};

/// One for the process, as Qt's default locale is, but whatever the environment says it begins with the point; the
/// window alone changes it. Any thread may read. Files and what machines read never follow it: they use the functions
/// above.
NumberMarks numberMarks();
void setNumberMarks(NumberMarks marks);
/// For CSV, LaTeX and the like: the point, and no groups.
inline constexpr NumberMarks kTableMarks { u'.', 0 };
/// While it lives, this thread writes numbers with other marks: what goes into files is made under one.
class NumberMarksScope
{
public:
    explicit NumberMarksScope(NumberMarks marks);
    ~NumberMarksScope();
    Q_DISABLE_COPY_MOVE(NumberMarksScope)

private:
    std::optional<NumberMarks> m_before;
};
/// What the system's settings say; the point where they have digits other than 0 to 9, which are not used here.
NumberMarks systemNumberMarks();

/// "0.4664" with so many decimals; "nan".
QString decimalText(double value, int decimals, NumberMarks marks = numberMarks());
/// "0.002", "1e-05": so many significant digits without trailing zeros.
QString generalText(double value, int digits = 6, NumberMarks marks = numberMarks());
/// "1 min 20 s", "2 h 05 min", "0.4 s"
QString durationText(double seconds, NumberMarks marks = numberMarks());
/// "2,613" – grouped digits for counts.
QString countText(qint64 value, NumberMarks marks = numberMarks());
/// "1.3 MB" in powers of ten.
QString sizeText(qint64 bytes, NumberMarks marks = numberMarks());
/// "2,613 tracks/s"; three digits below ten.
QString rateText(double perSecond, const QString &unit, NumberMarks marks = numberMarks());

} // namespace melscope
