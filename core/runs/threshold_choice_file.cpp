#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/json_fields.h"
#include "core/base/words.h"
#include "core/runs/run_folder.h"
#include "core/runs/threshold_choice.h"

#include <QFile>
#include <QJsonDocument>

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

Result<ThresholdChoice> readThresholdChoice(const QString &folder, const QString &source)
{
    const QString path = folder + QLatin1Char('/') + run_file::thresholdChoice(source);
    ThresholdChoice choice;
    if (!mayBeThere(path))
        return choice;
    const auto json =
        JsonFields::read(path,
                         { QStringLiteral("melscope-thresholds"), 1, tr("choice of thresholds"),
                           tr("Delete it; the thresholds themselves stand in %1.").arg(run_file::thresholds(source)) });
    if (!json)
        return passOn(json);
    choice.rule = readRule(json->fields("rule"));
    choice.hierarchy.addParents = json->flag("add_parents");
    choice.hierarchy.dropOrphans = json->flag("drop_orphans");
    choice.hierarchy.orphanRatio = json->number("orphan_ratio", 0, kGreatestOrphanRatio, choice.hierarchy.orphanRatio);
    const JsonFields byHand = json->fields("by_hand");
    for (const QString &label : byHand.object().keys())
        choice.overrides[label.toStdString()] =
            byHand.number(label, 0, kGreatestThreshold, std::nan("")); // null: never predicted
    if (const auto checked = json->check(); !checked)
        return passOn(checked);
    return choice;
}

Result<void> writeThresholdChoice(const ThresholdChoice &choice, const QString &folder, const QString &source)
{
    const QByteArray json = QJsonDocument(toJson(choice)).toJson(QJsonDocument::Indented);
    return writeFileAtomically(folder + QLatin1Char('/') + run_file::thresholdChoice(source),
                               { json.constData(), size_t(json.size()) });
}

} // namespace melscope
