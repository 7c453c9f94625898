#include "ui/main_window/steps_list.h"

#include "ui/controls/spacing.h"
#include "ui/session/session.h"

#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {
enum class Mark { Done, Next, Later };

/// Drawn rather than written: looking for a font that has the signs would take a tenth of the start.
QIcon markOf(Mark mark, const QWidget &button)
{
    constexpr int size = kRoom * 3 / 2;
    const qreal ratio = button.devicePixelRatioF();
    QPixmap pixmap(QSize(size, size) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(QApplication::palette().color(QPalette::WindowText), 1.6)); // the button's own comes later
    if (mark == Mark::Done)
        painter.drawPolyline(QPolygonF { { 2, 6.5 }, { 4.7, 9.2 }, { 10, 2.8 } });
    else if (mark == Mark::Next)
        painter.drawPolyline(QPolygonF { { 1.5, 6 }, { 10, 6 }, { 7, 3 }, { 10, 6 }, { 7, 9 } });
    else
        painter.drawPoint(QPointF(6, 6));
    return pixmap;
}
} // namespace

StepsList::StepsList(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("stepsList"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 8, 8);
    layout->setSpacing(0);
    auto *title = new QLabel(tr("First steps"), this);
    title->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(title);
    for (const StepState &state : firstSteps(session)) {
        auto *button = new QToolButton(this);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon); // which stands at the left
        button->setIconSize({ kRoom * 3 / 2, kRoom * 3 / 2 });
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        button->setObjectName(QStringLiteral("step%1").arg(int(state.step)));
        connect(button, &QToolButton::clicked, this, [this, step = state.step] { Q_EMIT stepWanted(step); });
        layout->addWidget(button);
        m_buttons.push_back(button);
    }
    auto *hide = new QAction(tr("Do not show these steps"), this);
    connect(hide, &QAction::triggered, this, [this] {
        setLeadsThroughSteps(false);
        refresh();
    });
    addAction(hide);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    for (auto signal : { &Session::projectChanged, &Session::dataChanged, &Session::analysisChanged,
                         &Session::trainingStarted, &Session::trainingEnded })
        connect(&session, signal, this, &StepsList::refresh);
    connect(&session, &Session::exported, this, [this] {
        noteStep(FirstStep::Export);
        refresh();
    });
    refresh();
}

void StepsList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_buttons.empty())
        refresh(); // the marks are painted
}

void StepsList::refresh()
{
    const auto states = firstSteps(m_session);
    bool isNext = true; // the first that is not done
    bool all = true;
    for (size_t i = 0; i < states.size(); ++i) {
        QToolButton *button = m_buttons[i];
        button->setIcon(markOf(states[i].isDone ? Mark::Done : isNext ? Mark::Next : Mark::Later, *button));
        button->setText(states[i].text);
        button->setToolTip(states[i].hint);
        button->setAccessibleName(states[i].isDone ? tr("%1: done").arg(states[i].text)
                                                   : tr("%1: to do").arg(states[i].text));
        QFont shown = font();
        shown.setBold(!states[i].isDone && isNext);
        button->setFont(shown);
        isNext = isNext && states[i].isDone;
        all = all && states[i].isDone;
    }
    m_wasIncomplete = m_wasIncomplete || !all;
    // Who has come to the end knows the way; the last check mark may still be seen.
    setVisible(leadsThroughSteps() && (!all || m_wasIncomplete));
}

} // namespace melscope
