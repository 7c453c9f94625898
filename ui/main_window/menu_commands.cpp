#include "ui/main_window/menu_commands.h"

#include <QAction>
#include <QMenu>
#include <QMenuBar>

namespace melscope {

namespace {

QString plain(QString text)
{
    text = text.section(QLatin1Char('\t'), 0, 0);
    text.replace(QStringLiteral("&&"), QStringLiteral("\x01")).remove(QLatin1Char('&'));
    return text.replace(QLatin1Char('\x01'), QLatin1Char('&'));
}

void collect(QMenu *menu, QStringList path, std::vector<PlacedAction> &all)
{
    Q_EMIT menu->aboutToShow(); // some are filled when they are opened
    path << plain(menu->title());
    for (QAction *action : menu->actions()) {
        if (action->isSeparator() || !action->isVisible())
            continue;
        if (action->menu() != nullptr)
            collect(action->menu(), path, all);
        else
            all.push_back({ path, action });
    }
}

} // namespace

std::vector<PlacedAction> actionsOf(const QMenuBar &menuBar)
{
    std::vector<PlacedAction> all;
    for (const QAction *top : menuBar.actions()) {
        if (top->menu() != nullptr)
            collect(top->menu(), {}, all);
    }
    return all;
}

QString plainText(const QAction &action)
{
    return plain(action.text());
}

QString shortcutText(const QAction &action)
{
    if (!action.shortcut().isEmpty())
        return action.shortcut().toString(QKeySequence::NativeText);
    return action.text().section(QLatin1Char('\t'), 1, 1);
}

} // namespace melscope
