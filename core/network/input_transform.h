#pragma once

#include "core/track/mel_image.h"

#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <span>

namespace melscope {

/// What a network is fed: how raw images [40 × 9] become inputs.
enum class InputKind {
    Scaled, ///< each statistic divided by its own maximum, rounded to half: the paper's [core/README.md, Features]
    Decibels, ///< decibels, standardised per statistic and band; the track's level is kept
};

QString inputKindName(InputKind kind); ///< "scaled", "decibels"
std::optional<InputKind> inputKindOf(const QString &name);

/// Immutable; belongs to a model, since its weights make sense with this input alone.
struct InputTransform
{
    InputKind kind = InputKind::Scaled;
    std::array<float, kImageSize> mean {}; ///< dB; of Decibels only
    std::array<float, kImageSize> inverse {}; ///< 1 / standard deviation, 1 / dB

    void apply(std::span<const float, kImageSize> raw, float *input) const;
};

/// The least raw value of each place in an image; what is less counts as it. Squares of small values are smaller still.
const std::array<float, kImageSize> &decibelFloors();

/// Decibels of a raw value, at least -120 dB (of variances -240, since they are squares).
float decibelsOf(float raw, size_t channel);

/// Mean and deviation of the decibels over the images (of equal values: deviation 1).
InputTransform standardisedDecibels(std::span<const float *const> images);

} // namespace melscope
