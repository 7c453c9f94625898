#pragma once

#include "core/collection/project_autosave.h"
#include "ui/jobs/job_lane.h"

#include <QObject>

#include <optional>

namespace melscope {

/// What an earlier session left when it ended without being asked to: changes that were not saved, until the user has
/// decided. Lives in the GUI thread; looks in jobs.
class Recovery : public QObject
{
    Q_OBJECT
public:
    explicit Recovery(JobLane &lane, QObject *parent = nullptr);

    /// Beside a project that is open and ours to write.
    void lookBeside(const QString &projectFile, const Project &saved);
    /// Among the untitled projects in a folder, while no other offer stands.
    void lookAmongUntitled(const QString &folder);
    const std::optional<AutosavedProject> &found() const { return m_found; }
    bool isUntitled() const { return m_isUntitled; }
    /// The user has decided: what was found is taken over and goes from the disk, or is given up. What a session before
    /// that one left is offered next.
    void settle();
    /// It stays on the disk and is found again the next time.
    void postpone();

Q_SIGNALS:
    void changed();
    void failed(const melscope::Error &error);

private:
    void lookBy(decltype(&findAutosave) find);

    std::optional<AutosavedProject> m_found;
    QString m_autosave; ///< of the project that is open
    Project m_saved; ///< the same as it was opened
    bool m_isUntitled = false;
    JobLane &m_lane;
    LatestJob m_looking;
};

} // namespace melscope
