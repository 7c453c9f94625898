#pragma once

#include <QString>

namespace melscope {

struct Recipe;

/// A title, unit or word of a setting in the window's language.
QString recipeWord(const char *text);
/// How a recipe differs from the one it is based on, in the window's words: "Learning rate 0.001, Seed 3".
QString recipeDifferences(const Recipe &recipe);

} // namespace melscope
