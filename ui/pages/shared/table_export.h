#pragma once

#include "core/study/result_tables.h"
#include "ui/models/table_model.h"

class QHeaderView;
class QWidget;

namespace melscope {

class Session;

/// A table as a file is to have it: rows in the order shown (those beneath others after them), and the shown columns in
/// their order; without a header those that are not hidden at first. Numbers have a point and no groups. `accepts`
/// leaves rows out.
ResultTable fileTable(const TableModel &model, const QHeaderView *header, TableFormat format,
                      const TableModel::Filter &accepts = {});

/// Asks where to, and writes there in a worker what `table` makes for the format chosen.
void saveTable(Session &session, QWidget *parent, const QString &title, const QString &proposedName,
               const std::function<ResultTable(TableFormat format)> &table);

} // namespace melscope
