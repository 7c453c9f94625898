#include "core/training/model_file.h"

#include "core/base/safetensors.h"
#include "core/training/recipe.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace melscope {

Result<void> writeModel(const Model &model, const QString &path)
{
    std::vector<NamedTensor> tensors;
    for (const auto &[name, tensor] : model.tensors)
        tensors.push_back({ name, "F32", tensor.shape, bytesOf(tensor.values) });
    QJsonArray classes;
    for (const std::string &name : model.classes)
        classes.append(QString::fromStdString(name));
    return writeSafetensors(path, tensors,
                            { { QStringLiteral("format"), QLatin1String(kModelFormat) },
                              { QStringLiteral("version"), QString::number(kModelVersion) },
                              { QStringLiteral("filters"), filtersText(model.shape.filters) },
                              { QStringLiteral("classes"), QString::fromUtf8(QJsonDocument(classes).toJson(QJsonDocument::Compact)) } });
}

Result<Model> readModel(const QString &path)
{
    const auto file = SafetensorsFile::open(path, QLatin1String(kModelFormat), kModelVersion);
    if (!file)
        return passOn(file);
    const QString remedy = QStringLiteral("Train the model anew.");
    Model model;
    const QByteArray names = file->metadata().value(QStringLiteral("classes")).toUtf8();
    for (const QJsonValue &name : QJsonDocument::fromJson(names).array())
        model.classes.push_back(name.toString().toStdString());
    auto filters = parseFilters(file->metadata().value(QStringLiteral("filters")));
    if (!filters || model.classes.empty())
        return fail(QStringLiteral("the model is corrupt: its filters or classes are missing"), path, remedy);
    model.shape = { std::move(*filters), int(model.classes.size()) };
    for (const auto &[name, shape] : tensorShapes(model.shape)) {
        const auto tensor = file->tensor(name, "F32", shape);
        if (!tensor)
            return passOn(tensor);
        model.tensors[name] = { shape, copyOf<float>(*tensor) };
    }
    return model;
}

} // namespace melscope
