#include "core/features/image_statistics.h"

#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace melscope {

namespace {
// Of a fixed size, so that sums come together in the same order with any number of threads.
constexpr size_t kChunk = 2048;

struct Sums
{
    size_t count = 0;
    std::array<double, kImageSize> sum {};
    std::array<double, kImageSize> squares {};
};
} // namespace

Result<ImageStatistics> imageStatistics(size_t count, const std::function<const float *(size_t)> &imageAt,
                                        const CancelToken &cancel)
{
    // Values are taken from those of some image of the set: a variance that is small beside the mean keeps its digits.
    const float *origin = nullptr;
    for (size_t i = 0; i < count && origin == nullptr; ++i)
        origin = imageAt(i);
    ImageStatistics statistics;
    if (origin == nullptr)
        return statistics;
    std::array<double, kImageSize> shift;
    std::copy_n(origin, kImageSize, shift.begin());

    std::vector<Sums> chunks((count + kChunk - 1) / kChunk);
    parallelFor(chunks.size(), [&](size_t chunk) {
        Sums &sums = chunks[chunk];
        for (size_t i = chunk * kChunk; i < std::min((chunk + 1) * kChunk, count); ++i) {
            if (cancel.isCancelled())
                return;
            const float *image = imageAt(i);
            if (image == nullptr)
                continue;
            ++sums.count;
            for (size_t cell = 0; cell < kImageSize; ++cell) {
                const double value = double(image[cell]) - shift[cell];
                sums.sum[cell] += value;
                sums.squares[cell] += value * value;
            }
        }
    });
    if (cancel.isCancelled())
        return cancelled();
    Sums all;
    for (const Sums &sums : chunks) {
        all.count += sums.count;
        for (size_t cell = 0; cell < kImageSize; ++cell) {
            all.sum[cell] += sums.sum[cell];
            all.squares[cell] += sums.squares[cell];
        }
    }
    statistics.count = all.count;
    const auto n = double(all.count);
    for (size_t cell = 0; cell < kImageSize; ++cell) {
        statistics.mean[cell] = float(shift[cell] + all.sum[cell] / n);
        const double variance = (all.squares[cell] - all.sum[cell] * all.sum[cell] / n) / (n - 1);
        statistics.deviation[cell] =
            all.count < 2 ? std::numeric_limits<float>::quiet_NaN() : float(std::sqrt(std::max(0.0, variance)));
    }
    return statistics;
}

} // namespace melscope
