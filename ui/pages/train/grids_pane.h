#pragma once

#include "core/study/run_grid.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace melscope {

class Session;
class TableModel;
struct TableColumn;

/// The project's grids: of the chosen one a row for each variant with its means over seeds and folds, ± deviation.
class GridsPane : public QWidget
{
    Q_OBJECT
public:
    explicit GridsPane(Session &session, QWidget *parent = nullptr);

    /// Reads anew what is there, once the pane is seen.
    void refresh();

Q_SIGNALS:
    void gridWanted(); ///< a new one
    void learningCurveWanted(const QString &folder);

protected:
    void showEvent(QShowEvent *event) override;

private:
    /// What stands on the disk of the grids.
    struct Found
    {
        QStringList folders; ///< the newest first
        GridConfig grid; ///< the shown one; without variants: there is none
        std::vector<GridSummary> summaries; ///< of variants with finished runs
        size_t finished = 0; ///< runs
    };
    static Result<Found> look(const QString &runsFolder, const QString &chosen, const QString &source,
                              const CancelToken &cancel);
    void build();
    void buildTable();
    std::vector<TableColumn> columns() const;
    TableColumn meanColumn(std::string_view key, const QString &title, const QString &toolTip,
                           double (GridSummary::*figure)[2]) const;
    const GridSummary *summaryOf(size_t variant) const;
    void read();
    void take(Found found);
    void updateButtons();

    Session &m_session;
    QStackedLayout *m_stack = nullptr;
    QComboBox *m_choice = nullptr;
    QComboBox *m_source = nullptr;
    QLabel *m_state = nullptr;
    QPushButton *m_continue = nullptr;
    QPushButton *m_curve = nullptr;
    TableModel *m_model;
    QTableView *m_table = nullptr;
    Found m_found;
    QString m_project; ///< whose grids these are: the folder of its runs
    bool m_isStale = true;
    LatestJob m_reading;
};

} // namespace melscope
