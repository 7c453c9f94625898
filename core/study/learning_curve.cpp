#include "core/study/learning_curve.h"

#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/runs/run_folder.h"
#include "core/runs/run_thresholds.h"
#include "core/scoring/labelling.h"
#include "core/scoring/score_range.h"
#include "core/study/grid_file.h"
#include "core/study/run_analysis.h"
#include "core/training/recipe_setting.h"
#include "core/truth/ground_truth_reader.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kMostDepth = 8; ///< a grid's runs lie in variant, fold, seed and source

using Supports = std::map<std::string, size_t, std::less<>>;

Supports supportsOf(const GroundTruth &train)
{
    std::vector<size_t> counts(train.labels().size());
    for (size_t i = 0; i < train.size(); ++i) {
        for (const uint32_t label : train.labelsOf(i))
            ++counts[label];
    }
    Supports supports;
    for (size_t label = 0; label < counts.size(); ++label)
        supports[train.labels()[label]] = counts[label];
    return supports;
}

void findRuns(const QString &folder, int depth, QStringList &found)
{
    if (QFileInfo::exists(folder + QLatin1Char('/') + run_file::description)) {
        found << folder;
        return;
    }
    for (const QString &name : depth > 0
             ? QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks, QDir::Name)
             : QStringList())
        findRuns(folder + QLatin1Char('/') + name, depth - 1, found);
}

/// Reads runs and judges them; truths that several runs share are read once.
class LearningReader
{
public:
    LearningReader(const LearningQuery &query, const CancelToken &cancel, const ProgressCallback &progress)
        : m_query(query)
        , m_cancel(cancel)
        , m_progress(progress)
    {
    }

    Result<LearningRuns> read()
    {
        StageProgress report(m_progress, Stage::Evaluating, QStringLiteral("runs"), m_query.runs.size());
        std::vector<std::shared_ptr<const Run>> runs;
        for (const QString &folder : m_query.runs) {
            if (m_cancel.isCancelled())
                return cancelled();
            auto run = readRun(folder);
            if (!run)
                return passOn(run);
            runs.push_back(std::move(*run));
        }
        // Those of one fold have the same truths.
        std::ranges::stable_sort(runs, {}, [](const auto &run) { return run->sources.front().trainFile; });
        LearningRuns result;
        result.part = m_query.part.value_or(std::ranges::all_of(runs, [this](const auto &run) { return hasTest(*run); })
                                                ? Part::Test
                                                : Part::Validation);
        for (size_t i = 0; i < runs.size(); ++i) {
            report.update(qint64(i));
            LearningRun own { runs[i]->folder, runs[i]->recipe, runs[i]->trainTracks, {} };
            for (size_t source = 0; source < runs[i]->sources.size(); ++source) {
                const auto judged = judge(*runs[i], source, result.part);
                if (!judged)
                    return passOn(judged);
                own.sources.emplace_back(runs[i]->sources[source].name, *judged);
            }
            result.runs.push_back(std::move(own));
            runs[i].reset();
        }
        report.update(m_query.runs.size());
        return result;
    }

private:
    bool hasTest(const Run &run) const
    {
        return std::ranges::all_of(run.sources, [this](const RunSource &source) {
            return source.testScores && !m_query.testTruths.value(source.name).isEmpty();
        });
    }

    Result<GroupF1> judge(const Run &run, size_t index, Part part)
    {
        const RunSource &source = run.sources[index];
        const bool isTest = part == Part::Test;
        const QString file = isTest ? m_query.testTruths.value(source.name) : source.validationFile;
        const auto &scores = isTest ? source.testScores : source.validationScores;
        if (!scores || source.thresholds.size() == 0)
            return fail(tr("the run has no scores of %1's %2 part")
                            .arg(source.name, isTest ? QStringLiteral("test") : QStringLiteral("validation")),
                        run.folder, tr("Train it anew, or leave it out."));
        if (file.isEmpty())
            return fail(tr("the truth of %1's test part is not known").arg(source.name), run.folder,
                        tr("Name it, or take the validation part."));
        const auto train = truthOf(source.name, Part::Train, source.trainFile);
        if (!train)
            return passOn(train);
        const auto truth = truthOf(source.name, part, file);
        if (!truth)
            return passOn(truth);
        if (const auto checked = checkScores(*scores, m_cancel); !checked)
            return passOn(checked);
        const auto scored = restrictedTruth(*truth->truth, scores->ids());
        if (scored->size() == 0)
            return fail(tr("no recording of this ground truth was scored"), file, tr("Name the truth of that part."));
        const Labels labels = labelScores(*scores, labellerOf(run, index));
        const auto evaluation =
            evaluate(*scored, predictedLabels(*scored, scores->ids(), labels, run.space, index), false, m_cancel);
        if (!evaluation)
            return passOn(evaluation);
        return groupF1(*scored, *evaluation, train->supports);
    }

