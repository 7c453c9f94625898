// Compiled several times, for one instruction set each: MELSCOPE_KERNEL_SET names it, MELSCOPE_VECTOR_BYTES and
// MELSCOPE_TILE_ROWS shape it. Uses nothing of the standard library that could be shared between the sets: an
// inline function compiled for AVX-512 must not end up in the program's common code.

#include "core/network/kernels.h"

namespace melscope {
namespace MELSCOPE_KERNEL_SET {

namespace {

constexpr int kLanes = MELSCOPE_VECTOR_BYTES / 4; // of a vector
constexpr int kPanel = 2 * kLanes;
constexpr int kTileRows = MELSCOPE_TILE_ROWS; // of a convolution's tile; divides kRowMultiple
constexpr int kGradientRows = MELSCOPE_GRADIENT_ROWS; // of a weight gradient's tile

typedef float Vector __attribute__((vector_size(MELSCOPE_VECTOR_BYTES)));
typedef int32_t IntVector __attribute__((vector_size(MELSCOPE_VECTOR_BYTES)));
typedef uint32_t BitVector __attribute__((vector_size(MELSCOPE_VECTOR_BYTES)));
typedef float LooseVector __attribute__((vector_size(MELSCOPE_VECTOR_BYTES), aligned(4), may_alias));

#define ALWAYS inline __attribute__((always_inline))

ALWAYS Vector load(const float *from)
{
    return *reinterpret_cast<const LooseVector *>(from);
}
ALWAYS void store(float *to, Vector value)
{
    *reinterpret_cast<LooseVector *>(to) = value;
}
ALWAYS Vector all(float value)
{
    return value - Vector {};
}
/// At least `bound`; what is not a number stays so, that a broken training is noticed.
ALWAYS Vector atLeast(Vector x, float bound)
{
    return all(bound) > x ? all(bound) : x;
}

ALWAYS Vector laneNumbers()
{
    Vector numbers {};
    for (int i = 0; i < kLanes; ++i)
        numbers[i] = float(i);
    return numbers;
}

/// exp for x ≤ 0, to about one unit in the last place; below -87 it stays at e^-87.
ALWAYS Vector expOfNonPositive(Vector x)
{
    x = atLeast(x, -87.0F);
    // Adding 1.5 · 2^23 rounds to a whole number, which then stands in the low bits.
    const Vector shifted = x * 1.44269504F + 12582912.0F;
    const Vector whole = shifted - 12582912.0F;
    const Vector rest = (x - whole * 0.693359375F) - whole * -2.12194440e-4F;
    Vector p = rest * 1.9875691500e-4F + 1.3981999507e-3F; // Cephes expf
    p = p * rest + 8.3334519073e-3F;
    p = p * rest + 4.1665795894e-2F;
    p = p * rest + 1.6666665459e-1F;
    p = p * rest + 5.0000001201e-1F;
    p = p * rest * rest + rest + 1.0F;
    return Vector(IntVector(p) + (IntVector(shifted) << 23));
}

/// log(1 + u) for 0 ≤ u ≤ 1, by the series of artanh.
ALWAYS Vector log1pOfFraction(Vector u)
{
    const Vector s = u / (u + 2.0F);
    const Vector q = s * s;
    Vector p = q * (1.0F / 15) + 1.0F / 13;
    p = p * q + 1.0F / 11;
    p = p * q + 1.0F / 9;
    p = p * q + 1.0F / 7;
    p = p * q + 1.0F / 5;
    p = p * q + 1.0F / 3;
    p = p * q + 1.0F;
    return 2.0F * s * p;
}

ALWAYS Vector elu(Vector z)
{
    const Vector negative = z < 0.0F ? z : Vector {};
    const Vector bent = expOfNonPositive(negative) - 1.0F;
    return z <= 0.0F ? bent : z;
}

void convolve(const ConvolveTask &task)
{
    Vector bias0 {};
    Vector bias1 {};
    if (task.bias != nullptr) {
        bias0 = load(task.bias);
        bias1 = load(task.bias + kLanes);
    }
    int64_t track = 0;
    int64_t position = 0;
    for (int64_t row = 0; row < task.rows; row += kTileRows) {
        const float *x[kTileRows];
        for (int r = 0; r < kTileRows; ++r) {
            x[r] = task.x + track * task.trackStride + position * task.rowStride;
            if (++position == task.positions) {
                position = 0;
                ++track;
            }
        }
        Vector sum[kTileRows][2];
#pragma GCC unroll 16
        for (int r = 0; r < kTileRows; ++r) {
            sum[r][0] = bias0;
            sum[r][1] = bias1;
        }
        const float *b = task.weights;
        for (int64_t k = 0; k < task.depth; ++k, b += kPanel) {
            const Vector b0 = load(b);
            const Vector b1 = load(b + kLanes);
#pragma GCC unroll 16
            for (int r = 0; r < kTileRows; ++r) {
                const Vector a = all(x[r][k]);
                sum[r][0] = a * b0 + sum[r][0];
                sum[r][1] = a * b1 + sum[r][1];
            }
        }
        float *z = task.z + row * kPanel;
#pragma GCC unroll 16
        for (int r = 0; r < kTileRows; ++r) {
            store(z + r * kPanel, sum[r][0]);
            store(z + r * kPanel + kLanes, sum[r][1]);
        }
    }
}

template <int Rows>
ALWAYS void weightGradientTile(const WeightGradientTask &task, int64_t first)
{
    Vector sum[Rows][2] {};
    const float *b = task.packed;
    for (int64_t track = 0; track < task.tracks; ++track) {
        const float *x = task.x + track * task.trackStride + first;
        for (int64_t position = 0; position < task.positions; ++position, x += task.rowStride, b += kPanel) {
            const Vector b0 = load(b);
            const Vector b1 = load(b + kLanes);
#pragma GCC unroll 16
            for (int r = 0; r < Rows; ++r) {
                const Vector a = all(x[r]);
                sum[r][0] = a * b0 + sum[r][0];
                sum[r][1] = a * b1 + sum[r][1];
            }
        }
    }
    float *gradient = task.gradient + first * kPanel;
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
        store(gradient + r * kPanel, load(gradient + r * kPanel) + sum[r][0]);
        store(gradient + r * kPanel + kLanes, load(gradient + r * kPanel + kLanes) + sum[r][1]);
    }
}

void weightGradient(const WeightGradientTask &task)
{
    // The panel's columns side by side: they are read once for every tile of the depth.
    float *packed = task.packed;
    for (int64_t track = 0; track < task.tracks; ++track) {
        const float *dz = task.dz + track * task.dzTrackStride;
        for (int64_t position = 0; position < task.positions; ++position, dz += task.dzRowStride, packed += kPanel) {
            store(packed, load(dz));
            store(packed + kLanes, load(dz + kLanes));
        }
    }
    int64_t first = 0;
    for (; first + kGradientRows <= task.depth; first += kGradientRows)
        weightGradientTile<kGradientRows>(task, first);
    for (; first + 4 <= task.depth; first += 4)
        weightGradientTile<4>(task, first);
    for (; first < task.depth; ++first)
        weightGradientTile<1>(task, first);
}

struct Keep
{
    Vector first;
    Vector second;
};

/// What the two vectors of a panel are multiplied with: 0 or the scale.
ALWAYS Keep keep(const DropoutBits &bits, uint32_t place)
{
    BitVector hash = BitVector(__builtin_convertvector(laneNumbers(), IntVector)) + place;
    // Two rounds of multiplying and shifting ("lowbias32"), a key before each.
    hash ^= bits.key0;
    hash ^= hash >> 16;
    hash *= 0x7FEB352DU;
    hash ^= hash >> 15;
    hash += bits.key1;
    hash *= 0x846CA68BU;
    hash ^= hash >> 16;
    const BitVector low = hash & 0xFFFFU;
    const BitVector high = hash >> 16;
    const Vector scale = all(bits.scale);
    const Vector none {};
    return { IntVector(low) >= int32_t(bits.dropBelow) ? scale : none,
             IntVector(high) >= int32_t(bits.dropBelow) ? scale : none };
}

ALWAYS void activateHalf(Vector z, Vector kept, Vector &e, Vector &slope)
{
    const Vector value = elu(z);
    slope = (z > 0.0F ? all(1.0F) : value + 1.0F) * kept;
    e = value * kept;
}

template <bool Dropout, bool Pooled, bool Slope>
void activatePanel(const ActivateTask &task)
{
    const Vector shift0 = load(task.shift);
    const Vector shift1 = load(task.shift + kLanes);
    Vector sum0 {}, sum1 {}, squares0 {}, squares1 {};
    const float *z = task.z;
    float *slope = task.slope;
    float *output = task.output;
    uint32_t place = (task.firstRow * task.panels + task.panelIndex) * kLanes;
    constexpr int step = Pooled ? 2 : 1;
    // An odd last position has no partner to be averaged with and is dropped, as torch and Keras do; its slope is
    // not used either.
    for (int64_t track = 0; track < task.tracks; ++track) {
        for (int64_t position = 0; position < task.positions; position += step) {
            Vector total0 {}, total1 {};
#pragma GCC unroll 2
            for (int half = 0; half < step; ++half) {
                Keep kept { all(1.0F), all(1.0F) };
                if (Dropout)
                    kept = keep(task.dropout, place);
                place += task.panels * kLanes;
                Vector e0, e1, slope0, slope1;
                activateHalf(load(z), kept.first, e0, slope0);
                activateHalf(load(z + kLanes), kept.second, e1, slope1);
                z += kPanel;
                if (Slope) {
                    store(slope, slope0);
                    store(slope + kLanes, slope1);
                    slope += task.stride;
                }
                total0 += e0;
                total1 += e1;
                if (Pooled && half == 0 && position + 1 == task.positions)
                    goto unpaired;
            }
            if (Pooled) {
                total0 *= 0.5F;
                total1 *= 0.5F;
            }
            store(output, total0);
            store(output + kLanes, total1);
            output += task.stride;
            total0 -= shift0;
            total1 -= shift1;
            sum0 += total0;
            sum1 += total1;
            squares0 += total0 * total0;
            squares1 += total1 * total1;
        }
    unpaired:;
    }
    store(task.sum, load(task.sum) + sum0);
    store(task.sum + kLanes, load(task.sum + kLanes) + sum1);
    store(task.squares, load(task.squares) + squares0);
    store(task.squares + kLanes, load(task.squares + kLanes) + squares1);
}

void activate(const ActivateTask &task)
{
    const bool dropout = task.dropout.dropBelow > 0;
    const bool slope = task.slope != nullptr;
    if (dropout)
        task.pooled ? activatePanel<true, true, true>(task) : activatePanel<true, false, true>(task);
    else if (slope)
        task.pooled ? activatePanel<false, true, true>(task) : activatePanel<false, false, true>(task);
    else
        activatePanel<false, false, false>(task);
}

void activateAffine(const ActivateAffineTask &task)
{
    const Vector half = all(task.pooled ? 0.5F : 1.0F);
    const Vector scale0 = load(task.scale) * half;
    const Vector scale1 = load(task.scale + kLanes) * half;
    const Vector offset0 = load(task.offset);
    const Vector offset1 = load(task.offset + kLanes);
    for (int64_t track = 0; track < task.tracks; ++track) {
        const float *z = task.z + track * task.positions * kPanel;
        float *output = task.output + track * task.trackStride;
        const int64_t outPositions = task.pooled ? task.positions / 2 : task.positions;
        for (int64_t position = 0; position < outPositions; ++position, output += task.rowStride) {
            Vector e0 = elu(load(z));
            Vector e1 = elu(load(z + kLanes));
            z += kPanel;
            if (task.pooled) {
                e0 += elu(load(z));
                e1 += elu(load(z + kLanes));
                z += kPanel;
            }
            store(output, e0 * scale0 + offset0);
            store(output + kLanes, e1 * scale1 + offset1);
        }
    }
}

ALWAYS void clear(float *from, int64_t count)
{
    for (int64_t i = 0; i < count; ++i)
        from[i] = 0;
}

void affine(const AffineTask &task)
{
    float *output = task.output;
    const float *input = task.input;
    for (int64_t track = 0; track < task.paddedTracks; ++track) {
        if (track >= task.tracks) {
            clear(output, (task.positions + 2 * task.margin) * task.channels);
            output += (task.positions + 2 * task.margin) * task.channels;
            continue;
        }
        clear(output, task.margin * task.channels);
        output += task.margin * task.channels;
        for (int64_t position = 0; position < task.positions; ++position) {
            for (int64_t c = 0; c < task.channels; c += kLanes)
                store(output + c, load(input + c) * load(task.scale + c) + load(task.offset + c));
            output += task.channels;
            input += task.channels;
        }
        clear(output, task.margin * task.channels);
        output += task.margin * task.channels;
    }
}

void activateBackward(const ActivateBackwardTask &task)
{
    const int64_t channels = task.channels;
    const int64_t outPositions = task.pooled ? task.positions / 2 : task.positions;
    const int64_t padded = (task.positions + 2 * task.margin) * channels;
    const Vector half = all(task.pooled ? 0.5F : 1.0F);
    for (int64_t track = 0; track < task.paddedTracks; ++track) {
        float *dz = task.dz + track * padded;
        if (track >= task.tracks) {
            clear(dz, padded);
            continue;
        }
        clear(dz, task.margin * channels);
        clear(dz + padded - task.margin * channels, task.margin * channels);
        if (task.pooled && task.positions % 2 != 0)
            clear(dz + padded - (task.margin + 1) * channels, channels);
        dz += task.margin * channels;
        const float *y = task.y + track * outPositions * channels;
        const float *dy = task.dy != nullptr ? task.dy + track * outPositions * channels : nullptr;
        const float *slope = task.slope != nullptr ? task.slope + track * task.positions * channels : nullptr;
        for (int64_t c = 0; c < channels; c += kLanes) {
            const Vector dyScale = load(task.dyScale + c) * half;
            const Vector yScale = load(task.yScale + c) * half;
            const Vector shift = load(task.shift + c) * half;
            const Vector same = dy == nullptr ? load(task.dyTrack + track * channels + c) : Vector {};
            Vector sum {};
            for (int64_t position = 0; position < outPositions; ++position) {
                const int64_t at = position * channels + c;
                const Vector value = load(y + at);
                const Vector incoming = dy == nullptr ? same : load(dy + at);
                const Vector gradient = dyScale * incoming + yScale * value + shift;
                if (slope == nullptr) {
                    const Vector out = gradient * (value > 0.0F ? all(1.0F) : value + 1.0F);
                    store(dz + at, out);
                    sum += out;
                } else if (task.pooled) {
                    const int64_t at0 = 2 * position * channels + c;
                    const Vector out0 = gradient * load(slope + at0);
                    const Vector out1 = gradient * load(slope + at0 + channels);
                    store(dz + at0, out0);
                    store(dz + at0 + channels, out1);
                    sum += out0 + out1;
                } else {
                    const Vector out = gradient * load(slope + at);
                    store(dz + at, out);
                    sum += out;
                }
            }
            store(task.biasGradient + c, load(task.biasGradient + c) + sum);
        }
    }
}

void inputGradient(const InputGradientTask &task)
{
    const Vector mean0 = load(task.mean);
    const Vector mean1 = load(task.mean + kLanes);
    Vector sum0 {}, sum1 {}, products0 {}, products1 {};
    for (int64_t row = 0; row < task.rows; ++row) {
        const Vector g0 = load(task.z + row * kPanel);
        const Vector g1 = load(task.z + row * kPanel + kLanes);
        const float *y = task.y + row * task.stride;
        store(task.output + row * task.stride, g0);
        store(task.output + row * task.stride + kLanes, g1);
        sum0 += g0;
        sum1 += g1;
        products0 += g0 * (load(y) - mean0);
        products1 += g1 * (load(y + kLanes) - mean1);
    }
    store(task.sum, load(task.sum) + sum0);
    store(task.sum + kLanes, load(task.sum + kLanes) + sum1);
    store(task.products, load(task.products) + products0);
    store(task.products + kLanes, load(task.products + kLanes) + products1);
}

ALWAYS float total(Vector values)
{
    float sum = 0;
    for (int i = 0; i < kLanes; ++i)
        sum += values[i];
    return sum;
}

void loss(LossTask &task)
{
    Vector sum {}, negatives {};
    for (int64_t c = 0; c < task.channels; c += kLanes) {
        const Vector x = load(task.logits + c);
        const Vector weight = load(task.weights + c);
        const Vector positive = x <= 0.0F ? Vector {} : x;
        const Vector u = expOfNonPositive(x - 2.0F * positive); // e^-|x|
        const Vector inverse = 1.0F / (u + 1.0F);
        store(task.gradient + c, weight * (x > 0.0F ? inverse : u * inverse));
        sum += weight * (positive + log1pOfFraction(u));
        negatives += x > 0.0F ? Vector {} : weight;
    }
    task.loss += double(total(sum));
    task.negatives += double(total(negatives));
}

void sigmoid(const float *logits, float *scores, int64_t channels)
{
    for (int64_t c = 0; c < channels; c += kLanes) {
        const Vector x = load(logits + c);
        const Vector positive = x > 0.0F ? x : Vector {};
        const Vector u = expOfNonPositive(x - 2.0F * positive);
        const Vector inverse = 1.0F / (u + 1.0F);
        store(scores + c, x > 0.0F ? inverse : u * inverse);
    }
}

/// log2 of positive normal numbers, to about 1e-6.
ALWAYS Vector log2Of(Vector x)
{
    // x = 2^exponent · m with m between √½ and √2; log2 m by the series of artanh.
    const IntVector bits = IntVector(x) - 0x3F3504F3;
    const Vector exponent = __builtin_convertvector(bits >> 23, Vector);
    const Vector m = Vector((bits & 0x7FFFFF) + 0x3F3504F3);
    const Vector s = (m - 1.0F) / (m + 1.0F);
    const Vector q = s * s;
    Vector p = q * (1.0F / 9) + 1.0F / 7;
    p = p * q + 1.0F / 5;
    p = p * q + 1.0F / 3;
    p = p * q + 1.0F;
    return exponent + s * p * 2.88539008F;
}

void decibels(const float *raw, const float *floors, const float *mean, const float *inverse, int64_t count,
              float *input)
{
    for (int64_t i = 0; i < count; i += kLanes) {
        if (i + kLanes > count)
            i = count - kLanes; // the last vector overlaps the one before
        const Vector value = log2Of(load(raw + i) > load(floors + i) ? load(raw + i) : load(floors + i)) * 3.01029996F;
        const Vector standard = (value - load(mean + i)) * load(inverse + i);
        const Vector most = all(kMostDeviations);
        const Vector bounded = standard > most ? most : standard;
        store(input + i, bounded < -most ? -most : bounded);
    }
}

ALWAYS Vector squareRoot(Vector x)
{
#ifdef __AVX512F__
    return Vector(__builtin_ia32_sqrtps512_mask(x, x, -1, 4));
#else
    for (int i = 0; i < kLanes; ++i)
        x[i] = __builtin_sqrtf(x[i]);
    return x;
#endif
}

void adam(const AdamTask &task)
{
    for (int64_t i = task.begin; i < task.end; i += kLanes) {
        Vector gradient = load(task.gradients[0] + i);
        for (int lane = 1; lane < task.lanes; ++lane)
            gradient += load(task.gradients[lane] + i);
        const Vector first = load(task.first + i) * task.beta1 + gradient * (1 - task.beta1);
        const Vector second = load(task.second + i) * task.beta2 + gradient * gradient * (1 - task.beta2);
        store(task.first + i, first);
        store(task.second + i, second);
        Vector parameter = load(task.parameters + i);
        parameter -= parameter * task.decay;
        store(task.parameters + i,
              parameter - task.rate * first / (squareRoot(second) * task.correction + task.epsilon));
    }
}

void sumLanes(const float *const *gradients, int lanes, int64_t begin, int64_t end, float *sum)
{
    for (int64_t i = begin; i < end; i += kLanes) {
        Vector gradient = load(gradients[0] + i);
        for (int lane = 1; lane < lanes; ++lane)
            gradient += load(gradients[lane] + i);
        store(sum + i, gradient);
    }
}

float squaredDistance(const float *a, const float *b, int64_t count)
{
    Vector sum {};
    for (int64_t i = 0; i < count; i += kLanes) {
        const Vector difference = load(a + i) - load(b + i);
        sum += difference * difference;
    }
    float total = 0;
    for (int lane = 0; lane < kLanes; ++lane)
        total += sum[lane];
    return total;
}

} // namespace

extern const Kernels kernels;
const Kernels kernels {
    MELSCOPE_KERNEL_NAME, kPanel, convolve, weightGradient, activate, activateAffine, affine,          activateBackward,
    inputGradient,        loss,   sigmoid,  adam,           sumLanes, decibels,       squaredDistance,
};

} // namespace MELSCOPE_KERNEL_SET
} // namespace melscope
