#pragma once

#include "core/study/learning_curve.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedLayout;
class QTableView;
class QToolButton;

namespace melscope {

class LearningCurvePlot;
class Session;
class TableModel;
struct TableColumn;

/// What more training tracks bring: F1 against their number by groups of labels, of a grid's runs or of the project's
/// own that differ in their share of the training tracks; as a plot and as a table.
class LearningCurvePane : public QWidget
{
    Q_OBJECT
public:
    explicit LearningCurvePane(Session &session, QWidget *parent = nullptr);

    /// Shows a grid's curve.
    void choose(const QString &folder);
    const LearningCurve *shown() const;

Q_SIGNALS:
    void trainPageWanted();

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// Runs from which a curve can be made.
    struct Choice
    {
        QString title;
        QString folder; ///< of a grid; empty: the project's own runs
        QStringList runs;
        QMap<QString, QString> testTruths;
    };
    struct Found
    {
        std::vector<Choice> choices; ///< grids, the newest first, then the project's runs
        int chosen = -1;
        LearningRuns runs; ///< of that one
    };
    static Result<Found> look(const QString &runsFolder, Choice own, const QString &chosen, const CancelToken &cancel,
                              const ProgressCallback &progress);
    void build();
    void buildTable();
    Choice ownRuns() const;
    void refresh();
    void read();
    void take(Found found);
    void showCurves();
    void showCurve();
    void fillLines();

    Session &m_session;
    QStackedLayout *m_stack = nullptr;
    QComboBox *m_choice = nullptr;
    QComboBox *m_source = nullptr;
    QComboBox *m_recipe = nullptr;
    QToolButton *m_lines = nullptr; ///< which are shown
    QLabel *m_note = nullptr;
    LearningCurvePlot *m_plot = nullptr;
    TableModel *m_model;
    QTableView *m_table = nullptr;
    Found m_found;
    std::vector<LearningCurve> m_curves;
    QString m_wanted; ///< folder of the grid to be shown; empty: any
    bool m_isStale = true;
    LatestJob m_reading;
};

} // namespace melscope
