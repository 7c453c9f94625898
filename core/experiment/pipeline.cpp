#include "core/experiment/pipeline.h"

#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/folder_entries.h"
#include "core/base/number_text.h"
#include "core/experiment/feature_cache.h"
#include "core/experiment/source_thresholds.h"
#include "core/scoring/labelling.h"
#include "core/scoring/score_range.h"
#include "core/scoring/submission.h"
#include "core/network/model_file.h"
#include "core/training/scorer.h"
#include "core/truth/ground_truth_reader.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace melscope {

namespace {

using Truth = std::shared_ptr<const GroundTruth>;

/// Log lines for people: sent at once; those that are added are kept with the run.
class Notes
{
public:
    explicit Notes(const ProgressCallback &progress)
        : m_progress(progress)
    {
    }
    void add(const QString &text)
    {
        lines << text;
        say(text);
    }
    void say(const QString &text)
    {
        if (!m_progress)
            return;
        Progress report;
        report.stage = QStringLiteral("Preparing");
        report.message = text;
        report.milestone = true;
        m_progress(report);
    }
    QStringList lines;

private:
    const ProgressCallback &m_progress;
};

// The window lists all odd lines of a file; a run's description and a log need no more than some.
constexpr size_t kMostOddLines = 20;

class Pipeline
{
public:
    Pipeline(const PipelineConfig &config, const TrainingControl &control, const ProgressCallback &progress)
        : m_config(config)
        , m_control(control)
        , m_progress(progress)
        , m_notes(progress)
        , m_run(std::make_shared<Run>())
    {
    }

    Result<PipelineOutcome> run()
    {
        for (auto stage :
             { &Pipeline::prepare, &Pipeline::readTruths, &Pipeline::joinFeatures, &Pipeline::train,
               &Pipeline::scoreValidation, &Pipeline::predictTests, &Pipeline::writeDescription, &Pipeline::publish }) {
            if (const auto done = (this->*stage)(); !done) {
                // A checkpoint is worth keeping whatever has happened.
                if (!m_staging.isEmpty() && !hasUnfinishedTraining(m_config.jobDir))
                    QDir(m_staging).removeRecursively();
                return passOn(done);
            }
        }
        return PipelineOutcome { m_run, std::move(m_verdicts) };
    }

private:
    Result<void> prepare()
    {
        if (const auto checked = m_config.recipe.check(); !checked)
            return checked;
        if (m_config.sources.size() > kMostSources && m_config.recipe.multiSource == Recipe::MultiSource::Masked)
            return fail(QStringLiteral("more than %1 sources cannot be told apart").arg(kMostSources), {},
                        QStringLiteral("Train with --multi-source union."));
        if (m_config.sources.empty())
            return fail(QStringLiteral("there is no source to train on"), {},
                        QStringLiteral("Name a train and a validation file."));
        for (size_t i = 0; i < m_config.sources.size(); ++i) {
            for (size_t k = 0; k < i; ++k) {
                if (m_config.sources[i].name == m_config.sources[k].name)
                    return fail(QStringLiteral("two sources are called \"%1\"").arg(m_config.sources[i].name),
                                m_config.sources[i].trainFile,
                                QStringLiteral("Give the files names that tell their sources apart."));
            }
        }
        m_run->folder = m_config.jobDir;
        m_run->recipe = m_config.recipe;
        m_run->featureFiles = m_config.featureInputs;
        if (const auto writable = makeWritableFolder(m_config.jobDir); !writable)
            return writable;
        if (auto lock = FolderLock::take(runLock(m_config.jobDir)); lock)
            m_lock.emplace(std::move(*lock));
        else
            return passOn(lock);
        return prepareStaging();
    }

