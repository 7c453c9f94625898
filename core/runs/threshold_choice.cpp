#include "core/runs/threshold_choice.h"

#include <algorithm>
#include <cmath>

namespace melscope {

bool ThresholdChoice::operator==(const ThresholdChoice &other) const
{
    return rule == other.rule && hierarchy == other.hierarchy
        && std::equal(overrides.begin(), overrides.end(), other.overrides.begin(), other.overrides.end(),
                      [](const auto &a, const auto &b) {
                          return a.first == b.first
                              && (a.second == b.second || (std::isnan(a.second) && std::isnan(b.second)));
                      });
}

Thresholds chosenThresholds(std::vector<double> ofRule, const ThresholdChoice &choice,
                            const std::vector<std::string> &classes, std::vector<char> inTarget)
{
    Thresholds thresholds { std::move(ofRule), std::move(inTarget) };
    for (const auto &[label, value] : choice.overrides) {
        const auto found = std::find(classes.begin(), classes.end(), label);
        if (found != classes.end())
            thresholds.values[size_t(found - classes.begin())] = value;
    }
    return thresholds;
}

} // namespace melscope
