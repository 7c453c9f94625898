#pragma once

#include "core/exploring/track_filter.h"
#include "core/runs/run_folder.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

#include <map>
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

    /// Looks for its neighbours, if the pane is seen or what it needs is at hand.
    void showTrack(std::optional<uint32_t> track);
    /// How many of the neighbours found bear each label; empty where none were looked for.
    const std::map<QString, int> &labelCounts() const { return m_counts; }
    size_t found() const { return m_rows.size(); }
    bool isComputing() const { return m_job.isBusy(); }

Q_SIGNALS:
    void trackWanted(const QString &source, const QString &id);
    void countsChanged();

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
        std::map<QString, int> counts; ///< the same of all labels
        bool isUnmade = false; ///< nothing was looked for: what it needs is not there, and was not to be made
    };
    /// What jobs keep between them; one of them at a time uses it.
    struct Indexes;

    void forget();
    void refresh();
    void say(const QString &text, bool canBegin = false);
    void find(const QString &part, bool mayMake);
    void setFound(const Found &found);
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
    bool m_isAtHand = false; ///< the index of the last part that was looked into
    std::optional<uint32_t> m_track;
    std::shared_ptr<Indexes> m_indexes;
    std::vector<Row> m_rows;
    std::map<QString, int> m_counts;
    LatestJob m_job;
};

} // namespace melscope