    Result<void> prepareStaging()
    {
        using Unfinished = PipelineConfig::Unfinished;
        const QString staging = stagingFolder(m_config.jobDir);
        const bool interrupted = hasUnfinishedTraining(m_config.jobDir);
        if (interrupted && m_config.unfinished == Unfinished::Refuse)
            return fail(
                QStringLiteral("a training was interrupted here"), staging,
                QStringLiteral("Go on with it (--resume), discard it (--restart), or choose another job directory."));
        if (!interrupted || m_config.unfinished == Unfinished::Discard)
            QDir(staging)
                .removeRecursively(); // left over from a run that was killed before its first checkpoint, or not wanted
        for (const QString &folder : { staging, checkpointFolder(m_config.jobDir) })
            removeHalfWritten(folder); // else a resumed run would take them along
        m_staging = staging;
        return makeWritableFolder(checkpointFolder(m_config.jobDir));
    }

    void addFindings(const DataFindings &findings)
    {
        for (const DataFinding &finding : findings) {
            // A later prediction may find the same again.
            if (std::find(m_run->findings.begin(), m_run->findings.end(), finding) != m_run->findings.end())
                continue;
            m_notes.say(finding.lineText());
            m_run->findings.push_back(finding);
        }
    }

    Result<void> readTruths()
    {
        std::vector<LabelSpace::SourceLabels> labels;
        for (const PipelineSource &source : m_config.sources) {
            auto train = readGroundTruth(source.trainFile, m_control.cancel, m_progress);
            if (!train)
                return passOn(train);
            auto validation = readGroundTruth(source.validationFile, m_control.cancel, m_progress);
            if (!validation)
                return passOn(validation);
            labels.push_back({ source.name, (*train)->spellings() });
            RunSource runSource;
            runSource.name = source.name;
            runSource.trainFile = source.trainFile;
            runSource.validationFile = source.validationFile;
            runSource.testFile = source.testInput;
            runSource.labels = (*train)->spellings();
            m_run->sources.push_back(std::move(runSource));
            m_train.push_back(std::move(*train));
            m_validation.push_back(std::move(*validation));
        }
        m_run->space = LabelSpace::of(std::move(labels));
        if (m_run->space.size() == 0)
            return fail(QStringLiteral("there is not one label to train on"), m_config.sources.front().trainFile);
        if (const auto checked = checkClasses(m_run->space.classes()); !checked)
            return checked;
        std::vector<SourceTruths> truths;
        for (size_t i = 0; i < m_train.size(); ++i)
            truths.push_back({ m_config.sources[i].name, m_train[i].get(), m_validation[i].get(), nullptr });
        addFindings(truthFindings(truths, m_run->space, kMostOddLines));
        m_run->parameters = parameterCount({ m_config.recipe.filters, int(m_run->space.size()) });
        return {};
    }

    Result<void> joinFeatures()
    {
        if (m_config.featureInputs.isEmpty())
            return fail(QStringLiteral("there are no feature files"), {},
                        QStringLiteral("Name a store, folder or archive of documents."));
        QStringList notes;
        auto pool = openFeaturePool(m_config.featureInputs, cacheFolder(), m_control.cancel, m_progress, &notes);
        for (const QString &note : notes)
            m_notes.add(note);
        if (!pool)
            return passOn(pool);
        m_pool = std::move(*pool);
        m_trainSet = joinDataset(m_train, m_run->space, m_pool);
        m_validationSet = joinDataset(m_validation, m_run->space, m_pool);
        m_run->trainTracks = qint64(m_trainSet->size());
        for (size_t i = 0; i < m_train.size(); ++i) {
            const QString &source = m_config.sources[i].name;
            if (const auto joined = judgeJoin(*m_train[i], partName(QStringLiteral("train"), source)); !joined)
                return nothingLeft(QStringLiteral("train"), joined.error());
            if (const auto joined = judgeJoin(*m_validation[i], partName(QStringLiteral("validation"), source));
                !joined)
                return nothingLeft(QStringLiteral("validate"), joined.error());
        }
        DataFindings faults;
        addFaults(faults, m_trainSet->faults, m_pool);
        addFaults(faults, m_validationSet->faults, m_pool);
        addFindings(faults);
        return {};
    }

