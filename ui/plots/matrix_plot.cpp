#include "ui/plots/matrix_plot.h"

#include "ui/numbers/number_form.h"
#include "ui/plots/colour_gradients.h"
#include "ui/plots/plot_style.h"

#include <QEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QVBoxLayout>

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
        ticker->addTick(double(i), metrics.elidedText(text(labels[size_t(i)]), Qt::ElideMiddle, longest));
    ticker->setSubTickCount(0);
    return ticker;
}

} // namespace

MatrixPlot::MatrixPlot(QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
    , m_readout(new QLabel(this))
{
    setObjectName(QStringLiteral("matrixPlot"));
    setAccessibleName(tr("How labels stand together"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_readout);
    m_readout->setObjectName(QStringLiteral("matrixReadout"));
    m_readout->setWordWrap(true);
    m_readout->setMinimumHeight(2 * m_readout->fontMetrics().height() + 2);
    m_readout->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    setMinimumSize(320, 260);
    build();
    restyle();
}

void MatrixPlot::build()
{
    m_plot->plotLayout()->clear();
    m_main = new QCPAxisRect(m_plot, true);
    m_top = new QCPAxisRect(m_plot, true);
    m_side = new QCPAxisRect(m_plot, true);
    m_scale = new QCPColorScale(m_plot);
    m_plot->plotLayout()->addElement(0, 0, m_top);
    m_plot->plotLayout()->addElement(1, 0, m_main);
    m_plot->plotLayout()->addElement(1, 1, m_side);
    m_plot->plotLayout()->addElement(1, 2, m_scale);
    m_plot->plotLayout()->setRowStretchFactor(0, 0.16);
    m_plot->plotLayout()->setColumnStretchFactor(1, 0.14);
    m_plot->plotLayout()->setColumnStretchFactor(2, 0.001);
    m_plot->plotLayout()->setRowSpacing(2);
    m_plot->plotLayout()->setColumnSpacing(2);
    auto *columns = new QCPMarginGroup(m_plot);
    m_main->setMarginGroup(QCP::msLeft | QCP::msRight, columns);
    m_top->setMarginGroup(QCP::msLeft | QCP::msRight, columns);
    auto *rows = new QCPMarginGroup(m_plot);
    m_main->setMarginGroup(QCP::msTop | QCP::msBottom, rows);
    m_side->setMarginGroup(QCP::msTop | QCP::msBottom, rows);
    m_scale->setMarginGroup(QCP::msTop | QCP::msBottom, rows);

    QCPAxis *x = m_main->axis(QCPAxis::atBottom);
    QCPAxis *y = m_main->axis(QCPAxis::atLeft);
    y->setRangeReversed(true);
    x->setTickLabelRotation(-60);
    m_map = new QCPColorMap(x, y);
    m_map->setInterpolate(false);
    m_map->setTightBoundary(false);
    m_scale->setType(QCPAxis::atRight);
    m_scale->setBarWidth(12);
    m_map->setColorScale(m_scale);
    m_map->setDataRange(QCPRange(0, 1));
    QCPAxis *topX = m_top->axis(QCPAxis::atBottom);
    QCPAxis *sideY = m_side->axis(QCPAxis::atLeft);
    sideY->setRangeReversed(true);
    m_columnBars = new QCPBars(topX, m_top->axis(QCPAxis::atLeft));
    m_rowBars = new QCPBars(sideY, m_side->axis(QCPAxis::atBottom));
    for (QCPBars *bars : { m_columnBars, m_rowBars })
        bars->setWidth(1);
    for (QCPAxis *axis : { x, y, topX, sideY }) {
        axis->grid()->setVisible(false);
        axis->setTickLengthIn(0);
        axis->setSubTicks(false);
    }
    for (QCPAxis *axis : { topX, sideY }) {
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    m_top->axis(QCPAxis::atLeft)->ticker()->setTickCount(2);
    m_side->axis(QCPAxis::atBottom)->ticker()->setTickCount(2);
    m_side->axis(QCPAxis::atBottom)->setTickLabelRotation(-60);
    m_main->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    m_main->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    m_plot->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    for (QCPAxisRect *rect : { m_top, m_side }) {
        rect->setRangeDrag({});
        rect->setRangeZoom({});
    }
    m_mark = new QCPItemRect(m_plot);
    m_mark->topLeft->setAxes(x, y);
    m_mark->bottomRight->setAxes(x, y);
    m_mark->setClipAxisRect(m_main);
    m_mark->setVisible(false);

    const auto follow = [this](QCPAxis *other) {
        return [this, other](const QCPRange &range) {
            other->setRange(range);
            updateNames();
        };
    };
    connect(x, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, follow(topX));
    connect(y, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, follow(sideY));
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent *event) {
        size_t row = 0;
        size_t column = 0;
        if (cellAt(event->position(), row, column))
            showReadout(row, column);
    });
    connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent *event) { m_pressed = event->pos(); });
    connect(m_plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent *event) {
        size_t row = 0;
        size_t column = 0;
        const bool dragged = (event->pos() - m_pressed).manhattanLength() > 4;
        if (!dragged && event->button() == Qt::LeftButton && cellAt(event->position(), row, column)) {
            select(row, column);
            Q_EMIT cellClicked(row, column);
        }
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, &MatrixPlot::showAll);
    // How many names have room is known when the layout is.
    connect(m_plot, &QCustomPlot::afterLayout, this, [this] {
        if (std::exchange(m_laidOut, m_main->size()) == m_main->size())
            return;
        updateNames();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    });
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
    m_main->axis(QCPAxis::atBottom)->setLabel(m_content->columnTitle);
    m_main->axis(QCPAxis::atLeft)->setLabel(m_content->rowTitle);
    m_scale->axis()->setLabel(m_content->valueTitle);
    m_readout->setText(m_content->help);
    showAll();
}

