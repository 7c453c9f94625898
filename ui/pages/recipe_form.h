#pragma once

#include "core/training/recipe.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace melscope {

/// The settings of a training, as a form.
class RecipeForm : public QWidget
{
    Q_OBJECT
public:
    explicit RecipeForm(QWidget *parent = nullptr);

    /// Shows a recipe without telling that it was edited.
    void setRecipe(const Recipe &recipe);
    /// What the form says. Errors: a list of filters that is none.
    Result<Recipe> recipe() const;

Q_SIGNALS:
    void edited();

private:
    QSpinBox *m_epochs;
    QSpinBox *m_patience;
    QSpinBox *m_batchSize;
    QDoubleSpinBox *m_learningRate;
    QDoubleSpinBox *m_dropout;
    QLineEdit *m_filters;
    QCheckBox *m_balance;
    QSpinBox *m_seed;
    QSpinBox *m_threads;
    QComboBox *m_device;
    bool m_filling = false;
};

} // namespace melscope
