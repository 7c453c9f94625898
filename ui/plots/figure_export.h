#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

class QCustomPlot;

namespace melscope {

/// The filter of a save dialog for figures: PNG, SVG, PDF, and CSV where there are values to write.
QString figureFilter(bool withCsv);

/// A plot as it is shown, as a file of the kind that the suffix tells (.png, .svg, .pdf).
/// Empty for another suffix. Must run in the GUI thread; some milliseconds.
QByteArray renderFigure(QCustomPlot &plot, const QString &path);

/// Several plots in rows of so many columns, as one file.
QByteArray renderFigures(const std::vector<QCustomPlot *> &plots, int columns, const QString &path);

} // namespace melscope
