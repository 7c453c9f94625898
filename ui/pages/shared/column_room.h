#pragma once

class QAbstractItemView;
class QHeaderView;

namespace melscope {

class TableModel;

/// Lets the columns of names and other texts of a table give way where all of it fits into the view then, so that no
/// figure is out of sight, the last of them first; they have their width back when there is room, and labels more where
/// nothing else takes it and nobody has chosen their width. A table that is too wide all the same is scrolled, with
/// every column as wide as it should be.
void shareColumnRoom(QAbstractItemView *view, QHeaderView *header, const TableModel *model);
/// How wide a column of such a table is where there is room, in pixels; 0: as it is.
int widthWithRoom(const QHeaderView *header, int column);

} // namespace melscope
