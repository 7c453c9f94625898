#pragma once

#include <QString>

class QFontMetrics;

namespace melscope {

/// A label that fits into so many pixels: a subgenre is cut in its genre first, since the labels of one genre differ
/// behind it ("cla…---chamber music"), and in its own middle only where that is not enough. Other texts are cut in
/// their middle.
QString fittedLabel(const QString &label, const QFontMetrics &metrics, int width);

} // namespace melscope
