#include "steadiness.h"

#include <QDir>
#include <QFile>

#include <malloc.h>
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
extern "C" size_t __sanitizer_get_current_allocated_bytes(); // GCC 12 has the function without its header
#endif

#include <algorithm>
#include <functional>

namespace melscope::soak {

namespace {

constexpr double kShareOfMean = 0.05;
constexpr double kMegabytes = 24; // caches of fonts and of the allocator's threads come and go
constexpr double kHandles = 2;

double heldMegabytes()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    // The sanitizer keeps freed memory to find late uses, and its own books.
    return double(__sanitizer_get_current_allocated_bytes()) / 1048576;
#else
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').constFirst().toDouble() / 1024;
    }
    return 0;
#endif
}

int entriesOf(const QString &folder)
{
    return int(QDir(folder).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size());
}

/// How much the least-squares line rises from the first to the last sample.
double rise(const std::vector<Sample> &samples, size_t from, const std::function<double(const Sample &)> &value)
{
    double x = 0;
    double y = 0;
    const auto count = double(samples.size() - from);
    for (size_t i = from; i < samples.size(); ++i) {
        x += samples[i].seconds / count;
        y += value(samples[i]) / count;
    }
    double products = 0;
    double squares = 0;
    for (size_t i = from; i < samples.size(); ++i) {
        products += (samples[i].seconds - x) * (value(samples[i]) - y);
        squares += (samples[i].seconds - x) * (samples[i].seconds - x);
    }
    return squares > 0 ? products / squares * (samples.back().seconds - samples[from].seconds) : 0;
}

} // namespace

Sample takeSample(double seconds)
{
    malloc_trim(0);
    return { seconds, heldMegabytes(), entriesOf(QStringLiteral("/proc/self/fd")),
             entriesOf(QStringLiteral("/proc/self/task")) };
}

QString unsteadiness(const std::vector<Sample> &samples)
{
    if (samples.size() < 6)
        return QStringLiteral("only %1 samples, too few to judge").arg(samples.size());
    const size_t half = samples.size() / 2;
    double mean = 0;
    for (size_t i = half; i < samples.size(); ++i)
        mean += samples[i].megabytes / double(samples.size() - half);
    const double memory = rise(samples, half, [](const Sample &sample) { return sample.megabytes; });
    const double handles = rise(samples, half, [](const Sample &sample) { return double(sample.handles); });
    QString text;
    if (memory > std::max(kMegabytes, kShareOfMean * mean))
        text += QStringLiteral("memory rises by %1 MB over the second half (mean %2 MB). ")
                    .arg(QString::number(memory, 'f', 1), QString::number(mean, 'f', 1));
    if (handles > kHandles)
        text += QStringLiteral("open files rise by %1 over the second half. ").arg(QString::number(handles, 'f', 1));
    return text;
}

} // namespace melscope::soak
