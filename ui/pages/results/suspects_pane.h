#pragma once

#include "core/scoring/suspects.h"
#include "core/study/run_analysis.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace melscope {

class Session;
class TableModel;

/// Labels of the validation truth that the model contradicts most: probably forgotten ones, and probably wrong ones.
class SuspectsPane : public QWidget
{
    Q_OBJECT
public:
    explicit SuspectsPane(Session &session, QWidget *parent = nullptr);

    /// They are looked for when the pane is seen.
    void show(const SourceAnalysis *source);

Q_SIGNALS:
    void trackActivated(const QString &source, const QString &id);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildTable();
    void find();
    void fill();
    QString idOf(size_t row) const;
    QString labelOf(size_t row) const;

    Session &m_session;
    QComboBox *m_kind;
    QLineEdit *m_filter;
    QLabel *m_count;
    TableModel *m_model;
    QTableView *m_table;
    std::shared_ptr<const RunAnalysis> m_analysis;
    const SourceAnalysis *m_source = nullptr;
    std::vector<Suspect> m_suspects;
    bool m_isFound = false;
    LatestJob m_finding;
};

} // namespace melscope
