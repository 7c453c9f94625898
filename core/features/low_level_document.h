#pragma once

#include "core/base/result.h"
#include "core/features/mel_image.h"

#include <memory>
#include <string>

namespace melscope {

/// Reads AcousticBrainz low-level JSON documents; keeps its buffers between documents. One per thread.
class LowLevelDocumentReader
{
public:
    LowLevelDocumentReader();
    ~LowLevelDocumentReader();
    LowLevelDocumentReader(LowLevelDocumentReader &&) noexcept;

    /// `lowlevel.melbands` of a document as an image. `json` is padded in place for the parser. The whole document is
    /// proved, also what is not read. Errors (without a file name): empty, no JSON, cut off, text behind its end, a
    /// statistic missing, of the wrong length or type, or not finite. [core/README.md, Features]
    Result<MelImage> read(std::string &json);
    /// Where in the document the last error was found, bytes; −1 where that is not known.
    qint64 errorOffset() const { return m_errorOffset; }

private:
    class BandReader;
    std::unique_ptr<BandReader> m_reader;
    qint64 m_errorOffset = -1;
};

} // namespace melscope
