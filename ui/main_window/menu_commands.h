#pragma once

#include "ui/main_window/command_palette.h"

#include <QAction>
#include <QPointer>

class QMenuBar;

namespace melscope {

/// An action and where it stands.
struct PlacedAction
{
    QStringList path; ///< titles of the menus, from the menu bar down
    QPointer<QAction> action; ///< a menu that fills itself anew makes others
};

/// All actions of a menu bar; submenus are asked to fill themselves first.
std::vector<PlacedAction> actionsOf(const QMenuBar &menuBar);
/// Without the mark of the mnemonic, the dots, and a shortcut behind a tab.
QString plainText(const QAction &action);
/// As palette and sheet say it; empty without one.
QString shortcutText(const QAction &action);

} // namespace melscope
