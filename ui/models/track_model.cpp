#include "ui/models/track_model.h"

#include "core/base/number_text.h"

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

constexpr size_t kTopScores = 3;

QString utf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

struct ColumnText
{
    QString title;
    QString toolTip;
};

ColumnText textOf(TrackColumn column)
{
    switch (column) {
    case TrackColumn::Marked:
        return { QStringLiteral("★"), QObject::tr("Bookmarks (★) and notes (✎); Ctrl+B") };
    case TrackColumn::Recording:
        return { QObject::tr("Recording"), QObject::tr("MusicBrainz id of the recording") };
    case TrackColumn::ReleaseGroup:
        return { QObject::tr("Release group"),
                 QObject::tr("MusicBrainz id of the release group (album); the context menu shows its tracks") };
    case TrackColumn::Source:
        return { QObject::tr("Source"), {} };
    case TrackColumn::Part:
        return { QObject::tr("Part"), {} };
    case TrackColumn::Labels:
        return { QObject::tr("Labels"), {} };
    case TrackColumn::LabelCount:
        return { QObject::tr("No."), QObject::tr("Number of labels") };
    case TrackColumn::Features:
        return { QObject::tr("Features"), QObject::tr("Whether a feature file holds the recording") };
    case TrackColumn::F1:
        return { QObject::tr("F"), QObject::tr("F1 of the run's prediction over all labels of the track") };
    case TrackColumn::TopScore:
        return { QObject::tr("Top scores"), QObject::tr("The labels that the run scores highest") };
    }
    return {};
}

bool isFigure(TrackColumn column)
{
    return column == TrackColumn::LabelCount || column == TrackColumn::F1;
}

} // namespace

QString partName(Part part)
{
    return part == Part::Train     ? QObject::tr("train")
        : part == Part::Validation ? QObject::tr("validation")
                                   : QObject::tr("test");
}

TrackModel::TrackModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_tracks(std::make_shared<const std::vector<uint32_t>>())
{
}

void TrackModel::setTracks(const FilterContext &context, Tracks tracks)
{
    beginResetModel();
    m_context = context;
    m_tracks = std::move(tracks);
    endResetModel();
}

int TrackModel::viewRow(uint32_t track) const
{
    const auto found = std::find(m_tracks->begin(), m_tracks->end(), track);
    return found == m_tracks->end() ? -1 : int(found - m_tracks->begin());
}

const std::vector<TrackColumn> &TrackModel::columns()
{
    static const std::vector<TrackColumn> columns = { TrackColumn::Marked,     TrackColumn::Recording,
                                                      TrackColumn::Labels,     TrackColumn::F1,
                                                      TrackColumn::Source,     TrackColumn::Part,
                                                      TrackColumn::LabelCount, TrackColumn::TopScore,
                                                      TrackColumn::Features,   TrackColumn::ReleaseGroup };
    return columns;
}

int TrackModel::indexOf(TrackColumn column)
{
    return int(std::find(columns().begin(), columns().end(), column) - columns().begin());
}

int TrackModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_tracks->size());
}

int TrackModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QString TrackModel::text(uint32_t track, TrackColumn column) const
{
    const Collection &data = *m_context.data;
    const TrackRef ref = data.track(track);
    const GroundTruth *truth = data.truthOf(ref);
    switch (column) {
    case TrackColumn::Marked: {
        if (!m_context.notes || m_context.notes->empty())
            return {};
        const QString id = QString::fromStdString(data.idOf(track).text());
        const auto note = std::lower_bound(m_context.notes->begin(), m_context.notes->end(), id,
                                           [](const TrackNote &n, const QString &i) { return n.recording < i; });
        if (note == m_context.notes->end() || note->recording != id)
            return {};
        return (note->bookmarked ? QStringLiteral("★") : QString())
            + (note->text.isEmpty() ? QString() : QStringLiteral("✎"));
    }
    case TrackColumn::Recording:
        return QString::fromStdString(data.idOf(track).text());
    case TrackColumn::ReleaseGroup:
        return data.releaseGroupOf[track] == GroundTruth::kNoReleaseGroup
            ? QString()
            : QString::fromStdString(data.releaseGroups.text(data.releaseGroupOf[track]));
    case TrackColumn::Source:
        return data.sources[ref.source].name;
    case TrackColumn::Part:
        return partName(ref.part);
    case TrackColumn::Labels: {
        QStringList labels;
        for (size_t i = 0; truth != nullptr && i < truth->labelsOf(ref.index).size(); ++i)
            labels << utf8(truth->labels()[truth->labelsOf(ref.index)[i]]);
        return labels.join(QStringLiteral(" · "));
    }
    case TrackColumn::LabelCount:
        return truth == nullptr ? QString() : QString::number(truth->labelsOf(ref.index).size());
    case TrackColumn::Features:
        return data.featureRowOf(ref) != FeaturePool::kNoRow ? tr("yes") : tr("no");
    case TrackColumn::F1:
        return !m_context.results || std::isnan(m_context.results->f1[track])
            ? QString()
            : decimalText(double(m_context.results->f1[track]), 4);
    case TrackColumn::TopScore: {
        QStringList scores;
        if (m_context.results) {
            for (const auto &[label, score] : m_context.results->topScores(data, track, kTopScores))
                scores << QStringLiteral("%1 %2").arg(utf8(label), decimalText(double(score), 2));
        }
        return scores.join(QStringLiteral(" · "));
    }
    }
    return {};
}

QVariant TrackModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || !m_context.data)
        return {};
    const TrackColumn column = columns()[size_t(index.column())];
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text(track(index.row()), column);
    if (role == Qt::TextAlignmentRole)
        return int((isFigure(column)                    ? Qt::AlignRight
                        : column == TrackColumn::Marked ? Qt::AlignHCenter
                                                        : Qt::AlignLeft)
                   | Qt::AlignVCenter);
    return {};
}

QVariant TrackModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TrackColumn column = columns()[size_t(section)];
    if (role == Qt::DisplayRole)
        return textOf(column).title;
    if (role == Qt::ToolTipRole)
        return textOf(column).toolTip.isEmpty() ? textOf(column).title : textOf(column).toolTip;
    if (role == Qt::TextAlignmentRole)
        return int((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return {};
}

} // namespace melscope
