#pragma once

#include <QPalette>

class QCPColorGradient;

namespace melscope {

/// Perceptually even from dark to light, readable without colour vision (viridis). Nothing is the palette's grey.
QCPColorGradient evenGradient(const QPalette &palette);

/// Blue below nought, orange above, the palette's ground at it.
QCPColorGradient divergingGradient(const QPalette &palette);

} // namespace melscope
