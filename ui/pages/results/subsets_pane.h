#pragma once

#include "core/study/run_analysis.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace melscope {

class FilterEdit;
class Session;
class TableModel;

/// Two filters side by side: the task's means over the tracks that each of them finds, and their difference.
class SubsetsPane : public QWidget
{
    Q_OBJECT
public:
    explicit SubsetsPane(Session &session, QWidget *parent = nullptr);

    void show(const SourceAnalysis *source, const PartAnalysis *part);

private:
    struct Outcome
    {
        std::optional<Evaluation> evaluations[2];
        QString problems[2];
    };
    void compare();
    void showOutcome();

    Session &m_session;
    FilterEdit *m_filters[2];
    QLabel *m_counts[2];
    QPushButton *m_compare;
    TableModel *m_model;
    std::shared_ptr<const RunAnalysis> m_analysis;
    const SourceAnalysis *m_source = nullptr;
    const PartAnalysis *m_part = nullptr;
    Outcome m_outcome;
    LatestJob m_comparing;
};

} // namespace melscope
