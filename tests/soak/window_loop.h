#pragma once

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QTimer>

#include <algorithm>
#include <functional>
#include <vector>

namespace melscope::soak {

/// A whole number above nought from the environment.
inline int setting(const char *name, int standard)
{
    bool ok = false;
    const int value = qEnvironmentVariableIntValue(name, &ok);
    return ok && value > 0 ? value : standard;
}

/// Lets the window live until then; ends the program after so many ms.
inline void waitUntil(const std::function<bool()> &condition, const char *step, int patience)
{
    QDeadlineTimer deadline(patience);
    while (!condition()) {
        QTimer::singleShot(5, [] {});
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (deadline.hasExpired())
            qFatal("%s does not come to an end", step);
    }
}

/// Nought of none.
inline double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    const auto place = values.begin() + ptrdiff_t(double(values.size() - 1) * share);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

} // namespace melscope::soak
