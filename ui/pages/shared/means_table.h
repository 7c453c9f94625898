#pragma once

#include "core/scoring/mean_figures.h"
#include "ui/models/table_model.h"

#include <array>

class QTableView;
class QWidget;

namespace melscope {

/// One of the task's 18 means, by figureNames()'s index; null where it is not known.
using MeanOf = std::function<const MeanFigure *(size_t index)>;

/// The columns of precision, recall and F of a table with a row for each kind of mean; against a reference with the
/// difference before the mean, in a colour of `widget`'s palette. The keys are the titles too.
std::vector<TableColumn> meanColumns(const std::array<std::string_view, 3> &keys, const QString &toolTip,
                                     const QWidget *widget, const MeanOf &mean, const MeanOf &reference = {});
/// A table of such columns: all six rows with their titles at the side, unsorted.
QTableView *makeMeansTable(TableModel *model, std::vector<TableColumn> columns, const QString &objectName,
                           const QString &accessibleName, QWidget *parent);

} // namespace melscope
