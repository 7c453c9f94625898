#include "ui/models/track_model.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "ui/models/track_text.h"

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {
constexpr size_t kTopScores = 3;
constexpr int kLabelWidth = 230; // pixels
constexpr int kTitleWidth = 150;
constexpr int kArtistWidth = 120;
} // namespace

QString partName(Part part)
{
    return part == Part::Train     ? QObject::tr("train")
        : part == Part::Validation ? QObject::tr("validation")
                                   : QObject::tr("test");
}

TrackModel::TrackModel(QObject *parent)
    : TableModel(parent)
{
    auto column = [this](std::string_view key, TrackColumn order, const QString &title, const QString &toolTip,
                         QString (TrackModel::*text)(size_t track) const, int width = 0) {
        auto of = [this, text](size_t track) { return (this->*text)(track); };
        TableColumn column = textColumn(key, title, toolTip, of, width).orderedBy(int(order));
        column.look = CellLook::Line;
        if (order == TrackColumn::Recording)
            column.inFiles = InFiles::Always;
        if (order == TrackColumn::Recording)
            column.cellToolTip = [this](size_t track) { return trackToolTip(tags(track), recording(track)); };
        column.isHidden = order == TrackColumn::F1 || order == TrackColumn::TopScore; // until there is a run
        return column;
    };
    const QString shortId = QStringLiteral("00000000-0000…");
    letOthersOrder();
    setColumns({
        column("marked", TrackColumn::Marked, QStringLiteral("★"), tr("Bookmarks (★) and notes (✎); Ctrl+B"),
               &TrackModel::marks)
            .aligned(Qt::AlignHCenter)
            .wideAs(QStringLiteral("★✎")),
        nameColumn(
            "title", TrackColumn::Title, tr("Title"), tr("As the feature document tells it"),
            [](const TrackTags &tags) { return textOf(tags.title); }, kTitleWidth),
        nameColumn(
            "artist", TrackColumn::Artist, tr("Artist"), tr("As the feature document tells it"),
            [](const TrackTags &tags) { return textOf(tags.artist); }, kArtistWidth),
        column("recording", TrackColumn::Recording, tr("Recording"), tr("MusicBrainz id of the recording"),
               &TrackModel::recording)
            .wideAs(shortId),
        column("f1", TrackColumn::F1, tr("F"), tr("F1 of the run's prediction over all labels of the track"),
               &TrackModel::f1)
            .aligned(Qt::AlignRight)
            .wideAs(QStringLiteral("0.0000")),
        column("labels", TrackColumn::Labels, tr("Labels"), {}, &TrackModel::labels, kLabelWidth),
        column("source", TrackColumn::Source, tr("Source"), {}, &TrackModel::source, 72),
        column("part", TrackColumn::Part, tr("Part"), {}, &TrackModel::part, 76),
        column("labelCount", TrackColumn::LabelCount, tr("No."), tr("Number of labels"), &TrackModel::labelCount)
            .aligned(Qt::AlignRight)
            .wideAs(QStringLiteral("No. ▲"))
            .hiddenAtFirst(),
        column("topScores", TrackColumn::TopScore, tr("Top scores"), tr("The labels that the run scores highest"),
               &TrackModel::topScores, kLabelWidth),
        column("features", TrackColumn::Features, tr("Features"), tr("Whether a feature file holds the recording"),
               &TrackModel::features, 70)
            .hiddenAtFirst(),
        column("releaseGroup", TrackColumn::ReleaseGroup, tr("Release group"),
               tr("MusicBrainz id of the release group (album); the context menu shows its tracks"),
               &TrackModel::releaseGroup)
            .wideAs(shortId)
            .hiddenAtFirst(),
        nameColumn(
            "album", TrackColumn::Album, tr("Album"), tr("As the feature document tells it"),
            [](const TrackTags &tags) { return textOf(tags.album); }, kTitleWidth),
        nameColumn(
            "year", TrackColumn::Year, tr("Year"), tr("Of the date that the feature document tells"),
            [](const TrackTags &tags) { return tags.year == 0 ? QString() : QString::number(tags.year); }, 56)
            .aligned(Qt::AlignRight),
        nameColumn(
            "length", TrackColumn::Length, tr("Length"), tr("Minutes and seconds"),
            [](const TrackTags &tags) { return lengthText(tags.length); }, 64)
            .aligned(Qt::AlignRight),
        nameColumn(
            "genreTags", TrackColumn::Genre, tr("Genre tags"),
            tr("The file's own, which are no ground truth and teach nothing"),
            [](const TrackTags &tags) { return textOf(tags.genre); }, kArtistWidth),
    });
}

TableColumn TrackModel::nameColumn(std::string_view key, TrackColumn order, const QString &title,
                                   const QString &toolTip, QString (*text)(const TrackTags &tags), int width)
{
    TableColumn column = textColumn(
        key, title, toolTip, [this, text](size_t track) { return text(tags(track)); }, width);
    column.order = int(order);
    column.look = CellLook::Line;
    column.isHidden = true; // until a document is known to say something
    column.cellToolTip = [this](size_t track) { return trackToolTip(tags(track), recording(track)); };
    return column;
}

void TrackModel::setTracks(const FilterContext &context, Rows tracks)
{
    m_context = context;
    showRows(std::move(tracks));
}

QString TrackModel::marks(size_t track) const
{
    if (!m_context.notes || m_context.notes->empty())
        return {};
    const QString id = textOf(m_context.data->idOf(track).text());
    const auto note = std::ranges::lower_bound(*m_context.notes, id, {}, &TrackNote::recording);
    if (note == m_context.notes->end() || note->recording != id)
        return {};
    return (note->bookmarked ? QStringLiteral("★") : QString())
        + (note->text.isEmpty() ? QString() : QStringLiteral("✎"));
}

QString TrackModel::releaseGroup(size_t track) const
{
    const Collection &data = *m_context.data;
    return data.releaseGroupOf[track] == GroundTruth::kNoReleaseGroup
        ? QString()
        : textOf(data.releaseGroups.text(data.releaseGroupOf[track]));
}

QString TrackModel::labels(size_t track) const
{
    const TrackRef ref = m_context.data->track(track);
    const GroundTruth *truth = m_context.data->truthOf(ref);
    QStringList labels;
    for (size_t i = 0; truth != nullptr && i < truth->labelsOf(ref.index).size(); ++i)
        labels << textOf(truth->labels()[truth->labelsOf(ref.index)[i]]);
    return labels.join(QStringLiteral(" · "));
}

QString TrackModel::labelCount(size_t track) const
{
    const TrackRef ref = m_context.data->track(track);
    const GroundTruth *truth = m_context.data->truthOf(ref);
    return truth == nullptr ? QString() : QString::number(truth->labelsOf(ref.index).size());
}

QString TrackModel::features(size_t track) const
{
    return m_context.data->featureRowOf(m_context.data->track(track)) != FeaturePool::kNoRow ? tr("yes") : tr("no");
}

QString TrackModel::f1(size_t track) const
{
    return !m_context.results || std::isnan(m_context.results->f1[track])
        ? QString()
        : decimalText(double(m_context.results->f1[track]), 4);
}

QString TrackModel::topScores(size_t track) const
{
    QStringList scores;
    if (m_context.results) {
        for (const auto &[label, score] : m_context.results->topScores(*m_context.data, track, kTopScores))
            scores << QStringLiteral("%1 %2").arg(textOf(label), decimalText(double(score), 2));
    }
    return scores.join(QStringLiteral(" · "));
}

} // namespace melscope
