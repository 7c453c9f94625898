#include "ui/pages/tracks/neighbours_pane.h"

#include "core/base/number_text.h"
#include "core/exploring/neighbours.h"
#include "ui/controls/elided_label.h"
#include "ui/models/table_model.h"
#include "ui/models/track_text.h"
#include "ui/pages/shared/row_table.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

struct NeighboursPane::Indexes
{
    std::shared_ptr<const Run> run;
    std::map<QString, std::shared_ptr<const NeighbourIndex>> ofPart;

    /// Null where it would have to be made, which takes time and room, and that is not wanted yet.
    Result<std::shared_ptr<const NeighbourIndex>> find(const QString &part, bool mayMake, const CancelToken &cancel,
                                                       const ProgressCallback &progress)
    {
        std::shared_ptr<const NeighbourIndex> &index = ofPart[part];
        if (index || (!mayMake && !QFileInfo::exists(run->folder + QLatin1Char('/') + run_file::embedding(part))))
            return index;
        const auto known = findPart(*run, part);
        if (!known)
            return passOn(known);
        auto made = neighboursOf(*run, *known, 0, cancel, progress);
        if (made)
            index = *made;
        return made;
    }
};

namespace {

QString partOf(const Collection &data, const TrackRef &track)
{
    switch (track.part) {
    case Part::Train:
        return QStringLiteral("train");
    case Part::Validation:
        return QStringLiteral("validation");
    case Part::Test:
        break;
    }
    return QStringLiteral("test-") + data.sources[track.source].name;
}

} // namespace

NeighboursPane::NeighboursPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_reason(new QLabel(this))
    , m_begin(new QPushButton(tr("Find tracks that sound like this one"), this))
    , m_summary(new ElidedLabel(this))
    , m_otherGroups(new QCheckBox(tr("Other albums only"), this))
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("neighboursPane"));
    auto *empty = new QWidget(this);
    auto *emptyLayout = new QVBoxLayout(empty);
    m_reason->setObjectName(QStringLiteral("neighboursReason"));
    m_reason->setWordWrap(true);
    m_begin->setObjectName(QStringLiteral("findNeighbours"));
    emptyLayout->addWidget(m_reason);
    emptyLayout->addWidget(m_begin, 0, Qt::AlignLeft);
    emptyLayout->addStretch(1);
    m_stack->addWidget(empty);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 2, 0, 0);
    auto *bar = new QHBoxLayout;
    m_summary->setObjectName(QStringLiteral("neighbourLabels"));
    m_otherGroups->setObjectName(QStringLiteral("otherAlbums"));
    m_otherGroups->setToolTip(tr("Leave out the tracks of the same release group"));
    bar->addWidget(m_summary, 1);
    bar->addWidget(m_otherGroups);
    layout->addLayout(bar);
    const auto name = [this](size_t i) {
        const Collection &data = *m_session.data();
        const QString name = trackName(data.tagsOf(data.track(m_rows[i].track)));
        return name.isEmpty() ? QString::fromStdString(data.idOf(m_rows[i].track).text()) : name;
    };
    const auto labels = [this](size_t i) {
        const Collection &data = *m_session.data();
        const TrackRef ref = data.track(m_rows[i].track);
        QStringList labels;
        if (const GroundTruth *truth = data.truthOf(ref)) {
            for (const uint32_t label : truth->labelsOf(ref.index))
                labels << QString::fromStdString(truth->spelling(label));
        }
        return labels.join(QStringLiteral(" · "));
    };
    m_model->setColumns({ textColumn("name", tr("Track"), {}, name, TableColumn::kStretched),
                          figureColumn("distance", tr("Distance"),
                                       tr("1 less the cosine of the angle between what the network makes of the two"),
                                       [this](size_t i) { return m_rows[i].distance; })
                              .wide(78),
                          textColumn("labels", tr("Labels"), {}, labels, TableColumn::kStretched),
                          textColumn("recording", tr("Recording"), {}, [this](size_t i) {
                              return QString::fromStdString(m_session.data()->idOf(m_rows[i].track).text());
                          }).hiddenAtFirst() });
    m_table = makeRowTable(m_model, QStringLiteral("neighboursTable"), tr("Tracks that sound like this one"), content);
    m_table->setToolTip(tr("A double click shows the track."));
    layout->addWidget(m_table, 1);
    m_stack->addWidget(content);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        const auto row = m_model->rowAt(index);
        const auto data = m_session.data();
        if (!row || !data)
            return;
        const uint32_t track = m_rows[*row].track;
        Q_EMIT trackWanted(data->sources[data->track(track).source].name,
                           QString::fromStdString(data->idOf(track).text()));
    });
    connect(m_begin, &QPushButton::clicked, this, [this] {
        const auto data = m_session.data();
        if (data && m_track && *m_track < data->trackCount())
            find(partOf(*data, data->track(*m_track)), true);
    });
    connect(m_otherGroups, &QCheckBox::toggled, this, &NeighboursPane::refresh);
    connect(&session, &Session::dataChanged, this, &NeighboursPane::forget);
    connect(&session, &Session::analysisChanged, this, [this] {
        const auto analysis = m_session.analysis();
        if (!analysis || !m_indexes || m_indexes->run != analysis->run) {
            m_indexes.reset();
            m_isAtHand = false;
            setFound({});
            refresh();
        }
    });
    refresh();
}

NeighboursPane::~NeighboursPane() = default;

/// Rows of older data mean nothing in the new ones.
void NeighboursPane::forget()
{
    m_job.cancel();
    m_track.reset();
    setFound({});
    refresh();
}

void NeighboursPane::showTrack(std::optional<uint32_t> track)
{
    m_track = track;
    setFound({});
    refresh();
}

