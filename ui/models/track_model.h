#pragma once

#include "core/exploring/track_order.h"
#include "ui/models/table_model.h"

namespace melscope {

QString partName(Part part);

/// Tracks as a table: an index vector over a collection, whose cells are formatted when they are seen. Filtering and
/// ordering happen elsewhere, in a worker; here only the vector is exchanged. Columns order by a TrackColumn.
/// [README.md, Architecture]
class TrackModel : public TableModel
{
    Q_OBJECT
public:
    explicit TrackModel(QObject *parent = nullptr);

    void setTracks(const FilterContext &context, Rows tracks);
    /// The columns of what documents say, which nobody needs where they say nothing.
    static constexpr std::string_view kNameColumns[] = { "title", "artist", "album", "year", "length", "genreTags" };

private:
    QString marks(size_t track) const;
    QString recording(size_t track) const { return QString::fromStdString(m_context.data->idOf(track).text()); }
    QString source(size_t track) const { return m_context.data->sources[m_context.data->track(track).source].name; }
    QString part(size_t track) const { return partName(m_context.data->track(track).part); }
    QString releaseGroup(size_t track) const;
    QString labels(size_t track) const;
    QString labelCount(size_t track) const;
    QString features(size_t track) const;
    QString f1(size_t track) const;
    QString topScores(size_t track) const;
    TrackTags tags(size_t track) const { return m_context.data->tagsOf(m_context.data->track(track)); }
    TableColumn nameColumn(std::string_view key, TrackColumn order, const QString &title, const QString &toolTip,
                           QString (*text)(const TrackTags &tags), int width);

    FilterContext m_context;
};

} // namespace melscope
