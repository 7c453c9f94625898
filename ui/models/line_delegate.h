#pragma once

#include <QAbstractItemDelegate>
#include <QFontMetricsF>
#include <QHash>

namespace melscope {

/// Draws a cell's text in one line, elided at its end. Qt's own delegate lays each text out twice as if it had to be
/// broken into lines, which costs 12 ms for a screenful of tracks; this one adds up the characters' widths.
class LineDelegate : public QAbstractItemDelegate
{
    Q_OBJECT
public:
    using QAbstractItemDelegate::QAbstractItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// The text as it fits into a width, in pixels.
    QString fitted(const QString &text, const QFont &font, double width) const;

private:
    double advance(QChar character) const;

    mutable QFont m_font; ///< that the widths are of
    mutable QHash<char16_t, double> m_advances;
    mutable double m_ellipsis = 0;
};

} // namespace melscope
