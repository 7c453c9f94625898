#include "simulated_data.h"

#include "core/base/safetensors.h"
#include "core/demo/demo_features.h"
#include "core/features/feature_store.h"
#include "core/truth/ground_truth_reader.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <random>
#include <stdexcept>

namespace melscope::simulated {

namespace {

uint64_t mixed(uint64_t x)
{
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ x >> 27) * 0x94D049BB133111EBULL;
    return x ^ x >> 31;
}

std::string uuid(uint64_t a, uint64_t b)
{
    return IdKey::ofUuid(mixed(a), mixed(b)).text();
}

struct Marginal
{
    std::string label;
    double share; ///< of the recordings
};

std::vector<Marginal> marginalsOf(const Source &source)
{
    std::vector<Marginal> marginals;
    std::ifstream file(std::string(MELSCOPE_SHARED_DATA "/taxonomy/") + source.name + ".stats");
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        const size_t tab = line.find('\t');
        marginals.push_back({ line.substr(0, tab), std::atof(line.c_str() + tab + 1) / double(source.recordings) });
    }
    for (size_t i = marginals.size(); i < source.labels; ++i)
        marginals.push_back(
            { i < 20 ? "genre" + std::to_string(i) : "genre" + std::to_string(i % 20) + "---style " + std::to_string(i),
              std::min(0.5, 2.0 / double(i + 1)) });
    return marginals;
}

} // namespace

std::string recordingId(size_t index)
{
    return uuid(index * 2 + 1, index * 2 + 2);
}

std::string truthText(const Source &source, size_t rows, uint64_t seed)
{
    const auto marginals = marginalsOf(source);
    // Labels with their shares as one row of independent draws would be 766 draws a row; a row's number of labels and
    // then its labels from the cumulated shares come to the same marginals.
    std::vector<double> cumulated;
    double sum = 0;
    for (const Marginal &marginal : marginals)
        cumulated.push_back(sum += marginal.share);
    std::mt19937_64 random(seed);
    std::uniform_real_distribution<double> uniform(0, 1);
    std::poisson_distribution<int> further(std::max(0.5, sum - 1));
    std::string text = "recordingmbid\treleasegroupmbid";
    constexpr int widest = 20;
    for (int i = 1; i <= widest; ++i)
        text += "\tgenre" + std::to_string(i);
    text += '\n';
    // Each source has its own choice of all recordings, every one at most once.
    constexpr size_t steps[] = { 7, 11, 13 }; // that share no factor with the number of recordings
    const size_t step = steps[seed % 3];
    for (size_t i = 0; i < rows; ++i) {
        text += recordingId(i * step % kAllRecordings);
        text += '\t';
        text += uuid(1ULL << 40 | mixed(i * 31 + seed) % source.releaseGroups, 77);
        const int count = std::min(1 + further(random), widest);
        for (int k = 0; k < count; ++k) {
            const auto found = std::lower_bound(cumulated.begin(), cumulated.end(), uniform(random) * sum);
            text += '\t';
            text += marginals[size_t(std::min<ptrdiff_t>(found - cumulated.begin(), ptrdiff_t(marginals.size()) - 1))]
                        .label;
        }
        text.append(size_t(widest - count), '\t'); // padded, as the published files are
        text += '\n';
    }
    return text;
}

std::string document(const std::string &id, uint64_t seed)
{
    DemoRandom random(seed);
    const StyleShare style { size_t(seed % 5), 0, 1 };
    std::string text = demoDocument(id, demoImage({ &style, 1 }, random), random);
    // What else a real document has is as large again many times.
    const size_t end = text.rfind('}');
    std::string filler = ", \"rhythm\": {\"beats_position\": [";
    while (text.size() + filler.size() < 62'000) {
        char number[32];
        std::snprintf(number, sizeof number, "%.9g, ", random.uniform() * 400);
        filler += number;
    }
    filler += "0]}";
    return text.insert(end, filler);
}

