#include "core/study/pipeline.h"

#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/folder_entries.h"
#include "core/base/half_written.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/collection/feature_cache.h"
#include "core/network/model_file.h"
#include "core/network/training_engine.h"
#include "core/runs/run_model.h"
#include "core/runs/run_thresholds.h"
#include "core/runs/tensorboard_log.h"
#include "core/runs/training_log.h"
#include "core/runs/unfinished_training.h"
#include "core/scoring/genre_curves.h"
#include "core/scoring/labelling.h"
#include "core/scoring/score_range.h"
#include "core/scoring/submission.h"
#include "core/scoring/submission_text.h"
#include "core/study/source_thresholds.h"
#include "core/training/process_exchange.h"
#include "core/training/scorer.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <array>

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

// Documents that failed stand in their import's report, and training looks at all values itself.
bool isOfTruths(const DataFinding &finding)
{
    return finding.kind != FindingKind::UnusableFile && finding.kind != FindingKind::FeatureValues;
}

class Pipeline
{
public:
    Pipeline(const RunPlan &plan, const TrainingControl &control, const ProgressCallback &progress)
        : m_plan(plan)
        , m_control(control)
        , m_progress(progress)
        , m_notes(progress)
        , m_run(std::make_shared<Run>())
    {
    }

    Result<PipelineOutcome> run()
    {
        for (auto stage :
             { &Pipeline::prepare, &Pipeline::collectInTurn, &Pipeline::join, &Pipeline::train,
               &Pipeline::scoreValidation, &Pipeline::predictTests, &Pipeline::writeDescription, &Pipeline::publish }) {
            if (const auto done = (this->*stage)(); !done) {
                if (m_plan.group)
                    m_plan.group->giveUp(done.error().text().toStdString());
                leave(done.error());
                return passOn(done);
            }
        }
        if (m_logs)
            m_logs->end(LogEnd::Finished);
        if (isFirst() && !m_run->logs.tensorBoard)
            TensorBoardLog::removeOthers(m_run->folder, {}); // they tell of the run that was here before
        return PipelineOutcome { m_run, std::move(m_verdicts) };
    }

private:
    /// What is left of a training that failed or was cancelled.
    void leave(const Error &error)
    {
        const bool goesOn = m_staging.isEmpty() || hasUnfinishedTraining(m_plan.folder);
        if (m_logs)
            m_logs->end(error.isCancelled() ? LogEnd::Cancelled : LogEnd::Failed);
        if (goesOn) // a checkpoint is worth keeping whatever has happened
            return;
        if (m_logs)
            m_logs->discard();
        QDir(m_staging).removeRecursively();
    }

    const Recipe &recipe() const { return m_plan.project.recipe; }
    /// Of several processes one alone writes, and does what is not shared out.
    bool isFirst() const { return !m_plan.group || m_plan.group->isFirst(); }

    Result<void> prepare()
    {
        if (!isFirst()) { // the first checks, and tells the others when it cannot go on
            m_run->folder = m_plan.folder;
            m_run->recipe = recipe();
            return {};
        }
        if (const auto checked = recipe().check(); !checked)
            return checked;
        if (const auto checked = checkDevice(recipe().device); !checked)
            return checked;
        if (const auto checked = checkTrainable(m_plan.project); !checked)
            return checked;
        m_run->folder = m_plan.folder;
        m_run->recipe = recipe();
        if (const auto writable = makeWritableFolder(m_plan.folder); !writable)
            return writable;
        if (auto lock = FolderLock::take(runLock(m_plan.folder)); lock)
            m_lock.emplace(std::move(*lock));
        else
            return passOn(lock);
        return prepareStaging();
    }

    Result<void> prepareStaging()
    {
        using Unfinished = RunPlan::Unfinished;
        const QString staging = stagingFolder(m_plan.folder);
        const bool interrupted = hasUnfinishedTraining(m_plan.folder);
        if (interrupted && m_plan.unfinished == Unfinished::Refuse)
            return fail(tr("a training was interrupted here"), staging,
                        tr("Go on with it, discard it, or choose another folder."));
        m_run->logs = m_plan.project.logs;
        if (!interrupted || m_plan.unfinished == Unfinished::Discard) {
            // Left over from a run that was killed before its first checkpoint, or not wanted.
            logsTo(staging, TrainingLogs::kindsIn(staging))->discard();
            QDir(staging).removeRecursively();
        } else {
            m_run->logs = m_run->logs.with(TrainingLogs::kindsIn(staging));
        }
        for (const QString &folder : { staging, checkpointFolder(m_plan.folder) })
            removeHalfWritten(folder); // else a resumed run would take them along
        m_staging = staging;
        return makeWritableFolder(checkpointFolder(m_plan.folder));
    }

