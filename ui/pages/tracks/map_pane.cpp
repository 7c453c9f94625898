#include "ui/pages/tracks/map_pane.h"

#include "core/base/number_text.h"
#include "ui/controls/elided_label.h"
#include "ui/pages/tracks/map_bar.h"
#include "ui/pages/tracks/map_card.h"
#include "ui/pages/tracks/map_colours.h"
#include "ui/pages/tracks/map_legend.h"
#include "ui/plots/map_plot.h"
#include "ui/session/session.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {

struct Coloured
{
    std::shared_ptr<const MapShades> shades;
    std::shared_ptr<const std::vector<uint8_t>> drawn;
};

} // namespace

MapPane::MapPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_reason(new QLabel(this))
    , m_begin(new QPushButton(tr("Make the map"), this))
    , m_bar(new MapBar(this))
    , m_stop(new QPushButton(this))
    , m_state(new ElidedLabel(this))
    , m_plot(new MapPlot(this))
    , m_legend(new MapLegend(this))
    , m_card(new MapCard(this))
{
    setObjectName(QStringLiteral("mapPane"));
    auto *empty = new QWidget(this);
    auto *emptyLayout = new QVBoxLayout(empty);
    m_reason->setObjectName(QStringLiteral("mapReason"));
    m_reason->setWordWrap(true);
    m_begin->setObjectName(QStringLiteral("makeMap"));
    emptyLayout->addWidget(m_reason);
    emptyLayout->addWidget(m_begin, 0, Qt::AlignLeft);
    emptyLayout->addStretch(1);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 2, 0, 0);
    layout->addWidget(m_bar);
    auto *splitter = new QSplitter(Qt::Horizontal, content);
    splitter->setObjectName(QStringLiteral("mapSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_plot);
    splitter->addWidget(m_legend);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({ 600, 190 });
    m_legend->setMinimumWidth(110);
    layout->addWidget(splitter, 1);
    auto *foot = new QHBoxLayout;
    m_state->setObjectName(QStringLiteral("mapState"));
    m_stop->setObjectName(QStringLiteral("mapStop"));
    m_stop->setAccessibleName(tr("Stop or begin anew"));
    foot->addWidget(new MapTools(*m_plot, content));
    foot->addSpacing(8);
    foot->addWidget(m_state, 1);
    foot->addWidget(m_stop);
    layout->addLayout(foot);
    m_stack->addWidget(empty);
    m_stack->addWidget(content);
    m_card->raise();

    connect(m_begin, &QPushButton::clicked, this, [this] { make(true); });
    connect(m_stop, &QPushButton::clicked, this, &MapPane::stop);
    connect(m_bar, &MapBar::mapWanted, this, [this] {
        m_isStopped = false;
        m_stage.reset();
        refresh();
    });
    connect(m_bar, &MapBar::coloursWanted, this, [this] {
        m_shades.reset();
        colour();
    });
    connect(m_legend, &MapLegend::hiddenChanged, this, &MapPane::colour);
    connect(m_plot, &MapPlot::pointClicked, this, [this](uint32_t point) {
        if (!m_stage)
            return; // the points are of the map that was before
        if (const auto tracks = m_stage->rows->at(point); !tracks.empty())
            Q_EMIT trackWanted(tracks.front());
    });
    connect(m_plot, &MapPlot::pointHovered, this, &MapPane::hover);
    connect(m_plot, &MapPlot::enclosed, this, &MapPane::pick);
    connect(&session.lane(Lane::Map), &JobLane::progressed, this, [this] {
        if (auto stage = m_outbox ? m_outbox->take() : std::nullopt)
            take(*stage);
    });
    connect(&session, &Session::dataChanged, this, &MapPane::forget);
    connect(&session, &Session::analysisChanged, this, [this] {
        // Other thresholds are the same run.
        const auto analysis = m_session.analysis();
        const auto run = analysis ? analysis->run : nullptr;
        if (run && m_run && run->folder == m_run->folder && run->history.size() == m_run->history.size())
            return;
        m_run = run;
        forget();
    });
    connect(&session, &Session::resultsChanged, this, [this] {
        m_bar->offer(m_run, m_session.trackContext().results != nullptr);
        colour();
    });
    refresh();
}

MapPane::~MapPane() = default;

void MapPane::say(const QString &text, bool canBegin)
{
    m_reason->setText(text);
    m_begin->setVisible(canBegin);
    m_stack->setCurrentIndex(0);
    m_card->hide();
}

/// Points of older data, or of another run, mean nothing in the new ones.
void MapPane::forget()
{
    m_making.cancel();
    m_colouring.cancel();
    m_hovering.cancel();
    m_picking.cancel();
    m_stage.reset();
    m_shades.reset();
    m_found.reset();
    m_track.reset();
    m_isStopped = false;
    m_plot->setMarked({});
    m_plot->setDrawing({});
    m_bar->offer(m_run, m_session.trackContext().results != nullptr);
    refresh();
}

void MapPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void MapPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colour();
}

