#pragma once

#include "core/base/result.h"
#include "core/network/mel_network.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <vector>

namespace melscope {

/// Everything that decides how a network is trained. The defaults are those of `melscope`, the standard recipe;
/// `paper` is exactly what [core/README.md, Network and training] says.
struct Recipe
{
    enum class Schedule { Constant, Cosine };
    /// What a track that a source does not annotate says about the source's labels.
    enum class MultiSource {
        Masked, ///< nothing: they take no part in its loss
        Union, ///< that it has none of them
    };

    static constexpr int kMostEpochs = 1'000'000; ///< also of the patience
    static constexpr int kLargestBatch = 1'000'000; ///< tracks
    static constexpr int kMostThreads = 4096;

    QString base = QStringLiteral("melscope"); ///< the recipe that the settings started from

    int epochs = 40; ///< at most
    int patience = 50; ///< epochs without a better validation loss before training ends
    int batchSize = 0; ///< tracks; 0: follows the data, see batchSizeFor()
    double share = 1; ///< of the training tracks, drawn by the seed; a smaller one is part of a larger one
    double learningRate = 2e-3; ///< Adam's, at its highest
    Schedule schedule = Schedule::Cosine; ///< of the learning rate; Cosine falls to almost nothing in the last epoch
    double warmup = 1; ///< epochs in which the learning rate rises to its highest
    double weightDecay = 0; ///< decoupled (AdamW's), of the kernels
    double dropout = 0.2; ///< probability of dropping, 0 … < 1
    double mixup = 0; ///< α of the beta distribution by which pairs of tracks are mixed; 0: none
    double normDecay = 0.9; ///< of the running statistics of batch normalisation
    bool logOddsBias = true; ///< the last normalisation's bias starts at the labels' log-odds
    std::vector<int> filters { 64, 128, 256, 512 }; ///< of the convolutions with kernel 3, one block each
    InputKind input = InputKind::Decibels;
    MultiSource multiSource = MultiSource::Masked;
    bool balance = false; ///< repeat tracks until every main genre has as many as the most frequent
    uint64_t seed = 1;
    int threads = 0; ///< 0: all processors of the affinity mask
    QString device = QStringLiteral("auto"); ///< auto, cpu, cuda or torch (slow, for comparisons)

    static Recipe melscope() { return {}; }
    static Recipe paper();
    /// "melscope" or "paper". Errors: another name.
    static Result<Recipe> named(const QString &name);

    /// Errors name the setting and its range. [The settings one by one: recipe_setting.h]
    Result<void> check() const;

    QJsonObject toJson() const;
    /// Missing keys keep the defaults of the recipe that `base` names; without a base, as in older files, the paper's.
    /// `file` and `path` tell an error where the object stands. Errors: a value of another kind, a name that nobody
    /// knows, a value out of range.
    static Result<Recipe> fromJson(const QJsonObject &json, const QString &file = {}, const QString &path = {});

    bool operator==(const Recipe &) const = default;
};

/// The batch size where the recipe leaves it to the data: about 100 steps an epoch, between 20 and 1,000 tracks.
int batchSizeFor(const Recipe &recipe, size_t epochTracks);

/// The share of the learning rate in a step (counted from 0), in (0, 1].
double scheduleFactor(const Recipe &recipe, uint64_t step, uint64_t stepsPerEpoch);

} // namespace melscope
