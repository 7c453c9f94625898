#pragma once

#include "core/audio/genre_tags.h"
#include "ui/jobs/job_lane.h"

#include <QObject>
#include <QUndoStack>

namespace melscope {

/// Writes genre tags into sound files, as changes that can be undone; journals of them outlast the window. Lives in the
/// GUI thread.
class GenreWriter : public QObject
{
    Q_OBJECT
public:
    /// What was written becomes a step of `undo`.
    GenreWriter(JobLane &lane, QUndoStack &undo, QObject *parent = nullptr);

    void write(const std::vector<GenreChange> &changes);
    /// Undoes what an earlier window wrote.
    void undoJournal(const QString &path);
    /// Where the journals lie.
    static QString journalFolder();

Q_SIGNALS:
    void written(); ///< files have changed
    void informed(const QString &text);
    void failed(const melscope::Error &error);

private:
    friend class GenreWriting;
    enum class Then { Remember, Nothing };
    void run(const std::vector<GenreChange> &changes, Then then);

    JobLane &m_lane;
    QUndoStack &m_undo;
};

} // namespace melscope
