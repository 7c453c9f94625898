#include "ui/jobs/progress_strip.h"

#include "ui/jobs/job_lane.h"
#include "ui/controls/elided_label.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

namespace melscope {

ProgressStrip::ProgressStrip(JobLane &lane, const QString &name, QWidget *parent, int delay)
    : QWidget(parent)
    , m_lane(lane)
    , m_title(new ElidedLabel(this))
    , m_bar(new QProgressBar(this))
    , m_figures(new ElidedLabel(this))
    , m_cancel(new QToolButton(this))
    , m_delay(new QTimer(this))
{
    setObjectName(name);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_title, 2);
    layout->addWidget(m_bar, 3);
    layout->addWidget(m_figures, 4);
    layout->addWidget(m_cancel);
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(12);
    m_bar->setMinimumWidth(48);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setAutoRaise(true);
    m_cancel->setObjectName(name + QStringLiteral("Cancel"));
    m_cancel->setToolTip(tr("End this job; what was finished before stays"));
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_title->setWholeText(tr("Cancelling …"));
        m_lane.cancelAll();
    });
    const auto begin = [this](Job *job) {
        m_title->setWholeText(job->title());
        m_bar->setAccessibleDescription(job->title());
        m_figures->setWholeText({});
        m_bar->setRange(0, 0);
        m_cancel->setEnabled(true);
        if (!isVisibleTo(parentWidget()))
            m_delay->start();
    };
    connect(&lane, &JobLane::started, this, begin);
    connect(&lane, &JobLane::progressed, this, &ProgressStrip::show);
    connect(&lane, &JobLane::idle, this, [this] {
        m_delay->stop();
        setVisible(false);
    });
    m_delay->setSingleShot(true);
    m_delay->setInterval(delay);
    connect(m_delay, &QTimer::timeout, this, [this] { setVisible(true); });
    setVisible(false);
    if (lane.isBusy()) // the window is newer than the job
        begin(lane.current());
}

QToolButton *ProgressStrip::addPause()
{
    auto *pause = new QToolButton(this);
    pause->setAutoRaise(true);
    pause->setObjectName(objectName() + QStringLiteral("Pause"));
    auto *row = qobject_cast<QHBoxLayout *>(layout());
    row->insertWidget(row->indexOf(m_cancel), pause);
    return pause;
}

void ProgressStrip::setHeld(bool isHeld)
{
    if (std::exchange(m_isHeld, isHeld) == isHeld)
        return;
    const QString mark = tr("Paused: %1").arg(QString());
    m_title->setWholeText(isHeld ? mark + m_title->wholeText() : QString(m_title->wholeText()).remove(mark));
}

void ProgressStrip::show(const Progress &progress)
{
    if (!m_cancel->isEnabled() || (progress.milestone && progress.total == 0))
        return; // cancelling, or a mere log line
    m_title->setWholeText(m_isHeld ? tr("Paused: %1").arg(progress.stage.text()) : progress.stage.text());
    if (progress.total > 0) {
        // QProgressBar counts in int.
        m_bar->setRange(0, 1000);
        m_bar->setValue(int(progress.done * 1000 / progress.total));
    } else {
        m_bar->setRange(0, 0);
    }
    m_figures->setWholeText(progressText(progress));
}

} // namespace melscope
