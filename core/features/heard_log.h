#pragma once

#include "core/base/memory_map.h"
#include "core/base/result.h"
#include "core/track/mel_image.h"
#include "core/track/track_tags.h"

#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace melscope {

/// A sound as an import heard it; the tags name its file.
struct HeardSound
{
    std::string recording; ///< id
    MelImage image {};
    TrackTags tags;
    QString remark; ///< what the import's report says of it
};

/// What an import has heard so far, sound by sound, so that one that is cancelled or killed after hours goes on where
/// it was. Each entry has its length and a checksum: what a kill left unfinished is not there. Deleted when the import
/// is complete. [core/README.md, Formats of our own]
class HeardLog
{
public:
    explicit HeardLog(const QString &path);
    ~HeardLog();
    HeardLog(const HeardLog &) = delete;
    HeardLog &operator=(const HeardLog &) = delete;

    /// What an earlier import wrote of a file. Only what was there when this object was made.
    std::optional<HeardSound> find(std::string_view file) const;
    /// Appends. A log that cannot be written is no reason to end an import: it does without.
    void add(const HeardSound &sound);
    void remove();

private:
    void read();

    std::string m_path; ///< bytes
    std::shared_ptr<const MemoryMap> m_map; ///< null where there was none
    std::unordered_map<std::string_view, size_t> m_places; ///< by file: of its payload
    size_t m_whole = 0; ///< bytes of whole entries
    int m_file = -1;
    bool m_isBroken = false;
};

} // namespace melscope
