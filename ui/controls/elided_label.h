#pragma once

#include <QLabel>

namespace melscope {

/// One line of plain text that takes the room it gets: what does not fit is cut, and stands whole in the tooltip, if
/// there is none of its own.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight);

    void setWholeText(const QString &text);
    const QString &wholeText() const { return m_whole; }
    /// Instead of the whole text; empty: the whole text where it is cut.
    void setWholeToolTip(const QString &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void elide();

    QString m_whole;
    QString m_wholeToolTip;
    Qt::TextElideMode m_mode;
};

} // namespace melscope
