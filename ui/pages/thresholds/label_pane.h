#pragma once

#include "core/scoring/labelling_counts.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QLabel;
class QMenu;
class QPushButton;
class QTabWidget;
class QToolButton;

namespace melscope {

class CalibrationPlot;
class DecimalField;
class ErrorTracksPane;
class PrecisionRecallPlot;
class RocPlot;
class ScoreHistogramPlot;
class Session;
class TableModel;
class ThresholdEditor;
class ThresholdPlot;

/// The selected label: its curves with the threshold to be dragged, what the threshold does to the label and to the
/// whole system, and the tracks it gets wrong.
class LabelPane : public QWidget
{
    Q_OBJECT
public:
    LabelPane(Session &session, ThresholdEditor &editor, QWidget *parent = nullptr);

    ThresholdPlot *thresholdPlot() const { return m_curve; }

Q_SIGNALS:
    void trackActivated(const QString &source, const QString &id);
    void tracksWanted(const QString &filter);

private:
    Session &m_session;
    QWidget *buildControls();
    void showDetail();
    void askForCost();
    void fillOtherRuns();
    void showOthers();
    void showFigures();

    ThresholdEditor &m_editor;
    QLabel *m_title;
    QTabWidget *m_tabs;
    ThresholdPlot *m_curve;
    PrecisionRecallPlot *m_precisionRecall;
    RocPlot *m_roc;
    QMenu *m_otherRuns;
    QStringList m_others; ///< folders of the runs whose curves are shown, too
    const void *m_othersOf = nullptr; ///< the detail that they were read for
    LatestJob m_readingOthers;
    ScoreHistogramPlot *m_histogram;
    CalibrationPlot *m_calibration;
    ErrorTracksPane *m_errors;
    QWidget *m_controls;
    DecimalField *m_threshold;
    QCheckBox *m_logarithmic;
    QPushButton *m_byRule;
    QToolButton *m_never;
    QToolButton *m_reset;
    QLabel *m_figures;
    std::optional<SystemFigures> m_shown; ///< of the whole system, with the threshold where it is
    std::optional<SystemFigures> m_optimum;
    TableModel *m_system;
    QLabel *m_systemTitle;
};

} // namespace melscope
