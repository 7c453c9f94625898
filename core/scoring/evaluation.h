#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/base/result.h"
#include "core/scoring/mean_figures.h"
#include "core/scoring/run_labels.h"
#include "core/truth/ground_truth.h"

#include <array>
#include <cstdint>

namespace melscope {

/// The task's evaluation of one run. [core/README.md, Evaluation]
struct Evaluation
{
    struct Track
    {
        std::string id;
        std::array<Prf, kLevels> figures; ///< rounded to 4 decimals, NaN where they do not exist
    };
    struct Label
    {
        std::string name;
        Prf figures; ///< rounded to 4 decimals
        size_t truePositives = 0;
        size_t predicted = 0;
        size_t support = 0;
    };
    /// Confusions, sparse: sorted by row, then column; indices into `labels` (rows) and `columns`.
    struct Confusion
    {
        uint32_t row;
        uint32_t column;
        double weight;
    };

    MeanFigures tracks;
    MeanFigures labels;
    std::vector<Track> perTrack; ///< in the truth's order
    std::vector<Label> perLabel; ///< of the truth, by code point
    std::vector<std::string> columns; ///< predicted or true labels, by code point
    std::vector<uint32_t> columnOfLabel; ///< of each label in perLabel
    std::vector<size_t> predicted; ///< of each column, the tracks that it is predicted for
    std::vector<Confusion> confusions;
};

/// The names of the 18 means in the task's order: Ptrackall, Rtrackall, Ftrackall, Ptrackgen … Flabelsub.
std::array<const char *, 18> figureNames();
/// The figure of that index.
const MeanFigure &figure(const Evaluation &evaluation, size_t index);

/// `expanded` first adds each predicted subgenre's genre to the prediction. Errors: cancelled.
Result<Evaluation> evaluate(const GroundTruth &truth, const RunLabels &run, bool expanded = false,
                            const CancelToken &cancel = {}, const ProgressCallback &progress = {});
/// Errors also: those of submittedLabels().
Result<Evaluation> evaluate(const GroundTruth &truth, const Submission &run, bool expanded = false,
                            const CancelToken &cancel = {}, const ProgressCallback &progress = {});

} // namespace melscope
