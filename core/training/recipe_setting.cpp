#include "core/training/recipe_setting.h"

#include "core/base/number_text.h"
#include "core/base/words.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

/// Calls what stands for the kind of a setting's field.
template <class... Cases>
struct ByKind : Cases...
{
    using Cases::operator()...;
};
template <class... Cases>
ByKind(Cases...) -> ByKind<Cases...>;

/// An enumeration's words, in the order of its values.
template <class Value>
SettingChoice choiceOf(Value Recipe::*field, const QStringList &words)
{
    return { words, [=](const Recipe &recipe) { return words[int(recipe.*field)]; },
             [=](Recipe &recipe, const QString &word) { recipe.*field = Value(words.indexOf(word)); } };
}

bool isWithin(const SettingRange &range, double value)
{
    if (value == 0 && range.zero != nullptr)
        return true;
    return (range.holdsLeast ? value >= range.least : value > range.least)
        && (range.holdsMost ? value <= range.most : value < range.most);
}

QString rangeText(const SettingRange &range)
{
    auto bound = [](double value) {
        return value == std::floor(value) ? QString::number(qint64(value))
                                          : QString::number(value, 'g', QLocale::FloatingPointShortest);
    };
    QString text = range.holdsLeast && range.holdsMost
        ? tr("between %1 and %2").arg(bound(range.least), bound(range.most))
        : tr("of %1 %2 and %3 %4")
              .arg(range.holdsLeast ? tr("at least") : tr("more than"), bound(range.least),
                   range.holdsMost ? tr("at most") : tr("less than"), bound(range.most));
    return range.zero == nullptr ? text : text + tr(", or 0: ") + QLatin1String(range.zero);
}

std::optional<std::vector<int>> filtersOf(QString text)
{
    // Commas separate settings in a grid, so slashes are read too.
    auto filters = parseFilters(text.replace(QLatin1Char('/'), QLatin1Char(',')));
    return filters ? std::optional(std::move(*filters)) : std::nullopt;
}

bool areFilters(const std::vector<int> &filters)
{
    return !filters.empty() && filters.size() <= size_t(kMostBlocks)
        && std::ranges::all_of(filters, [](int count) { return count >= 1 && count <= kMostFilters; });
}

/// The text of a JSON value of the kind that a setting has in files; nothing for one of another kind. A seed is kept as
/// text, since a JSON number holds 53 bits only; who writes a recipe by hand may write a number.
std::optional<QString> textOfJson(const RecipeSetting::Field &field, const QJsonValue &value)
{
    auto number = [&]() -> std::optional<QString> {
        if (!value.isDouble())
            return std::nullopt;
        return QString::fromStdString(shortestText(value.toDouble()));
    };
    auto whole = [&]() -> std::optional<QString> {
        const double exact = value.toDouble(-1);
        return value.isDouble() && exact == std::floor(exact) && std::fabs(exact) <= double(JsonFields::kMostExact)
            ? QString::number(qint64(exact))
            : number();
    };
    return std::visit(
        ByKind {
            [&](int Recipe::*) { return whole(); }, [&](double Recipe::*) { return number(); },
            [&](bool Recipe::*) -> std::optional<QString> {
                if (!value.isBool())
                    return std::nullopt;
                return value.toBool() ? QStringLiteral("on") : QStringLiteral("off");
            },
            [&](uint64_t Recipe::*) { return value.isString() ? std::optional(value.toString()) : whole(); },
            [&](std::vector<int> Recipe::*) -> std::optional<QString> {
                QStringList parts;
                for (const QJsonValue count : value.toArray())
                    parts << (count.isDouble() ? QString::number(count.toDouble(), 'g', 17) : QString());
                return parts.join(QLatin1Char(','));
            },
            [&](const SettingChoice &) { return value.isString() ? std::optional(value.toString()) : std::nullopt; } },
        field);
}

} // namespace