void MatrixPlot::showAll()
{
    if (!m_content)
        return;
    m_main->axis(QCPAxis::atBottom)->setRange(-0.5, double(m_content->columns.size()) - 0.5);
    m_main->axis(QCPAxis::atLeft)->setRange(-0.5, double(m_content->rows.size()) - 0.5);
    updateNames();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void MatrixPlot::updateNames()
{
    if (!m_content)
        return;
    const QFontMetrics metrics(font());
    QCPAxis *x = m_main->axis(QCPAxis::atBottom);
    QCPAxis *y = m_main->axis(QCPAxis::atLeft);
    const int longest = std::clamp(width() / 5, 60, 140);
    x->setTicker(namesOf(m_content->columns, *x, metrics.height() + 4, longest, metrics));
    y->setTicker(namesOf(m_content->rows, *y, metrics.height() + 1, longest, metrics));
}

bool MatrixPlot::cellAt(const QPointF &position, size_t &row, size_t &column) const
{
    if (!m_content || !m_main->rect().contains(position.toPoint()))
        return false;
    const auto c = std::llround(m_main->axis(QCPAxis::atBottom)->pixelToCoord(position.x()));
    const auto r = std::llround(m_main->axis(QCPAxis::atLeft)->pixelToCoord(position.y()));
    if (c < 0 || r < 0 || c >= qint64(m_content->columns.size()) || r >= qint64(m_content->rows.size()))
        return false;
    row = size_t(r);
    column = size_t(c);
    return true;
}

QPoint MatrixPlot::positionOf(size_t row, size_t column) const
{
    return { int(m_main->axis(QCPAxis::atBottom)->coordToPixel(double(column))),
             int(m_main->axis(QCPAxis::atLeft)->coordToPixel(double(row))) };
}

void MatrixPlot::showReadout(size_t row, size_t column)
{
    m_readout->setText(m_content->readout(row, column));
    m_readout->setToolTip(m_readout->text());
}

void MatrixPlot::select(size_t row, size_t column)
{
    if (!m_content || row >= m_content->rows.size() || column >= m_content->columns.size())
        return;
    QCPAxis *x = m_main->axis(QCPAxis::atBottom);
    QCPAxis *y = m_main->axis(QCPAxis::atLeft);
    if (!x->range().contains(double(column)))
        x->setRange(double(column), x->range().size(), Qt::AlignCenter);
    if (!y->range().contains(double(row)))
        y->setRange(double(row), y->range().size(), Qt::AlignCenter);
    m_mark->topLeft->setCoords(double(column) - 0.5, double(row) - 0.5);
    m_mark->bottomRight->setCoords(double(column) + 0.5, double(row) + 0.5);
    m_mark->setVisible(true);
    showReadout(row, column);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString MatrixPlot::readoutText() const
{
    return m_readout->text();
}

void MatrixPlot::restyle()
{
    m_plot->setLocale(numberLocale());
    const QColor text = palette().color(QPalette::Text);
    QColor line = text;
    line.setAlpha(130);
    m_plot->setBackground(QBrush(palette().color(QPalette::Base)));
    QList<QCPAxis *> axes { m_scale->axis() };
    for (QCPAxisRect *rect : { m_main, m_top, m_side })
        axes << rect->axes();
    for (QCPAxis *axis : std::as_const(axes)) {
        axis->setBasePen(QPen(line, 0));
        axis->setTickPen(QPen(line, 0));
        axis->setSubTickPen(QPen(line, 0));
        axis->setTickLabelColor(text);
        axis->setLabelColor(text);
        axis->setTickLabelFont(font());
        axis->setLabelFont(font());
        axis->grid()->setVisible(false);
    }
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

void MatrixPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (changesPlotStyle(*event)) {
        restyle();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    }
}

} // namespace melscope
