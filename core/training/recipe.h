#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <vector>

namespace melscope {

/// Everything that decides how a network is trained. The defaults are the paper's. [REFERENCE §4]
struct Recipe
{
    int epochs = 500; ///< at most
    int patience = 50; ///< epochs without a better validation loss before training ends
    int batchSize = 1000; ///< tracks
    double learningRate = 1e-3; ///< Adam's
    double dropout = 0.2; ///< probability of dropping, 0 … < 1
    std::vector<int> filters { 64, 128, 256, 512 }; ///< of the convolutions with kernel 3, one block each
    bool balance = false; ///< repeat tracks until every main genre has as many as the most frequent
    uint64_t seed = 1;
    int threads = 0; ///< 0: all processors of the affinity mask
    QString device = QStringLiteral("auto"); ///< auto, cpu or cuda

    /// Errors name the setting and its range.
    Result<void> check() const;

    QJsonObject toJson() const;
    /// Missing keys keep their defaults. Errors: a value of a wrong type or out of range.
    static Result<Recipe> fromJson(const QJsonObject &json);

    bool operator==(const Recipe &) const = default;
};

/// At most this many blocks: the 40 bands are halved between them.
inline constexpr int kMostBlocks = 6;

/// "64,128,256,512" ↔ filters. Errors: no list of positive numbers.
Result<std::vector<int>> parseFilters(const QString &text);
QString filtersText(const std::vector<int> &filters);

} // namespace melscope
