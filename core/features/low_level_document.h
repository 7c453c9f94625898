#pragma once

#include "core/base/result.h"
#include "core/track/mel_image.h"
#include "core/track/track_tags.h"

#include <memory>
#include <string>

namespace melscope {

/// What is taken of a document.
struct LowLevelDocument
{
    MelImage image; ///< `lowlevel.melbands`
    TrackTags tags; ///< `metadata.tags` and `metadata.audio_properties`, as far as they are there
};

/// Reads AcousticBrainz low-level JSON documents; keeps its buffers between documents. One per thread.
class LowLevelDocumentReader
{
public:
    LowLevelDocumentReader();
    ~LowLevelDocumentReader();
    LowLevelDocumentReader(LowLevelDocumentReader &&) noexcept;

    /// `json` is padded in place for the parser. The whole document is proved, also what is not read. Tags never lose a
    /// document: one of an odd type is not known, in one that is no UTF-8 replacement characters stand for the bytes.
    /// The result lives until the next call. Errors (without a file name): empty, no JSON, cut off, text behind its
    /// end, a statistic missing, of the wrong length or type, or not finite. [core/README.md, Features]
    Result<const LowLevelDocument *> read(std::string &json);
    /// Where in the document the last error was found, bytes; −1 where that is not known.
    qint64 errorOffset() const { return m_errorOffset; }

private:
    bool readRepaired(std::string_view text);

    class Reader;
    std::unique_ptr<Reader> m_reader;
    qint64 m_errorOffset = -1;
};

} // namespace melscope
