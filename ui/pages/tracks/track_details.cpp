#include "ui/pages/tracks/track_details.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "ui/controls/elided_label.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/track_names.h"
#include "ui/pages/tracks/image_panel.h"
#include "ui/pages/tracks/neighbours_pane.h"
#include "ui/pages/tracks/what_if_bar.h"
#include "ui/plots/mel_heatmap.h"
#include "ui/session/session.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace melscope {

namespace {
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

} // namespace

TrackDetails::TrackDetails(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_title(new ElidedLabel(this))
    , m_recording(new ElidedLabel(this))
    , m_group(new QLabel(this))
    , m_bookmark(new QToolButton(this))
    , m_note(new QLineEdit(this))
    , m_images(new ImagePanel(session, this))
    , m_neighbours(new NeighboursPane(session, this))
    , m_labelTitle(new QLabel(this))
    , m_labels(nullptr)
    , m_labelModel(new TableModel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *head = new QWidget(this);
    buildHead(head);
    layout->addWidget(head);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_images);
    auto *lower = new QWidget(splitter);
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 2, 0, 0);
    m_labelTitle->setObjectName(QStringLiteral("trackLabelsTitle"));
    m_labelTitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    buildLabels(lower);
    lowerLayout->addWidget(m_labelTitle);
    lowerLayout->addWidget(m_labels, 1);
    auto *tabs = new QTabWidget(splitter);
    tabs->setObjectName(QStringLiteral("trackTabs"));
    tabs->setAccessibleName(tr("What is known of the selected track"));
    tabs->setDocumentMode(true);
    tabs->addTab(lower, tr("Labels"));
    tabs->addTab(m_neighbours, tr("Sounds like"));
    splitter->addWidget(tabs);
    connect(m_neighbours, &NeighboursPane::trackWanted, this, &TrackDetails::trackWanted);
    connect(m_neighbours, &NeighboursPane::countsChanged, this, &TrackDetails::showNeighbourLabels);
    connect(m_images->whatIf(), &WhatIfBar::scoresChanged, this, &TrackDetails::showWhatIf);
    splitter->setStretchFactor(0, 4);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({ 440, 200 });
    layout->addWidget(splitter, 1);
    connect(&session, &Session::notesChanged, this, &TrackDetails::fillHead);
    connect(&session, &Session::dataChanged, this, [this] {
        if (m_note->hasFocus())
            noteTyped(); // whatever number its recording has now
        m_track.reset();
    });
    clear();
}

