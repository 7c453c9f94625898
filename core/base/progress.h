#pragma once

#include <QMap>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <functional>
#include <utility>

namespace melscope {

/// What a running stage does.
enum class Stage {
    Preparing,
    Waiting, ///< for another program
    Reading,
    Importing,
    Listening, ///< to sounds
    ReadingTags,
    WritingTags,
    JoiningParts,
    WritingDemo,
    Training,
    Epoch,
    Validating,
    Scoring,
    Embedding,
    IndexingNeighbours,
    ListingNeighbours,
    FindingNeighbours, ///< of every track
    LayingOut, ///< a map
    Explaining, ///< a label
    MeasuringImportance, ///< of inputs
    ScoringValidation,
    Predicting,
    SearchingThresholds,
    ComparingRules,
    Evaluating,
    Grid,
    Sending, ///< files to another computer
    Submitting, ///< a job to a queue
    Fetching, ///< files from another computer
};

/// A stage and what it works on: a file, a source, "3 of 40".
struct StageName
{
    StageName(Stage kind = Stage::Preparing, QString subject = {})
        : kind(kind)
        , subject(std::move(subject))
    {
    }
    Stage kind;
    QString subject;

    /// "Epoch 3 of 40"
    QString text() const;
    /// Whether an epoch of training, or its validation, is under way.
    bool isTraining() const { return kind == Stage::Training || kind == Stage::Epoch || kind == Stage::Validating; }
    bool operator==(const StageName &) const = default;
};

/// One report of a running stage. Ordered: a job sends its reports from one thread.
struct Progress
{
    quint64 runId = 0; ///< set by the job; receivers drop what bears an old one
    StageName stage;
    qint64 done = 0;
    qint64 total = 0; ///< 0 while unknown
    QString unit; ///< what is counted: "documents", "tracks", "epochs"
    qint64 count = 0; ///< of things that go with it, where `done` measures something else: documents of an import
    QString countUnit; ///< empty where there is nothing else to count
    double countPerSecond = 0;
    double bytesPerSecond = 0; ///< of their content; 0 while unknown
    double perSecond = 0; ///< units per second since the stage began; 0 while unknown
    double secondsLeft = -1; ///< -1 while unknown
    QString message; ///< a line for the log, or empty
    QMap<QString, double> metrics; ///< e.g. train_loss; empty for mere counting
    bool milestone = false; ///< never dropped by throttling (an epoch's end, a log line)
};

/// "12 of 300 tracks, 2,613 tracks/s, 1 min 20 s left"; where something else is counted beside it, that alone:
/// "12,345 documents, 20,000 documents/s, 1.2 GB/s, 3 min left".
QString progressText(const Progress &progress);

using ProgressCallback = std::function<void(const Progress &)>;

/// Reports are sent at most this often unless they are milestones.
inline constexpr double kProgressHz = 30.0;

/// Counts one stage, fills in rate and time left, and throttles. Owned and used by one thread.
class StageProgress
{
public:
    StageProgress(ProgressCallback callback, StageName stage, QString unit, qint64 total);

    /// What goes with the next reports: a count and the bytes of it.
    void count(qint64 count, QString unit, qint64 bytes);
    /// Sends a report now and then; the first and the one that reaches the total always.
    void update(qint64 done);
    /// Sends a report that no throttling drops.
    void milestone(qint64 done, QString message, QMap<QString, double> metrics = {});

private:
    Progress make(qint64 done) const;

    ProgressCallback m_callback;
    StageName m_stage;
    QString m_unit;
    qint64 m_total;
    qint64 m_count = 0;
    QString m_countUnit;
    qint64 m_bytes = 0;
    std::chrono::steady_clock::time_point m_start;
    std::chrono::steady_clock::time_point m_last;
    bool m_any = false;
};

} // namespace melscope

Q_DECLARE_METATYPE(melscope::Progress)
