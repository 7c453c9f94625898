#include "core/training/recipe.h"

#include <QJsonArray>
#include <QStringList>

namespace melscope {

Result<void> Recipe::check() const
{
    auto wrong = [](const char *setting, const QString &range) {
        return fail(QStringLiteral("%1 must be %2").arg(QLatin1String(setting), range));
    };
    if (epochs < 1)
        return wrong("epochs", QStringLiteral("at least 1"));
    if (patience < 1)
        return wrong("patience", QStringLiteral("at least 1"));
    if (batchSize < 2)
        return wrong("batch-size", QStringLiteral("at least 2"));
    if (!(learningRate > 0 && learningRate <= 1))
        return wrong("learning-rate", QStringLiteral("more than 0 and at most 1"));
    if (!(dropout >= 0 && dropout < 1))
        return wrong("dropout", QStringLiteral("at least 0 and less than 1"));
    if (filters.empty() || filters.size() > size_t(kMostBlocks))
        return wrong("filters", QStringLiteral("a list of 1 to %1 numbers").arg(kMostBlocks));
    for (const int count : filters) {
        if (count < 1 || count > 8192)
            return wrong("filters", QStringLiteral("numbers between 1 and 8192"));
    }
    if (threads < 0)
        return wrong("threads", QStringLiteral("at least 0"));
    if (device != QStringLiteral("auto") && device != QStringLiteral("cpu") && device != QStringLiteral("cuda"))
        return wrong("device", QStringLiteral("auto, cpu or cuda"));
    return {};
}

QJsonObject Recipe::toJson() const
{
    QJsonArray filterArray;
    for (const int count : filters)
        filterArray.append(count);
    return { { QStringLiteral("epochs"), epochs },
             { QStringLiteral("patience"), patience },
             { QStringLiteral("batch_size"), batchSize },
             { QStringLiteral("learning_rate"), learningRate },
             { QStringLiteral("dropout"), dropout },
             { QStringLiteral("filters"), filterArray },
             { QStringLiteral("balance"), balance },
             // A JSON number holds 53 bits only.
             { QStringLiteral("seed"), QString::number(seed) },
             { QStringLiteral("threads"), threads },
             { QStringLiteral("device"), device } };
}

Result<Recipe> Recipe::fromJson(const QJsonObject &json)
{
    Recipe recipe;
    recipe.epochs = json.value(QStringLiteral("epochs")).toInt(recipe.epochs);
    recipe.patience = json.value(QStringLiteral("patience")).toInt(recipe.patience);
    recipe.batchSize = json.value(QStringLiteral("batch_size")).toInt(recipe.batchSize);
    recipe.learningRate = json.value(QStringLiteral("learning_rate")).toDouble(recipe.learningRate);
    recipe.dropout = json.value(QStringLiteral("dropout")).toDouble(recipe.dropout);
    recipe.balance = json.value(QStringLiteral("balance")).toBool(recipe.balance);
    recipe.seed = json.value(QStringLiteral("seed")).toString(QString::number(recipe.seed)).toULongLong();
    recipe.threads = json.value(QStringLiteral("threads")).toInt(recipe.threads);
    recipe.device = json.value(QStringLiteral("device")).toString(recipe.device);
    if (const QJsonArray filters = json.value(QStringLiteral("filters")).toArray(); !filters.isEmpty()) {
        recipe.filters.clear();
        for (const QJsonValue &count : filters)
            recipe.filters.push_back(count.toInt());
    }
    if (const auto checked = recipe.check(); !checked)
        return passOn(checked);
    return recipe;
}

Result<std::vector<int>> parseFilters(const QString &text)
{
    std::vector<int> filters;
    for (const QString &part : text.split(QLatin1Char(','))) {
        bool ok = false;
        filters.push_back(part.trimmed().toInt(&ok));
        if (!ok || filters.back() < 1)
            return fail(QStringLiteral("\"%1\" is no list of filter counts").arg(text), {},
                        QStringLiteral("Write it as 64,128,256,512."));
    }
    return filters;
}

QString filtersText(const std::vector<int> &filters)
{
    QStringList parts;
    for (const int count : filters)
        parts << QString::number(count);
    return parts.join(QLatin1Char(','));
}

} // namespace melscope
