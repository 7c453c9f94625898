#include "soak_project.h"

#include "simulated_data.h"

#include "core/collection/project_file.h"

#include <QFile>

#include <algorithm>

namespace melscope::soak {

namespace {

constexpr size_t kStoreTracks = 20'000;

void write(const QString &path, const std::string &text)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.data(), qint64(text.size())) != qint64(text.size()))
        qFatal("%s cannot be written", qPrintable(path));
}

} // namespace

QString writeProject(const QString &folder, size_t rows)
{
    auto path = [&folder](const char *name) { return folder + QLatin1Char('/') + QLatin1String(name); };
    const QString train = path("allmusic-train.tsv");
    const QString validation = path("allmusic-validation.tsv");
    write(train, simulated::truthText(simulated::kSources[0], rows, 1));
    write(validation, simulated::truthText(simulated::kSources[0], std::max<size_t>(rows / 20, 5000), 2));
    const QString store = path("features.safetensors");
    simulated::writeStore(store, kStoreTracks, true);
    Project project;
    ProjectSource source;
    source.name = QStringLiteral("allmusic");
    source.trainFile = train;
    source.validationFile = validation;
    source.featureInputs << store;
    project.sources.push_back(source);
    const QString file = path("soak.melscope");
    if (!writeProjectFile(project, file))
        qFatal("the project cannot be written");
    return file;
}

} // namespace melscope::soak
