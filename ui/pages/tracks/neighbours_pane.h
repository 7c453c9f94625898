#pragma once

#include "core/exploring/track_filter.h"
#include "core/runs/run_folder.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace melscope {

class ElidedLabel;
class NeighbourIndex;
class Session;
class TableModel;

/// Tracks that sound like the selected one to the open run's network, nearest first, among those of its part; and what
/// labels they bear. What is needed for that is made once a run and part, when it is asked for.
class NeighboursPane : public QWidget
{
    Q_OBJECT
public:
    explicit NeighboursPane(Session &session, QWidget *parent = nullptr);
    ~NeighboursPane() override;

    void showTrack(std::optional<uint32_t> track);
    bool isComputing() const { return m_job.isBusy(); }

Q_SIGNALS:
    void trackWanted(const QString &source, const QString &id);

protected:
    void showEvent(QShowEvent *event) override;

private:
    static constexpr size_t kMost = 20; ///< neighbours

    struct Row
    {
        uint32_t track = 0; ///< of the data
        double distance = 0;
    };
    struct Found
    {
        std::vector<Row> rows;
        QString labels; ///< how many of them bear each label, the most frequent first
        bool isUnmade = false; ///< nothing was looked for: what it needs is not there, and was not to be made
    };
    /// What jobs keep between them; one of them at a time uses it.
    struct Indexes;

    void forget();
    void refresh();
    void say(const QString &text, bool canBegin = false);
    void find(const QString &part, bool mayMake);
    static Result<Found> neighbours(const NeighbourIndex &index, const FilterContext &context, uint32_t track,
                                    bool otherGroups, const CancelToken &cancel);

    Session &m_session;
    QStackedLayout *m_stack; ///< why there are none, or the table
    QLabel *m_reason;
    QPushButton *m_begin;
    ElidedLabel *m_summary;
    QCheckBox *m_otherGroups;
    TableModel *m_model;
    QTableView *m_table;
    std::optional<uint32_t> m_track;
    std::shared_ptr<Indexes> m_indexes;
    std::vector<Row> m_rows;
    LatestJob m_job;
};

} // namespace melscope