    static tl::unexpected<Error> nothingLeft(const QString &purpose, Error error)
    {
        error.what = QStringLiteral("no track to %1 on is left: %2").arg(purpose, error.what);
        return tl::make_unexpected(std::move(error));
    }

    /// Errors: no recording has features.
    Result<void> judgeJoin(const GroundTruth &truth, const QString &part)
    {
        const JoinFinding join = featureJoin(truth, part, m_pool.rowsOf(truth.recordings()), m_pool);
        if (join.isNothing())
            return fail(join.text(), truth.file(), QStringLiteral("Name the features of these recordings."));
        DataFindings findings;
        addJoin(findings, join, truth.file());
        addFindings(findings);
        return {};
    }

    QString cacheFolder() const
    {
        return m_config.featureCache.isEmpty() ? m_config.jobDir + QStringLiteral("/features") : m_config.featureCache;
    }
    QString path(const QString &name) const
    {
        return (m_staging.isEmpty() ? m_config.jobDir : m_staging) + QLatin1Char('/') + name;
    }

    Result<void> train()
    {
        const TrainingPlan plan { m_config.recipe, m_run->space.classes(), checkpointFolder(m_config.jobDir),
                                  m_config.unfinished == PipelineConfig::Unfinished::Resume };
        auto result = trainNetwork(plan, *m_trainSet, *m_validationSet, m_control, m_progress);
        if (!result)
            return passOn(result);
        m_run->history = result->history;
        m_run->bestEpoch = result->bestEpoch;
        m_run->bestValidationLoss = result->bestValidationLoss;
        m_run->trainTracksPerSecond = result->trainTracksPerSecond;
        m_run->end = endName(result->end);
        m_run->engine = result->engine;
        m_run->fingerprint = result->fingerprint;
        m_run->batchSize = result->batchSize;
        m_model = std::move(result->model);
        for (const QString &note : result->notes)
            m_notes.add(note);
        if (result->resumedAt > 0)
            m_notes.add(
                QStringLiteral("the training was interrupted and went on after epoch %1").arg(result->resumedAt));
        if (result->end == TrainingResult::End::LossNotFinite)
            m_notes.add(QStringLiteral(
                            "training ended since the loss was no longer a number; the weights of epoch %1 are kept. "
                            "Lower the learning rate.")
                            .arg(result->bestEpoch));
        return writeModel(m_model, path(run_file::model));
    }

    ScorerSettings scorerSettings() const { return { 1000, m_config.recipe.threads, m_config.recipe.device }; }

    Result<void> scoreValidation()
    {
        for (size_t i = 0; i < m_run->sources.size(); ++i) {
            RunSource &source = m_run->sources[i];
            // The source's own validation part; its space index stays i, so the others take part as empty truths.
            const auto dataset = joinOne(m_validation[i], i);
            if (dataset->size() == 0)
                return fail(QStringLiteral("no recording of this validation part has features"), source.validationFile,
                            QStringLiteral("Check the feature files."));
            auto scores = scoreTracks(m_model, *dataset, scorerSettings(), m_control.cancel, m_progress,
                                      QStringLiteral("Scoring validation of %1").arg(source.name));
            if (!scores)
                return passOn(scores);
            source.validationScores = std::move(*scores);
            source.validationTracks = qint64(dataset->size());
            if (const auto saved = source.validationScores->save(path(run_file::validationScores(source.name))); !saved)
                return saved;
            auto found = searchSourceThresholds(*source.validationScores, m_validation, m_run->space, i,
                                                m_control.cancel, m_progress);
            if (!found)
                return passOn(found);
            source.thresholds = std::move(found->thresholds);
            source.all = found->all;
            source.genres = found->genres;
            const std::string text = submissionText(*source.validationScores, labellerOf(*m_run, i), m_run->space, i);
            if (const auto written = writeFileAtomically(path(run_file::validationPredictions(source.name)), text);
                !written)
                return written;
        }
        return {};
    }