void MapPane::setFound(const std::shared_ptr<const std::vector<uint32_t>> &tracks)
{
    m_found = tracks;
    if (m_bar->foundOnly()) {
        m_stage.reset();
        refresh();
    } else {
        colour();
    }
}

void MapPane::showTrack(std::optional<uint32_t> track)
{
    m_track = track;
    mark();
}

void MapPane::mark()
{
    std::optional<uint32_t> point;
    if (m_stage && m_track) {
        const std::vector<uint32_t> &tracks = m_stage->rows->tracks;
        const auto found = std::ranges::find(tracks, *m_track);
        if (found != tracks.end())
            point = uint32_t(std::ranges::upper_bound(m_stage->rows->begins, uint32_t(found - tracks.begin()))
                             - m_stage->rows->begins.begin() - 1);
    }
    m_plot->setMarked(point);
}

void MapPane::refresh()
{
    if (!isVisible())
        return; // nobody looks; see showEvent()
    const auto analysis = m_session.analysis();
    if (!m_session.data())
        return say(tr("Add ground truths and features first."));
    if (!analysis)
        return say(tr("Open a run: its network says where tracks lie on the map."));
    if (!m_stage)
        make(false);
}

void MapPane::make(bool mayMake)
{
    const auto analysis = m_session.analysis();
    if (!analysis || !m_session.data())
        return;
    if (m_stack->currentIndex() == 0)
        say(tr("Computing …"));
    m_outbox = std::make_shared<MapOutbox>();
    m_isStopped = false;
    const QStringList names = m_bar->parts();
    MapWish wish { m_session.data(),      analysis->run, { names.begin(), names.end() },
                   m_bar->byNeighbours(), mayMake,       m_bar->foundOnly() ? m_found : nullptr };
    m_making.run(
        m_session.lane(Lane::Map), this, tr("Making the map"),
        [wish = std::move(wish), outbox = m_outbox](const CancelToken &cancel, const ProgressCallback &progress) {
            return makeMap(wish, *outbox, cancel, progress);
        },
        [this, names](const Result<std::optional<MapStage>> &made) {
            if (made && *made)
                return take(**made);
            if (made)
                return say(tr("For this, the open run's network looks once at all tracks of %1; what it makes of them "
                              "is kept in the run's folder: 2 KB a track.")
                               .arg(names.join(QStringLiteral(", "))),
                           true);
            if (made.error().isCancelled() && m_stage) {
                m_isStopped = true; // by whoever cancels jobs
                return tellState();
            }
            say(made.error().isCancelled() ? tr("Cancelled") : made.error().text(), made.error().isCancelled());
        });
    tellState();
}

void MapPane::take(const MapStage &stage)
{
    const bool isOther = !m_stage || m_stage->rows != stage.rows;
    m_stage = stage;
    m_stack->setCurrentIndex(1);
    if (isOther) {
        m_shades.reset();
        m_plot->setDrawing({});
        mark();
        colour();
    } else if (MapDrawing drawing = m_plot->drawing(); drawing.shades) {
        drawing.points = m_stage->points;
        m_plot->setDrawing(drawing);
    }
    m_plot->setTable(table());
    tellState();
}

void MapPane::tellState()
{
    const bool isMaking = m_making.isBusy();
    m_stop->setVisible(isMaking || m_isStopped);
    m_stop->setText(isMaking ? tr("Stop") : tr("Begin anew"));
    if (!m_stage)
        return m_state->setWholeText({});
    const auto count = qint64(m_stage->tracks->size());
    const QString points = count == 1 ? tr("1 point") : tr("%1 points").arg(countText(count));
    if (isMaking && m_stage->round > 0)
        m_state->setWholeText(
            tr("%1, round %2 of %3").arg(points, countText(m_stage->round), countText(m_stage->rounds)));
    else if (isMaking)
        m_state->setWholeText(tr("%1, finding neighbours …").arg(points));
    else if (m_isStopped)
        m_state->setWholeText(
            tr("%1, stopped in round %2 of %3").arg(points, countText(m_stage->round), countText(m_stage->rounds)));
    else
        m_state->setWholeText(points);
}

