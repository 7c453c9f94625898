#include "ui/pages/tracks/tracks_page.h"

#include "core/base/number_text.h"
#include "ui/controls/button_action.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/empty_state.h"
#include "ui/pages/shared/header_menu.h"
#include "ui/pages/shared/label_tree.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/tracks/filter_edit.h"
#include "ui/pages/tracks/image_panel.h"
#include "ui/pages/tracks/map_pane.h"
#include "ui/pages/tracks/sound_panel.h"
#include "ui/pages/tracks/track_details.h"
#include "ui/pages/tracks/track_menu.h"
#include "ui/plots/plot_widget.h"
#include "ui/session/session.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace melscope {

namespace {
const QString kLabelsKey = QStringLiteral("tracksShowLabels");
const QString kSoundKey = QStringLiteral("tracksShowSound");
}

TracksPage::TracksPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_filter(new FilterEdit)
    , m_source(new QComboBox)
    , m_part(new QComboBox)
    , m_hits(new QLabel)
    , m_showLabels(new QToolButton)
    , m_showSound(new QToolButton)
    , m_labels(new LabelTree(QStringLiteral("trackLabelTree"), LabelTree::Counts::Rows))
    , m_splitter(new QSplitter(Qt::Horizontal))
    , m_views(new QTabWidget(m_splitter))
    , m_map(new MapPane(session, m_views))
    , m_model(new TrackModel(this))
{
    setObjectName(QStringLiteral("tracksPage"));
    auto *empty = new EmptyState(
        tr("No tracks yet"),
        tr("Here all recordings are filtered, and each is seen as the network sees it: its mel bands, its labels, its "
           "scores. Add ground truths and features on the Data page first."),
        this);
    connect(empty->addButton(tr("To the Data page"), QStringLiteral("tracksToData"), true), &QPushButton::clicked, this,
            &TracksPage::dataPageWanted);
    m_stack->addWidget(empty);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    auto *bar = new QWidget(content);
    buildBar(bar);
    layout->addWidget(bar);
    buildTable();
    m_upright = new QSplitter(Qt::Vertical, content);
    m_upright->setObjectName(QStringLiteral("soundSplitter"));
    m_upright->setChildrenCollapsible(false);
    m_upright->addWidget(m_splitter);
    layout->addWidget(m_upright, 1);
    m_stack->addWidget(content);
    buildActions();
    connect(&session, &Session::dataChanged, this, &TracksPage::refreshData);
    connect(&session, &Session::resultsChanged, this, [this] {
        offerResultColumns();
        query();
    });
    connect(&session, &Session::notesChanged, this, &TracksPage::query);
    offerResultColumns();
    refreshData();
}

