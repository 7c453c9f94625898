#pragma once

#include <QColor>
#include <QPalette>

class QCustomPlot;
class QCPAxis;

namespace melscope {

/// Colours of curves that are told apart with any kind of colour vision, on light and on dark ground.
enum class CurveColour { Blue, Orange, Green, Purple };
QColor curveColour(CurveColour colour, const QPalette &palette);

/// Ground, axes, grid, texts and legend from the palette; all four axes drawn, ticks on two.
void applyPlotStyle(QCustomPlot &plot, const QPalette &palette);

} // namespace melscope
