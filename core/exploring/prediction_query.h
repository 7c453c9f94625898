#pragma once

#include "core/study/run_analysis.h"

#include <functional>
#include <memory>

namespace melscope {

/// F1 over all labels of each row of a part's scores; NaN without truth. [rows]
std::vector<float> trackF1(const PartAnalysis &part);

/// Which tracks of a part are listed, and in what order.
struct PredictionQuery
{
    enum class Errors { All, NothingRight, NotAllRight, AllRight };
    enum class Order { File, Recording, F1, Predicted, True, Name };

    QString text; ///< ids that begin so, and labels (predicted or true) and names that contain it; empty: all
    Errors errors = Errors::All;
    Order order = Order::File;
    bool descending = false;
    /// What a row's recording is called; empty: nothing is known. Called by the one who queries, not the window.
    std::function<QString(uint32_t row)> name {};
};

/// Rows of the part's scores. `f1` as trackF1() makes it. Errors: cancelled alone.
Result<std::vector<uint32_t>> queryPredictions(const RunAnalysis &analysis, const SourceAnalysis &source,
                                               const PartAnalysis &part, const std::vector<float> &f1,
                                               const PredictionQuery &query, const CancelToken &cancel = {});

} // namespace melscope
