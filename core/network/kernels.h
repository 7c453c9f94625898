#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>

namespace melscope {

/// Everything below works on one chunk of tracks in one thread. Channels-last: a track is [positions × channels].
/// `panel` is the kernels' unit of channels (two vectors); channel counts are padded to whole panels with zeros.

/// z[rows × panel] = bias + x ⊛ weights, for one panel of outputs. The rows of `x` overlap: a kernel of 3
/// reads three consecutive positions, which are `depth` consecutive floats, so no patches are ever copied.
struct ConvolveTask
{
    const float *x; ///< [tracks × (positions + kernel − 1) × channels]; the outer positions are zero
    int64_t rowStride; ///< floats from a position to the next
    int64_t trackStride; ///< floats from a track to the next
    int64_t positions; ///< of the output: 40, 20, 10, 5, 2 or 1
    int64_t rows; ///< tracks × positions, a multiple of kRowMultiple
    int64_t depth; ///< kernel × channels
    const float *weights; ///< [depth × panel]
    const float *bias; ///< [panel], or null
    float *z; ///< [rows × panel]
};

/// gradient[depth × panel] += xᵀ · dz, for one panel of outputs.
struct WeightGradientTask
{
    const float *x; ///< as in ConvolveTask
    int64_t rowStride;
    int64_t trackStride;
    int64_t positions;
    int64_t tracks;
    int64_t depth;
    const float *dz; ///< [tracks × dzTrackStride], the panel's first column of the first position
    int64_t dzRowStride;
    int64_t dzTrackStride;
    float *packed; ///< scratch [tracks × positions × panel]
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
    float *output; ///< [paddedTracks × (positions + 2 · margin) × channels]
};

/// Backward through batch norm, pooling, dropout and ELU: dz = (dyScale · dy + yScale · y + shift) · slope.
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
    const float *dyScale; ///< [channels]
    const float *yScale;
    const float *shift;
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
    /// Σ (a − b)², count being a multiple of 16
    float (*squaredDistance)(const float *a, const float *b, int64_t count);
};

/// All that this processor can run, the best first.
inline constexpr int kKernelSets = 3;
int availableKernels(const Kernels *(&list)[kKernelSets]);
/// The best, or the one that MELSCOPE_KERNELS=avx512, avx2 or baseline in the environment asks for. Errors: it asks for
/// one that there is not, or that this processor cannot run.
Result<const Kernels *> chosenKernels();
/// The same; the baseline where there is an error, which whoever makes an engine tells.
const Kernels &bestKernels();

} // namespace melscope
