#pragma once

#include <string_view>

class QHeaderView;

namespace melscope {

class TableModel;

/// A menu on a table's titles: which columns are shown, what a figure means, and all as it was. What the user chose is
/// remembered by the table's object name.
void offerColumns(QHeaderView *header, const TableModel *model);
/// A column comes or goes with what it shows; one that the user has hidden stays so.
void setColumnAvailable(QHeaderView *header, const TableModel *model, std::string_view key, bool isAvailable,
                        bool isShownAtFirst = true);
/// As the user left them, after the columns were laid out anew.
void restoreColumns(QHeaderView *header, const TableModel *model);

} // namespace melscope
