#include "ui/pages/train/job_dialog.h"

#include "ui/session/session.h"

#include <QDateTime>
#include <QDialogButtonBox>
#include <QDir>
#include <QFontDatabase>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace melscope {

JobDialog::JobDialog(Session &session, QString folder, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_folder(std::move(folder))
    , m_state(nullptr)
    , m_target(nullptr)
    , m_submitted(nullptr)
    , m_place(nullptr)
    , m_log(new QPlainTextEdit(this))
    , m_cancel(nullptr)
{
    setObjectName(QStringLiteral("jobDialog"));
    setWindowTitle(tr("Job of the run %1").arg(runTitle(m_folder)));
    auto *layout = new QVBoxLayout(this);
    auto *form = new QFormLayout;
    auto add = [&](const QString &title, const QString &name) {
        auto *label = new QLabel(this);
        label->setObjectName(name);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        form->addRow(title, label);
        return label;
    };
    m_state = add(tr("State"), QStringLiteral("jobState"));
    m_target = add(tr("Where"), QStringLiteral("jobTarget"));
    m_submitted = add(tr("Submitted"), QStringLiteral("jobSubmitted"));
    m_place = add(tr("Folder there"), QStringLiteral("jobPlace"));
    auto *script = add(tr("Script"), QStringLiteral("jobScript"));
    script->setText(QDir::toNativeSeparators(m_folder + QLatin1Char('/') + job_file::script));
    layout->addLayout(form);
    auto *title = new QLabel(tr("End of the &log"), this);
    title->setBuddy(m_log);
    layout->addWidget(title);
    m_log->setObjectName(QStringLiteral("jobLog"));
    m_log->setAccessibleName(tr("End of the job's log"));
    m_log->setReadOnly(true);
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_log->setPlaceholderText(tr("The job has not said anything yet."));
    layout->addWidget(m_log, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);
    m_cancel = buttons->addButton(tr("Cancel the job"), QDialogButtonBox::ActionRole);
    m_cancel->setObjectName(QStringLiteral("cancelJob"));
    m_cancel->setAutoDefault(false);
    m_cancel->setToolTip(tr("Ends it there; its last checkpoint stays, and it can go on from that"));
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        m_cancel->setEnabled(false);
        m_session.remote().cancel({ m_folder });
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(720, 460);
    connect(&session.runs(), &RunCatalogue::changed, this, &JobDialog::refresh);
    refresh();
}

void JobDialog::refresh()
{
    const RunSummary *run = m_session.runs().find(m_folder);
    if (run == nullptr || !run->job)
        return; // it is being changed, or gone: what was known stays
    const JobRecord &job = *run->job;
    m_state->setText(job.text());
    m_target->setText(job.target.text());
    const QDateTime submitted = QDateTime::fromString(job.submitted, Qt::ISODate);
    m_submitted->setText(submitted.isValid() ? QLocale().toString(submitted, QLocale::ShortFormat) : job.submitted);
    m_place->setText(job.place);
    m_cancel->setEnabled(job.isActive() && !m_session.isFollowing());
    if (m_log->toPlainText() == job.lastLines)
        return;
    m_log->setPlainText(job.lastLines);
    QTextCursor last = m_log->textCursor();
    last.movePosition(QTextCursor::End);
    last.movePosition(QTextCursor::StartOfBlock); // long lines are read from their beginning
    m_log->setTextCursor(last);
}

} // namespace melscope
