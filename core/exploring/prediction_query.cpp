#include "core/exploring/prediction_query.h"

#include "core/base/text.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace melscope {

std::vector<float> trackF1(const PartAnalysis &part)
{
    std::vector<float> f1(part.scores ? part.scores->rows() : 0, std::numeric_limits<float>::quiet_NaN());
    for (size_t i = 0; part.evaluation && i < part.evaluation->perTrack.size(); ++i) {
        if (const auto row = part.scores->ids().find(part.evaluation->perTrack[i].id))
            f1[*row] = float(part.evaluation->perTrack[i].figures[0].f1);
    }
    return f1;
}

Result<std::vector<uint32_t>> queryPredictions(const RunAnalysis &analysis, const SourceAnalysis &source,
                                               const PartAnalysis &part, const std::vector<float> &f1,
                                               const PredictionQuery &query, const CancelToken &cancel)
{
    const LabelSpace &space = analysis.run->space;
    const GroundTruth *truth = part.truth.get();
    std::vector<char> classes(space.size(), 0);
    std::vector<char> labels(truth != nullptr ? truth->labels().size() : 0, 0);
    for (uint32_t i = 0; i < space.size(); ++i) {
        const auto name = space.spelling(source.spaceIndex, i);
        classes[i] = name && textOf(*name).contains(query.text, Qt::CaseInsensitive);
    }
    for (size_t i = 0; i < labels.size(); ++i)
        labels[i] = textOf(truth->labels()[i]).contains(query.text, Qt::CaseInsensitive);
    const std::string prefix = query.text.toLower().toStdString();
    auto trueLabels = [&](uint32_t row) {
        const auto recording = truth != nullptr ? truth->recordings().find(part.scores->ids().key(row)) : std::nullopt;
        return recording ? truth->labelsOf(*recording) : std::span<const uint32_t>();
    };
    auto matches = [&](uint32_t row) {
        if (query.text.isEmpty() || part.scores->ids().text(row).starts_with(prefix))
            return true;
        const auto predicted = part.predicted.of(row);
        if (std::any_of(predicted.begin(), predicted.end(), [&](uint32_t label) { return classes[label] != 0; }))
            return true;
        if (query.name && query.name(row).contains(query.text, Qt::CaseInsensitive))
            return true;
        const auto expected = trueLabels(row);
        return std::any_of(expected.begin(), expected.end(), [&](uint32_t label) { return labels[label] != 0; });
    };
    auto hasErrors = [&](uint32_t row) {
        switch (query.errors) {
        case PredictionQuery::Errors::NothingRight:
            return f1[row] == 0;
        case PredictionQuery::Errors::NotAllRight:
            return f1[row] < 1;
        case PredictionQuery::Errors::AllRight:
            return f1[row] == 1;
        default:
            return true;
        }
    };
    std::vector<uint32_t> rows;
    for (uint32_t row = 0; part.scores && row < part.scores->rows(); ++row) {
        if ((row & 0x3FF) == 0 && cancel.isCancelled())
            return cancelled();
        if (hasErrors(row) && matches(row))
            rows.push_back(row);
    }
    auto sortBy = [&](const auto &key) {
        std::stable_sort(rows.begin(), rows.end(),
                         [&](uint32_t a, uint32_t b) { return query.descending ? key(b) < key(a) : key(a) < key(b); });
    };
    switch (query.order) {
    case PredictionQuery::Order::File:
        break;
    case PredictionQuery::Order::Recording:
        sortBy([&](uint32_t row) { return part.scores->ids().key(row); });
        break;
    case PredictionQuery::Order::Name: {
        std::vector<QString> names(part.scores->rows());
        for (const uint32_t row : rows)
            names[row] = query.name ? query.name(row).toCaseFolded() : QString();
        sortBy([&](uint32_t row) -> const QString & { return names[row]; });
        break;
    }
    case PredictionQuery::Order::F1:
        sortBy([&](uint32_t row) { return std::isnan(f1[row]) ? -1.0F : f1[row]; });
        break;
    case PredictionQuery::Order::Predicted:
    case PredictionQuery::Order::True: {
        // Labels are numbered by code point, so their numbers order as their names do.
        std::vector<std::vector<uint32_t>> keys(part.scores->rows());
        for (const uint32_t row : rows) {
            const auto shown = query.order == PredictionQuery::Order::True ? trueLabels(row) : part.predicted.of(row);
            keys[row].assign(shown.begin(), shown.end());
        }
        sortBy([&](uint32_t row) -> const std::vector<uint32_t> & { return keys[row]; });
        break;
    }
    }
    if (cancel.isCancelled())
        return cancelled();
    return rows;
}

} // namespace melscope
