#pragma once

#include <QString>

class QAbstractItemModel;
class QTableView;
class QWidget;

namespace melscope {

class TableModel;

/// A table of whole rows over a model, sortable, one line a row, as every page shows them. Names are for tests
/// and for screen readers.
void styleRowTable(QTableView *table, QAbstractItemModel *model, const QString &objectName,
                   const QString &accessibleName);
QTableView *makeRowTable(TableModel *model, const QString &objectName, const QString &accessibleName, QWidget *parent);

} // namespace melscope
