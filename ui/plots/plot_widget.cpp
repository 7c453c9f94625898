#include "ui/plots/plot_widget.h"

#include "core/base/number_text.h"
#include "ui/plots/figure_export.h"
#include "ui/plots/plot_style.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QEvent>
#include <QFrame>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

constexpr double kKeyStep = 0.1; ///< of what is shown, each press of an arrow
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
    , m_reset(new QToolButton(m_plot))
    , m_focus(new QFrame(this))
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
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] {
        ++m_replots;
        placeReset();
    });
    setFocusPolicy(Qt::StrongFocus);
    m_plot->setFocusPolicy(Qt::NoFocus); // this widget has the keyboard
    m_reset->setObjectName(objectName + QStringLiteral("ShowAll"));
    m_reset->setText(tr("Show all"));
    m_reset->setToolTip(tr("The whole again (double click, or Home)"));
    m_reset->setFocusPolicy(Qt::NoFocus);
    m_reset->hide();
    connect(m_reset, &QToolButton::clicked, this, &PlotWidget::showAll);
    m_focus->setFrameShape(QFrame::Box);
    m_focus->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_focus->hide();
    followMouse();
    addMenu();
}

void PlotWidget::followMouse()
{
    connect(m_plot, &QCustomPlot::mouseWheel, this, [this](QWheelEvent *event) { zoom(*event); });
    connect(m_plot, &QCustomPlot::mousePress, this, [this](QMouseEvent *event) {
        if (event->button() == Qt::LeftButton) {
            m_pressed = event->pos();
            m_keys = event->modifiers();
            setFocus(Qt::MouseFocusReason);
        }
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
        else if (std::exchange(m_isGesture, false))
            gesture(event->pos(), true);
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
    add(tr("Show all"), QStringLiteral("showAllOfPlot"), &PlotWidget::showAll);
    add(tr("Copy a description"), QStringLiteral("copyDescription"),
        [this] { QGuiApplication::clipboard()->setText(description()); });
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
    if (m_plot->xAxis->axisRect()->rect().contains(position.toPoint()))
        zoomAt(position, std::pow(kZoomStep, event.angleDelta().y() / 120.0));
}

void PlotWidget::zoomAt(const QPointF &position, double factor)
{
    for (const auto &[axis, all] : m_all) {
        const double at = linearAt(axis, position);
        moveTo(axis, at + (linear(axis, axis->range().lower) - at) * factor,
               at + (linear(axis, axis->range().upper) - at) * factor);
    }
}

void PlotWidget::shiftBy(double horizontally, double vertically)
{
    for (const auto &[axis, all] : m_all) {
        const double lower = linear(axis, axis->range().lower);
        const double upper = linear(axis, axis->range().upper);
        const double shift = (axis->orientation() == Qt::Horizontal ? horizontally : vertically) * (upper - lower);
        moveTo(axis, lower + shift, upper + shift);
    }
}

bool PlotWidget::isZoomed() const
{
    return std::ranges::any_of(m_all, [](const auto &known) {
        const auto &[axis, all] = known;
        const double slack = 1e-6 * (all.second - all.first);
        return axis->range().lower > all.first + slack || axis->range().upper < all.second - slack;
    });
}

void PlotWidget::placeReset()
{
    m_reset->setVisible(isZoomed());
    if (!m_reset->isVisible())
        return;
    const QSize size = m_reset->sizeHint();
    const QRect room = m_plot->xAxis->axisRect()->rect();
    m_reset->setGeometry(QRect(room.topRight() - QPoint(size.width() + 4, -4), size));
}

void PlotWidget::keyPressEvent(QKeyEvent *event)
{
    const QPointF middle = m_plot->xAxis->axisRect()->rect().center();
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: // where plus needs Shift
        return zoomAt(middle, kZoomStep);
    case Qt::Key_Minus:
        return zoomAt(middle, 1 / kZoomStep);
    case Qt::Key_Left:
        return shiftBy(-kKeyStep, 0);
    case Qt::Key_Right:
        return shiftBy(kKeyStep, 0);
    case Qt::Key_Up:
        return shiftBy(0, kKeyStep);
    case Qt::Key_Down:
        return shiftBy(0, -kKeyStep);
    case Qt::Key_Home:
        return showAll();
    case Qt::Key_Menu: {
        QContextMenuEvent menu(QContextMenuEvent::Keyboard, m_plot->rect().center(),
                               m_plot->mapToGlobal(m_plot->rect().center()));
        QCoreApplication::sendEvent(m_plot, &menu);
        return;
    }
    default:
        QWidget::keyPressEvent(event);
    }
}

void PlotWidget::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    setAccessibleDescription(description());
    const bool isByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    m_focus->setVisible(isByKey);
    drawFocus();
}

void PlotWidget::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_focus->hide();
}

void PlotWidget::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    drawFocus();
}

void PlotWidget::drawFocus()
{
    m_focus->setGeometry(m_plot->geometry());
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, palette().color(QPalette::Highlight));
    m_focus->setPalette(colours);
    m_focus->raise();
}

QString PlotWidget::description() const
{
    QStringList parts;
    for (QCPAbstractPlottable *series : namedSeries(*m_plot)) {
        const QCPPlottableInterface1D *points = series->interface1D();
        double least = qInf();
        double greatest = -qInf();
        double leastAt = 0;
        double greatestAt = 0;
        int first = -1;
        int last = -1;
        for (int i = 0; i < points->dataCount(); ++i) {
            const double value = points->dataMainValue(i);
            if (std::isnan(value))
                continue;
            first = first < 0 ? i : first;
            last = i;
            if (value < least)
                least = value, leastAt = points->dataMainKey(i);
            if (value > greatest)
                greatest = value, greatestAt = points->dataMainKey(i);
        }
        if (first < 0)
            continue;
        auto text = [](double value) { return generalText(value, 4); };
        parts << tr("%1: from %2 at %3 to %4 at %5, least %6 at %7, greatest %8 at %9.")
                     .arg(series->name(), text(points->dataMainValue(first)), text(points->dataMainKey(first)),
                          text(points->dataMainValue(last)), text(points->dataMainKey(last)), text(least),
                          text(leastAt), text(greatest), text(greatestAt));
    }
    const QString over = m_plot->xAxis->label();
    return parts.isEmpty() ? tr("Nothing is shown.")
                           : (over.isEmpty() ? QString() : tr("Over %1. ").arg(over)) + parts.join(QLatin1Char(' '));
}

void PlotWidget::drag(const QPoint &position)
{
    if (!m_plot->xAxis->axisRect()->rect().contains(*m_pressed)
        || (!m_dragged && (position - *m_pressed).manhattanLength() <= kClickPixels))
        return;
    QToolTip::hideText();
    if (!m_dragged)
        m_isGesture = beginGesture(*m_pressed, m_keys);
    const QPoint from = std::exchange(m_dragged, position).value_or(*m_pressed);
    if (m_isGesture)
        return gesture(position, false);
    for (const auto &[axis, all] : m_all) {
        const double shift = linearAt(axis, from) - linearAt(axis, position);
        moveTo(axis, linear(axis, axis->range().lower) + shift, linear(axis, axis->range().upper) + shift);
    }
}

/// Never beyond the whole.
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
    const double shift = lower < first ? first - lower : upper > last ? last - upper : 0;
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
