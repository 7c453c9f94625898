#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/network/mel_network.h"
#include "core/track/mel_image.h"
#include "core/training/dataset.h"

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace melscope {

/// Values of the network's input, as its InputTransform makes them of an image. [40 × 9]
using NetworkInput = std::array<float, kImageSize>;

/// How much each cell of a track's image speaks for a label, or against it: integrated gradients of the label's score
/// along the straight line from a baseline to the track, in the network's input space [Sundararajan, Taly and Yan
/// 2017].
struct Attribution
{
    std::array<float, kImageSize> cells {}; ///< [40 × 9]; they add up to score − baselineScore, but for the error
    double score = 0;
    double baselineScore = 0;
    double sum = 0; ///< of the cells
    /// |sum − (score − baselineScore)|: what so many steps leave of the integral.
    double error() const;
};

/// What a label's score hangs on, on average over its tracks.
struct LabelAttribution
{
    Attribution mean; ///< cells, score and sum are means over the tracks
    std::array<float, kImageSize> deviation {}; ///< [40 × 9] of each cell over the tracks, n − 1; 0 of one
    double greatestError = 0; ///< Attribution::error() of the tracks, the greatest
    size_t tracks = 0; ///< that were looked at
    size_t bearers = 0; ///< tracks with the label
};

/// A label's score where a band or a statistic is that of the baseline, taken from the score as it is: positive where
/// it speaks for the label.
struct Occlusion
{
    std::array<float, kBands> bands {};
    std::array<float, kChannels> statistics {};
};

/// Asks a run's network why it scores tracks as it does; on the processor. Used by one thread at a time.
class Explainer
{
public:
    static constexpr int kSteps = 64;
    /// Of a mean, whose tracks' errors have either sign: half as many leave less than 1 % of the difference of scores.
    static constexpr int kLabelSteps = 32;
    static constexpr size_t kLabelTracks = 500;

    /// Errors: the model does not fit its network.
    static Result<std::unique_ptr<Explainer>> of(const Model &model, int threads = 0);
    ~Explainer();

    size_t classes() const;
    /// The network's input of a raw image [40 × 9].
    NetworkInput inputOf(const float *image) const;
    /// Mean input of raw images. Errors: there is none; cancelled.
    Result<NetworkInput> meanInput(std::span<const float *const> images, const CancelToken &cancel = {}) const;
    /// Mean input of the label's tracks; of all tracks where none bears it. Errors: there is no track; cancelled.
    Result<NetworkInput> meanInput(const Dataset &tracks, std::optional<uint32_t> classIndex,
                                   const CancelToken &cancel = {}) const;

    /// Scores of all classes.
    std::vector<float> scoresOf(const NetworkInput &input);
    /// With an odd number of steps or an even one: midpoints of equal parts of the line.
    Attribution attribute(const NetworkInput &input, const NetworkInput &baseline, uint32_t classIndex,
                          int steps = kSteps);
    Occlusion occlude(const NetworkInput &input, const NetworkInput &baseline, uint32_t classIndex);
    /// Over the label's tracks; over `most` of them, evenly chosen, where there are more. Answers a cancel within a
    /// batch. Errors: no track bears the label; cancelled.
    Result<LabelAttribution> attributeLabel(const Dataset &tracks, const NetworkInput &baseline, uint32_t classIndex,
                                            size_t most = kLabelTracks, int steps = kLabelSteps,
                                            const CancelToken &cancel = {}, const ProgressCallback &progress = {},
                                            const QString &label = {});

private:
    class Implementation;
    explicit Explainer(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> m_d;
};

} // namespace melscope
