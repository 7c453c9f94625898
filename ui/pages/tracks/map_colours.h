#pragma once

#include "core/exploring/map_colouring.h"

#include <QPalette>

#include <set>

namespace melscope {

/// What the legend hides and what a filter leaves out taken away from a map's shades. `found`: tracks; null: all.
std::shared_ptr<const std::vector<uint8_t>> drawnShades(const MapShades &shades, const MapRows &rows,
                                                        const std::set<uint8_t> &hidden,
                                                        const std::vector<uint32_t> *found, size_t trackCount);

/// A colour for each shade: of kinds as curves have them, of a figure from dark to light, grey for what is not known.
MapColours coloursOf(const MapShades &shades, bool isFigure, const QPalette &palette);

} // namespace melscope
