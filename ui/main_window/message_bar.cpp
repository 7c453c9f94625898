#include "ui/main_window/message_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QTimer>
#include <QToolButton>

namespace melscope {

namespace {
constexpr int kNewsMilliseconds = 8000;
constexpr int kOfferMilliseconds = 30'000;
}

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_act(new QPushButton(this))
    , m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("messageBar"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::ToolTipBase);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_act);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // names of files are no markup
    m_text->setForegroundRole(QPalette::ToolTipText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setObjectName(QStringLiteral("messageText"));
    m_act->setObjectName(QStringLiteral("messageAct"));
    connect(m_act, &QPushButton::clicked, this, [this] {
        hide();
        if (const auto action = std::exchange(m_action, {}))
            action();
    });
    auto *close = new QToolButton(this);
    close->setText(tr("Dismiss"));
    close->setAutoRaise(true);
    close->setObjectName(QStringLiteral("messageDismiss"));
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::showText(const QString &text, Kind kind)
{
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_icon->setPixmap(
        style()
            ->standardIcon(kind == Kind::Error ? QStyle::SP_MessageBoxWarning : QStyle::SP_MessageBoxInformation)
            .pixmap(size, size));
    m_kind = kind;
    m_shownTopic = m_topic;
    m_text->setText(text);
    m_act->setVisible(kind == Kind::Offer);
    setAccessibleName(text);
    show();
    updateGeometry();
}

void MessageBar::showError(const Error &error)
{
    m_timer->stop();
    showText(error.text(), Kind::Error);
}

void MessageBar::showNews(const QString &text)
{
    if (isVisible() && m_kind == Kind::Error && m_shownTopic == m_topic && !m_topic.isEmpty())
        return; // what went wrong with the same thing weighs more
    showText(text, Kind::News);
    m_timer->start(kNewsMilliseconds);
}

void MessageBar::offer(const QString &text, const QString &action, std::function<void()> act)
{
    m_timer->start(kOfferMilliseconds); // the list of jobs still has it
    m_act->setText(action);
    m_action = std::move(act);
    showText(text, Kind::Offer);
}

void MessageBar::withdrawOffer()
{
    if (m_kind == Kind::Offer)
        hide();
}

void MessageBar::settle(const QString &topic)
{
    if (m_kind == Kind::Error && !topic.isEmpty() && m_shownTopic == topic)
        hide();
}

void MessageBar::clear()
{
    m_timer->stop();
    hide();
}

} // namespace melscope
