#pragma once

#include "core/base/result.h"

#include <QString>

#include <array>
#include <string>
#include <vector>

namespace melscope {

/// One of the published runs of 2018, measured on the hidden test set.
struct PublishedRun
{
    QString team;
    QString task; ///< "task1", "task2"
    QString source; ///< "allmusic" …
    QString run;
    std::array<double, 18> figures; ///< in the order of figureNames(); NaN where not available
};

/// A CSV with the columns team, task, dataset, run and the 18 measures, in any order; others are ignored. Errors name
/// the line: a column that is missing or stands twice, another number of cells than columns, a quote that is not
/// closed, a figure that is neither "NA" nor between 0 and 1.
Result<std::vector<PublishedRun>> readPublishedResults(const QString &path);
Result<std::vector<PublishedRun>> parsePublishedResults(const std::string &text, const QString &path);

} // namespace melscope
