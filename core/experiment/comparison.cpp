#include "core/experiment/comparison.h"

#include "core/base/archive_reader.h"
#include "core/experiment/run_list.h"

#include <QDir>
#include <QFileInfo>

#include <cmath>

namespace melscope {

namespace {

size_t shared(const Submission &submission, const PartAnalysis &part)
{
    size_t count = 0;
    for (size_t i = 0; part.scores && i < submission.size(); ++i)
        count += part.scores->ids().find(submission.line(i).id) ? 1 : 0;
    return count;
}

/// The cells of a CSV line; quotes may enclose a cell.
QStringList csvCells(const QString &line)
{
    QStringList cells { QString() };
    bool quoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'"') {
            if (quoted && i + 1 < line.size() && line[i + 1] == u'"')
                cells.back() += line[++i];
            else
                quoted = !quoted;
        } else if (line[i] == u',' && !quoted) {
            cells << QString();
        } else {
            cells.back() += line[i];
        }
    }
    return cells;
}

} // namespace

Result<std::shared_ptr<const ComparedRun>> compareWith(const SourceAnalysis &source, const RunSource &vocabulary, const QString &file, const CancelToken &cancel)
{
    auto read = Submission::read(file, cancel);
    if (!read)
        return passOn(read);
    auto compared = std::make_shared<ComparedRun>();
    compared->file = file;
    // Submissions of runs are all called alike: the run's name tells them apart.
    const QFileInfo info(file);
    const bool isOfRun = QFileInfo::exists(info.dir().filePath(run_file::description));
    compared->title = isOfRun ? runTitle(info.absolutePath()) : info.fileName();
    compared->submission = std::make_shared<const Submission>(std::move(*read));
    compared->isOfTest = shared(*compared->submission, source.test) >= shared(*compared->submission, source.validation) && source.test.scores;
    const PartAnalysis &part = compared->isOfTest ? source.test : source.validation;
    if (!part.scores) {
        compared->problem = QStringLiteral("this source has no scored part to compare with");
        return compared;
    }
    compared->check = checkSubmission(*compared->submission, { vocabulary.labels.begin(), vocabulary.labels.end() }, &part.scores->ids());
    if (!part.truth) {
        compared->problem = QStringLiteral("the truth of this part is not known");
        return compared;
    }
    const auto truth = restrictedTruth(*part.truth, part.scores->ids());
    const Submission lines = Submission::parse(restrictedLines(*compared->submission, *truth), file);
    for (const bool expanded : { false, true }) {
        auto evaluation = evaluate(*truth, lines, expanded, cancel);
        if (!evaluation && evaluation.error().isCancelled())
            return cancelled();
        if (!evaluation) {
            compared->problem = evaluation.error().what;
            return compared;
        }
        (expanded ? compared->expanded : compared->evaluation) = std::move(*evaluation);
    }
    return compared;
}

Result<std::vector<PublishedRun>> readPublishedResults(const QString &path)
{
    const auto text = readPlainOrCompressed(path);
    if (!text)
        return passOn(text);
    const QString remedy = QStringLiteral("Expected a CSV with the columns team, task, dataset, run, Ptrackall … Flabelsub.");
    const QStringList lines = QString::fromStdString(*text).split(QLatin1Char('\n'));
    const QStringList header = csvCells(lines.value(0).trimmed());
    QList<qsizetype> places;
    for (const char *name : { "team", "task", "dataset", "run" })
        places << header.indexOf(QLatin1String(name));
    for (const char *name : figureNames())
        places << header.indexOf(QLatin1String(name));
    if (places.contains(-1))
        return fail(QStringLiteral("a column is missing"), path, remedy, 1);
    std::vector<PublishedRun> runs;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (lines[i].trimmed().isEmpty())
            continue;
        const QStringList cells = csvCells(lines[i].trimmed());
        PublishedRun run { cells.value(places[0]), cells.value(places[1]), cells.value(places[2]), cells.value(places[3]), {} };
        for (size_t k = 0; k < run.figures.size(); ++k) {
            bool ok = false;
            const QString cell = cells.value(places[qsizetype(k) + 4]);
            run.figures[k] = cell.toDouble(&ok);
            if (!ok && cell != QStringLiteral("NA"))
                return fail(QStringLiteral("\"%1\" is no figure").arg(cell), path, remedy, i + 1);
            if (!ok)
                run.figures[k] = std::nan("");
        }
        runs.push_back(std::move(run));
    }
    return runs;
}

} // namespace melscope
