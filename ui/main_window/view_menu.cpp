#include "ui/main_window/view_menu.h"

#include "core/base/number_text.h"
#include "ui/main_window/application_theme.h"
#include "ui/language/language.h"
#include "ui/main_window/view_memory.h"
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
    QAction *jobs = addAction(tr("&Jobs and log"));
    jobs->setShortcut(QKeySequence(QStringLiteral("Ctrl+J")));
    connect(jobs, &QAction::triggered, this, &ViewMenu::jobsWanted);
    connect(addAction(tr("First &steps")), &QAction::triggered, this, &ViewMenu::stepsWanted);
    addLayouts();
    addSeparator();
    addThemes();
    addLanguages();
    addNumberForms();
}

void ViewMenu::addLayouts()
{
    QMenu *layouts = addMenu(tr("La&youts"));
    layouts->setObjectName(QStringLiteral("layoutsMenu"));
    connect(layouts, &QMenu::aboutToShow, this, [this, layouts] {
        layouts->clear();
        const QStringList names = ViewMemory::layouts();
        for (const QString &name : names)
            connect(layouts->addAction(name), &QAction::triggered, this, [this, name] { Q_EMIT layoutWanted(name); });
        layouts->addSeparator();
        connect(layouts->addAction(tr("&Save this layout …")), &QAction::triggered, this, &ViewMenu::layoutKept);
        QMenu *remove = layouts->addMenu(tr("&Remove"));
        remove->setEnabled(!names.isEmpty());
        for (const QString &name : names)
            connect(remove->addAction(name), &QAction::triggered, this, [name] { ViewMemory::removeLayout(name); });
    });
}

void ViewMenu::addLanguages()
{
    QMenu *menu = addMenu(tr("&Language"));
    menu->setObjectName(QStringLiteral("languageMenu"));
    auto *group = new QActionGroup(this);
    QStringList names = languages();
    names.prepend(QStringLiteral("system"));
    for (const QString &name : names) {
        QAction *action = menu->addAction(name == names.front() ? tr("As the &system") : languageTitle(name));
        action->setObjectName(QStringLiteral("language-") + name);
        action->setCheckable(true);
        action->setChecked(name == chosenLanguage());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name] { Q_EMIT languageWanted(name); });
    }
}

void ViewMenu::addThemes()
{
    QMenu *colours = addMenu(tr("&Colours"));
    auto *themes = new QActionGroup(this);
    const Theme current = themeOfName(QSettings().value(kThemeKey).toString());
    for (const auto &[theme, text] : { std::pair(Theme::System, tr("As the &desktop")),
                                       std::pair(Theme::Light, tr("&Light")), std::pair(Theme::Dark, tr("&Dark")) }) {
        QAction *action = colours->addAction(text);
        action->setObjectName(QStringLiteral("theme-") + themeName(theme));
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
