#pragma once

#include "core/study/run_analysis.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace melscope {

class MatrixPlot;
class Session;

/// The task's confusion matrix: true labels as rows, predicted ones as columns, subgenres beside their genres. A click
/// leads to the tracks.
class ConfusionPane : public QWidget
{
    Q_OBJECT
public:
    explicit ConfusionPane(Session &session, QWidget *parent = nullptr);

    void show(const SourceAnalysis *source, const PartAnalysis *part);
    MatrixPlot *plot() const { return m_plot; }

Q_SIGNALS:
    void tracksWanted(const QString &filter);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void fill();
    void offer(size_t row, size_t column);

    Session &m_session;
    std::shared_ptr<const RunAnalysis> m_analysis; ///< keeps source and part alive
    const SourceAnalysis *m_source = nullptr;
    const PartAnalysis *m_part = nullptr;
    bool m_isFilled = false;
    QComboBox *m_level;
    QLabel *m_offer;
    MatrixPlot *m_plot;
};

} // namespace melscope
