#include "core/study/grid_summary.h"

#include "core/base/words.h"
#include "core/training/recipe_setting.h"

#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace melscope {

void meanAndDeviation(const std::vector<double> &values, double (&result)[2])
{
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    result[0] = mean;
    result[1] =
        values.size() > 1 ? std::sqrt(squares / double(values.size() - 1)) : std::numeric_limits<double>::quiet_NaN();
}

Result<RecipeVariant> parseVariant(const QString &text)
{
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    auto base = Recipe::named(text.left(colon < 0 ? text.size() : colon));
    if (!base)
        return passOn(base);
    RecipeVariant variant { text, *base, false };
    if (colon < 0)
        return variant;
    for (const QString &part : text.mid(colon + 1).split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const auto setting = recipeSetting(part.section(QLatin1Char('='), 0, 0).trimmed());
        const bool isMultiSource = setting && (*setting)->name() == QStringLiteral("multi_source");
        if (isMultiSource && part.section(QLatin1Char('='), 1).trimmed() == QStringLiteral("single")) {
            variant.single = true; // no setting of a training, but several trainings
            continue;
        }
        if (const auto taken = takeSetting(variant.recipe, part); !taken && isMultiSource)
            return fail(taken.error().what, {}, tr("Or single, for a model of each source."));
        else if (!taken)
            return passOn(taken);
    }
    return variant;
}

std::vector<GridSummary> summarise(const std::vector<GridResult> &results, size_t variants, const QString &source)
{
    std::vector<GridSummary> summaries;
    for (size_t variant = 0; variant < variants; ++variant) {
        std::map<std::pair<int, uint64_t>, std::vector<const GridResult *>> bySeed; // and fold
        for (const GridResult &result : results) {
            if (result.variant == variant && (source.isEmpty() || result.source == source))
                bySeed[{ result.fold, result.seed }].push_back(&result);
        }
        if (bySeed.empty())
            continue;
        auto overSeeds = [&bySeed](double GridResult::*figure) {
            std::vector<double> means;
            for (const auto &[seed, list] : bySeed) {
                double sum = 0;
                for (const GridResult *result : list)
                    sum += result->*figure;
                means.push_back(sum / double(list.size()));
            }
            return means;
        };
        GridSummary summary;
        summary.variant = variant;
        summary.runs = bySeed.size();
        summary.hasFolds = bySeed.begin()->first.first > 0;
        meanAndDeviation(overSeeds(&GridResult::trackF), summary.trackF);
        meanAndDeviation(overSeeds(&GridResult::labelF), summary.labelF);
        meanAndDeviation(overSeeds(&GridResult::macroF1), summary.macroF1);
        meanAndDeviation(overSeeds(&GridResult::map), summary.map);
        double seconds[2] {};
        meanAndDeviation(overSeeds(&GridResult::seconds), seconds);
        summary.seconds = seconds[0];
        summaries.push_back(summary);
    }
    return summaries;
}

ResultTable gridTable(const std::vector<GridSummary> &summaries, const std::vector<RecipeVariant> &variants,
                      TableFormat format)
{
    const bool isForMachines = format == TableFormat::Csv || format == TableFormat::Tsv;
    ResultTable table;
    if (isForMachines)
        table.headers = QStringLiteral("recipe,seeds,test_label_f,test_label_f_sd,test_track_f,test_track_f_sd,"
                                       "validation_macro_f1,validation_macro_f1_sd,validation_map,validation_map_sd,"
                                       "training_seconds")
                            .split(QLatin1Char(','));
    else
        table.headers = QStringLiteral("recipe|seeds|test per-label F|test per-track F|validation macro F1|"
                                       "validation mAP|training")
                            .split(QLatin1Char('|'));
    if (!summaries.empty() && summaries.front().hasFolds)
        table.headers[1] = QStringLiteral("runs");
    for (const GridSummary &summary : summaries) {
        QStringList cells { variants[summary.variant].name, QString::number(summary.runs) };
        for (const double *figure : { summary.labelF, summary.trackF, summary.macroF1, summary.map }) {
            const QString spread = std::isfinite(figure[1]) ? QString::number(figure[1], 'f', 4) : QString();
            if (std::isfinite(figure[0]))
                cells << QString::number(figure[0], 'f', 4);
            else
                cells << (isForMachines ? QString() : QStringLiteral("–")); // no test part
            if (isForMachines)
                cells << spread;
            else if (!spread.isEmpty())
                cells.back() += QStringLiteral(" ± ") + spread;
        }
        table.rows << (cells << QString::number(summary.seconds, 'f', 1)
                           + (isForMachines ? QString() : QStringLiteral(" s")));
    }
    return table;
}

} // namespace melscope
