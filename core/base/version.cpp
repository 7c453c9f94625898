#include "core/base/version.h"

#include "melscope_commit.h"

namespace melscope {

const char *version()
{
    return MELSCOPE_VERSION;
}

QString versionText()
{
    const QString commit = QStringLiteral(MELSCOPE_COMMIT);
    return commit.isEmpty() ? QStringLiteral(MELSCOPE_VERSION) : QStringLiteral(MELSCOPE_VERSION " (%1)").arg(commit);
}

} // namespace melscope
