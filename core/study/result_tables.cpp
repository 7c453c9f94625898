#include "core/study/result_tables.h"

#include "core/base/number_text.h"

#include <algorithm>

namespace melscope {

namespace {

QString csvCell(QString text)
{
    const auto isSpecial = [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r'; };
    if (std::none_of(text.cbegin(), text.cend(), isSpecial))
        return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QString oneLine(QString text)
{
    for (const char16_t character : { u'\t', u'\n', u'\r' })
        text.replace(QChar(character), QLatin1Char(' '));
    return text;
}

QString latexCell(const QString &text)
{
    QString escaped;
    for (const QChar c : oneLine(text)) {
        if (c == u'\\')
            escaped += QStringLiteral("\\textbackslash{}");
        else if (c == u'~' || c == u'^')
            escaped += QLatin1Char('\\') + QString(c) + QStringLiteral("{}");
        else if (QStringLiteral("&%$#_{}").contains(c))
            escaped += QLatin1Char('\\') + QString(c);
        else if (c == u'–')
            escaped += QStringLiteral("--");
        else if (c == u'—')
            escaped += QStringLiteral("---");
        else if (c == u'−')
            escaped += QStringLiteral("$-$");
        else if (c == u'±')
            escaped += QStringLiteral("$\\pm$");
        else
            escaped += c;
    }
    return escaped;
}

/// What stands around the cells of a line.
struct LineMarks
{
    QString begin;
    QString between;
    QString end;
};

LineMarks marksOf(TableFormat format)
{
    switch (format) {
    case TableFormat::Csv:
        return { {}, QStringLiteral(","), QStringLiteral("\n") };
    case TableFormat::Tsv:
        return { {}, QStringLiteral("\t"), QStringLiteral("\n") };
    case TableFormat::Latex:
        return { {}, QStringLiteral(" & "), QStringLiteral(" \\\\\n") };
    case TableFormat::Markdown:
        break;
    }
    return { QStringLiteral("| "), QStringLiteral(" | "), QStringLiteral(" |\n") };
}

QString cellText(const QString &text, TableFormat format)
{
    switch (format) {
    case TableFormat::Csv:
        return csvCell(text);
    case TableFormat::Tsv:
        return oneLine(text);
    case TableFormat::Latex:
        return latexCell(text);
    case TableFormat::Markdown:
        break;
    }
    return oneLine(text).replace(QLatin1Char('|'), QStringLiteral("\\|"));
}

} // namespace

TableFormat formatOf(const QString &path)
{
    auto endsWith = [&](const QString &suffix) { return path.endsWith(suffix, Qt::CaseInsensitive); };
    return endsWith(QStringLiteral(".tex")) ? TableFormat::Latex
        : endsWith(QStringLiteral(".tsv"))  ? TableFormat::Tsv
                                            : TableFormat::Csv;
}

std::string tableText(const ResultTable &table, TableFormat format)
{
    const LineMarks marks = marksOf(format);
    auto line = [&](const QStringList &cells) {
        QStringList written;
        for (const QString &cell : cells)
            written << cellText(cell, format);
        return marks.begin + written.join(marks.between) + marks.end;
    };
    const qsizetype figures = table.headers.size() - 1;
    QString text = line(table.headers);
    if (format == TableFormat::Latex)
        text = QStringLiteral("\\begin{tabular}{l%1}\n\\hline\n").arg(QString(figures, QLatin1Char('r'))) + text
            + QStringLiteral("\\hline\n");
    if (format == TableFormat::Markdown)
        text += QStringLiteral("|---") + QStringLiteral("|---:").repeated(figures) + QStringLiteral("|\n");
    for (const QStringList &row : table.rows)
        text += line(row);
    if (format == TableFormat::Latex)
        text += QStringLiteral("\\hline\n\\end{tabular}\n");
    return text.toStdString();
}

ResultTable transposed(const ResultTable &table)
{
    ResultTable turned { { table.headers.value(0) }, {} };
    for (const QStringList &row : table.rows)
        turned.headers << row.front();
    for (qsizetype column = 1; column < table.headers.size(); ++column) {
        QStringList cells { table.headers[column] };
        for (const QStringList &row : table.rows)
            cells << row[column];
        turned.rows << cells;
    }
    return turned;
}

ResultTable figuresTable(const std::vector<NamedFigures> &runs, bool withDeviations)
{
    ResultTable table;
    table.headers << QStringLiteral("measure");
    for (const NamedFigures &run : runs)
        table.headers << run.name;
    const auto names = figureNames();
    for (size_t i = 0; i < names.size(); ++i) {
        QStringList row { QLatin1String(names[i]) };
        for (const NamedFigures &run : runs) {
            const MeanFigure &value = (i < 9 ? run.tracks : run.labels)[i % 9 / 3][i % 3];
            QString cell = QString::fromStdString(fourDecimals(value.mean));
            if (withDeviations)
                cell += QStringLiteral(" (%1)").arg(QString::fromStdString(fourDecimals(value.deviation)));
            row << cell;
        }
        table.rows << row;
    }
    return table;
}

} // namespace melscope
