#include "fuzz_input.h"

#include "core/runs/run_folder.h"

using namespace melscope;

namespace {

bool isSame(const ThresholdChoice &a, const ThresholdChoice &b)
{
    auto isEqual = [](const auto &x, const auto &y) {
        return x.first == y.first && (x.second == y.second || (std::isnan(x.second) && std::isnan(y.second)));
    };
    return a.rule == b.rule && a.hierarchy == b.hierarchy
        && std::equal(a.overrides.begin(), a.overrides.end(), b.overrides.begin(), b.overrides.end(), isEqual);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString source = QStringLiteral("one");
    put(memoryFolder() + QLatin1Char('/') + run_file::thresholdChoice(source), textOf(data, size));
    const auto choice = readThresholdChoice(memoryFolder(), source);
    if (!choice) {
        require(!choice.error().what.isEmpty() && !choice.error().file.isEmpty());
        return 0;
    }
    for (const auto &[label, value] : choice->overrides)
        require(std::isnan(value) || (value >= 0 && value <= kGreatestThreshold));
    require(bool(writeThresholdChoice(*choice, memoryFolder(), source)));
    const auto again = readThresholdChoice(memoryFolder(), source);
    require(again && isSame(*again, *choice));
    return 0;
}
