#pragma once

#include "core/base/result.h"

#include <samplerate.h>

#include <memory>
#include <span>
#include <vector>

namespace melscope {

/// One channel of any rate as 44.1 kHz, by libsamplerate's medium sinc, which the extractor of the data set uses: from
/// low rates no other one agrees with it.
class Resampler
{
public:
    static Result<Resampler> make(int sampleRate);

    /// Appends what can be made by now; `isEnd` with the last samples.
    Result<void> convert(std::span<const float> samples, bool isEnd, std::vector<float> &resampled);

private:
    struct Delete
    {
        void operator()(SRC_STATE *state) const { src_delete(state); }
    };
    std::unique_ptr<SRC_STATE, Delete> m_state;
    double m_ratio = 1;
};

} // namespace melscope
