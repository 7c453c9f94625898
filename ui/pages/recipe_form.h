#pragma once

#include "core/training/recipe.h"

#include <QWidget>

#include <functional>
#include <vector>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace melscope {

/// The settings of a training in groups. What differs from the recipe that it is based on is marked.
class RecipeForm : public QWidget
{
    Q_OBJECT
public:
    explicit RecipeForm(QWidget *parent = nullptr);

    /// Shows a recipe without telling that it was edited.
    void setRecipe(const Recipe &recipe);
    /// What the form says. Errors: a list of filters that is none.
    Result<Recipe> recipe() const;
    /// The labels of the settings that are marked; for tests.
    QStringList markedSettings() const;

Q_SIGNALS:
    void edited();

private:
    /// A row's label, and its setting as text in a recipe.
    struct Row
    {
        QLabel *label;
        QString title;
        QString explanation;
        std::function<QString(const Recipe &)> value;
    };
    QFormLayout *addGroup(const QString &title);
    void addRow(QFormLayout *form, const QString &title, QWidget *editor, const QString &explanation, std::function<QString(const Recipe &)> value);
    void buildLength();
    void buildOptimiser();
    void buildNetwork();
    void buildComputing();
    void connectEditors();
    void markDifferences();

    std::vector<Row> m_rows;
    QComboBox *m_base;
    QPushButton *m_reset;
    QSpinBox *m_epochs;
    QSpinBox *m_patience;
    QSpinBox *m_batchSize;
    QDoubleSpinBox *m_learningRate;
    QComboBox *m_schedule;
    QDoubleSpinBox *m_warmup;
    QDoubleSpinBox *m_weightDecay;
    QDoubleSpinBox *m_dropout;
    QDoubleSpinBox *m_mixup;
    QCheckBox *m_balance;
    QComboBox *m_input;
    QComboBox *m_multiSource;
    QLineEdit *m_filters;
    QDoubleSpinBox *m_normDecay;
    QCheckBox *m_logOdds;
    QSpinBox *m_seed;
    QComboBox *m_precision;
    QSpinBox *m_threads;
    QComboBox *m_device;
    bool m_filling = false;
};

} // namespace melscope