const std::vector<RecipeSetting> &recipeSettings()
{
    using enum RecipeSetting::Group;
    static const std::vector<RecipeSetting> settings {
        { Length,
          "epochs",
          QT_TRANSLATE_NOOP("RecipeSetting", "Epochs"),
          QT_TRANSLATE_NOOP("RecipeSetting", "Training ends after so many epochs at the latest."),
          &Recipe::epochs,
          { 1, Recipe::kMostEpochs } },
        { Length,
          "patience",
          QT_TRANSLATE_NOOP("RecipeSetting", "Patience"),
          QT_TRANSLATE_NOOP("RecipeSetting",
                            "Training ends after so many epochs without a better validation loss. Can be changed "
                            "while training runs."),
          &Recipe::patience,
          { 1, Recipe::kMostEpochs } },
        { Length,
          "batch_size",
          QT_TRANSLATE_NOOP("RecipeSetting", "Batch size"),
          QT_TRANSLATE_NOOP("RecipeSetting",
                            "Tracks a step. Where it follows the data, about 100 steps an epoch, 20 to 1,000 tracks, "
                            "so that small data sets learn too."),
          &Recipe::batchSize,
          { 2, Recipe::kLargestBatch, true, true, QT_TRANSLATE_NOOP("RecipeSetting", "follows the data") } },
        { Length,
          "share",
          QT_TRANSLATE_NOOP("RecipeSetting", "Share of tracks"),
          QT_TRANSLATE_NOOP("RecipeSetting",
                            "Of the training tracks, drawn by the seed; a smaller share is part of a larger one. Less "
                            "than 1 shows what fewer tracks would do."),
          &Recipe::share,
          { 0, 1, false, true },
          3,
          0.1 },
        { Optimiser,
          "learning_rate",
          QT_TRANSLATE_NOOP("RecipeSetting", "Learning rate"),
          QT_TRANSLATE_NOOP("RecipeSetting", "Adam's, at its highest. Can be changed while training runs."),
          &Recipe::learningRate,
          { 0, 1, false, true },
          6,
          1e-4 },
        { Optimiser, "schedule", QT_TRANSLATE_NOOP("RecipeSetting", "Schedule"),
          QT_TRANSLATE_NOOP("RecipeSetting", "Of the learning rate. Cosine falls to almost nothing in the last epoch."),
          choiceOf(&Recipe::schedule, { QStringLiteral("constant"), QStringLiteral("cosine") }) },
        { Optimiser,
          "warmup",
          QT_TRANSLATE_NOOP("RecipeSetting", "Warm-up"),
          QT_TRANSLATE_NOOP("RecipeSetting", "Epochs in which the learning rate rises to its highest."),
          &Recipe::warmup,
          { 0, 1000 },
          1,
          0.5,
          QT_TRANSLATE_NOOP("RecipeSetting", "epochs") },
        { Optimiser,
          "weight_decay",
          QT_TRANSLATE_NOOP("RecipeSetting", "Weight decay"),
          QT_TRANSLATE_NOOP("RecipeSetting", "Of the convolutions' kernels, decoupled (AdamW)."),
          &Recipe::weightDecay,
          { 0, 10 },
          4,
          0.01 },
        { Optimiser,
          "dropout",
          QT_TRANSLATE_NOOP("RecipeSetting", "Dropout"),
          QT_TRANSLATE_NOOP("RecipeSetting", "Probability that an activation is dropped."),
          &Recipe::dropout,
          { 0, 1, true, false },
          2,
          0.05 },
        { Optimiser,
          "mixup",
          QT_TRANSLATE_NOOP("RecipeSetting", "Mixup"),
          QT_TRANSLATE_NOOP("RecipeSetting",
                            "Pairs of tracks are mixed, by shares drawn from Beta(α, α); α is this, 0 mixes none."),
          &Recipe::mixup,
          { 0, 10 },
          2,
          0.1 },
        { Optimiser, "balance", QT_TRANSLATE_NOOP("RecipeSetting", "Balance"),
          QT_TRANSLATE_NOOP("RecipeSetting",
                            "Repeats tracks until every main genre has as many as the most frequent one."),
          &Recipe::balance },
        { Network, "input", QT_TRANSLATE_NOOP("RecipeSetting", "Input"),
          QT_TRANSLATE_NOOP("RecipeSetting",
                            "Decibels: logarithm of the raw values (floor −120 dB, of variances −240 dB), "
                            "standardised per statistic and band on the training part, the level kept. Scaled: each "
                            "statistic divided by its own maximum, rounded to half precision."),
          choiceOf(&Recipe::input, { inputKindName(InputKind(0)), inputKindName(InputKind(1)) }) },
        { Network, "multi_source", QT_TRANSLATE_NOOP("RecipeSetting", "Several sources"),
          QT_TRANSLATE_NOOP("RecipeSetting",
                            "Masked: a source that does not annotate a track says nothing about it. Union: it says "
                            "that the track has none of its labels."),
          choiceOf(&Recipe::multiSource, { QStringLiteral("masked"), QStringLiteral("union") }) },
        { Network, "filters", QT_TRANSLATE_NOOP("RecipeSetting", "Filters"),
          QT_TRANSLATE_NOOP("RecipeSetting",
                            "Of the blocks of convolution, ELU, dropout, pooling and batch normalisation."),
          &Recipe::filters },
        { Network,
          "norm_decay",
          QT_TRANSLATE_NOOP("RecipeSetting", "Norm decay"),
          QT_TRANSLATE_NOOP("RecipeSetting", "Of batch normalisation's running means and variances, a step."),
          &Recipe::normDecay,
          { 0, 1, true, false },
          4,
          0.01 },
        { Network, "log_odds_bias", QT_TRANSLATE_NOOP("RecipeSetting", "Log-odds bias"),
          QT_TRANSLATE_NOOP("RecipeSetting",
                            "Starts the last bias at the labels' log-odds, so that no epoch is spent on learning "
                            "that most labels are rare."),
          &Recipe::logOddsBias },
        { Computing, "seed", QT_TRANSLATE_NOOP("RecipeSetting", "Seed"),
          QT_TRANSLATE_NOOP("RecipeSetting", "Of weights, order and dropout: same seed, same threads, same network."),
          &Recipe::seed },
        { Computing,
          "threads",
          QT_TRANSLATE_NOOP("RecipeSetting", "Threads"),
          QT_TRANSLATE_NOOP("RecipeSetting", "That compute."),
          &Recipe::threads,
          { 1, Recipe::kMostThreads, true, true, QT_TRANSLATE_NOOP("RecipeSetting", "all processors") } },
        { Computing, "device", QT_TRANSLATE_NOOP("RecipeSetting", "Device"),
          QT_TRANSLATE_NOOP(
              "RecipeSetting",
              "auto takes CUDA where there is a device and melscope-torch is installed, else the processor; "
              "torch is libtorch on the processor, slow, for comparisons."),
          SettingChoice {
              { QStringLiteral("auto"), QStringLiteral("cpu"), QStringLiteral("cuda"), QStringLiteral("torch") },
              [](const Recipe &recipe) { return recipe.device; },
              [](Recipe &recipe, const QString &device) { recipe.device = device; } } },
    };
    return settings;
}

