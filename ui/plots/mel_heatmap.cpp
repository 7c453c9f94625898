#include "ui/plots/mel_heatmap.h"

#include "core/base/number_text.h"
#include "ui/plots/colour_gradients.h"

#include <QLabel>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace melscope {

namespace {

QString scaleLabel(MelView view, bool isSigned, bool isShort)
{
    switch (view) {
    case MelView::Input:
        if (isSigned)
            return isShort ? MelHeatmap::tr("deviations") : MelHeatmap::tr("standard deviations");
        [[fallthrough]];
    case MelView::Scaled:
        return isShort ? MelHeatmap::tr("share of maximum") : MelHeatmap::tr("share of the statistic's maximum");
    case MelView::Decibel:
        return isShort ? MelHeatmap::tr("dB") : MelHeatmap::tr("dB (10 log₁₀ of the raw value)");
    case MelView::Raw:
        return MelHeatmap::tr("raw value");
    case MelView::Difference:
        break;
    }
    return MelHeatmap::tr("dB above the mean");
}

// In line heights: below what width an image has nothing but numbers beside it, and what stands there takes, about.
constexpr int kNarrow = 17;
constexpr int kLinesBeside = 11;
constexpr int kLinesBesideNarrow = 7;

QString frequencyText(size_t band)
{
    const double hertz = bandCentreHz(band);
    return countText(std::llround(hertz));
}

} // namespace

