#include "core/training/dataset.h"

#include "core/truth/label.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace melscope {

namespace {

/// A source's labels as classes: [label] → class or -1.
std::vector<int64_t> classesOf(const GroundTruth &truth, const LabelSpace &space, size_t source)
{
    std::vector<int64_t> classes;
    for (const std::string &label : truth.labels()) {
        const auto known = space.classOf(source, label);
        classes.push_back(known ? int64_t(*known) : -1);
    }
    return classes;
}

/// Notes the faults of the rows' features, and which of them cannot be used.
void refuseFaults(Dataset &dataset, std::span<const uint32_t> rows, std::vector<char> &isRefused)
{
    isRefused.assign(rows.size(), 0);
    const std::vector<ImageFault> faults = imageFaults(dataset.pool, rows);
    if (faults.empty())
        return;
    std::set<uint32_t> bad;
    for (const ImageFault &fault : faults) {
        if (fault.kind == ImageFault::Kind::NotFinite)
            bad.insert(fault.row);
    }
    for (size_t i = 0; i < rows.size(); ++i)
        isRefused[i] = bad.contains(rows[i]);
    auto &all = dataset.faults;
    all.insert(all.end(), faults.begin(), faults.end());
    std::sort(all.begin(), all.end(), [](const ImageFault &a, const ImageFault &b) { return a.row < b.row; });
    all.erase(
        std::unique(all.begin(), all.end(), [](const ImageFault &a, const ImageFault &b) { return a.row == b.row; }),
        all.end());
}

} // namespace

std::shared_ptr<const Dataset> joinDataset(const std::vector<std::shared_ptr<const GroundTruth>> &truths,
                                           const LabelSpace &space, const FeaturePool &pool)
{
    std::vector<std::vector<uint32_t>> rows;
    std::vector<JoinedTruth> joined;
    for (const auto &truth : truths) {
        rows.push_back(pool.rowsOf(truth->recordings()));
        joined.push_back({ truth, rows.back() });
    }
    return joinDataset(joined, space, pool);
}

std::shared_ptr<const Dataset> joinDataset(const std::vector<JoinedTruth> &truths, const LabelSpace &space,
                                           const FeaturePool &pool)
{
    auto dataset = std::make_shared<Dataset>();
    dataset->pool = pool;
    dataset->classes = space.size();
    dataset->knownBy.resize(space.size());
    for (uint32_t index = 0; index < space.size(); ++index) {
        for (size_t source = 0; source < std::min(space.sourceCount(), kMostSources); ++source)
            dataset->knownBy[index] |= space.contains(source, index) ? 1U << source : 0U;
    }
    std::vector<std::vector<int64_t>> classes;
    for (size_t source = 0; source < truths.size(); ++source)
        classes.push_back(classesOf(*truths[source].truth, space, source));

    std::vector<uint32_t> row;
    for (size_t source = 0; source < truths.size(); ++source) {
        const GroundTruth &truth = *truths[source].truth;
        const std::span<const uint32_t> rows = truths[source].rows;
        std::vector<char> isRefused;
        refuseFaults(*dataset, rows, isRefused);
        for (size_t recording = 0; recording < truth.size(); ++recording) {
            const IdKey id = truth.recordings().key(recording);
            if (dataset->ids.find(id))
                continue; // an earlier source had it, and this one's labels were united then
            if (rows[recording] == FeaturePool::kNoRow) {
                ++dataset->withoutFeatures;
                continue;
            }
            if (isRefused[recording]) {
                ++dataset->unusable;
                continue;
            }
            dataset->ids.insert(id);
            dataset->images.push_back(pool.image(rows[recording]));
            row.clear();
            uint32_t mainGenre = Dataset::kNoGenre;
            uint32_t annotators = 0;
            for (size_t other = source; other < truths.size(); ++other) {
                const auto found =
                    other == source ? std::optional(uint32_t(recording)) : truths[other].truth->recordings().find(id);
                if (!found)
                    continue;
                annotators |= other < kMostSources ? 1U << other : 0U;
                for (const uint32_t label : truths[other].truth->labelsOf(*found)) {
                    const int64_t index = classes[other][label];
                    if (index < 0) {
                        ++dataset->unknownLabels;
                        continue;
                    }
                    row.push_back(uint32_t(index));
                    if (mainGenre == Dataset::kNoGenre && isGenre(truths[other].truth->labels()[label]))
                        mainGenre = uint32_t(index);
                }
            }
            std::sort(row.begin(), row.end());
            row.erase(std::unique(row.begin(), row.end()), row.end());
            dataset->labels.insert(dataset->labels.end(), row.begin(), row.end());
            dataset->labelOffsets.push_back(dataset->labels.size());
            dataset->mainGenre.push_back(mainGenre);
            dataset->annotators.push_back(annotators);
        }
    }
    return dataset;
}

