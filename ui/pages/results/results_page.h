#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedLayout;
class QTabWidget;
class QTableView;

namespace melscope {

class ComparisonPane;
class ConfusionPane;
class DuplicatesPane;
class ImportancePane;
class SubsetsPane;
class SuspectsPane;
class LabelResultsPane;
class LearningCurvePane;
class PredictionsPane;
class ResultExport;
class Session;
class TableModel;
struct PartAnalysis;
struct SourceAnalysis;

/// A scored part of a source: its tracks, other runs beside it, its labels, its confusions; what more tracks bring; the
/// task's 18 means, the checker's verdict and what can be exported.
class ResultsPage : public QWidget
{
    Q_OBJECT
public:
    explicit ResultsPage(Session &session, QWidget *parent = nullptr);

    ResultExport *exports() const { return m_export; }
    QTabWidget *tabs() const { return m_tabs; }
    ComparisonPane *comparison() const { return m_comparison; }
    /// Of a grid.
    void showLearningCurve(const QString &folder);
    ImportancePane *importance() const { return m_importance; }
    DuplicatesPane *duplicates() const { return m_duplicates; }

Q_SIGNALS:
    void trainPageWanted();
    void trackActivated(const QString &source, const QString &id);
    void tracksWanted(const QString &filter);

private:
    QWidget *buildFigures();
    void connectParts();
    const SourceAnalysis *source() const;
    const PartAnalysis *part() const;
    void refresh();
    void showPart();
    void showVerdict();
    void fillEvaluation();

    Session &m_session;
    QStackedLayout *m_stack;
    QComboBox *m_source;
    QComboBox *m_part;
    QTabWidget *m_tabs;
    PredictionsPane *m_predictions;
    ComparisonPane *m_comparison;
    LabelResultsPane *m_labels;
    ConfusionPane *m_confusion;
    SubsetsPane *m_subsets;
    SuspectsPane *m_suspects;
    LearningCurvePane *m_curve;
    ImportancePane *m_importance;
    DuplicatesPane *m_duplicates;
    QLabel *m_evaluationTitle;
    TableModel *m_means;
    QTableView *m_figures;
    QLabel *m_verdict;
    ResultExport *m_export;
};

} // namespace melscope
