#include "core/experiment/threshold_choice.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/experiment/pipeline.h"
#include "core/experiment/run_folder.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

QJsonObject toJson(const ThresholdChoice &choice)
{
    QJsonObject overrides;
    for (const auto &[label, value] : choice.overrides)
        overrides.insert(QString::fromStdString(label), std::isnan(value) ? QJsonValue() : QJsonValue(value));
    return { { QStringLiteral("format"), QStringLiteral("melscope-thresholds") },
             { QStringLiteral("version"), 1 },
             { QStringLiteral("rule"), toJson(choice.rule) },
             { QStringLiteral("add_parents"), choice.hierarchy.addParents },
             { QStringLiteral("drop_orphans"), choice.hierarchy.dropOrphans },
             { QStringLiteral("orphan_ratio"), choice.hierarchy.orphanRatio },
             { QStringLiteral("by_hand"), overrides } };
}

} // namespace

bool ThresholdChoice::operator==(const ThresholdChoice &other) const
{
    return rule == other.rule && hierarchy == other.hierarchy
        && std::equal(overrides.begin(), overrides.end(), other.overrides.begin(), other.overrides.end(), [](const auto &a, const auto &b) {
               return a.first == b.first && (a.second == b.second || (std::isnan(a.second) && std::isnan(b.second)));
           });
}

Result<ThresholdChoice> readThresholdChoice(const QString &folder, const QString &source)
{
    const QString path = folder + QLatin1Char('/') + run_file::thresholdChoice(source);
    ThresholdChoice choice;
    if (!QFile::exists(path))
        return choice;
    const auto text = readPlainOrCompressed(path);
    if (!text)
        return passOn(text);
    const QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
    if (json.value(QStringLiteral("format")).toString() != QStringLiteral("melscope-thresholds"))
        return fail(QStringLiteral("this does not tell how thresholds were chosen"), path, QStringLiteral("Delete it; the thresholds themselves stand in %1.").arg(run_file::thresholds(source)));
    choice.rule = ruleFromJson(json.value(QStringLiteral("rule")).toObject());
    choice.hierarchy.addParents = json.value(QStringLiteral("add_parents")).toBool();
    choice.hierarchy.dropOrphans = json.value(QStringLiteral("drop_orphans")).toBool();
    choice.hierarchy.orphanRatio = json.value(QStringLiteral("orphan_ratio")).toDouble(choice.hierarchy.orphanRatio);
    const QJsonObject overrides = json.value(QStringLiteral("by_hand")).toObject();
    for (auto it = overrides.begin(); it != overrides.end(); ++it)
        choice.overrides[it.key().toStdString()] = it.value().isDouble() ? it.value().toDouble() : std::nan("");
    return choice;
}

Thresholds chosenThresholds(std::vector<double> ofRule, const ThresholdChoice &choice, const std::vector<std::string> &classes, std::vector<char> inTarget)
{
    Thresholds thresholds { std::move(ofRule), std::move(inTarget) };
    for (const auto &[label, value] : choice.overrides) {
        const auto found = std::find(classes.begin(), classes.end(), label);
        if (found != classes.end())
            thresholds.values[size_t(found - classes.begin())] = value;
    }
    return thresholds;
}

ScoreLabeller labellerOf(const Run &run, size_t source)
{
    return ScoreLabeller(run.sources[source].thresholds, run.sources[source].choice.hierarchy, parentsOf(run.space.classes()));
}

Result<std::shared_ptr<const Run>> saveThresholdChoice(const std::shared_ptr<const Run> &run, size_t source, const ThresholdChoice &choice,
                                                       const Thresholds &thresholds)
{
    const auto lock = FolderLock::take(runLock(run->folder), FolderLock::Sharing::WithinProcess);
    if (!lock)
        return passOn(lock);
    auto changed = std::make_shared<Run>(*run);
    RunSource &own = changed->sources[source];
    own.choice = choice;
    for (size_t i = 0; i < own.thresholds.size(); ++i) {
        if (own.thresholds.inTarget[i])
            own.thresholds.values[i] = thresholds.values[i];
    }
    const QString base = changed->folder + QLatin1Char('/');
    if (const auto written = writeThresholds(own.thresholds, base + run_file::thresholds(own.name)); !written)
        return passOn(written);
    const QByteArray json = QJsonDocument(toJson(choice)).toJson(QJsonDocument::Indented);
    if (const auto written = writeFileAtomically(base + run_file::thresholdChoice(own.name), { json.constData(), size_t(json.size()) }); !written)
        return passOn(written);
    return std::shared_ptr<const Run>(std::move(changed));
}

Result<void> writePredictions(const Run &run, size_t source, const CancelToken &cancel)
{
    const auto lock = FolderLock::take(runLock(run.folder), FolderLock::Sharing::WithinProcess);
    if (!lock)
        return passOn(lock);
    const RunSource &own = run.sources[source];
    const ScoreLabeller labeller = labellerOf(run, source);
    for (const auto &[scores, file] : { std::pair(own.validationScores, run_file::validationPredictions(own.name)),
                                        std::pair(own.testScores, run_file::testPredictions(own.name)) }) {
        if (!scores)
            continue;
        if (cancel.isCancelled())
            return cancelled();
        if (const auto written = writeFileAtomically(run.folder + QLatin1Char('/') + file, submissionText(*scores, labeller, run.space, source)); !written)
            return written;
    }
    return {};
}

Result<bool> thresholdsAreAsRead(const Run &run)
{
    auto sameValue = [](double a, double b) { return std::fabs(a) == std::fabs(b) || (std::isnan(a) && std::isnan(b)); };
    for (const RunSource &source : run.sources) {
        const QString path = run.folder + QLatin1Char('/') + run_file::thresholds(source.name);
        if (source.thresholds.size() == 0)
            continue;
        const auto now = readThresholds(path, source.thresholds.size());
        const auto choice = readThresholdChoice(run.folder, source.name);
        if (!now)
            return passOn(now);
        if (!choice)
            return passOn(choice);
        if (!(*choice == source.choice) || !std::equal(now->values.begin(), now->values.end(), source.thresholds.values.begin(), source.thresholds.values.end(), sameValue))
            return false;
    }
    return true;
}

bool predictionsAreOld(const Run &run, size_t source)
{
    const QString base = run.folder + QLatin1Char('/');
    const QFileInfo choice(base + run_file::thresholdChoice(run.sources[source].name));
    if (!choice.exists())
        return false;
    auto isOld = [&](const QString &name) { return QFileInfo(base + name).lastModified() < choice.lastModified(); };
    return (run.sources[source].validationScores && isOld(run_file::validationPredictions(run.sources[source].name)))
        || (run.sources[source].testScores && isOld(run_file::testPredictions(run.sources[source].name)));
}

} // namespace melscope
