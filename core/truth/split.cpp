#include "core/truth/split.h"

#include "core/base/atomic_file.h"
#include "core/base/words.h"
#include "core/truth/ground_truth_reader.h"

#include <QDir>

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

std::shared_ptr<const GroundTruth> uniteTruths(const GroundTruth &a, const GroundTruth &b)
{
    GroundTruthBuilder builder(a.source(), a.file());
    builder.reserve(a.size() + b.size());
    for (const GroundTruth *truth : { &a, &b }) {
        std::vector<uint32_t> numbers;
        for (const std::string &label : truth->spellings())
            numbers.push_back(builder.labelNumber(label));
        std::vector<uint32_t> row;
        for (size_t i = 0; i < truth->size(); ++i) {
            row.clear();
            for (const uint32_t label : truth->labelsOf(i))
                row.push_back(numbers[label]);
            builder.addRow(truth->recordings().key(i), truth->releaseGroupKey(i), row, 0);
        }
    }
    return builder.finish();
}

Result<Split> splitGroundTruth(const GroundTruth &truth, const SplitSettings &settings)
{
    if (!(settings.trainPercent > 0 && settings.trainPercent < 100))
        return fail(tr("the train part must be more than 0 % and less than 100 %"));
    if (settings.minCount < 0)
        return fail(tr("the least count of a label cannot be negative"));
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
        kept[label] =
            trainCount[label] >= size_t(settings.minCount) && 2 * testCount[label] >= size_t(settings.minCount);
        if (!kept[label])
            split.droppedLabels.push_back(truth.labels()[label]);
    }

    GroundTruthBuilder train(truth.source(), truth.file());
    GroundTruthBuilder test(truth.source(), truth.file());
    std::vector<uint32_t> numbers(kept.size());
    for (size_t label = 0; label < kept.size(); ++label) {
        if (!kept[label])
            continue;
        numbers[label] = train.labelNumber(truth.spelling(label));
        test.labelNumber(truth.spelling(label));
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
        return fail(tr("nothing is left in the %1 part: no label occurs often enough in both")
                        .arg(split.train->size() == 0 ? QStringLiteral("train") : QStringLiteral("test")),
                    truth.file(), tr("Lower the least count."));
    return split;
}

Result<SplitFiles> splitTruthFiles(const QStringList &inputs, const SplitSettings &settings, const QString &folder,
                                   const QString &stem, const QString &second, const CancelToken &cancel,
                                   const ProgressCallback &progress)
{
    std::shared_ptr<const GroundTruth> truth;
    for (const QString &input : inputs) {
        auto read = readGroundTruth(input, cancel, progress);
        if (!read)
            return passOn(read);
        truth = truth ? uniteTruths(*truth, **read) : *read;
    }
    if (!truth)
        return fail(tr("there is nothing to split"));
    const auto split = splitGroundTruth(*truth, settings);
    if (!split)
        return passOn(split);
    if (const auto writable = makeWritableFolder(folder); !writable)
        return passOn(writable);
    SplitFiles files;
    files.trainFile = QDir(folder).filePath(stem + QStringLiteral("-train.tsv"));
    files.testFile = QDir(folder).filePath(stem + QLatin1Char('-') + second + QStringLiteral(".tsv"));
    files.trainSize = split->train->size();
    files.testSize = split->test->size();
    files.labels = split->train->labels().size();
    files.droppedLabels = split->droppedLabels;
    files.droppedTracks = split->droppedTracks;
    for (const auto &[part, path] :
         { std::pair(split->train, files.trainFile), std::pair(split->test, files.testFile) }) {
        if (cancel.isCancelled())
            return cancelled();
        if (const auto written = writeGroundTruth(*part, path); !written)
            return passOn(written);
    }
    return files;
}

} // namespace melscope
