#include "ui/pages/train/history_charts.h"

#include "core/base/number_text.h"
#include "ui/controls/elided_label.h"
#include "ui/numbers/number_form.h"
#include "ui/plots/figure_export.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>

#include <cmath>

namespace melscope {

namespace {
QString figureText(double value, int decimals)
{
    return std::isnan(value) ? QStringLiteral("–") : decimalText(value, decimals);
}
} // namespace

HistoryCharts::HistoryCharts(QWidget *parent)
    : QWidget(parent)
    , m_readout(new ElidedLabel(this))
    , m_save(new QPushButton(tr("Save charts …"), this))
{
    setObjectName(QStringLiteral("historyCharts"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(buildTools());
    auto *below = new QHBoxLayout; // what a language with longer words has no room for beside the switches
    layout->addLayout(below);
    m_readout->setObjectName(QStringLiteral("historyReadout"));
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    below->addWidget(m_readout, 1);
    below->addWidget(m_save);
    auto *grid = new QGridLayout;
    grid->setSpacing(4);
    layout->addLayout(grid, 1);
    using Figure = HistoryPlot::Figure;
    for (const Figure figure : { Figure::Loss, Figure::Quality, Figure::LearningRate, Figure::Speed }) {
        auto *plot = new HistoryPlot(figure, this);
        m_plots[size_t(figure)] = plot;
        grid->addWidget(plot, int(figure) / 2, int(figure) % 2);
        connect(plot, &HistoryPlot::epochHovered, this, &HistoryCharts::showEpoch);
        connect(plot, &HistoryPlot::epochRangeChanged, this, [this](double lower, double upper) {
            for (HistoryPlot *other : m_plots)
                other->setEpochRange(std::pair(lower, upper));
        });
        connect(plot, &HistoryPlot::epochRangeReset, this, [this] {
            for (HistoryPlot *other : m_plots)
                other->setEpochRange(std::nullopt);
        });
    }
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(0, 3);
    grid->setRowStretch(1, 2);
    showEpoch(0);
}

QWidget *HistoryCharts::buildTools()
{
    auto *tools = new QWidget(this);
    auto *layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    auto check = [&](const QString &text, const QString &name, const QString &toolTip) {
        auto *box = new QCheckBox(text, tools);
        box->setObjectName(name);
        box->setToolTip(toolTip);
        layout->addWidget(box);
        return box;
    };
    m_logValues = check(tr("Log loss"), QStringLiteral("logLoss"), tr("Logarithmic axis of the loss"));
    m_logEpochs = check(tr("Log epochs"), QStringLiteral("logEpochs"), tr("Logarithmic axes of the epochs"));
    m_average =
        check(tr("Mean over seeds"), QStringLiteral("averageSeeds"),
              tr("Runs that differ in nothing but the seed as their mean, with the standard deviation as a band"));
    auto *label = new QLabel(tr("Smoothing"), tools);
    m_smoothing = new QSlider(Qt::Horizontal, tools);
    m_smoothing->setObjectName(QStringLiteral("smoothing"));
    m_smoothing->setAccessibleName(tr("Smoothing"));
    m_smoothing->setToolTip(tr("Exponential average of the curves; they themselves stay visible, faint"));
    m_smoothing->setRange(0, 95);
    m_smoothing->setMaximumWidth(110);
    label->setBuddy(m_smoothing);
    layout->addSpacing(8);
    layout->addWidget(label);
    layout->addWidget(m_smoothing);
    layout->addStretch(1);
    m_save->setObjectName(QStringLiteral("saveCharts"));
    m_save->setToolTip(tr("The four charts as PNG, SVG or PDF, or the curves as CSV"));
    auto applyAxes = [this] {
        for (HistoryPlot *plot : m_plots)
            plot->setLogarithmic(m_logEpochs->isChecked(), m_logValues->isChecked() && plot == m_plots[0]);
    };
    connect(m_logEpochs, &QCheckBox::toggled, this, applyAxes);
    connect(m_logValues, &QCheckBox::toggled, this, applyAxes);
    followNumberForm(this, [this] { showEpoch(m_shownEpoch); });
    connect(m_average, &QCheckBox::toggled, this, &HistoryCharts::averagingChanged);
    connect(m_smoothing, &QSlider::valueChanged, this, [this](int value) {
        for (HistoryPlot *plot : m_plots)
            plot->setSmoothing(value / 100.0);
    });
    connect(m_save, &QPushButton::clicked, this, [this] {
        const QString path = chooseFigureFile(this, tr("training"));
        if (!path.isEmpty())
            Q_EMIT exportWanted(path);
    });
    return tools;
}

bool HistoryCharts::averagesSeeds() const
{
    return m_average->isChecked();
}

std::function<Result<std::string>()> HistoryCharts::render(const QString &path) const
{
    std::vector<QCustomPlot *> plots;
    for (HistoryPlot *plot : m_plots)
        plots.push_back(plot->plot());
    return figureContent(plots, 2, path);
}

void HistoryCharts::setCurves(const std::vector<HistoryCurves> &curves)
{
    m_curves = curves;
    for (HistoryPlot *plot : m_plots)
        plot->setCurves(curves);
    showEpoch(0);
}

void HistoryCharts::append(const EpochFigures &figures, int bestEpoch)
{
    if (m_curves.empty())
        m_curves.push_back({});
    m_curves.front().history.push_back(figures);
    m_curves.front().bestEpoch = bestEpoch;
    for (HistoryPlot *plot : m_plots)
        plot->append(figures, bestEpoch);
}

void HistoryCharts::showEpoch(int epoch)
{
    m_shownEpoch = epoch;
    for (HistoryPlot *plot : m_plots)
        plot->showCursor(epoch);
    QStringList parts;
    for (const HistoryCurves &curves : m_curves) {
        const auto found = std::ranges::find_if(
            curves.history, [epoch](const EpochFigures &figures) { return figures.epoch == epoch; });
        if (found == curves.history.end())
            continue;
        if (m_curves.size() > 1) {
            parts << tr("%1: loss %2, mAP %3")
                         .arg(curves.name, figureText(found->validationLoss, 5), figureText(found->map, 4));
            continue;
        }
        parts
            << tr("loss %1 / validation %2").arg(figureText(found->trainLoss, 5), figureText(found->validationLoss, 5))
            << tr("macro F1 %1").arg(figureText(found->macroF1, 4))
            << tr("mAP %1 (genres %2, subgenres %3)")
                   .arg(figureText(found->map, 4), figureText(found->mapGenres, 4), figureText(found->mapSubgenres, 4))
            << tr("learning rate %1").arg(generalText(found->learningRate, 3))
            << rateText(found->tracksPerSecond, tr("tracks"));
    }
    const QString text = parts.isEmpty()
        ? tr("Point at an epoch to read its figures; wheel and drag zoom and move, a double click shows all.")
        : tr("Epoch %1: %2").arg(QString::number(epoch), parts.join(QStringLiteral("  ·  ")));
    m_readout->setWholeText(text);
}

} // namespace melscope
