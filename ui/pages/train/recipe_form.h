#pragma once

#include "core/training/recipe_setting.h"

#include <QWidget>

#include <functional>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace melscope {

/// The settings of a training in groups, a row for each of recipeSettings(). What differs from the recipe that it is
/// based on is marked.
class RecipeForm : public QWidget
{
    Q_OBJECT
public:
    explicit RecipeForm(QWidget *parent = nullptr);

    /// Shows a recipe without telling that it was edited.
    void setRecipe(const Recipe &recipe);
    /// What the form says. Errors: a text that is no value of its setting.
    Result<Recipe> recipe() const;
    /// The titles of the settings that are marked; for tests.
    QStringList markedSettings() const;
    /// A row of its own at the head of the last group: where it is computed is no setting of the recipe.
    void addComputing(const QString &title, QWidget *editor);
    /// Puts the focus on a setting's field, by its key.
    void goTo(const QString &setting);

Q_SIGNALS:
    void edited();

private:
    /// A setting, its label and editor, and how the editor reads and shows it as text.
    struct Row
    {
        const RecipeSetting *setting;
        QLabel *label = nullptr;
        QWidget *editor = nullptr;
        std::function<QString()> text {};
        std::function<void(const Recipe &)> show {};
        QString shown {}; ///< what the editor said of the recipe that was set
    };
    QFormLayout *addGroup(const QString &title);
    void addRow(QFormLayout *form, const RecipeSetting &setting);
    void makeEditor(Row &row);
    void change();
    void startAfresh();
    void markDifferences();

    std::vector<Row> m_rows;
    QFormLayout *m_computing = nullptr;
    QComboBox *m_base;
    QPushButton *m_reset;
    Recipe m_shown; ///< as it was set: what the editors cannot show whole stays as it is until it is edited
    bool m_filling = false;
};

} // namespace melscope
