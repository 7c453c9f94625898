#include "core/scoring/thresholds.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/number_text.h"

#include <QStringList>

namespace melscope {

Result<void> writeThresholds(const Thresholds &thresholds, const QString &path)
{
    std::string text;
    for (size_t i = 0; i < thresholds.size(); ++i) {
        const double value = thresholds.values[i];
        text += std::to_string(i) + ": " + shortestText(thresholds.inTarget[i] ? value : -value) + '\n';
    }
    return writeFileAtomically(path, text);
}

Result<Thresholds> readThresholds(const QString &path, size_t count)
{
    const auto content = readPlainOrCompressed(path);
    if (!content)
        return passOn(content);
    const QString remedy = QStringLiteral("Expected one line \"index: value\" a class.");
    Thresholds thresholds;
    qint64 line = 0;
    for (const QString &row : QString::fromStdString(*content).split(QLatin1Char('\n'))) {
        ++line;
        if (row.trimmed().isEmpty())
            continue;
        const QStringList parts = row.split(QLatin1Char(':'));
        bool indexOk = false;
        bool valueOk = false;
        const auto index = parts.size() == 2 ? parts[0].trimmed().toULongLong(&indexOk) : 0;
        const double value = parts.size() == 2 ? parts[1].trimmed().toDouble(&valueOk) : 0;
        if (!indexOk || !valueOk || index != thresholds.size())
            return fail(QStringLiteral("the threshold of class %1 was expected here").arg(thresholds.size()), path, remedy, line);
        thresholds.values.push_back(std::fabs(value));
        thresholds.inTarget.push_back(std::isnan(value) || !std::signbit(value));
    }
    if (thresholds.size() != count)
        return fail(QStringLiteral("there are %1 thresholds for %2 classes").arg(thresholds.size()).arg(count), path, remedy);
    return thresholds;
}

} // namespace melscope
