#include "ui/pages/shared/row_table.h"

#include "ui/models/label_delegate.h"
#include "ui/models/line_delegate.h"
#include "ui/models/score_bar_delegate.h"
#include "ui/models/spark_delegate.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/column_room.h"
#include "ui/pages/shared/header_menu.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTreeView>

#include <algorithm>

namespace melscope {

namespace {

constexpr int kTextRoom = 14; // pixels beside a text
constexpr int kTitleRoom = 24; // beside a title, with the arrow of sorting

QAbstractItemDelegate *delegateOf(CellLook look, QObject *parent)
{
    switch (look) {
    case CellLook::Label:
        return new LabelDelegate(parent);
    case CellLook::Line:
        return new LineDelegate(parent);
    case CellLook::ScoreBar:
        return new ScoreBarDelegate(parent);
    case CellLook::Spark:
        return new SparkDelegate(parent);
    case CellLook::Text:
        break;
    }
    return nullptr;
}

/// Rows with some air; a style sheet would freeze the palette.
class RoomyDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 4);
    }
};

template <class View>
void fit(View *view, QHeaderView *header, const TableModel *model)
{
    const QFontMetrics metrics = view->fontMetrics();
    for (int i = 0; i < model->columnCount(); ++i) {
        const TableColumn &column = model->columns()[size_t(i)];
        if (!column.widest.isEmpty())
            header->resizeSection(i,
                                  std::max(metrics.horizontalAdvance(column.widest) + kTextRoom,
                                           metrics.size(0, column.title).width() + kTitleRoom));
        else if (column.width > 0)
            header->resizeSection(i, std::max(column.width, metrics.size(0, column.title).width() + kTextRoom));
        else if (column.width == TableColumn::kStretched)
            header->setSectionResizeMode(i, QHeaderView::Stretch);
        header->setSectionHidden(i, column.isHidden);
        view->setItemDelegateForColumn(i, delegateOf(column.look, view));
    }
}

/// Every row can be taken along; tables with a menu of their own have it there.
template <class View>
void offerCopying(View *view, TableModel *model)
{
    auto *copy = new QAction(QAbstractItemView::tr("Copy the selected rows"), view);
    copy->setObjectName(QStringLiteral("copyRows"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    view->addAction(copy);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    QObject::connect(copy, &QAction::triggered, view, [view, model] {
        QStringList lines;
        for (const QModelIndex &index : view->selectionModel()->selectedRows()) {
            QStringList cells;
            for (int column = 0; column < model->columnCount(); ++column) {
                if (!view->isColumnHidden(column))
                    cells << index.siblingAtColumn(column).data().toString();
            }
            lines << cells.join(QLatin1Char('\t'));
        }
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
    });
}

/// What tables and trees have in common.
template <class View>
void style(View *view, QHeaderView *header, TableModel *model, const QString &objectName, const QString &accessibleName)
{
    view->setObjectName(objectName);
    view->setAccessibleName(accessibleName);
    view->setModel(model);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setAlternatingRowColors(true);
    view->setSortingEnabled(true);
    view->sortByColumn(-1, Qt::AscendingOrder); // as the data come, until a header is clicked
    header->setHighlightSections(false);
    header->setTextElideMode(Qt::ElideRight); // a title that is cut says so; its tool tip has all of it
    fit(view, header, model);
    offerColumns(header, model);
    offerCopying(view, model);
    restoreColumns(header, model);
    shareColumnRoom(view, header, model);
}

} // namespace

QTableView *makeRowTable(TableModel *model, const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *table = new QTableView(parent);
    style(table, table->horizontalHeader(), model, objectName, accessibleName);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    return table;
}

void fitColumns(QTableView *table, const TableModel *model)
{
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    fit(table, table->horizontalHeader(), model);
    restoreColumns(table->horizontalHeader(), model);
}

QTreeView *makeRowTree(TableModel *model, const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *tree = new QTreeView(parent);
    style(tree, tree->header(), model, objectName, accessibleName);
    tree->setItemDelegate(new RoomyDelegate(tree));
    tree->setUniformRowHeights(true);
    tree->header()->setStretchLastSection(false);
    return tree;
}

} // namespace melscope
