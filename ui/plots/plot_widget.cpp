#include "ui/plots/plot_widget.h"

#include "core/base/number_text.h"
#include "ui/plots/figure_export.h"
#include "ui/plots/plot_style.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QToolTip>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

constexpr double kZoomStep = 0.85; ///< of the range, each notch of the wheel
constexpr double kDeepest = 1e-6; ///< of the whole, the least that is shown
constexpr int kClickPixels = 4; ///< the mouse may move so far in a click

/// What a step of zooming and moving is linear in.
double linear(const QCPAxis *axis, double value)
{
    return axis->scaleType() == QCPAxis::stLogarithmic ? std::log(value) : value;
}

double linearAt(const QCPAxis *axis, const QPointF &position)
{
    return linear(axis, axis->pixelToCoord(axis->orientation() == Qt::Horizontal ? position.x() : position.y()));
}

/// Curves and bars that mean something by themselves.
std::vector<QCPAbstractPlottable *> namedSeries(QCustomPlot &plot)
{
    std::vector<QCPAbstractPlottable *> series;
    for (int i = 0; i < plot.plottableCount(); ++i) {
        QCPAbstractPlottable *plottable = plot.plottable(i);
        if (plottable->interface1D() != nullptr && plottable->visible() && !plottable->name().isEmpty())
            series.push_back(plottable);
    }
    return series;
}

} // namespace

PlotWidget::PlotWidget(const QString &objectName, const QString &accessibleName, QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
{
    setObjectName(objectName);
    setAccessibleName(accessibleName);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_plot, 1);
    setMinimumSize(240, 170);
    for (QCPAxis *axis : { m_plot->xAxis2, m_plot->yAxis2 }) {
        axis->setVisible(true);
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] { ++m_replots; });
    followMouse();
    addMenu();
}

void PlotWidget::followMouse()
{
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this](QWheelEvent *event) { zoom(*event); });
    connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent *event) {
        if (event->button() == Qt::LeftButton)
            m_pressed = event->pos();
    });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent *event) {
        if (m_pressed)
            drag(event->pos());
        else
            hover(event->pos());
    });
    connect(m_plot, &QCustomPlot::mouseRelease, this, [this](QMouseEvent *event) {
        if (event->button() != Qt::LeftButton)
            return;
        const bool isClick = m_pressed && !m_dragged;
        m_pressed.reset();
        m_dragged.reset();
        if (isClick)
            click(event->pos());
    });
    connect(m_plot, &QCustomPlot::mouseDoubleClick, this, [this](QMouseEvent *event) {
        if (event->button() == Qt::LeftButton)
            showAll();
    });
}

void PlotWidget::addMenu()
{
    // QCustomPlot keeps all of the mouse to itself, so the menu has to be its own.
    m_plot->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto add = [this](const QString &text, const QString &name, auto slot) {
        auto *action = new QAction(text, this);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, slot);
        m_plot->addAction(action);
    };
    add(tr("Copy image"), QStringLiteral("copyImage"), &PlotWidget::copyImage);
    add(tr("Copy data"), QStringLiteral("copyData"), &PlotWidget::copyData);
    add(tr("Save …"), QStringLiteral("savePlot"), &PlotWidget::chooseFile);
}

void PlotWidget::setAll(QCPAxis *axis, double lower, double upper)
{
    const auto [place, isNew] = m_all.try_emplace(axis);
    if (std::exchange(place->second, std::pair(lower, upper)) != std::pair(lower, upper) || isNew)
        axis->setRange(lower, upper);
}

void PlotWidget::showAll()
{
    for (const auto &[axis, all] : m_all)
        axis->setRange(all.first, all.second);
    replotSoon();
}

void PlotWidget::zoom(const QWheelEvent &event)
{
    const QPointF position = event.position();
    if (!m_plot->xAxis->axisRect()->rect().contains(position.toPoint()))
        return;
    const double factor = std::pow(kZoomStep, event.angleDelta().y() / 120.0);
    for (const auto &[axis, all] : m_all) {
        const double at = linearAt(axis, position);
        moveTo(axis, at + (linear(axis, axis->range().lower) - at) * factor,
               at + (linear(axis, axis->range().upper) - at) * factor);
    }
}

void PlotWidget::drag(const QPoint &position)
{
    if (!m_plot->xAxis->axisRect()->rect().contains(*m_pressed)
        || (!m_dragged && (position - *m_pressed).manhattanLength() <= kClickPixels))
        return;
    QToolTip::hideText();
    const QPoint from = std::exchange(m_dragged, position).value_or(*m_pressed);
    for (const auto &[axis, all] : m_all) {
        const double shift = linearAt(axis, from) - linearAt(axis, position);
        moveTo(axis, linear(axis, axis->range().lower) + shift, linear(axis, axis->range().upper) + shift);
    }
}

/// Never much beyond the whole: no more than that, and its middle within it.
void PlotWidget::moveTo(QCPAxis *axis, double lower, double upper)
{
    const double first = linear(axis, m_all[axis].first);
    const double last = linear(axis, m_all[axis].second);
    if (upper - lower < (last - first) * kDeepest)
        return;
    if (upper - lower > (last - first) * (1 + 1e-9)) {
        lower = first;
        upper = last;
    }
    const double middle = (lower + upper) / 2;
    const double shift = std::clamp(middle, first, last) - middle;
    auto coordinate = [axis](double value) {
        return axis->scaleType() == QCPAxis::stLogarithmic ? std::exp(value) : value;
    };
    axis->setRange(coordinate(lower + shift), coordinate(upper + shift));
    replotSoon();
}

