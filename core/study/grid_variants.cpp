#include "core/study/grid_variants.h"

#include "core/base/number_reading.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/training/recipe_setting.h"

#include <QRegularExpression>

#include <algorithm>

namespace melscope {

namespace {

const QString kSingle = QStringLiteral("single"); ///< of multi_source: a model for each source

template <class T>
QStringList texts(const std::optional<std::vector<T>> &numbers)
{
    QStringList list;
    for (const T number : numbers.value_or(std::vector<T>())) {
        if constexpr (std::is_same_v<T, double>)
            list << QString::fromStdString(shortestText(number));
        else
            list << QString::number(number);
    }
    return list;
}

/// The values as a recipe's setting takes them; none where the text is not understood.
QStringList valuesIn(const RecipeSetting &setting, const QString &text)
{
    using Field = RecipeSetting::Field;
    const Field &field = setting.field;
    if (std::holds_alternative<double Recipe::*>(field))
        return texts(typedDecimals(text));
    if (std::holds_alternative<int Recipe::*>(field) || std::holds_alternative<uint64_t Recipe::*>(field))
        return texts(typedCounts(text));
    // A list of filters has commas of its own.
    const bool isList = std::holds_alternative<std::vector<int> Recipe::*>(field);
    static const QRegularExpression betweenLists(QStringLiteral("[;\\s]+"));
    static const QRegularExpression betweenWords(QStringLiteral("[;,\\s]+"));
    return text.split(isList ? betweenLists : betweenWords, Qt::SkipEmptyParts);
}

/// A value in a variant's name, which has commas between the settings.
QString nameOf(QString value)
{
    return value.replace(QLatin1Char(','), QLatin1Char('/'));
}

/// Each of the variants with each of the values.
Result<std::vector<RecipeVariant>> multiplied(const std::vector<RecipeVariant> &variants, const RecipeSetting &setting,
                                              const QStringList &values)
{
    std::vector<RecipeVariant> result;
    for (const RecipeVariant &variant : variants) {
        for (const QString &value : values) {
            RecipeVariant next = variant;
            const bool isSingle = setting.name() == QStringLiteral("multi_source") && value == kSingle;
            if (const auto taken = isSingle ? Result<void>() : setting.setText(next.recipe, value); !taken)
                return passOn(taken);
            next.single = next.single || isSingle;
            const QString text = isSingle ? kSingle : nameOf(setting.text(next.recipe));
            next.name += (next.name.contains(QLatin1Char(':')) ? QLatin1Char(',') : QLatin1Char(':')) + setting.name()
                + QLatin1Char('=') + text;
            if (std::ranges::find(result, next.name, &RecipeVariant::name) == result.end())
                result.push_back(std::move(next));
            if (result.size() > kMostVariants)
                return fail(tr("these are more than %1 combinations").arg(kMostVariants), {}, tr("Name fewer values."));
        }
    }
    return result;
}

} // namespace

Result<std::vector<RecipeVariant>> variantsOf(const Recipe &recipe, const std::vector<SettingValues> &settings)
{
    std::vector<RecipeVariant> variants { { recipe.base, recipe, false } };
    QStringList named;
    for (const SettingValues &row : settings) {
        if (row.values.trimmed().isEmpty())
            continue;
        const auto setting = recipeSetting(row.setting);
        if (!setting)
            return passOn(setting);
        if (named.contains((*setting)->name()))
            return fail(tr("%1 stands there twice").arg((*setting)->name()), {}, tr("Write its values in one row."));
        named << (*setting)->name();
        const QStringList values = valuesIn(**setting, row.values);
        if (values.isEmpty())
            return fail(tr("the values of %1 are not understood").arg((*setting)->name()), {},
                        tr("Write several with semicolons between; each is %1.").arg((*setting)->expectation()));
        auto all = multiplied(variants, **setting, values);
        if (!all)
            return all;
        variants = std::move(*all);
    }
    for (const RecipeVariant &variant : variants) {
        if (const auto checked = variant.recipe.check(); !checked)
            return passOn(checked);
    }
    return variants;
}

Result<std::vector<uint64_t>> gridSeeds(const QString &text)
{
    const auto typed = typedCounts(text);
    if (!typed || typed->empty() || std::ranges::any_of(*typed, [](qint64 seed) { return seed < 0; }))
        return fail(tr("the seeds are not understood"), {},
                    tr("Write whole numbers from 0 with commas between, as 1, 2, 3."));
    std::vector<uint64_t> seeds;
    for (const qint64 seed : *typed) {
        if (std::ranges::find(seeds, uint64_t(seed)) == seeds.end())
            seeds.push_back(uint64_t(seed));
    }
    return seeds;
}

} // namespace melscope
