#include "core/study/run_report.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/base/version.h"
#include "core/runs/run_list.h"
#include "core/truth/label.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

QString html(const QString &text)
{
    return text.toHtmlEscaped();
}

QString figureText(double value)
{
    return std::isnan(value) ? QStringLiteral("–") : QString::number(value, 'f', 4);
}

QString table(const ResultTable &content)
{
    QString text = QStringLiteral("<table><tr>");
    for (const QString &header : content.headers)
        text += QStringLiteral("<th>%1</th>").arg(html(header));
    text += QStringLiteral("</tr>\n");
    for (const QStringList &row : content.rows) {
        text += QStringLiteral("<tr>");
        for (const QString &cell : row)
            text += QStringLiteral("<td>%1</td>").arg(html(cell));
        text += QStringLiteral("</tr>\n");
    }
    return text + QStringLiteral("</table>\n");
}

/// A chart of 560 × 300 with axes from 0 to 1 across the inner 480 × 230.
class Chart
{
public:
    Chart(const QString &xTitle, const QString &yTitle)
    {
        m_svg = QStringLiteral("<svg viewBox='0 0 560 300' width='560' height='300' role='img'>"
                               "<rect x='60' y='15' width='480' height='230' fill='none' stroke='#999'/>"
                               "<text x='300' y='292' text-anchor='middle'>%1</text>"
                               "<text x='12' y='185' text-anchor='middle' transform='rotate(-90 12 185)'>%2</text>")
                    .arg(html(xTitle), html(yTitle));
    }
    static double x(double share) { return 60 + 480 * share; }
    static double y(double share) { return 245 - 230 * share; }
    void xTick(double share, const QString &text)
    {
        m_svg += QStringLiteral("<line x1='%1' x2='%1' y1='245' y2='249' stroke='#999'/><text x='%1' y='263' "
                                "text-anchor='middle'>%2</text>")
                     .arg(QString::number(x(share)), html(text));
    }
    void yTick(double share, const QString &text)
    {
        m_svg +=
            QStringLiteral(
                "<line x1='56' x2='60' y1='%1' y2='%1' stroke='#999'/><text x='53' y='%2' text-anchor='end'>%3</text>")
                .arg(QString::number(y(share)), QString::number(y(share) + 4), html(text));
    }
    void line(const std::vector<std::pair<double, double>> &points, const QString &colour, const QString &name,
              int place)
    {
        m_svg += QStringLiteral("<polyline fill='none' stroke='%1' stroke-width='1.5' points='").arg(colour);
        for (const auto &[px, py] : points)
            m_svg += QStringLiteral("%1,%2 ").arg(QString::number(x(px), 'f', 1), QString::number(y(py), 'f', 1));
        m_svg += QStringLiteral("'/><text x='%1' y='12' style='fill:%2'>%3</text>")
                     .arg(QString::number(70 + place * 140), colour, html(name));
    }
    void dot(double px, double py, double radius, const QString &colour, const QString &title)
    {
        m_svg +=
            QStringLiteral("<circle cx='%1' cy='%2' r='%3' fill='%4' fill-opacity='0.6'><title>%5</title></circle>")
                .arg(QString::number(x(px), 'f', 1), QString::number(y(py), 'f', 1), QString::number(radius), colour,
                     html(title));
    }
    QString done() const { return m_svg + QStringLiteral("</svg>\n"); }

private:
    QString m_svg;
};

QString historyChart(const std::vector<EpochFigures> &history)
{
    if (history.empty())
        return {};
    double highest = 0;
    for (const EpochFigures &epoch : history)
        highest = std::max({ highest, epoch.trainLoss, epoch.validationLoss });
    Chart chart(QStringLiteral("epoch"), QStringLiteral("loss"));
    auto line = [&](auto value) {
        std::vector<std::pair<double, double>> points;
        for (size_t i = 0; i < history.size(); ++i) {
            if (std::isfinite(value(history[i])))
                points.emplace_back(history.size() == 1 ? 0.5 : double(i) / double(history.size() - 1),
                                    value(history[i]) / std::max(1e-12, highest));
        }
        return points;
    };
    chart.line(line([](const EpochFigures &epoch) { return epoch.trainLoss; }), QStringLiteral("#0072b2"),
               QStringLiteral("training"), 0);
    chart.line(line([](const EpochFigures &epoch) { return epoch.validationLoss; }), QStringLiteral("#d55e00"),
               QStringLiteral("validation"), 1);
    chart.xTick(0, QStringLiteral("1"));
    chart.xTick(1, QString::number(history.size()));
    for (const double share : { 0.0, 0.5, 1.0 })
        chart.yTick(share, QString::number(share * highest, 'g', 3));
    return chart.done();
}