std::optional<QPoint> PlotWidget::cellAt(const QPoint &position) const
{
    if (!m_plot->xAxis->axisRect()->rect().contains(position))
        return {};
    return QPoint(int(std::lround(m_plot->xAxis->pixelToCoord(position.x()))),
                  int(std::lround(m_plot->yAxis->pixelToCoord(position.y()))));
}

void PlotWidget::hover(const QPoint &position)
{
    const QString text = hoverText(position);
    if (m_readout != nullptr && !text.isEmpty())
        setReadout(text);
    else if (m_readout == nullptr)
        QToolTip::showText(m_plot->mapToGlobal(position), text, m_plot); // an empty one hides it
}

QString PlotWidget::hoverText(const QPoint &position) const
{
    if (!cellAt(position))
        return {};
    const double wanted = m_plot->xAxis->pixelToCoord(position.x());
    QStringList lines;
    QString place;
    for (QCPAbstractPlottable *series : namedSeries(*m_plot)) {
        QCPPlottableInterface1D *points = series->interface1D();
        if (points->dataCount() == 0)
            continue;
        const int after = std::min(points->findBegin(wanted, false), points->dataCount() - 1);
        const int before = std::max(after - 1, 0);
        const int nearest = wanted - points->dataMainKey(before) < points->dataMainKey(after) - wanted ? before : after;
        if (std::isnan(points->dataMainValue(nearest)))
            continue;
        const QString of = m_plot->xAxis->label() + QLatin1Char(' ') + generalText(points->dataMainKey(nearest), 5);
        if (std::exchange(place, of) != of)
            lines << of;
        lines << tr("%1: %2").arg(series->name(), generalText(points->dataMainValue(nearest), 4));
    }
    return lines.join(QLatin1Char('\n'));
}

void PlotWidget::addReadout(const QString &objectName, int lines)
{
    m_readout = new QLabel(this);
    m_readout->setObjectName(objectName);
    m_readout->setWordWrap(true);
    m_readout->setMinimumHeight(lines * m_readout->fontMetrics().height() + 2);
    m_readout->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout()->addWidget(m_readout);
}

void PlotWidget::setReadout(const QString &text)
{
    m_readout->setText(text);
    m_readout->setToolTip(text);
}

QString PlotWidget::readoutText() const
{
    return m_readout != nullptr ? m_readout->text() : QString();
}

std::function<ResultTable()> PlotWidget::values() const
{
    QStringList headers { m_plot->xAxis->label() };
    std::vector<std::vector<QPointF>> all; // of each series, ascending
    for (QCPAbstractPlottable *series : namedSeries(*m_plot)) {
        headers << series->name();
        all.emplace_back();
        const QCPPlottableInterface1D *points = series->interface1D();
        for (int i = 0; i < points->dataCount(); ++i) {
            if (!std::isnan(points->dataMainKey(i)))
                all.back().emplace_back(points->dataMainKey(i), points->dataMainValue(i));
        }
    }
    // A row for each place; as many as it has values where a series has several in one.
    return [headers, all = std::move(all)] {
        ResultTable table { headers, {} };
        std::vector<size_t> next(all.size());
        while (true) {
            double least = qInf();
            for (size_t i = 0; i < all.size(); ++i) {
                if (next[i] < all[i].size())
                    least = std::min(least, all[i][next[i]].x());
            }
            if (std::isinf(least))
                return table;
            QStringList row { cellText(least) };
            for (size_t i = 0; i < all.size(); ++i) {
                const bool isHere = next[i] < all[i].size() && all[i][next[i]].x() == least;
                row << (isHere ? cellText(all[i][next[i]++].y()) : QString());
            }
            table.rows << row;
        }
    };
}

QString PlotWidget::cellText(double value)
{
    const QString text = std::isnan(value) ? QString() : QString::fromStdString(shortestText(value));
    return text.endsWith(QStringLiteral(".0")) ? text.chopped(2) : text; // counts and epochs
}

void PlotWidget::copyImage()
{
    QGuiApplication::clipboard()->setImage(m_plot->toPixmap(0, 0, devicePixelRatioF()).toImage());
}

void PlotWidget::copyData()
{
    const ResultTable table = values()();
    QStringList lines { table.headers.join(QLatin1Char('\t')) };
    for (const QStringList &row : table.rows)
        lines << row.join(QLatin1Char('\t'));
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

void PlotWidget::chooseFile()
{
    if (const QString path = chooseFigureFile(this, m_fileName.isEmpty() ? accessibleName() : m_fileName);
        !path.isEmpty())
        save(path);
}

void PlotWidget::save(const QString &path)
{
    if (path.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive))
        Q_EMIT exportWanted(tr("Saving the values"), path,
                            [values = values()] { return tableText(values(), TableFormat::Csv); });
    else
        Q_EMIT exportWanted(tr("Saving the plot"), path, figureContent({ m_plot }, 1, path));
}

void PlotWidget::restyle()
{
    applyPlotStyle(*m_plot, palette());
}

void PlotWidget::replotSoon()
{
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void PlotWidget::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (changesPlotStyle(*event)) {
        restyle();
        replotSoon();
    }
}

} // namespace melscope
