#pragma once

#include <QString>

namespace melscope {

/// Light, dark, or as the desktop says. Sets the application's style and palette; widgets take their colours
/// from the palette alone.
enum class Theme { System, Light, Dark };

void applyTheme(Theme theme);
/// What the desktop prefers; remembered, and applied where the user follows it.
void takeDesktopColours(bool isDark);
QString themeName(Theme theme);
Theme themeOfName(const QString &name);

} // namespace melscope
