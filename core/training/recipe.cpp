#include "core/training/recipe.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace melscope {

Recipe Recipe::paper()
{
    Recipe recipe;
    recipe.base = QStringLiteral("paper");
    recipe.epochs = 500;
    recipe.patience = 50;
    recipe.batchSize = 1000;
    recipe.learningRate = 1e-3;
    recipe.schedule = Schedule::Constant;
    recipe.warmup = 0;
    recipe.weightDecay = 0;
    recipe.mixup = 0;
    recipe.normDecay = 0.99;
    recipe.logOddsBias = false;
    recipe.input = InputKind::Scaled;
    recipe.multiSource = MultiSource::Union;
    return recipe;
}

Result<Recipe> Recipe::named(const QString &name)
{
    if (name == QStringLiteral("melscope"))
        return melscope();
    if (name == QStringLiteral("paper"))
        return paper();
    return fail(QStringLiteral("there is no recipe \"%1\"").arg(name), {}, QStringLiteral("Take melscope or paper."));
}

Result<void> Recipe::check() const
{
    auto wrong = [](const char *setting, const QString &range) {
        return fail(QStringLiteral("%1 must be %2").arg(QLatin1String(setting), range));
    };
    if (epochs < 1)
        return wrong("epochs", QStringLiteral("at least 1"));
    if (patience < 1)
        return wrong("patience", QStringLiteral("at least 1"));
    if (batchSize != 0 && batchSize < 2)
        return wrong("batch-size", QStringLiteral("at least 2, or 0 to follow the data"));
    if (!(learningRate > 0 && learningRate <= 1))
        return wrong("learning-rate", QStringLiteral("more than 0 and at most 1"));
    if (!(warmup >= 0 && warmup <= 1000))
        return wrong("warmup", QStringLiteral("between 0 and 1000 epochs"));
    if (!(weightDecay >= 0 && weightDecay <= 10))
        return wrong("weight-decay", QStringLiteral("between 0 and 10"));
    if (!(dropout >= 0 && dropout < 1))
        return wrong("dropout", QStringLiteral("at least 0 and less than 1"));
    if (!(mixup >= 0 && mixup <= 10))
        return wrong("mixup", QStringLiteral("between 0 and 10"));
    if (!(normDecay >= 0 && normDecay < 1))
        return wrong("norm-decay", QStringLiteral("at least 0 and less than 1"));
    if (filters.empty() || filters.size() > size_t(kMostBlocks))
        return wrong("filters", QStringLiteral("a list of 1 to %1 numbers").arg(kMostBlocks));
    for (const int count : filters) {
        if (count < 1 || count > 8192)
            return wrong("filters", QStringLiteral("numbers between 1 and 8192"));
    }
    if (threads < 0)
        return wrong("threads", QStringLiteral("at least 0"));
    if (device != QStringLiteral("auto") && device != QStringLiteral("cpu") && device != QStringLiteral("cuda") && device != QStringLiteral("torch"))
        return wrong("device", QStringLiteral("auto, cpu, cuda or torch"));
    return {};
}

QString scheduleName(Recipe::Schedule schedule)
{
    return schedule == Recipe::Schedule::Cosine ? QStringLiteral("cosine") : QStringLiteral("constant");
}

QString multiSourceName(Recipe::MultiSource multiSource)
{
    return multiSource == Recipe::MultiSource::Masked ? QStringLiteral("masked") : QStringLiteral("union");
}

QJsonObject Recipe::toJson() const
{
    QJsonArray filterArray;
    for (const int count : filters)
        filterArray.append(count);
    return { { QStringLiteral("base"), base },
             { QStringLiteral("epochs"), epochs },
             { QStringLiteral("patience"), patience },
             { QStringLiteral("batch_size"), batchSize },
             { QStringLiteral("learning_rate"), learningRate },
             { QStringLiteral("schedule"), scheduleName(schedule) },
             { QStringLiteral("warmup"), warmup },
             { QStringLiteral("weight_decay"), weightDecay },
             { QStringLiteral("dropout"), dropout },
             { QStringLiteral("mixup"), mixup },
             { QStringLiteral("norm_decay"), normDecay },
             { QStringLiteral("log_odds_bias"), logOddsBias },
             { QStringLiteral("filters"), filterArray },
             { QStringLiteral("input"), inputKindName(input) },
             { QStringLiteral("multi_source"), multiSourceName(multiSource) },
             { QStringLiteral("balance"), balance },
             // A JSON number holds 53 bits only.
             { QStringLiteral("seed"), QString::number(seed) },
             { QStringLiteral("precision"), bfloat16 ? QStringLiteral("bfloat16") : QStringLiteral("float32") },
             { QStringLiteral("threads"), threads },
             { QStringLiteral("device"), device } };
}

