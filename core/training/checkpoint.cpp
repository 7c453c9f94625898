#include "core/training/checkpoint.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/safetensors.h"
#include "core/base/words.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace melscope {

namespace {

const QString kFormat = QStringLiteral("melscope-checkpoint");
constexpr int kVersion = 2; ///< within an epoch, which the first version does not know of
constexpr int kVersionOfWhole = 1;
QString remedyText()
{
    return tr("Start the training anew.");
}

// Prefixes of the tensors' names.
const std::string kState = "state.";
const std::string kFirst = "first_moment.";
const std::string kSecond = "second_moment.";
const std::string kBest = "best.";
const std::string kInputMean = "input.mean";
const std::string kInputInverse = "input.inverse_deviation";

QString jsonText(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

/// Exactly what was there, to the last bit.
QString exactText(double value)
{
    return QString::fromStdString(shortestText(value));
}

} // namespace

namespace {

/// Numbers among the metadata, each of which must be there. The first that is wrong is kept.
class MetadataNumbers
{
public:
    MetadataNumbers(const QMap<QString, QString> &metadata, QString path)
        : m_metadata(metadata)
        , m_path(std::move(path))
    {
    }
    uint64_t count(const char *key, uint64_t most) const
    {
        const auto value = parseCount(m_metadata.value(QLatin1String(key)));
        if (!value || *value > most)
            refuse(key, tr("a whole number between 0 and %1").arg(most));
        return value && *value <= most ? *value : 0;
    }
    /// At least 0; a loss may be infinite before the first epoch that has one.
    double loss(const char *key) const
    {
        const QString text = m_metadata.value(QLatin1String(key));
        const auto value = text == QStringLiteral("inf") ? std::numeric_limits<double>::infinity() : parseNumber(text);
        if (!value || *value < 0)
            refuse(key, tr("a number, at least 0"));
        return value.value_or(0);
    }
    Result<void> check() const
    {
        if (m_error)
            return tl::make_unexpected(*m_error);
        return {};
    }

private:
    void refuse(const char *key, const QString &expected) const
    {
        if (!m_error)
            m_error =
                Error::failure(tr("the checkpoint is corrupt: \"%1\" must be %2, not \"%3\"")
                                   .arg(QLatin1String(key), expected, m_metadata.value(QLatin1String(key)).left(40)),
                               m_path, remedyText());
    }

