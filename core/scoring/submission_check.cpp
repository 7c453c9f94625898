#include "core/scoring/submission_check.h"

#include <algorithm>

namespace melscope {

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

void checkLabels(const Submission::Line &line, const std::set<std::string, std::less<>> &vocabulary,
                 std::vector<Violation> &violations)
{
    if (line.id.empty())
        violations.push_back({ SubmissionRule::IdAndLabel, line.number, QStringLiteral("there is no id") });
    if (line.labels.empty())
        violations.push_back({ SubmissionRule::IdAndLabel, line.number,
                               line.id.empty() ? QStringLiteral("there is no label")
                                               : QStringLiteral("recording %1 has no label").arg(text(line.id)) });
    std::set<std::string_view> seen;
    std::set<std::string_view> reported;
    for (const std::string_view label : line.labels) {
        if (!seen.insert(label).second) {
            if (reported.insert(label).second)
                violations.push_back({ SubmissionRule::LabelTwice, line.number,
                                       QStringLiteral("label \"%1\" stands twice").arg(text(label)) });
        } else if (!vocabulary.contains(label)) {
            violations.push_back({ SubmissionRule::UnknownLabel, line.number,
                                   QStringLiteral("label \"%1\" is not in the vocabulary").arg(text(label)) });
        }
    }
}

} // namespace

CheckReport checkSubmission(const Submission &submission, const std::set<std::string, std::less<>> &vocabulary,
                            const RecordingIds *expectedIds)
{
    CheckReport report;
    report.lines = submission.size();
    report.idsChecked = expectedIds != nullptr;
    if (submission.size() == 0)
        report.violations.push_back({ SubmissionRule::IdAndLabel, 0, QStringLiteral("the submission has no line") });
    RecordingIds seen;
    std::vector<qint64> firstLine;
    for (size_t i = 0; i < submission.size(); ++i) {
        const Submission::Line line = submission.line(i);
        checkLabels(line, vocabulary, report.violations);
        if (line.id.empty())
            continue;
        const auto [index, isNew] = seen.insert(line.id);
        if (!isNew) {
            report.violations.push_back({ SubmissionRule::IdTwice, line.number,
                                          QStringLiteral("recording %1 stands in line %2 already").arg(text(line.id)).arg(firstLine[index]) });
            continue;
        }
        firstLine.push_back(line.number);
        if (expectedIds != nullptr && !expectedIds->find(line.id))
            report.violations.push_back({ SubmissionRule::UnexpectedId, line.number,
                                          QStringLiteral("recording %1 is not one of those expected").arg(text(line.id)) });
    }
    if (expectedIds != nullptr) {
        for (size_t i = 0; i < expectedIds->size(); ++i) {
            if (!seen.find(expectedIds->key(i)))
                report.violations.push_back({ SubmissionRule::MissingId, 0,
                                              QStringLiteral("recording %1 is missing").arg(text(expectedIds->text(i))) });
        }
    }
    std::stable_sort(report.violations.begin(), report.violations.end(),
                     [](const Violation &a, const Violation &b) { return a.rule < b.rule; });
    return report;
}

QString ruleName(SubmissionRule rule)
{
    switch (rule) {
    case SubmissionRule::IdAndLabel:
        return QStringLiteral("id-and-label");
    case SubmissionRule::LabelTwice:
        return QStringLiteral("label-twice");
    case SubmissionRule::UnknownLabel:
        return QStringLiteral("unknown-label");
    case SubmissionRule::IdTwice:
        return QStringLiteral("id-twice");
    case SubmissionRule::UnexpectedId:
        return QStringLiteral("unexpected-id");
    case SubmissionRule::MissingId:
        return QStringLiteral("missing-id");
    }
    return {};
}

} // namespace melscope