void TracksPage::buildBar(QWidget *bar)
{
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    m_filter->setObjectName(QStringLiteral("trackFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_source->setObjectName(QStringLiteral("trackSource"));
    m_source->setAccessibleName(tr("Source"));
    m_part->setObjectName(QStringLiteral("trackPart"));
    m_part->setAccessibleName(tr("Part"));
    m_part->addItem(tr("All parts"), -1);
    for (const Part part : kParts)
        m_part->addItem(partName(part), int(part));
    m_hits->setObjectName(QStringLiteral("trackHits"));
    m_hits->setMinimumWidth(m_hits->fontMetrics().horizontalAdvance(QStringLiteral("000,000 of 000,000 rows")));
    m_showLabels->setText(tr("Labels"));
    m_showLabels->setObjectName(QStringLiteral("showLabelsButton"));
    m_showLabels->setCheckable(true);
    m_showLabels->setToolTip(tr("Show genres and subgenres beside the table; a click filters (Ctrl+L)"));
    m_showLabels->setShortcut(QKeySequence(QStringLiteral("Ctrl+L")));
    m_showSound->setText(tr("Sound"));
    m_showSound->setObjectName(QStringLiteral("showSoundButton"));
    m_showSound->setCheckable(true);
    m_showSound->setChecked(QSettings().value(kSoundKey, true).toBool());
    m_showSound->setToolTip(tr("Show the selected track's sound, where it has a file (Ctrl+U)"));
    m_showSound->setShortcut(QKeySequence(QStringLiteral("Ctrl+U")));
    m_showSound->setVisible(false);
    layout->addWidget(m_showLabels);
    layout->addWidget(m_showSound);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_source);
    layout->addWidget(m_part);
    layout->addWidget(m_hits);
    followNumberForm(this, [this] {
        if (m_session.data())
            showHits();
    });
    connect(m_filter, &QLineEdit::textChanged, this, &TracksPage::query);
    connect(m_source, &QComboBox::currentIndexChanged, this, &TracksPage::query);
    connect(m_part, &QComboBox::currentIndexChanged, this, &TracksPage::query);
    connect(m_showLabels, &QToolButton::toggled, this, [this](bool on) {
        m_labels->setVisible(on);
        QSettings().setValue(kLabelsKey, on);
        if (on)
            refreshLabels();
    });
    connect(m_showSound, &QToolButton::toggled, this, [this](bool on) {
        QSettings().setValue(kSoundKey, on);
        if (m_sound != nullptr)
            m_sound->setWanted(on);
    });
    connect(m_labels, &LabelTree::labelClicked, this, &TracksPage::selectLabel);
}

void TracksPage::buildTable()
{
    m_splitter->setObjectName(QStringLiteral("tracksSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_labels);
    m_splitter->addWidget(m_views);
    m_views->setObjectName(QStringLiteral("tracksViews"));
    m_views->setAccessibleName(tr("Tracks as a table or as a map"));
    m_views->setDocumentMode(true);
    m_table = makeRowTable(m_model, QStringLiteral("tracksTable"), tr("Recordings"), m_views);
    m_views->addTab(m_table, tr("Table"));
    m_views->addTab(m_map, tr("Map"));
    m_details = new TrackDetails(m_session, m_splitter);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 5);
    m_splitter->setStretchFactor(2, 4);
    m_splitter->setSizes({ 230, 500, 430 });
    m_labels->setMinimumWidth(200);
    m_labels->setVisible(false);
    m_showLabels->setChecked(QSettings().value(kLabelsKey, false).toBool());

    m_table->horizontalHeader()->setMinimumSectionSize(28);
    m_table->horizontalHeader()->setSectionsMovable(true);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &TracksPage::showContextMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TracksPage::showSelected);
    connect(m_details, &TrackDetails::filterWanted, this, &TracksPage::showFiltered);
    connect(m_details, &TrackDetails::trackWanted, this, &TracksPage::selectTrack);
    connect(m_map, &MapPane::picked, this, &TracksPage::showPicked);
    connect(m_map, &MapPane::trackWanted, this, [this](uint32_t track) {
        const auto data = m_session.data();
        selectTrack(data->sources[data->track(track).source].name, QString::fromStdString(data->idOf(track).text()));
    });
    connect(m_model, &TrackModel::orderWanted, this, [this](std::optional<int> by, Qt::SortOrder order) {
        m_order = by ? std::optional(TrackColumn(*by)) : std::nullopt;
        m_descending = order == Qt::DescendingOrder;
        query();
    });
}

void TracksPage::buildActions()
{
    auto add = [this](const QString &text, const QKeySequence &keys, auto slot) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(action);
        connect(action, &QAction::triggered, this, slot);
    };
    add(tr("&Filter the tracks"), QKeySequence::Find, [this] {
        m_filter->setFocus(Qt::ShortcutFocusReason);
        m_filter->selectAll();
    });
    add(tr("&Bookmark"), QKeySequence(QStringLiteral("Ctrl+B")), [this] { m_details->toggleBookmark(); });
    add(tr("&Note …"), QKeySequence(Qt::Key_F2), [this] { m_details->editNote(); });
    add(tr("&Show all tracks"), QKeySequence(Qt::Key_Escape), [this] {
        if (m_filter->closeProposals() || m_details->cancelNote())
            return;
        m_filter->clear();
        m_table->setFocus();
    });
    auto *labels = new ButtonAction(m_showLabels, tr("&Labels beside the table\tCtrl+L"), this);
    auto *sound = new ButtonAction(m_showSound, tr("So&und below the table\tCtrl+U"), this);
    addActions({ labels, sound });
    auto *again = new QAction(tr("What can be done with the &track …"), this);
    connect(
        again, &QAction::triggered, this,
        [this] { showContextMenu(m_table->visualRect(m_table->currentIndex()).center()); }, Qt::QueuedConnection);
    addAction(again);
}

