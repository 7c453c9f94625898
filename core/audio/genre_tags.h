#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"

#include <QString>

#include <string>
#include <vector>

namespace melscope {

/// A sound file's genre tags, as they were and as they are to be.
struct GenreChange
{
    QString file;
    std::vector<std::string> before; ///< UTF-8, in order
    std::vector<std::string> after;

    bool changes() const { return before != after; }
    bool operator==(const GenreChange &) const = default;
};

/// The opposite.
std::vector<GenreChange> undone(std::vector<GenreChange> changes);

/// What became of changes.
struct GenreReport
{
    std::vector<GenreChange> written;
    std::vector<Error> failed; ///< each with its file; the others were written
};

/// What files say now, to be held against what they are to say: fills `before`. What cannot be read is in the report's
/// `failed`, the rest in `written`. Errors: as audioModule(); cancelled.
Result<GenreReport> readGenres(std::vector<GenreChange> changes, const CancelToken &cancel = {},
                               const ProgressCallback &progress = {});

/// Writes genre tags by TagLib, each into a copy of the file that takes its place when it is complete. A file whose
/// genres are no longer `before` is left as it is and reported. Before the first file the changes are written to
/// `journal`, so that they can be undone later whatever happens, and then what was done. Errors: as audioModule(); the
/// journal cannot be written; cancelled before the first.
Result<GenreReport> writeGenres(const std::vector<GenreChange> &changes, const QString &journal,
                                const CancelToken &cancel = {}, const ProgressCallback &progress = {});

/// The changes of a journal. Errors: missing, none, newer version.
Result<std::vector<GenreChange>> readGenreJournal(const QString &path);

} // namespace melscope
