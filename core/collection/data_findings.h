#pragma once

#include "core/features/feature_pool.h"
#include "core/features/image_faults.h"
#include "core/truth/ground_truth.h"
#include "core/truth/join_finding.h"
#include "core/truth/label_space.h"
#include "core/truth/label_statistics.h"

#include <QJsonObject>

#include <vector>

namespace melscope {

enum class FindingKind {
    UnusableFile, ///< a file or document that could not be used at all
    OddLine, ///< of a ground truth: left out, repeated, quoted, a label that looks like another …
    UnknownLabels, ///< of validation or test, that training lacks
    Collision, ///< labels of one source that normalise to one class
    WithoutFeatures, ///< recordings that no store has
    PoorJoin, ///< less than half of one side is on the other
    SharedRecordings, ///< that are in training and in validation
    SharedReleaseGroups, ///< the "album effect"
    FeatureValues, ///< NaN, infinite, negative or absurd
};

/// Something about the data that people should know, worded once for the window, the command line and run.json.
struct DataFinding
{
    enum class Severity {
        Note,
        Warning, ///< figures may not mean what they seem to
        Error, ///< a file that could not be used at all
    };
    FindingKind kind = FindingKind::OddLine;
    Severity severity = Severity::Note;
    QString file;
    qint64 line = 0;
    QString text;
    qint64 count = 1; ///< of lines, labels, recordings …

    bool isSerious() const { return severity == Severity::Error; }
    /// "file:line: text"
    QString lineText() const;
    friend bool operator==(const DataFinding &, const DataFinding &) = default;
};
using DataFindings = std::vector<DataFinding>;

/// "odd-line", "poor-join" …; "note", "warning", "error": as run.json has them.
QString findingName(FindingKind kind);
QString severityName(DataFinding::Severity severity);
/// `folder`: paths are written relative to it.
QJsonObject toJson(const DataFinding &finding, const QString &folder);
DataFinding findingFromJson(const QJsonObject &json, const QString &folder);

/// The truths of one source; those that are not there are null.
struct SourceTruths
{
    QString name;
    const GroundTruth *train = nullptr;
    const GroundTruth *validation = nullptr;
    const GroundTruth *test = nullptr;
};

/// What truths tell without features: odd lines (at most `mostLines` of each file, then their number), labels that
/// training lacks, labels that fall together, recordings and release groups shared by training and validation (also of
/// two sources where both are trained on). `overlaps`: of the sources' train and validation parts where that is known,
/// else empty.
DataFindings truthFindings(const std::vector<SourceTruths> &sources, const LabelSpace &space, size_t mostLines,
                           const std::vector<const PartOverlap *> &overlaps = {});

/// The same with at most `mostLines` odd lines of each file, then their number.
DataFindings shortened(const DataFindings &findings, size_t mostLines);

/// Labels of a part that are no class of its source.
std::vector<std::string> unknownLabels(const GroundTruth &truth, const LabelSpace &space, size_t source);

/// How a truth joins its features; `rows` as FeaturePool::rowsOf() gives them. `part`: "the validation part of lastfm".
JoinFinding featureJoin(const GroundTruth &truth, const QString &part, const std::vector<uint32_t> &rows,
                        const FeaturePool &pool);
/// Nothing where all recordings have features.
void addJoin(DataFindings &findings, const JoinFinding &join, const QString &file);
/// One finding for each track that cannot be used, up to some; one for each other kind of fault.
void addFaults(DataFindings &findings, const std::vector<ImageFault> &faults, const FeaturePool &pool);

/// "the train part of allmusic"
QString partName(const QString &part, const QString &source);

} // namespace melscope
