#include "ui/pages/shared/header_menu.h"

#include "ui/help/help_window.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/column_room.h"

#include <QEvent>
#include <QHeaderView>
#include <QMenu>
#include <QSettings>

#include <algorithm>

namespace melscope {

namespace {

QString settingsKey(const QHeaderView *header)
{
    return QStringLiteral("columns/") + header->parent()->objectName();
}

QString keyOf(const TableModel *model, int column)
{
    const auto &columns = model->columns();
    const std::string_view key = columns[size_t(column)].key;
    const auto same = std::count_if(columns.begin(), columns.begin() + column,
                                    [key](const TableColumn &other) { return other.key == key; });
    const QString name = QString::fromUtf8(key.data(), qsizetype(key.size()));
    return same == 0 ? name : name + QString::number(same); // one for each of some sources
}

QString oneLine(QString title)
{
    return title.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

/// Widths of all columns that the user may drag, and which are hidden.
void keep(const QHeaderView *header, const TableModel *model)
{
    QVariantMap columns;
    for (int i = 0; i < model->columnCount(); ++i)
        columns.insert(
            keyOf(model, i),
            QVariantMap { { QStringLiteral("width"), std::max(header->sectionSize(i), widthWithRoom(header, i)) },
                          { QStringLiteral("hidden"), header->isSectionHidden(i) },
                          { QStringLiteral("place"), header->visualIndex(i) } });
    QSettings().setValue(settingsKey(header), columns);
}

class DragEnd : public QObject
{
public:
    DragEnd(QHeaderView *header, const TableModel *model)
        : QObject(header)
        , m_header(header)
        , m_model(model)
    {
        header->viewport()->installEventFilter(this);
        connect(header, &QHeaderView::sectionResized, this, [this] { m_hasChanged = true; });
        connect(header, &QHeaderView::sectionMoved, this, [this] { m_hasChanged = true; });
    }
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::MouseButtonPress)
            m_hasChanged = false;
        else if (event->type() == QEvent::MouseButtonRelease && m_hasChanged)
            QMetaObject::invokeMethod(
                this, [this] { keep(m_header, m_model); }, Qt::QueuedConnection); // when the header knows, too
        return false;
    }

private:
    QHeaderView *m_header;
    const TableModel *m_model;
    bool m_hasChanged = false;
};

void showMenu(QHeaderView *header, const TableModel *model, const QPoint &position)
{
    QMenu menu(header);
    menu.setObjectName(QStringLiteral("columnMenu"));
    const int at = header->logicalIndexAt(position);
    if (at >= 0) {
        const TableColumn &column = model->columns()[size_t(at)];
        if (!column.term.isEmpty())
            QObject::connect(menu.addAction(QHeaderView::tr("What is %1?").arg(oneLine(column.title))),
                             &QAction::triggered, header,
                             [term = column.term] { showHelp(QStringLiteral("figures#") + term); });
        menu.addSeparator();
    }
    for (int i = 0; i < model->columnCount(); ++i) {
        const QString title = oneLine(model->columns()[size_t(i)].title);
        if (title.isEmpty())
            continue;
        QAction *action = menu.addAction(title);
        action->setCheckable(true);
        action->setChecked(!header->isSectionHidden(i));
        action->setEnabled(i > 0 || header->isSectionHidden(i)); // the first tells what the row is
        QObject::connect(action, &QAction::triggered, header, [header, model, i](bool isShown) {
            header->setSectionHidden(i, !isShown);
            keep(header, model);
        });
    }
    menu.addSeparator();
    QObject::connect(menu.addAction(QHeaderView::tr("Reset the columns")), &QAction::triggered, header,
                     [header, model] {
                         QSettings().remove(settingsKey(header));
                         for (int i = 0; i < model->columnCount(); ++i) {
                             header->setSectionHidden(i, model->columns()[size_t(i)].isHidden);
                             header->moveSection(header->visualIndex(i), i);
                         }
                     });
    menu.exec(header->mapToGlobal(position));
}

} // namespace

void offerColumns(QHeaderView *header, const TableModel *model)
{
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    header->setSectionsMovable(true);
    QObject::connect(header, &QWidget::customContextMenuRequested, header,
                     [header, model](const QPoint &position) { showMenu(header, model, position); });
    new DragEnd(header, model);
}

void setColumnAvailable(QHeaderView *header, const TableModel *model, std::string_view key, bool isAvailable,
                        bool isShownAtFirst)
{
    const int column = model->columnOf(key);
    const QVariantMap kept = QSettings().value(settingsKey(header)).toMap().value(keyOf(model, column)).toMap();
    header->setSectionHidden(column, !isAvailable || kept.value(QStringLiteral("hidden"), !isShownAtFirst).toBool());
}

void restoreColumns(QHeaderView *header, const TableModel *model)
{
    const QVariantMap columns = QSettings().value(settingsKey(header)).toMap();
    for (int i = 0; i < model->columnCount() && !columns.isEmpty(); ++i) {
        const QVariantMap column = columns.value(keyOf(model, i)).toMap();
        if (column.isEmpty())
            continue;
        header->setSectionHidden(i, column.value(QStringLiteral("hidden")).toBool());
        if (const int width = column.value(QStringLiteral("width")).toInt();
            width > 0 && header->sectionResizeMode(i) == QHeaderView::Interactive)
            header->resizeSection(i, width);
        if (const int place = column.value(QStringLiteral("place")).toInt(); place < header->count())
            header->moveSection(header->visualIndex(i), place);
    }
}

} // namespace melscope
