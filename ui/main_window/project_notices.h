#pragma once

#include <QFrame>
#include <QStringList>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace melscope {

class Session;

/// What the user should know of the open project as long as it holds, each with what can be done: it is read-only,
/// unsaved changes of an earlier session were found, a training was interrupted. Takes no room while there is nothing
/// to tell.
class ProjectNotices : public QWidget
{
    Q_OBJECT
public:
    explicit ProjectNotices(Session &session, QWidget *parent = nullptr);
    /// The user has left a training interrupted; it is offered the next time.
    static void noteLeft(const QString &folder);

Q_SIGNALS:
    void copyWanted(); ///< save the project under another name
    void restoreWanted(); ///< take over what was found
    void trainPageWanted();

private:
    struct Notice
    {
        QFrame *frame = nullptr;
        QLabel *text = nullptr;
        QPushButton *act = nullptr;
        QPushButton *dismiss = nullptr;
    };
    Notice addNotice(const QString &name, const QString &act, const QString &dismiss);
    void updateAccess();
    void updateFound();
    void updateKilled();

    Session &m_session;
    QVBoxLayout *m_layout;
    Notice m_access;
    Notice m_found;
    Notice m_killed;
    QString m_killedRun; ///< the folder of the run that is told of
    QStringList m_settled; ///< folders that the user has decided about
    bool m_accessDismissed = false;
};

} // namespace melscope
