#pragma once

#include "core/scoring/label_difference.h"
#include "ui/session/session.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace melscope {

class TableModel;

/// What the task's evaluation says of each label, and how another run differs, with bootstrap intervals.
class LabelResultsPane : public QWidget
{
    Q_OBJECT
public:
    explicit LabelResultsPane(Session &session, QWidget *parent = nullptr);

    void show(const SourceAnalysis *source, const PartAnalysis *part);

Q_SIGNALS:
    void tracksWanted(const QString &filter);

private:
    const Evaluation::Label &label(size_t row) const { return m_part->evaluation->perLabel[row]; }
    const LabelDifference *difference(size_t row) const
    {
        return row < m_difference.labels.size() ? &m_difference.labels[row] : nullptr;
    }
    void buildTable();
    void showChoices();
    void compare();
    void showDifference();

    Session &m_session;
    std::shared_ptr<const RunAnalysis> m_analysis; ///< keeps source and part alive
    const SourceAnalysis *m_source = nullptr;
    const PartAnalysis *m_part = nullptr;
    RunDifference m_difference;
    LatestJob m_comparing;
    QComboBox *m_other;
    QLabel *m_summary;
    TableModel *m_model;
    QTableView *m_table;
};

} // namespace melscope
