#include "core/study/published_results.h"

#include "core/base/archive_reader.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/scoring/evaluation.h"

#include <QStringList>

#include <cmath>
#include <optional>

namespace melscope {

namespace {

/// The cells of a CSV line; quotes may enclose a cell. Nothing where a quote is not closed.
std::optional<QStringList> csvCells(const QString &line)
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
    return quoted ? std::nullopt : std::optional(cells);
}

/// The columns that we read, in our order. Errors: which is missing or stands twice.
Result<QList<qsizetype>> placesOf(const QStringList &header)
{
    QStringList wanted { QStringLiteral("team"), QStringLiteral("task"), QStringLiteral("dataset"),
                         QStringLiteral("run") };
    for (const char *name : figureNames())
        wanted << QLatin1String(name);
    QList<qsizetype> places;
    for (const QString &name : std::as_const(wanted)) {
        if (header.count(name) != 1)
            return fail(header.contains(name) ? tr("the column %1 stands there twice").arg(name)
                                              : tr("the column %1 is missing").arg(name));
        places << header.indexOf(name);
    }
    return places;
}

/// Errors: which figure is none.
Result<PublishedRun> runOf(const QStringList &cells, const QList<qsizetype> &places)
{
    PublishedRun run { cells[places[0]], cells[places[1]], cells[places[2]], cells[places[3]], {} };
    for (size_t k = 0; k < run.figures.size(); ++k) {
        const QString cell = cells[places[qsizetype(k) + 4]].trimmed();
        const auto value = cell == QStringLiteral("NA") ? std::optional(std::nan("")) : parseNumber(cell);
        if (!value || *value < 0 || *value > 1)
            return fail(tr("\"%1\" is no %2: expected a number between 0 and 1, or NA")
                            .arg(cell.left(40), QLatin1String(figureNames()[k])));
        run.figures[k] = *value;
    }
    return run;
}

} // namespace

Result<std::vector<PublishedRun>> readPublishedResults(const QString &path)
{
    const auto text = readPlainOrCompressed(path);
    if (!text)
        return passOn(text);
    return parsePublishedResults(*text, path);
}

Result<std::vector<PublishedRun>> parsePublishedResults(const std::string &text, const QString &path)
{
    auto wrong = [&](const QString &what, qsizetype line) {
        return fail(what, path, tr("Expected a CSV with the columns team, task, dataset, run, Ptrackall … Flabelsub."),
                    line + 1);
    };
    const QString unclosed = tr("a quote is not closed in this line");
    const QStringList lines = QString::fromStdString(text).split(QLatin1Char('\n'));
    const auto header = csvCells(lines[0].trimmed());
    if (!header)
        return wrong(unclosed, 0);
    const auto places = placesOf(*header);
    if (!places)
        return wrong(places.error().what, 0);
    std::vector<PublishedRun> runs;
    for (qsizetype i = 1; i < lines.size(); ++i) {
        if (lines[i].trimmed().isEmpty())
            continue;
        const auto cells = csvCells(lines[i].trimmed());
        if (!cells)
            return wrong(unclosed, i);
        if (cells->size() != header->size())
            return wrong(tr("%1 cells stand here, %2 were expected")
                             .arg(QString::number(cells->size()), QString::number(header->size())),
                         i);
        auto run = runOf(*cells, *places);
        if (!run)
            return wrong(run.error().what, i);
        runs.push_back(std::move(*run));
    }
    return runs;
}

} // namespace melscope
