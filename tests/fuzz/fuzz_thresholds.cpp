#include "fuzz_input.h"

#include "core/base/number_text.h"
#include "core/scoring/thresholds.h"

#include <cmath>

using namespace melscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const size_t count = data[0] % 16;
    const MemoryFile file(textOf(data + 1, size - 1));
    const auto read = readThresholds(file.path(), count);
    if (!read) {
        require(!read.error().what.isEmpty() && read.error().file == file.path());
        return 0;
    }
    require(read->size() == count);
    for (const double value : read->values)
        require(std::isnan(value) || (value >= 0 && value <= kGreatestThreshold));
    // What was read can be written, and reads back as the same.
    const QString path = memoryFolder() + QStringLiteral("/thresholds.txt");
    require(bool(writeThresholds(*read, path)));
    const auto again = readThresholds(path, count);
    require(again && again->inTarget == read->inTarget);
    for (size_t i = 0; i < count; ++i)
        require(again->values[i] == read->values[i] || (std::isnan(again->values[i]) && std::isnan(read->values[i])));
    return 0;
}
