#include "core/training/recipe.h"

#include "core/base/json_fields.h"
#include "core/base/number_text.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace melscope {

namespace {

QString precisionName(bool bfloat16)
{
    return bfloat16 ? QStringLiteral("bfloat16") : QStringLiteral("float32");
}

} // namespace

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
    if (epochs < 1 || epochs > kMostEpochs)
        return wrong("epochs", QStringLiteral("between 1 and %1").arg(kMostEpochs));
    if (patience < 1 || patience > kMostEpochs)
        return wrong("patience", QStringLiteral("between 1 and %1").arg(kMostEpochs));
    if (batchSize != 0 && (batchSize < 2 || batchSize > kLargestBatch))
        return wrong("batch-size", QStringLiteral("between 2 and %1, or 0 to follow the data").arg(kLargestBatch));
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
    if (threads < 0 || threads > kMostThreads)
        return wrong("threads", QStringLiteral("between 0 and %1").arg(kMostThreads));
    if (device != QStringLiteral("auto") && device != QStringLiteral("cpu") && device != QStringLiteral("cuda")
        && device != QStringLiteral("torch"))
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
             { QStringLiteral("precision"), precisionName(bfloat16) },
             { QStringLiteral("threads"), threads },
             { QStringLiteral("device"), device } };
}

namespace {

/// The seed is kept as text, since a JSON number holds 53 bits only; who writes a recipe by hand may write a number.
uint64_t seedOf(const JsonFields &json, uint64_t standard)
{
    const QJsonValue value = json.object().value(QStringLiteral("seed"));
    if (value.isDouble())
        return uint64_t(json.whole("seed", 0, JsonFields::kMostExact, 0));
    const auto seed = json.has("seed") ? parseCount(json.text("seed")) : std::optional(standard);
    if (!seed)
        json.refuse(QStringLiteral("seed"),
                    QStringLiteral("a whole number that is not negative and fits into 64 bits"));
    return seed.value_or(standard);
}

} // namespace

Result<Recipe> Recipe::fromJson(const QJsonObject &object, const QString &file, const QString &path)
{
    const JsonFields json(object, file, path);
    const QString base = json.text("base", object.isEmpty() ? QStringLiteral("melscope") : QStringLiteral("paper"));
    auto start = named(base);
    if (!start)
        return fail(start.error().what, file, start.error().remedy);
    Recipe recipe = std::move(*start);
    constexpr int kMostInt = std::numeric_limits<int>::max();
    constexpr double kMostDouble = std::numeric_limits<double>::max();
    // Their own ranges are checked below, by the one table of them.
    auto take = [&json](const char *key, auto &value) {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, bool>)
            value = json.flag(key, value);
        else if constexpr (std::is_same_v<std::decay_t<decltype(value)>, int>)
            value = json.integer(key, -kMostInt, kMostInt, value);
        else if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>)
            value = json.number(key, -kMostDouble, kMostDouble, value);
        else
            value = json.text(key, value);
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
    recipe.seed = seedOf(json, recipe.seed);
    auto among = [&json](const char *key, auto &value, std::initializer_list<std::decay_t<decltype(value)>> known,
                         auto nameOf) {
        QStringList words;
        for (const auto one : known)
            words << nameOf(one);
        value = *(known.begin() + json.choice(key, words, words.indexOf(nameOf(value))));
    };
    among("schedule", recipe.schedule, { Schedule::Constant, Schedule::Cosine }, scheduleName);
    among("multi_source", recipe.multiSource, { MultiSource::Masked, MultiSource::Union }, multiSourceName);
    among("input", recipe.input, { InputKind::Scaled, InputKind::Decibels }, inputKindName);
    among("precision", recipe.bfloat16, { false, true }, precisionName);
    if (json.has("filters")) {
        recipe.filters.clear();
        for (const QJsonValue &count : object.value(QStringLiteral("filters")).toArray())
            recipe.filters.push_back(count.toInt());
    }
    if (const auto read = json.check(); !read)
        return passOn(read);
    if (const auto checked = recipe.check(); !checked)
        return fail(path.isEmpty() ? checked.error().what : path + QStringLiteral(": ") + checked.error().what, file,
                    checked.error().remedy);
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
