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
/// The same of rows beneath others.
QTreeView *makeRowTree(TableModel *model, const QString &objectName, const QString &accessibleName, QWidget *parent);

} // namespace melscope