    struct KnownTruth
    {
        QString file;
        std::shared_ptr<const GroundTruth> truth; ///< of train parts the supports alone are kept
        Supports supports;
    };

    Result<KnownTruth> truthOf(const QString &source, Part part, const QString &file)
    {
        KnownTruth &known = m_known[{ source, part }];
        if (known.file == file)
            return known;
        auto read = readGroundTruth(file, m_cancel);
        if (!read)
            return passOn(read);
        known = { file, {}, {} };
        if (part == Part::Train)
            known.supports = supportsOf(**read);
        else
            known.truth = std::move(*read);
        return known;
    }

    const LearningQuery &m_query;
    const CancelToken &m_cancel;
    const ProgressCallback &m_progress;
    std::map<std::pair<QString, Part>, KnownTruth> m_known; ///< the last one of each
};

/// What runs of one curve have in common.
QString curveKey(Recipe recipe, const QString &sources)
{
    recipe.share = 1;
    recipe.seed = 0;
    return QString::fromUtf8(QJsonDocument(recipe.toJson()).toJson(QJsonDocument::Compact)) + sources;
}

QString sourcesOf(const LearningRun &run)
{
    QStringList names;
    for (const auto &[name, figures] : run.sources)
        names << name;
    return names.join(QStringLiteral(", "));
}

QString nameOf(Recipe recipe)
{
    recipe.share = 1;
    if (const auto base = Recipe::named(recipe.base); base)
        recipe.seed = base->seed;
    const QString differences = recipeSummary(recipe);
    return differences.isEmpty() ? recipe.base : recipe.base + QStringLiteral(", ") + differences;
}

/// Of one run: the mean over the sources that have labels of the group.
GroupF1 overSources(const LearningRun &run, const QString &source)
{
    GroupF1 result;
    for (size_t group = 0; group < kSupportGroups; ++group) {
        double sum = 0;
        int count = 0;
        for (const auto &[name, figures] : run.sources) {
            if ((!source.isEmpty() && name != source) || std::isnan(figures.f1[group]))
                continue;
            sum += figures.f1[group];
            ++count;
            result.labels[group] += figures.labels[group];
        }
        result.f1[group] = count > 0 ? sum / count : kNone;
    }
    return result;
}

LearningPoint pointOf(double share, const std::vector<const LearningRun *> &runs, const QString &source)
{
    LearningPoint point;
    point.share = share;
    point.runs = runs.size();
    std::vector<GroupF1> figures;
    for (const LearningRun *run : runs) {
        point.tracks += double(run->tracks) / double(runs.size());
        figures.push_back(overSources(*run, source));
    }
    for (size_t group = 0; group < kSupportGroups; ++group) {
        std::vector<double> values;
        for (const GroupF1 &own : figures) {
            point.labels[group] += double(own.labels[group]) / double(figures.size());
            if (!std::isnan(own.f1[group]))
                values.push_back(own.f1[group]);
        }
        double summary[2] = { kNone, kNone };
        if (!values.empty())
            meanAndDeviation(values, summary);
        point.mean[group] = summary[0];
        point.deviation[group] = summary[1];
    }
    return point;
}

} // namespace

QString supportGroupText(SupportGroup group)
{
    static const char *const texts[] = { QT_TRANSLATE_NOOP("melscope", "all"), "< 10", "10–99", "100–999", "≥ 1000" };
    return group == SupportGroup::All ? tr(texts[0]) : QString::fromUtf8(texts[size_t(group)]);
}

SupportGroup supportGroupOf(size_t support)
{
    return support < 10  ? SupportGroup::Below10
        : support < 100  ? SupportGroup::Below100
        : support < 1000 ? SupportGroup::Below1000
                         : SupportGroup::Above;
}

GroupF1 groupF1(const GroundTruth &truth, const Evaluation &evaluation, const Supports &supports)
{
    GroupF1 result;
    for (size_t label = 0; label < evaluation.perLabel.size(); ++label) {
        const double f1 = evaluation.perLabel[label].figures.f1;
        if (std::isnan(f1))
            continue; // no judged track has it
        const auto support = supports.find(truth.labels()[label]);
        for (const SupportGroup group :
             { SupportGroup::All, supportGroupOf(support == supports.end() ? 0 : support->second) }) {
            result.f1[size_t(group)] += f1;
            ++result.labels[size_t(group)];
        }
    }
    for (size_t group = 0; group < kSupportGroups; ++group)
        result.f1[group] = result.labels[group] > 0 ? result.f1[group] / double(result.labels[group]) : kNone;
    return result;
}

