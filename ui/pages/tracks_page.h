#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedLayout;
class QTableView;

namespace melscope {

class Session;
class TableModel;
class TrackDetails;

/// All recordings of all sources, filtered as one types, with the selected one in detail.
class TracksPage : public QWidget
{
    Q_OBJECT
public:
    explicit TracksPage(Session &session, QWidget *parent = nullptr);

    /// Selects a recording of a source, clearing the filters if they hide it. False where there is none.
    bool selectTrack(const QString &source, const QString &id);
    TrackDetails *details() const { return m_details; }

private:
    void buildTable();
    void refresh();
    void applyFilter();
    void showSelected();

    Session &m_session;
    QStackedLayout *m_stack;
    QLineEdit *m_filter;
    QComboBox *m_source;
    QComboBox *m_part;
    QLabel *m_hits;
    QTableView *m_table;
    TableModel *m_model;
    TrackDetails *m_details;
};

} // namespace melscope
