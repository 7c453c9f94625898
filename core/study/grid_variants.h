#pragma once

#include "core/study/grid_summary.h"

namespace melscope {

/// A setting of a grid with the values that it takes, as people type them: "0.1, 0.2, 0.5, 1", "64/128; 64/128/256".
struct SettingValues
{
    QString setting; ///< its key
    QString values;
};

/// The recipe with all combinations of the values, called as the command line calls them ("melscope:share=0.1"). A
/// setting without values is left as it is; multi_source may be "single", too. Errors: a value that is none of the
/// setting, or out of range; a setting that stands twice; more than kMostVariants.
Result<std::vector<RecipeVariant>> variantsOf(const Recipe &recipe, const std::vector<SettingValues> &settings);
inline constexpr size_t kMostVariants = 10'000;

/// The numbers of seeds that stand in a text. Errors: none, or what is no whole number from 0.
Result<std::vector<uint64_t>> gridSeeds(const QString &text);

} // namespace melscope