/// Its plots take time to make, and most data have no sounds.
void TracksPage::buildSound()
{
    m_sound = new SoundPanel(m_session, m_upright);
    m_sound->setWanted(m_showSound->isChecked());
    m_upright->setStretchFactor(0, 3);
    m_upright->setStretchFactor(1, 2);
    m_upright->setSizes({ 480, 250 });
    for (const PlotWidget *plot : m_sound->findChildren<PlotWidget *>())
        connect(plot, &PlotWidget::exportWanted, &m_session, &Session::exportFile);
    // Where nobody types or presses a button by it.
    for (QWidget *place : { static_cast<QWidget *>(m_table), static_cast<QWidget *>(m_sound) }) {
        auto *play = new QAction(place);
        play->setShortcut(QKeySequence(Qt::Key_Space));
        play->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        place->addAction(play);
        connect(play, &QAction::triggered, m_sound, &SoundPanel::togglePlaying);
    }
}

void TracksPage::offerResultColumns()
{
    const bool hasResults = m_session.trackContext().results != nullptr;
    setColumnAvailable(m_table->horizontalHeader(), m_model, "f1", hasResults);
    setColumnAvailable(m_table->horizontalHeader(), m_model, "topScores", hasResults, false);
}

void TracksPage::refreshData()
{
    const auto data = m_session.data();
    m_stack->setCurrentIndex(data && data->trackCount() > 0 ? 1 : 0);
    m_filter->setData(data);
    // At first what tells a track from others, and leaves the labels in sight; the titles' menu has the rest.
    const bool hasNames = data && data->hasTags();
    for (const std::string_view key : TrackModel::kNameColumns)
        setColumnAvailable(m_table->horizontalHeader(), m_model, key, hasNames, key == "title" || key == "artist");
    setColumnAvailable(m_table->horizontalHeader(), m_model, "recording", true, !hasNames);
    const QString chosen = m_source->currentText();
    {
        const QSignalBlocker blocker(m_source);
        m_source->clear();
        m_source->addItem(tr("All sources"), QString());
        for (size_t i = 0; data && i < data->sources.size(); ++i)
            m_source->addItem(data->sources[i].name, data->sources[i].name);
        m_source->setCurrentIndex(std::max(0, m_source->findText(chosen)));
    }
    const bool hasSounds = data && data->hasSounds();
    m_showSound->setVisible(hasSounds);
    if (hasSounds && m_sound == nullptr)
        buildSound();
    // Rows of the older snapshot mean nothing in the new one.
    m_picked.reset();
    const auto selected =
        data && !m_selected.second.isEmpty() ? findTrack(m_selected.first, m_selected.second) : std::nullopt;
    m_wanted = selected;
    m_model->setTracks(m_session.trackContext(), std::make_shared<const std::vector<uint32_t>>());
    if (m_labels->isVisibleTo(this))
        refreshLabels();
    query();
}

void TracksPage::refreshLabels()
{
    const auto data = m_session.data();
    std::map<std::string, LabelStatistics::Label> sums;
    size_t recordings = 0;
    const QString source = m_source->currentData().toString();
    for (size_t i = 0; data && i < data->sources.size(); ++i) {
        if (!source.isEmpty() && data->sources[i].name != source)
            continue;
        for (const CollectedPart &part : data->sources[i].parts) {
            recordings += part.statistics.recordings;
            for (const LabelStatistics::Label &label : part.statistics.labels) {
                LabelStatistics::Label &sum = sums[label.name];
                sum.name = label.name;
                sum.recordings += label.recordings;
                sum.releaseGroups += label.releaseGroups;
            }
        }
    }
    std::vector<LabelStatistics::Label> labels;
    labels.reserve(sums.size());
    for (auto &[name, label] : sums)
        labels.push_back(std::move(label));
    m_labels->setLabels(labels, recordings);
}

