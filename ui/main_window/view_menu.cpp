#include "ui/main_window/view_menu.h"

#include "core/base/number_text.h"
#include "ui/main_window/application_theme.h"
#include "ui/numbers/number_form.h"

#include <QActionGroup>
#include <QSettings>

namespace melscope {

namespace {
const QString kThemeKey = QStringLiteral("theme");
const QString kNumbersKey = QStringLiteral("numbers");
}

ViewMenu::ViewMenu(const QStringList &pages, QWidget *parent)
    : QMenu(tr("&View"), parent)
{
    for (int i = 0; i < pages.size(); ++i) {
        QAction *page = addAction(pages[i]);
        page->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(i + 1)));
        connect(page, &QAction::triggered, this, [this, i] { Q_EMIT pageWanted(i); });
    }
    addSeparator();
    addThemes();
    addSeparator();
    addNumberForms();
}

void ViewMenu::addThemes()
{
    auto *themes = new QActionGroup(this);
    const Theme current = themeOfName(QSettings().value(kThemeKey).toString());
    for (const auto &[theme, text] :
         { std::pair(Theme::System, tr("Colours of the &desktop")), std::pair(Theme::Light, tr("&Light colours")),
           std::pair(Theme::Dark, tr("Dar&k colours")) }) {
        QAction *action = addAction(text);
        action->setCheckable(true);
        action->setChecked(theme == current);
        themes->addAction(action);
        connect(action, &QAction::triggered, this, [theme = theme] {
            QSettings().setValue(kThemeKey, themeName(theme));
            applyTheme(theme);
        });
    }
}

void ViewMenu::addNumberForms()
{
    QMenu *numbers = addMenu(tr("&Numbers"));
    numbers->setObjectName(QStringLiteral("numbersMenu"));
    auto *forms = new QActionGroup(this);
    const NumberForm current = numberFormOfName(QSettings().value(kNumbersKey).toString());
    // Each is written as it writes.
    const auto example = [](NumberMarks marks) {
        return QStringLiteral("%1 · %2").arg(decimalText(0.5, 1, marks), countText(1000, marks));
    };
    for (const auto &[form, text] :
         { std::pair(NumberForm::Point, tr("With &point: %1").arg(example({}))),
           std::pair(NumberForm::System, tr("As the &system: %1").arg(example(systemNumberMarks()))) }) {
        QAction *action = numbers->addAction(text);
        action->setObjectName(QStringLiteral("numbers-") + numberFormName(form));
        action->setCheckable(true);
        action->setChecked(form == current);
        forms->addAction(action);
        connect(action, &QAction::triggered, this, [form = form] {
            QSettings().setValue(kNumbersKey, numberFormName(form));
            applyNumberForm(form);
        });
    }
    applyNumberForm(current);
}

} // namespace melscope
