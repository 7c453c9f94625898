#include "core/truth/split.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace melscope {

namespace {

/// Fisher–Yates with explicit arithmetic: std::shuffle differs between standard libraries.
template <class T>
void shuffle(std::vector<T> &values, std::mt19937_64 &random)
{
    for (size_t i = values.size(); i > 1; --i)
        std::swap(values[i - 1], values[size_t(random() % i)]);
}

/// One flag a recording: in train or not.
std::vector<char> chooseTrain(const GroundTruth &truth, const SplitSettings &settings)
{
    const size_t count = truth.size();
    const auto wanted = size_t(std::floor(double(count) * settings.trainPercent / 100 + 1e-9));
    std::mt19937_64 random(settings.seed);
    std::vector<char> inTrain(count, 0);
    if (!settings.byReleaseGroup) {
        std::vector<uint32_t> order(count);
        std::iota(order.begin(), order.end(), 0U);
        shuffle(order, random);
        for (size_t i = 0; i < wanted; ++i)
            inTrain[order[i]] = 1;
        return inTrain;
    }
    // Recordings without a release group are groups of their own.
    std::vector<std::vector<uint32_t>> groups(truth.releaseGroups().size());
    for (size_t i = 0; i < count; ++i) {
        const uint32_t group = truth.releaseGroupOf(i);
        if (group == GroundTruth::kNoReleaseGroup)
            groups.push_back({ uint32_t(i) });
        else
            groups[group].push_back(uint32_t(i));
    }
    shuffle(groups, random);
    size_t taken = 0;
    for (const auto &group : groups) {
        // A group goes to train as long as that brings train closer to the wanted size.
        const size_t after = taken + group.size();
        if (after > wanted && after - wanted > wanted - std::min(taken, wanted))
            continue;
        for (const uint32_t recording : group)
            inTrain[recording] = 1;
        taken = after;
    }
    return inTrain;
}

} // namespace

Result<Split> splitGroundTruth(const GroundTruth &truth, const SplitSettings &settings)
{
    if (!(settings.trainPercent > 0 && settings.trainPercent < 100))
        return fail(QStringLiteral("the train part must be more than 0 % and less than 100 %"));
    if (settings.minCount < 0)
        return fail(QStringLiteral("the least count of a label cannot be negative"));
    const std::vector<char> inTrain = chooseTrain(truth, settings);

    std::vector<size_t> trainCount(truth.labels().size());
    std::vector<size_t> testCount(truth.labels().size());
    for (size_t i = 0; i < truth.size(); ++i) {
        for (const uint32_t label : truth.labelsOf(i))
            ++(inTrain[i] ? trainCount : testCount)[label];
    }
    Split split;
    std::vector<char> kept(truth.labels().size());
    for (size_t label = 0; label < kept.size(); ++label) {
        kept[label] = trainCount[label] >= size_t(settings.minCount) && 2 * testCount[label] >= size_t(settings.minCount);
        if (!kept[label])
            split.droppedLabels.push_back(truth.labels()[label]);
    }

    GroundTruthBuilder train(truth.source(), truth.file());
    GroundTruthBuilder test(truth.source(), truth.file());
    std::vector<uint32_t> numbers(kept.size());
    for (size_t label = 0; label < kept.size(); ++label) {
        if (!kept[label])
            continue;
        numbers[label] = train.labelNumber(truth.labels()[label]);
        test.labelNumber(truth.labels()[label]);
    }
    std::vector<uint32_t> labels;
    for (size_t i = 0; i < truth.size(); ++i) {
        labels.clear();
        for (const uint32_t label : truth.labelsOf(i)) {
            if (kept[label])
                labels.push_back(numbers[label]);
        }
        if (labels.empty()) {
            ++split.droppedTracks;
            continue;
        }
        (inTrain[i] ? train : test).addRow(truth.recordings().key(i), truth.releaseGroupKey(i), labels, 0);
    }
    split.train = train.finish();
    split.test = test.finish();
    if (split.train->size() == 0 || split.test->size() == 0)
        return fail(QStringLiteral("nothing is left in the %1 part: no label occurs often enough in both")
                        .arg(split.train->size() == 0 ? QStringLiteral("train") : QStringLiteral("test")),
                    truth.file(), QStringLiteral("Lower the least count (--min-count)."));
    return split;
}

} // namespace melscope