QStringList runFoldersIn(const QString &folder)
{
    QStringList found;
    findRuns(folder, 1, found);
    return found;
}

QStringList runFoldersOfGrid(const QString &folder)
{
    QStringList found;
    findRuns(folder, kMostDepth, found);
    const auto grid = readGrid(folder);
    if (!grid)
        return found; // of an older program: all that is there
    const QRegularExpression anyFold(QStringLiteral("/fold-\\d+-of-(\\d+)/"));
    found.removeIf(
        [&](const QString &run) { return anyFold.match(run.mid(folder.size())).captured(1).toInt() != grid->folds; });
    return found;
}

QMap<QString, QString> testTruthsOfGrid(const QString &folder)
{
    QMap<QString, QString> truths;
    const QString file = folder + QLatin1Char('/') + grid_file::project;
    if (const auto project = mayBeThere(file) ? readProjectFile(file) : Result<Project>(); project) {
        for (const ProjectSource &source : project->sources)
            truths.insert(source.name, source.testTruth);
    }
    return truths;
}

Result<LearningRuns> readLearningRuns(const LearningQuery &query, const CancelToken &cancel,
                                      const ProgressCallback &progress)
{
    return LearningReader(query, cancel, progress).read();
}

std::vector<LearningCurve> learningCurves(const std::vector<LearningRun> &runs, const QString &source)
{
    struct Collected
    {
        QString name;
        QString sources;
        std::map<double, std::vector<const LearningRun *>> byShare;
    };
    std::vector<Collected> all; // in the order of the runs
    std::map<QString, size_t> placeOf;
    for (const LearningRun &run : runs) {
        const auto has = [&source](const auto &own) { return own.first == source; };
        if (!source.isEmpty() && std::ranges::none_of(run.sources, has))
            continue;
        const QString sources = sourcesOf(run);
        const auto [place, isNew] = placeOf.try_emplace(curveKey(run.recipe, sources), all.size());
        if (isNew)
            all.push_back({ nameOf(run.recipe), sources, {} });
        all[place->second].byShare[run.recipe.share].push_back(&run);
    }
    std::vector<LearningCurve> curves;
    for (const Collected &own : all) {
        const auto isAlike = [&own](const Collected &other) { return other.name == own.name; };
        LearningCurve curve { own.name, {} };
        if (std::ranges::count_if(all, isAlike) > 1)
            curve.name += QStringLiteral(" (%1)").arg(own.sources);
        for (const auto &[share, ofShare] : own.byShare)
            curve.points.push_back(pointOf(share, ofShare, source));
        curves.push_back(std::move(curve));
    }
    return curves;
}

ResultTable learningTable(const std::vector<LearningCurve> &curves, TableFormat format)
{
    const bool isForMachines = format == TableFormat::Csv || format == TableFormat::Tsv;
    const auto four = [isForMachines](double value) {
        return std::isnan(value) ? (isForMachines ? QString() : QStringLiteral("–")) : QString::number(value, 'f', 4);
    };
    ResultTable table;
    table.headers = { QStringLiteral("recipe"), QStringLiteral("share"), QStringLiteral("runs"),
                      QStringLiteral("tracks") };
    static const char *const keys[] = { "all", "below_10", "10_99", "100_999", "from_1000" };
    for (size_t group = 0; group < kSupportGroups; ++group) {
        const QString key = QLatin1String(keys[group]);
        if (isForMachines)
            table.headers << QStringLiteral("f1_") + key << QStringLiteral("f1_%1_sd").arg(key)
                          << QStringLiteral("labels_") + key;
        else
            table.headers << QStringLiteral("F1, ")
                    + (group == 0 ? QStringLiteral("all") : supportGroupText(SupportGroup(group)));
    }
    for (const LearningCurve &curve : curves) {
        for (const LearningPoint &point : curve.points) {
            QStringList cells { curve.name, QString::fromStdString(shortestText(point.share)),
                                QString::number(point.runs), QString::number(std::llround(point.tracks)) };
            for (size_t group = 0; group < kSupportGroups; ++group) {
                cells << four(point.mean[group]);
                if (isForMachines)
                    cells << four(point.deviation[group]) << QString::number(point.labels[group], 'g', 6);
                else if (!std::isnan(point.deviation[group]))
                    cells.back() += QStringLiteral(" ± ") + four(point.deviation[group]);
            }
            table.rows << cells;
        }
    }
    return table;
}

} // namespace melscope
