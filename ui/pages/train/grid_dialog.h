#pragma once

#include "core/study/grid_variants.h"
#include "ui/jobs/job_lane.h"

#include <QDialog>

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;
class QToolButton;

namespace melscope {

class CountField;
class Session;

/// A grid of trainings: the page's settings, some of them with several values, several seeds, and folds. Tells how many
/// runs that makes and about how long they take.
class GridDialog : public QDialog
{
    Q_OBJECT
public:
    explicit GridDialog(Session &session, QWidget *parent = nullptr);

    /// Starts it, unless something cannot be read.
    void accept() override;

private:
    struct Row
    {
        QComboBox *setting;
        QLineEdit *values;
        QToolButton *remove;
    };
    struct Entered
    {
        std::vector<RecipeVariant> variants;
        std::vector<uint64_t> seeds;
        int folds = 0;

        size_t runs() const { return variants.size() * seeds.size() * size_t(folds > 0 ? folds : 1); }
    };
    QWidget *buildRows();
    void addRow(const QString &setting, const QString &values);
    void removeRow(QToolButton *remove);
    void showPlaceholder(const Row &row) const;
    Result<Entered> entered() const; ///< errors: what the dialog is to tell
    void refresh();
    void estimate();
    double tracksOfRun(int folds) const;

    Session &m_session;
    QGridLayout *m_grid;
    std::vector<Row> m_rows;
    int m_added = 0; ///< rows that were ever there, by which they are named
    QLineEdit *m_seeds;
    CountField *m_folds;
    QLabel *m_count;
    QPushButton *m_start;
    QTimer *m_estimateSoon;
    LatestJob m_estimating;
    QString m_time; ///< what the present grid would take; empty while unknown
};

} // namespace melscope
