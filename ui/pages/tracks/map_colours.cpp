#include "ui/pages/tracks/map_colours.h"

#include "ui/plots/mel_thumbnail.h"
#include "ui/plots/plot_style.h"

#include <algorithm>

namespace melscope {

namespace {

uint32_t greyOf(const QPalette &palette, double share)
{
    const QColor text = palette.color(QPalette::Text);
    const QColor base = palette.color(QPalette::Base);
    const auto between = [&](int a, int b) { return int(a * share + b * (1 - share)); };
    return QColor(between(text.red(), base.red()), between(text.green(), base.green()),
                  between(text.blue(), base.blue()))
        .rgb();
}

} // namespace

std::shared_ptr<const std::vector<uint8_t>> drawnShades(const MapShades &shades, const MapRows &rows,
                                                        const std::set<uint8_t> &hidden,
                                                        const std::vector<uint32_t> *found, size_t trackCount)
{
    auto drawn = std::make_shared<std::vector<uint8_t>>(shades.shades);
    std::vector<char> isFound(found != nullptr ? trackCount : 0);
    if (found != nullptr) {
        for (const uint32_t track : *found)
            isFound[track] = 1;
    }
    for (size_t point = 0; point < drawn->size(); ++point) {
        uint8_t &shade = (*drawn)[point];
        if (hidden.count(shade) > 0)
            shade = map_shade::kHidden;
        else if (found != nullptr
                 && std::ranges::none_of(rows.at(point), [&](uint32_t track) { return isFound[track] != 0; }))
            shade = map_shade::kPale;
    }
    return drawn;
}

MapColours coloursOf(const MapShades &shades, bool isFigure, const QPalette &palette)
{
    MapColours colours;
    colours.pale = greyOf(palette, 0.45);
    if (isFigure) {
        colours.shades = evenColours(MapShades::kSteps, palette);
        colours.shades.push_back(greyOf(palette, 0.35));
        return colours;
    }
    for (size_t i = 0; i < shades.kinds.size(); ++i)
        colours.shades.push_back(!shades.kinds[i].isRest            ? seriesColour(i, palette).rgb()
                                     : i + 1 == shades.kinds.size() ? greyOf(palette, 0.35)
                                                                    : greyOf(palette, 0.6));
    return colours;
}

} // namespace melscope
