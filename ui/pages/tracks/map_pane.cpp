#include "ui/pages/tracks/map_pane.h"

#include "core/base/number_text.h"
#include "ui/controls/elided_label.h"
#include "ui/pages/tracks/map_card.h"
#include "ui/pages/tracks/map_legend.h"
#include "ui/plots/map_plot.h"
#include "ui/plots/mel_thumbnail.h"
#include "ui/plots/plot_style.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {

struct Coloured
{
    std::shared_ptr<const MapShades> shades;
    std::shared_ptr<const std::vector<uint8_t>> drawn;
};

/// What the legend hides and what the filter leaves out taken away.
std::shared_ptr<const std::vector<uint8_t>> drawnShades(const MapShades &shades, const MapRows &rows,
                                                        const std::set<uint8_t> &hidden,
                                                        const std::vector<uint32_t> *found, size_t trackCount)
{
    auto drawn = std::make_shared<std::vector<uint8_t>>(shades.shades);
    std::vector<char> isFound(found != nullptr ? trackCount : 0);
    if (found != nullptr) {
        for (const uint32_t track : *found)
            isFound[track] = 1;
    }
    for (size_t point = 0; point < drawn->size(); ++point) {
        uint8_t &shade = (*drawn)[point];
        if (hidden.count(shade) > 0)
            shade = map_shade::kHidden;
        else if (found != nullptr
                 && std::ranges::none_of(rows.at(point), [&](uint32_t track) { return isFound[track] != 0; }))
            shade = map_shade::kPale;
    }
    return drawn;
}

uint32_t greyOf(const QPalette &palette, double share)
{
    const QColor text = palette.color(QPalette::Text);
    const QColor base = palette.color(QPalette::Base);
    const auto between = [&](int a, int b) { return int(a * share + b * (1 - share)); };
    return QColor(between(text.red(), base.red()), between(text.green(), base.green()),
                  between(text.blue(), base.blue()))
        .rgb();
}

MapColours coloursOf(const MapShades &shades, bool isFigure, const QPalette &palette)
{
    MapColours colours;
    colours.pale = greyOf(palette, 0.45);
    if (isFigure) {
        colours.shades = evenColours(MapShades::kSteps, palette);
        colours.shades.push_back(greyOf(palette, 0.35));
        return colours;
    }
    for (size_t i = 0; i < shades.kinds.size(); ++i)
        colours.shades.push_back(!shades.kinds[i].isRest            ? seriesColour(i, palette).rgb()
                                     : i + 1 == shades.kinds.size() ? greyOf(palette, 0.35)
                                                                    : greyOf(palette, 0.6));
    return colours;
}

} // namespace

MapPane::MapPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_reason(new QLabel(this))
    , m_begin(new QPushButton(tr("Make the map"), this))
    , m_parts(new QComboBox(this))
    , m_layoutKind(new QComboBox(this))
    , m_colours(new QComboBox(this))
    , m_label(new QLineEdit(this))
    , m_foundOnly(new QCheckBox(tr("Found only"), this))
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
    auto *bar = new QWidget(content);
    buildBar(bar);
    layout->addWidget(bar);
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
    for (QToolButton *tool : m_tools)
        foot->addWidget(tool);
    foot->addSpacing(8);
    foot->addWidget(m_state, 1);
    foot->addWidget(m_stop);
    layout->addLayout(foot);
    m_stack->addWidget(empty);
    m_stack->addWidget(content);
    m_card->raise();

    connect(m_begin, &QPushButton::clicked, this, [this] { make(true); });
    connect(m_legend, &MapLegend::hiddenChanged, this, &MapPane::colour);
    connect(m_plot, &MapPlot::pointClicked, this, [this](uint32_t point) {
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
        offerParts();
        forget();
    });
    connect(&session, &Session::resultsChanged, this, [this] {
        offerColourings();
        colour();
    });
    offerParts();
    offerColourings();
    refresh();
}

