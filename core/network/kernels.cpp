#include "core/network/kernels.h"

#include "core/network/aligned_buffer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <vector>

#if defined(__x86_64__) && defined(__linux__)
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace melscope {

#if defined(__x86_64__)
namespace kernels_amx {
const Kernels &hardware();
const Kernels &emulated();
}
namespace kernels_avx512_bf16 {
extern const Kernels kernels;
}
namespace kernels_avx512 {
extern const Kernels kernels;
}
namespace kernels_avx2 {
extern const Kernels kernels;
}
#endif
namespace kernels_baseline {
extern const Kernels kernels;
}

namespace {

#if defined(__x86_64__)
/// Whether the processor has AMX-BF16 and the system lets us use its tiles (once asked, it gives room for them).
bool mayUseTiles()
{
#if defined(__linux__)
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) == 0)
        return false;
    constexpr unsigned bfloat16 = 1U << 22;
    constexpr unsigned tiles = 1U << 24;
    if ((d & bfloat16) == 0 || (d & tiles) == 0)
        return false;
    constexpr long requestPermission = 0x1023; // ARCH_REQ_XCOMP_PERM
    constexpr long tileData = 18;
    return syscall(SYS_arch_prctl, requestPermission, tileData) == 0;
#else
    return false;
#endif
}

/// A small convolution and its weight gradient, compared with those of AVX-512: what has never been run on a machine
/// must not spoil a training there.
bool tilesCompute(const Kernels &tiles)
{
    constexpr int64_t channels = 32;
    constexpr int64_t positions = 5;
    constexpr int64_t padded = positions + 2;
    constexpr int64_t tracks = 4;
    constexpr int64_t depth = 3 * channels;
    const Kernels &plain = kernels_avx512_bf16::kernels;
    std::vector<float> values(size_t(tracks * padded * channels));
    for (size_t i = 0; i < values.size(); ++i) {
        const auto position = int64_t(i) / channels % padded;
        values[i] = position == 0 || position == padded - 1 ? 0.0F : float(int(i * 37 % 19) - 9) * 0.125F;
    }
    std::vector<uint32_t> rows((values.size() + 40 * channels) / 2);
    plain.toBf16(values.data(), int64_t(values.size()), reinterpret_cast<uint16_t *>(rows.data()));
    std::vector<uint32_t> weights(size_t(depth / 2 * channels));
    for (size_t i = 0; i < weights.size(); ++i)
        weights[i] = 0x3F803F00U + uint32_t(i % 7) * 0x00100020U; // around 1 and a half
    std::vector<float> z(size_t(tracks * positions * channels));
    std::vector<float> expected(z.size());
    ConvolveTask task {
        rows.data(), channels / 2, padded * channels / 2, positions, tracks * positions, depth / 2, weights.data(),
        nullptr,     z.data()
    };
    tiles.convolveBf16(task);
    task.z = expected.data();
    plain.convolveBf16(task);

    const int64_t stride = tracks / 2 * padded + 2 * kTransposedSlack;
    std::vector<uint32_t> transposed(size_t(channels * stride));
    tiles.transposedPairs(values.data(), tracks, padded, channels, stride, transposed.data() + kTransposedSlack);
    std::vector<uint32_t> pairs(values.size() / 2 + size_t(16 * channels));
    for (int64_t track = 0; track < tracks; track += 2)
        plain.pairBf16(values.data() + track * padded * channels, values.data() + (track + 1) * padded * channels,
                       padded * channels, pairs.data() + track / 2 * padded * channels);
    std::vector<uint32_t> packed(size_t(tracks * positions * channels));
    std::vector<float> gradient(size_t(depth * channels));
    std::vector<float> expectedGradient(gradient.size());
    WeightGradientTask backward {};
    backward.x = transposed.data() + kTransposedSlack;
    backward.rowStride = stride;
    backward.positions = positions;
    backward.tracks = tracks / 2;
    backward.depth = depth;
    backward.channels = channels;
    backward.dz = pairs.data() + channels;
    backward.dzRowStride = channels;
    backward.dzTrackStride = padded * channels;
    backward.packed = packed.data();
    backward.gradient = gradient.data();
    tiles.weightGradientBf16(backward);
    backward.x = pairs.data();
    backward.rowStride = channels;
    backward.trackStride = padded * channels;
    backward.gradient = expectedGradient.data();
    plain.weightGradientBf16(backward);

    auto equal = [](const std::vector<float> &a, const std::vector<float> &b) {
        return std::equal(a.begin(), a.end(), b.begin(),
                          [](float x, float y) { return std::fabs(x - y) <= 1e-3F * (1 + std::fabs(y)); });
    };
    return equal(z, expected) && equal(gradient, expectedGradient);
}

const Kernels *amxKernels()
{
    static const bool usable = mayUseTiles() && tilesCompute(kernels_amx::hardware());
    return usable ? &kernels_amx::hardware() : nullptr;
}
#endif

} // namespace

bool multipliesBfloat16Faster(const Kernels &kernels)
{
    if (kernels.convolveBf16 == nullptr)
        return false;
    constexpr int64_t channels = 128;
    constexpr int64_t rows = 40 * kRowMultiple;
    constexpr int64_t depth = 3 * channels;
    // Zeros take as long as other numbers do; a float32 is as large as a unit of two bfloat16 values.
    AlignedBuffer<float> input;
    AlignedBuffer<float> weights;
    AlignedBuffer<float> output;
    input.resize(size_t((rows + 2) * channels));
    weights.resize(size_t(depth * kernels.panel));
    output.resize(size_t(rows * kernels.panel));
    auto fastest = [&](void (*convolve)(const ConvolveTask &), int64_t units) {
        const ConvolveTask task { input.data(), units,          rows * units, rows,         rows,
                                  3 * units,    weights.data(), nullptr,      output.data() };
        auto best = std::chrono::steady_clock::duration::max();
        for (int i = 0; i < 9; ++i) {
            const auto start = std::chrono::steady_clock::now();
            convolve(task);
            best = std::min(best, std::chrono::steady_clock::now() - start);
        }
        return best;
    };
    return fastest(kernels.convolveBf16, channels / 2) < fastest(kernels.convolve, channels);
}

int availableKernels(const Kernels *(&list)[kKernelSets])
{
    int count = 0;
#if defined(__x86_64__)
    __builtin_cpu_init();
    const bool avx512 = __builtin_cpu_supports("x86-64-v4");
    if (avx512 && __builtin_cpu_supports("avx512bf16")) {
        if (const Kernels *amx = amxKernels())
            list[count++] = amx;
        list[count++] = &kernels_avx512_bf16::kernels;
    }
    if (avx512)
        list[count++] = &kernels_avx512::kernels;
    if (__builtin_cpu_supports("x86-64-v3"))
        list[count++] = &kernels_avx2::kernels;
#endif
    list[count++] = &kernels_baseline::kernels;
    return count;
}

const Kernels *emulatedAmxKernels()
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4") && __builtin_cpu_supports("avx512bf16")
        && tilesCompute(kernels_amx::emulated()))
        return &kernels_amx::emulated();
#endif
    return nullptr;
}

const Kernels &bestKernels()
{
    static const Kernels &best = [&]() -> const Kernels & {
        const Kernels *list[kKernelSets] {};
        const int count = availableKernels(list);
        if (const char *wanted = std::getenv("MELSCOPE_KERNELS")) {
            for (int i = 0; i < count; ++i) {
                if (std::strcmp(list[i]->name, wanted) == 0)
                    return *list[i];
            }
        }
        return *list[0];
    }();
    return best;
}

} // namespace melscope
