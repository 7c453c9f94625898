#pragma once

#include <QColor>
#include <QPalette>

class QCPItemStraightLine;
class QCustomPlot;
class QEvent;

namespace melscope {

/// Colours of curves that are told apart with any kind of colour vision, on light and on dark ground.
enum class CurveColour { Blue, Orange, Green, Purple };
QColor curveColour(CurveColour colour, const QPalette &palette);

/// The text of a figure that is better or worse than another; readable on every row of a table.
QColor differenceColour(bool isBetter, const QPalette &palette);

/// The colour of the index-th of several curves of one kind; they come round after ten.
QColor seriesColour(size_t index, const QPalette &palette);

QColor faded(QColor colour, int alpha);

/// An upright line through a place of the horizontal axis; NaN: none.
void standAt(QCPItemStraightLine &line, double x);

/// Puts the legend in a row of its own above the axes, where it hides nothing; in more rows where one is too narrow.
void placeLegendAbove(QCustomPlot &plot);

/// Ground, all axes (of colour scales too), grid, texts and legend from the palette. Numbers as in the rest of the
/// window.
void applyPlotStyle(QCustomPlot &plot, const QPalette &palette);

/// Whether a widget that holds a plot is to style it anew: palette, font or the numbers' form have changed.
bool changesPlotStyle(const QEvent &event);

} // namespace melscope
