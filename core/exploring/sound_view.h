#pragma once

#include "core/audio/audio_reader.h"
#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/runs/run_folder.h"
#include "core/track/mel_image.h"

#include <QByteArray>

#include <memory>
#include <vector>

namespace melscope {

/// A sound as one looks at it while it plays: its mel bands over time, its waveform, its cover, and the images of the
/// stretches of 10 s that the network is asked about. Immutable.
struct SoundView
{
    static constexpr size_t kMostColumns = 4000; ///< more than a screen has pixels
    static constexpr size_t kMostWindows = 1000;
    static constexpr double kWindowSeconds = 10;
    static constexpr double kLeastStep = 1; ///< seconds from one window to the next

    QString file;
    double seconds = 0;
    double gain = 0; ///< dB, that the bands were raised by, as for the track's own image
    std::vector<float> bands; ///< [columns × 40] dB: 10 log₁₀ of the mean over the column's frames
    std::vector<float> low; ///< [columns] least sample, in −1 … 1, before the gain
    std::vector<float> high; ///< [columns] greatest sample
    std::vector<MelImage> windows; ///< raw, in order; one of the whole where it is shorter than a window
    std::vector<double> windowCentres; ///< [windows] seconds
    QByteArray cover; ///< a picture's bytes, or empty

    size_t columns() const { return low.size(); }
};

/// Listens to a whole file. Errors: as readSoundFile().
Result<std::shared_ptr<const SoundView>> viewSound(const QString &path, const AudioOptions &options = {},
                                                   const CancelToken &cancel = {},
                                                   const ProgressCallback &progress = {});

/// What a run's network says of each window of a sound. Immutable.
struct ScoresOverTime
{
    std::shared_ptr<const Run> run;
    std::shared_ptr<const SoundView> sound;
    std::shared_ptr<const ScoreMatrix> scores; ///< [windows × classes]; ids are the windows' numbers

    /// The classes whose greatest score over time is highest, at most `most`, descending, among those that `isWanted`.
    std::vector<uint32_t> strongest(size_t most, const std::function<bool(uint32_t)> &isWanted) const;
};

/// Errors: the run's model is missing or does not fit; cancelled.
Result<std::shared_ptr<const ScoresOverTime>> scoresOverTime(const std::shared_ptr<const Run> &run,
                                                             const std::shared_ptr<const SoundView> &sound,
                                                             const CancelToken &cancel = {});

} // namespace melscope
