#pragma once

#include <QString>

class QTableView;
class QTreeView;
class QWidget;

namespace melscope {

class TableModel;

/// A table of whole rows over a model, sortable, one line a row, as every page shows them; columns are as wide, drawn
/// and hidden as they say themselves. Names are for tests and for screen readers.
QTableView *makeRowTable(TableModel *model, const QString &objectName, const QString &accessibleName, QWidget *parent);
/// Makes the columns of such a table as the model says now, where they have changed since.
void fitColumns(QTableView *table, const TableModel *model);
/// The same of rows beneath others.
QTreeView *makeRowTree(TableModel *model, const QString &objectName, const QString &accessibleName, QWidget *parent);

} // namespace melscope
