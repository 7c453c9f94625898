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

    /// `lowlevel.melbands` of a document as an image. `json` is padded in place for the parser.
    /// Errors (without a file name): empty, no JSON, cut off, a statistic missing, of the wrong length or
    /// type, or not finite. [REFERENCE §2]
    Result<MelImage> read(std::string &json);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace melscope
