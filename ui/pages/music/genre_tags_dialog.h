#pragma once

#include "core/study/music_predictions.h"
#include "ui/jobs/job_lane.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace melscope {

class Session;
class TableModel;

/// Shows what predicted genres would make of the files' genre tags, file by file, and writes those that are ticked.
class GenreTagsDialog : public QDialog
{
    Q_OBJECT
public:
    /// `rows` of the predictions' scores.
    GenreTagsDialog(Session &session, std::shared_ptr<const MusicPredictions> predictions, std::vector<uint32_t> rows,
                    QWidget *parent = nullptr);
    /// Opens it; it deletes itself.
    static void ask(Session &session, std::shared_ptr<const MusicPredictions> predictions, std::vector<uint32_t> rows,
                    QWidget *parent);
    bool isBusy() const { return m_reading.isBusy(); }

private:
    void buildTable();
    void propose();
    void showCount();
    std::vector<GenreChange> chosen() const;
    void write();

    Session &m_session;
    std::shared_ptr<const MusicPredictions> m_predictions;
    std::vector<uint32_t> m_rows;
    QComboBox *m_vocabulary;
    QComboBox *m_old;
    QCheckBox *m_splits;
    QLabel *m_count;
    TableModel *m_model;
    QTableView *m_table;
    QPushButton *m_write;
    GenreReport m_proposed;
    std::vector<char> m_isChosen; ///< by row of the table
    LatestJob m_reading;
};

} // namespace melscope
