#pragma once

#include "core/collection/project_file.h"

#include <QDateTime>

#include <optional>

namespace melscope {

/// Changes of a project that were not saved when a program ended without being asked to.
struct AutosavedProject
{
    Project project;
    QDateTime changed;
    QString file;
};

/// Where the unsaved changes of a project are kept: beside it, hidden.
QString autosavePath(const QString &projectFile);
/// Where those of a project without a file are kept, in a folder of its own, and what is held while it is open: beside
/// the folder, so that it may be removed.
QString untitledAutosavePath(const QString &folder);
LockTarget untitledLock(const QString &folder);

/// What an earlier session left at `path`, if it differs from what was saved. It is moved aside first, so that this
/// session's changes do not overwrite it before the user has decided; undecided, it is found again the next time. Where
/// several sessions ended so, the newest one's is found first. Only for whoever holds the project's lock. Errors: it
/// cannot be read; it is moved aside all the same and not found again.
Result<std::optional<AutosavedProject>> findAutosave(const QString &path, const Project &saved);
/// What is left of earlier sessions when the user has decided about the newest one; this session's own is not looked
/// at.
Result<std::optional<AutosavedProject>> nextAutosave(const QString &path, const Project &saved);
/// The newest of untitled projects, in the subfolders of a folder, that nobody has open; those that cannot be read are
/// left out.
std::optional<AutosavedProject> findUntitledAutosave(const QString &folder);
/// Forgets one that was found, an untitled one with its folder unless runs are in it.
void removeAutosave(const AutosavedProject &found);

} // namespace melscope