void TrackDetails::buildHead(QWidget *head)
{
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    m_title->setObjectName(QStringLiteral("trackTitle"));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont bold = font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_recording->setObjectName(QStringLiteral("trackRecording"));
    m_recording->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_group->setObjectName(QStringLiteral("trackGroup"));
    m_group->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_group->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_bookmark->setObjectName(QStringLiteral("bookmarkButton"));
    m_bookmark->setCheckable(true);
    m_bookmark->setText(QStringLiteral("☆"));
    m_bookmark->setAccessibleName(tr("Bookmark"));
    m_bookmark->setToolTip(tr("Bookmark this recording (Ctrl+B)"));
    m_note->setObjectName(QStringLiteral("trackNote"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(tr("Note on this recording"));
    auto *first = new QHBoxLayout;
    first->addWidget(m_bookmark);
    first->addWidget(m_title);
    first->addWidget(m_recording, 1);
    auto *second = new QHBoxLayout;
    second->addWidget(m_group, 1);
    second->addWidget(m_note, 1);
    layout->addLayout(first);
    layout->addLayout(second);
    connect(m_bookmark, &QToolButton::clicked, this, &TrackDetails::toggleBookmark);
    connect(m_note, &QLineEdit::editingFinished, this, &TrackDetails::noteTyped);
    connect(m_group, &QLabel::linkActivated, this, &TrackDetails::filterWanted);
}

void TrackDetails::buildLabels(QWidget *parent)
{
    auto row = [this](size_t i) -> const LabelRow & { return m_rows[i]; };
    auto tick = [=](std::string_view key, const QString &title, const QString &toolTip, bool LabelRow::*value,
                    int width) {
        return textColumn(
            key, title, toolTip, [=](size_t i) { return row(i).*value ? QStringLiteral("✓") : QString(); }, width);
    };
    TableColumn score = figureColumn("score", tr("Score"), tr("The bar is the score, the tick the threshold"),
                                     [=](size_t i) { return row(i).score; }, 4, {});
    score.alignment = Qt::AlignLeft;
    score.mark = [=](size_t i) { return row(i).threshold; };
    score.look = CellLook::ScoreBar;
    score = score.wide(TableColumn::kStretched); // names and bars share what the other columns leave
    TableColumn threshold =
        figureColumn("threshold", tr("Threshold"), {}, [=](size_t i) { return row(i).threshold; }).wide(78);
    threshold.text = [=, plain = threshold.text](size_t i) {
        return std::isnan(row(i).threshold) && !std::isnan(row(i).score) ? tr("never") : plain(i);
    };
    TableColumn label = textColumn(
        "label", tr("Label"), tr("True labels are bold"), [=](size_t i) { return row(i).label; },
        TableColumn::kStretched);
    label.isStrong = [=](size_t i) { return row(i).isTrue; };
    label.look = CellLook::Label;
    const auto whatIf = [=, this](size_t i, bool isChange) {
        const WhatIfBar::Scores *scores = m_images->whatIf()->scores();
        if (scores == nullptr || !row(i).classIndex || *row(i).classIndex >= scores->after.size())
            return kNone;
        const uint32_t index = *row(i).classIndex;
        return double(scores->after[index]) - (isChange ? double(scores->before[index]) : 0);
    };
    const auto neighbours =
        countColumn("neighbours", tr("Near"), tr("How many of the tracks that sound like this one bear the label"),
                    [=, this](size_t i) {
                        const auto &counts = m_neighbours->labelCounts();
                        const auto found = counts.find(row(i).label);
                        return found == counts.end() ? qint64(0) : qint64(found->second);
                    })
            .wide(46);
    TableColumn would = figureColumn(
                            "whatIf", tr("What if"), tr("The score of the track as it was changed"),
                            [=](size_t i) { return whatIf(i, false); }, 3)
                            .wide(58);
    would.isStrong = [=](size_t i) { return whatIf(i, false) >= row(i).threshold; };
    TableColumn change = figureColumn(
                             "change", tr("Change"), tr("Of the score, by what was changed of the track"),
                             [=](size_t i) { return whatIf(i, true); }, 3)
                             .wide(64);
    m_labelModel->setColumns(
        { label,
          textColumn(
              "source", tr("Source"), tr("Whose label it is"), [=](size_t i) { return row(i).source; }, 70),
          tick("true", tr("True"), tr("Whether the ground truth has the label"), &LabelRow::isTrue, 42),
          tick("predicted", tr("Pred."), tr("Whether the run predicts the label"), &LabelRow::isPredicted, 46),
          neighbours, score, threshold, would, change });
    m_labels =
        makeRowTable(m_labelModel, QStringLiteral("trackLabelsTable"), tr("Labels of the selected track"), parent);
    m_labels->setToolTip(tr("A double click shows what speaks for a label and what against it."));
    connect(m_labels, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (const auto row = m_labelModel->rowAt(index))
            m_images->explain(m_rows[*row].label);
    });
    m_labels->sortByColumn(m_labelModel->columnOf("score"), Qt::DescendingOrder);
    m_labels->horizontalHeader()->setStretchLastSection(false);
    // Room for the label, the marks, a bar worth the name, the threshold and the scroll bar.
    setMinimumWidth(140 + 42 + 46 + 130 + 78 + 24);
    m_labels->horizontalHeader()->setMinimumSectionSize(40);
}

MelHeatmap *TrackDetails::heatmap() const
{
    return m_images->first();
}

void TrackDetails::clear()
{
    m_track.reset();
    m_id.clear();
    m_images->clear(tr("Select a track to see its mel bands."));
    m_neighbours->showTrack({});
    m_rows.clear();
    m_labelModel->setRows(0);
    m_plainTitle.clear();
    m_labelTitle->clear();
    fillHead();
}

void TrackDetails::showTrack(uint32_t track)
{
    if (m_note->hasFocus())
        noteTyped(); // what was typed belongs to the track before
    m_track = track;
    m_id = QString::fromStdString(m_session.data()->idOf(track).text());
    fillHead();
    m_images->showTrack(track);
    m_neighbours->showTrack(track);
    fillLabels(track);
    m_plainTitle = m_labelTitle->text();
    showNeighbourLabels();
    showWhatIf();
}

void TrackDetails::fillHead()
{
    const auto data = m_session.data();
    const bool known = m_track && data && *m_track < data->trackCount();
    const QString id = known ? QString::fromStdString(data->idOf(*m_track).text()) : QString();
    const TrackTags tags = known ? data->tagsOf(data->track(*m_track)) : TrackTags();
    const QString name = trackName(tags);
    m_title->setWholeText(!known ? tr("No track selected") : name.isEmpty() ? id : name);
    m_recording->setWholeText(name.isEmpty() ? QString() : id);
    for (ElidedLabel *label : { m_title, m_recording })
        label->setWholeToolTip(known ? trackToolTip(tags, id) : QString());
    m_group->clear();
    if (known && data->releaseGroupOf[*m_track] != GroundTruth::kNoReleaseGroup) {
        const QString group = QString::fromStdString(data->releaseGroups.text(data->releaseGroupOf[*m_track]));
        m_group->setText(tr("Release group <a href=\"group:%1\">%2</a>")
                             .arg(group.toHtmlEscaped(), group.left(8).toHtmlEscaped() + QStringLiteral("…")));
        m_group->setToolTip(tr("Show the tracks of release group %1").arg(group));
        if (const QString album = trackLines(tags).value(0); !tags.album.empty())
            m_group->setText(tr("Album <a href=\"group:%1\">%2</a>").arg(group.toHtmlEscaped(), album.toHtmlEscaped()));
    }
    const TrackNote *note = known ? noteOn(m_session.project(), id) : nullptr;
    m_bookmark->setEnabled(known);
    m_bookmark->setChecked(note != nullptr && note->bookmarked);
    m_bookmark->setText(m_bookmark->isChecked() ? QStringLiteral("★") : QStringLiteral("☆"));
    m_note->setEnabled(known);
    const QString text = note == nullptr ? QString() : note->text;
    if (m_note->text() != text)
        m_note->setText(text);
}

void TrackDetails::toggleBookmark()
{
    if (m_id.isEmpty())
        return;
    const TrackNote *known = noteOn(m_session.project(), m_id);
    TrackNote note = known != nullptr ? *known : TrackNote { m_id, false, {} };
    note.bookmarked = !note.bookmarked;
    m_session.changeNote(note);
}

void TrackDetails::editNote()
{
    m_note->setFocus(Qt::ShortcutFocusReason);
    m_note->selectAll();
}

bool TrackDetails::cancelNote()
{
    if (!m_note->hasFocus())
        return false;
    fillHead(); // the note as it is kept
    m_note->clearFocus();
    return true;
}

void TrackDetails::noteTyped()
{
    if (m_id.isEmpty())
        return;
    const TrackNote *known = noteOn(m_session.project(), m_id);
    TrackNote note = known != nullptr ? *known : TrackNote { m_id, false, {} };
    if (note.text == m_note->text().trimmed())
        return;
    note.text = m_note->text().trimmed();
    m_session.changeNote(note);
}

/// What the tracks that sound alike are called, beside what is true and what is predicted.
void TrackDetails::showNeighbourLabels()
{
    m_labels->setColumnHidden(m_labelModel->columnOf("neighbours"), m_neighbours->labelCounts().empty());
    m_labelModel->refresh();
}

/// What the run would say of the track as it was changed, beside what it says.
void TrackDetails::showWhatIf()
{
    const WhatIfBar::Scores *scores = m_images->whatIf()->scores();
    for (const char *key : { "whatIf", "change" })
        m_labels->setColumnHidden(m_labelModel->columnOf(key), scores == nullptr);
    const bool isScored = std::ranges::any_of(m_rows, [](const LabelRow &row) { return !std::isnan(row.score); });
    m_labels->setColumnHidden(m_labelModel->columnOf("threshold"), scores != nullptr || !isScored);
    QStringList gained;
    QStringList lost;
    for (const LabelRow &row : m_rows) {
        if (scores == nullptr || !row.classIndex || std::isnan(row.threshold)
            || *row.classIndex >= scores->after.size())
            continue;
        const bool was = double(scores->before[*row.classIndex]) >= row.threshold;
        const bool is = double(scores->after[*row.classIndex]) >= row.threshold;
        if (was != is)
            (is ? gained : lost) << row.label;
    }
    QString title = m_plainTitle;
    if (scores != nullptr)
        title = gained.isEmpty() && lost.isEmpty() ? tr("What if: no score crosses its threshold")
            : lost.isEmpty()                       ? tr("What if: also %1").arg(gained.join(QStringLiteral(", ")))
            : gained.isEmpty()                     ? tr("What if: no more %1").arg(lost.join(QStringLiteral(", ")))
                                                   : tr("What if: also %1; no more %2")
                                     .arg(gained.join(QStringLiteral(", ")), lost.join(QStringLiteral(", ")));
    m_labelTitle->setText(title);
    m_labelTitle->setToolTip(title);
    m_labelModel->refresh();
}

void TrackDetails::fillMusic(const MusicPredictions &predictions, uint32_t row)
{
    const Run &run = *predictions.run;
    const auto scores = predictions.scores->row(row);
    for (size_t vocabulary = 0; vocabulary < run.sources.size(); ++vocabulary) {
        const auto predicted = predictions.predicted[vocabulary].of(row);
        const Thresholds &thresholds = run.sources[vocabulary].thresholds;
        for (uint32_t i = 0; i < run.space.size(); ++i) {
            if (const auto name = run.space.spelling(vocabulary, i))
                m_rows.push_back({ textOf(*name), run.sources[vocabulary].name, false,
                                   std::binary_search(predicted.begin(), predicted.end(), i), double(scores[i]),
                                   thresholds.values[i], i });
        }
    }
    m_labelTitle->setText(run.sources.size() > 1
                              ? tr("Labels, scores and thresholds of the run, in each of its vocabularies")
                              : tr("Labels, scores and thresholds of the run"));
    for (const char *key : { "predicted", "score", "threshold" })
        m_labels->setColumnHidden(m_labelModel->columnOf(key), false);
    m_labelModel->setRows(m_rows.size());
    m_labels->scrollToTop();
}

void TrackDetails::fillLabels(uint32_t index)
{
    const Collection &data = *m_session.data();
    const TrackRef track = data.track(index);
    const IdKey id = data.idOf(index);
    std::set<std::string_view> truth;
    if (const GroundTruth *known = data.truthOf(track)) {
        for (const uint32_t label : known->labelsOf(track.index))
            truth.insert(known->labels()[label]);
    }
    m_rows.clear();
    const auto results = m_session.trackContext().results;
    const MusicPredictions *music = results ? results->musicOf(track) : nullptr;
    const bool isScored = music != nullptr && results->scoreRow[index] != TrackResults::kNoRow;
    m_labels->setColumnHidden(m_labelModel->columnOf("source"), !isScored || music->run->sources.size() < 2);
    m_labels->setColumnHidden(m_labelModel->columnOf("true"), isScored);
    if (isScored) {
        fillMusic(*music, results->scoreRow[index]);
        return;
    }
    const auto analysis = m_session.analysis();
    const SourceAnalysis *source = analysis ? analysis->find(data.sources[track.source].name) : nullptr;
    const PartAnalysis *part = source == nullptr ? nullptr
        : track.part == Part::Validation         ? &source->validation
        : track.part == Part::Test               ? &source->test
                                                 : nullptr;
    const auto row = part != nullptr && part->scores ? part->scores->ids().find(id) : std::nullopt;
    if (row) {
        const LabelSpace &space = analysis->run->space;
        const Thresholds &thresholds = analysis->run->sources[source->spaceIndex].thresholds;
        const auto scores = part->scores->row(*row);
        const auto predicted = part->predicted.of(*row);
        for (uint32_t i = 0; i < space.size(); ++i) {
            const auto name = space.spelling(source->spaceIndex, i);
            if (!name)
                continue;
            m_rows.push_back({ textOf(*name),
                               {},
                               truth.contains(*name),
                               std::binary_search(predicted.begin(), predicted.end(), i),
                               double(scores[i]),
                               thresholds.values[i],
                               i });
            truth.erase(*name);
        }
        m_labelTitle->setText(tr("Labels, scores and thresholds of the run"));
    } else {
        m_labelTitle->setText(m_session.analysis() && track.part == Part::Train
                                  ? tr("True labels (training tracks are not scored)")
                                  : tr("True labels"));
    }
    for (const std::string_view name : truth)
        m_rows.push_back({ textOf(name),
                           {},
                           true,
                           false,
                           kNone,
                           kNone,
                           analysis
                               ? Explanations::classOf(*analysis->run, data.sources[track.source].name, textOf(name))
                               : std::nullopt });
    for (const char *key : { "predicted", "score", "threshold" })
        m_labels->setColumnHidden(m_labelModel->columnOf(key), !row);
    m_labelModel->setRows(m_rows.size());
    m_labels->scrollToTop();
}

} // namespace melscope
