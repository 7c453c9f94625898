#pragma once

#include "core/scoring/evaluation.h"

#include <QStringList>

#include <string>
#include <vector>

namespace melscope {

/// A table of texts, to be written in one of several ways. The first column is aligned left, the others right.
struct ResultTable
{
    QStringList headers;
    QList<QStringList> rows;
};

enum class TableFormat { Csv, Tsv, Latex, Markdown };
/// By a file's suffix: .tex is LaTeX, .tsv tab-separated, anything else CSV.
TableFormat formatOf(const QString &path);
/// Whatever a cell holds, it stays one cell. Tab-separated values know no quotes: tabs and line ends become spaces.
std::string tableText(const ResultTable &table, TableFormat format);
/// Columns as rows.
ResultTable transposed(const ResultTable &table);

/// Figures of several runs side by side.
struct NamedFigures
{
    QString name;
    MeanFigures tracks;
    MeanFigures labels;
};
/// The 18 means, a row each, a column a run; deviations in parentheses where asked for.
ResultTable figuresTable(const std::vector<NamedFigures> &runs, bool withDeviations = false);

} // namespace melscope
