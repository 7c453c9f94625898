#include "ui/pages/train/network_pane.h"

#include "core/base/memory_use.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/training/speed_estimate.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/row_table.h"
#include "ui/session/session.h"

#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {
constexpr int kEstimateDelay = 600; // ms after the last change of a setting
constexpr double kShareOfStep = 0.7; // of an epoch's time; the rest goes into batches and validation

/// Whether two recipes make steps of the same cost.
bool sameSpeed(const Recipe &a, const Recipe &b)
{
    return a.filters == b.filters && a.batchSize == b.batchSize && a.threads == b.threads && a.device == b.device
        && (a.dropout > 0) == (b.dropout > 0) && a.balance == b.balance;
}
} // namespace

NetworkPane::NetworkPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new TableModel(this))
    , m_estimateSoon(new QTimer(this))
{
    setObjectName(QStringLiteral("networkPane"));
    buildTable();
    m_estimateSoon->setSingleShot(true);
    m_estimateSoon->setInterval(kEstimateDelay);
    connect(m_estimateSoon, &QTimer::timeout, this, &NetworkPane::estimateSpeed);
    followNumberForm(this, [this] { describe(); });
    connect(&session, &Session::projectChanged, this, &NetworkPane::refresh);
    connect(&session, &Session::dataChanged, this, &NetworkPane::refresh);
    connect(&session, &Session::trainingStarted, this,
            [this] { m_estimating.cancel(); }); // it would only be in the way
    connect(&session, &Session::trainingEnded, this, [this] {
        m_tracksPerSecond = 0; // there is more experience now
        refresh();
    });
    refresh();
}

void NetworkPane::buildTable()
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    auto layer = [this](size_t row) -> const LayerDescription & { return m_layers[row]; };
    const int character = fontMetrics().averageCharWidth();
    m_model->setColumns({
        textColumn(
            "layer", tr("Layer"), {}, [=](size_t row) { return textOf(layer(row).name); }, 14 * character),
        textColumn(
            "operation", tr("Operation"), {}, [=](size_t row) { return textOf(layer(row).operation); },
            TableColumn::kStretched),
        textColumn(
            "output", tr("Output"), tr("Positions along the bands × channels"),
            [=](size_t row) {
                return tr("%1 × %2").arg(QString::number(layer(row).positions), QString::number(layer(row).channels));
            },
            18 * character)
            .aligned(Qt::AlignRight),
        countColumn("parameters", tr("Parameters"), tr("Running statistics counted, as the paper does"),
                    [=](size_t row) { return layer(row).parameters; })
            .wide(16 * character),
    });
    auto *table = makeRowTable(m_model, QStringLiteral("layerTable"), tr("Layers of the network"), this);
    table->setSortingEnabled(false); // the order is the network's
    layout->addWidget(table);
}

void NetworkPane::refresh()
{
    const auto data = m_session.data();
    std::vector<LabelSpace::SourceLabels> labels;
    for (size_t i = 0; data && i < data->sources.size(); ++i) {
        if (const auto &truth = data->sources[i].part(Part::Train).truth)
            labels.push_back({ data->sources[i].name, truth->labels() });
    }
    m_sources = labels.size();
    m_classes = labels.empty() ? 0 : int(LabelSpace::of(std::move(labels)).size());
    const Recipe &recipe = m_session.project().recipe;
    m_layers = m_classes > 0 ? describeLayers({ recipe.filters, m_classes }) : std::vector<LayerDescription>();
    m_model->setRows(m_layers.size());
    if (m_classes > 0
        && (m_tracksPerSecond == 0 || m_estimatedClasses != m_classes || !sameSpeed(m_estimated, recipe))) {
        m_tracksPerSecond = 0; // rather nothing than another network's
        m_estimateSoon->start();
    }
    describe();
}

void NetworkPane::describe()
{
    m_description = tr("The network's size is told once a ground truth is loaded.");
    if (m_classes > 0) {
        const Recipe &recipe = m_session.project().recipe;
        const auto tracks = m_session.data()->trainRecordings;
        const int batch = batchSizeFor(recipe, tracks);
        m_description = (m_sources == 1 ? tr("One source, %1 classes, %2 parameters, %3 training tracks.")
                                        : tr("%n sources with %1 classes together, %2 parameters, %3 training tracks.",
                                             nullptr, int(m_sources)))
                            .arg(countText(m_classes), countText(parameterCount({ recipe.filters, m_classes })),
                                 countText(qint64(tracks)));
        m_description += QLatin1Char(' ')
            + tr("Batches of %1, %2 steps an epoch")
                  .arg(countText(batch), countText(qint64((tracks + size_t(batch) - 1) / size_t(batch))));
        if (m_tracksPerSecond > 0)
            m_description +=
                tr(", about %1 (%2)")
                    .arg(durationText(double(tracks) / m_tracksPerSecond), rateText(m_tracksPerSecond, tr("tracks")));
        m_description += QLatin1Char('.');
        if (!m_problem.isEmpty() && sameSpeed(m_estimated, recipe))
            m_description += QLatin1Char(' ') + m_problem;
    }
    Q_EMIT described(m_description);
}

/// What of an estimate is left in earnest: by the last run of such a network here, else by what else the processors do
/// now.
double NetworkPane::experience(double estimate, const Recipe &recipe) const
{
    const auto &runs = m_session.runs().runs();
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        if (run->history.empty() || !sameSpeed(run->recipe, recipe)
            || run->parameters != qint64(parameterCount({ recipe.filters, m_classes })))
            continue;
        std::vector<double> speeds;
        for (const EpochFigures &epoch : run->history)
            speeds.push_back(epoch.tracksPerSecond);
        std::ranges::nth_element(speeds, speeds.begin() + ptrdiff_t(speeds.size() / 2));
        if (const double median = speeds[speeds.size() / 2]; median > 0)
            return median / estimate;
    }
    return kShareOfStep * freeShareOfProcessors();
}

void NetworkPane::estimateSpeed()
{
    if (m_session.isTraining() || m_classes == 0)
        return; // it would measure how the two disturb one another
    const Recipe recipe = m_session.project().recipe;
    m_estimating.run(
        m_session.lane(Lane::Data), this, tr("Estimating the speed"),
        [recipe, classes = m_classes, tracks = m_session.data()->trainRecordings](const CancelToken &cancel,
                                                                                  const ProgressCallback &) {
            return estimateTracksPerSecond(recipe, classes, tracks, cancel);
        },
        [this, recipe, classes = m_classes](const Result<double> &speed) {
            if (!speed && speed.error().isCancelled())
                return;
            m_tracksPerSecond = speed ? *speed * experience(*speed, recipe) : 0;
            m_problem = speed ? QString() : speed.error().text(); // a device that is not there
            m_estimated = recipe;
            m_estimatedClasses = classes;
            describe();
        });
}

} // namespace melscope
