#include "core/study/run_grid.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/words.h"
#include "core/runs/run_list.h"
#include "core/scoring/evaluation.h"
#include "core/study/grid_file.h"
#include "core/truth/fold_files.h"
#include "core/truth/ground_truth_reader.h"

#include <algorithm>
#include <limits>
#include <map>

namespace melscope {

namespace {

/// The folder's name of a variant: what file systems take, and two variants never share.
QString folderName(const RecipeVariant &variant, uint64_t seed, const QString &fold)
{
    QString name;
    for (const QChar character : variant.name)
        name +=
            character.isLetterOrNumber() || QStringLiteral("=.,-_").contains(character) ? character : QLatin1Char('_');
    if (!fold.isEmpty())
        name += QLatin1Char('/') + fold;
    return QStringLiteral("%1/seed-%2").arg(name, QString::number(seed));
}

class Grid
{
public:
    Grid(const GridConfig &config, const TrainingControl &control, const ProgressCallback &progress)
        : m_config(config)
        , m_control(control)
        , m_progress(progress)
    {
        std::erase_if(m_config.project.sources, [](const ProjectSource &source) { return source.isMusic(); });
    }

    Result<std::vector<GridResult>> run()
    {
        if (const auto checked = check(); !checked)
            return passOn(checked);
        // Two grids in one folder would meet at one of the runs, after hours.
        if (const auto writable = makeWritableFolder(m_config.folder); !writable)
            return passOn(writable);
        const auto lock = FolderLock::take(
            { m_config.folder + QLatin1Char('/') + run_file::lock, m_config.folder, tr("grid's folder") });
        if (!lock)
            return passOn(lock);
        if (const auto written = writeGrid(m_config); !written)
            return passOn(written);
        const size_t total = m_config.runs();
        size_t number = 0;
        const auto done = forEachCell([&](size_t variant, uint64_t seed) {
            const QString text = tr("run %1 of %2: %3, seed %4")
                                     .arg(QString::number(++number), QString::number(total),
                                          m_config.variants[variant].name, QString::number(seed));
            tell(m_fold > 0 ? tr("%1, fold %2").arg(text, QString::number(m_fold)) : text, number - 1);
            return forEachModel(variant, seed, &Grid::runModel);
        });
        if (!done)
            return passOn(done);
        return m_results;
    }

    Result<std::vector<GridResult>> finished()
    {
        m_isReading = true;
        const auto done = forEachCell(
            [this](size_t variant, uint64_t seed) { return forEachModel(variant, seed, &Grid::readModel); });
        if (!done)
            return passOn(done);
        return std::move(m_results);
    }

    Result<std::vector<RunPlan>> unfinished()
    {
        if (const auto checked = check(); !checked)
            return passOn(checked);
        const auto done = forEachCell(
            [this](size_t variant, uint64_t seed) { return forEachModel(variant, seed, &Grid::planModel); });
        if (!done)
            return passOn(done);
        return std::move(m_plans);
    }

    Result<void> check() const
    {
        if (m_config.folds == 1 || m_config.folds < 0)
            return fail(tr("there must be two folds at least"));
        for (const ProjectSource &source : m_config.project.sources) {
            if (m_config.folds > 0 && source.testTruth.isEmpty() && source.testInput.isEmpty())
                continue; // what its folds validate is told
            if (source.testTruth.isEmpty() || source.testInput.isEmpty())
                return fail(tr("%1 has no test part with a known truth").arg(source.name), {},
                            tr("Name both in the project, split its ground truth, or validate by folds."));
        }
        Project trained = m_config.project;
        for (ProjectSource &source : trained.sources) {
            if (m_config.folds > 0 && source.validationFile.isEmpty())
                source.validationFile = source.trainFile; // a fold takes its place
        }
        for (const RecipeVariant &variant : m_config.variants) {
            trained.recipe = variant.recipe;
            if (const auto checked = checkTrainable(trained); !checked)
                return checked;
        }
        return {};
    }

private:
    /// Other numbers of folds have other truths, so their runs must not be taken for these.
    QString foldName() const
    {
        return m_fold == 0
            ? QString()
            : QStringLiteral("fold-%1-of-%2").arg(QString::number(m_fold), QString::number(m_config.folds));
    }

    /// Of all sources, into a folder beside the runs, which keep the names of these files.
    Result<void> makeFolds()
    {
        // So that each label can be judged in each fold, and learned.
        FoldSettings settings;
        settings.folds = m_config.folds;
        settings.minCount = 2;
        std::vector<FoldInput> inputs;
        for (const ProjectSource &source : m_config.project.sources) {
            inputs.push_back({ source.name, { source.trainFile } });
            if (!source.validationFile.isEmpty())
                inputs.back().files << source.validationFile;
        }
        auto made = foldTruthFiles(inputs, settings, m_config.folder + QStringLiteral("/folds-%1").arg(m_config.folds),
                                   m_control.cancel, m_progress);
        if (!made)
            return passOn(made);
        m_foldFiles = std::move(*made);
        return {};
    }

