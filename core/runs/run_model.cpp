#include "core/runs/run_model.h"

#include "core/base/atomic_file.h"
#include "core/base/words.h"
#include "core/network/model_file.h"
#include "core/network/onnx_file.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <optional>

namespace melscope {

Result<Model> readRunModel(const Run &run)
{
    auto model = readModel(run.folder + QLatin1Char('/') + run_file::model);
    if (model && model->classes != run.space.classes())
        return fail(tr("the model has other classes than the run"), run.folder, tr("Train anew."));
    return model;
}

Result<std::string> runAsOnnx(const Run &run)
{
    const auto model = readRunModel(run);
    if (!model)
        return passOn(model);
    OnnxMetadata metadata { { "data_fingerprint", run.fingerprint.toStdString() },
                            { "recipe",
                              QJsonDocument(run.recipe.toJson()).toJson(QJsonDocument::Compact).toStdString() } };
    for (const RunSource &source : run.sources) {
        QJsonArray thresholds;
        for (size_t i = 0; i < source.thresholds.size(); ++i) {
            const double value = source.thresholds.values[i];
            thresholds.append(source.thresholds.predicts(i) ? QJsonValue(value) : QJsonValue());
        }
        metadata.emplace("thresholds." + source.name.toStdString(),
                         QJsonDocument(thresholds).toJson(QJsonDocument::Compact).toStdString());
    }
    return onnxModel(*model, metadata);
}

Result<void> saveRunAsOnnx(const Run &run, const QString &path)
{
    std::optional<FolderLock> lock;
    if (QFileInfo(path).absoluteDir() == QDir(run.folder)) {
        auto taken = FolderLock::take(runLock(run.folder), FolderLock::Sharing::WithinProcess);
        if (!taken)
            return passOn(taken);
        lock = std::move(*taken);
    }
    const auto bytes = runAsOnnx(run);
    return bytes ? writeFileAtomically(path, *bytes) : passOn(bytes);
}

} // namespace melscope
