#include "ui/pages/system_figures_table.h"

#include "core/base/number_text.h"
#include "core/scoring/evaluation.h"
#include "ui/plots/plot_style.h"

#include <QEvent>
#include <QHeaderView>

#include <cmath>

namespace melscope {

SystemFiguresTable::SystemFiguresTable(QWidget *parent)
    : QTableWidget(6, 3, parent)
{
    setObjectName(QStringLiteral("systemFigures"));
    setAccessibleName(tr("The whole system's 18 means on validation"));
    setHorizontalHeaderLabels({ tr("P"), tr("R"), tr("F") });
    setVerticalHeaderLabels(rowNames());
    setEditTriggers(NoEditTriggers);
    setSelectionMode(ContiguousSelection);
    setShowGrid(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 4);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (int row = 0; row < 6; ++row) {
        for (int column = 0; column < 3; ++column) {
            auto *item = new QTableWidgetItem;
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            setItem(row, column, item);
        }
    }
    for (int column = 0; column < 3; ++column)
        horizontalHeaderItem(column)->setToolTip(tr("With the difference to the plain argmax of every label"));
    setFixedHeight(horizontalHeader()->sizeHint().height() + 6 * verticalHeader()->defaultSectionSize() + 4);
}

QStringList SystemFiguresTable::rowNames()
{
    return { tr("per track, all"), tr("per track, genres"), tr("per track, subgenres"),
             tr("per label, all"), tr("per label, genres"), tr("per label, subgenres") };
}

void SystemFiguresTable::setFigures(const SystemFigures &figures, const std::optional<SystemFigures> &reference)
{
    m_figures = figures;
    m_reference = reference;
    const auto known = [](double value) { return std::isnan(value) ? QStringLiteral("—") : decimalText(value, 4); };
    for (size_t i = 0; i < 18; ++i) {
        const MeanFigure &value = figure(figures, i);
        QTableWidgetItem *cell = item(int(i / 3), int(i % 3));
        cell->setToolTip(
            tr("%1: standard deviation %2 over %3")
                .arg(QLatin1String(figureNames()[i]), known(value.deviation), countText(qint64(value.count))));
        QString text = known(value.mean);
        const double difference = reference ? value.mean - figure(*reference, i).mean : 0;
        if (std::isnan(difference) || std::fabs(difference) < 0.00005) {
            cell->setData(Qt::ForegroundRole, {});
        } else {
            text = (difference > 0 ? QStringLiteral("+") : QStringLiteral("−")) + decimalText(std::fabs(difference), 4)
                + QStringLiteral("  ") + text;
            cell->setForeground(curveColour(difference > 0 ? CurveColour::Green : CurveColour::Orange, palette()));
        }
        cell->setText(text);
    }
}

void SystemFiguresTable::changeEvent(QEvent *event)
{
    QTableWidget::changeEvent(event);
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::LocaleChange) && m_figures)
        setFigures(SystemFigures(*m_figures), std::optional(m_reference)); // with the palette's colours
}

void SystemFiguresTable::clearFigures()
{
    m_figures.reset();
    for (int row = 0; row < 6; ++row) {
        for (int column = 0; column < 3; ++column)
            item(row, column)->setText({});
    }
}

} // namespace melscope
