#pragma once

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QTableView;
class QTableWidget;

namespace melscope {

class Session;
class TableModel;
struct PartAnalysis;
struct SourceAnalysis;

/// Predictions per track, the task's evaluation where truth is known, and the export of the submission with the
/// checker's verdict.
class ResultsPage : public QWidget
{
    Q_OBJECT
public:
    explicit ResultsPage(Session &session, QWidget *parent = nullptr);

    void exportSubmission(const QString &path);
    void exportEvaluation(const QString &folder);

public Q_SLOTS:
    void chooseAndExportSubmission();

Q_SIGNALS:
    void trackActivated(const QString &source, const QString &id);

private:
    QWidget *buildPredictions();
    QWidget *buildFigures();
    const SourceAnalysis *source() const;
    const PartAnalysis *part() const;
    QString predictedText(size_t row) const;
    QString trueText(size_t row) const;
    double trackF(size_t row) const;
    QString submissionName() const;
    void refresh();
    void showPart();
    void applyFilter();
    void fillEvaluation();

    Session &m_session;
    QStackedLayout *m_stack;
    QComboBox *m_source;
    QComboBox *m_part;
    QLineEdit *m_filter;
    QTableView *m_table;
    TableModel *m_model;
    QLabel *m_evaluationTitle;
    QTableWidget *m_figures;
    QLabel *m_verdict;
    QPushButton *m_exportSubmission;
    QPushButton *m_exportEvaluation;
    std::vector<double> m_trackF; ///< by row of the scores; NaN without truth
};

} // namespace melscope