MapPane::~MapPane() = default;

void MapPane::buildBar(QWidget *bar)
{
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto name = [](QWidget *widget, const QString &object, const QString &accessible, const QString &tip) {
        widget->setObjectName(object);
        widget->setAccessibleName(accessible);
        widget->setToolTip(tip);
    };
    name(m_parts, QStringLiteral("mapParts"), tr("Parts on the map"), tr("Which tracks of the run are on the map"));
    name(m_layoutKind, QStringLiteral("mapLayout"), tr("Layout"),
         tr("Neighbours: what sounds alike lies together (UMAP). Principal axes: along the two directions in which the "
            "tracks differ most (PCA)."));
    name(m_colours, QStringLiteral("mapColours"), tr("Colours"), tr("What the colours tell"));
    name(m_label, QStringLiteral("mapLabel"), tr("Label of the score"), tr("The label whose score colours the map"));
    name(m_foundOnly, QStringLiteral("mapFoundOnly"), m_foundOnly->text(),
         tr("Lay out what the filter finds alone, instead of showing it among all"));
    m_layoutKind->addItem(tr("Neighbours"), true);
    m_layoutKind->addItem(tr("Principal axes"), false);
    for (QComboBox *box : { m_parts, m_layoutKind, m_colours }) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setMinimumWidth(60);
    }
    m_label->setPlaceholderText(tr("Label"));
    m_label->setMinimumWidth(60);
    layout->addWidget(m_parts);
    layout->addWidget(m_layoutKind);
    layout->addWidget(m_colours);
    layout->addWidget(m_label);
    struct ToolText
    {
        MapPlot::Tool tool;
        const char *object;
        QString text;
        QString tip;
    };
    for (const ToolText &text :
         { ToolText { MapPlot::Tool::Move, "mapMove", tr("Move"), tr("Drag to move the map") },
           ToolText { MapPlot::Tool::Rectangle, "mapRectangle", tr("Rectangle"),
                      tr("Drag to enclose points: they become what the filter finds. With Ctrl they are added.") },
           ToolText { MapPlot::Tool::Lasso, "mapLasso", tr("Lasso"),
                      tr("Draw about points (also with Shift, whatever is chosen): they become what the filter finds. "
                         "With Ctrl they are added.") } }) {
        auto *button = new QToolButton(this);
        name(button, QLatin1String(text.object), text.text, text.tip);
        button->setText(text.text);
        button->setCheckable(true);
        button->setAutoExclusive(true);
        button->setChecked(text.tool == MapPlot::Tool::Move);
        connect(button, &QToolButton::toggled, this, [this, tool = text.tool](bool on) {
            if (on)
                m_plot->setTool(tool);
        });
        m_tools.push_back(button);
    }
    layout->addWidget(m_foundOnly);
    layout->addStretch(1);
    const auto again = [this] {
        m_isStopped = false;
        m_stage.reset();
        refresh();
    };
    connect(m_parts, &QComboBox::activated, this, again);
    connect(m_layoutKind, &QComboBox::activated, this, again);
    connect(m_foundOnly, &QCheckBox::toggled, this, again);
    connect(m_colours, &QComboBox::activated, this, [this] {
        offerColourings();
        m_shades.reset();
        colour();
    });
    connect(m_label, &QLineEdit::editingFinished, this, [this] {
        m_shades.reset();
        colour();
    });
    connect(m_stop, &QPushButton::clicked, this, &MapPane::stop);
}

void MapPane::offerParts()
{
    const QString chosen = m_parts->currentText();
    m_parts->clear();
    const auto analysis = m_session.analysis();
    if (!analysis)
        return;
    const std::vector<RunPart> parts = partsOf(*analysis->run);
    const auto add = [this](const QStringList &names) { m_parts->addItem(names.join(QStringLiteral(" + ")), names); };
    QStringList all;
    for (const RunPart &part : parts)
        all << part.name;
    add(all.mid(0, 2));
    if (all.size() > 2)
        m_parts->addItem(tr("all parts"), all);
    for (const QString &name : all)
        add({ name });
    m_parts->setCurrentIndex(std::max(0, m_parts->findText(chosen)));
}

