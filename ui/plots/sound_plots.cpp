#include "ui/plots/sound_plots.h"

#include "core/base/number_text.h"
#include "core/features/mel_view.h"
#include "core/scoring/score_matrix.h"
#include "ui/plots/colour_gradients.h"
#include "ui/plots/plot_style.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

constexpr double kShownDecibels = 70; ///< below the loudest

/// The times of a sound's columns.
QVector<double> columnTimes(const SoundView &sound)
{
    QVector<double> times;
    const double step = sound.seconds / double(sound.columns());
    for (size_t column = 0; column < sound.columns(); ++column)
        times << (double(column) + 0.5) * step;
    return times;
}

} // namespace

SpectrogramPlot::SpectrogramPlot(QWidget *parent)
    : TimePlot(QStringLiteral("spectrogramPlot"), tr("Mel bands over time"), parent)
    , m_map(new QCPColorMap(plot()->xAxis, plot()->yAxis))
{
    m_map->setInterpolate(false);
    m_map->setTightBoundary(true);
    m_map->setVisible(false);
    plot()->yAxis->setLabel(tr("Hz"));
    plot()->yAxis->setSubTicks(false);
    plot()->yAxis->grid()->setVisible(false);
    plot()->xAxis->grid()->setVisible(false);
    setAll(plot()->yAxis, -0.5, kBands - 0.5);
    restyle();
}

void SpectrogramPlot::setSound(const std::shared_ptr<const SoundView> &sound)
{
    m_sound = sound;
    m_map->setVisible(sound != nullptr);
    setLength(sound ? sound->seconds : 0);
    if (sound) {
        const auto columns = int(sound->columns());
        const double step = sound->seconds / columns;
        m_map->data()->setSize(columns, int(kBands));
        m_map->data()->setRange(QCPRange(step / 2, sound->seconds - step / 2), QCPRange(0, kBands - 1));
        for (int column = 0; column < columns; ++column) {
            for (int band = 0; band < int(kBands); ++band)
                m_map->data()->setCell(column, band, double(sound->bands[size_t(column) * kBands + size_t(band)]));
        }
        const double loudest = double(*std::ranges::max_element(sound->bands));
        m_map->setDataRange(QCPRange(loudest - kShownDecibels, loudest));
    }
    replotSoon();
}

void SpectrogramPlot::restyle()
{
    TimePlot::restyle();
    m_map->setGradient(evenGradient(palette()));
}

/// As many frequencies as there is room for.
void SpectrogramPlot::resizeEvent(QResizeEvent *event)
{
    TimePlot::resizeEvent(event);
    const auto fitting = size_t(std::max(2, plot()->height() / (2 * fontMetrics().height())));
    const size_t step = std::max<size_t>(1, (kBands + fitting - 1) / fitting);
    auto bands = QSharedPointer<QCPAxisTickerText>::create();
    for (size_t band = step / 2; band < kBands; band += step)
        bands->addTick(double(band), countText(std::llround(bandCentreHz(band))));
    plot()->yAxis->setTicker(bands);
    replotSoon();
}

QString SpectrogramPlot::hoverText(const QPoint &position) const
{
    const auto time = timeAt(position);
    const auto cell = cellAt(position);
    if (!m_sound || !time || !cell || cell->y() < 0 || cell->y() >= int(kBands))
        return {};
    const auto column = std::min(size_t(*time / m_sound->seconds * double(m_sound->columns())), m_sound->columns() - 1);
    const auto band = size_t(cell->y());
    return tr("%1\nband %2 (%3 Hz): %4 dB")
        .arg(timeText(*time), QString::number(band), countText(std::llround(bandCentreHz(band))),
             decimalText(double(m_sound->bands[column * kBands + band]), 1));
}

std::function<ResultTable()> SpectrogramPlot::values() const
{
    return [sound = m_sound] {
        ResultTable table { { tr("seconds") }, {} };
        for (size_t band = 0; band < kBands; ++band)
            table.headers << tr("band %1, dB").arg(band);
        const QVector<double> times = sound ? columnTimes(*sound) : QVector<double>();
        for (qsizetype column = 0; column < times.size(); ++column) {
            QStringList row { cellText(times[column]) };
            for (size_t band = 0; band < kBands; ++band)
                row << cellText(double(sound->bands[size_t(column) * kBands + band]));
            table.rows << row;
        }
        return table;
    };
}