    const QMap<QString, QString> &m_metadata;
    QString m_path;
    mutable std::optional<Error> m_error;
};

} // namespace

Result<void> writeCheckpoint(const Checkpoint &checkpoint, const QString &path)
{
    std::vector<NamedTensor> tensors;
    for (const auto &[prefix, group] :
         { std::pair(&kState, &checkpoint.state.tensors), std::pair(&kFirst, &checkpoint.state.firstMoments),
           std::pair(&kSecond, &checkpoint.state.secondMoments), std::pair(&kBest, &checkpoint.best) }) {
        for (const auto &[name, tensor] : *group)
            tensors.push_back({ *prefix + name, "F32", tensor.shape, bytesOf(tensor.values) });
    }
    const std::vector<int64_t> inputShape { int64_t(kBands), int64_t(kChannels) };
    tensors.push_back({ kInputMean, "F32", inputShape, std::as_bytes(std::span(checkpoint.input.mean)) });
    tensors.push_back({ kInputInverse, "F32", inputShape, std::as_bytes(std::span(checkpoint.input.inverse)) });
    QMap<QString, QString> metadata {
        { QStringLiteral("format"), kFormat },
        { QStringLiteral("version"), QString::number(kVersionOfWhole) },
        { QStringLiteral("recipe"), jsonText(checkpoint.recipe.toJson()) },
        { QStringLiteral("fingerprint"), checkpoint.fingerprint },
        { QStringLiteral("engine"), checkpoint.engine },
        { QStringLiteral("epoch"), QString::number(checkpoint.epoch) },
        { QStringLiteral("steps"), QString::number(checkpoint.steps) },
        { QStringLiteral("updates"), QString::number(checkpoint.state.updates) },
        { QStringLiteral("best_epoch"), QString::number(checkpoint.bestEpoch) },
        { QStringLiteral("best_validation_loss"), exactText(checkpoint.bestValidationLoss) },
        { QStringLiteral("input"), inputKindName(checkpoint.input.kind) },
        { QStringLiteral("learning_rate"), exactText(checkpoint.learningRate) },
        { QStringLiteral("patience"), QString::number(checkpoint.patience) },
        { QStringLiteral("history"), QString::fromStdString(historyText(checkpoint.history)) }
    };
    if (const Checkpoint::Begun &begun = checkpoint.begun; begun.steps > 0) {
        metadata[QStringLiteral("version")] = QString::number(kVersion);
        metadata[QStringLiteral("begun_steps")] = QString::number(begun.steps);
        for (const auto &[key, value] :
             { std::pair("begun_loss", begun.loss), std::pair("begun_correct", begun.correct),
               std::pair("begun_weight", begun.weight) })
            metadata[QLatin1String(key)] = exactText(value);
    }
    return writeSafetensors(path, tensors, metadata);
}

Result<Checkpoint> readCheckpoint(const QString &path)
{
    const auto file = SafetensorsFile::open(path, kFormat, kVersion);
    if (!file)
        return passOn(file);
    const auto &metadata = file->metadata();
    Checkpoint checkpoint;
    const MetadataNumbers numbers(metadata, path);
    const QJsonDocument document = QJsonDocument::fromJson(metadata.value(QStringLiteral("recipe")).toUtf8());
    if (!document.isObject())
        return fail(tr("the checkpoint is corrupt: its recipe is no JSON object"), path, remedyText());
    auto recipe = Recipe::fromJson(document.object(), path, QStringLiteral("recipe"));
    if (!recipe)
        return passOn(recipe);
    checkpoint.recipe = std::move(*recipe);
    checkpoint.fingerprint = metadata.value(QStringLiteral("fingerprint"));
    checkpoint.engine = metadata.value(QStringLiteral("engine"));
    checkpoint.epoch = int(numbers.count("epoch", Recipe::kMostEpochs));
    checkpoint.steps = numbers.count("steps", std::numeric_limits<int64_t>::max());
    checkpoint.state.updates = int64_t(numbers.count("updates", std::numeric_limits<int64_t>::max()));
    checkpoint.bestEpoch = int(numbers.count("best_epoch", uint64_t(checkpoint.epoch)));
    checkpoint.bestValidationLoss = numbers.loss("best_validation_loss");
    checkpoint.learningRate = numbers.loss("learning_rate");
    checkpoint.patience = int(numbers.count("patience", Recipe::kMostEpochs));
    if (metadata.contains(QStringLiteral("begun_steps"))) {
        checkpoint.begun.steps = numbers.count("begun_steps", std::numeric_limits<int64_t>::max());
        checkpoint.begun.loss = numbers.loss("begun_loss");
        checkpoint.begun.correct = numbers.loss("begun_correct");
        checkpoint.begun.weight = numbers.loss("begun_weight");
    }
    if (const auto checked = numbers.check(); !checked)
        return passOn(checked);
    auto history = parseHistory(metadata.value(QStringLiteral("history")).toStdString(), path);
    if (!history)
        return passOn(history);
    checkpoint.history = std::move(*history);
    const auto kind = inputKindOf(metadata.value(QStringLiteral("input")));
    if (!kind || int(checkpoint.history.size()) != checkpoint.epoch)
        return fail(tr("the checkpoint is corrupt"), path, remedyText());
    checkpoint.input.kind = *kind;
    for (const auto &[name, tensor] : file->tensors()) {
        if (tensor.dtype != "F32")
            return fail(tr("the checkpoint is corrupt: a tensor is no float32"), path, remedyText());
        for (const auto &[prefix, group] :
             { std::pair(&kState, &checkpoint.state.tensors), std::pair(&kFirst, &checkpoint.state.firstMoments),
               std::pair(&kSecond, &checkpoint.state.secondMoments), std::pair(&kBest, &checkpoint.best) }) {
            if (name.starts_with(*prefix))
                (*group)[name.substr(prefix->size())] = { tensor.shape, copyOf<float>(tensor) };
        }
    }
    for (const auto &[name, values] :
         { std::pair(&kInputMean, &checkpoint.input.mean), std::pair(&kInputInverse, &checkpoint.input.inverse) }) {
        const auto tensor = file->tensor(*name, "F32", { int64_t(kBands), int64_t(kChannels) });
        if (!tensor)
            return passOn(tensor);
        std::ranges::copy(copyOf<float>(*tensor), values->begin());
    }
    return checkpoint;
}

CheckpointFolder::CheckpointFolder(QString path)
    : m_path(std::move(path))
{
}

CheckpointFolder::~CheckpointFolder()
{
    (void)finish();
}

QStringList CheckpointFolder::files() const
{
    // The numbers have leading zeros, so the names sort by epoch.
    return QDir(m_path).entryList({ QStringLiteral("checkpoint-*.safetensors") }, QDir::Files,
                                  QDir::Name | QDir::Reversed);
}

bool CheckpointFolder::hasAny() const
{
    return !files().isEmpty();
}

Result<void> CheckpointFolder::write(Checkpoint checkpoint)
{
    auto before = finish();
    m_writing = std::async(std::launch::async, [this, checkpoint = std::move(checkpoint)]() -> Result<void> {
        const QString name = QStringLiteral("checkpoint-%1.safetensors").arg(checkpoint.epoch, 8, 10, QLatin1Char('0'));
        if (const auto written = writeCheckpoint(checkpoint, m_path + QLatin1Char('/') + name); !written)
            return written;
        const QStringList all = files();
        for (const QString &old : all.mid(2))
            QFile::remove(m_path + QLatin1Char('/') + old);
        // For whoever follows from elsewhere; nothing goes on from it, so it need not wait for the disk.
        return writeFileAtomically(m_path + QLatin1Char('/') + kHistory, historyText(checkpoint.history),
                                   AtomicFile::Durability::InTime);
    });
    return before;
}

Result<void> CheckpointFolder::finish()
{
    if (!m_writing.valid())
        return {};
    return m_writing.get();
}

Result<Checkpoint> CheckpointFolder::read() const
{
    std::optional<Error> first;
    for (const QString &name : files()) {
        auto checkpoint = readCheckpoint(m_path + QLatin1Char('/') + name);
        if (checkpoint)
            return checkpoint;
        if (!first)
            first = checkpoint.error();
    }
    return tl::make_unexpected(first.value_or(Error::failure(tr("there is no checkpoint"), m_path, remedyText())));
}

void CheckpointFolder::remove()
{
    (void)finish();
    for (const QString &name : files())
        QFile::remove(m_path + QLatin1Char('/') + name);
    QFile::remove(m_path + QLatin1Char('/') + kHistory);
}

} // namespace melscope