    std::unique_ptr<TrainingLogs> logsTo(const QString &staging, LogKinds kinds)
    {
        return std::make_unique<TrainingLogs>(*m_run, kinds, staging,
                                              [this](const QString &text) { m_notes.add(text); });
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

    /// What is imported, the first imports; the others find it then, where they share its disk.
    Result<void> collectInTurn()
    {
        if (!m_plan.group)
            return collect();
        try {
            Result<void> collected;
            if (isFirst())
                collected = collect();
            if (!collected)
                return collected;
            std::array<double, 1> ready { 1 };
            m_plan.group->sum(ready);
            return isFirst() ? collected : collect();
        } catch (const ProcessLost &lost) {
            return tl::make_unexpected(processLost(lost));
        }
    }

    Result<void> collect()
    {
        m_collection = m_plan.collection;
        if (!m_collection) {
            Project trained = m_plan.project;
            std::erase_if(trained.sources, [](const ProjectSource &source) { return source.isMusic(); });
            auto loaded = loadCollection(trained, cacheFolder(), m_control.cancel, m_progress, Unusable::IsError);
            if (!loaded)
                return passOn(loaded);
            m_collection = std::move(*loaded);
        }
        for (const DataImport &import : m_collection->imports) {
            if (import.now)
                m_notes.add(import.input + QStringLiteral(": ") + reportSummary(import.report));
        }
        m_run->featureFiles = m_collection->featureInputs;
        for (const CollectedSource &source : m_collection->sources) {
            if (source.isMusic)
                continue;
            m_sources.push_back(&source);
            RunSource own;
            own.name = source.name;
            own.trainFile = source.part(Part::Train).file;
            own.validationFile = source.part(Part::Validation).file;
            own.testFile = source.testInput;
            for (const Part part : { Part::Train, Part::Validation }) {
                if (!source.part(part).truth)
                    return tl::make_unexpected(unusable(source.part(part).file));
            }
            own.labels = source.part(Part::Train).truth->spellings();
            m_run->sources.push_back(std::move(own));
        }
        m_run->space = m_collection->space;
        if (m_run->space.size() == 0)
            return fail(tr("there is not one label to train on"), m_run->sources.front().trainFile);
        if (const auto checked = checkClasses(m_run->space.classes()); !checked)
            return checked;
        m_run->parameters = parameterCount({ recipe().filters, int(m_run->space.size()) });
        DataFindings findings = shortened(m_collection->findings, kMostOddLines);
        std::erase_if(findings, [](const DataFinding &finding) { return !isOfTruths(finding); });
        addFindings(findings);
        return {};
    }

    /// What the collection found of a file that it could not use.
    Error unusable(const QString &file) const
    {
        for (const DataFinding &finding : m_collection->findings) {
            if (finding.isSerious() && finding.file == file)
                return Error::failure(finding.text, file, {}, finding.line);
        }
        return Error::failure(tr("is not loaded"), file, tr("Load the data again."));
    }

    Result<void> join()
    {
        std::vector<JoinedTruth> joined[2];
        for (const CollectedSource *from : m_sources) {
            const CollectedSource &source = *from;
            for (const Part part : { Part::Train, Part::Validation }) {
                const CollectedPart &loaded = source.part(part);
                if (loaded.withFeatures == 0)
                    return nothingLeft(part, source);
                joined[size_t(part)].push_back({ loaded.truth, loaded.featureRows });
            }
        }
        m_trainSet = joinDataset(joined[0], m_run->space, m_collection->features);
        m_validationSet = joinDataset(joined[1], m_run->space, m_collection->features);
        if (recipe().share < 1)
            m_trainSet = shareOfTracks(*m_trainSet, recipe().share, recipe().seed);
        m_run->trainTracks = qint64(m_trainSet->size());
        DataFindings faults;
        addFaults(faults, m_trainSet->faults, m_collection->features);
        addFaults(faults, m_validationSet->faults, m_collection->features);
        addFindings(faults);
        return {};
    }

    tl::unexpected<Error> nothingLeft(Part part, const CollectedSource &source) const
    {
        const bool isTrain = part == Part::Train;
        const CollectedPart &loaded = source.part(part);
        const JoinFinding join = featureJoin(
            *loaded.truth, partName(isTrain ? QStringLiteral("train") : QStringLiteral("validation"), source.name),
            loaded.featureRows, m_collection->features);
        return fail(tr("no track to %1 on is left: %2")
                        .arg(isTrain ? QStringLiteral("train") : QStringLiteral("validate"), join.text()),
                    loaded.file, tr("Name the features of these recordings."));
    }

    QString cacheFolder() const
    {
        return m_plan.featureCache.isEmpty() ? m_plan.folder + QStringLiteral("/features") : m_plan.featureCache;
    }
    QString path(const QString &name) const
    {
        return (m_staging.isEmpty() ? m_plan.folder : m_staging) + QLatin1Char('/') + name;
    }

    Result<void> train()
    {
        if (isFirst() && m_run->logs.any())
            m_logs = logsTo(m_staging, m_run->logs);
        const TrainingPlan plan { recipe(),
                                  m_run->space.classes(),
                                  checkpointFolder(m_plan.folder),
                                  m_plan.unfinished == RunPlan::Unfinished::Resume,
                                  m_plan.group,
                                  m_logs.get() };
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
            m_notes.add(tr("the training was interrupted and went on after epoch %1").arg(result->resumedAt));
        if (result->end == TrainingResult::End::LossNotFinite)
            m_notes.add(tr("training ended since the loss was no longer a number; the weights of epoch %1 are kept. "
                           "Lower the learning rate.")
                            .arg(result->bestEpoch));
        return isFirst() ? writeModel(m_model, path(run_file::model)) : Result<void>();
    }

    ScorerSettings scorerSettings() const { return { 1000, recipe().threads, recipe().device, m_plan.group }; }

    Result<void> scoreValidation()
    {
        std::vector<Truth> truths;
        for (const CollectedSource *source : m_sources)
            truths.push_back(source->part(Part::Validation).truth);
        for (size_t i = 0; i < m_run->sources.size(); ++i) {
            RunSource &source = m_run->sources[i];
            // The source's own validation part; its space index stays i, so the others take part as empty truths.
            const auto dataset = joinOne(m_sources[i]->part(Part::Validation), i);
            if (dataset->size() == 0)
                return fail(tr("no recording of this validation part has features"), source.validationFile,
                            tr("Check the feature files."));
            auto scores = scoreTracks(m_model, *dataset, scorerSettings(), m_control.cancel, m_progress,
                                      StageName(Stage::ScoringValidation, source.name));
            if (!scores)
                return passOn(scores);
            if (!isFirst())
                continue;
            source.validationScores = std::move(*scores);
            source.validationTracks = qint64(dataset->size());
            if (const auto saved = source.validationScores->save(path(run_file::validationScores(source.name))); !saved)
                return saved;
            auto found =
                searchSourceThresholds(*source.validationScores, truths, m_run->space, i, m_control.cancel, m_progress);
            if (!found)
                return passOn(found);
            source.thresholds = std::move(found->thresholds);
            source.all = found->all;
            source.genres = found->genres;
            if (m_run->logs.tensorBoard) {
                const auto curves = genreCurves(*source.validationScores, *truths[i], m_run->space, i, source.name,
                                                m_control.cancel, m_progress);
                if (!curves)
                    return passOn(curves);
                m_logs->add(*curves);
            }
            const std::string text = submissionText(*source.validationScores, labellerOf(*m_run, i), m_run->space, i);
            if (const auto written = writeFileAtomically(path(run_file::validationPredictions(source.name)), text);
                !written)
                return written;
        }
        return {};
    }

    std::shared_ptr<const Dataset> joinOne(const CollectedPart &part, size_t source) const
    {
        static const Truth nothing = GroundTruthBuilder({}, {}).finish();
        std::vector<JoinedTruth> joined(m_run->sources.size(), { nothing, {} });
        joined[source] = { part.truth, part.featureRows };
        return joinDataset(joined, m_run->space, m_collection->features);
    }

    Result<void> predictTests()
    {
        for (size_t i = 0; i < m_run->sources.size(); ++i) {
            if (m_run->sources[i].testFile.isEmpty())
                continue;
            if (m_sources[i]->testFeatures.stores().empty())
                return tl::make_unexpected(unusable(m_run->sources[i].testFile));
            if (const auto predicted = predictOne(i, m_sources[i]->testFeatures); !predicted)
                return predicted;
        }
        return {};
    }

    Result<void> writeDescription()
    {
        if (!isFirst())
            return {};
        m_run->notes = m_notes.lines;
        m_run->finished = QDateTime::currentDateTime().toString(Qt::ISODate);
        return writeRun(*m_run, m_staging.isEmpty() ? m_run->folder : m_staging);
    }

    /// Moves the finished run to its place. What an older run left goes first, its description before all, and ours
    /// comes last, so that whoever kills us here finds no run rather than a mixture of two; if it fails, the older one
    /// is back.
    Result<void> publish()
    {
        if (!isFirst())
            return {};
        const auto entries = entriesOf(m_staging);
        if (!entries)
            return passOn(entries);
        QStringList finished;
        for (const QString &name : *entries) {
            const QString path = m_staging + QLatin1Char('/') + name;
            const FileStatus status = fileStatus(path);
            if (!status.exists()) // it is there, but the disk will not tell what it is
                return fail(tr("cannot be looked at: ") + faultText(status.error), path, tr("Check the disk."));
            if (status.isRegular() && name != run_file::description && name != TrainingLogs::kRecord)
                finished << name;
        }
        finished << run_file::description;
        const auto older = run_file::allIn(m_plan.folder);
        if (!older)
            return passOn(older);
        if (const auto moved = replaceEntries(m_staging, finished, m_plan.folder, *older); !moved)
            return moved;
        QDir(m_staging).removeRecursively(); // the checkpoints, which nobody needs any more
        return {};
    }

public:
    /// Predicts with a run that was read from its folder, wherever that was trained.
    Result<PipelineOutcome> predictWith(const std::shared_ptr<const Run> &run, Model model,
                                        const QStringList &testInputs)
    {
        if (const auto usable = checkDevice(run->recipe.device); !usable)
            m_notes.say(tr("the run's device, %1, is not used here: %2").arg(run->recipe.device, usable.error().what));
        m_run = std::make_shared<Run>(*run);
        m_notes.lines = run->notes;
        m_model = std::move(model);
        if (const auto writable = makeWritableFolder(m_run->folder); !writable)
            return passOn(writable);
        for (qsizetype i = 0; i < testInputs.size(); ++i) {
            if (testInputs[i].isEmpty())
                continue;
            m_run->sources[size_t(i)].testFile = testInputs[i];
            QStringList notes;
            const auto pool = openFeaturePool({ testInputs[i] }, cacheFolder(), m_control.cancel, m_progress, &notes);
            for (const QString &note : notes)
                m_notes.add(note);
            if (!pool)
                return passOn(pool);
            if (const auto predicted = predictOne(size_t(i), *pool); !predicted)
                return passOn(predicted);
        }
        if (const auto written = writeDescription(); !written)
            return passOn(written);
        return PipelineOutcome { m_run, std::move(m_verdicts) };
    }

private:
    Result<void> predictOne(size_t index, const FeaturePool &pool)
    {
        RunSource &source = m_run->sources[index];
        const auto dataset = unlabelledDataset(pool, m_run->space.size());
        DataFindings faults;
        addFaults(faults, dataset->faults, pool);
        addFindings(faults);
        if (dataset->size() == 0)
            return fail(tr("there is no track to predict"), source.testFile, tr("Name features of the test part."));
        auto scores = scoreTracks(m_model, *dataset, scorerSettings(), m_control.cancel, m_progress,
                                  StageName(Stage::Predicting, source.name));
        if (!scores)
            return passOn(scores);
        if (!isFirst())
            return {};
        if (const auto checked = checkScores(**scores, m_control.cancel); !checked)
            return checked;
        source.testScores = std::move(*scores);
        source.testTracks = qint64(dataset->size());
        if (const auto saved = source.testScores->save(path(run_file::testScores(source.name))); !saved)
            return saved;
        const std::string text = submissionText(*source.testScores, labellerOf(*m_run, index), m_run->space, index);
        RecordingIds expected; // also those that could not be predicted
        for (uint32_t row = 0; row < pool.size(); ++row)
            expected.insert(pool.id(row));
        m_verdicts.push_back(
            { index,
              checkSubmission(Submission::parse(text), { source.labels.begin(), source.labels.end() }, &expected) });
        return writeFileAtomically(path(run_file::testPredictions(source.name)), text);
    }

    const RunPlan &m_plan;
    const TrainingControl &m_control;
    const ProgressCallback &m_progress;
    Notes m_notes;
    std::shared_ptr<Run> m_run;
    std::unique_ptr<TrainingLogs> m_logs; ///< of the first process; null: none are wanted
    std::vector<SubmissionVerdict> m_verdicts;
    std::optional<FolderLock> m_lock;
    QString m_staging; ///< where a new run is made; empty while adding to a finished one
    std::shared_ptr<const Collection> m_collection;
    std::vector<const CollectedSource *> m_sources; ///< of the collection, by source of the run
    std::shared_ptr<const Dataset> m_trainSet;
    std::shared_ptr<const Dataset> m_validationSet;
    Model m_model;
};

} // namespace