QString TracksPage::wholeFilter() const
{
    QString text = m_filter->text().trimmed();
    if (!text.isEmpty())
        text = QLatin1Char('(') + text + QLatin1Char(')');
    if (const QString source = m_source->currentData().toString(); !source.isEmpty())
        text += QStringLiteral(" source:") + filterValue(source);
    if (const int part = m_part->currentData().toInt(); part >= 0)
        text += part == int(Part::Train)    ? QStringLiteral(" part:train")
            : part == int(Part::Validation) ? QStringLiteral(" part:validation")
                                            : QStringLiteral(" part:test");
    return text;
}

void TracksPage::query()
{
    m_query.cancel();
    FilterContext context = m_session.trackContext();
    context.picked = m_picked;
    if (!context.data)
        return;
    if (sender() == m_source && m_labels->isVisibleTo(this))
        refreshLabels();
    using Tracks = std::shared_ptr<const std::vector<uint32_t>>;
    m_query.run(
        m_session.lane(Lane::Tracks), this, tr("Filtering"),
        [context, text = wholeFilter(), typed = m_filter->text(), order = m_order,
         descending = m_descending](const CancelToken &cancel, const ProgressCallback &) -> Result<Tracks> {
            // What was typed first, so that the place of a mistake is that in the line.
            if (const auto line = TrackFilter::parse(typed); !line)
                return passOn(line);
            const auto filter = TrackFilter::parse(text);
            if (!filter)
                return passOn(filter);
            auto found = filter->apply(context, cancel);
            if (found && order)
                found = orderTracks(context, *order, descending, std::move(*found), cancel);
            if (!found)
                return passOn(found);
            return std::make_shared<const std::vector<uint32_t>>(std::move(*found));
        },
        [this, context](const Result<Tracks> &tracks) {
            if (tracks) {
                m_filter->setProblem({});
                showResult(context, *tracks);
                return;
            }
            const QString problem = tracks.error().isCancelled() ? tr("Cancelled") : tracks.error().what;
            m_filter->setProblem(tracks.error().isCancelled() ? QString() : problem);
            m_hits->setText(problem);
            m_hits->setToolTip(problem);
            Q_EMIT filtered();
        });
}

void TracksPage::showResult(const FilterContext &context, const std::shared_ptr<const std::vector<uint32_t>> &tracks)
{
    if (context.data != m_session.data())
        return;
    const auto selected = selectedTrack();
    const bool sameTracks = m_model->rows()->size() == tracks->size() && *m_model->rows() == *tracks;
    {
        const QSignalBlocker blocker(m_table->selectionModel());
        m_model->setTracks(context, tracks);
    }
    const auto wanted = m_wanted ? m_wanted : selected;
    m_wanted.reset();
    if (!wanted || !select(*wanted))
        m_table->selectRow(0);
    showHits();
    if (!sameTracks)
        m_details->images()->setShownTracks(tracks);
    m_map->setFound(tracks);
    showSelected();
    Q_EMIT filtered();
}

void TracksPage::showHits()
{
    const auto data = m_session.data();
    const auto total = qint64(data->trackCount());
    m_hits->setText(m_model->rowCount() == total
                        ? tr("%1 rows, %2 recordings").arg(countText(total), countText(qint64(data->recordings.size())))
                        : tr("%1 of %2 rows").arg(countText(m_model->rowCount()), countText(total)));
    m_hits->setToolTip(tr("A recording is a row in each source and part that has it."));
}

std::optional<uint32_t> TracksPage::selectedTrack() const
{
    const auto row = m_model->rowAt(m_table->currentIndex());
    return row ? std::optional(uint32_t(*row)) : std::nullopt;
}

