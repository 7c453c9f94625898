#include "core/collection/data_findings.h"

#include "core/base/number_text.h"
#include "core/base/words.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <map>

namespace melscope {

namespace {

using Severity = DataFinding::Severity;

QString number(size_t value)
{
    return countText(qint64(value));
}

QString firstFew(const std::vector<std::string> &names)
{
    constexpr size_t most = 5;
    QStringList shown;
    for (size_t i = 0; i < std::min(names.size(), most); ++i)
        shown << QStringLiteral("\"%1\"").arg(QString::fromStdString(names[i]));
    return shown.join(QStringLiteral(", ")) + (names.size() > most ? QStringLiteral(" …") : QString());
}

void addOddLines(DataFindings &findings, const GroundTruth &truth, size_t mostLines)
{
    const size_t listed = std::min(mostLines, truth.problems().size());
    for (size_t i = 0; i < listed; ++i)
        findings.push_back(
            { FindingKind::OddLine, Severity::Note, truth.file(), truth.problems()[i].line, truth.problems()[i].text });
    if (truth.problemCount() > listed)
        findings.push_back({ FindingKind::OddLine, Severity::Note, truth.file(), 0,
                             tr("and %1 more odd lines").arg(number(truth.problemCount() - listed)),
                             qint64(truth.problemCount() - listed) });
}

void addUnknownLabels(DataFindings &findings, const GroundTruth &truth, const QString &part, const LabelSpace &space,
                      size_t source)
{
    const std::vector<std::string> unknown = unknownLabels(truth, space, source);
    if (unknown.empty())
        return;
    const JoinFinding join =
        labelJoin(joinSide(part, truth.labels()), joinSide(tr("its training"), space.labelsOf(source)),
                  [&](size_t i) { return space.classOf(source, truth.labels()[i]).has_value(); });
    if (join.isPoor())
        findings.push_back(
            { FindingKind::PoorJoin, Severity::Warning, truth.file(), 0, join.text(), qint64(unknown.size()) });
    else
        findings.push_back({ FindingKind::UnknownLabels, Severity::Note, truth.file(), 0,
                             tr("%1 labels of %2 do not occur in training, cannot be learned and are left out (%3)")
                                 .arg(number(unknown.size()), part, firstFew(unknown)),
                             qint64(unknown.size()) });
}

void addOverlap(DataFindings &findings, const PartOverlap &overlap, const GroundTruth &validation, const QString &part)
{
    if (overlap.sharedRecordings > 0)
        findings.push_back(
            { FindingKind::SharedRecordings, Severity::Warning, validation.file(), 0,
              tr("%1 of %2 recordings of %3 are in training, too; figures on validation will look better "
                 "than on music that is new")
                  .arg(number(overlap.sharedRecordings), number(validation.size()), part),
              qint64(overlap.sharedRecordings) });
    if (overlap.sharedReleaseGroups > 0)
        findings.push_back(
            { FindingKind::SharedReleaseGroups, Severity::Warning, validation.file(), 0,
              tr("%1 release groups of %2 are in training, too, with %3 of its %4 recordings; figures on validation "
                 "will look better than on music that is new (the \"album effect\"); split by release group to avoid "
                 "it")
                  .arg(number(overlap.sharedReleaseGroups), part, number(overlap.validationInShared),
                       number(validation.size())),
              qint64(overlap.sharedReleaseGroups) });
}

/// Recordings that one source validates on and another trains on: the network has seen them.
void addLeaks(DataFindings &findings, const std::vector<SourceTruths> &sources)
{
    for (const SourceTruths &own : sources) {
        for (const SourceTruths &other : sources) {
            if (&own == &other || own.validation == nullptr || other.train == nullptr)
                continue;
            size_t shared = 0;
            for (size_t i = 0; i < own.validation->size(); ++i)
                shared += other.train->recordings().find(own.validation->recordings().key(i)) ? 1 : 0;
            if (shared > 0)
                findings.push_back({ FindingKind::SharedRecordings, Severity::Warning, own.validation->file(), 0,
                                     tr("%1 of %2 recordings of %3 are in the training of %4; a network "
                                        "trained on both has seen them")
                                         .arg(number(shared), number(own.validation->size()),
                                              partName(QStringLiteral("validation"), own.name), other.name),
                                     qint64(shared) });
        }
    }
}

} // namespace

QString DataFinding::lineText() const
{
    if (file.isEmpty())
        return text;
    return line > 0 ? QStringLiteral("%1:%2: %3").arg(file, QString::number(line), text)
                    : QStringLiteral("%1: %2").arg(file, text);
}

QString findingName(FindingKind kind)
{
    switch (kind) {
    case FindingKind::UnusableFile:
        return QStringLiteral("unusable-file");
    case FindingKind::OddLine:
        return QStringLiteral("odd-line");
    case FindingKind::UnknownLabels:
        return QStringLiteral("unknown-labels");
    case FindingKind::Collision:
        return QStringLiteral("collision");
    case FindingKind::WithoutFeatures:
        return QStringLiteral("without-features");
    case FindingKind::PoorJoin:
        return QStringLiteral("poor-join");
    case FindingKind::SharedRecordings:
        return QStringLiteral("shared-recordings");
    case FindingKind::SharedReleaseGroups:
        return QStringLiteral("shared-release-groups");
    case FindingKind::FeatureValues:
        return QStringLiteral("feature-values");
    }
    return {};
}

QString severityName(Severity severity)
{
    return severity == Severity::Note   ? QStringLiteral("note")
        : severity == Severity::Warning ? QStringLiteral("warning")
                                        : QStringLiteral("error");
}

QJsonObject toJson(const DataFinding &finding, const QString &folder)
{
    QJsonObject json { { QStringLiteral("kind"), findingName(finding.kind) },
                       { QStringLiteral("severity"), severityName(finding.severity) },
                       { QStringLiteral("text"), finding.text },
                       { QStringLiteral("count"), finding.count } };
    if (!finding.file.isEmpty())
        json.insert(QStringLiteral("file"), QDir(folder).relativeFilePath(QFileInfo(finding.file).absoluteFilePath()));
    if (finding.line > 0)
        json.insert(QStringLiteral("line"), finding.line);
    return json;
}

DataFinding findingFromJson(const QJsonObject &json, const QString &folder)
{
    DataFinding finding;
    for (int kind = 0; kind <= int(FindingKind::FeatureValues); ++kind) {
        if (findingName(FindingKind(kind)) == json.value(QStringLiteral("kind")).toString())
            finding.kind = FindingKind(kind);
    }
    for (const Severity severity : { Severity::Note, Severity::Warning, Severity::Error }) {
        if (severityName(severity) == json.value(QStringLiteral("severity")).toString())
            finding.severity = severity;
    }
    finding.text = json.value(QStringLiteral("text")).toString();
    finding.line = json.value(QStringLiteral("line")).toInteger();
    finding.count = json.value(QStringLiteral("count")).toInteger(1);
    if (const QString file = json.value(QStringLiteral("file")).toString(); !file.isEmpty())
        finding.file = QDir::cleanPath(QDir(folder).absoluteFilePath(file));
    return finding;
}

std::vector<std::string> unknownLabels(const GroundTruth &truth, const LabelSpace &space, size_t source)
{
    std::vector<std::string> unknown;
    for (size_t label = 0; label < truth.labels().size(); ++label) {
        if (!space.classOf(source, truth.labels()[label]))
            unknown.push_back(truth.spelling(label));
    }
    return unknown;
}

DataFindings truthFindings(const std::vector<SourceTruths> &sources, const LabelSpace &space, size_t mostLines,
                           const std::vector<const PartOverlap *> &overlaps)
{
    DataFindings findings;
    for (size_t i = 0; i < sources.size(); ++i) {
        const SourceTruths &source = sources[i];
        for (const GroundTruth *truth : { source.train, source.validation, source.test }) {
            if (truth != nullptr)
                addOddLines(findings, *truth, mostLines);
        }
        if (source.train == nullptr)
            continue;
        const QString validation = partName(QStringLiteral("validation"), source.name);
        if (const auto index = space.findSource(source.name)) {
            if (source.validation != nullptr)
                addUnknownLabels(findings, *source.validation, validation, space, *index);
            if (source.test != nullptr)
                addUnknownLabels(findings, *source.test, partName(QStringLiteral("test"), source.name), space, *index);
        }
        if (source.validation == nullptr)
            continue;
        const bool isKnown = i < overlaps.size() && overlaps[i] != nullptr;
        addOverlap(findings, isKnown ? *overlaps[i] : comparePartsOf(*source.train, *source.validation),
                   *source.validation, validation);
    }
    addLeaks(findings, sources);
    for (const QString &collision : space.collisions())
        findings.push_back({ FindingKind::Collision, Severity::Note, {}, 0, collision });
    return findings;
}

DataFindings shortened(const DataFindings &findings, size_t mostLines)
{
    DataFindings kept;
    std::map<QString, size_t> lines; // of each file
    std::map<QString, size_t> rest; // of each file, which finding tells how many more there are
    for (const DataFinding &finding : findings) {
        const bool isLine = finding.kind == FindingKind::OddLine;
        if (!isLine || (finding.line > 0 && lines[finding.file]++ < mostLines)) {
            kept.push_back(finding);
            continue;
        }
        const auto [place, isNew] = rest.emplace(finding.file, kept.size());
        if (isNew)
            kept.push_back({ FindingKind::OddLine, Severity::Note, finding.file, 0, {}, 0 });
        DataFinding &more = kept[place->second];
        more.count += finding.count;
        more.text = tr("and %1 more odd lines").arg(number(size_t(more.count)));
    }
    return kept;
}

JoinFinding featureJoin(const GroundTruth &truth, const QString &part, const std::vector<uint32_t> &rows,
                        const FeaturePool &pool)
{
    JoinSide left = joinSide(part, truth.recordings());
    left.releaseGroups = &truth.releaseGroups();
    const JoinSide right { tr("the features"), pool.size(),
                           [&pool](size_t row) { return std::string(pool.id(uint32_t(row))); }, nullptr };
    return recordingJoin(left, right, [&](size_t i) { return rows[i] != FeaturePool::kNoRow; });
}

void addJoin(DataFindings &findings, const JoinFinding &join, const QString &file)
{
    const auto missing = qint64(join.left - join.matched);
    if (missing == 0)
        return;
    if (join.isPoor())
        findings.push_back({ FindingKind::PoorJoin, Severity::Warning, file, 0, join.text(), missing });
    else
        findings.push_back({ FindingKind::WithoutFeatures, Severity::Note, file, 0,
                             tr("%1 of %2 recordings of %3 have no features and are left out")
                                 .arg(countText(missing), number(join.left), join.leftName),
                             missing });
}

void addFaults(DataFindings &findings, const std::vector<ImageFault> &faults, const FeaturePool &pool)
{
    constexpr size_t most = 20;
    size_t refused = 0;
    for (const ImageFault &fault : faults) {
        if (fault.kind == ImageFault::Kind::NotFinite && refused++ < most)
            findings.push_back({ FindingKind::FeatureValues, Severity::Warning, pool.file(fault.row), 0,
                                 faultText(pool, fault) + tr("; the track is left out. Import its document again") });
    }
    if (refused > most)
        findings.push_back({ FindingKind::FeatureValues,
                             Severity::Warning,
                             {},
                             0,
                             tr("and %1 more tracks are left out for such values").arg(number(refused - most)),
                             qint64(refused - most) });
    for (const auto kind : { ImageFault::Kind::Negative, ImageFault::Kind::TooLarge }) {
        const auto isSo = [kind](const ImageFault &fault) { return fault.kind == kind; };
        const auto first = std::find_if(faults.begin(), faults.end(), isSo);
        if (first == faults.end())
            continue;
        const auto count = size_t(std::count_if(faults.begin(), faults.end(), isSo));
        findings.push_back(
            { FindingKind::FeatureValues, Severity::Warning, pool.file(first->row), 0,
              tr("%1 tracks have values that are %2, which no music has; the first: %3")
                  .arg(number(count),
                       kind == ImageFault::Kind::Negative ? QStringLiteral("negative") : tr("absurdly large"),
                       faultText(pool, *first)),
              qint64(count) });
    }
}

QString partName(const QString &part, const QString &source)
{
    return source.isEmpty() ? tr("the %1 part").arg(part) : tr("the %1 part of %2").arg(part, source);
}

} // namespace melscope
