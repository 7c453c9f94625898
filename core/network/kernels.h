#pragma once

#include <cstddef>
#include <cstdint>

namespace melscope {

/// Everything below works on one chunk of tracks in one thread. Channels-last: a track is [positions × channels].
/// `panel` is the kernels' unit of channels (two vectors); channel counts are padded to whole panels with zeros.
/// A *unit* is 4 bytes: a float32, or two bfloat16 values that are multiplied and added together.

/// z[rows × panel] = bias + x ⊛ weights, for one panel of outputs. The rows of `x` overlap: a kernel of 3
/// reads three consecutive positions, which are `depth` consecutive units, so no patches are ever copied.
struct ConvolveTask
{
    const void *x; ///< [tracks × (positions + kernel − 1) × channels] units; the outer positions are zero
    int64_t rowStride; ///< units from a position to the next
    int64_t trackStride; ///< units from a track to the next
    int64_t positions; ///< of the output: 40, 20, 10, 5, 2 or 1
    int64_t rows; ///< tracks × positions, a multiple of kRowMultiple
    int64_t depth; ///< kernel × channels, units
    const void *weights; ///< [depth × panel] units
    const float *bias; ///< [panel], or null
    float *z; ///< [rows × panel]
};

/// gradient[depth × panel] += xᵀ · dz, for one panel of outputs.
struct WeightGradientTask
{
    const void *x; ///< as in ConvolveTask
    int64_t rowStride;
    int64_t trackStride;
    int64_t positions;
    int64_t tracks; ///< pairs of tracks where a unit is two bfloat16 values
    int64_t depth;
    int64_t channels; ///< of x
    const void *dz; ///< [tracks × dzTrackStride] units, the panel's first column of the first position
    int64_t dzRowStride;
    int64_t dzTrackStride;
    void *packed; ///< scratch [tracks × positions × panel] units
    float *gradient;
};

/// Dropout's bits are a hash of these and of the element's place, so that they depend on no thread.
struct DropoutBits
{
    uint32_t key0 = 0;
    uint32_t key1 = 0;
    uint32_t dropBelow = 0; ///< probability · 65536; 0: nothing is dropped
    float scale = 1; ///< of what is kept
};

/// ELU, dropout and pooling of one panel, with the batch norm's sums.
struct ActivateTask
{
    const float *z; ///< [tracks × positions × panel]
    int64_t tracks;
    int64_t positions;
    bool pooled; ///< averages two positions
    DropoutBits dropout;
    uint32_t firstRow; ///< of the batch: track × positions
    uint32_t panels; ///< of the layer
    uint32_t panelIndex;
    float *output; ///< panel's first column of [tracks × positions (halved if pooled) × stride]
    float
        *slope; ///< panel's first column of [tracks × positions × stride]: d output / d z without the pooling; or null
    int64_t stride;
    const float *shift; ///< [panel] subtracted before summing, for accuracy
    float *sum; ///< [panel] += Σ (output − shift)
    float *squares; ///< [panel] += Σ (output − shift)²
};

/// The same for inference: ELU, pooling, and the batch norm as an affine map.
struct ActivateAffineTask
{
    const float *z;
    int64_t tracks;
    int64_t positions;
    bool pooled;
    const float *scale; ///< [panel]
    const float *offset; ///< [panel]
    float *output; ///< panel's first column of the first position
    int64_t rowStride;
    int64_t trackStride;
};

/// Batch norm as an affine map into a convolution's padded input.
struct AffineTask
{
    const float *input; ///< [tracks × positions × channels]
    int64_t tracks;
    int64_t paddedTracks; ///< those beyond `tracks` become zero
    int64_t positions;
    int64_t margin; ///< zero positions at either end
    int64_t channels; ///< whole panels
    const float *scale; ///< [channels]; null: the identity
    const float *offset;
    void *output; ///< [paddedTracks × (positions + 2 · margin) × channels] floats; or as bfloat16, see the functions
};

/// Backward through batch norm, pooling, dropout and ELU: dz = (α · dy + β · y + γ) · slope.
struct ActivateBackwardTask
{
    const float
        *dy; ///< [tracks × outPositions × channels]: gradient of the batch norm's output; or null, see `dyTrack`
    const float *dyTrack; ///< [tracks × channels]: the same gradient at all positions (of the global average)
    const float *y; ///< [tracks × outPositions × channels]: the batch norm's input
    const float *slope; ///< [tracks × positions × channels]; null: the ELU's, taken from y
    int64_t tracks;
    int64_t paddedTracks;
    int64_t positions; ///< of z
    bool pooled;
    int64_t margin;
    int64_t channels;
    const float *alpha; ///< [channels]
    const float *beta;
    const float *gamma;
    float *dz; ///< [paddedTracks × (positions + 2 · margin) × channels]
    float *biasGradient; ///< [channels] += Σ dz
};

/// What a convolution's input gradient needs afterwards: it is stored, and the sums of the batch norm below.
struct InputGradientTask
{
    const float *z; ///< [rows × panel]
    int64_t rows;
    const float *y; ///< panel's first column of [rows × stride]: that batch norm's input
    const float *mean; ///< [panel]
    float *output; ///< panel's first column of [rows × stride]
    int64_t stride;
    float *sum; ///< [panel] += Σ output
    float *products; ///< [panel] += Σ output · (y − mean)
};

/// Binary cross-entropy with logits of one track, as if no label were positive; the positives are a correction.
struct LossTask
{
    const float *logits; ///< [channels]
    const float *weights; ///< [channels], 0 in the padding
    int64_t channels;
    float *gradient; ///< [channels] = weight · sigmoid(logit)
    double loss = 0; ///< += Σ weight · softplus(logit)
    double negatives = 0; ///< += Σ weight where the logit is not positive
};

/// Adam over a slice of the flat parameters; `gradients` are summed over the lanes first.
struct AdamTask
{
    float *parameters;
    float *first;
    float *second;
    const float *const *gradients; ///< [lanes]
    int lanes;
    int64_t begin;
    int64_t end;
    float rate; ///< learning rate / (1 − β1^t)
    float beta1;
    float beta2;
    float correction; ///< 1 / sqrt(1 − β2^t)
    float epsilon;
    float decay; ///< learning rate · weight decay: parameters shrink by this before the step
};

inline constexpr int64_t kRowMultiple = 10;
inline constexpr float kMostDeviations = 6; ///< a silent track's inputs end here

/// One implementation for one instruction set. The same source, compiled several times.
struct Kernels
{
    const char *name;
    int panel; ///< channels

