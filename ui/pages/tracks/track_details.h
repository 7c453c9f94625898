#pragma once

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;
class QLineEdit;
class QTableView;
class QToolButton;

namespace melscope {

class ElidedLabel;
class ImagePanel;
class MelHeatmap;
class NeighboursPane;
class Session;
class TableModel;
struct MusicPredictions;

/// The selected track: its mel image, its release group, bookmark and note, its true labels and, after a run, its
/// scores against the thresholds.
class TrackDetails : public QWidget
{
    Q_OBJECT
public:
    explicit TrackDetails(Session &session, QWidget *parent = nullptr);

    void showTrack(uint32_t track);
    void clear();
    ImagePanel *images() const { return m_images; }
    NeighboursPane *neighbours() const { return m_neighbours; }
    MelHeatmap *heatmap() const;
    /// Sets or takes away the bookmark of the track.
    void toggleBookmark();
    void editNote();
    /// Takes back what is being typed as a note; false where nothing is.
    bool cancelNote();

Q_SIGNALS:
    void filterWanted(const QString &filter);
    void trackWanted(const QString &source, const QString &id);

private:
    struct LabelRow
    {
        QString label;
        QString source; ///< whose label it is, of music
        bool isTrue = false;
        bool isPredicted = false;
        double score = 0;
        double threshold = 0;
        std::optional<uint32_t> classIndex; ///< of the run
    };
    void buildHead(QWidget *head);
    void buildLabels(QWidget *parent);
    void fillLabels(uint32_t index);
    void fillMusic(const MusicPredictions &predictions, uint32_t row);
    void fillHead();
    void showNeighbourLabels();
    void showWhatIf();
    void noteTyped();

    Session &m_session;
    ElidedLabel *m_title;
    ElidedLabel *m_recording; ///< its id, where the title is a name
    QLabel *m_group;
    QToolButton *m_bookmark;
    QLineEdit *m_note;
    ImagePanel *m_images;
    NeighboursPane *m_neighbours;
    QLabel *m_labelTitle;
    QString m_plainTitle; ///< as long as nothing is changed of the track
    QTableView *m_labels;
    TableModel *m_labelModel;
    std::vector<LabelRow> m_rows;
    std::optional<uint32_t> m_track; ///< of the data as they are now
    QString m_id; ///< its recording, which newly loaded data may number otherwise; empty: none
};

} // namespace melscope
