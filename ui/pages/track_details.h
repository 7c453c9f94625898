#pragma once

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QTableView;

namespace melscope {

class MelHeatmap;
class Session;
class TableModel;
struct TrackRef;

/// The selected track: its mel image, its true labels and, after a run, its scores against the thresholds.
class TrackDetails : public QWidget
{
    Q_OBJECT
public:
    explicit TrackDetails(Session &session, QWidget *parent = nullptr);

    void showTrack(const TrackRef &track);
    void clear();
    MelHeatmap *heatmap() const { return m_heatmap; }

private:
    struct LabelRow
    {
        QString label;
        bool isTrue = false;
        bool isPredicted = false;
        double score = 0;
        double threshold = 0;
    };
    void fillLabels(const TrackRef &track);

    Session &m_session;
    QLabel *m_title;
    QComboBox *m_view;
    MelHeatmap *m_heatmap;
    QLabel *m_labelTitle;
    QTableView *m_labels;
    TableModel *m_labelModel;
    std::vector<LabelRow> m_rows;
};

} // namespace melscope
