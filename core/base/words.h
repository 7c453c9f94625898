#pragma once

#include <QCoreApplication>
#include <QString>

namespace melscope {

/// A text for people, in the language that the program speaks: English, unless the window has chosen another. For
/// sources of the core, which have no class to ask; headers do not include this.
inline QString tr(const char *text)
{
    return QCoreApplication::translate("melscope", text);
}

} // namespace melscope
