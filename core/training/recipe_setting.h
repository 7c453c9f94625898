#pragma once

#include "core/base/json_fields.h"
#include "core/training/recipe.h"

#include <functional>
#include <variant>

namespace melscope {

/// What a setting's number may be.
struct SettingRange
{
    double least = 0;
    double most = 0;
    bool holdsLeast = true;
    bool holdsMost = true;
    const char *zero = nullptr; ///< what 0 says where it is allowed beside the range: "follows the data"; for tr()
};

/// A setting that is one of some words.
struct SettingChoice
{
    QStringList words;
    std::function<QString(const Recipe &)> word;
    std::function<void(Recipe &, const QString &)> take; ///< one of the words
};

/// One setting of a recipe. The table of them is the only list there is: files, the command line, grids, the form, the
/// list of runs and the README's walk over it, so that a new setting is a member of Recipe, a row of the table and
/// whatever the engine does with it.
struct RecipeSetting
{
    enum class Group { Length, Optimiser, Network, Computing };
    /// Where the value stands; its type is the setting's kind.
    using Field = std::variant<int Recipe::*, double Recipe::*, bool Recipe::*, uint64_t Recipe::*,
                               std::vector<int> Recipe::*, SettingChoice>;

    Group group;
    const char *key; ///< in files and grids; the command line's option has hyphens instead of underscores
    const char *title; ///< for tr() in the context "RecipeSetting", as the next
    const char *explanation; ///< a sentence or two
    Field field;
    SettingRange range {}; ///< of numbers
    int decimals = 0; ///< that a form shows
    double step = 1; ///< of a form's arrows
    const char *unit = ""; ///< "epochs"; for tr()

    QString name() const; ///< the key
    QString option() const; ///< "learning-rate"
    /// What a value is called in a usage: "N", "on|off", "constant|cosine".
    QString placeholder() const;
    /// What the value may be: "a whole number between 1 and 1000000".
    QString expectation() const;

    /// The value as files, options and grids have it: "0.002", "off", "64,128", "cosine".
    QString text(const Recipe &recipe) const;
    /// Takes such a text. Errors: no value of this setting; the recipe is as it was.
    Result<void> setText(Recipe &recipe, const QString &text) const;
    QJsonValue json(const Recipe &recipe) const;
    /// Takes the object's value, if it has one; one that is none is refused there.
    void read(const JsonFields &json, Recipe &recipe) const;
    /// Errors: out of range.
    Result<void> check(const Recipe &recipe) const;
};

/// All, in the order in which people meet them.
const std::vector<RecipeSetting> &recipeSettings();

/// By its key or its option. Errors: none is called so; the remedy lists them.
Result<const RecipeSetting *> recipeSetting(const QString &name);
/// Changes one setting: "learning_rate=0.001". Errors: no setting, no value of it.
Result<void> takeSetting(Recipe &recipe, const QString &assignment);

/// A setting in which two recipes differ.
struct SettingDifference
{
    QString setting; ///< its key
    QString first;
    QString second;
};
std::vector<SettingDifference> differences(const Recipe &first, const Recipe &second);
/// How a recipe differs from the one it is based on, in a few words: "learning_rate 0.001, seed 3".
QString recipeSummary(const Recipe &recipe);

} // namespace melscope