void NeighboursPane::setFound(const Found &found)
{
    const bool isOther = m_counts != found.counts;
    m_rows = found.rows;
    m_counts = found.counts;
    m_model->setRows(m_rows.size());
    if (isOther)
        Q_EMIT countsChanged();
}

void NeighboursPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void NeighboursPane::say(const QString &text, bool canBegin)
{
    m_reason->setText(text);
    m_begin->setVisible(canBegin);
    m_stack->setCurrentIndex(0);
}

void NeighboursPane::refresh()
{
    m_job.cancel();
    if (!isVisible() && !m_isAtHand)
        return; // nobody looks; see showEvent()
    const auto data = m_session.data();
    const auto analysis = m_session.analysis();
    if (!data || !m_track || *m_track >= data->trackCount())
        return say(tr("Select a track."));
    if (!analysis)
        return say(tr("Open a run: its network says which tracks sound alike."));
    const QString part = partOf(*data, data->track(*m_track));
    if (const auto known = findPart(*analysis->run, part); !known)
        return say(tr("The run knows nothing of this track's part. %1").arg(known.error().remedy));
    if (!m_indexes) {
        m_indexes = std::make_shared<Indexes>();
        m_indexes->run = analysis->run;
    }
    find(part, false);
}

void NeighboursPane::find(const QString &part, bool mayMake)
{
    if (m_stack->currentIndex() == 0)
        say(tr("Computing …"));
    m_job.run(
        m_session.lane(Lane::Neighbours), this, tr("Finding neighbours"),
        [indexes = m_indexes, context = m_session.trackContext(), track = *m_track, part, mayMake,
         otherGroups = m_otherGroups->isChecked()](const CancelToken &cancel,
                                                   const ProgressCallback &progress) -> Result<Found> {
            const auto index = indexes->find(part, mayMake, cancel, progress);
            if (!index)
                return passOn(index);
            if (!*index)
                return Found { {}, {}, {}, true };
            return neighbours(**index, context, track, otherGroups, cancel);
        },
        [this, part](const Result<Found> &found) {
            if (found && found->isUnmade)
                return say(tr("For this, the open run's network looks once at all tracks of the part \"%1\"; what it "
                              "makes of them is kept in the run's folder: 2 KB a track.")
                               .arg(part),
                           true);
            if (!found)
                return say(found.error().isCancelled() ? tr("Cancelled") : found.error().text(),
                           found.error().isCancelled());
            m_isAtHand = true;
            setFound(*found);
            m_table->scrollToTop();
            m_summary->setWholeText(found->labels);
            m_summary->setWholeToolTip(tr("Labels of the neighbours: %1").arg(found->labels));
            m_stack->setCurrentIndex(1);
            if (m_rows.empty())
                say(tr("There is no other track in this part."));
        });
}

Result<NeighboursPane::Found> NeighboursPane::neighbours(const NeighbourIndex &index, const FilterContext &context,
                                                         uint32_t track, bool otherGroups, const CancelToken &cancel)
{
    const Collection &data = *context.data;
    const Embedding &embedding = index.embedding();
    const auto row = embedding.ids().find(data.idOf(track));
    if (!row)
        return fail(tr("The run knows nothing of this track: it has no features, or was not in its data."));
    // Where the data have the neighbours: in the track's own source if they can.
    const uint16_t source = data.track(track).source;
    const auto tracksOf = [&](const std::vector<Neighbour> &near) {
        std::map<uint32_t, size_t> place; // recording → place among the neighbours
        for (size_t i = 0; i < near.size(); ++i) {
            if (const auto recording = data.recordings.find(embedding.ids().key(near[i].track)))
                place.emplace(*recording, i);
        }
        std::vector<std::optional<uint32_t>> tracks(near.size());
        for (const TrackBlock &block : data.blocks) {
            for (uint32_t other = block.first; other < block.first + block.count; ++other) {
                const auto found = place.find(data.recordingOf[other]);
                if (found != place.end() && (!tracks[found->second] || block.source == source))
                    tracks[found->second] = other;
            }
        }
        return tracks;
    };
    Found found;
    for (size_t asked = kMost + 1;; asked *= 4) {
        const std::vector<Neighbour> near = index.nearest(embedding.row(*row), asked);
        const auto tracks = tracksOf(near);
        found.rows.clear();
        for (size_t i = 0; i < near.size() && found.rows.size() < kMost; ++i) {
            const auto other = tracks[i];
            const bool isOfGroup = other && data.releaseGroupOf[*other] != GroundTruth::kNoReleaseGroup
                && data.releaseGroupOf[*other] == data.releaseGroupOf[track];
            if (other && near[i].track != *row && !(otherGroups && isOfGroup))
                found.rows.push_back({ *other, near[i].distance });
        }
        if (found.rows.size() >= kMost || near.size() < asked || cancel.isCancelled())
            break;
    }
    std::map<std::string, int> counts;
    for (const Row &one : found.rows) {
        const TrackRef ref = data.track(one.track);
        if (const GroundTruth *truth = data.truthOf(ref)) {
            for (const uint32_t label : truth->labelsOf(ref.index))
                ++counts[truth->spelling(label)];
        }
    }
    std::vector<std::pair<std::string, int>> order(counts.begin(), counts.end());
    std::ranges::stable_sort(order, [](const auto &a, const auto &b) { return a.second > b.second; });
    QStringList texts;
    for (const auto &[label, count] : order)
        found.counts.emplace(QString::fromStdString(label), count);
    for (size_t i = 0; i < std::min<size_t>(8, order.size()); ++i)
        texts << QString::fromStdString(order[i].first) + QLatin1Char(' ') + QString::number(order[i].second);
    found.labels = texts.join(QStringLiteral(" · "));
    return cancel.isCancelled() ? Result<Found>(cancelled()) : found;
}

} // namespace melscope
