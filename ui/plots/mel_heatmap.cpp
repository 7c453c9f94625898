#include "ui/plots/mel_heatmap.h"

#include "core/base/number_text.h"
#include "ui/plots/colour_gradients.h"
#include "ui/plots/plot_style.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

namespace {

QString frequencyText(size_t band)
{
    const double hertz = bandCentreHz(band);
    return countText(std::llround(hertz));
}

} // namespace

MelHeatmap::MelHeatmap(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_plot(new QCustomPlot(this))
    , m_map(new QCPColorMap(m_plot->xAxis, m_plot->yAxis))
    , m_scale(new QCPColorScale(m_plot))
    , m_readout(new QLabel(this))
{
    setObjectName(QStringLiteral("melHeatmap"));
    setAccessibleName(tr("Mel bands of the selected track"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_readout);
    m_title->setObjectName(QStringLiteral("heatmapTitle"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_title->setVisible(false);
    m_readout->setObjectName(QStringLiteral("heatmapReadout"));
    m_readout->setMinimumHeight(m_readout->fontMetrics().height() + 2);
    m_readout->setWordWrap(true);
    setMinimumSize(230, 240);
    buildAxes();
    m_map->data()->setSize(int(kChannels), int(kBands));
    // Ranges are the centres of the outer cells.
    m_map->data()->setRange(QCPRange(0, kChannels - 1), QCPRange(0, kBands - 1));
    m_map->setInterpolate(false);
    m_map->setTightBoundary(false);
    m_map->setColorScale(m_scale);
    m_plot->plotLayout()->addElement(0, 1, m_scale);
    m_scale->setType(QCPAxis::atRight);
    m_scale->setBarWidth(12);
    auto *group = new QCPMarginGroup(m_plot);
    m_plot->axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    m_scale->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    connect(m_plot, &QCustomPlot::afterReplot, this, [this] { ++m_replots; });
    connect(m_plot, &QCustomPlot::mouseMove, this, [this](QMouseEvent *event) { showReadout(event->pos()); });
    restyle();
    clear(tr("Select a track."));
}

void MelHeatmap::buildAxes()
{
    auto channels = QSharedPointer<QCPAxisTickerText>::create();
    for (size_t channel = 0; channel < kChannels; ++channel)
        channels->addTick(double(channel), QLatin1String(kChannelNames[channel]));
    channels->setSubTickCount(0);
    m_plot->xAxis->setTicker(channels);
    m_plot->xAxis->setTickLabelRotation(-45);
    m_plot->yAxis->setLabel(tr("centre frequency (Hz)   mel band"));
    m_plot->xAxis->setRange(-0.5, kChannels - 0.5);
    m_plot->yAxis->setRange(-0.5, kBands - 0.5);
    for (QCPAxis *axis : { m_plot->xAxis, m_plot->yAxis }) {
        axis->grid()->setVisible(false);
        axis->setTickLengthIn(0);
        axis->setTickLengthOut(4);
        axis->setSubTicks(false);
    }
    for (QCPAxis *axis : { m_plot->xAxis2, m_plot->yAxis2 }) {
        axis->setVisible(true);
        axis->setTicks(false);
        axis->setTickLabels(false);
    }
}

/// As many bands as there is room to read, statistics upright where they would touch, the title elided.
void MelHeatmap::fitTexts()
{
    const int line = fontMetrics().height();
    const double pixelsEach = std::max(1.0, (m_plot->height() - 5.0 * line) / double(kBands));
    const auto step = std::max<size_t>(1, size_t(std::ceil(double(line + 2) / pixelsEach)));
    auto bands = QSharedPointer<QCPAxisTickerText>::create();
    for (size_t band = 0; band < kBands; band += step)
        bands->addTick(double(band),
                       QStringLiteral("%1   %2").arg(frequencyText(band), QString::number(band).rightJustified(2)));
    bands->setSubTickCount(0);
    m_plot->yAxis->setTicker(bands);
    m_plot->xAxis->setTickLabelRotation(m_plot->width() < 20 * line ? -90 : -45);
    m_title->setText(fontMetrics().elidedText(m_titleText, Qt::ElideMiddle, std::max(0, width() - 4)));
}

void MelHeatmap::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTexts();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void MelHeatmap::clear(const QString &reason)
{
    m_raw.reset();
    m_readout->setText(reason);
    refresh();
}

void MelHeatmap::setImage(const MelImage &raw)
{
    m_raw = raw;
    m_readout->setText(tr("Move the mouse over a cell to read it."));
    refresh();
}

void MelHeatmap::setReference(const std::optional<MelImage> &reference)
{
    if (m_reference == reference)
        return;
    m_reference = reference;
    if (m_view == MelView::Difference)
        refresh();
}

void MelHeatmap::setView(MelView view)
{
    if (m_view == view)
        return;
    m_view = view;
    restyle();
    refresh();
}

void MelHeatmap::setTitle(const QString &title)
{
    m_titleText = title;
    m_title->setToolTip(title);
    fitTexts();
    m_title->setVisible(!title.isEmpty());
}

std::optional<std::pair<double, double>> MelHeatmap::ownRange() const
{
    std::optional<std::pair<double, double>> range;
    for (size_t i = 0; m_raw && i < kImageSize; ++i) {
        const double value = double(m_shown[i]);
        if (!std::isfinite(value))
            continue;
        range =
            range ? std::pair(std::min(range->first, value), std::max(range->second, value)) : std::pair(value, value);
    }
    // A difference reads by its sign: nought in the middle.
    if (range && m_view == MelView::Difference) {
        const double most = std::max(std::abs(range->first), std::abs(range->second));
        range = std::pair(-most, most);
    }
    return range;
}

void MelHeatmap::setRange(const std::optional<std::pair<double, double>> &range)
{
    if (m_range == range)
        return;
    m_range = range;
    refresh();
}

std::pair<double, double> MelHeatmap::range() const
{
    return { m_map->dataRange().lower, m_map->dataRange().upper };
}

void MelHeatmap::refresh()
{
    if (m_raw)
        m_shown = viewed(*m_raw, m_view, m_reference ? &*m_reference : nullptr);
    for (size_t band = 0; band < kBands; ++band) {
        for (size_t channel = 0; channel < kChannels; ++channel)
            m_map->data()->setCell(int(channel), int(band), cell(band, channel));
    }
    m_scale->axis()->setLabel(m_view == MelView::Scaled        ? tr("share of the statistic's maximum")
                                  : m_view == MelView::Decibel ? tr("dB (10 log₁₀ of the raw value)")
                                  : m_view == MelView::Raw     ? tr("raw value")
                                                               : tr("dB above the mean"));
    m_map->setVisible(m_raw.has_value());
    const auto range = m_range ? m_range : ownRange();
    QCPRange shown = range ? QCPRange(range->first, range->second) : QCPRange(0, 1);
    if (shown.size() <= 0)
        shown = QCPRange(shown.lower, shown.lower + 1);
    m_map->setDataRange(shown);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void MelHeatmap::restyle()
{
    applyPlotStyle(*m_plot, palette());
    QCPAxis *axis = m_scale->axis();
    const QColor text = palette().color(QPalette::Text);
    axis->setTickLabelColor(text);
    axis->setLabelColor(text);
    axis->setTickLabelFont(font());
    axis->setLabelFont(font());
    QColor line = text;
    line.setAlpha(130);
    axis->setBasePen(QPen(line, 0));
    axis->setTickPen(QPen(line, 0));
    axis->setSubTickPen(QPen(line, 0));
    m_map->setGradient(m_view == MelView::Difference ? divergingGradient(palette()) : evenGradient(palette()));
}

void MelHeatmap::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (changesPlotStyle(*event)) {
        restyle();
        fitTexts();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    }
}

QString MelHeatmap::readoutText() const
{
    return m_readout->text();
}

void MelHeatmap::showReadout(const QPoint &position)
{
    if (!m_raw)
        return;
    const auto channel = std::llround(m_plot->xAxis->pixelToCoord(position.x()));
    const auto band = std::llround(m_plot->yAxis->pixelToCoord(position.y()));
    if (channel < 0 || channel >= qint64(kChannels) || band < 0 || band >= qint64(kBands))
        return;
    Q_EMIT channelHovered(int(channel));
    const size_t i = size_t(band) * kChannels + size_t(channel);
    const double raw = double((*m_raw)[i]);
    QString text =
        tr("band %1 (%2 Hz), %3: raw %4, %5")
            .arg(QString::number(band), frequencyText(size_t(band)), QLatin1String(kChannelNames[size_t(channel)]),
                 generalText(raw, 6), raw > 0 ? tr("%1 dB").arg(decimalText(10 * std::log10(raw), 1)) : tr("no level"));
    if (m_view == MelView::Scaled)
        text += tr(", %1 of its maximum").arg(decimalText(double(m_shown[i]), 4));
    if (m_view == MelView::Difference && std::isfinite(m_shown[i]))
        text += tr(", %1 dB above the mean").arg(decimalText(double(m_shown[i]), 1));
    m_readout->setText(text);
}

} // namespace melscope
