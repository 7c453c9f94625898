#pragma once

#include "ui/controls/remembered_view.h"
#include "ui/jobs/job_lane.h"
#include "ui/models/track_model.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QSplitter;
class QStackedLayout;
class QTabWidget;
class QTableView;
class QToolButton;

namespace melscope {

class FilterEdit;
class LabelTree;
class MapPane;
class Session;
class SoundPanel;
class TrackDetails;

/// All recordings of all sources, filtered as one types and ordered by a worker, with the selected one in detail.
class TracksPage : public QWidget, public RememberedView
{
    Q_OBJECT
public:
    explicit TracksPage(Session &session, QWidget *parent = nullptr);

    /// Selects a recording of a source, clearing the filters if they hide it; at once, or when the table is there
    /// again. False where there is none.
    bool selectTrack(const QString &source, const QString &id);
    /// Shows what a filter finds.
    void showFiltered(const QString &filter);
    /// Null until there is a track with a sound file.
    SoundPanel *soundPanel() const { return m_sound; }
    TrackDetails *details() const { return m_details; }
    MapPane *map() const { return m_map; }
    TrackModel *model() const { return m_model; }
    /// The selected track.
    QVariant viewState() const override;
    void setViewState(const QVariant &state) override;
    /// Whether a filter or an order is being worked out.
    bool isBusy() const { return m_query.isBusy(); }

Q_SIGNALS:
    void dataPageWanted();
    void filtered(); ///< the table shows the newest filter

private:
    void buildBar(QWidget *bar);
    void buildTable();
    void buildActions();
    void buildSound();
    void refreshData();
    void offerResultColumns();
    void refreshLabels();
    void query();
    void showResult(const FilterContext &context, const std::shared_ptr<const std::vector<uint32_t>> &tracks);
    void showHits();
    void showSelected();
    bool select(uint32_t track);
    std::optional<uint32_t> findTrack(const QString &source, const QString &id) const;
    void selectLabel(const QString &label, bool add);
    void showContextMenu(const QPoint &position);
    void showPicked(const std::shared_ptr<const std::vector<uint32_t>> &tracks, bool isMore);
    QString wholeFilter() const;
    std::optional<uint32_t> selectedTrack() const;

    Session &m_session;
    QStackedLayout *m_stack;
    FilterEdit *m_filter;
    QComboBox *m_source;
    QComboBox *m_part;
    QLabel *m_hits;
    QToolButton *m_showLabels;
    QToolButton *m_showSound;
    LabelTree *m_labels;
    QSplitter *m_splitter;
    QTabWidget *m_views; ///< the table, or the map
    QTableView *m_table;
    MapPane *m_map;
    TrackModel *m_model;
    TrackDetails *m_details;
    QSplitter *m_upright;
    SoundPanel *m_sound = nullptr;
    std::pair<QString, QString> m_selected; ///< source and id of the selected recording, for newly loaded data
    std::optional<TrackColumn> m_order; ///< nothing: as the data come
    bool m_descending = false;
    std::optional<uint32_t> m_wanted; ///< to be selected when the table is there again
    std::shared_ptr<const std::vector<uint32_t>> m_picked; ///< on the map, ascending; null: nothing was
    LatestJob m_query;
};

} // namespace melscope
