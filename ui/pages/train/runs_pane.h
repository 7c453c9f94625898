#pragma once

#include "core/runs/run_list.h"
#include "ui/plots/history_plot.h"

#include <QSet>
#include <QWidget>

class QCheckBox;
class QPushButton;
class QTableView;

namespace melscope {

class Session;
class TableModel;
struct TableColumn;

/// The project's runs: the one that is training, those that wait, interrupted and finished ones. Any of them can be
/// laid over the charts, opened, gone on with, renamed, annotated, hidden, deleted, compared and exported.
class RunsPane : public QWidget
{
    Q_OBJECT
public:
    explicit RunsPane(Session &session, QWidget *parent = nullptr);

    /// The curves of the runs that are to be laid over, each with its colour; those that differ in the seed alone as
    /// their mean, if asked.
    std::vector<HistoryCurves> overlays(bool averageSeeds) const;

Q_SIGNALS:
    void overlaysChanged();

private:
    /// Remote: a job trains it, or is to; Elsewhere: another program trains it; InUse: another one changes it.
    enum class State { Training, Remote, Elsewhere, Waiting, InUse, Interrupted, Finished };
    struct Entry
    {
        State state = State::Finished;
        size_t queueIndex = 0; ///< of those that wait
        RunSummary run;
    };
    void buildTable();
    std::vector<TableColumn> resultColumns() const;
    std::vector<TableColumn> settingColumns() const;
    void overlay(const QString &folder, bool on);
    QWidget *buildButtons();
    void refresh();
    void updateButtons();
    std::vector<const Entry *> selected() const;
    static State stateOf(const RunSummary &run);
    QString stateText(const Entry &entry) const;
    QString whyNotContinued(const std::vector<const Entry *> &entries) const;
    QColor colourOf(const QString &folder) const;
    void openSelected();
    void showJob();
    void continueSelected();
    void editSelected();
    void hideSelected();
    void deleteSelected();
    void compareSelected();
    void saveSelectedAsOnnx();
    void cloneSelected();

    Session &m_session;
    std::vector<Entry> m_entries;
    QSet<QString> m_followed; ///< folders of jobs that were laid over the charts by themselves, once
    QStringList m_overlaid; ///< folders, in the order in which they were ticked
    TableModel *m_model;
    QTableView *m_table;
    QPushButton *m_open;
    QPushButton *m_continue;
    QPushButton *m_job;
    QPushButton *m_edit;
    QPushButton *m_hide;
    QPushButton *m_delete;
    QPushButton *m_compare;
    QPushButton *m_clone;
    QPushButton *m_onnx;
    QCheckBox *m_showHidden;
};

} // namespace melscope
