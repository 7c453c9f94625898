#include "ui/pages/train/recipe_words.h"

#include "core/training/recipe_setting.h"

#include <QCoreApplication>

namespace melscope {

namespace {

/// The words of choices, for whoever translates.
[[maybe_unused]] constexpr const char *kWords[] = {
    QT_TRANSLATE_NOOP("RecipeSetting", "constant"), QT_TRANSLATE_NOOP("RecipeSetting", "cosine"),
    QT_TRANSLATE_NOOP("RecipeSetting", "masked"),   QT_TRANSLATE_NOOP("RecipeSetting", "union"),
    QT_TRANSLATE_NOOP("RecipeSetting", "scaled"),   QT_TRANSLATE_NOOP("RecipeSetting", "decibels"),
    QT_TRANSLATE_NOOP("RecipeSetting", "on"),       QT_TRANSLATE_NOOP("RecipeSetting", "off"),
};

} // namespace

QString recipeWord(const char *text)
{
    return QCoreApplication::translate("RecipeSetting", text);
}

QString recipeDifferences(const Recipe &recipe)
{
    const auto base = Recipe::named(recipe.base);
    QStringList parts;
    if (!base)
        return {};
    for (const SettingDifference &difference : differences(*base, recipe)) {
        const auto setting = recipeSetting(difference.setting);
        if (setting)
            parts << recipeWord((*setting)->title) + QLatin1Char(' ')
                    + recipeWord(difference.second.toUtf8().constData());
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace melscope
