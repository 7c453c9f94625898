#include "fuzz_input.h"

#include "core/study/published_results.h"
#include "core/training/epoch_figures.h"

#include <cmath>

using namespace melscope;

/// Published results and histories, each with the whole input.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string text(textOf(data, size));
    const QString path = QStringLiteral("r.csv");
    if (const auto runs = parsePublishedResults(text, path)) {
        for (const PublishedRun &run : *runs) {
            for (const double value : run.figures)
                require(std::isnan(value) || (value >= 0 && value <= 1));
        }
    } else {
        require(!runs.error().what.isEmpty() && runs.error().line >= 1);
    }
    if (const auto history = parseHistory(text, path)) {
        const std::string written = historyText(*history);
        const auto again = parseHistory(written, path);
        require(again && historyText(*again) == written && again->size() == history->size());
    } else {
        require(!history.error().what.isEmpty() && history.error().line >= 1);
    }
    return 0;
}
