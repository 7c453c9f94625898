#pragma once

#include <QString>

#include <optional>
#include <string>

namespace melscope {

/// A name beside a file's, for what is to become it; no program but this one gives such names. Bytes of a path.
std::string nameForWriting(const std::string &target);
/// The name of the file that a half-written one was to become; empty for others.
QString nameOfHalfWritten(const QString &fileName);

/// Removes all half-written files in a folder where nobody else writes.
void removeHalfWritten(const QString &folder);
/// Removes what writers of this one file left half-written when they were killed; not what is locked, since its writer
/// lives. In folders of more than some thousand entries nothing is looked for: a list takes longer than the writing.
void removeAbandoned(const std::string &target);

/// Whether a process of this host has the file locked, by the system's own lock, which ends with its process. Nothing
/// where the file system does not keep such locks, or there is no such file.
std::optional<bool> isLockedBySystem(const std::string &path);

} // namespace melscope