void MapPane::offerColourings()
{
    const auto analysis = m_session.analysis();
    const QVariant chosen = m_colours->currentData();
    m_colours->clear();
    const auto add = [this](MapColouring colouring, const QString &text) { m_colours->addItem(text, int(colouring)); };
    add(MapColouring::Genre, tr("Colour: genre"));
    add(MapColouring::Source, tr("Colour: source"));
    add(MapColouring::Part, tr("Colour: part"));
    add(MapColouring::Labels, tr("Colour: number of labels"));
    if (analysis && m_session.trackContext().results) {
        add(MapColouring::F1, tr("Colour: F1"));
        add(MapColouring::Score, tr("Colour: score of a label"));
    }
    m_colours->setCurrentIndex(std::max(0, m_colours->findData(chosen)));
    const bool needsLabel = m_colours->currentData().toInt() == int(MapColouring::Score);
    m_label->setVisible(needsLabel);
    if (needsLabel && m_label->completer() == nullptr) {
        QStringList labels;
        for (size_t source = 0; source < analysis->run->space.sourceCount(); ++source) {
            for (const std::string &label : analysis->run->space.labelsOf(source))
                labels << QString::fromStdString(label);
        }
        labels.removeDuplicates();
        auto *completer = new QCompleter(labels, m_label);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        m_label->setCompleter(completer);
        connect(completer, qOverload<const QString &>(&QCompleter::activated), this, [this] {
            m_shades.reset();
            colour();
        });
        if (m_label->text().isEmpty() && !labels.isEmpty())
            m_label->setText(labels.front());
    }
}

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
    m_label->setCompleter(nullptr);
    m_label->clear();
    m_plot->setMarked({});
    m_plot->setDrawing({});
    offerColourings();
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
    if (m_foundOnly->isChecked()) {
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
    const QStringList names = m_parts->currentData().toStringList();
    MapWish wish { m_session.data(),
                   analysis->run,
                   { names.begin(), names.end() },
                   m_layoutKind->currentData().toBool(),
                   mayMake,
                   m_foundOnly->isChecked() ? m_found : nullptr };
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
            if (made.error().isCancelled() && m_stage)
                return tellState();
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
    const auto colouring = MapColouring(m_colours->currentData().toInt());
    const bool isAll = !m_found || m_found->size() == context.data->trackCount() || m_foundOnly->isChecked();
    m_colouring.run(
        m_colourLane, this, tr("Colouring the map"),
        [context, colouring, label = m_label->text().trimmed(), stage = *m_stage, known = m_shades,
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
            if (isNew)
                m_legend->setShades(*m_shades, isFigure(colouring), colours.shades);
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
    const auto colouring = MapColouring(m_colours->currentData().toInt());
    return [stage = *m_stage, shades = isFigure(colouring) ? nullptr : m_shades] {
        ResultTable table;
        table.headers = { QStringLiteral("recordingmbid"), QStringLiteral("part"), QStringLiteral("x"),
                          QStringLiteral("y") };
        if (shades)
            table.headers << QStringLiteral("colour");
        for (size_t i = 0; i < stage.tracks->size(); ++i) {
            const MapPoint place = stage.points->at(i);
            table.rows << QStringList { QString::fromStdString(stage.tracks->key(i).text()),
                                        stage.tracks->parts()[stage.tracks->partOf(i)].part.name,
                                        QString::fromStdString(shortestText(float(place.x))),
                                        QString::fromStdString(shortestText(float(place.y))) };
            if (shades)
                table.rows.back() << shades->kinds[shades->shades[i]].name;
        }
        return table;
    };
}

} // namespace melscope
