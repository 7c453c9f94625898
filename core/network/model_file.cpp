#include "core/network/model_file.h"

#include "core/base/json_fields.h"
#include "core/base/safetensors.h"
#include "core/base/words.h"
#include "core/network/mel_network.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace melscope {

namespace {
const std::string kInputMean = "input.mean"; // dB
const std::string kInputInverse = "input.inverse_deviation";
const std::vector<int64_t> kInputShape { int64_t(kBands), int64_t(kChannels) };
} // namespace

Result<void> writeModel(const Model &model, const QString &path)
{
    std::vector<NamedTensor> tensors;
    for (const auto &[name, tensor] : model.tensors)
        tensors.push_back({ name, "F32", tensor.shape, bytesOf(tensor.values) });
    const bool decibels = model.input.kind == InputKind::Decibels;
    if (decibels) {
        tensors.push_back({ kInputMean, "F32", kInputShape, std::as_bytes(std::span(model.input.mean)) });
        tensors.push_back({ kInputInverse, "F32", kInputShape, std::as_bytes(std::span(model.input.inverse)) });
    }
    QJsonArray classes;
    for (const std::string &name : model.classes)
        classes.append(QString::fromStdString(name));
    return writeSafetensors(
        path, tensors,
        { { QStringLiteral("format"), QLatin1String(kModelFormat) },
          // Older programs would feed the network something else than it wants.
          { QStringLiteral("version"), QString::number(decibels ? kModelVersion : 1) },
          { QStringLiteral("input"), inputKindName(model.input.kind) },
          { QStringLiteral("filters"), filtersText(model.shape.filters) },
          { QStringLiteral("classes"), QString::fromUtf8(QJsonDocument(classes).toJson(QJsonDocument::Compact)) } });
}

Result<Model> readModel(const QString &path)
{
    const auto file = SafetensorsFile::open(path, QLatin1String(kModelFormat), kModelVersion);
    if (!file)
        return passOn(file);
    const QString remedy = tr("Train the model anew.");
    Model model;
    auto names = parseNameArray(file->metadata().value(QStringLiteral("classes")));
    if (!names)
        return fail(tr("the model is corrupt: the names of its classes are wrong: ") + names.error().what, path,
                    remedy);
    model.classes = std::move(*names);
    auto filters = parseFilters(file->metadata().value(QStringLiteral("filters")));
    if (!filters || model.classes.empty())
        return fail(tr("the model is corrupt: its filters or classes are missing"), path, remedy);
    model.shape = { std::move(*filters), int(model.classes.size()) };
    for (const auto &[name, shape] : tensorShapes(model.shape)) {
        const auto tensor = file->tensor(name, "F32", shape);
        if (!tensor)
            return passOn(tensor);
        model.tensors[name] = { shape, copyOf<float>(*tensor) };
    }
    const auto kind = inputKindOf(file->metadata().value(QStringLiteral("input"), inputKindName(InputKind::Scaled)));
    if (!kind)
        return fail(tr("the model wants an input that this program does not know"), path, tr("Update Melscope."));
    model.input.kind = *kind;
    if (*kind == InputKind::Decibels) {
        for (const auto &[name, values] :
             { std::pair(&kInputMean, &model.input.mean), std::pair(&kInputInverse, &model.input.inverse) }) {
            const auto tensor = file->tensor(*name, "F32", kInputShape);
            if (!tensor)
                return passOn(tensor);
            std::ranges::copy(copyOf<float>(*tensor), values->begin());
        }
    }
    return model;
}

} // namespace melscope
