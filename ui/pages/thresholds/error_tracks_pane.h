#pragma once

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace melscope {

class MelHeatmap;
class Session;
class TableModel;
class ThresholdEditor;

/// The tracks of the selected label nearest to its threshold: wrongly predicted, missed, or right; with their scores
/// and the image of the selected one.
class ErrorTracksPane : public QWidget
{
    Q_OBJECT
public:
    ErrorTracksPane(Session &session, ThresholdEditor &editor, QWidget *parent = nullptr);

    /// Looks anew, at the threshold as it is now.
    void refresh();
    size_t trackCount() const { return m_rows.size(); }

Q_SIGNALS:
    void trackActivated(const QString &source, const QString &id);
    void tracksWanted(const QString &filter);

private:
    void showImage();
    QString id(size_t row) const;
    const float *imageOf(const QString &recording) const; ///< raw, or null

    Session &m_session;
    ThresholdEditor &m_editor;
    std::vector<uint32_t> m_rows; ///< tracks, the nearest first
    QComboBox *m_kind;
    QLabel *m_count;
    QPushButton *m_all;
    TableModel *m_model;
    QTableView *m_table;
    MelHeatmap *m_image;
};

} // namespace melscope
