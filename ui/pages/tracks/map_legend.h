#pragma once

#include "core/exploring/map_colouring.h"

#include <QTreeWidget>

#include <set>

namespace melscope {

/// What the colours of a map mean, with how many points have each. A kind that is not ticked is not drawn; a double
/// click draws one alone, another all again. A figure's colours stand as a strip with its ends.
class MapLegend : public QTreeWidget
{
    Q_OBJECT
public:
    explicit MapLegend(QWidget *parent = nullptr);

    /// `colours` [kinds, or steps and one for what is not known], 0xAARRGGBB. What is hidden stays so where the kinds
    /// have the same names.
    void setShades(const MapShades &shades, bool isFigure, const std::vector<uint32_t> &colours);
    /// Indexes of the shades that are not drawn.
    const std::set<uint8_t> &hidden() const { return m_hidden; }

Q_SIGNALS:
    void hiddenChanged();

private:
    void addFigure(const MapShades &shades, const std::vector<uint32_t> &colours);
    void followTicks();
    void isolate(const QTreeWidgetItem *item);

    std::set<uint8_t> m_hidden;
};

} // namespace melscope
