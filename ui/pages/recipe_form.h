#pragma once

#include "core/training/recipe.h"

#include <QWidget>

#include <functional>
#include <vector>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace melscope {

class CountField;
class DecimalField;

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
    void addRow(QFormLayout *form, const QString &title, QWidget *editor, const QString &explanation,
                std::function<QString(const Recipe &)> value);
    void buildLength();
    void buildOptimiser();
    void buildNetwork();
    void buildComputing();
    void connectEditors();
    void markDifferences();

    std::vector<Row> m_rows;
    QComboBox *m_base;
    QPushButton *m_reset;
    CountField *m_epochs;
    CountField *m_patience;
    CountField *m_batchSize;
    DecimalField *m_learningRate;
    QComboBox *m_schedule;
    DecimalField *m_warmup;
    DecimalField *m_weightDecay;
    DecimalField *m_dropout;
    DecimalField *m_mixup;
    QCheckBox *m_balance;
    QComboBox *m_input;
    QComboBox *m_multiSource;
    QLineEdit *m_filters;
    DecimalField *m_normDecay;
    QCheckBox *m_logOdds;
    CountField *m_seed;
    QComboBox *m_precision;
    CountField *m_threads;
    QComboBox *m_device;
    bool m_filling = false;
};

} // namespace melscope
