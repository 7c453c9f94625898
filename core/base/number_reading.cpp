#include "core/base/number_reading.h"

#include <QRegularExpression>
#include <QString>

#include <cmath>

namespace melscope {

namespace {

/// Digits, signs and decimal marks of other scripts become ASCII.
QString latinised(QStringView text)
{
    QString latin;
    for (const QChar c : text.trimmed()) {
        if (c.isDigit() && c.digitValue() >= 0)
            latin += QChar(u'0' + char16_t(c.digitValue()));
        else if (c == QChar(0x2212)) // minus
            latin += QLatin1Char('-');
        else if (c == QChar(0x066b)) // Arabic decimal mark
            latin += QLatin1Char(',');
        else if (c == QChar(0x066c) || c == QChar(0x2019)) // Arabic and Swiss group marks
            latin += QLatin1Char('\'');
        else
            latin += c.isSpace() ? QLatin1Char(' ') : c;
    }
    return latin;
}

/// What stands between groups, where the text is made of such.
QChar groupMark(const QString &text)
{
    static const QRegularExpression groups(QStringLiteral("^[+-]?\\d{1,3}([.,' ])\\d{3}(?:\\1\\d{3})*$"));
    const QRegularExpressionMatch match = groups.match(text);
    return match.hasMatch() ? match.capturedView(1).front() : QChar();
}

std::optional<double> plainDecimal(const QString &text)
{
    static const QRegularExpression number(QStringLiteral("^[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?$"));
    bool ok = false;
    const double value = number.match(text).hasMatch() ? text.toDouble(&ok) : 0;
    return ok && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace

std::optional<double> typedDecimal(QStringView text)
{
    QString number = latinised(text);
    const qsizetype mark = std::max(number.lastIndexOf(QLatin1Char('.')), number.lastIndexOf(QLatin1Char(',')));
    QString whole = mark < 0 ? number : number.left(mark);
    const bool hasOther = mark >= 0 && (whole.contains(QLatin1Char('.')) || whole.contains(QLatin1Char(',')));
    if (hasOther && whole.contains(number[mark])) { // "1,000,000": groups alone
        whole = number;
        number = QString();
    } else {
        number = mark < 0 ? QString() : QLatin1Char('.') + number.mid(mark + 1);
    }
    if (const QChar group = groupMark(whole);
        !group.isNull() && (hasOther || group == QLatin1Char(' ') || group == QLatin1Char('\'')))
        whole.remove(group);
    return plainDecimal(whole + number);
}

std::optional<qint64> typedCount(QStringView text)
{
    QString number = latinised(text);
    if (const QChar group = groupMark(number); !group.isNull())
        number.remove(group);
    bool ok = false;
    if (const qint64 value = number.toLongLong(&ok); ok)
        return value;
    constexpr double kExact = 9007199254740992; // 2^53
    const auto value = typedDecimal(number);
    return value && *value == std::floor(*value) && std::fabs(*value) <= kExact ? std::optional(qint64(*value))
                                                                                : std::nullopt;
}

std::optional<std::vector<double>> typedDecimals(QStringView text)
{
    static const QRegularExpression between(QStringLiteral("\\s*;\\s*|,?\\s+|,$"));
    std::vector<double> numbers;
    for (const QString &part : latinised(text).split(between, Qt::SkipEmptyParts)) {
        // "0,5" has a decimal comma: what begins with a nought is no list of whole numbers.
        static const QRegularExpression decimalComma(QStringLiteral("^[+-]?0?,\\d+(?:[eE][+-]?\\d+)?$"));
        if (part.count(QLatin1Char(',')) > 0 && !decimalComma.match(part).hasMatch()
            && !part.contains(QLatin1Char('.')))
            return std::nullopt;
        const bool isList = part.contains(QLatin1Char('.')) && part.contains(QLatin1Char(','));
        for (const QString &piece : isList ? part.split(QLatin1Char(',')) : QStringList { part }) {
            const auto number = typedDecimal(piece);
            if (!number)
                return std::nullopt;
            numbers.push_back(*number);
        }
    }
    return numbers;
}

std::optional<std::vector<qint64>> typedCounts(QStringView text)
{
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    std::vector<qint64> numbers;
    for (const QString &part : latinised(text).split(between, Qt::SkipEmptyParts)) {
        bool ok = false;
        numbers.push_back(part.toLongLong(&ok));
        if (!ok)
            return std::nullopt;
    }
    return numbers;
}

} // namespace melscope
