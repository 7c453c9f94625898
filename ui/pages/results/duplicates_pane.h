#pragma once

#include "core/exploring/duplicate_list.h"
#include "core/runs/run_folder.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

#include <map>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace melscope {

class DecimalField;
class EmptyState;
class Session;
class TableModel;

/// Pairs of recordings in train and validation that sound the same to the open run's network. Those across the two
/// flatter its figures. Looked for when asked, by a worker, and kept for each run as long as the window lives.
class DuplicatesPane : public QWidget
{
    Q_OBJECT
public:
    explicit DuplicatesPane(Session &session, QWidget *parent = nullptr);

    /// Null: none.
    void show(const std::shared_ptr<const Run> &run);
    bool isComputing() const { return m_job.isBusy(); }

Q_SIGNALS:
    void trackActivated(const QString &source, const QString &id);

private:
    struct Kept
    {
        std::shared_ptr<const std::vector<DuplicateSide>> sides; ///< null until they were made
        DuplicateList list;
        double most = -1; ///< the distance that the list was made for
        size_t found = 0; ///< pairs, of which the list may leave the farther ones out
    };

    QWidget *buildContent();
    void buildTable();
    void connectParts();
    void find();
    void take(Kept found);
    void fill();
    void refresh();
    const DuplicateList::Pair &pair(size_t row) const { return m_shown->list.pairs[row]; }
    const DuplicateSide &side(size_t row, bool isOther) const;
    uint32_t track(size_t row, bool isOther) const;
    QString idOf(size_t row, bool isOther) const;
    QString nameOf(size_t row, bool isOther) const;
    bool isAccepted(size_t row, const QString &typed) const;

    Session &m_session;
    std::shared_ptr<const Run> m_run;
    std::map<QString, Kept> m_kept; ///< by run
    Kept *m_shown = nullptr; ///< of the run
    QString m_problem;
    QStackedLayout *m_stack;
    EmptyState *m_empty;
    QPushButton *m_begin;
    QPushButton *m_cancel;
    QLabel *m_message;
    DecimalField *m_most;
    QCheckBox *m_acrossOnly;
    QLineEdit *m_filter;
    QLabel *m_count;
    TableModel *m_model;
    QTableView *m_table = nullptr;
    LatestJob m_job;
};

} // namespace melscope