    template <class Do>
    Result<void> forEachCell(const Do &work)
    {
        if (m_config.folds == 0)
            return forEachOfFold(work);
        if (const auto made = m_isReading ? Result<void>() : makeFolds(); !made)
            return made;
        for (m_fold = 1; m_fold <= m_config.folds; ++m_fold) {
            m_collections.clear();
            for (size_t i = 0; i < m_foldFiles.size(); ++i) {
                m_config.project.sources[i].trainFile = m_foldFiles[i].trainFiles[m_fold - 1];
                m_config.project.sources[i].validationFile = m_foldFiles[i].validationFiles[m_fold - 1];
            }
            if (const auto done = forEachOfFold(work); !done)
                return done;
        }
        return {};
    }

    template <class Do>
    Result<void> forEachOfFold(const Do &work)
    {
        // Seeds outside: after the first round every variant has a figure.
        for (const uint64_t seed : m_config.seeds) {
            for (size_t variant = 0; variant < m_config.variants.size(); ++variant) {
                if (const auto done = work(variant, seed); !done)
                    return done;
            }
        }
        return {};
    }

    void tell(const QString &text, size_t done) const
    {
        if (!m_progress)
            return;
        Progress report;
        report.stage = Stage::Grid;
        report.done = qint64(done);
        report.total = qint64(m_config.runs());
        report.unit = QStringLiteral("runs");
        report.message = text;
        report.milestone = true;
        m_progress(report);
    }

    /// A cell of the grid is one model, or one for each source.
    template <class Do>
    Result<void> forEachModel(size_t variant, uint64_t seed, Do work)
    {
        RecipeVariant settings = m_config.variants[variant];
        settings.recipe.seed = seed;
        const QString folder = m_config.folder + QLatin1Char('/') + folderName(settings, seed, foldName());
        if (!settings.single)
            return (this->*work)(variant, settings.recipe, m_config.project, folder);
        for (const ProjectSource &source : m_config.project.sources) {
            Project alone = m_config.project;
            alone.sources = { source };
            if (const auto done =
                    (this->*work)(variant, settings.recipe, alone, folder + QLatin1Char('/') + source.name);
                !done)
                return done;
        }
        return {};
    }

    Result<void> planModel(size_t, const Recipe &recipe, Project project, const QString &folder)
    {
        project.recipe = recipe;
        if (const auto checked = checkTrainable(project); !checked)
            return checked;
        if (mayBeThere(folder + QLatin1Char('/') + run_file::description)) {
            const auto finished = readRunSummary(folder);
            if (!finished)
                return passOn(finished);
            return finished->recipe == recipe ? Result<void>() : anotherRun(folder);
        }
        m_plans.push_back({ std::move(project), folder, RunPlan::Unfinished::Resume, cacheFolder() });
        return {};
    }

    static tl::unexpected<Error> anotherRun(const QString &folder)
    {
        return fail(tr("another run stands where the grid would put one"), folder, tr("Choose another folder."));
    }

    Result<void> readModel(size_t variant, const Recipe &recipe, Project project, const QString &folder)
    {
        if (m_control.cancel.isCancelled())
            return cancelled();
        if (!mayBeThere(folder + QLatin1Char('/') + run_file::description))
            return {};
        const auto run = readRun(folder);
        if (!run)
            return passOn(run);
        if (!((*run)->recipe == recipe))
            return anotherRun(folder);
        for (const RunSource &source : (*run)->sources) {
            const auto known = std::ranges::find(project.sources, source.name, &ProjectSource::name);
            const auto truth = testTruthOf(known == project.sources.end() ? QString() : known->testTruth);
            if (!truth)
                return passOn(truth);
            // It may have been predicted without a test part.
            if (const auto evaluated = evaluateOne(variant, **run, source, source.testScores ? truth->get() : nullptr);
                !evaluated)
                return evaluated;
        }
        return {};
    }

    Result<std::shared_ptr<const GroundTruth>> testTruthOf(const QString &file)
    {
        std::shared_ptr<const GroundTruth> &known = m_testTruths[file];
        if (!known && !file.isEmpty()) {
            auto read = readGroundTruth(file, m_control.cancel);
            if (!read)
                return read;
            known = std::move(*read);
        }
        return known;
    }

    QString cacheFolder() const
    {
        return m_config.featureCache.isEmpty() ? m_config.folder + QStringLiteral("/features") : m_config.featureCache;
    }