QString scatterChart(const Evaluation &evaluation)
{
    double most = 1;
    for (const auto &label : evaluation.perLabel)
        most = std::max(most, double(label.support));
    const double decades = std::max(1.0, std::log10(most));
    Chart chart(QStringLiteral("tracks with the label (logarithmic)"), QStringLiteral("F1"));
    for (const auto &label : evaluation.perLabel) {
        const bool genre = isGenre(label.name);
        chart.dot(
            std::log10(double(std::max<size_t>(1, label.support))) / decades, label.figures.f1, genre ? 5 : 3,
            genre ? QStringLiteral("#d55e00") : QStringLiteral("#0072b2"),
            QStringLiteral("%1: F1 %2, %3 tracks")
                .arg(QString::fromStdString(label.name), figureText(label.figures.f1), QString::number(label.support)));
    }
    for (int decade = 0; decade <= int(decades); ++decade)
        chart.xTick(decade / decades, countText(qint64(std::llround(std::pow(10, decade)))));
    for (const double share : { 0.0, 0.5, 1.0 })
        chart.yTick(share, QString::number(share));
    return chart.done();
}

ResultTable confusionTable(const Evaluation &evaluation, size_t most)
{
    std::vector<Evaluation::Confusion> strongest;
    for (const auto &confusion : evaluation.confusions) {
        if (evaluation.perLabel[confusion.row].name != evaluation.columns[confusion.column])
            strongest.push_back(confusion);
    }
    std::sort(strongest.begin(), strongest.end(), [](const auto &a, const auto &b) { return a.weight > b.weight; });
    ResultTable result { { QStringLiteral("true"), QStringLiteral("predicted instead"), QStringLiteral("tracks") },
                         {} };
    for (size_t i = 0; i < std::min(most, strongest.size()); ++i)
        result.rows << QStringList { QString::fromStdString(evaluation.perLabel[strongest[i].row].name),
                                     QString::fromStdString(evaluation.columns[strongest[i].column]),
                                     QString::number(strongest[i].weight, 'f', 1) };
    return result;
}

ResultTable labelTable(const SourceAnalysis &source, const Run &run)
{
    ResultTable result { { QStringLiteral("label"), QStringLiteral("support"), QStringLiteral("AP"),
                           QStringLiteral("best F1"), QStringLiteral("threshold") },
                         {} };
    for (const LabelAnalysis &label : source.basis->labels) {
        const auto name = run.space.spelling(source.spaceIndex, label.classIndex);
        const double threshold = run.sources[source.spaceIndex].thresholds.values[label.classIndex];
        result.rows << QStringList { textOf(*name), countText(qint64(label.figures.support)),
                                     figureText(label.figures.averagePrecision), figureText(label.figures.f1),
                                     std::isnan(threshold) ? QStringLiteral("never") : figureText(threshold) };
    }
    return result;
}

/// Artist and title, or the recording's id where nothing is known.
QString recordingText(const std::string &id, const RecordingNames &recordings)
{
    const RecordingName name = recordings ? recordings(id) : RecordingName();
    QStringList parts;
    for (const std::string *text : { &name.artist, &name.title }) {
        if (!text->empty())
            parts << textOf(*text);
    }
    return parts.isEmpty() ? textOf(id) : parts.join(QStringLiteral(" – "));
}

constexpr size_t kSuspectsOfLabel = 2; // so that no label fills the table
constexpr qsizetype kSuspectsOfKind = 15;

/// The strongest contradictions of either kind, labels that seem to be missing first.
ResultTable suspectTable(const SourceAnalysis &source, const Run &run, const RecordingNames &recordings)
{
    ResultTable result { { QStringLiteral("recording"), QStringLiteral("label"), QStringLiteral("the truth"),
                           QStringLiteral("score"), QStringLiteral("threshold") },
                         {} };
    const Thresholds &thresholds = run.sources[source.spaceIndex].thresholds;
    auto suspects = findSuspects(source.basis->part, thresholds, kSuspectsOfLabel);
    if (!suspects)
        return result;
    std::ranges::stable_sort(*suspects, [](const Suspect &a, const Suspect &b) {
        return a.isMissing != b.isMissing ? a.isMissing : a.isMissing ? a.ratio > b.ratio : a.ratio < b.ratio;
    });
    qsizetype ofKind[2] = { 0, 0 };
    for (const Suspect &suspect : *suspects) {
        if (ofKind[suspect.isMissing ? 1 : 0]++ >= kSuspectsOfKind)
            continue;
        const ScoredPart &part = source.basis->part;
        result.rows << QStringList { recordingText(part.scores->ids().text(part.truth->row(suspect.track)), recordings),
                                     textOf(*run.space.spelling(source.spaceIndex, suspect.label)),
                                     suspect.isMissing ? QStringLiteral("lacks it") : QStringLiteral("has it"),
                                     figureText(double(suspect.score)), figureText(thresholds.values[suspect.label]) };
    }
    return result;
}

