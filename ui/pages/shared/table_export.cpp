#include "ui/pages/shared/table_export.h"

#include "core/base/number_text.h"
#include "ui/controls/file_questions.h"
#include "ui/session/session.h"

#include <QHeaderView>

namespace melscope {

namespace {

bool isInFile(const TableColumn &column, bool isShown, TableFormat format)
{
    switch (column.inFiles) {
    case InFiles::IfShown:
        return isShown;
    case InFiles::NotInLatex:
        return isShown && format != TableFormat::Latex;
    case InFiles::Always:
        return true;
    case InFiles::Never:
        break;
    }
    return false;
}

} // namespace

ResultTable fileTable(const TableModel &model, const QHeaderView *header, TableFormat format,
                      const TableModel::Filter &accepts)
{
    const NumberMarksScope plain(kTableMarks);
    ResultTable table;
    std::vector<const TableColumn *> columns;
    for (int place = 0; place < model.columnCount(); ++place) {
        const int section = header != nullptr ? header->logicalIndex(place) : place;
        const TableColumn &column = model.columns()[size_t(section)];
        if (!isInFile(column, header != nullptr ? !header->isSectionHidden(section) : !column.isHidden, format))
            continue;
        columns.push_back(&column);
        table.headers << (column.fileTitle.isEmpty() ? column.title : column.fileTitle);
    }
    auto add = [&](const QModelIndex &index) {
        const size_t row = model.row(index);
        if (accepts && !accepts(row))
            return;
        QStringList cells;
        for (const TableColumn *column : columns)
            cells << (column->fileText ? column->fileText : column->text)(row);
        table.rows << cells;
    };
    for (int i = 0; i < model.rowCount(); ++i) {
        const QModelIndex top = model.index(i, 0);
        add(top);
        for (int k = 0; k < model.rowCount(top); ++k)
            add(model.index(k, 0, top));
    }
    return table;
}

void saveTable(Session &session, QWidget *parent, const QString &title, const QString &proposedName,
               const std::function<ResultTable(TableFormat format)> &table)
{
    const QString path = file_questions::save(
        parent, title, proposedName,
        QObject::tr("Comma-separated values (*.csv);;Tab-separated values (*.tsv);;LaTeX table (*.tex)"));
    if (path.isEmpty())
        return;
    const TableFormat format = formatOf(path);
    session.exportFile(QObject::tr("Saving the table"), path,
                       [exported = table(format), format] { return tableText(exported, format); });
}

} // namespace melscope
