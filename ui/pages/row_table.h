#pragma once

#include <QString>

class QTableView;
class QWidget;

namespace melscope {

class TableModel;

/// A table of whole rows over a model, sortable, one line a row, as every page shows them. Names are for tests
/// and for screen readers.
QTableView *makeRowTable(TableModel *model, const QString &objectName, const QString &accessibleName, QWidget *parent);

} // namespace melscope
