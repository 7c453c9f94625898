#pragma once

#include "core/base/cancel_token.h"
#include "core/collection/project_file.h"

namespace melscope {

/// What a file or folder is for, guessed from its name and its first bytes.
enum class FileRole { TrainTruth, ValidationTruth, TestTruth, Features, TestFeatures, Music, Project, Unknown };

struct FileAssignment
{
    FileRole role = FileRole::Unknown;
    QString source; ///< "allmusic" …, or the name without its part; empty where the name tells none
};

/// Of a folder the first thousands of files are looked at by name, until one tells what it holds.
FileAssignment assignmentOf(const QString &path, const CancelToken &cancel = {});

/// What a source of music is called until somebody gives it another name.
inline const QString kMusicName = QStringLiteral("my music");

/// Puts files and folders where they belong in a project, adding sources as needed. Features and tests whose name
/// tells no source go to every source (tests: to those that have none). Sounds and folders of sounds are music to be
/// predicted, in the source that is there for it; beside a ground truth they are its features. Returns the paths nobody
/// knows.
QStringList assignFiles(Project &project, const QStringList &paths);
/// The same where it is known what each is for.
QStringList assignFiles(Project &project, const QStringList &paths, const std::vector<FileAssignment> &assignments);

} // namespace melscope
