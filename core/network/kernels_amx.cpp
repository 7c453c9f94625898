// Convolutions on the matrix tiles of AMX-BF16; everything else is that of AVX-512 with bfloat16. The drivers below
// are written once for two kinds of tiles, the processor's and an emulation, so that they are tested where there is no
// AMX. Compiled with AVX-512 and AMX; chosen at run time, see kernels.cpp.

#include "core/network/kernels.h"

#pragma GCC diagnostic ignored "-Wmaybe-uninitialized" // GCC 12's own intrinsics
#include <immintrin.h>

namespace melscope {

namespace kernels_avx512_bf16 {
extern const Kernels kernels;
}

namespace kernels_amx {

namespace {

constexpr int kTile = 16; // rows of a tile, and 4-byte units of a row
constexpr int kPanel = 2 * kTile;

#define ALWAYS inline __attribute__((always_inline))

/// What LDTILECFG reads: all eight tiles are 16 rows of 64 bytes.
struct alignas(64) TileConfiguration
{
    uint8_t palette = 1;
    uint8_t startRow = 0;
    uint8_t reserved[14] {};
    uint16_t bytes[16] { 64, 64, 64, 64, 64, 64, 64, 64 };
    uint8_t rows[16] { 16, 16, 16, 16, 16, 16, 16, 16 };
};

/// The processor's tiles: 0–3 sums, 4 and 5 left factors, 6 and 7 right ones. Strides in bytes.
struct HardwareTiles
{
    ALWAYS void begin()
    {
        const TileConfiguration configuration;
        _tile_loadconfig(&configuration);
    }
    ALWAYS void end() { _tile_release(); }
    ALWAYS void clear()
    {
        _tile_zero(0);
        _tile_zero(1);
        _tile_zero(2);
        _tile_zero(3);
    }
    ALWAYS void load(const uint32_t *left0, const uint32_t *left1, int64_t leftStride, const uint32_t *right0,
                     const uint32_t *right1, int64_t rightStride)
    {
        _tile_loadd(4, left0, leftStride);
        _tile_loadd(5, left1, leftStride);
        _tile_loadd(6, right0, rightStride);
        _tile_loadd(7, right1, rightStride);
    }
    ALWAYS void multiply()
    {
        _tile_dpbf16ps(0, 4, 6);
        _tile_dpbf16ps(1, 4, 7);
        _tile_dpbf16ps(2, 5, 6);
        _tile_dpbf16ps(3, 5, 7);
    }
    /// [32 × 32]
    ALWAYS void store(float *sums)
    {
        _tile_stored(0, sums, kPanel * 4);
        _tile_stored(1, sums + kTile, kPanel * 4);
        _tile_stored(2, sums + kTile * kPanel, kPanel * 4);
        _tile_stored(3, sums + kTile * kPanel + kTile, kPanel * 4);
    }
};

/// The same, number by number.
struct EmulatedTiles
{
    float sums[2 * kTile][kPanel];
    uint32_t left[2 * kTile][kTile];
    uint32_t right[kTile][kPanel];

