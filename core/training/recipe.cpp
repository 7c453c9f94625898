#include "core/training/recipe.h"

#include "core/base/words.h"
#include "core/training/recipe_setting.h"

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
    return fail(tr("there is no recipe \"%1\"").arg(name), {}, tr("Take melscope or paper."));
}

Result<void> Recipe::check() const
{
    for (const RecipeSetting &setting : recipeSettings()) {
        if (const auto checked = setting.check(*this); !checked)
            return checked;
    }
    return {};
}

QJsonObject Recipe::toJson() const
{
    QJsonObject object { { QStringLiteral("base"), base } };
    for (const RecipeSetting &setting : recipeSettings())
        object.insert(setting.name(), setting.json(*this));
    return object;
}

Result<Recipe> Recipe::fromJson(const QJsonObject &object, const QString &file, const QString &path)
{
    const JsonFields json(object, file, path);
    const QString base = json.text("base", object.isEmpty() ? QStringLiteral("melscope") : QStringLiteral("paper"));
    auto recipe = named(base);
    if (!recipe)
        return fail(recipe.error().what, file, recipe.error().remedy);
    for (const RecipeSetting &setting : recipeSettings())
        setting.read(json, *recipe);
    if (const auto read = json.check(); !read)
        return passOn(read);
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
