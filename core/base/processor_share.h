#pragma once

#include <memory>

namespace melscope {

/// As long as it lives, the calling thread, and those that it makes, stay on one of several equal shares of the
/// processors that it may use: processes that wait for one another many times a step lose a millisecond each time where
/// their threads are moved about. Where there are fewer processors than shares, nothing happens. Ends in its thread.
class ProcessorShare
{
public:
    ProcessorShare(int share, int shares);
    ~ProcessorShare();
    ProcessorShare(const ProcessorShare &) = delete;
    ProcessorShare &operator=(const ProcessorShare &) = delete;

private:
    struct Mask;
    std::unique_ptr<Mask> m_before; ///< nothing: nothing was changed
};

} // namespace melscope
