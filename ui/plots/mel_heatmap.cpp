#include "ui/plots/mel_heatmap.h"

#include "ui/plots/plot_style.h"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <cmath>
#include <limits>

namespace melscope {

namespace {

/// Perceptually even from dark to light, readable without colour vision (viridis).
QCPColorGradient evenGradient(const QColor &nothing)
{
    QCPColorGradient gradient;
    gradient.setColorStops({ { 0.0, QColor(0x44, 0x01, 0x54) }, { 0.125, QColor(0x48, 0x28, 0x78) }, { 0.25, QColor(0x3e, 0x4a, 0x89) },
                             { 0.375, QColor(0x31, 0x68, 0x8e) }, { 0.5, QColor(0x26, 0x82, 0x8e) }, { 0.625, QColor(0x1f, 0x9e, 0x89) },
                             { 0.75, QColor(0x35, 0xb7, 0x79) }, { 0.875, QColor(0x6d, 0xcd, 0x59) }, { 1.0, QColor(0xfd, 0xe7, 0x25) } });
    gradient.setNanHandling(QCPColorGradient::nhNanColor);
    gradient.setNanColor(nothing);
    return gradient;
}

QString frequencyText(size_t band)
{
    const double hertz = bandCentreHz(band);
    return QLocale(QLocale::English).toString(std::llround(hertz));
}

} // namespace

MelHeatmap::MelHeatmap(QWidget *parent)
    : QWidget(parent)
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
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_readout);
    m_readout->setObjectName(QStringLiteral("heatmapReadout"));
    m_readout->setMinimumHeight(m_readout->fontMetrics().height() + 2);
    m_readout->setWordWrap(true);
    setMinimumSize(260, 260);
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
    auto bands = QSharedPointer<QCPAxisTickerText>::create();
    for (size_t band = 0; band < kBands; band += 3)
        bands->addTick(double(band), QStringLiteral("%1   %2").arg(frequencyText(band)).arg(band, 2));
    bands->setSubTickCount(0);
    m_plot->yAxis->setTicker(bands);
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

void MelHeatmap::clear(const QString &reason)
{
    m_raw.reset();
    m_readout->setText(reason);
    refresh();
}

void MelHeatmap::setImage(const MelImage &raw)
{
    m_raw = raw;
    scaleByChannelMaximum(raw, m_scaled);
    m_readout->setText(tr("Move the mouse over a cell to read it."));
    refresh();
}

void MelHeatmap::setView(View view)
{
    m_view = view;
    refresh();
}

double MelHeatmap::cell(size_t band, size_t channel) const
{
    if (!m_raw)
        return std::numeric_limits<double>::quiet_NaN();
    const size_t i = band * kChannels + channel;
    const double raw = double((*m_raw)[i]);
    switch (m_view) {
    case View::Scaled:
        return double(m_scaled[i]);
    case View::Decibel:
        return raw > 0 ? 10 * std::log10(raw) : std::numeric_limits<double>::quiet_NaN();
    case View::Raw:
        return raw;
    }
    return 0;
}

void MelHeatmap::refresh()
{
    for (size_t band = 0; band < kBands; ++band) {
        for (size_t channel = 0; channel < kChannels; ++channel)
            m_map->data()->setCell(int(channel), int(band), cell(band, channel));
    }
    m_scale->axis()->setLabel(m_view == View::Scaled ? tr("share of the statistic's maximum")
                                  : m_view == View::Decibel ? tr("dB (10 log₁₀ of the raw value)")
                                                            : tr("raw value"));
    m_map->setVisible(m_raw.has_value());
    if (!m_raw)
        m_map->setDataRange(QCPRange(0, 1));
    else
        m_map->rescaleDataRange(true);
    if (m_map->dataRange().size() <= 0)
        m_map->setDataRange(QCPRange(m_map->dataRange().lower, m_map->dataRange().lower + 1));
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
    m_map->setGradient(evenGradient(palette().color(QPalette::Mid)));
}

void MelHeatmap::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        restyle();
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
    const size_t i = size_t(band) * kChannels + size_t(channel);
    const double raw = double((*m_raw)[i]);
    m_readout->setText(tr("band %1 (%2 Hz), %3: raw %4, %5 of its maximum, %6")
                           .arg(band)
                           .arg(frequencyText(size_t(band)), QLatin1String(kChannelNames[size_t(channel)]), QString::number(raw, 'g', 6),
                                QString::number(double(m_scaled[i]), 'f', 4),
                                raw > 0 ? tr("%1 dB").arg(10 * std::log10(raw), 0, 'f', 1) : tr("no level")));
}

} // namespace melscope
