#include "core/base/progress.h"

#include "core/base/number_text.h"

#include <QStringList>

namespace melscope {

QString StageName::text() const
{
    switch (kind) {
    case Stage::Preparing:
        return QStringLiteral("Preparing");
    case Stage::Waiting:
        return QStringLiteral("Waiting for %1").arg(subject);
    case Stage::Reading:
        return QStringLiteral("Reading %1").arg(subject);
    case Stage::Importing:
        return QStringLiteral("Importing features");
    case Stage::Listening:
        return QStringLiteral("Listening");
    case Stage::ReadingTags:
        return QStringLiteral("Reading tags");
    case Stage::WritingTags:
        return QStringLiteral("Writing tags");
    case Stage::JoiningParts:
        return QStringLiteral("Joining the parts");
    case Stage::WritingDemo:
        return QStringLiteral("Writing the demo");
    case Stage::Training:
        return QStringLiteral("Training");
    case Stage::Epoch:
        return QStringLiteral("Epoch %1").arg(subject);
    case Stage::Validating:
        return QStringLiteral("Validating epoch %1").arg(subject);
    case Stage::Scoring:
        return QStringLiteral("Scoring");
    case Stage::ScoringValidation:
        return QStringLiteral("Scoring validation of %1").arg(subject);
    case Stage::Predicting:
        return QStringLiteral("Predicting %1").arg(subject);
    case Stage::SearchingThresholds:
        return QStringLiteral("Searching thresholds");
    case Stage::ComparingRules:
        return QStringLiteral("Comparing threshold rules");
    case Stage::Evaluating:
        return QStringLiteral("Evaluating");
    case Stage::Grid:
        return QStringLiteral("Grid");
    }
    return {};
}

QString progressText(const Progress &progress)
{
    const bool bytes = progress.unit == QStringLiteral("bytes");
    auto amount = [&](qint64 value) { return bytes ? sizeText(value) : countText(value); };
    QStringList parts;
    if (!progress.countUnit.isEmpty()) {
        parts << countText(progress.count) + QLatin1Char(' ') + progress.countUnit;
        if (progress.countPerSecond > 0)
            parts << rateText(progress.countPerSecond, progress.countUnit)
                  << sizeText(qint64(progress.bytesPerSecond)) + QStringLiteral("/s");
    } else {
        if (progress.total > 0 || progress.done > 0)
            parts << (progress.total > 0 ? QStringLiteral("%1 of %2").arg(amount(progress.done), amount(progress.total))
                                         : amount(progress.done))
                    + (bytes ? QString() : QLatin1Char(' ') + progress.unit);
        if (progress.perSecond > 0)
            parts << (bytes ? sizeText(qint64(progress.perSecond)) + QStringLiteral("/s")
                            : rateText(progress.perSecond, progress.unit));
    }
    if (progress.secondsLeft >= 0.5)
        parts << QStringLiteral("%1 left").arg(durationText(progress.secondsLeft));
    return parts.join(QStringLiteral(", "));
}

using Clock = std::chrono::steady_clock;

StageProgress::StageProgress(ProgressCallback callback, StageName stage, QString unit, qint64 total)
    : m_callback(std::move(callback))
    , m_stage(std::move(stage))
    , m_unit(std::move(unit))
    , m_total(total)
    , m_start(Clock::now())
    , m_last(m_start)
{
}

Progress StageProgress::make(qint64 done) const
{
    Progress progress;
    progress.stage = m_stage;
    progress.unit = m_unit;
    progress.done = done;
    progress.total = m_total;
    const double seconds = std::chrono::duration<double>(Clock::now() - m_start).count();
    if (done > 0 && seconds > 0.05) {
        progress.perSecond = double(done) / seconds;
        if (m_total >= done)
            progress.secondsLeft = double(m_total - done) / progress.perSecond;
    }
    progress.count = m_count;
    progress.countUnit = m_countUnit;
    if (seconds > 0.05) {
        progress.countPerSecond = double(m_count) / seconds;
        progress.bytesPerSecond = double(m_bytes) / seconds;
    }
    return progress;
}

void StageProgress::count(qint64 count, QString unit, qint64 bytes)
{
    m_count = count;
    m_countUnit = std::move(unit);
    m_bytes = bytes;
}

void StageProgress::update(qint64 done)
{
    if (!m_callback)
        return;
    const auto now = Clock::now();
    const bool last = m_total > 0 && done >= m_total;
    if (m_any && !last && std::chrono::duration<double>(now - m_last).count() < 1.0 / kProgressHz)
        return;
    m_any = true;
    m_last = now;
    m_callback(make(done));
}

void StageProgress::milestone(qint64 done, QString message, QMap<QString, double> metrics)
{
    if (!m_callback)
        return;
    Progress progress = make(done);
    progress.message = std::move(message);
    progress.metrics = std::move(metrics);
    progress.milestone = true;
    m_any = true;
    m_last = Clock::now();
    m_callback(progress);
}

} // namespace melscope
