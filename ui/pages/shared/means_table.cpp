#include "ui/pages/shared/means_table.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/scoring/evaluation.h"
#include "ui/pages/shared/row_table.h"
#include "ui/plots/plot_style.h"

#include <QBrush>
#include <QHeaderView>
#include <QStringList>
#include <QTableView>

#include <cmath>

namespace melscope {

namespace {

constexpr double kLeast = 0.00005; // a difference that shows in four decimals

QString known(double value)
{
    return std::isnan(value) ? QStringLiteral("—") : decimalText(value, 4);
}

} // namespace

std::vector<TableColumn> meanColumns(const std::array<std::string_view, 3> &keys, const QString &toolTip,
                                     const QWidget *widget, const MeanOf &mean, const MeanOf &reference)
{
    auto difference = [=](size_t index) {
        const bool isCompared = mean(index) != nullptr && reference && reference(index) != nullptr;
        const double found = isCompared ? mean(index)->mean - reference(index)->mean : 0;
        return std::fabs(found) >= kLeast ? found : 0.0; // NaN is none either
    };
    std::vector<TableColumn> columns;
    for (size_t i = 0; i < keys.size(); ++i) {
        auto indexOf = [i, count = keys.size()](size_t row) { return row * count + i; };
        auto text = [=](size_t row) {
            const MeanFigure *value = mean(indexOf(row));
            const double more = difference(indexOf(row));
            if (value == nullptr || more == 0)
                return value == nullptr ? QString() : known(value->mean);
            return known(value->mean) + QStringLiteral("  ") + (more > 0 ? QStringLiteral("+") : QStringLiteral("−"))
                + decimalText(std::fabs(more), 4);
        };
        TableColumn column = textColumn(keys[i], textOf(keys[i]), toolTip, text).aligned(Qt::AlignRight);
        column.cellToolTip = [=](size_t row) {
            const MeanFigure *value = mean(indexOf(row));
            return value == nullptr ? QString()
                                    : QObject::tr("%1: mean %2, standard deviation %3 over %4")
                                          .arg(QLatin1String(figureNames()[indexOf(row)]), known(value->mean),
                                               known(value->deviation), countText(qint64(value->count)));
        };
        column.colour = [=](size_t row) -> QVariant {
            const double more = difference(indexOf(row));
            return more == 0 ? QVariant() : QBrush(differenceColour(more > 0, widget->palette()));
        };
        columns.push_back(std::move(column));
    }
    return columns;
}

QTableView *makeMeansTable(TableModel *model, std::vector<TableColumn> columns, const QString &objectName,
                           const QString &accessibleName, QWidget *parent)
{
    const QStringList rows { QObject::tr("per track, all"),       QObject::tr("per track, genres"),
                             QObject::tr("per track, subgenres"), QObject::tr("per label, all"),
                             QObject::tr("per label, genres"),    QObject::tr("per label, subgenres") };
    model->setColumns(std::move(columns));
    model->setRowTitles([rows](size_t row) { return rows[qsizetype(row)]; });
    model->setRows(size_t(rows.size()));
    QTableView *table = makeRowTable(model, objectName, accessibleName, parent);
    table->setSortingEnabled(false);
    table->setAlternatingRowColors(false);
    table->setSelectionBehavior(QAbstractItemView::SelectItems);
    table->setSelectionMode(QAbstractItemView::ContiguousSelection);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 4);
    table->verticalHeader()->show();
    table->setFixedHeight(table->horizontalHeader()->sizeHint().height()
                          + model->rowCount() * table->verticalHeader()->defaultSectionSize() + 4);
    return table;
}

} // namespace melscope