void TracksPage::showSelected()
{
    const auto track = selectedTrack();
    const auto data = m_session.data();
    if (!data || !track || *track >= data->trackCount()) {
        m_details->clear();
        m_map->showTrack({});
        if (m_sound != nullptr)
            m_sound->showTrack({});
        return;
    }
    m_selected = { data->sources[data->track(*track).source].name, QString::fromStdString(data->idOf(*track).text()) };
    m_details->showTrack(*track);
    m_map->showTrack(track);
    if (m_sound != nullptr)
        m_sound->showTrack(track);
}

bool TracksPage::select(uint32_t track)
{
    const int row = m_model->viewRow(track);
    if (row < 0)
        return false;
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::EnsureVisible);
    return true;
}

std::optional<uint32_t> TracksPage::findTrack(const QString &source, const QString &id) const
{
    const auto data = m_session.data();
    const auto recording = data ? data->recordings.find(id.toStdString()) : std::nullopt;
    for (const TrackBlock &block : recording ? data->blocks : std::vector<TrackBlock>()) {
        if (data->sources[block.source].name != source)
            continue;
        const auto begin = data->recordingOf.begin() + block.first;
        const auto found = std::find(begin, begin + block.count, *recording);
        if (found != begin + block.count)
            return uint32_t(found - data->recordingOf.begin());
    }
    return std::nullopt;
}

bool TracksPage::selectTrack(const QString &source, const QString &id)
{
    const auto track = findTrack(source, id);
    if (!track)
        return false;
    m_table->setFocus(); // so that space plays it, and arrows go on from there
    if (!isBusy() && select(*track))
        return true;
    // Hidden by the filter, or the table is about to change.
    m_wanted = track;
    const QSignalBlocker blockers[] = { QSignalBlocker(m_filter), QSignalBlocker(m_source), QSignalBlocker(m_part) };
    m_filter->clear();
    m_source->setCurrentIndex(0);
    m_part->setCurrentIndex(0);
    query();
    return true;
}

QVariant TracksPage::viewState() const
{
    return QStringList { m_selected.first, m_selected.second };
}

void TracksPage::setViewState(const QVariant &state)
{
    const QStringList parts = state.toStringList();
    if (parts.size() != 2 || parts[1].isEmpty())
        return;
    m_selected = { parts[0], parts[1] }; // looked for when data come
    m_wanted = findTrack(parts[0], parts[1]);
    if (m_wanted && !isBusy() && select(*m_wanted))
        m_wanted.reset();
}

void TracksPage::showFiltered(const QString &filter)
{
    {
        const QSignalBlocker blockers[] = { QSignalBlocker(m_source), QSignalBlocker(m_part),
                                            QSignalBlocker(m_filter) };
        m_source->setCurrentIndex(0);
        m_part->setCurrentIndex(0);
        m_filter->setText(filter);
    }
    query();
}

/// What was enclosed on the map is what the filter finds, until another filter is typed.
void TracksPage::showPicked(const std::shared_ptr<const std::vector<uint32_t>> &tracks, bool isMore)
{
    auto all = std::make_shared<std::vector<uint32_t>>();
    if (isMore && m_picked)
        std::ranges::set_union(*m_picked, *tracks, std::back_inserter(*all));
    else
        *all = *tracks;
    m_picked = std::move(all);
    showFiltered(QStringLiteral("picked:yes"));
}

void TracksPage::selectLabel(const QString &label, bool add)
{
    const QString term = QStringLiteral("label:") + filterValue(label);
    const QString before = m_filter->text().trimmed();
    m_filter->setText(add && !before.isEmpty() ? before + QLatin1Char(' ') + term : term);
}

void TracksPage::showContextMenu(const QPoint &position)
{
    const auto track = selectedTrack();
    if (!track || !m_session.data())
        return;
    TrackMenu menu(m_session, *track, *m_details, this);
    connect(&menu, &TrackMenu::filterWanted, this, &TracksPage::showFiltered);
    menu.exec(m_table->viewport()->mapToGlobal(position));
}

} // namespace melscope
