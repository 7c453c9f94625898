#pragma once

#include "core/base/progress.h"

#include <chrono>

namespace melscope {

/// Progress on stderr: a bar that is redrawn on a terminal; elsewhere a plain line now and then, and one at
/// each stage's end. Log messages always get a line of their own.
class ConsoleProgress
{
public:
    explicit ConsoleProgress(bool quiet);
    ~ConsoleProgress();

    void show(const Progress &progress);

private:
    QString statusText(const Progress &progress) const;
    void clearBar();

    bool m_quiet;
    bool m_terminal;
    bool m_barShown = false;
    StageName m_stage;
    std::chrono::steady_clock::time_point m_lastLine;
    std::chrono::steady_clock::time_point m_stageStart;
};

} // namespace melscope