std::shared_ptr<const Dataset> shareOfTracks(const Dataset &dataset, double share, uint64_t seed)
{
    const auto count = std::clamp<size_t>(size_t(std::llround(share * double(dataset.size()))),
                                          std::min<size_t>(1, dataset.size()), dataset.size());
    std::vector<std::pair<uint64_t, uint32_t>> drawn; // a number that the id and the seed make, track
    for (uint32_t track = 0; track < dataset.size(); ++track) {
        uint64_t number = dataset.ids.key(track).hash() + seed * 0x9E3779B97F4A7C15;
        number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9; // SplitMix64's finaliser
        number = (number ^ (number >> 27)) * 0x94D049BB133111EB;
        drawn.emplace_back(number ^ (number >> 31), track);
    }
    std::ranges::nth_element(drawn, drawn.begin() + ptrdiff_t(count));
    drawn.resize(count);
    std::ranges::sort(drawn, {}, &std::pair<uint64_t, uint32_t>::second);
    auto part = std::make_shared<Dataset>();
    part->pool = dataset.pool;
    part->knownBy = dataset.knownBy;
    part->classes = dataset.classes;
    part->withoutFeatures = dataset.withoutFeatures;
    part->unusable = dataset.unusable;
    part->faults = dataset.faults;
    part->unknownLabels = dataset.unknownLabels;
    for (const auto &[number, track] : drawn) {
        part->ids.insert(dataset.ids.key(track));
        part->images.push_back(dataset.images[track]);
        const auto labels = dataset.labelsOf(track);
        part->labels.insert(part->labels.end(), labels.begin(), labels.end());
        part->labelOffsets.push_back(part->labels.size());
        part->mainGenre.push_back(dataset.mainGenre[track]);
        part->annotators.push_back(dataset.annotators[track]);
    }
    return part;
}

std::shared_ptr<const Dataset> unlabelledDataset(const FeaturePool &pool, size_t classes)
{
    auto dataset = std::make_shared<Dataset>();
    dataset->pool = pool;
    dataset->classes = classes;
    std::vector<uint32_t> rows(pool.size());
    std::iota(rows.begin(), rows.end(), 0U);
    std::vector<char> isRefused;
    refuseFaults(*dataset, rows, isRefused);
    size_t row = 0;
    for (const auto &store : pool.stores()) {
        for (size_t i = 0; i < store->size(); ++i, ++row) {
            if (isRefused[row]) {
                ++dataset->unusable;
                continue;
            }
            if (!dataset->ids.insert(store->id(i)).second)
                continue;
            dataset->images.push_back(store->image(i).data());
            dataset->labelOffsets.push_back(0);
            dataset->mainGenre.push_back(Dataset::kNoGenre);
            dataset->annotators.push_back(0);
        }
    }
    return dataset;
}

std::vector<float> labelLogOdds(const Dataset &dataset, bool masked)
{
    std::vector<double> positives(dataset.classes);
    for (const uint32_t label : dataset.labels)
        ++positives[label];
    std::map<uint32_t, double> annotators; // set of sources → tracks
    for (size_t track = 0; track < dataset.size(); ++track)
        ++annotators[masked ? dataset.annotators[track] : ~0U];
    std::vector<float> odds(dataset.classes);
    for (size_t i = 0; i < odds.size(); ++i) {
        double judged = 0;
        for (const auto &[sources, tracks] : annotators)
            judged += !masked || (sources & dataset.knownBy[i]) != 0 ? tracks : 0;
        odds[i] = float(std::log((positives[i] + 0.5) / (std::max(0.0, judged - positives[i]) + 0.5)));
    }
    return odds;
}

QString fingerprintOf(const Dataset &dataset)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    auto add = [&hash](const void *bytes, size_t count) {
        hash.addData(QByteArrayView(static_cast<const char *>(bytes), qsizetype(count)));
    };
    const auto counts = std::to_array<uint64_t>({ dataset.size(), dataset.classes });
    add(counts.data(), sizeof counts);
    for (size_t track = 0; track < dataset.size(); ++track) {
        const IdKey id = dataset.ids.key(track);
        const std::string_view other = id.otherText();
        const auto parts = std::to_array<uint64_t>({ id.high(), id.low(), other.size(), 0 });
        add(parts.data(), sizeof parts);
        add(other.data(), other.size());
    }
    add(dataset.labelOffsets.data(), dataset.labelOffsets.size() * sizeof(uint64_t));
    add(dataset.labels.data(), dataset.labels.size() * sizeof(uint32_t));
    add(dataset.annotators.data(), dataset.annotators.size() * sizeof(uint32_t));
    constexpr size_t someTracks = 1000; // the features are gigabytes
    for (size_t track = 0; track < dataset.size(); track += std::max<size_t>(1, dataset.size() / someTracks))
        add(dataset.images[track], kImageSize * sizeof(float));
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace melscope
