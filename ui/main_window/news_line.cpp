#include "ui/main_window/news_line.h"

#include "ui/controls/elided_label.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QTimer>
#include <QToolButton>

#include <utility>

namespace melscope {

namespace {
constexpr int kNewsMilliseconds = 8000;
constexpr int kOfferMilliseconds = 60'000; // the list of jobs still has it
}

NewsLine::NewsLine(QWidget *parent)
    : QWidget(parent)
    , m_text(new ElidedLabel(this))
    , m_act(new QToolButton(this))
    , m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("newsLine"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_text->setObjectName(QStringLiteral("newsText"));
    m_text->setAccessibleName(tr("News"));
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(m_text, 1);
    m_act->setObjectName(QStringLiteral("newsAct"));
    layout->addWidget(m_act);
    connect(m_act, &QToolButton::clicked, this, [this] {
        hide();
        if (const auto action = std::exchange(m_action, {}))
            action();
    });
    auto *close = new QToolButton(this);
    close->setText(tr("Dismiss"));
    close->setAutoRaise(true);
    close->setObjectName(QStringLiteral("newsDismiss"));
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    m_timer->setSingleShot(true);
    connect(m_timer, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

QString NewsLine::text() const
{
    return m_text->wholeText();
}

void NewsLine::showText(const QString &text, int milliseconds)
{
    m_text->setWholeText(text);
    setAccessibleName(text);
    m_act->setVisible(bool(m_action));
    m_timer->start(milliseconds);
    show();
}

void NewsLine::showNews(const QString &text)
{
    m_action = {};
    showText(text, kNewsMilliseconds);
}

void NewsLine::offer(const QString &text, const QString &action, std::function<void()> act)
{
    m_act->setText(action);
    m_action = std::move(act);
    showText(text, kOfferMilliseconds);
}

void NewsLine::withdrawOffer()
{
    if (m_action)
        hide();
}

} // namespace melscope
