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

constexpr double kBytes = 1048576; ///< of a megabyte
constexpr double kHandles = 2;

/// How far memory may rise: by a share of its mean, or by so many MB, whichever is more.
struct Bound
{
    double share;
    double megabytes;
};
constexpr Bound kAllocated { 0.05, 16 }; // caches of fonts and images come and go
constexpr Bound kResident { 0.2, 64 }; // and so do holes between what is allocated; a mapped file that is kept is more

double allocatedMegabytes()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return double(__sanitizer_get_current_allocated_bytes()) / kBytes;
#else
    const struct mallinfo2 info = mallinfo2();
    return double(info.uordblks + info.hblkhd) / kBytes;
#endif
}

double residentMegabytes()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return 0; // the sanitizer keeps freed memory to find late uses, and its own books
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
    return { seconds, allocatedMegabytes(), residentMegabytes(), entriesOf(QStringLiteral("/proc/self/fd")),
             entriesOf(QStringLiteral("/proc/self/task")) };
}

QString unsteadiness(const std::vector<Sample> &samples)
{
    if (samples.size() < 6)
        return QStringLiteral("only %1 samples, too few to judge").arg(samples.size());
    const size_t half = samples.size() / 2;
    QString text;
    auto judge = [&](const char *name, const Bound &bound, double Sample::*value) {
        double mean = 0;
        for (size_t i = half; i < samples.size(); ++i)
            mean += samples[i].*value / double(samples.size() - half);
        const double rises = rise(samples, half, [value](const Sample &sample) { return sample.*value; });
        if (rises > std::max(bound.megabytes, bound.share * mean))
            text += QStringLiteral("%1 memory rises by %2 MB over the second half (mean %3 MB). ")
                        .arg(QLatin1String(name), QString::number(rises, 'f', 1), QString::number(mean, 'f', 1));
    };
    judge("allocated", kAllocated, &Sample::allocated);
    judge("resident", kResident, &Sample::resident);
    const double handles = rise(samples, half, [](const Sample &sample) { return double(sample.handles); });
    if (handles > kHandles)
        text += QStringLiteral("open files rise by %1 over the second half. ").arg(QString::number(handles, 'f', 1));
    return text;
}

} // namespace melscope::soak
