#pragma once

class QWidget;

namespace melscope {

/// The grid that all distances are multiples of, in device-independent pixels.
inline constexpr int kRoom = 8;

/// The type scale: body text as the desktop has it, headings of pages 1.5 times, of cards and groups 1.15 times, both
/// bold; nothing else.
void setHeadingFont(QWidget *label);
void setCardTitleFont(QWidget *label);

} // namespace melscope
