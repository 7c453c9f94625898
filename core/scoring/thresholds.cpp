#include "core/scoring/thresholds.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/words.h"

#include <QStringList>

#include <optional>

namespace melscope {

namespace {

bool isThreshold(double value)
{
    return std::isnan(value) || (value >= 0 && value <= kGreatestThreshold);
}

/// "nan" or a number, as they stand in a file.
std::optional<double> valueOf(const QString &text)
{
    return text == QStringLiteral("nan") ? std::optional(std::nan("")) : parseNumber(text);
}

} // namespace

Result<void> writeThresholds(const Thresholds &thresholds, const QString &path)
{
    std::string text;
    for (size_t i = 0; i < thresholds.size(); ++i) {
        const double value = thresholds.values[i] + 0.0; // −0 is 0, and would say that the class is of another source
        if (!isThreshold(value))
            return fail(tr("the threshold %1 of class %2 is not between 0 and %3")
                            .arg(QString::fromStdString(shortestText(value)), QString::number(i),
                                 QString::number(kGreatestThreshold)),
                        path, tr("Choose the thresholds anew."));
        text += std::to_string(i) + ": " + shortestText(thresholds.inTarget[i] ? value : -value) + '\n';
    }
    return writeFileAtomically(path, text);
}

Result<Thresholds> readThresholds(const QString &path, size_t count)
{
    const auto content = readPlainOrCompressed(path);
    if (!content)
        return passOn(content);
    const QString remedy = tr("Expected one line \"index: value\" a class.");
    Thresholds thresholds;
    qint64 line = 0;
    for (const QString &row : QString::fromStdString(*content).split(QLatin1Char('\n'))) {
        ++line;
        if (row.trimmed().isEmpty())
            continue;
        const qsizetype colon = row.indexOf(QLatin1Char(':'));
        const auto index = colon < 0 ? std::nullopt : parseCount(row.left(colon).trimmed());
        if (!index || *index != thresholds.size())
            return fail(tr("the threshold of class %1 was expected here").arg(thresholds.size()), path, remedy, line);
        if (thresholds.size() == count)
            return fail(tr("there are more thresholds than the %1 classes").arg(count), path, remedy, line);
        const QString text = row.mid(colon + 1).trimmed();
        const auto value = valueOf(text);
        if (!value || !isThreshold(std::fabs(*value)))
            return fail(
                tr("\"%1\" is no threshold of class %2").arg(text.left(40), QString::number(*index)), path,
                tr("Expected a number between 0 and %1, negated where the class is not in the source, or \"nan\".")
                    .arg(kGreatestThreshold),
                line);
        thresholds.values.push_back(std::fabs(*value));
        thresholds.inTarget.push_back(std::isnan(*value) || !std::signbit(*value));
    }
    if (thresholds.size() != count)
        return fail(tr("there are %1 thresholds for %2 classes")
                        .arg(QString::number(thresholds.size()), QString::number(count)),
                    path, remedy);
    return thresholds;
}

} // namespace melscope
