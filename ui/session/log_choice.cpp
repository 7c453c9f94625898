#include "ui/session/log_choice.h"

#include <QSettings>

namespace melscope {

namespace {
const QString kKey = QStringLiteral("training/logs");
} // namespace

LogKinds chosenLogs()
{
    return LogKinds::ofNames(QSettings().value(kKey).toStringList()).value_or(LogKinds());
}

void chooseLogs(LogKinds kinds)
{
    QSettings().setValue(kKey, kinds.names());
}

} // namespace melscope
