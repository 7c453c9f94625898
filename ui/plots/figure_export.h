#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <string>
#include <vector>

class QCustomPlot;
class QWidget;

namespace melscope {

/// Asks where to save a plot: PNG, SVG, PDF, or its values as CSV; `first`: other kinds, proposed before these.
/// Remembers the folder. Empty: nowhere.
QString chooseFigureFile(QWidget *parent, const QString &name, const QString &first = {});

/// A plot as it is shown, as a file of the kind that the suffix tells (.png, .svg, .pdf).
/// Empty for another suffix. Must run in the GUI thread; some milliseconds.
QByteArray renderFigure(QCustomPlot &plot, const QString &path);

/// Several plots in rows of so many columns, as one file.
QByteArray renderFigures(const std::vector<QCustomPlot *> &plots, int columns, const QString &path);

/// The same as the content of a file; of another suffix it is an error that says so.
std::function<Result<std::string>()> figureContent(const std::vector<QCustomPlot *> &plots, int columns,
                                                   const QString &path);

} // namespace melscope
