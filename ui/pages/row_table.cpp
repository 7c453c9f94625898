#include "ui/pages/row_table.h"

#include "ui/models/table_model.h"

#include <QHeaderView>
#include <QTableView>

namespace melscope {

QTableView *makeRowTable(TableModel *model, const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *table = new QTableView(parent);
    styleRowTable(table, model, objectName, accessibleName);
    return table;
}

void styleRowTable(QTableView *table, QAbstractItemModel *model, const QString &objectName,
                   const QString &accessibleName)
{
    table->setObjectName(objectName);
    table->setAccessibleName(accessibleName);
    table->setModel(model);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setAlternatingRowColors(true);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setSortingEnabled(true);
    table->sortByColumn(-1, Qt::AscendingOrder); // as the data come, until a header is clicked
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->horizontalHeader()->setHighlightSections(false);
}

} // namespace melscope
