#pragma once

#include "core/exploring/label_relations.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace melscope {

class CountField;

class MatrixPlot;
class Session;
class TableModel;
struct ResultTable;

/// How the labels of two sources, or of one, stand together on the same recordings.
class RelationsPane : public QWidget
{
    Q_OBJECT
public:
    explicit RelationsPane(Session &session, QWidget *parent = nullptr);

    MatrixPlot *plot() const { return m_plot; }
    const std::shared_ptr<const LabelRelations> &relations() const { return m_relations; }

Q_SIGNALS:
    void tracksWanted(const QString &filter);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildPairs();
    void refreshSources();
    void compute();
    void showPairs();
    void offerTracks(size_t row, size_t column);
    ResultTable pairTable() const;

    Session &m_session;
    QComboBox *m_rowSource;
    QComboBox *m_columnSource;
    CountField *m_least;
    QLabel *m_offer;
    MatrixPlot *m_plot;
    QTableView *m_table;
    TableModel *m_model;
    std::shared_ptr<const LabelRelations> m_relations;
    std::vector<LabelRelations::Pair> m_pairs;
    bool m_stale = true; ///< to be computed when the pane is seen
    LatestJob m_computing;
    LatestJob m_pairing;
};

} // namespace melscope