WaveformPlot::WaveformPlot(QWidget *parent)
    : TimePlot(QStringLiteral("waveformPlot"), tr("Waveform"), parent)
    , m_high(plot()->addGraph())
    , m_low(plot()->addGraph())
{
    m_high->setName(tr("highest"));
    m_low->setName(tr("lowest"));
    m_high->setChannelFillGraph(m_low);
    plot()->yAxis->setLabel(tr("level"));
    plot()->yAxis->setSubTicks(false);
    plot()->yAxis->ticker()->setTickCount(2);
    restyle();
}

void WaveformPlot::setSound(const std::shared_ptr<const SoundView> &sound)
{
    setLength(sound ? sound->seconds : 0);
    // Quiet music fills the plot, too.
    double loudest = 0.01;
    for (size_t column = 0; sound && column < sound->columns(); ++column)
        loudest = std::max({ loudest, std::abs(double(sound->low[column])), std::abs(double(sound->high[column])) });
    setAll(plot()->yAxis, -1.05 * loudest, 1.05 * loudest);
    const QVector<double> times = sound ? columnTimes(*sound) : QVector<double>();
    m_high->setData(times, sound ? QVector<double>(sound->high.begin(), sound->high.end()) : QVector<double>(), true);
    m_low->setData(times, sound ? QVector<double>(sound->low.begin(), sound->low.end()) : QVector<double>(), true);
    replotSoon();
}

void WaveformPlot::restyle()
{
    TimePlot::restyle();
    const QColor colour = curveColour(CurveColour::Blue, palette());
    m_high->setPen(QPen(colour, 1));
    m_low->setPen(QPen(colour, 1));
    m_high->setBrush(faded(colour, 160));
}

ScoresPlot::ScoresPlot(QWidget *parent)
    : TimePlot(QStringLiteral("scoresOverTimePlot"), tr("Scores over time"), parent)
{
    setMinimumHeight(90); // with its legend
    plot()->yAxis->setLabel(tr("score"));
    plot()->yAxis->setSubTicks(false);
    plot()->yAxis->ticker()->setTickCount(2);
    placeLegendAbove(*plot());
    restyle();
}

void ScoresPlot::setScores(const std::shared_ptr<const ScoresOverTime> &scores, std::vector<Curve> curves)
{
    m_scores = scores;
    m_curves = std::move(curves);
    for (QCPGraph *graph : m_graphs)
        plot()->removeGraph(graph);
    m_graphs.clear();
    setLength(scores ? scores->sound->seconds : 0);
    double highest = 0.01;
    for (const Curve &curve : m_curves) {
        QCPGraph *graph = plot()->addGraph();
        graph->setName(curve.name);
        QVector<double> times;
        QVector<double> values;
        for (size_t window = 0; window < scores->scores->rows(); ++window) {
            times << scores->sound->windowCentres[window];
            values << double(scores->scores->row(window)[curve.label]);
            highest = std::max(highest, values.back());
        }
        if (times.size() == 1) { // one window is the whole sound
            times = { 0, scores->sound->seconds };
            values << values.front();
        }
        graph->setData(times, values, true);
        m_graphs.push_back(graph);
    }
    setAll(plot()->yAxis, 0, highest * 1.08);
    restyle();
    replotSoon();
}

void ScoresPlot::restyle()
{
    TimePlot::restyle();
    for (size_t i = 0; i < m_graphs.size(); ++i)
        m_graphs[i]->setPen(QPen(seriesColour(i, palette()), 1));
}

QString ScoresPlot::hoverText(const QPoint &position) const
{
    const auto time = timeAt(position);
    if (!m_scores || !time || m_curves.empty())
        return {};
    const std::vector<double> &centres = m_scores->sound->windowCentres;
    const auto after = std::lower_bound(centres.begin(), centres.end(), *time);
    auto window = size_t(after - centres.begin());
    if (window == centres.size() || (window > 0 && *time - centres[window - 1] < centres[window] - *time))
        --window;
    QStringList lines {
        tr("the %1 s around %2").arg(QString::number(int(SoundView::kWindowSeconds)), timeText(centres[window]))
    };
    for (const Curve &curve : m_curves) {
        const double score = double(m_scores->scores->row(window)[curve.label]);
        lines << (std::isnan(curve.threshold)
                      ? tr("%1: %2").arg(curve.name, decimalText(score, 4))
                      : tr("%1: %2 (threshold %3)")
                            .arg(curve.name, decimalText(score, 4), decimalText(curve.threshold, 4)));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace melscope
