#pragma once

#include "core/study/run_grid.h"

namespace melscope {

/// Names of the files in a grid's folder that say what it is.
namespace grid_file {
inline const QString description = QStringLiteral("grid.json");
inline const QString project = QStringLiteral("grid.melscope"); ///< as it was when the grid was last begun
}

/// Writes what a grid is into its folder, which must be there. Errors: the folder cannot be written.
Result<void> writeGrid(const GridConfig &config);
/// The grid that was begun in a folder. Errors: none there; damaged; of a newer version.
Result<GridConfig> readGrid(const QString &folder);

/// The folders with a grid among the subfolders of a folder, by name.
QStringList gridFoldersIn(const QString &folder);

} // namespace melscope