    void begin() { }
    void end() { }
    void clear() { __builtin_memset(sums, 0, sizeof sums); }
    void load(const uint32_t *left0, const uint32_t *left1, int64_t leftStride, const uint32_t *right0,
              const uint32_t *right1, int64_t rightStride)
    {
        for (int row = 0; row < kTile; ++row) {
            for (int i = 0; i < kTile; ++i) {
                left[row][i] = left0[row * leftStride / 4 + i];
                left[row + kTile][i] = left1[row * leftStride / 4 + i];
                right[row][i] = right0[row * rightStride / 4 + i];
                right[row][i + kTile] = right1[row * rightStride / 4 + i];
            }
        }
    }
    static float low(uint32_t unit)
    {
        const uint32_t bits = unit << 16;
        float value;
        __builtin_memcpy(&value, &bits, 4);
        return value;
    }
    static float high(uint32_t unit) { return low(unit >> 16); }
    void multiply()
    {
        for (int row = 0; row < 2 * kTile; ++row) {
            for (int k = 0; k < kTile; ++k) {
                for (int column = 0; column < kPanel; ++column)
                    sums[row][column] +=
                        low(left[row][k]) * low(right[k][column]) + high(left[row][k]) * high(right[k][column]);
            }
        }
    }
    void store(float *to) { __builtin_memcpy(to, sums, sizeof sums); }
};

/// The rows of a chunk, margins included, are one after the other in equal steps: tiles go through all of them, and
/// what comes out for the margins is left out. `x` may be read up to 32 rows beyond its end.
template <class Tiles>
void convolve(const ConvolveTask &task)
{
    const auto *x = static_cast<const uint32_t *>(task.x);
    const auto *weights = static_cast<const uint32_t *>(task.weights);
    const int64_t padded = task.trackStride / task.rowStride; // positions of a track
    const int64_t rows = task.rows / task.positions * padded;
    const __m512 bias0 = task.bias != nullptr ? _mm512_loadu_ps(task.bias) : _mm512_setzero_ps();
    const __m512 bias1 = task.bias != nullptr ? _mm512_loadu_ps(task.bias + kTile) : _mm512_setzero_ps();
    alignas(64) float sums[2 * kTile * kPanel];
    Tiles tiles;
    tiles.begin();
    float *z = task.z;
    int64_t position = 0;
    for (int64_t row = 0; row < rows; row += 2 * kTile) {
        const uint32_t *left = x + row * task.rowStride;
        tiles.clear();
        for (int64_t k = 0; k < task.depth; k += kTile) {
            tiles.load(left + k, left + kTile * task.rowStride + k, task.rowStride * 4, weights + k * kPanel,
                       weights + k * kPanel + kTile, kPanel * 4);
            tiles.multiply();
        }
        tiles.store(sums);
        const int64_t last = rows - row < 2 * kTile ? rows - row : 2 * kTile;
        for (int64_t r = 0; r < last; ++r) {
            if (position < task.positions) {
                _mm512_storeu_ps(z, _mm512_add_ps(_mm512_load_ps(sums + r * kPanel), bias0));
                _mm512_storeu_ps(z + kTile, _mm512_add_ps(_mm512_load_ps(sums + r * kPanel + kTile), bias1));
                z += kPanel;
            }
            if (++position == padded)
                position = 0;
        }
    }
    tiles.end();
}

/// `x` is transposed, see transposedPairs(): [channels × rowStride] units, the rows of all pairs of tracks one after
/// the other. Those of dz are in the same order, their margins zero, and zero up to 16 rows beyond the end: so a sum
/// over all rows is the one over the positions, whatever x has beside them.
template <class Tiles>
void weightGradient(const WeightGradientTask &task)
{
    const auto *x = static_cast<const uint32_t *>(task.x);
    const int64_t padded = task.dzTrackStride / task.dzRowStride;
    const int64_t margin = (padded - task.positions) / 2;
    const uint32_t *dz = static_cast<const uint32_t *>(task.dz) - margin * task.dzRowStride;
    const int64_t rows = task.tracks * padded;
    alignas(64) float sums[2 * kTile * kPanel];
    Tiles tiles;
    tiles.begin();
    for (int64_t first = 0; first < task.depth; first += 2 * kTile) {
        // Kernel element k at position p reads x at p + k − margin.
        const int64_t k = first / task.channels;
        const uint32_t *left = x + first % task.channels * task.rowStride + k - margin;
        tiles.clear();
        for (int64_t row = 0; row < rows; row += kTile) {
            const uint32_t *right = dz + row * task.dzRowStride;
            tiles.load(left + row, left + kTile * task.rowStride + row, task.rowStride * 4, right, right + kTile,
                       task.dzRowStride * 4);
            tiles.multiply();
        }
        tiles.store(sums);
        float *gradient = task.gradient + first * kPanel;
        for (int i = 0; i < 2 * kTile * kPanel; i += kTile)
            _mm512_storeu_ps(gradient + i, _mm512_add_ps(_mm512_loadu_ps(gradient + i), _mm512_load_ps(sums + i)));
    }
    tiles.end();
}

void transposedPairs(const float *tracks, int64_t count, int64_t padded, int64_t channels, int64_t stride,
                     uint32_t *units)
{
    const __m512i places = _mm512_mullo_epi32(_mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0),
                                              _mm512_set1_epi32(int(stride)));
    int64_t row = 0;
    for (int64_t track = 0; track < count; track += 2) {
        const float *first = tracks + track * padded * channels;
        const float *second = first + padded * channels;
        for (int64_t position = 0; position < padded; ++position, ++row) {
            for (int64_t c = 0; c < channels; c += kTile) {
                const __m512i low = _mm512_cvtepu16_epi32(
                    __m256i(_mm512_cvtneps_pbh(_mm512_loadu_ps(first + position * channels + c))));
                const __m512i high = _mm512_cvtepu16_epi32(
                    __m256i(_mm512_cvtneps_pbh(_mm512_loadu_ps(second + position * channels + c))));
                _mm512_i32scatter_epi32(units + c * stride + row, places,
                                        _mm512_or_si512(low, _mm512_slli_epi32(high, 16)), 4);
            }
        }
    }
}

template <class Tiles>
Kernels withTiles(const char *name)
{
    Kernels kernels = kernels_avx512_bf16::kernels;
    kernels.name = name;
    kernels.convolveBf16 = convolve<Tiles>;
    kernels.weightGradientBf16 = weightGradient<Tiles>;
    kernels.transposedPairs = transposedPairs;
    return kernels;
}

} // namespace

const Kernels &hardware()
{
    static const Kernels kernels = withTiles<HardwareTiles>("amx_bf16");
    return kernels;
}

const Kernels &emulated()
{
    static const Kernels kernels = withTiles<EmulatedTiles>("amx_emulated");
    return kernels;
}

} // namespace kernels_amx
} // namespace melscope
