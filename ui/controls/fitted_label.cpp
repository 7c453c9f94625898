#include "ui/controls/fitted_label.h"

#include "core/base/text.h"
#include "core/truth/label.h"

#include <QFontMetrics>

namespace melscope {

QString fittedLabel(const QString &label, const QFontMetrics &metrics, int width)
{
    if (metrics.horizontalAdvance(label) <= width)
        return label;
    const QString mark = textOf(kSubgenreMark);
    const qsizetype at = label.indexOf(mark);
    if (at <= 0)
        return metrics.elidedText(label, Qt::ElideMiddle, width);
    const QString own = label.mid(at);
    const QString genre = metrics.elidedText(label.left(at), Qt::ElideRight, width - metrics.horizontalAdvance(own));
    if (!genre.isEmpty() && metrics.horizontalAdvance(genre + own) <= width)
        return genre + own;
    return metrics.elidedText(label.left(1) + QChar(0x2026) + own, Qt::ElideMiddle, width);
}

} // namespace melscope
