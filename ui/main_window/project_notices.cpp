#include "ui/main_window/project_notices.h"

#include "ui/language/language.h"
#include "ui/session/session.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QStyle>
#include <QVBoxLayout>

namespace melscope {

namespace {
const QString kLeftKey = QStringLiteral("leftInterrupted"); ///< a run's folder
}

void ProjectNotices::noteLeft(const QString &folder)
{
    QSettings().setValue(kLeftKey, folder);
}

ProjectNotices::ProjectNotices(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_layout(new QVBoxLayout(this))
    , m_access(addNotice(QStringLiteral("accessNotice"), tr("Save a copy …"), tr("Dismiss")))
    , m_found(addNotice(QStringLiteral("recoveryNotice"), tr("Restore"), tr("Discard")))
    , m_killed(addNotice(QStringLiteral("interruptedNotice"), tr("Continue"), tr("Not now")))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    connect(m_access.act, &QPushButton::clicked, this, &ProjectNotices::copyWanted);
    connect(m_access.dismiss, &QPushButton::clicked, this, [this] {
        m_accessDismissed = true;
        updateAccess();
    });
    connect(m_found.act, &QPushButton::clicked, this, &ProjectNotices::restoreWanted);
    connect(m_found.dismiss, &QPushButton::clicked, &session, &Session::discardFound);
    connect(m_killed.act, &QPushButton::clicked, this, [this] {
        const QString folder = m_killedRun;
        m_settled << folder;
        QSettings().remove(kLeftKey);
        updateKilled();
        Q_EMIT trainPageWanted();
        m_session.continueTraining(folder);
    });
    connect(m_killed.dismiss, &QPushButton::clicked, this, [this] {
        m_settled << m_killedRun;
        QSettings().remove(kLeftKey);
        m_session.runs().forgetKilled(m_killedRun);
        updateKilled();
    });
    connect(&session, &Session::accessChanged, this, [this] {
        m_accessDismissed = false;
        updateAccess();
        updateKilled();
    });
    connect(&session.recovery(), &Recovery::changed, this, &ProjectNotices::updateFound);
    connect(&session.runs(), &RunCatalogue::changed, this, &ProjectNotices::updateKilled);
}

ProjectNotices::Notice ProjectNotices::addNotice(const QString &name, const QString &act, const QString &dismiss)
{
    Notice notice;
    notice.frame = new QFrame(this);
    notice.frame->setObjectName(name);
    notice.frame->setFrameShape(QFrame::StyledPanel);
    notice.frame->setAutoFillBackground(true);
    notice.frame->setBackgroundRole(QPalette::AlternateBase);
    auto *layout = new QHBoxLayout(notice.frame);
    layout->setContentsMargins(10, 6, 6, 6);
    auto *icon = new QLabel(notice.frame);
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize);
    icon->setPixmap(style()->standardIcon(QStyle::SP_MessageBoxInformation).pixmap(size, size));
    layout->addWidget(icon);
    notice.text = new QLabel(notice.frame);
    notice.text->setObjectName(name + QStringLiteral("Text"));
    notice.text->setTextFormat(Qt::PlainText); // names of files are no markup
    notice.text->setWordWrap(true);
    notice.text->setAccessibleName(tr("Notice"));
    notice.text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(notice.text, 1);
    notice.act = new QPushButton(act, notice.frame);
    notice.act->setObjectName(name + QStringLiteral("Act"));
    notice.dismiss = new QPushButton(dismiss, notice.frame);
    notice.dismiss->setObjectName(name + QStringLiteral("Dismiss"));
    layout->addWidget(notice.act);
    layout->addWidget(notice.dismiss);
    notice.frame->hide();
    m_layout->addWidget(notice.frame);
    return notice;
}

void ProjectNotices::updateAccess()
{
    const Error &reason = m_session.readOnlyReason();
    QString text = tr("Read-only: %1.").arg(reason.what) + QLatin1Char(' ');
    text += m_session.isFollowing() ? tr("It can be explored here and shows what is saved there; when nobody else has "
                                         "it open any more, it can be changed here.")
                                    : tr("Changes made here can be saved under another name.");
    if (m_session.isFollowing() && reason.remedy.contains(QLatin1Char('/')))
        text += QLatin1Char(' ') + reason.remedy; // names the lock file, where the holder cannot be seen from here
    m_access.text->setText(text);
    m_access.frame->setAccessibleName(text);
    m_access.frame->setVisible(m_session.isReadOnly() && !m_accessDismissed);
}

void ProjectNotices::updateFound()
{
    const auto &found = m_session.recovery().found();
    if (found) {
        const QString time = spokenLocale().toString(found->changed, QLocale::ShortFormat);
        const QString text = m_session.recovery().isUntitled()
            ? tr("Melscope ended unexpectedly while an untitled project was open. It was kept as it was at %1.")
                  .arg(time)
            : tr("Melscope ended unexpectedly before changes of %1 were saved. They were kept as they were at %2.")
                  .arg(QFileInfo(m_session.projectFile()).fileName(), time);
        m_found.text->setText(text);
        m_found.frame->setAccessibleName(text);
    }
    m_found.frame->setVisible(found.has_value());
}

void ProjectNotices::updateKilled()
{
    m_killedRun.clear();
    const auto &runs = m_session.runs().runs();
    for (auto run = runs.rbegin(); run != runs.rend() && m_killedRun.isEmpty() && !m_session.isReadOnly(); ++run) {
        const bool isOurs = m_session.isTraining() && m_session.trainings().current().folder == run->folder;
        const bool wasLeft = run->folder == QSettings().value(kLeftKey).toString();
        if (!run->unfinished || !(run->killed || wasLeft) || run->holder || run->history.empty() || isOurs
            || m_settled.contains(run->folder))
            continue;
        m_killedRun = run->folder;
        const QString text =
            (run->killed
                 ? tr("The training %1 was interrupted after epoch %2: the program that trained it ended unexpectedly.")
                 : tr("The training %1 was left interrupted after epoch %2."))
                .arg(run->title, QString::number(run->history.back().epoch));
        m_killed.text->setText(text);
        m_killed.frame->setAccessibleName(text);
    }
    m_killed.frame->setVisible(!m_killedRun.isEmpty());
}

} // namespace melscope
