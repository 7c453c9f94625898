#include "core/study/grid_file.h"

#include "core/base/atomic_file.h"
#include "core/base/json_fields.h"
#include "core/base/words.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace melscope {

namespace {

const QString kFormat = QStringLiteral("melscope-grid");
constexpr int kVersion = 1;
constexpr int kMostFolds = 1000;

/// Seeds need more digits than JSON's numbers have.
QJsonArray seedsJson(const std::vector<uint64_t> &seeds)
{
    QJsonArray array;
    for (const uint64_t seed : seeds)
        array.append(QString::number(seed));
    return array;
}

} // namespace

Result<void> writeGrid(const GridConfig &config)
{
    QJsonArray variants;
    for (const RecipeVariant &variant : config.variants)
        variants.append(QJsonObject { { QStringLiteral("name"), variant.name },
                                      { QStringLiteral("recipe"), variant.recipe.toJson() },
                                      { QStringLiteral("single"), variant.single } });
    const QJsonObject json { { QStringLiteral("format"), kFormat },
                             { QStringLiteral("version"), kVersion },
                             { QStringLiteral("variants"), variants },
                             { QStringLiteral("seeds"), seedsJson(config.seeds) },
                             { QStringLiteral("folds"), config.folds } };
    const QDir folder(config.folder);
    if (const auto written = writeProjectFile(config.project, folder.filePath(grid_file::project)); !written)
        return written;
    return writeFileAtomically(folder.filePath(grid_file::description), QJsonDocument(json).toJson().toStdString());
}

Result<GridConfig> readGrid(const QString &folder)
{
    const QString remedy = tr("Run the grid once more.");
    const QString path = QDir(folder).filePath(grid_file::description);
    const auto json = JsonFields::read(path, { kFormat, kVersion, tr("Melscope grid"), remedy });
    if (!json)
        return passOn(json);
    GridConfig config;
    config.folder = folder;
    config.folds = json->integer(QStringLiteral("folds"), 0, kMostFolds);
    for (const JsonFields &fields : json->list(QStringLiteral("variants"))) {
        RecipeVariant variant { fields.text(QStringLiteral("name")), {}, fields.flag(QStringLiteral("single")) };
        auto recipe =
            Recipe::fromJson(fields.fields(QStringLiteral("recipe")).object(), path, QStringLiteral("variants.recipe"));
        if (!recipe)
            return passOn(recipe);
        variant.recipe = std::move(*recipe);
        config.variants.push_back(std::move(variant));
    }
    for (const QString &text : json->texts(QStringLiteral("seeds"))) {
        bool isNumber = false;
        config.seeds.push_back(text.toULongLong(&isNumber));
        if (!isNumber)
            json->refuse(QStringLiteral("seeds"), tr("whole numbers as texts"));
    }
    if (const auto checked = json->check(); !checked)
        return passOn(checked);
    if (config.variants.empty() || config.seeds.empty())
        return fail(tr("the grid has no run"), path, remedy);
    auto project = readProjectFile(QDir(folder).filePath(grid_file::project));
    if (!project)
        return passOn(project);
    config.project = std::move(*project);
    return config;
}

QStringList gridFoldersIn(const QString &folder)
{
    QStringList folders;
    if (folder.isEmpty())
        return folders;
    for (const QString &name : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name)) {
        const QString path = folder + QLatin1Char('/') + name;
        if (QFileInfo::exists(path + QLatin1Char('/') + grid_file::description))
            folders << path;
    }
    return folders;
}

} // namespace melscope
