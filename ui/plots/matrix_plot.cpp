#include "ui/plots/matrix_plot.h"

#include "ui/controls/fitted_label.h"
#include "ui/plots/colour_gradients.h"
#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

QString text(const std::string &label)
{
    return QString::fromStdString(label);
}

/// Names at the cells in sight, as many as there is room for.
QSharedPointer<QCPAxisTickerText> namesOf(const std::vector<std::string> &labels, const QCPAxis &axis, int pixelsEach,
                                          int longest, const QFontMetrics &metrics)
{
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    const double cells = std::max(1.0, axis.range().size());
    const double pixels = axis.orientation() == Qt::Horizontal ? axis.axisRect()->width() : axis.axisRect()->height();
    const auto step = std::max<qint64>(1, std::llround(std::ceil(cells * pixelsEach / std::max(1.0, pixels))));
    const auto first = std::max<qint64>(0, std::llround(axis.range().lower));
    const auto last = std::min<qint64>(qint64(labels.size()) - 1, std::llround(axis.range().upper));
    for (qint64 i = (first + step - 1) / step * step; i <= last; i += step)
        ticker->addTick(double(i), fittedLabel(text(labels[size_t(i)]), metrics, longest));
    ticker->setSubTickCount(0);
    return ticker;
}

} // namespace

MatrixPlot::MatrixPlot(QWidget *parent)
    : PlotWidget(QStringLiteral("matrixPlot"), tr("How labels stand together"), parent)
{
    addReadout(QStringLiteral("matrixReadout"), 2);
    setMinimumSize(320, 260);
    build();
    restyle();
}

void MatrixPlot::build()
{
    QCPLayoutGrid *grid = plot()->plotLayout();
    m_main = plot()->axisRect();
    m_top = new QCPAxisRect(plot(), true);
    m_side = new QCPAxisRect(plot(), true);
    m_scale = new QCPColorScale(plot());
    grid->addElement(1, 0, m_main);
    grid->addElement(0, 0, m_top);
    grid->addElement(1, 1, m_side);
    grid->addElement(1, 2, m_scale);
    grid->setRowStretchFactor(0, 0.16);
    grid->setColumnStretchFactor(1, 0.14);
    grid->setColumnStretchFactor(2, 0.001);
    grid->setRowSpacing(2);
    grid->setColumnSpacing(2);
    auto *columns = new QCPMarginGroup(plot());
    m_main->setMarginGroup(QCP::msLeft | QCP::msRight, columns);
    m_top->setMarginGroup(QCP::msLeft | QCP::msRight, columns);
    auto *rows = new QCPMarginGroup(plot());
    for (QCPLayoutElement *element : std::initializer_list<QCPLayoutElement *> { m_main, m_side, m_scale })
        element->setMarginGroup(QCP::msTop | QCP::msBottom, rows);

    QCPAxis *x = plot()->xAxis;
    QCPAxis *y = plot()->yAxis;
    y->setRangeReversed(true);
    x->setTickLabelRotation(-60);
    plot()->xAxis2->setVisible(false);
    plot()->yAxis2->setVisible(false);
    m_map = new QCPColorMap(x, y);
    m_map->setInterpolate(false);
    m_map->setTightBoundary(false);
    m_scale->setType(QCPAxis::atRight);
    m_scale->setBarWidth(12);
    m_map->setColorScale(m_scale);
    m_map->setDataRange(QCPRange(0, 1));
    buildBars();
    m_mark = new QCPItemRect(plot());
    m_mark->setClipAxisRect(m_main);
    m_mark->setVisible(false);
    // How many names have room is known when the layout is.
    connect(plot(), &QCustomPlot::afterLayout, this, [this] {
        if (std::exchange(m_laidOut, m_main->size()) == m_main->size())
            return;
        updateNames();
        replotSoon();
    });
}

/// The totals, beside the matrix and in step with it.
void MatrixPlot::buildBars()
{
    QCPAxis *topX = m_top->axis(QCPAxis::atBottom);
    QCPAxis *sideY = m_side->axis(QCPAxis::atLeft);
    sideY->setRangeReversed(true);
    m_columnBars = new QCPBars(topX, m_top->axis(QCPAxis::atLeft));
    m_rowBars = new QCPBars(sideY, m_side->axis(QCPAxis::atBottom));
    for (QCPBars *bars : { m_columnBars, m_rowBars })
        bars->setWidth(1);
    for (auto [axis, other] : { std::pair(plot()->xAxis, topX), std::pair(plot()->yAxis, sideY) }) {
        for (QCPAxis *each : { axis, other }) {
            each->setTickLengthIn(0);
            each->setSubTicks(false);
        }
        other->setTicks(false);
        other->setTickLabels(false);
        connect(axis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this,
                [this, other = other](const QCPRange &range) {
                    other->setRange(range);
                    updateNames();
                });
    }
    m_top->axis(QCPAxis::atLeft)->ticker()->setTickCount(2);
    m_side->axis(QCPAxis::atBottom)->ticker()->setTickCount(2);
    m_side->axis(QCPAxis::atBottom)->setTickLabelRotation(-60);
    // The colour scale alone is moved and zoomed by the library.
    plot()->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    for (QCPAxisRect *rect : { m_main, m_top, m_side }) {
        rect->setRangeDrag({});
        rect->setRangeZoom({});
        for (QCPAxis *axis : rect->axes())
            axis->grid()->setVisible(false);
    }
}

