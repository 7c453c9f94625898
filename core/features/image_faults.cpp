#include "core/features/image_faults.h"

#include "core/base/parallel.h"
#include "core/base/words.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <mutex>
#include <optional>

namespace melscope {

namespace {

/// Whether all values lie between 0 and kLargestValue: as unsigned integers, the bits of negative and non-finite floats
/// are greater than those of all these.
bool isSound(const float *image)
{
    uint32_t greatest = 0;
    for (size_t i = 0; i < kImageSize; ++i)
        greatest = std::max(greatest, std::bit_cast<uint32_t>(image[i]));
    return greatest <= std::bit_cast<uint32_t>(kLargestValue);
}

std::optional<ImageFault> worstFault(const float *image, uint32_t row)
{
    std::optional<ImageFault> worst;
    for (size_t i = 0; i < kImageSize; ++i) {
        const float value = image[i];
        ImageFault fault { ImageFault::Kind::NotFinite, uint8_t(i / kChannels), uint8_t(i % kChannels), row, value };
        if (std::isfinite(value)) {
            if (value >= 0 && value <= kLargestValue)
                continue;
            fault.kind = value < 0 ? ImageFault::Kind::Negative : ImageFault::Kind::TooLarge;
        }
        if (!worst || fault.kind < worst->kind)
            worst = fault;
    }
    return worst;
}

} // namespace

std::vector<ImageFault> imageFaults(const FeaturePool &pool, std::span<const uint32_t> rows, const CancelToken &cancel)
{
    std::vector<ImageFault> faults;
    std::mutex mutex;
    constexpr size_t blockSize = 1 << 12;
    parallelFor((rows.size() + blockSize - 1) / blockSize, [&](size_t block) {
        if (cancel.isCancelled())
            return;
        for (size_t i = block * blockSize; i < std::min((block + 1) * blockSize, rows.size()); ++i) {
            const float *image = rows[i] == FeaturePool::kNoRow ? nullptr : pool.image(rows[i]);
            if (image == nullptr || isSound(image))
                continue;
            if (const auto fault = worstFault(image, rows[i])) {
                const std::scoped_lock lock(mutex);
                faults.push_back(*fault);
            }
        }
    });
    std::sort(faults.begin(), faults.end(), [](const auto &a, const auto &b) { return a.row < b.row; });
    faults.erase(std::unique(faults.begin(), faults.end(), [](const auto &a, const auto &b) { return a.row == b.row; }),
                 faults.end());
    return faults;
}

QString faultText(const FeaturePool &pool, const ImageFault &fault)
{
    const std::string id(pool.id(fault.row));
    return tr("the statistic \"%1\" of band %2 of recording %3 is %4")
        .arg(QLatin1String(kChannelNames[fault.channel]), QString::number(fault.band), QString::fromStdString(id),
             QString::number(double(fault.value)));
}

} // namespace melscope
