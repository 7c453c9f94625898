#include "ui/pages/results/result_export.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/scoring/evaluation_files.h"
#include "core/study/run_report.h"
#include "ui/controls/file_questions.h"
#include "ui/session/session.h"

#include <QDir>

namespace melscope {

namespace {
constexpr size_t kSuspects = 50; ///< of each label and kind
}

ResultExport::ResultExport(Session &session, QWidget *parent)
    : QMenu(tr("Export"), parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("exportMenu"));
    auto add = [this](const QString &text, const QString &name, auto slot) {
        QAction *action = addAction(text);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    auto file = [this](const QString &title, const QString &name, const QString &kinds, auto write) {
        return [this, title, name, kinds, write] {
            const QString path = file_questions::save(
                parentWidget(), title, QString(name).replace(QStringLiteral("%s"), m_source->name), kinds);
            if (!path.isEmpty())
                (this->*write)(path);
        };
    };
    auto folder = [this](const QString &title, auto write) {
        return [this, title, write] {
            const QString path = file_questions::folder(parentWidget(), title);
            if (!path.isEmpty())
                (this->*write)(path);
        };
    };
    m_submission = add(tr("&Submission …\tCtrl+E"), QStringLiteral("exportSubmission"), [this] { chooseSubmission(); });
    add(tr("Submissions of &all sources …"), QStringLiteral("exportAllSubmissions"),
        folder(tr("Folder for the submissions"), &ResultExport::exportAllSubmissions));
    m_evaluation = add(tr("&Evaluation files …"), QStringLiteral("exportEvaluation"),
                       folder(tr("Folder for the evaluation's files"), &ResultExport::exportEvaluation));
    addSeparator();
    add(tr("&Thresholds …"), QStringLiteral("exportThresholds"),
        file(tr("Save the thresholds"), QStringLiteral("thresholds_%s.txt"), tr("Thresholds (*.txt)"),
             &ResultExport::exportThresholds));
    add(tr("Score &matrix …"), QStringLiteral("exportScores"),
        file(tr("Save the scores"), QStringLiteral("scores_%s.safetensors"), tr("Score matrices (*.safetensors)"),
             &ResultExport::exportScores));
    m_suspects = add(tr("Suspected &wrong labels …"), QStringLiteral("exportSuspects"),
                     file(tr("Save suspected labels"), QStringLiteral("suspects_%s.tsv"),
                          tr("Tab-separated values (*.tsv)"), &ResultExport::exportSuspects));
    m_suspects->setToolTip(tr("Labels of the validation truth that the model contradicts most"));
    addSeparator();
    add(tr("&Report of the run …"), QStringLiteral("exportReport"),
        file(tr("Save the report"), QStringLiteral("report.html"), tr("Web page (*.html)"),
             &ResultExport::exportReport));
    setToolTipsVisible(true);
}

void ResultExport::show(const SourceAnalysis *source, const PartAnalysis *part)
{
    m_analysis = m_session.analysis();
    m_source = source;
    m_part = part;
    for (QAction *action : actions())
        action->setEnabled(source != nullptr);
    const bool isScored = part != nullptr && part->scores;
    m_submission->setEnabled(isScored);
    m_evaluation->setEnabled(part != nullptr && part->evaluation);
    m_suspects->setEnabled(source != nullptr && source->basis);
}

QString ResultExport::submissionName() const
{
    return isTest() ? run_file::testPredictions(m_source->name) : run_file::validationPredictions(m_source->name);
}

void ResultExport::chooseSubmission()
{
    if (m_part == nullptr || !m_part->scores) {
        m_session.report(Error::failure(m_analysis ? tr("this part was not predicted, so there is no submission of it")
                                                   : tr("no run is open, so there is no submission to export"),
                                        {},
                                        m_analysis ? tr("Choose the validation part, or train with test features.")
                                                   : tr("Train a network on the Train page, or open a run there.")));
        return;
    }
    const QString path =
        file_questions::save(parentWidget(), tr("Export submission"), submissionName(), tr("Submissions (*.tsv)"));
    if (!path.isEmpty())
        exportSubmission(path);
}

void ResultExport::exportSubmission(const QString &path)
{
    if (m_part == nullptr || !m_part->scores)
        return;
    m_session.runJob(
        this, tr("Exporting the submission"),
        [analysis = m_analysis, source = m_source, part = m_part, path](const CancelToken &, const ProgressCallback &) {
            return writeFileAtomically(path, submissionOf(*analysis->run, *source, *part));
        },
        [this, path] {
            m_session.inform(tr("Written to %1").arg(QDir::toNativeSeparators(path)));
            m_session.tellExported();
        });
}

void ResultExport::exportAllSubmissions(const QString &folder)
{
    if (!m_analysis)
        return;
    m_session.runJob(
        this, tr("Exporting all submissions"),
        [analysis = m_analysis, isTest = isTest(), folder](const CancelToken &cancel,
                                                           const ProgressCallback &) -> Result<QStringList> {
            QStringList verdicts;
            for (const auto &source : analysis->sources) {
                if (cancel.isCancelled())
                    return cancelled();
                const PartAnalysis &part = isTest ? source->test : source->validation;
                if (!part.scores)
                    continue;
                const QString name =
                    isTest ? run_file::testPredictions(source->name) : run_file::validationPredictions(source->name);
                if (const auto written = writeFileAtomically(folder + QLatin1Char('/') + name,
                                                             submissionOf(*analysis->run, *source, part));
                    !written)
                    return passOn(written);
                verdicts << source->name + QStringLiteral(": ")
                        + (part.check.accepted()
                               ? ResultExport::tr("accepted, %1 lines").arg(countText(qint64(part.check.lines)))
                               : ResultExport::tr("%1 violations")
                                     .arg(countText(qint64(part.check.violations.size()))));
            }
            return verdicts;
        },
        [this, folder](const QStringList &verdicts) {
            m_session.inform(tr("Written to %1. Checker: %2")
                                 .arg(QDir::toNativeSeparators(folder), verdicts.join(QStringLiteral("; "))));
        });
}

void ResultExport::exportEvaluation(const QString &folder)
{
    if (m_part == nullptr || !m_part->evaluation)
        return;
    m_session.runJob(
        this, tr("Exporting the evaluation"),
        [analysis = m_analysis, part = m_part, folder,
         name = submissionName()](const CancelToken &, const ProgressCallback &) -> Result<void> {
            const auto plain = writeEvaluation(*part->evaluation, folder, name);
            if (!plain)
                return passOn(plain);
            const auto expanded = writeEvaluation(*part->expanded, folder, name + QStringLiteral(".expanded"));
            return expanded ? Result<void>() : passOn(expanded);
        },
        [this, folder] { m_session.inform(tr("Evaluation written to %1").arg(QDir::toNativeSeparators(folder))); });
}

void ResultExport::exportThresholds(const QString &path)
{
    m_session.runJob(
        this, tr("Exporting the thresholds"),
        [thresholds = m_analysis->run->sources[m_source->spaceIndex].thresholds,
         path](const CancelToken &, const ProgressCallback &) { return writeThresholds(thresholds, path); },
        [this, path] { m_session.inform(tr("Written to %1").arg(QDir::toNativeSeparators(path))); });
}

void ResultExport::exportScores(const QString &path)
{
    if (!m_part->scores)
        return;
    m_session.runJob(
        this, tr("Exporting the scores"),
        [scores = m_part->scores, path](const CancelToken &, const ProgressCallback &) { return scores->save(path); },
        [this, path] { m_session.inform(tr("Written to %1").arg(QDir::toNativeSeparators(path))); });
}

RecordingNames ResultExport::recordingNames() const
{
    return [data = m_session.data()](std::string_view recording) {
        TrackTags tags = data ? data->tagsOf(recording) : TrackTags();
        return RecordingName { std::move(tags.artist), std::move(tags.title) };
    };
}

void ResultExport::exportSuspects(const QString &path)
{
    m_session.runJob(
        this, tr("Looking for suspected labels"),
        [analysis = m_analysis, source = m_source, path,
         names = recordingNames()](const CancelToken &cancel, const ProgressCallback &) -> Result<void> {
            const Thresholds &thresholds = analysis->run->sources[source->spaceIndex].thresholds;
            const auto suspects = findSuspects(source->basis->part, thresholds, kSuspects, cancel);
            if (!suspects)
                return passOn(suspects);
            return writeFileAtomically(
                path,
                suspectsText(
                    source->basis->part, thresholds, *suspects, source->name.toStdString(),
                    [&](uint32_t label) { return *analysis->run->space.spelling(source->spaceIndex, label); }, names));
        },
        [this, path] { m_session.inform(tr("Written to %1").arg(QDir::toNativeSeparators(path))); });
}

void ResultExport::exportReport(const QString &path)
{
    m_session.exportFile(tr("Writing the report"), path,
                         [analysis = m_analysis, published = m_session.comparisons().published(),
                          names = recordingNames()] { return reportHtml(*analysis, published, names); });
}

} // namespace melscope
