#include "ui/main_window/notice_corner.h"

#include <QEvent>
#include <QFrame>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {
constexpr int kWidest = 620; // a line that is longer is hard to read
constexpr int kMargin = 12;
}

NoticeCorner::NoticeCorner(QWidget *below, QWidget *parent)
    : QWidget(parent)
    , m_below(below)
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("noticeCorner"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    below->installEventFilter(this);
    hide();
}

void NoticeCorner::add(QWidget *notice)
{
    m_layout->addWidget(notice);
    // While this is hidden, no layout tells that there is something to show.
    notice->installEventFilter(this);
    for (QFrame *part : notice->findChildren<QFrame *>(Qt::FindDirectChildrenOnly))
        part->installEventFilter(this);
}

bool NoticeCorner::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_below && (event->type() == QEvent::Resize || event->type() == QEvent::Show))
        place();
    else if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)
        place();
    return QWidget::eventFilter(watched, event);
}

bool NoticeCorner::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::LayoutRequest) // a notice came, went, or says something else
        place();
    return done;
}

void NoticeCorner::place()
{
    bool any = false;
    for (int i = 0; i < m_layout->count(); ++i) {
        const QWidget *notice = m_layout->itemAt(i)->widget();
        any = any || (notice->isVisibleTo(this) && notice->sizeHint().height() > 0);
    }
    setVisible(any);
    if (!any)
        return;
    const int width = std::min(kWidest, m_below->width() - 2 * kMargin);
    const int height = m_layout->hasHeightForWidth() ? m_layout->heightForWidth(width) : m_layout->sizeHint().height();
    const QPoint corner = m_below->mapTo(parentWidget(), QPoint(m_below->width(), m_below->height()));
    setGeometry(corner.x() - width - kMargin, corner.y() - height - kMargin, width, height);
    raise();
}

} // namespace melscope
