#pragma once

#include "core/base/cancel_token.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace melscope {

/// What can be changed while a training runs, from any thread. Copies share it.
class LiveSettings
{
public:
    void setLearningRate(double rate) const { m_shared->learningRate.store(rate); }
    void setPatience(int epochs) const { m_shared->patience.store(epochs); }
    void setPaused(bool paused) const { m_shared->paused.store(paused); }
    /// 0 and -1: unchanged.
    double learningRate() const { return m_shared->learningRate.load(); }
    int patience() const { return m_shared->patience.load(); }
    bool isPaused() const { return m_shared->paused.load(); }

private:
    struct Shared
    {
        std::atomic<double> learningRate { 0 };
        std::atomic<int> patience { -1 };
        std::atomic<bool> paused { false };
    };
    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
};

/// Ends, pauses or adjusts training from any thread: `stop` keeps the best epoch so far, `cancel` ends without a
/// result, though the last checkpoint stays. Both are answered within a chunk's time.
struct TrainingControl
{
    CancelToken cancel;
    CancelToken stop;
    LiveSettings live;
    bool keepsSteps = false; ///< a cancel is to leave a checkpoint of the steps made since the last epoch, which takes
                             ///< some tenths of a second: whoever cancels means to go on
};

} // namespace melscope
