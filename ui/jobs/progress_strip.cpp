#include "ui/jobs/progress_strip.h"

#include "ui/jobs/job_lane.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

namespace melscope {

ProgressStrip::ProgressStrip(JobLane &lane, const QString &name, QWidget *parent, int delay)
    : QWidget(parent)
    , m_lane(lane)
    , m_title(new QLabel(this))
    , m_bar(new QProgressBar(this))
    , m_figures(new QLabel(this))
    , m_cancel(new QToolButton(this))
    , m_delay(new QTimer(this))
{
    setObjectName(name);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 4, 10, 4);
    layout->addWidget(m_title);
    layout->addWidget(m_bar, 1);
    layout->addWidget(m_figures);
    layout->addWidget(m_cancel);
    m_title->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("Validating epoch 500 of 5000")));
    m_figures->setMinimumWidth(fontMetrics().horizontalAdvance(
        QStringLiteral("1,353,213 of 1,353,213 tracks, 10,000 tracks/s, 10 min 00 s left")));
    m_bar->setTextVisible(false);
    m_bar->setMaximumHeight(12);
    m_bar->setMinimumWidth(80);
    m_bar->setAccessibleName(tr("Progress"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setObjectName(name + QStringLiteral("Cancel"));
    m_cancel->setToolTip(tr("End this job; what was finished before stays"));
    connect(m_cancel, &QToolButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_title->setText(tr("Cancelling …"));
        m_lane.cancelAll();
    });
    connect(&lane, &JobLane::started, this, [this](Job *job) {
        m_title->setText(job->title());
        m_figures->clear();
        m_bar->setRange(0, 0);
        m_cancel->setEnabled(true);
        if (!isVisibleTo(parentWidget()))
            m_delay->start();
    });
    connect(&lane, &JobLane::progressed, this, &ProgressStrip::show);
    connect(&lane, &JobLane::idle, this, [this] {
        m_delay->stop();
        setVisible(false);
    });
    m_delay->setSingleShot(true);
    m_delay->setInterval(delay);
    connect(m_delay, &QTimer::timeout, this, [this] { setVisible(true); });
    setVisible(false);
}

void ProgressStrip::show(const Progress &progress)
{
    if (!m_cancel->isEnabled() || (progress.milestone && progress.total == 0))
        return; // cancelling, or a mere log line
    m_title->setText(progress.stage.text());
    if (progress.total > 0) {
        // QProgressBar counts in int.
        m_bar->setRange(0, 1000);
        m_bar->setValue(int(progress.done * 1000 / progress.total));
    } else {
        m_bar->setRange(0, 0);
    }
    m_figures->setText(progressText(progress));
}

} // namespace melscope
