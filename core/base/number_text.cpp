#include "core/base/number_text.h"

#include "core/base/words.h"

#include <QLocale>

#include <array>
#include <atomic>
#include <charconv>
#include <cmath>

namespace melscope {

namespace {
std::atomic<NumberMarks> g_marks { NumberMarks() };
static_assert(std::atomic<NumberMarks>::is_always_lock_free);
thread_local std::optional<NumberMarks> t_marks;
}

std::string shortestText(double value)
{
    if (std::isnan(value))
        return "nan";
    if (std::isinf(value))
        return value < 0 ? "-inf" : "inf";
    // Python's repr() switches to an exponent below 1e-4 and from 1e16 on; std::to_chars would by length.
    const double magnitude = std::fabs(value);
    const bool exponent = magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e16);
    std::array<char, 64> buffer;
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                            exponent ? std::chars_format::scientific : std::chars_format::fixed);
    std::string text(buffer.data(), error == std::errc() ? end : buffer.data());
    if (!exponent && text.find('.') == std::string::npos)
        text += ".0";
    return text;
}

std::optional<double> parseNumber(std::string_view text)
{
    double value = 0;
    const char *end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc() || stopped != end || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::optional<double> parseNumber(const QString &text)
{
    return parseNumber(std::string_view(text.toStdString()));
}

std::optional<uint64_t> parseCount(std::string_view text)
{
    uint64_t value = 0;
    const char *end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc() || stopped != end)
        return std::nullopt;
    return value;
}

std::optional<uint64_t> parseCount(const QString &text)
{
    return parseCount(std::string_view(text.toStdString()));
}

double roundLikeR(double value, int digits)
{
    if (std::isnan(value) || std::isinf(value))
        return value;
    if (value < 0)
        return -roundLikeR(-value, digits);
    // Further digits than a double holds leave the value as it is.
    if (digits + (std::logb(value) + 0.5) * 0.301029995663981195 > 15)
        return value;
    const double power = std::pow(10.0, digits);
    const double scaled = power * value;
    const double below = std::floor(scaled);
    const double lower = below / power;
    const double upper = std::ceil(scaled) / power;
    const double up = upper - value;
    const double down = value - lower;
    const bool even = std::fmod(below, 2.0) == 0.0;
    return (down < up || (even && down == up)) ? lower : upper;
}

std::string textLikeR(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "Inf" : "-Inf";
    if (value == 0)
        return "0";
    // "-d.dddde-dd"
    std::array<char, 40> buffer;
    const auto written =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific, 14);
    const std::string text(buffer.data(), written.ptr);
    const size_t exponentAt = text.find('e');
    const int exponent = std::atoi(text.c_str() + exponentAt + 1);
    std::string mantissa = text.substr(0, exponentAt);
    while (mantissa.back() == '0')
        mantissa.pop_back();
    if (mantissa.back() == '.')
        mantissa.pop_back();
    const std::string sign = value < 0 ? "-" : "";
    std::string digits;
    for (const char c : mantissa) {
        if (c >= '0' && c <= '9')
            digits += c;
    }
    std::string fixed;
    if (exponent < 0) {
        fixed = sign + "0." + std::string(size_t(-exponent - 1), '0') + digits;
    } else if (digits.size() <= size_t(exponent) + 1) {
        fixed = sign + digits + std::string(size_t(exponent) + 1 - digits.size(), '0');
    } else {
        fixed = sign + digits.substr(0, size_t(exponent) + 1) + '.' + digits.substr(size_t(exponent) + 1);
    }
    const std::string power = text.substr(exponentAt); // at least two digits, as R's
    return fixed.size() <= mantissa.size() + power.size() ? fixed : mantissa + power;
}

std::string fourDecimals(double value)
{
    if (std::isnan(value))
        return "NA";
    std::array<char, 64> buffer;
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 4);
    std::string text(buffer.data(), error == std::errc() ? end : buffer.data());
    while (text.back() == '0')
        text.pop_back();
    if (text.back() == '.')
        text.pop_back();
    return text == "-0" ? "0" : text;
}

NumberMarks numberMarks()
{
    return t_marks.value_or(g_marks.load(std::memory_order_relaxed));
}

NumberMarksScope::NumberMarksScope(NumberMarks marks)
    : m_before(t_marks)
{
    t_marks = marks;
}

NumberMarksScope::~NumberMarksScope()
{
    t_marks = m_before;
}

void setNumberMarks(NumberMarks marks)
{
    g_marks.store(marks, std::memory_order_relaxed);
}

NumberMarks systemNumberMarks()
{
    const QLocale system = QLocale::system();
    const QString decimal = system.decimalPoint();
    const QString group = system.groupSeparator();
    if (system.zeroDigit() != QStringLiteral("0") || decimal.size() != 1 || group.size() != 1 || decimal == group)
        return {};
    return { decimal[0].unicode(), group[0].unicode() };
}

QString decimalText(double value, int decimals, NumberMarks marks)
{
    return QString::number(value, 'f', decimals).replace(QLatin1Char('.'), QChar(marks.decimal));
}

QString generalText(double value, int digits, NumberMarks marks)
{
    return QString::number(value, 'g', digits).replace(QLatin1Char('.'), QChar(marks.decimal));
}

QString durationText(double seconds, NumberMarks marks)
{
    if (seconds < 0 || std::isnan(seconds))
        return {};
    if (seconds < 9.95)
        return QStringLiteral("%1 s").arg(decimalText(seconds, 1, marks));
    const auto whole = qint64(std::llround(seconds));
    if (whole < 60)
        return QStringLiteral("%1 s").arg(whole);
    if (whole < 3600)
        return tr("%1 min %2 s")
            .arg(QString::number(whole / 60), QString::number(whole % 60).rightJustified(2, QLatin1Char('0')));
    return tr("%1 h %2 min")
        .arg(QString::number(whole / 3600), QString::number((whole / 60) % 60).rightJustified(2, QLatin1Char('0')));
}

QString countText(qint64 value, NumberMarks marks)
{
    QString text = QString::number(value);
    if (marks.group == 0)
        return text;
    const qsizetype first = value < 0 ? 1 : 0;
    for (qsizetype place = text.size() - 3; place > first; place -= 3)
        text.insert(place, QChar(marks.group));
    return text;
}

QString sizeText(qint64 bytes, NumberMarks marks)
{
    static const std::array<const char *, 5> units = { "B", "kB", "MB", "GB", "TB" };
    double value = double(bytes);
    size_t unit = 0;
    while (value >= 999.5 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    return QStringLiteral("%1 %2").arg(decimalText(value, unit > 0 && value < 99.95 ? 1 : 0, marks),
                                       QLatin1String(units[unit]));
}

QString rateText(double perSecond, const QString &unit, NumberMarks marks)
{
    if (!(perSecond > 0))
        return {};
    const QString number = perSecond < 9.995 ? decimalText(perSecond, perSecond < 0.995 ? 2 : 1, marks)
                                             : countText(std::llround(perSecond), marks);
    return QStringLiteral("%1 %2/s").arg(number, unit);
}

} // namespace melscope
