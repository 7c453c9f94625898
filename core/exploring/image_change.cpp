#include "core/exploring/image_change.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace melscope {

bool isVariance(size_t channel)
{
    return std::string_view(kChannelNames[channel]).find("var") != std::string_view::npos;
}

MelImage changed(const MelImage &raw, const ImageChange &change)
{
    MelImage image = raw;
    const double factor = std::pow(10.0, change.decibels / 10);
    for (size_t band = 0; band < kBands; ++band) {
        if (change.extent != ImageChange::Extent::Statistic && band != change.band)
            continue;
        for (size_t channel = 0; channel < kChannels; ++channel) {
            if (change.extent != ImageChange::Extent::Band && channel != change.channel)
                continue;
            float &value = image[band * kChannels + channel];
            const bool isSquared = change.extent == ImageChange::Extent::Band && isVariance(channel);
            value = float(std::min(double(value) * (isSquared ? factor * factor : factor),
                                   double(std::numeric_limits<float>::max())));
        }
    }
    return image;
}

} // namespace melscope
