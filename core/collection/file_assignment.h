#pragma once

#include "core/collection/project_file.h"

namespace melscope {

/// What a file or folder is for, guessed from its name and its first bytes.
enum class FileRole { TrainTruth, ValidationTruth, TestTruth, Features, TestFeatures, Project, Unknown };

struct FileAssignment
{
    FileRole role = FileRole::Unknown;
    QString source; ///< "allmusic" …, or the name without its part; empty where the name tells none
};

FileAssignment assignmentOf(const QString &path);

/// Puts files and folders where they belong in a project, adding sources as needed. Features and tests whose name
/// tells no source go to every source (tests: to those that have none). Returns the paths nobody knows.
QStringList assignFiles(Project &project, const QStringList &paths);

} // namespace melscope
