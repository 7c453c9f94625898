#pragma once

#include "core/exploring/prediction_query.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace melscope {

class ScoreBarsPlot;
class CountField;
class Session;
class TableModel;

/// The tracks of a scored part with what is predicted for them; filtered and ordered in a worker; the selected one's
/// scores against the thresholds.
class PredictionsPane : public QWidget
{
    Q_OBJECT
public:
    explicit PredictionsPane(Session &session, QWidget *parent = nullptr);

    /// Null: nothing to show. Both live in the analysis.
    void show(const std::shared_ptr<const RunAnalysis> &analysis, const SourceAnalysis *source,
              const PartAnalysis *part);
    bool isBusy() const { return m_querying.isBusy(); }

Q_SIGNALS:
    void trackActivated(const QString &source, const QString &id);

private:
    void buildTable();
    void query();
    void showCount();
    void showBars();
    QString predictedLabels(size_t row) const;
    QString trueLabels(size_t row) const;
    QString topClasses(size_t row) const;
    std::optional<uint32_t> recordingOf(size_t row) const; ///< in the truth

    Session &m_session;
    std::shared_ptr<const RunAnalysis> m_analysis;
    const SourceAnalysis *m_source = nullptr;
    const PartAnalysis *m_part = nullptr;
    std::shared_ptr<const std::vector<float>> m_f1; ///< null until a worker has made it
    PredictionQuery m_query;
    LatestJob m_querying;
    CountField *m_top; ///< how many classes of a track are listed
    QLineEdit *m_filter;
    QComboBox *m_errors;
    QLabel *m_count;
    TableModel *m_model;
    QTableView *m_table;
    ScoreBarsPlot *m_bars;
};

} // namespace melscope
