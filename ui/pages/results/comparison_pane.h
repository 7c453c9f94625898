#pragma once

#include "core/study/run_analysis.h"

#include <QWidget>

#include <array>
#include <vector>

class QCheckBox;
class QLabel;
class QTableView;
class QToolButton;

namespace melscope {

class Session;
class TableModel;

/// The 18 means of the open run beside those of other submissions, other runs, and the published ones of 2018.
class ComparisonPane : public QWidget
{
    Q_OBJECT
public:
    explicit ComparisonPane(Session &session, QWidget *parent = nullptr);

    void show(const SourceAnalysis *source, const PartAnalysis *part);
    int runCount() const { return int(m_rows.size()); }

private:
    struct Row
    {
        QString name;
        QString note; ///< what it is, or why it has no figures
        QString file; ///< of a submission that may be removed
        std::array<double, 18> figures;
        bool isOwn = false;
    };
    void buildTable();
    static QString titleOf(size_t figure);
    void fill();
    void addSubmissions();
    void addRun();
    void choosePublished();
    void remove();
    double shown(size_t row, size_t figure) const;

    Session &m_session;
    std::shared_ptr<const RunAnalysis> m_analysis; ///< keeps source and part alive
    const SourceAnalysis *m_source = nullptr;
    const PartAnalysis *m_part = nullptr;
    std::vector<Row> m_rows;
    QCheckBox *m_differences;
    QToolButton *m_remove;
    QLabel *m_note;
    TableModel *m_model;
    QTableView *m_table;
};

} // namespace melscope