Result<Recipe> Recipe::fromJson(const QJsonObject &json)
{
    auto start = named(json.value(QStringLiteral("base")).toString(json.isEmpty() ? QStringLiteral("melscope") : QStringLiteral("paper")));
    if (!start)
        return passOn(start);
    Recipe recipe = std::move(*start);
    auto take = [&json](const char *key, auto &value) {
        const QJsonValue found = json.value(QLatin1String(key));
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, bool>)
            value = found.toBool(value);
        else if constexpr (std::is_same_v<std::decay_t<decltype(value)>, int>)
            value = found.toInt(value);
        else if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>)
            value = found.toDouble(value);
        else
            value = found.toString(value);
    };
    take("epochs", recipe.epochs);
    take("patience", recipe.patience);
    take("batch_size", recipe.batchSize);
    take("learning_rate", recipe.learningRate);
    take("warmup", recipe.warmup);
    take("weight_decay", recipe.weightDecay);
    take("dropout", recipe.dropout);
    take("mixup", recipe.mixup);
    take("norm_decay", recipe.normDecay);
    take("log_odds_bias", recipe.logOddsBias);
    take("balance", recipe.balance);
    take("threads", recipe.threads);
    take("device", recipe.device);
    recipe.seed = json.value(QStringLiteral("seed")).toString(QString::number(recipe.seed)).toULongLong();
    if (json.contains(QStringLiteral("schedule")))
        recipe.schedule = json.value(QStringLiteral("schedule")).toString() == QStringLiteral("cosine") ? Schedule::Cosine : Schedule::Constant;
    if (json.contains(QStringLiteral("multi_source")))
        recipe.multiSource = json.value(QStringLiteral("multi_source")).toString() == QStringLiteral("union") ? MultiSource::Union : MultiSource::Masked;
    if (json.contains(QStringLiteral("precision")))
        recipe.bfloat16 = json.value(QStringLiteral("precision")).toString() == QStringLiteral("bfloat16");
    if (const auto kind = inputKindOf(json.value(QStringLiteral("input")).toString()))
        recipe.input = *kind;
    if (const QJsonArray filters = json.value(QStringLiteral("filters")).toArray(); !filters.isEmpty()) {
        recipe.filters.clear();
        for (const QJsonValue &count : filters)
            recipe.filters.push_back(count.toInt());
    }
    if (const auto checked = recipe.check(); !checked)
        return passOn(checked);
    return recipe;
}

int batchSizeFor(const Recipe &recipe, size_t epochTracks)
{
    if (recipe.batchSize > 0)
        return recipe.batchSize;
    constexpr size_t steps = 100;
    return int(std::clamp<size_t>(epochTracks / steps / 10 * 10, 20, 1000));
}

double scheduleFactor(const Recipe &recipe, uint64_t step, uint64_t stepsPerEpoch)
{
    const double epoch = (double(step) + 1) / double(std::max<uint64_t>(1, stepsPerEpoch));
    const double rising = recipe.warmup > 0 ? std::min(1.0, epoch / recipe.warmup) : 1.0;
    if (recipe.schedule == Recipe::Schedule::Constant || recipe.epochs <= recipe.warmup)
        return rising;
    const double progress = std::clamp((epoch - recipe.warmup) / (double(recipe.epochs) - recipe.warmup), 0.0, 1.0);
    constexpr double least = 1e-3; // Adam's last steps still do something
    return std::max(least, rising * 0.5 * (1 + std::cos(std::numbers::pi * progress)));
}

} // namespace melscope
