#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/network/mel_network.h"
#include "core/study/result_tables.h"
#include "core/training/dataset.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <vector>

namespace melscope {

/// Cells of the image that are disturbed together.
struct InputGroup
{
    enum class Kind { Statistic, Bands };
    Kind kind = Kind::Statistic;
    size_t first = 0; ///< statistic, or first band
    size_t last = 0; ///< the same, or last band
    /// "var"; "bands 5–9"
    QString name() const;
    std::vector<size_t> cells() const; ///< places in [40 × 9]
};

/// The nine statistics, then the bands in eight groups of five.
std::vector<InputGroup> inputGroups();

struct ImportanceSettings
{
    int repeats = 5; ///< permutations of each group
    size_t most = 20'000; ///< tracks; where there are more, evenly chosen
    uint64_t seed = 1;
    int threads = 0; ///< 0: all processors
};

/// How much a network's figures on tracks lose where a group's values are those of other tracks [Breiman 2001]: values
/// of the network's input are permuted among the tracks, all of the group's cells together.
struct Importance
{
    struct Loss
    {
        double mean = 0;
        double deviation = 0; ///< over the repeats, n − 1; 0 of one
    };
    std::vector<InputGroup> groups;
    size_t tracks = 0;
    int repeats = 0;
    std::vector<size_t> support; ///< [classes] tracks that bear it
    std::vector<double> precision; ///< [classes] average precision, undisturbed
    std::vector<double> f1; ///< [classes] at the best threshold, undisturbed
    std::vector<std::vector<Loss>> precisionLoss, f1Loss; ///< [groups][classes]; 0 without support
    std::vector<Loss> meanPrecisionLoss, meanF1Loss; ///< [groups] over the classes with support

    // Of a class, or of all of them together.
    using OfLabel = std::optional<uint32_t>;
    size_t supportOf(OfLabel label) const { return label ? support[*label] : tracks; }
    /// Average precision, or the mean over the classes with support; NaN without support.
    double precisionOf(OfLabel label) const;
    const Loss &precisionLossOf(OfLabel label, size_t group) const
    {
        return label ? precisionLoss[group][*label] : meanPrecisionLoss[group];
    }
    const Loss &f1LossOf(OfLabel label, size_t group) const
    {
        return label ? f1Loss[group][*label] : meanF1Loss[group];
    }
    /// The group without which most average precision is lost; nothing without support.
    std::optional<size_t> greatestOf(OfLabel label) const;
};

/// A label is judged on the tracks whose sources know it. Errors: no track; the model does not fit; cancelled.
Result<Importance> permutationImportance(const Model &model, const Dataset &tracks, const ImportanceSettings &settings,
                                         const CancelToken &cancel = {}, const ProgressCallback &progress = {});

/// Seconds that this would take here, by scoring some made-up tracks; about 0.2 s. Errors: the model does not fit;
/// cancelled.
Result<double> estimateImportance(const Model &model, size_t tracks, const ImportanceSettings &settings,
                                  const CancelToken &cancel = {});

/// Of each label with support: a row for each group, with the label's figures before and the losses.
ResultTable importanceTable(const Importance &importance, const std::vector<std::string> &classes);

} // namespace melscope
