#pragma once

#include "core/base/folder_lock.h"
#include "core/base/result.h"
#include "core/training/log_kinds.h"
#include "core/training/recipe.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace melscope {

/// One annotation source of a project and its files; empty where not yet chosen.
struct ProjectSource
{
    QString name;
    QString trainFile; ///< TSV
    QString validationFile; ///< TSV
    QStringList featureInputs; ///< stores, folders, archives
    QString testInput; ///< store, folder or archive to predict
    QString testTruth; ///< TSV, where the truth of the test part is known
    QJsonObject unknown; ///< keys of a newer program
    QStringList music {}; ///< sounds and folders of them, to be predicted in the vocabularies of whatever run is open
    bool isWatched = false; ///< what is new in those folders is heard as it appears
    bool mixesSurround = false; ///< music of more than two channels is mixed down, rather than refused

    /// Whether it is there for its music alone, and no training is to look at it.
    bool isMusic() const
    {
        return !music.isEmpty() && trainFile.isEmpty() && validationFile.isEmpty() && featureInputs.isEmpty()
            && testInput.isEmpty() && testTruth.isEmpty();
    }
    /// Whether it names no file at all.
    bool isEmpty() const
    {
        return trainFile.isEmpty() && validationFile.isEmpty() && featureInputs.isEmpty() && testInput.isEmpty()
            && testTruth.isEmpty() && music.isEmpty();
    }
    bool operator==(const ProjectSource &) const = default;
};

/// What the user noted on a recording, in whatever source it stands.
struct TrackNote
{
    QString recording; ///< id
    bool bookmarked = false;
    QString text;

    bool operator==(const TrackNote &) const = default;
};

/// A submission of somebody else or of another run, to stand beside the project's own.
struct ProjectSubmission
{
    QString source;
    QString file;

    bool operator==(const ProjectSubmission &) const = default;
};

/// What a *.melscope file holds. Paths are absolute here and relative in the file.
struct Project
{
    std::vector<ProjectSource> sources;
    Recipe recipe;
    LogKinds logs {}; ///< that its trainings write
    QString runFolder; ///< the last run, or empty
    std::vector<TrackNote> notes; ///< by recording id, one each
    std::vector<ProjectSubmission> submissions;
    QString publishedResults; ///< a CSV of the task's published results, or empty
    QJsonObject unknown; ///< keys of a newer program, kept when the file is written again

    /// The same where everything that lay in one folder lies in another one.
    Project relocated(const QString &before, const QString &after) const;

    bool operator==(const Project &) const = default;
};

inline constexpr int kProjectVersion = 1;

/// The note on a recording, or null.
const TrackNote *noteOn(const Project &project, const QString &recording);
/// Puts a note in its place; one that says nothing is taken out.
void setNote(Project &project, TrackNote note);
/// Bookmarks and notes as TSV: recordingmbid, bookmarked, note.
std::string notesText(const Project &project);

/// What whoever has the project open to change it holds, beside its file.
LockTarget projectLock(const QString &path);

Result<void> writeProjectFile(const Project &project, const QString &path);
/// Errors: missing, no project, corrupt, newer version.
Result<Project> readProjectFile(const QString &path);

} // namespace melscope
