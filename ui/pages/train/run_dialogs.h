#pragma once

#include "core/base/result.h"
#include "core/runs/run_list.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace melscope {

/// Name and note of a run.
class RunNameDialog : public QDialog
{
    Q_OBJECT
public:
    RunNameDialog(const QString &title, const QString &comment, QWidget *parent = nullptr);
    QString title() const;
    QString comment() const;

private:
    QLineEdit *m_title;
    QPlainTextEdit *m_comment;
};

/// The settings and results of two runs side by side, what differs first.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    SettingsDialog(const RunSummary &first, const RunSummary &second, QWidget *parent = nullptr);
};

/// Several trainings at once: all combinations of recipes, learning rates and seeds.
class QueueDialog : public QDialog
{
    Q_OBJECT
public:
    /// `target`: to which the runs will be submitted; empty: they are trained here.
    explicit QueueDialog(const Recipe &current, const QString &target = {}, QWidget *parent = nullptr);
    /// Empty while something cannot be read.
    std::vector<Recipe> recipes() const;

private:
    Result<std::vector<Recipe>> entered() const; ///< errors: what the dialog is to tell
    void updateCount();

    Recipe m_recipe;
    QCheckBox *m_current;
    QCheckBox *m_melscope;
    QCheckBox *m_paper;
    QLineEdit *m_rates;
    QLineEdit *m_seeds;
    QLabel *m_count;
    QPushButton *m_add;
};

} // namespace melscope
