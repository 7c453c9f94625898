#include "ui/pages/thresholds/error_tracks_pane.h"

#include "core/base/number_text.h"
#include "core/exploring/track_filter.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/track_names.h"
#include "ui/plots/mel_heatmap.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {
constexpr size_t kMost = 500;
enum Kind { WronglyPredicted, Missed, RightlyPredicted };
} // namespace

ErrorTracksPane::ErrorTracksPane(Session &session, ThresholdEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_editor(editor)
    , m_kind(new QComboBox(this))
    , m_count(new QLabel(this))
    , m_all(new QPushButton(tr("On the Tracks page"), this))
    , m_model(new TableModel(this))
    , m_image(new MelHeatmap(this))
{
    setObjectName(QStringLiteral("errorTracksPane"));
    m_kind->setObjectName(QStringLiteral("errorKind"));
    m_kind->setAccessibleName(tr("Kind of tracks"));
    m_kind->addItems({ tr("Wrongly predicted"), tr("Missed"), tr("Rightly predicted") });
    m_all->setObjectName(QStringLiteral("errorsToTracks"));
    m_all->setToolTip(tr("All tracks of this kind, by the saved thresholds"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    auto *top = new QHBoxLayout;
    top->addWidget(m_kind);
    top->addWidget(m_count, 1);
    top->addWidget(m_all);
    layout->addLayout(top);
    auto score = [this](size_t row) { return double(m_editor.detail()->movable->scores[m_rows[row]]); };
    TableColumn ratio = figureColumn(
        "ratio", tr("Score / threshold"), tr("How far from being predicted, or beyond"),
        [=, this](size_t row) { return score(row) / m_editor.whatIf()->threshold(); }, 3);
    ratio.sortKey = score;
    auto recording = [this](size_t row) { return id(row); };
    TableColumn ids = textColumn("recording", tr("Recording"), tr("Double-click to see it on the Tracks page"),
                                 recording, TableColumn::kStretched);
    ids.cellToolTip = [this](size_t row) { return trackToolTip(m_session, id(row)); };
    m_model->setColumns({ ids, nameColumn(session, recording), figureColumn("score", tr("Score"), {}, score), ratio });
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    m_table = makeRowTable(m_model, QStringLiteral("errorTracks"), tr("Tracks near the threshold"), splitter);
    m_table->setMinimumHeight(90);
    offerRecordingMenu(m_table, session, recording);
    m_image->setMinimumHeight(190);
    m_image->setView(MelView::Decibel);
    splitter->addWidget(m_table);
    splitter->addWidget(m_image);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({ 120, 300 });
    layout->addWidget(splitter, 1);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ErrorTracksPane::refresh);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ErrorTracksPane::showImage);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        Q_EMIT trackActivated(m_editor.source()->name, id(m_model->row(index)));
    });
    connect(m_all, &QPushButton::clicked, this, [this] {
        const QString field = m_kind->currentIndex() == WronglyPredicted ? QStringLiteral("wrong")
            : m_kind->currentIndex() == Missed                           ? QStringLiteral("missed")
                                                                         : QStringLiteral("right");
        Q_EMIT tracksWanted(QStringLiteral("source:%1 part:validation %2:%3")
                                .arg(filterValue(m_editor.source()->name), field,
                                     filterValue(m_editor.labelName(*m_editor.selected()))));
    });
    refresh();
}

QString ErrorTracksPane::id(size_t row) const
{
    const LabelledTracks &tracks = *m_editor.detail()->movable->tracks;
    return QString::fromStdString(tracks.scores().ids().text(tracks.truth().row(m_rows[row])));
}

const float *ErrorTracksPane::imageOf(const QString &recording) const
{
    const auto data = m_session.data();
    const auto known = data ? data->recordings.find(recording.toStdString()) : std::nullopt;
    for (const TrackBlock &block : data ? data->blocks : std::vector<TrackBlock>()) {
        if (!known || block.part != Part::Validation || data->sources[block.source].name != m_editor.source()->name)
            continue;
        const auto begin = data->recordingOf.begin() + block.first;
        const auto found = std::find(begin, begin + block.count, *known);
        if (found != begin + block.count)
            return data->imageOf(data->track(size_t(found - data->recordingOf.begin())));
    }
    return nullptr;
}

void ErrorTracksPane::refresh()
{
    m_table->setColumnHidden(m_model->columnOf("name"), !m_session.data() || !m_session.data()->hasTags());
    m_model->setRows(0);
    m_rows.clear();
    const WhatIf *whatIf = m_editor.whatIf();
    m_all->setEnabled(whatIf != nullptr);
    if (whatIf == nullptr) {
        m_count->clear();
        m_image->clear(tr("No label selected"));
        return;
    }
    // From the threshold outwards: what is above it is predicted.
    const MovableLabel &movable = whatIf->movable();
    const auto &sorted = movable.sortedScores;
    const int kind = m_kind->currentIndex();
    const auto first = std::isnan(whatIf->threshold())
        ? sorted.size()
        : size_t(std::lower_bound(sorted.begin(), sorted.end(), whatIf->threshold(),
                                  [](float score, double bound) { return double(score) < bound; })
                 - sorted.begin());
    const char wanted = kind == WronglyPredicted ? 0 : 1;
    auto take = [&](size_t i) {
        if (movable.isTrue[movable.byScore[i]] == wanted)
            m_rows.push_back(movable.byScore[i]);
    };
    if (kind == Missed) {
        for (size_t i = first; i-- > 0 && m_rows.size() < kMost;)
            take(i);
    } else {
        for (size_t i = first; i < sorted.size() && m_rows.size() < kMost; ++i)
            take(i);
    }
    const WhatIf::Decision decision = whatIf->decision();
    const size_t all = kind == WronglyPredicted ? decision.falsePositives
        : kind == Missed                        ? decision.falseNegatives
                                                : decision.truePositives;
    m_count->setText(all > m_rows.size()
                         ? tr("the nearest %1 of %2").arg(countText(qint64(m_rows.size())), countText(qint64(all)))
                         : all == 1 ? tr("1 track")
                                    : tr("%1 tracks").arg(countText(qint64(all))));
    m_model->setRows(m_rows.size());
    if (m_model->rowCount() > 0)
        m_table->selectRow(0);
    showImage();
}

void ErrorTracksPane::showImage()
{
    const auto row = m_model->rowAt(m_table->currentIndex());
    if (m_editor.whatIf() == nullptr || !row) {
        m_image->clear(tr("No track of this kind"));
        return;
    }
    const float *values = imageOf(id(*row));
    if (values == nullptr) {
        m_image->clear(tr("This track has no features in the project"));
        return;
    }
    MelImage image;
    std::copy_n(values, image.size(), image.begin());
    m_image->setImage(image);
    m_image->setTitle(id(*row));
}

} // namespace melscope
