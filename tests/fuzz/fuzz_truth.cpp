#include "core/truth/ground_truth_reader.h"
#include "core/truth/label_statistics.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace melscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto read = parseGroundTruth({ reinterpret_cast<const char *>(data), size }, QStringLiteral("fuzz.tsv"));
    if (!read)
        return 0;
    const GroundTruth &truth = **read;
    size_t annotations = 0;
    for (size_t i = 0; i < truth.size(); ++i) {
        annotations += truth.labelsOf(i).size();
        for (const uint32_t label : truth.labelsOf(i)) {
            if (label >= truth.labels().size())
                std::abort();
        }
        if (truth.recordings().find(truth.recordings().text(i)) != std::optional(uint32_t(i)))
            std::abort();
    }
    if (annotations != truth.annotations() || !std::is_sorted(truth.labels().begin(), truth.labels().end()))
        std::abort();
    (void)labelStatistics(truth);
    (void)comparePartsOf(truth, truth);
    return 0;
}
