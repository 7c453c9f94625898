#pragma once

#include "core/exploring/track_order.h"

#include <QAbstractTableModel>

#include <memory>

namespace melscope {

/// Tracks as a table: an index vector over a snapshot, whose cells are formatted when they are seen. Filtering and
/// ordering happen elsewhere, in a worker; here only the vector is exchanged. DESIGN, rule 7.
class TrackModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    using Tracks = std::shared_ptr<const std::vector<uint32_t>>;

    explicit TrackModel(QObject *parent = nullptr);

    void setTracks(const FilterContext &context, Tracks tracks);
    const FilterContext &context() const { return m_context; }
    const Tracks &tracks() const { return m_tracks; }
    uint32_t track(int viewRow) const { return (*m_tracks)[size_t(viewRow)]; }
    /// The view row that shows a track, or −1.
    int viewRow(uint32_t track) const;

    /// The order of the columns.
    static const std::vector<TrackColumn> &columns();
    static int indexOf(TrackColumn column);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Only tells who orders.
    void sort(int column, Qt::SortOrder order) override { Q_EMIT orderWanted(column, order); }

Q_SIGNALS:
    void orderWanted(int column, Qt::SortOrder order);

private:
    QString text(uint32_t track, TrackColumn column) const;

    FilterContext m_context;
    Tracks m_tracks;
};

QString partName(Part part);

} // namespace melscope
