#pragma once

#include "core/scoring/suspects.h"
#include "core/study/run_analysis.h"

#include <QMenu>

namespace melscope {

class Session;

/// What can be taken out of a run: submissions with the checker's verdict, thresholds, scores, evaluation files,
/// suspected labels, a report. The functions write; the actions ask where to first.
class ResultExport : public QMenu
{
    Q_OBJECT
public:
    explicit ResultExport(Session &session, QWidget *parent = nullptr);

    void show(const SourceAnalysis *source, const PartAnalysis *part);

    void chooseSubmission();
    void exportSubmission(const QString &path);
    void exportAllSubmissions(const QString &folder);
    void exportEvaluation(const QString &folder);
    void exportThresholds(const QString &path);
    void exportScores(const QString &path);
    void exportSuspects(const QString &path);
    void exportReport(const QString &path);

private:
    QString submissionName() const;
    RecordingNames recordingNames() const; ///< by the data that is loaded now
    bool isTest() const { return m_part == &m_source->test; }

    Session &m_session;
    std::shared_ptr<const RunAnalysis> m_analysis; ///< keeps source and part alive
    const SourceAnalysis *m_source = nullptr;
    const PartAnalysis *m_part = nullptr;
    QAction *m_submission;
    QAction *m_evaluation;
    QAction *m_suspects;
};

} // namespace melscope
