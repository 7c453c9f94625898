#pragma once

#include "core/features/import_unit.h"
#include "core/truth/recording_ids.h"

#include <functional>

namespace melscope {

/// One entry of a unit: a document, a sound, or something that is none, with the reason. Every entry that is no folder
/// is one.
struct UnitEntry
{
    std::string path; ///< of the file, or "archive:entry"
    bool isFile = false; ///< a document or a sound that lies on the disk; else `content` is there
    std::string content; ///< of a document in an archive, as it lies there
    std::optional<ImportProblem> problem;
    bool isMarked = false; ///< one of the files that a folder's fingerprint is of
};

/// Walks through a unit in its order, links and archives in archives (one level) included. `visit` returns false to end
/// the walk, which is then cancelled. Counts the bytes of archives in `inputBytes`. Errors: an archive without a
/// readable entry, an unreadable folder, cancelled.
struct UnitWalk
{
    enum class Contents { Wanted, Unwanted };
    Contents contents = Contents::Wanted;
    std::atomic<qint64> *inputBytes = nullptr;
};
Result<void> walkUnit(const ImportUnit &unit, const UnitWalk &walk, const CancelToken &cancel,
                      const std::function<bool(UnitEntry)> &visit);

// A real document has 60 to 120 kB; whatever is beyond this is none.
inline constexpr size_t kLargestDocument = 16 << 20;

/// The ids of the recordings that an import of these inputs would find, from names and sounds' tags, each once.
/// Errors: an input is missing or unreadable, there is no document, cancelled.
Result<RecordingIds> recordingsOfInputs(const QStringList &inputs, const CancelToken &cancel = {});

} // namespace melscope
