#include "ui/main_window/jobs_window.h"

#include "core/base/number_text.h"
#include "ui/jobs/job_history.h"
#include "ui/language/language.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/row_table.h"
#include "ui/session/session.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace melscope {

namespace {

QString stateText(const JobHistory::Entry &job, Session &session)
{
    if (!job.end)
        return job.lane == &session.lane(Lane::Training) && session.trainings().isPaused() ? JobsWindow::tr("paused")
                                                                                           : JobsWindow::tr("running");
    switch (*job.end) {
    case JobEnd::Done:
        return JobsWindow::tr("done");
    case JobEnd::Failed:
        return JobsWindow::tr("failed");
    case JobEnd::Cancelled:
        break;
    }
    return JobsWindow::tr("cancelled");
}

double secondsOf(const JobHistory::Entry &job)
{
    return job.end ? job.seconds : double(job.clock.elapsed()) / 1000;
}

} // namespace

JobsWindow::JobsWindow(Session &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_model(new TableModel(this))
    , m_log(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("jobsWindow"));
    setWindowTitle(tr("Jobs"));
    // The newest first.
    auto job = [&session](size_t row) -> const JobHistory::Entry & {
        const auto &jobs = session.jobs().entries();
        return jobs[jobs.size() - 1 - row];
    };
    m_model->setColumns({
        { .key = "started",
          .title = tr("Begun"),
          .text =
              [=](size_t row) { return spokenLocale().toString(job(row).started.time(), QStringLiteral("HH:mm:ss")); },
          .widest = QStringLiteral("00:00:00") },
        textColumn(
            "job", tr("Job"), {}, [=](size_t row) { return job(row).title; }, 250),
        textColumn(
            "state", tr("State"), {}, [=, &session](size_t row) { return stateText(job(row), session); }, 90),
        textColumn("time", tr("Time"), {}, [=](size_t row) { return durationText(secondsOf(job(row))); })
            .aligned(Qt::AlignRight)
            .wideAs(QStringLiteral("00 min 00 s")),
        textColumn(
            "outcome", tr("How far, or what went wrong"), {}, [=](size_t row) { return job(row).outcome; }, 420),
    });
    auto *layout = new QVBoxLayout(this);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    auto *table = makeRowTable(m_model, QStringLiteral("jobsTable"), tr("Jobs"), splitter);
    table->setSortingEnabled(false); // the order is time's
    table->horizontalHeader()->setStretchLastSection(true);
    splitter->addWidget(table);
    m_log->setObjectName(QStringLiteral("jobsLog"));
    m_log->setAccessibleName(tr("Log"));
    m_log->setReadOnly(true);
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->setPlainText(session.log().join(QLatin1Char('\n')));
    m_log->verticalScrollBar()->setValue(m_log->verticalScrollBar()->maximum());
    m_log->setPlaceholderText(tr("What is told by imports and trainings, and what went wrong, stands here."));
    splitter->addWidget(m_log);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    layout->addWidget(splitter);
    connect(&session.jobs(), &JobHistory::listChanged, this, &JobsWindow::refresh);
    connect(&session.jobs(), &JobHistory::progressed, this, [this](size_t index) {
        if (isVisible())
            m_model->refreshRow(m_session.jobs().entries().size() - 1 - index);
    });
    connect(&session.trainings(), &Trainings::pausedChanged, this, &JobsWindow::refresh);
    connect(&session, &Session::logged, m_log, [this] { m_log->appendPlainText(m_session.log().back()); });
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(900, 520);
    refresh();
}

void JobsWindow::refresh()
{
    m_model->setRows(m_session.jobs().entries().size());
}

} // namespace melscope
