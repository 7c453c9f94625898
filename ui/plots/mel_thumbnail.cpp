#include "ui/plots/mel_thumbnail.h"

#include "ui/plots/colour_gradients.h"

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace melscope {

std::vector<uint32_t> evenColours(size_t count, const QPalette &palette)
{
    QCPColorGradient gradient = evenGradient(palette);
    std::vector<uint32_t> colours;
    for (size_t i = 0; i < count; ++i)
        colours.push_back(gradient.color(double(i), QCPRange(0, double(std::max<size_t>(2, count) - 1))));
    return colours;
}

QImage melThumbnail(const MelImage &values, const QPalette &palette)
{
    constexpr size_t kColours = 256;
    const std::vector<uint32_t> colours = evenColours(kColours, palette);
    float least = std::numeric_limits<float>::infinity();
    float greatest = -least;
    for (const float value : values) {
        if (std::isfinite(value)) {
            least = std::min(least, value);
            greatest = std::max(greatest, value);
        }
    }
    QImage image(int(kChannels), int(kBands), QImage::Format_RGB32);
    for (size_t band = 0; band < kBands; ++band) {
        for (size_t channel = 0; channel < kChannels; ++channel) {
            const float value = values[band * kChannels + channel];
            const float share = greatest > least ? (value - least) / (greatest - least) : 0;
            const uint32_t colour = std::isfinite(value) ? colours[size_t(std::lround(share * (kColours - 1)))]
                                                         : palette.color(QPalette::Mid).rgb();
            image.setPixel(int(channel), int(kBands - 1 - band), colour);
        }
    }
    return image;
}

} // namespace melscope
