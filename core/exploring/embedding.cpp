#include "core/exploring/embedding.h"

#include "core/base/atomic_file.h"
#include "core/base/parallel.h"
#include "core/base/safetensors.h"
#include "core/base/words.h"
#include "core/network/fused_network.h"
#include "core/runs/run_model.h"
#include "core/training/batch_loader.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <cmath>
#include <numeric>

namespace melscope {

namespace {

constexpr size_t kBatch = 1000; ///< tracks
constexpr int64_t kMostDimensions = 1 << 20;

} // namespace

std::shared_ptr<const Embedding> Embedding::make(RecordingIds ids, size_t dimensions, std::vector<float> values)
{
    auto embedding = std::make_shared<Embedding>();
    embedding->m_ids = std::move(ids);
    embedding->m_dimensions = dimensions;
    embedding->m_owned = std::move(values);
    embedding->m_values = embedding->m_owned;
    return embedding;
}

Result<std::shared_ptr<const Embedding>> Embedding::open(const QString &path)
{
    const auto file = SafetensorsFile::open(path, QLatin1String(kFormat), kVersion);
    if (!file)
        return passOn(file);
    const auto values = file->tensor("embedding", "F32", { -1, -1 });
    if (!values)
        return passOn(values);
    const int64_t tracks = values->shape[0];
    const int64_t dimensions = values->shape[1];
    if (tracks >= UINT32_MAX || dimensions < 1 || dimensions > kMostDimensions)
        return fail(tr("%1 tracks of %2 values each are no embedding")
                        .arg(QString::number(tracks), QString::number(dimensions)),
                    path, tr("Make it anew."));
    auto ids = RecordingIds::fromTensors(*file, tracks);
    if (!ids)
        return passOn(ids);
    auto embedding = std::make_shared<Embedding>();
    embedding->m_ids = std::move(*ids);
    embedding->m_dimensions = size_t(dimensions);
    embedding->m_model = file->metadata().value(QStringLiteral("model"));
    if (isAligned<float>(*values)) {
        embedding->m_map = file->map();
        embedding->m_values = elementsOf<float>(*values);
    } else {
        embedding->m_owned = copyOf<float>(*values);
        embedding->m_values = embedding->m_owned;
    }
    return embedding;
}

QString embeddingFingerprint(const Embedding &embedding)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    const IdTensors ids = embedding.ids().tensors();
    hash.addData(QByteArrayView(ids.bytes.data(), qsizetype(ids.bytes.size())));
    return embedding.model() + QLatin1Char(':') + QString::fromLatin1(hash.result().toHex());
}

QString modelFingerprint(const Model &model)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](const auto &values) {
        const auto bytes = std::as_bytes(std::span(values));
        hash.addData(QByteArrayView(bytes.data(), qsizetype(bytes.size())));
    };
    for (const auto &[name, tensor] : model.tensors) {
        add(name);
        add(tensor.values);
    }
    add(model.input.mean);
    add(model.input.inverse);
    return QString::fromLatin1(hash.result().toHex().left(32));
}

Result<void> writeEmbedding(const Model &model, const Dataset &tracks, const QString &path, int threads,
                            const CancelToken &cancel, const ProgressCallback &progress)
{
    EngineSettings settings;
    settings.threads = threads > 0 ? threads : availableProcessors();
    settings.interrupt = [cancel] { return cancel.isCancelled(); };
    FusedNetwork network(model.shape, settings);
    if (const auto set = network.setState({ model.tensors, {}, {}, 0 }); !set)
        return set;
    const auto size = size_t(network.embeddingSize());
    const IdTensors ids = tracks.ids.tensors();
    const auto count = int64_t(tracks.size());
    AtomicFile file(path);
    if (const auto opened = file.open(); !opened)
        return opened;
    // Offsets first: what follows 8-byte elements is aligned for 4-byte ones.
    const std::string header = safetensorsHeader({ { "id_offsets", "U64", { count + 1 }, bytesOf(ids.offsets) },
                                                   { "embedding", "F32", { count, int64_t(size) }, {} },
                                                   { "ids", "U8", { int64_t(ids.bytes.size()) }, bytesOf(ids.bytes) } },
                                                 { { QStringLiteral("format"), QLatin1String(Embedding::kFormat) },
                                                   { QStringLiteral("version"), QString::number(Embedding::kVersion) },
                                                   { QStringLiteral("model"), modelFingerprint(model) } });
    (void)file.write(header); // commit() tells of the first failure
    (void)file.write(bytesOf(ids.offsets));

    std::vector<uint32_t> order(tracks.size());
    std::iota(order.begin(), order.end(), 0U);
    const LossMasks masks;
    BatchLoader loader(tracks, model.input, masks, { std::move(order), kBatch });
    StageProgress stage(progress, Stage::Embedding, QStringLiteral("tracks"), count);
    std::vector<float> values;
    size_t done = 0;
    while (const Batch *batch = loader.next()) {
        values.resize(batch->tracks * size);
        (void)network.embed(*batch, values.data());
        if (cancel.isCancelled())
            return cancelled();
        const auto wrong = std::ranges::find_if(values, [](float value) { return !std::isfinite(value); });
        if (wrong != values.end())
            return fail(tr("the model makes no number of the recording %1")
                            .arg(QString::fromStdString(tracks.ids.text(done + size_t(wrong - values.begin()) / size))),
                        {}, tr("Its features, or the model, are damaged: import the features or train anew."));
        if (const auto written = file.write(bytesOf(values)); !written)
            return written;
        done += batch->tracks;
        stage.update(qint64(done));
    }
    (void)file.write(bytesOf(ids.bytes));
    return file.commit();
}

Result<std::shared_ptr<const Embedding>> embeddingOf(const Run &run, const RunPart &part, int threads,
                                                     const CancelToken &cancel, const ProgressCallback &progress)
{
    const auto model = readRunModel(run);
    if (!model)
        return passOn(model);
    const QString path = run.folder + QLatin1Char('/') + run_file::embedding(part.name);
    if (QFileInfo::exists(path)) {
        // What is damaged, as what is another model's, is made anew.
        if (auto kept = Embedding::open(path); kept && (*kept)->model() == modelFingerprint(*model))
            return kept;
    }
    const auto tracks = tracksOfPart(run, part, cancel, progress);
    if (!tracks)
        return passOn(tracks);
    const auto lock = FolderLock::take(runLock(run.folder));
    if (!lock)
        return passOn(lock);
    if (const auto written = writeEmbedding(*model, **tracks, path, threads, cancel, progress); !written)
        return passOn(written);
    return Embedding::open(path);
}

} // namespace melscope
