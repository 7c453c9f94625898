#include "core/base/progress.h"

#include "core/base/number_text.h"
#include "core/base/words.h"

#include <QStringList>

namespace melscope {

QString StageName::text() const
{
    switch (kind) {
    case Stage::Preparing:
        return tr("Preparing");
    case Stage::Waiting:
        return tr("Waiting for %1").arg(subject);
    case Stage::Reading:
        return tr("Reading %1").arg(subject);
    case Stage::Importing:
        return tr("Importing features");
    case Stage::Listening:
        return tr("Listening");
    case Stage::ReadingTags:
        return tr("Reading tags");
    case Stage::WritingTags:
        return tr("Writing tags");
    case Stage::JoiningParts:
        return tr("Joining the parts");
    case Stage::WritingDemo:
        return tr("Writing the demo");
    case Stage::Training:
        return tr("Training");
    case Stage::Epoch:
        return tr("Epoch %1").arg(subject);
    case Stage::Validating:
        return tr("Validating epoch %1").arg(subject);
    case Stage::Scoring:
        return tr("Scoring");
    case Stage::Embedding:
        return tr("Embedding tracks");
    case Stage::IndexingNeighbours:
        return tr("Indexing neighbours");
    case Stage::ListingNeighbours:
        return tr("Looking for near-duplicates");
    case Stage::FindingNeighbours:
        return tr("Finding each track's neighbours");
    case Stage::LayingOut:
        return tr("Laying out the map");
    case Stage::Explaining:
        return tr("Explaining %1").arg(subject);
    case Stage::MeasuringImportance:
        return tr("Measuring what the labels depend on");
    case Stage::ScoringValidation:
        return tr("Scoring validation of %1").arg(subject);
    case Stage::Predicting:
        return tr("Predicting %1").arg(subject);
    case Stage::SearchingThresholds:
        return tr("Searching thresholds");
    case Stage::ComparingRules:
        return tr("Comparing threshold rules");
    case Stage::Evaluating:
        return tr("Evaluating");
    case Stage::Grid:
        return tr("Grid");
    case Stage::Sending:
        return tr("Copying files to %1").arg(subject);
    case Stage::Submitting:
        return tr("Submitting to %1").arg(subject);
    case Stage::Fetching:
        return tr("Fetching from %1").arg(subject);
    }
    return {};
}

/// What is counted comes as a word of the code.
static QString unitText(const QString &unit)
{
    static constexpr const char *known[] = {
        QT_TRANSLATE_NOOP("melscope", "tracks"),  QT_TRANSLATE_NOOP("melscope", "documents"),
        QT_TRANSLATE_NOOP("melscope", "epochs"),  QT_TRANSLATE_NOOP("melscope", "labels"),
        QT_TRANSLATE_NOOP("melscope", "rules"),   QT_TRANSLATE_NOOP("melscope", "sounds"),
        QT_TRANSLATE_NOOP("melscope", "sources"), QT_TRANSLATE_NOOP("melscope", "rounds"),
        QT_TRANSLATE_NOOP("melscope", "runs"),
    };
    for (const char *word : known) {
        if (unit == QLatin1String(word))
            return tr(word);
    }
    return unit;
}

QString progressText(const Progress &progress)
{
    const QString countUnit = unitText(progress.countUnit);
    const bool bytes = progress.unit == QStringLiteral("bytes");
    auto amount = [&](qint64 value) { return bytes ? sizeText(value) : countText(value); };
    QStringList parts;
    if (!progress.countUnit.isEmpty()) {
        parts << countText(progress.count) + QLatin1Char(' ') + countUnit;
        if (progress.countPerSecond > 0)
            parts << rateText(progress.countPerSecond, countUnit)
                  << sizeText(qint64(progress.bytesPerSecond)) + QStringLiteral("/s");
    } else {
        if (progress.total > 0 || progress.done > 0)
            parts << (progress.total > 0 ? tr("%1 of %2").arg(amount(progress.done), amount(progress.total))
                                         : amount(progress.done))
                    + (bytes ? QString() : QLatin1Char(' ') + unitText(progress.unit));
        if (progress.perSecond > 0)
            parts << (bytes ? sizeText(qint64(progress.perSecond)) + QStringLiteral("/s")
                            : rateText(progress.perSecond, unitText(progress.unit)));
    }
    if (progress.secondsLeft >= 0.5)
        parts << tr("%1 left").arg(durationText(progress.secondsLeft));
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
