#include "ui/main_window/view_memory.h"

#include "ui/controls/remembered_view.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QCryptographicHash>
#include <QLineEdit>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>

namespace melscope {

namespace {

constexpr auto kMark = "rememberedView";
const QString kViews = QStringLiteral("views/");
const QString kSplitters = QStringLiteral("splitters");
const QString kLayouts = QStringLiteral("layouts");

QString keyOf(const QString &projectFile)
{
    return kViews
        + QString::fromLatin1(
               QCryptographicHash::hash(projectFile.toUtf8(), QCryptographicHash::Sha1).toHex().left(16));
}

QVariant valueOf(const QWidget *widget)
{
    if (const auto *view = dynamic_cast<const RememberedView *>(widget))
        return view->viewState();
    if (const auto *tabs = qobject_cast<const QTabWidget *>(widget))
        return tabs->currentIndex();
    if (const auto *choice = qobject_cast<const QComboBox *>(widget))
        return choice->currentText();
    if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
        return button->isChecked();
    if (const auto *line = qobject_cast<const QLineEdit *>(widget))
        return line->text();
    return {};
}

/// Whether it could be taken; a choice may have nothing to choose from yet.
bool setValue(QWidget *widget, const QVariant &value)
{
    if (auto *view = dynamic_cast<RememberedView *>(widget)) {
        view->setViewState(value);
    } else if (auto *tabs = qobject_cast<QTabWidget *>(widget)) {
        tabs->setCurrentIndex(value.toInt());
    } else if (auto *choice = qobject_cast<QComboBox *>(widget)) {
        const int index = choice->findText(value.toString());
        if (index < 0)
            return value.toString().isEmpty();
        choice->setCurrentIndex(index);
    } else if (auto *button = qobject_cast<QAbstractButton *>(widget)) {
        button->setChecked(value.toBool());
    } else if (auto *line = qobject_cast<QLineEdit *>(widget)) {
        line->setText(value.toString());
    }
    return true;
}

} // namespace

ViewMemory::ViewMemory(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    m_first = views();
}

void ViewMemory::mark(QWidget *widget)
{
    Q_ASSERT(!widget->objectName().isEmpty());
    widget->setProperty(kMark, true);
}

QVariantMap ViewMemory::views() const
{
    QVariantMap all;
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        if (widget->property(kMark).toBool())
            all.insert(widget->objectName(), valueOf(widget));
    }
    return all;
}

void ViewMemory::goOn()
{
    for (const QString &name : m_pending.keys()) {
        auto *widget = m_window->findChild<QWidget *>(name);
        if (widget != nullptr && setValue(widget, m_pending.value(name)))
            m_pending.remove(name);
    }
}

void ViewMemory::setViews(const QVariantMap &views)
{
    m_pending.clear();
    for (QWidget *widget : m_window->findChildren<QWidget *>()) {
        const QString name = widget->objectName();
        if (!widget->property(kMark).toBool())
            continue;
        const QVariant wanted = views.contains(name) ? views.value(name) : m_first.value(name);
        if (wanted.isValid() && wanted != valueOf(widget) && !setValue(widget, wanted))
            m_pending.insert(name, wanted);
    }
}

void ViewMemory::keep(const QString &projectFile) const
{
    if (!projectFile.isEmpty())
        QSettings().setValue(keyOf(projectFile), views());
}

void ViewMemory::restore(const QString &projectFile)
{
    setViews(projectFile.isEmpty() ? QVariantMap() : QSettings().value(keyOf(projectFile)).toMap());
}

void ViewMemory::followSplitters()
{
    setSplitters(QSettings().value(kSplitters).toMap());
    for (QSplitter *splitter : m_window->findChildren<QSplitter *>()) {
        if (!splitter->objectName().isEmpty())
            connect(splitter, &QSplitter::splitterMoved, this, [splitter] {
                QSettings settings;
                QVariantMap all = settings.value(kSplitters).toMap();
                all.insert(splitter->objectName(), splitter->saveState());
                settings.setValue(kSplitters, all);
            });
    }
}

QVariantMap ViewMemory::splitters() const
{
    QVariantMap all;
    for (const QSplitter *splitter : m_window->findChildren<QSplitter *>()) {
        if (!splitter->objectName().isEmpty())
            all.insert(splitter->objectName(), splitter->saveState());
    }
    return all;
}

void ViewMemory::setSplitters(const QVariantMap &sizes)
{
    for (QSplitter *splitter : m_window->findChildren<QSplitter *>()) {
        if (sizes.contains(splitter->objectName()))
            splitter->restoreState(sizes.value(splitter->objectName()).toByteArray());
    }
}

QStringList ViewMemory::layouts()
{
    return QSettings().value(kLayouts).toMap().keys();
}

void ViewMemory::keepLayout(const QString &name) const
{
    QSettings settings;
    QVariantMap all = settings.value(kLayouts).toMap();
    all.insert(name,
               QVariantMap { { QStringLiteral("geometry"), m_window->saveGeometry() },
                             { QStringLiteral("splitters"), splitters() },
                             { QStringLiteral("views"), views() } });
    settings.setValue(kLayouts, all);
}

void ViewMemory::restoreLayout(const QString &name)
{
    const QVariantMap layout = QSettings().value(kLayouts).toMap().value(name).toMap();
    if (layout.isEmpty())
        return;
    m_window->restoreGeometry(layout.value(QStringLiteral("geometry")).toByteArray());
    setSplitters(layout.value(QStringLiteral("splitters")).toMap());
    QVariantMap wanted = layout.value(QStringLiteral("views")).toMap();
    // What is filtered and chosen is the project's, how it is shown the layout's.
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        if (qobject_cast<const QLineEdit *>(widget) != nullptr || qobject_cast<const QComboBox *>(widget) != nullptr)
            wanted.insert(widget->objectName(), valueOf(widget));
    }
    setViews(wanted);
}

void ViewMemory::removeLayout(const QString &name)
{
    QSettings settings;
    QVariantMap all = settings.value(kLayouts).toMap();
    all.remove(name);
    settings.setValue(kLayouts, all);
}

} // namespace melscope
