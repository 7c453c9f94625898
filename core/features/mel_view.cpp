#include "core/features/mel_view.h"

#include "core/base/number_text.h"

#include <cmath>
#include <limits>

namespace melscope {

MelImage viewed(const MelImage &raw, MelView view, const MelImage *reference)
{
    constexpr float none = std::numeric_limits<float>::quiet_NaN();
    MelImage shown = raw;
    switch (view) {
    case MelView::Input:
    case MelView::Scaled:
        scaleByChannelMaximum(raw, shown);
        break;
    case MelView::Decibel:
        for (float &value : shown)
            value = value > 0 ? float(10 * std::log10(double(value))) : none;
        break;
    case MelView::Raw:
        break;
    case MelView::Difference:
        for (size_t i = 0; i < kImageSize; ++i) {
            const bool known = reference != nullptr && raw[i] > 0 && (*reference)[i] > 0;
            shown[i] = known ? float(10 * (std::log10(double(raw[i])) - std::log10(double((*reference)[i])))) : none;
        }
        break;
    }
    return shown;
}

std::string imageAsCsv(const MelImage &image)
{
    std::string text = "band,centre_hz";
    for (const char *name : kChannelNames)
        text += std::string(",") + name;
    text += '\n';
    for (size_t band = 0; band < kBands; ++band) {
        text += std::to_string(band) + ',' + shortestText(bandCentreHz(band));
        for (size_t channel = 0; channel < kChannels; ++channel) {
            const float value = image[band * kChannels + channel];
            text += ',' + (std::isnan(value) ? std::string() : shortestText(double(value)));
        }
        text += '\n';
    }
    return text;
}

} // namespace melscope