    /// The data of all sources, or of one alone, loaded when they are first asked for.
    Result<std::shared_ptr<const Collection>> collectionOf(const Project &project)
    {
        const QString name = project.sources.size() > 1 ? QString() : project.sources.front().name;
        std::shared_ptr<const Collection> &known = m_collections[name];
        if (!known) {
            auto loaded = loadCollection(project, cacheFolder(), m_control.cancel, m_progress, Unusable::IsError);
            if (!loaded)
                return loaded;
            known = std::move(*loaded);
        }
        return known;
    }

    Result<void> runModel(size_t variant, const Recipe &recipe, Project project, const QString &folder)
    {
        project.recipe = recipe;
        if (const auto checked = checkTrainable(project); !checked)
            return checked;
        const auto collection = collectionOf(project);
        if (!collection)
            return passOn(collection);
        std::shared_ptr<const Run> run;
        if (mayBeThere(folder + QLatin1Char('/') + run_file::description)) {
            auto finished = readRun(folder);
            if (!finished)
                return passOn(finished);
            if (!((*finished)->recipe == recipe))
                return anotherRun(folder);
            run = std::move(*finished);
        } else {
            const RunPlan plan { std::move(project), folder, RunPlan::Unfinished::Resume, {}, *collection };
            auto outcome = trainAndPredict(plan, m_control, m_progress);
            if (!outcome)
                return passOn(outcome);
            run = outcome->run;
        }
        for (size_t i = 0; i < run->sources.size(); ++i) {
            const auto &truth = (*collection)->sources[i].part(Part::Test).truth;
            if (const auto evaluated = evaluateOne(variant, *run, run->sources[i], truth.get()); !evaluated)
                return evaluated;
        }
        return {};
    }

    /// `truth` of the test part, or null.
    Result<void> evaluateOne(size_t variant, const Run &run, const RunSource &source, const GroundTruth *truth)
    {
        GridResult result;
        result.variant = variant;
        result.seed = run.recipe.seed;
        result.fold = m_fold;
        result.source = source.name;
        result.trackF = result.labelF = std::numeric_limits<double>::quiet_NaN();
        if (truth != nullptr) {
            if (const auto evaluated = evaluateTest(run, source, *truth, result); !evaluated)
                return evaluated;
        }
        result.macroF1 = source.all.f1;
        result.map = source.all.map;
        for (const EpochFigures &figures : run.history)
            result.seconds += figures.seconds;
        m_results.push_back(result);
        return {};
    }

    Result<void> evaluateTest(const Run &run, const RunSource &source, const GroundTruth &truth, GridResult &result)
    {
        const QString path = run.folder + QLatin1Char('/') + run_file::testPredictions(source.name);
        const auto text = readPlainOrCompressed(path);
        if (!text)
            return passOn(text);
        const auto evaluation = evaluate(truth, Submission::parse(*text), false, m_control.cancel);
        if (!evaluation)
            return passOn(evaluation);
        constexpr auto all = size_t(LabelLevel::All);
        result.trackF = evaluation->tracks[all][2].mean;
        result.labelF = evaluation->labels[all][2].mean;
        return {};
    }

    GridConfig m_config; ///< without music
    const TrainingControl &m_control;
    const ProgressCallback &m_progress;
    std::vector<GridResult> m_results;
    std::vector<RunPlan> m_plans; ///< of what is to be trained
    std::vector<FoldFiles> m_foldFiles; ///< [sources]
    int m_fold = 0; ///< 1 … while folds are gone through
    bool m_isReading = false; ///< what is finished; nothing is made
    std::map<QString, std::shared_ptr<const GroundTruth>> m_testTruths; ///< by file
    std::map<QString, std::shared_ptr<const Collection>> m_collections; ///< by source; without a name: of all
};

} // namespace

Result<std::vector<GridResult>> runGrid(const GridConfig &config, const TrainingControl &control,
                                        const ProgressCallback &progress)
{
    return Grid(config, control, progress).run();
}

Result<void> checkGrid(const GridConfig &config)
{
    const TrainingControl none;
    const ProgressCallback silent;
    return Grid(config, none, silent).check();
}

Result<std::vector<GridResult>> finishedResults(const GridConfig &config, const CancelToken &cancel)
{
    TrainingControl control;
    control.cancel = cancel;
    const ProgressCallback silent;
    return Grid(config, control, silent).finished();
}

Result<std::vector<RunPlan>> unfinishedRuns(const GridConfig &config)
{
    const TrainingControl none;
    const ProgressCallback silent;
    return Grid(config, none, silent).unfinished();
}

} // namespace melscope