QString sourceSection(const SourceAnalysis &source, const Run &run, const std::vector<PublishedRun> &published,
                      const RecordingNames &recordings)
{
    QString text = QStringLiteral("<h2>%1</h2>\n<p>Thresholds: %2</p>\n")
                       .arg(html(source.name), html(ruleText(run.sources[source.spaceIndex].choice.rule)));
    std::vector<NamedFigures> columns;
    for (const auto &[part, name] : { std::pair(&source.validation, QStringLiteral("validation")),
                                      std::pair(&source.test, QStringLiteral("test")) }) {
        if (part->evaluation)
            columns.push_back({ name, part->evaluation->tracks, part->evaluation->labels });
        if (part->expanded)
            columns.push_back({ name + QStringLiteral(", expanded"), part->expanded->tracks, part->expanded->labels });
    }
    if (!columns.empty()) {
        ResultTable figures = figuresTable(columns);
        for (const PublishedRun &other : published) {
            if (other.source != source.name)
                continue;
            figures.headers << QStringLiteral("%1 %2 %3 (2018)").arg(other.team, other.task, other.run);
            for (qsizetype i = 0; i < figures.rows.size(); ++i)
                figures.rows[i] << QString::fromStdString(fourDecimals(other.figures[size_t(i)]));
        }
        text += QStringLiteral("<h3>Evaluation</h3>\n<div class='wide'>%1</div>").arg(table(figures));
        if (figures.headers.size() > qsizetype(columns.size()) + 1)
            text += QStringLiteral("<p>Published results of 2018 were measured on the task's hidden test set.</p>\n");
    }
    const PartAnalysis &shown = source.test.evaluation ? source.test : source.validation;
    if (shown.evaluation)
        text += QStringLiteral("<h3>Labels: F1 against support</h3>\n%1<h3>Strongest confusions</h3>\n%2")
                    .arg(scatterChart(*shown.evaluation), table(confusionTable(*shown.evaluation, 20)));
    if (!source.basis)
        return text;
    if (const ResultTable suspects = suspectTable(source, run, recordings); !suspects.rows.isEmpty())
        text += QStringLiteral("<h3>Labels of validation tracks that the model contradicts most</h3>\n%1")
                    .arg(table(suspects));
    text += QStringLiteral("<details><summary>Thresholds of all labels</summary>%1</details>\n")
                .arg(table(labelTable(source, run)));
    return text;
}

} // namespace

std::string reportHtml(const RunAnalysis &analysis, const std::vector<PublishedRun> &published,
                       const RecordingNames &recordings)
{
    const NumberMarksScope point { NumberMarks() }; // a file is the same whoever writes it
    const Run &run = *analysis.run;
    const QString title = run.title.isEmpty() ? runTitle(run.folder) : run.title;
    QString text =
        QStringLiteral(
            "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'><title>%1</title>\n<style>"
            "body{font:14px/1.45 sans-serif;max-width:1100px;margin:2em auto;padding:0 1em;color:#222;background:#fff}"
            "table{border-collapse:collapse;margin:.5em 0}td,th{padding:.15em .7em;text-align:right;border-bottom:1px "
            "solid #ddd}"
            "td:first-child,th:first-child{text-align:left}.wide{overflow-x:auto}svg text{font:12px "
            "sans-serif;fill:#444}"
            "@media(prefers-color-scheme:dark){body{color:#ddd;background:#1c1e22}td,th{border-color:#444}svg "
            "text{fill:#bbb}}"
            "</style></head><body>\n<h1>%1</h1>\n")
            .arg(html(title));
    if (!run.comment.isEmpty())
        text += QStringLiteral("<p>%1</p>\n").arg(html(run.comment));
    const QString changed = recipeSummary(run.recipe);
    text += table({ { QStringLiteral("setting"), QStringLiteral("value") },
                    { { QStringLiteral("recipe"),
                        run.recipe.base + (changed.isEmpty() ? QString() : QStringLiteral(", ") + changed) },
                      { QStringLiteral("engine"), run.engine },
                      { QStringLiteral("training tracks"), countText(run.trainTracks) },
                      { QStringLiteral("classes"), countText(qint64(run.space.size())) },
                      { QStringLiteral("parameters"), countText(run.parameters) },
                      { QStringLiteral("epochs"),
                        QStringLiteral("%1, the best is %2")
                            .arg(QString::number(run.history.size()), QString::number(run.bestEpoch)) },
                      { QStringLiteral("finished"), run.finished } } });
    text += QStringLiteral("<h2>Training</h2>\n") + historyChart(run.history);
    for (const auto &source : analysis.sources)
        text += sourceSection(*source, run, published, recordings);
    text += QStringLiteral("<p>Made by Melscope %1.</p></body></html>\n").arg(versionText());
    return text.toStdString();
}

} // namespace melscope
