#include "core/study/result_tables.h"

#include "core/base/number_text.h"

namespace melscope {

namespace {

QString csvCell(QString text)
{
    if (!text.contains(QLatin1Char(',')) && !text.contains(QLatin1Char('"')) && !text.contains(QLatin1Char('\n')))
        return text;
    return QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
}

QString latexCell(const QString &text)
{
    QString escaped;
    for (const QChar c : text) {
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

} // namespace

TableFormat formatOf(const QString &path)
{
    return path.endsWith(QStringLiteral(".tex"), Qt::CaseInsensitive) ? TableFormat::Latex : TableFormat::Csv;
}

std::string tableText(const ResultTable &table, TableFormat format)
{
    const bool isLatex = format == TableFormat::Latex;
    auto line = [&](const QStringList &cells) {
        QStringList written;
        for (const QString &cell : cells)
            written << (isLatex ? latexCell(cell) : csvCell(cell));
        return isLatex ? written.join(QStringLiteral(" & ")) + QStringLiteral(" \\\\\n")
                       : written.join(QLatin1Char(',')) + QLatin1Char('\n');
    };
    QString text;
    if (isLatex)
        text +=
            QStringLiteral("\\begin{tabular}{l%1}\n\\hline\n").arg(QString(table.headers.size() - 1, QLatin1Char('r')));
    text += line(table.headers);
    if (isLatex)
        text += QStringLiteral("\\hline\n");
    for (const QStringList &row : table.rows)
        text += line(row);
    if (isLatex)
        text += QStringLiteral("\\hline\n\\end{tabular}\n");
    return text.toStdString();
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