void MatrixPlot::setContent(std::shared_ptr<const MatrixContent> content)
{
    m_content = std::move(content);
    m_mark->setVisible(false);
    const auto rows = int(m_content->rows.size());
    const auto columns = int(m_content->columns.size());
    m_map->data()->setSize(std::max(columns, 1), std::max(rows, 1));
    m_map->data()->setRange(QCPRange(0, std::max(columns - 1, 1)), QCPRange(0, std::max(rows - 1, 1)));
    m_map->data()->fill(qQNaN());
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const float value = m_content->values[size_t(row) * size_t(columns) + size_t(column)];
            if (!std::isnan(value))
                m_map->data()->setCell(column, row, double(value));
        }
    }
    auto bars = [](QCPBars *bar, const std::vector<double> &totals, QCPAxis *axis) {
        QVector<double> at;
        for (size_t i = 0; i < totals.size(); ++i)
            at << double(i);
        bar->setData(at, QVector<double>(totals.begin(), totals.end()), true);
        axis->setRange(0, totals.empty() ? 1.0 : std::max(1.0, *std::max_element(totals.begin(), totals.end())));
    };
    bars(m_rowBars, m_content->rowTotals, m_side->axis(QCPAxis::atBottom));
    bars(m_columnBars, m_content->columnTotals, m_top->axis(QCPAxis::atLeft));
    plot()->xAxis->setLabel(m_content->columnTitle);
    plot()->yAxis->setLabel(m_content->rowTitle);
    m_scale->axis()->setLabel(m_content->valueTitle);
    setReadout(m_content->help);
    setAll(plot()->xAxis, -0.5, double(m_content->columns.size()) - 0.5);
    setAll(plot()->yAxis, -0.5, double(m_content->rows.size()) - 0.5);
    showAll();
}

void MatrixPlot::showAll()
{
    m_map->setDataRange(QCPRange(0, 1));
    PlotWidget::showAll();
    updateNames();
}

void MatrixPlot::updateNames()
{
    if (!m_content)
        return;
    const QFontMetrics metrics(font());
    const int longest = std::clamp(width() / 5, 60, 140);
    QCPAxis *x = plot()->xAxis;
    QCPAxis *y = plot()->yAxis;
    x->setTicker(namesOf(m_content->columns, *x, metrics.height() + 4, longest, metrics));
    y->setTicker(namesOf(m_content->rows, *y, metrics.height() + 1, longest, metrics));
}

std::optional<QPoint> MatrixPlot::labelsAt(const QPoint &position) const
{
    const auto cell = cellAt(position);
    const bool isCell =
        m_content && cell && QRect(0, 0, int(m_content->columns.size()), int(m_content->rows.size())).contains(*cell);
    return isCell ? cell : std::nullopt;
}

QPoint MatrixPlot::positionOf(size_t row, size_t column) const
{
    return { int(plot()->xAxis->coordToPixel(double(column))), int(plot()->yAxis->coordToPixel(double(row))) };
}

QString MatrixPlot::hoverText(const QPoint &position) const
{
    const auto cell = labelsAt(position);
    return cell ? m_content->readout(size_t(cell->y()), size_t(cell->x())) : QString();
}

void MatrixPlot::click(const QPoint &position)
{
    if (const auto cell = labelsAt(position)) {
        select(size_t(cell->y()), size_t(cell->x()));
        Q_EMIT cellClicked(size_t(cell->y()), size_t(cell->x()));
    }
}

std::function<ResultTable()> MatrixPlot::values() const
{
    return [content = m_content] {
        ResultTable table;
        if (!content)
            return table;
        table.headers << content->rowTitle + QStringLiteral(" / ") + content->columnTitle;
        for (const std::string &column : content->columns)
            table.headers << text(column);
        auto value = content->values.begin();
        for (const std::string &row : content->rows) {
            QStringList cells { text(row) };
            for (size_t column = 0; column < content->columns.size(); ++column)
                cells << cellText(double(*value++));
            table.rows << cells;
        }
        return table;
    };
}

void MatrixPlot::select(size_t row, size_t column)
{
    if (!m_content || row >= m_content->rows.size() || column >= m_content->columns.size())
        return;
    QCPAxis *x = plot()->xAxis;
    QCPAxis *y = plot()->yAxis;
    if (!x->range().contains(double(column)))
        x->setRange(double(column), x->range().size(), Qt::AlignCenter);
    if (!y->range().contains(double(row)))
        y->setRange(double(row), y->range().size(), Qt::AlignCenter);
    m_mark->topLeft->setCoords(double(column) - 0.5, double(row) - 0.5);
    m_mark->bottomRight->setCoords(double(column) + 0.5, double(row) + 0.5);
    m_mark->setVisible(true);
    setReadout(m_content->readout(row, column));
    replotSoon();
}

void MatrixPlot::restyle()
{
    PlotWidget::restyle();
    QCPColorGradient gradient = evenGradient(palette());
    // Nothing must look different from a little: white beside the darkest colour, or a grey on dark ground.
    const bool dark = palette().color(QPalette::Base).lightness() < 128;
    gradient.setNanColor(dark ? QColor(0x5a, 0x5c, 0x62) : palette().color(QPalette::Base));
    m_map->setGradient(gradient);
    for (QCPBars *bars : { m_columnBars, m_rowBars }) {
        bars->setPen(Qt::NoPen);
        bars->setBrush(curveColour(CurveColour::Blue, palette()));
    }
    m_mark->setPen(QPen(curveColour(CurveColour::Orange, palette()), 0));
}

} // namespace melscope