QString RecipeSetting::name() const
{
    return QLatin1String(key);
}

QString RecipeSetting::option() const
{
    return name().replace(QLatin1Char('_'), QLatin1Char('-'));
}

QString RecipeSetting::placeholder() const
{
    return std::visit(ByKind { [](int Recipe::*) { return QStringLiteral("N"); },
                               [](double Recipe::*) { return QStringLiteral("R"); },
                               [](bool Recipe::*) { return QStringLiteral("on|off"); },
                               [](uint64_t Recipe::*) { return QStringLiteral("N"); },
                               [](std::vector<int> Recipe::*) { return QStringLiteral("LIST"); },
                               [](const SettingChoice &choice) { return choice.words.join(QLatin1Char('|')); } },
                      field);
}

QString RecipeSetting::expectation() const
{
    return std::visit(
        ByKind { [this](int Recipe::*) { return tr("a whole number ") + rangeText(range); },
                 [this](double Recipe::*) { return tr("a number ") + rangeText(range); },
                 [](bool Recipe::*) { return tr("on or off"); },
                 [](uint64_t Recipe::*) { return tr("a whole number that is not negative and fits into 64 bits"); },
                 [](std::vector<int> Recipe::*) {
                     return tr("1 to %1 whole numbers between 1 and %2, as in 64,128,256,512")
                         .arg(QString::number(kMostBlocks), QString::number(kMostFilters));
                 },
                 [](const SettingChoice &choice) { return choice.words.join(QStringLiteral(" or ")); } },
        field);
}

QString RecipeSetting::text(const Recipe &recipe) const
{
    return std::visit(
        ByKind {
            [&](int Recipe::*value) { return QString::number(recipe.*value); },
            [&](double Recipe::*value) { return QString::number(recipe.*value, 'g', QLocale::FloatingPointShortest); },
            [&](bool Recipe::*value) { return recipe.*value ? QStringLiteral("on") : QStringLiteral("off"); },
            [&](uint64_t Recipe::*value) { return QString::number(recipe.*value); },
            [&](std::vector<int> Recipe::*value) { return filtersText(recipe.*value); },
            [&](const SettingChoice &choice) { return choice.word(recipe); } },
        field);
}