    std::shared_ptr<const Dataset> joinOne(const Truth &truth, size_t source) const
    {
        static const Truth nothing = GroundTruthBuilder({}, {}).finish();
        std::vector<Truth> truths(m_run->sources.size(), nothing);
        truths[source] = truth;
        return joinDataset(truths, m_run->space, m_pool);
    }

    Result<void> predictTests()
    {
        for (size_t i = 0; i < m_run->sources.size(); ++i) {
            if (m_run->sources[i].testFile.isEmpty())
                continue;
            if (const auto predicted = predictOne(i, m_run->sources[i].testFile); !predicted)
                return predicted;
        }
        return {};
    }

    Result<void> writeDescription()
    {
        m_run->notes = m_notes.lines;
        m_run->finished = QDateTime::currentDateTime().toString(Qt::ISODate);
        return writeRun(*m_run, m_staging.isEmpty() ? m_run->folder : m_staging);
    }

    /// Moves the finished run to its place. What an older run left goes first, its description before all, and ours
    /// comes last, so that whoever kills us here finds no run rather than a mixture of two; if it fails, the older one
    /// is back.
    Result<void> publish()
    {
        const auto entries = entriesOf(m_staging);
        if (!entries)
            return passOn(entries);
        QStringList finished;
        for (const QString &name : *entries) {
            const QString path = m_staging + QLatin1Char('/') + name;
            const FileStatus status = fileStatus(path);
            if (!status.exists()) // it is there, but the disk will not tell what it is
                return fail(QStringLiteral("cannot be looked at: ") + faultText(status.error), path,
                            QStringLiteral("Check the disk."));
            if (status.isRegular() && name != run_file::description)
                finished << name;
        }
        finished << run_file::description;
        const auto older = run_file::allIn(m_config.jobDir);
        if (!older)
            return passOn(older);
        if (const auto moved = replaceEntries(m_staging, finished, m_config.jobDir, *older); !moved)
            return moved;
        QDir(m_staging).removeRecursively(); // the checkpoints, which nobody needs any more
        return {};
    }

public:
    /// Predicts with a run that was read from its folder.
    Result<PipelineOutcome> predictWith(const std::shared_ptr<const Run> &run, Model model,
                                        const QStringList &testInputs)
    {
        m_run = std::make_shared<Run>(*run);
        m_notes.lines = run->notes;
        m_model = std::move(model);
        if (const auto writable = makeWritableFolder(m_run->folder); !writable)
            return passOn(writable);
        for (qsizetype i = 0; i < testInputs.size(); ++i) {
            if (testInputs[i].isEmpty())
                continue;
            m_run->sources[size_t(i)].testFile = testInputs[i];
            if (const auto predicted = predictOne(size_t(i), testInputs[i]); !predicted)
                return passOn(predicted);
        }
        if (const auto written = writeDescription(); !written)
            return passOn(written);
        return PipelineOutcome { m_run, std::move(m_verdicts) };
    }

private:
    Result<void> predictOne(size_t index, const QString &input)
    {
        RunSource &source = m_run->sources[index];
        QStringList notes;
        const auto pool = openFeaturePool({ input }, cacheFolder(), m_control.cancel, m_progress, &notes);
        for (const QString &note : notes)
            m_notes.add(note);
        if (!pool)
            return passOn(pool);
        const auto dataset = unlabelledDataset(*pool, m_run->space.size());
        DataFindings faults;
        addFaults(faults, dataset->faults, *pool);
        addFindings(faults);
        if (dataset->size() == 0)
            return fail(QStringLiteral("there is no track to predict"), input,
                        QStringLiteral("Name features of the test part."));
        auto scores = scoreTracks(m_model, *dataset, scorerSettings(), m_control.cancel, m_progress,
                                  QStringLiteral("Predicting %1").arg(source.name));
        if (!scores)
            return passOn(scores);
        if (const auto checked = checkScores(**scores, m_control.cancel); !checked)
            return checked;
        source.testScores = std::move(*scores);
        source.testTracks = qint64(dataset->size());
        if (const auto saved = source.testScores->save(path(run_file::testScores(source.name))); !saved)
            return saved;
        const std::string text = submissionText(*source.testScores, labellerOf(*m_run, index), m_run->space, index);
        RecordingIds expected; // also those that could not be predicted
        for (uint32_t row = 0; row < pool->size(); ++row)
            expected.insert(pool->id(row));
        m_verdicts.push_back(
            { index,
              checkSubmission(Submission::parse(text), { source.labels.begin(), source.labels.end() }, &expected) });
        return writeFileAtomically(path(run_file::testPredictions(source.name)), text);
    }

