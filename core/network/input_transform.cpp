#include "core/network/input_transform.h"

#include "core/network/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace melscope {

namespace {

// Enough for a mean to three digits; all 1.35 million tracks would have to be fetched from the disk first.
constexpr size_t kSampledImages = 20'000;

} // namespace

const std::array<float, kImageSize> &decibelFloors()
{
    static const std::array<float, kImageSize> values = [] {
        std::array<float, kImageSize> least {};
        for (size_t i = 0; i < kImageSize; ++i)
            least[i] = std::strstr(kChannelNames[i % kChannels], "var") != nullptr ? 1e-24F : 1e-12F;
        return least;
    }();
    return values;
}

float decibelsOf(float raw, size_t channel)
{
    return 10 * std::log10(std::max(raw, decibelFloors()[channel]));
}

void InputTransform::apply(std::span<const float, kImageSize> raw, float *input) const
{
    if (kind == InputKind::Scaled)
        scaleByChannelMaximum(raw, std::span<float, kImageSize>(input, kImageSize));
    else
        bestKernels().decibels(raw.data(), decibelFloors().data(), mean.data(), inverse.data(), int64_t(kImageSize),
                               input);
}

InputTransform standardisedDecibels(std::span<const float *const> images)
{
    const size_t step = std::max<size_t>(1, images.size() / kSampledImages);
    std::vector<double> sum(kImageSize);
    std::vector<double> squares(kImageSize);
    double count = 0;
    for (size_t i = 0; i < images.size(); i += step) {
        for (size_t k = 0; k < kImageSize; ++k) {
            const double value = double(decibelsOf(images[i][k], k % kChannels));
            sum[k] += value;
            squares[k] += value * value;
        }
        ++count;
    }
    InputTransform transform;
    transform.kind = InputKind::Decibels;
    for (size_t k = 0; k < kImageSize && count > 0; ++k) {
        const double mean = sum[k] / count;
        const double deviation = std::sqrt(std::max(0.0, squares[k] / count - mean * mean));
        transform.mean[k] = float(mean);
        transform.inverse[k] = float(deviation > 1e-3 ? 1 / deviation : 1.0);
    }
    return transform;
}

} // namespace melscope
