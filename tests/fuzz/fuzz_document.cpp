#include "core/features/low_level_document.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

using namespace melscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static LowLevelDocumentReader reader;
    std::string text(reinterpret_cast<const char *>(data), size);
    const auto document = reader.read(text);
    if (!document) {
        if (document.error().what.isEmpty() || reader.errorOffset() > qint64(size))
            std::abort();
        return 0;
    }
    for (const float value : (*document)->image) {
        if (!std::isfinite(value))
            std::abort();
    }
    return 0;
}