    const PipelineConfig &m_config;
    const TrainingControl &m_control;
    const ProgressCallback &m_progress;
    Notes m_notes;
    std::shared_ptr<Run> m_run;
    std::vector<SubmissionVerdict> m_verdicts;
    std::optional<FolderLock> m_lock;
    QString m_staging; ///< where a new run is made; empty while adding to a finished one
    std::vector<Truth> m_train;
    std::vector<Truth> m_validation;
    FeaturePool m_pool;
    std::shared_ptr<const Dataset> m_trainSet;
    std::shared_ptr<const Dataset> m_validationSet;
    Model m_model;
};

} // namespace

std::string submissionText(const ScoreMatrix &scores, const ScoreLabeller &labeller, const LabelSpace &space,
                           size_t source)
{
    const auto predicted = labelScores(scores, labeller);
    std::string text;
    std::vector<std::string_view> labels;
    for (size_t row = 0; row < scores.rows(); ++row) {
        labels.clear();
        for (const uint32_t index : predicted[row])
            labels.push_back(*space.spelling(source, index));
        text += submissionLine(scores.ids().text(row), labels);
    }
    return text;
}

Result<PipelineOutcome> trainAndPredict(const PipelineConfig &config, const TrainingControl &control,
                                        const ProgressCallback &progress)
{
    const NumberMarksScope point { NumberMarks() }; // the run keeps its notes, and runs are alike whoever makes them
    return Pipeline(config, control, progress).run();
}

Result<PipelineOutcome> predict(const QString &jobDir, const QStringList &testInputs, const CancelToken &cancel,
                                const ProgressCallback &progress)
{
    // Before the run is read, so that it stays what was read. Where there is none, reading says so.
    const auto lock = FolderLock::take(runLock(jobDir));
    if (!lock && QFile::exists(jobDir + QLatin1Char('/') + run_file::description))
        return passOn(lock);
    auto run = readRun(jobDir);
    if (!run)
        return passOn(run);
    if (size_t(testInputs.size()) != (*run)->sources.size())
        return fail(QStringLiteral("the run has %1 sources, %2 test files were named")
                        .arg(QString::number((*run)->sources.size()), QString::number(testInputs.size())),
                    jobDir, QStringLiteral("Name one for each source, in the run's order; an empty one is left out."));
    for (const RunSource &source : (*run)->sources) {
        if (source.thresholds.size() == 0)
            return fail(QStringLiteral("the run has no thresholds for %1").arg(source.name), jobDir,
                        QStringLiteral("Train anew."));
    }
    auto model = readModel(jobDir + QLatin1Char('/') + run_file::model);
    if (!model)
        return passOn(model);
    if (model->classes != (*run)->space.classes())
        return fail(QStringLiteral("the model has other classes than the run"), jobDir, QStringLiteral("Train anew."));
    PipelineConfig config;
    config.jobDir = jobDir;
    config.recipe = (*run)->recipe;
    TrainingControl control;
    control.cancel = cancel;
    return Pipeline(config, control, progress).predictWith(*run, std::move(*model), testInputs);
}

} // namespace melscope