/// Names as many recordings have them: an artist for seventeen tracks, titles of which every tenth repeats.
TrackTags tagsOf(size_t track)
{
    static constexpr std::array syllables {
        "mi", "les", "da", "vis", "co", "tra", "ne", "bo", "wie", "so", "ul", "lo"
    };
    auto name = [](uint64_t seed, int words) {
        std::string text;
        for (int word = 0; word < words; ++word) {
            text += word > 0 ? " " : "";
            for (int i = 0; i < 3; ++i, seed /= syllables.size())
                text += syllables[seed % syllables.size()];
        }
        return text;
    };
    TrackTags tags;
    tags.title = name(mixed(track % 1'215'000), 3);
    tags.artist = name(mixed(1ULL << 33 | track / 17), 2);
    tags.album = name(mixed(1ULL << 34 | track / 9), 3);
    tags.genre = track % 4 == 0 ? "" : syllables[track % syllables.size()];
    tags.codec = track % 3 == 0 ? "flac" : "mp3";
    tags.year = uint16_t(1950 + track % 70);
    tags.length = float(60 + track % 400);
    tags.lossless = track % 3 == 0 ? TrackTags::Lossless::Yes : TrackTags::Lossless::No;
    return tags;
}

void writeStore(const QString &path, size_t tracks, bool withImages)
{
    if (withImages) {
        FeatureStoreWriter writer(path);
        if (!writer.open())
            throw std::runtime_error("cannot write");
        DemoRandom random(1);
        MelImage image {};
        for (size_t i = 0; i < tracks; ++i) {
            const StyleShare style { i % 7, i % 3, 1 };
            if (i % 50 == 0)
                image = demoImage({ &style, 1 }, random);
            image[i % kImageSize] *= 1.0001F;
            (void)writer.add(recordingId(i), image, tagsOf(i));
        }
        (void)writer.finish({});
        return;
    }
    IdTensors ids;
    TagColumnsBuilder tags;
    for (size_t i = 0; i < tracks; ++i) {
        const std::string id = recordingId(i);
        tags.add(tagsOf(i));
        ids.bytes.insert(ids.bytes.end(), id.begin(), id.end());
        ids.offsets.push_back(ids.bytes.size());
    }
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        throw std::runtime_error("cannot write");
    std::vector<NamedTensor> tensors {
        { "melbands", "F32", { int64_t(tracks), int64_t(kBands), int64_t(kChannels) }, {} },
        { "id_offsets", "U64", { int64_t(tracks) + 1 }, bytesOf(ids.offsets) }
    };
    std::ranges::move(tags.tensors(), std::back_inserter(tensors));
    tensors.push_back({ "ids", "U8", { int64_t(ids.bytes.size()) }, bytesOf(ids.bytes) });
    const std::string header = safetensorsHeader(tensors,
                                                 { { QStringLiteral("format"), QLatin1String(FeatureStore::kFormat) },
                                                   { QStringLiteral("version"), QStringLiteral("1") } });
    file.write(header.data(), qint64(header.size()));
    file.seek(qint64(header.size()) + qint64(tracks * kImageSize * sizeof(float)));
    for (const NamedTensor &tensor : std::span(tensors).subspan(1))
        file.write(reinterpret_cast<const char *>(tensor.bytes.data()), qint64(tensor.bytes.size()));
}

std::shared_ptr<const Collection> snapshot(const Source &source, size_t rows, const QString &store)
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QString::fromLatin1(source.name) + QStringLiteral(".tsv"));
    {
        const std::string text = truthText(source, rows, 1);
        QFile out(file);
        if (!out.open(QIODevice::WriteOnly))
            throw std::runtime_error("cannot write");
        out.write(text.data(), qint64(text.size()));
    }
    Project project;
    ProjectSource entry;
    entry.name = QString::fromLatin1(source.name);
    entry.trainFile = file;
    if (!store.isEmpty())
        entry.featureInputs << store;
    project.sources.push_back(entry);
    const auto data = loadCollection(project, folder.path());
    if (!data)
        throw std::runtime_error("cannot load");
    return *data;
}

} // namespace melscope::simulated