Result<void> checkTrainable(const Project &project)
{
    const QString remedy = tr("Add it, or remove the source.");
    const auto trained =
        std::ranges::count_if(project.sources, [](const ProjectSource &source) { return !source.isMusic(); });
    if (trained == 0)
        return fail(tr("there is no source to train on"), {}, tr("Add ground truths and features."));
    if (size_t(trained) > kMostSources && project.recipe.multiSource == Recipe::MultiSource::Masked)
        return fail(tr("more than %1 sources cannot be told apart").arg(kMostSources), {},
                    tr("Set multi_source to union."));
    for (const ProjectSource &source : project.sources) {
        if (source.isMusic())
            continue;
        if (source.trainFile.isEmpty() || source.validationFile.isEmpty())
            return fail(tr("the source %1 has no %2 file")
                            .arg(source.name,
                                 source.trainFile.isEmpty() ? QStringLiteral("train") : QStringLiteral("validation")),
                        {}, remedy);
        if (source.featureInputs.isEmpty())
            return fail(tr("the source %1 has no features").arg(source.name), {}, remedy);
        const auto named = [&](const ProjectSource &other) { return other.name == source.name; };
        if (std::ranges::count_if(project.sources, named) > 1)
            return fail(tr("two sources are called \"%1\"").arg(source.name), source.trainFile,
                        tr("Give the files names that tell their sources apart."));
    }
    return {};
}

Result<PipelineOutcome> trainAndPredict(const RunPlan &plan, const TrainingControl &control,
                                        const ProgressCallback &progress)
{
    const NumberMarksScope point { NumberMarks() }; // the run keeps its notes, and runs are alike whoever makes them
    return Pipeline(plan, control, progress).run();
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
        return fail(tr("the run has %1 sources, %2 test files were named")
                        .arg(QString::number((*run)->sources.size()), QString::number(testInputs.size())),
                    jobDir, tr("Name one for each source, in the run's order; an empty one is left out."));
    for (const RunSource &source : (*run)->sources) {
        if (source.thresholds.size() == 0)
            return fail(tr("the run has no thresholds for %1").arg(source.name), jobDir, tr("Train anew."));
    }
    auto model = readRunModel(**run);
    if (!model)
        return passOn(model);
    RunPlan plan;
    plan.folder = jobDir;
    plan.project.recipe = (*run)->recipe;
    if (!checkDevice(plan.project.recipe.device))
        plan.project.recipe.device = QStringLiteral("auto"); // a run may have been trained on another machine
    TrainingControl control;
    control.cancel = cancel;
    return Pipeline(plan, control, progress).predictWith(*run, std::move(*model), testInputs);
}

} // namespace melscope