Result<void> RecipeSetting::setText(Recipe &recipe, const QString &text) const
{
    const bool isTaken =
        std::visit(ByKind { [&](int Recipe::*value) {
                               const auto number = parseNumber(text);
                               const bool fits = number && *number == std::floor(*number) && isWithin(range, *number);
                               if (fits)
                                   recipe.*value = int(*number);
                               return fits;
                           },
                            [&](double Recipe::*value) {
                                const auto number = parseNumber(text);
                                const bool fits = number && isWithin(range, *number);
                                if (fits)
                                    recipe.*value = *number;
                                return fits;
                            },
                            [&](bool Recipe::*value) {
                                const bool isOn = text == QStringLiteral("on") || text == QStringLiteral("true");
                                const bool fits =
                                    isOn || text == QStringLiteral("off") || text == QStringLiteral("false");
                                if (fits)
                                    recipe.*value = isOn;
                                return fits;
                            },
                            [&](uint64_t Recipe::*value) {
                                const auto count = parseCount(text);
                                if (count)
                                    recipe.*value = *count;
                                return count.has_value();
                            },
                            [&](std::vector<int> Recipe::*value) {
                                auto filters = filtersOf(text);
                                const bool fits = filters && areFilters(*filters);
                                if (fits)
                                    recipe.*value = std::move(*filters);
                                return fits;
                            },
                            [&](const SettingChoice &choice) {
                                const bool fits = choice.words.contains(text);
                                if (fits)
                                    choice.take(recipe, text);
                                return fits;
                            } },
                   field);
    if (isTaken)
        return {};
    return fail(tr("%1 must be %2, not \"%3\"").arg(option(), expectation(), text));
}

QJsonValue RecipeSetting::json(const Recipe &recipe) const
{
    return std::visit(
        ByKind { [&](int Recipe::*value) { return QJsonValue(recipe.*value); },
                 [&](double Recipe::*value) { return QJsonValue(recipe.*value); },
                 [&](bool Recipe::*value) { return QJsonValue(recipe.*value); },
                 [&](uint64_t Recipe::*) { return QJsonValue(text(recipe)); }, // a JSON number holds 53 bits only
                 [&](std::vector<int> Recipe::*value) {
                     QJsonArray counts;
                     for (const int count : recipe.*value)
                         counts.append(count);
                     return QJsonValue(counts);
                 },
                 [&](const SettingChoice &) { return QJsonValue(text(recipe)); } },
        field);
}

void RecipeSetting::read(const JsonFields &json, Recipe &recipe) const
{
    if (!json.has(name()))
        return;
    const auto found = textOfJson(field, json.object().value(name()));
    if (found && setText(recipe, *found))
        return;
    json.refuse(name(), std::holds_alternative<bool Recipe::*>(field) ? tr("true or false") : expectation());
}

Result<void> RecipeSetting::check(const Recipe &recipe) const
{
    Recipe checked;
    return setText(checked, text(recipe));
}

Result<const RecipeSetting *> recipeSetting(const QString &name)
{
    QStringList known;
    for (const RecipeSetting &setting : recipeSettings()) {
        if (name == setting.name() || name == setting.option())
            return &setting;
        known << setting.name();
    }
    return fail(tr("a recipe has no setting \"%1\"").arg(name), {},
                tr("The settings are: %1.").arg(known.join(QStringLiteral(", "))));
}

Result<void> takeSetting(Recipe &recipe, const QString &assignment)
{
    const auto setting = recipeSetting(assignment.section(QLatin1Char('='), 0, 0).trimmed());
    if (!setting)
        return passOn(setting);
    return (*setting)->setText(recipe, assignment.section(QLatin1Char('='), 1).trimmed());
}

std::vector<SettingDifference> differences(const Recipe &first, const Recipe &second)
{
    std::vector<SettingDifference> list;
    for (const RecipeSetting &setting : recipeSettings()) {
        QString a = setting.text(first);
        QString b = setting.text(second);
        if (a != b) // commas stand between settings
            list.push_back({ setting.name(), a.replace(QLatin1Char(','), QLatin1Char('/')),
                             b.replace(QLatin1Char(','), QLatin1Char('/')) });
    }
    return list;
}

QString recipeSummary(const Recipe &recipe)
{
    const auto base = Recipe::named(recipe.base);
    QStringList parts;
    if (base) {
        for (const SettingDifference &difference : differences(*base, recipe))
            parts << difference.setting + QLatin1Char(' ') + difference.second;
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace melscope
