#pragma once

#include <QWidget>

class QVBoxLayout;

namespace melscope {

/// What the window has to tell, over its lower right corner: it comes and goes without moving anything that somebody is
/// about to click. Takes no room while there is nothing to tell.
class NoticeCorner : public QWidget
{
    Q_OBJECT
public:
    /// Lies over `below`, which may change what it shows; `parent` is a widget around it.
    NoticeCorner(QWidget *below, QWidget *parent);

    void add(QWidget *notice);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    bool event(QEvent *event) override;

private:
    void place();

    QWidget *m_below;
    QVBoxLayout *m_layout;
};

} // namespace melscope
