#include "core/base/result.h"

#include "core/base/file_path.h"

namespace melscope {

QString Error::text() const
{
    QString text;
    if (!file.isEmpty()) {
        text += shownPath(file);
        if (line > 0)
            text += QLatin1Char(':') + QString::number(line);
        text += QStringLiteral(": ");
    }
    text += what;
    if (!remedy.isEmpty()) {
        if (!text.endsWith(QLatin1Char('.')))
            text += QLatin1Char('.');
        text += QLatin1Char(' ') + remedy;
    }
    return text;
}

} // namespace melscope