MelHeatmap::MelHeatmap(QWidget *parent)
    : PlotWidget(QStringLiteral("melHeatmap"), tr("Mel bands of the selected track"), parent)
    , m_title(new QLabel(this))
    , m_map(new QCPColorMap(plot()->xAxis, plot()->yAxis))
    , m_scale(new QCPColorScale(plot()))
{
    qobject_cast<QVBoxLayout *>(layout())->insertWidget(0, m_title);
    m_title->setObjectName(QStringLiteral("heatmapTitle"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_title->setVisible(false);
    addReadout(QStringLiteral("heatmapReadout"), 1);
    setMinimumSize(230, 240);
    buildAxes();
    m_map->data()->setSize(int(kChannels), int(kBands));
    // Ranges are the centres of the outer cells.
    m_map->data()->setRange(QCPRange(0, kChannels - 1), QCPRange(0, kBands - 1));
    m_map->setInterpolate(false);
    m_map->setTightBoundary(false);
    m_map->setColorScale(m_scale);
    plot()->plotLayout()->addElement(0, 1, m_scale);
    m_scale->setType(QCPAxis::atRight);
    m_scale->setBarWidth(12);
    auto *group = new QCPMarginGroup(plot());
    plot()->axisRect()->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    m_scale->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    for (const QCPAxis *axis : { plot()->xAxis, plot()->yAxis })
        connect(axis, qOverload<const QCPRange &>(&QCPAxis::rangeChanged), this, &MelHeatmap::fitTexts);
    restyle();
    clear(tr("Select a track."));
}

void MelHeatmap::buildAxes()
{
    setAll(plot()->xAxis, -0.5, kChannels - 0.5);
    setAll(plot()->yAxis, -0.5, kBands - 0.5);
    for (QCPAxis *axis : { plot()->xAxis, plot()->yAxis }) {
        axis->grid()->setVisible(false);
        axis->setTickLengthIn(0);
        axis->setTickLengthOut(4);
        axis->setSubTicks(false);
    }
}

/// As many bands and statistics as there is room to read, and in a narrow image no more beside it than numbers; the
/// title elided.
void MelHeatmap::fitTexts()
{
    const int line = fontMetrics().height();
    const bool isNarrow = plot()->width() < kNarrow * line;
    const double pixelsEach = std::max(1.0, (plot()->height() - 5.0 * line) / plot()->yAxis->range().size());
    const auto step = std::max<size_t>(1, size_t(std::ceil(double(line + 2) / pixelsEach)));
    auto bands = QSharedPointer<QCPAxisTickerText>::create();
    for (size_t band = 0; band < kBands; band += step)
        bands->addTick(
            double(band),
            isNarrow ? frequencyText(band)
                     : QStringLiteral("%1   %2").arg(frequencyText(band), QString::number(band).rightJustified(2)));
    bands->setSubTickCount(0);
    plot()->yAxis->setTicker(bands);
    const bool isLow = plot()->height() < 18 * line; // the whole words do not fit beside the axes
    plot()->yAxis->setLabel(isNarrow ? QString() : isLow ? tr("Hz   band") : tr("centre frequency (Hz)   mel band"));
    m_scale->axis()->setLabel(isNarrow              ? QString()
                                  : m_isAttribution ? tr("share of the score")
                                                    : scaleLabel(m_view, m_isInputSigned, isLow));
    nameStatistics(isNarrow);
    m_title->setText(fontMetrics().elidedText(m_titleText, Qt::ElideMiddle, std::max(0, width() - 4)));
}

void MelHeatmap::nameStatistics(bool isNarrow)
{
    const int line = fontMetrics().height();
    const double room = plot()->width() - (isNarrow ? kLinesBesideNarrow : kLinesBeside) * line;
    const double pixelsEach = std::max(1.0, room / plot()->xAxis->range().size());
    // Upright where slanted names would touch; fewer where those would, too.
    const bool isUpright = pixelsEach < 1.5 * line;
    const auto step = isUpright ? std::max<size_t>(1, size_t(std::ceil(0.8 * line / pixelsEach))) : 1;
    auto statistics = QSharedPointer<QCPAxisTickerText>::create();
    for (size_t channel = 0; channel < kChannels; channel += step)
        statistics->addTick(double(channel), QLatin1String(kChannelNames[channel]));
    statistics->setSubTickCount(0);
    plot()->xAxis->setTicker(statistics);
    plot()->xAxis->setTickLabelRotation(isUpright ? -90 : -45);
}

void MelHeatmap::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitTexts();
    replotSoon();
}

void MelHeatmap::clear(const QString &reason)
{
    m_raw.reset();
    setReadout(reason);
    refresh();
}

void MelHeatmap::setImage(const MelImage &raw)
{
    show(raw, false);
}

void MelHeatmap::setAttribution(const MelImage &cells)
{
    show(cells, true);
}

void MelHeatmap::show(const MelImage &values, bool isAttribution)
{
    m_raw = values;
    setReadout(tr("Move the mouse over a cell to read it."));
    if (m_isAttribution != isAttribution) {
        m_isAttribution = isAttribution;
        restyle();
    }
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

void MelHeatmap::setInput(Transform transform, bool isSigned)
{
    m_input = std::move(transform);
    m_isInputSigned = isSigned;
    if (m_view != MelView::Input)
        return;
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
    if (range && isSigned()) {
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
        m_shown = m_isAttribution                 ? *m_raw
            : m_view == MelView::Input && m_input ? m_input(*m_raw)
                                                  : viewed(*m_raw, m_view, m_reference ? &*m_reference : nullptr);
    for (size_t band = 0; band < kBands; ++band) {
        for (size_t channel = 0; channel < kChannels; ++channel)
            m_map->data()->setCell(int(channel), int(band), cell(band, channel));
    }
    m_map->setVisible(m_raw.has_value());
    const auto range = m_range ? m_range : ownRange();
    QCPRange shown = range ? QCPRange(range->first, range->second) : QCPRange(0, 1);
    if (shown.size() <= 0)
        shown = QCPRange(shown.lower, shown.lower + 1);
    m_map->setDataRange(shown);
    replotSoon();
}

void MelHeatmap::restyle()
{
    PlotWidget::restyle();
    m_map->setGradient(isSigned() ? divergingGradient(palette()) : evenGradient(palette()));
    fitTexts();
}

std::optional<QPoint> MelHeatmap::imageCellAt(const QPoint &position) const
{
    const auto found = cellAt(position);
    return m_raw && found && QRect(0, 0, kChannels, kBands).contains(*found) ? found : std::nullopt;
}

void MelHeatmap::hover(const QPoint &position)
{
    if (const auto found = imageCellAt(position))
        Q_EMIT channelHovered(found->x());
    PlotWidget::hover(position);
}

void MelHeatmap::click(const QPoint &position)
{
    if (const auto found = imageCellAt(position))
        Q_EMIT cellClicked(found->y(), found->x());
}

bool MelHeatmap::beginGesture(const QPoint &position, Qt::KeyboardModifiers)
{
    const auto found = imageCellAt(position);
    if (!m_areCellsDraggable || !found)
        return false;
    m_grabbed = std::pair(*found, position);
    return true;
}

void MelHeatmap::gesture(const QPoint &position, bool isOver)
{
    const auto [cell, begin] = *m_grabbed;
    Q_EMIT cellDragged(cell.y(), cell.x(), begin.y() - position.y(), isOver);
}

QString MelHeatmap::hoverText(const QPoint &position) const
{
    const auto found = imageCellAt(position);
    if (!found)
        return {};
    const auto band = size_t(found->y());
    const auto channel = size_t(found->x());
    const size_t i = band * kChannels + channel;
    const double raw = double((*m_raw)[i]);
    if (m_isAttribution)
        return tr("band %1 (%2 Hz), %3: %4 of the score")
            .arg(QString::number(band), frequencyText(band), QLatin1String(kChannelNames[channel]),
                 generalText(raw, 3));
    QString text =
        tr("band %1 (%2 Hz), %3: raw %4, %5")
            .arg(QString::number(band), frequencyText(band), QLatin1String(kChannelNames[channel]), generalText(raw, 6),
                 raw > 0 ? tr("%1 dB").arg(decimalText(10 * std::log10(raw), 1)) : tr("no level"));
    if (isSigned() && m_view == MelView::Input)
        text += tr(", input %1").arg(decimalText(double(m_shown[i]), 3));
    else if (m_view == MelView::Scaled || m_view == MelView::Input)
        text += tr(", %1 of its maximum").arg(decimalText(double(m_shown[i]), 4));
    if (m_view == MelView::Difference && std::isfinite(m_shown[i]))
        text += tr(", %1 dB above the mean").arg(decimalText(double(m_shown[i]), 1));
    return text;
}

std::function<ResultTable()> MelHeatmap::values() const
{
    return [image = m_raw ? std::optional(m_shown) : std::nullopt] {
        const QString text = image ? QString::fromStdString(imageAsCsv(*image)) : QString();
        ResultTable table;
        for (const QString &line : text.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            table.rows << line.split(QLatin1Char(','));
        if (!table.rows.isEmpty())
            table.headers = table.rows.takeFirst();
        return table;
    };
}

} // namespace melscope
