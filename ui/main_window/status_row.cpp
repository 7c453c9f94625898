#include "ui/main_window/status_row.h"

#include "core/base/number_text.h"
#include "ui/controls/elided_label.h"
#include "ui/jobs/progress_strip.h"
#include "ui/main_window/news_line.h"
#include "ui/session/session.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace melscope {

namespace {
constexpr int kStripDelay = 400; ///< ms
}

StatusRow::StatusRow(Session &session, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_rest(new ElidedLabel(this))
    , m_news(new NewsLine(this))
{
    setObjectName(QStringLiteral("statusRow"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 2, 8, 2);
    layout->setSpacing(16);
    m_rest->setObjectName(QStringLiteral("statusText"));
    m_rest->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_rest, 1);
    auto add = [&](Lane lane, const char *name, int delay) {
        auto *strip = new ProgressStrip(session.lane(lane), QLatin1String(name), this, delay);
        strip->installEventFilter(this);
        m_strips.push_back(strip);
        layout->addWidget(strip, 1);
        return strip;
    };
    auto *training = add(Lane::Training, "trainingStrip", 0);
    add(Lane::Submitting, "submittingStrip", kStripDelay);
    add(Lane::Data, "dataStrip", 0);
    add(Lane::Thresholds, "thresholdStrip", kStripDelay);
    add(Lane::Neighbours, "neighboursStrip", kStripDelay);
    add(Lane::Map, "mapStrip", kStripDelay);
    add(Lane::Reasons, "reasonsStrip", kStripDelay);
    add(Lane::Estimates, "estimateStrip", kStripDelay);
    QToolButton *pause = training->addPause();
    const auto showPause = [&session, pause, training] {
        const bool isPaused = session.trainings().isPaused();
        training->setHeld(isPaused);
        pause->setText(isPaused ? tr("Go on") : tr("Pause"));
        pause->setToolTip(isPaused ? tr("Let the training go on (F6)") : tr("Hold on after this step (F6)"));
    };
    connect(pause, &QToolButton::clicked, this,
            [&session] { session.trainings().setPaused(!session.trainings().isPaused()); });
    connect(&session.trainings(), &Trainings::pausedChanged, this, showPause);
    showPause();
    m_news->installEventFilter(this);
    layout->addWidget(m_news, 2);
    auto *jobs = new QToolButton(this);
    jobs->setText(tr("Jobs"));
    jobs->setObjectName(QStringLiteral("jobsButton"));
    jobs->setToolTip(tr("All jobs since the window was opened, with what came of them (Ctrl+J)"));
    jobs->setAutoRaise(true);
    connect(jobs, &QToolButton::clicked, this, &StatusRow::jobsWanted);
    layout->addWidget(jobs);
    setFixedHeight(std::max(jobs->sizeHint().height(), fontMetrics().height() + 8) + 4);
    connect(&session, &Session::dataChanged, this, &StatusRow::showRest);
    connect(&session, &Session::projectChanged, this, &StatusRow::showRest);
    connect(&session, &Session::analysisChanged, this, &StatusRow::showRest);
    for (QWidget *strip : m_strips)
        connect(strip, &QObject::destroyed, this, [this] { m_strips.clear(); });
    showRest();
}

bool StatusRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)
        m_rest->setVisible(!m_news->isVisibleTo(this) && std::ranges::none_of(m_strips, [this](const QWidget *strip) {
            return strip->isVisibleTo(const_cast<StatusRow *>(this));
        }));
    return QFrame::eventFilter(watched, event);
}

void StatusRow::showRest()
{
    QStringList parts;
    const auto data = m_session.data();
    if (!m_session.isEmpty() && data)
        parts << tr("%n source(s)", nullptr, int(std::ranges::count(data->sources, false, &CollectedSource::isMusic)))
              << tr("%1 recordings").arg(countText(qint64(data->recordings.size())));
    if (const auto analysis = m_session.analysis())
        parts << tr("run %1").arg(m_session.openRunTitle());
    m_rest->setWholeText(parts.join(QStringLiteral("  ·  ")));
}

} // namespace melscope