    void (*convolve)(const ConvolveTask &);
    void (*weightGradient)(const WeightGradientTask &);
    void (*activate)(const ActivateTask &);
    void (*activateAffine)(const ActivateAffineTask &);
    void (*affine)(const AffineTask &);
    void (*activateBackward)(const ActivateBackwardTask &);
    void (*inputGradient)(const InputGradientTask &);
    void (*loss)(LossTask &);
    /// scores[channels] = sigmoid(logits)
    void (*sigmoid)(const float *logits, float *scores, int64_t channels);
    void (*adam)(const AdamTask &);
    /// gradient[i] = Σ over lanes, in [begin, end)
    void (*sumLanes)(const float *const *gradients, int lanes, int64_t begin, int64_t end, float *sum);

    /// input = (10 log10(max(raw, floor)) − mean) · inverse, within ±kMostDeviations; count ≥ a vector
    void (*decibels)(const float *raw, const float *floors, const float *mean, const float *inverse, int64_t count,
                     float *input);

    // --- bfloat16; null where the instruction set has none ---
    void (*convolveBf16)(const ConvolveTask &);
    void (*weightGradientBf16)(const WeightGradientTask &);
    /// [rows × channels] floats → [rows × channels] bfloat16: pairs of channels are units.
    void (*toBf16)(const float *input, int64_t count, uint16_t *output);
    /// Two rows of floats → one row of units.
    void (*pairBf16)(const float *first, const float *second, int64_t count, uint32_t *output);
    /// Not null where the weight gradient wants x transposed: [tracks × padded × channels] floats → [channels × stride]
    /// units, pairs of tracks, all their positions one after the other. It then has rowStride = stride, and reads up to
    /// kTransposedSlack units before and beyond.
    void (*transposedPairs)(const float *tracks, int64_t count, int64_t padded, int64_t channels, int64_t stride,
                            uint32_t *units);
};
inline constexpr int64_t kTransposedSlack = 32;

/// Whether an implementation multiplies bfloat16 faster than float32, measured once on a small convolution: AVX-512's
/// dot product has half of float32's rate on some processors and twice of it on others.
bool multipliesBfloat16Faster(const Kernels &kernels);

/// The best implementation for this processor; MELSCOPE_KERNELS=avx512_bf16, avx512, avx2 or baseline in the
/// environment asks for less.
const Kernels &bestKernels();
/// All that this processor can run, the best first.
inline constexpr int kKernelSets = 5;
int availableKernels(const Kernels *(&list)[kKernelSets]);
/// AMX without AMX, for tests; null where the processor lacks AVX-512 with bfloat16, in which the rest is written.
const Kernels *emulatedAmxKernels();

} // namespace melscope