void MapPane::stop()
{
    if (m_making.isBusy()) {
        m_making.cancel();
        m_isStopped = true;
        tellState();
        return;
    }
    m_stage.reset();
    make(true);
}

void MapPane::colour()
{
    if (!m_stage || !isVisible())
        return;
    const FilterContext context = m_session.trackContext();
    const auto colouring = m_bar->colouring();
    const bool isAll = !m_found || m_found->size() == context.data->trackCount() || m_bar->foundOnly();
    m_colouring.run(
        m_colourLane, this, tr("Colouring the map"),
        [context, colouring, label = m_bar->label(), stage = *m_stage, known = m_shades,
         hidden = m_shades ? m_legend->hidden() : std::set<uint8_t>(),
         found = isAll ? nullptr : m_found](const CancelToken &cancel, const ProgressCallback &) -> Result<Coloured> {
            Coloured coloured { known, nullptr };
            if (!coloured.shades) {
                auto shades = shadesOf(*context.data, context.results.get(), *stage.rows, colouring, label, cancel);
                if (!shades)
                    return passOn(shades);
                coloured.shades = std::make_shared<const MapShades>(std::move(*shades));
            }
            coloured.drawn =
                drawnShades(*coloured.shades, *stage.rows, hidden, found.get(), context.data->trackCount());
            return coloured;
        },
        [this, colouring](const Result<Coloured> &coloured) {
            if (!coloured) {
                if (!coloured.error().isCancelled())
                    m_state->setWholeText(coloured.error().text());
                return;
            }
            const MapColours colours = coloursOf(*coloured->shades, isFigure(colouring), palette());
            const bool isNew = m_shades != coloured->shades;
            m_shades = coloured->shades;
            if (isNew || m_legendColours != colours.shades) // in another theme
                m_legend->setShades(*m_shades, isFigure(colouring), colours.shades);
            m_legendColours = colours.shades;
            m_plot->setDrawing({ m_stage->points, coloured->drawn, std::make_shared<const MapColours>(colours) });
            m_plot->setTable(table());
            tellState();
            if (isNew && !m_legend->hidden().empty())
                colour(); // what was hidden before stays so
        });
}

void MapPane::hover(const std::optional<uint32_t> &point, const QPoint &place)
{
    m_hovering.cancel();
    if (!point || !m_stage) {
        m_card->hide();
        return;
    }
    m_hovering.run(
        m_session.lane(Lane::Images), this, tr("Looking up a track"),
        [context = m_session.trackContext(), rows = m_stage->rows, point = *point,
         colours = palette()](const CancelToken &, const ProgressCallback &) -> Result<MapCard::Content> {
            return MapCard::contentOf(context, rows->at(point), colours);
        },
        [this, place](const Result<MapCard::Content> &content) {
            if (content && !content->title.isEmpty())
                m_card->showAt(place, *content);
        });
}

void MapPane::pick(const std::vector<MapPoint> &polygon, bool isMore)
{
    if (!m_stage || !m_plot->drawing().shades)
        return;
    using Tracks = std::shared_ptr<const std::vector<uint32_t>>;
    m_picking.run(
        m_colourLane, this, tr("Enclosing tracks"),
        [polygon, drawing = m_plot->drawing(), rows = m_stage->rows](const CancelToken &,
                                                                     const ProgressCallback &) -> Result<Tracks> {
            std::vector<uint32_t> points = drawing.points->within(polygon);
            std::erase_if(points, [&](uint32_t point) { return (*drawing.shades)[point] == map_shade::kHidden; });
            return std::make_shared<const std::vector<uint32_t>>(rows->tracksOf(points));
        },
        [this, isMore](const Result<Tracks> &tracks) {
            if (tracks)
                Q_EMIT picked(*tracks, isMore);
        });
}

std::function<ResultTable()> MapPane::table() const
{
    if (!m_stage)
        return {};
    const auto colouring = m_bar->colouring();
    return [stage = *m_stage, shades = isFigure(colouring) ? nullptr : m_shades] {
        ResultTable table = mapTable(*stage.tracks, stage.points->positions());
        if (shades) {
            table.headers << QStringLiteral("colour");
            for (qsizetype i = 0; i < table.rows.size(); ++i)
                table.rows[i] << shades->kinds[shades->shades[size_t(i)]].name;
        }
        return table;
    };
}

} // namespace melscope
