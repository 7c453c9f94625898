#include "core/scoring/submission_check.h"

#include "core/base/text.h"
#include "core/base/words.h"
#include "core/truth/cell_text.h"

#include <algorithm>
#include <map>

namespace melscope {

namespace {

/// One submission held against a vocabulary and ids.
class Checker
{
public:
    Checker(const Submission &submission, const std::set<std::string, std::less<>> &vocabulary,
            const RecordingIds *expectedIds)
        : m_submission(submission)
        , m_expectedIds(expectedIds)
        , m_uses(submission.labels().size(), 0)
    {
        std::map<std::string, std::string, std::less<>> spellings;
        for (const std::string &label : vocabulary)
            spellings.emplace(labelKey(label), label);
        std::map<std::string_view, uint32_t> numbers;
        for (const Submission::Label &label : submission.labels()) {
            const auto known = spellings.find(label.key);
            if (vocabulary.contains(label.written))
                m_expected.emplace_back(label.written);
            else
                m_expected.push_back(known != spellings.end() ? known->second : std::string());
            m_keyNumbers.push_back(numbers.emplace(label.key, uint32_t(numbers.size())).first->second);
        }
    }

    CheckReport run()
    {
        m_report.lines = m_submission.size();
        m_report.idsChecked = m_expectedIds != nullptr;
        if (m_submission.size() == 0)
            add(SubmissionRule::IdAndLabel, 0, tr("the submission has no line"));
        for (size_t i = 0; i < m_submission.size(); ++i) {
            const Submission::Line line = m_submission.line(i);
            checkLabels(line);
            checkId(line);
        }
        for (size_t i = 0; m_expectedIds != nullptr && i < m_expectedIds->size(); ++i) {
            if (!m_seen.find(m_expectedIds->key(i)))
                add(SubmissionRule::MissingId, 0, tr("recording %1 is missing").arg(textOf(m_expectedIds->text(i))));
        }
        std::stable_sort(m_report.violations.begin(), m_report.violations.end(),
                         [](const Violation &a, const Violation &b) { return a.rule < b.rule; });
        warn();
        return std::move(m_report);
    }

private:
    void add(SubmissionRule rule, qint64 line, QString what)
    {
        m_report.violations.push_back({ rule, line, std::move(what) });
    }

    /// Whether it stands for an empty cell in a file whose cells are quoted.
    bool isNothing(uint32_t label) const { return m_submission.isQuoted() && m_submission.labels()[label].key.empty(); }

    void checkLabels(const Submission::Line &line)
    {
        if (line.id.empty())
            add(SubmissionRule::IdAndLabel, line.number, tr("there is no id"));
        if (std::all_of(line.numbers.begin(), line.numbers.end(), [this](uint32_t label) { return isNothing(label); }))
            add(SubmissionRule::IdAndLabel, line.number,
                line.id.empty() ? tr("there is no label") : tr("recording %1 has no label").arg(textOf(line.id)));
        std::set<uint32_t> seen;
        std::set<uint32_t> reported;
        for (const uint32_t label : line.numbers) {
            ++m_uses[label];
            if (isNothing(label))
                continue;
            const QString written = textOf(m_submission.labels()[label].written);
            if (!seen.insert(m_keyNumbers[label]).second) {
                if (reported.insert(m_keyNumbers[label]).second)
                    add(SubmissionRule::LabelTwice, line.number, tr("label \"%1\" stands twice").arg(written));
            } else if (m_expected[label].empty()) {
                add(SubmissionRule::UnknownLabel, line.number,
                    tr("label \"%1\" is not in the vocabulary").arg(written));
            }
        }
    }

    void checkId(const Submission::Line &line)
    {
        if (line.id.empty())
            return;
        const IdKey id(line.id);
        const auto [index, isNew] = m_seen.insert(id);
        if (!isNew) {
            add(SubmissionRule::IdTwice, line.number,
                tr("recording %1 stands in line %2 already").arg(textOf(line.id), QString::number(m_firstLine[index])));
            return;
        }
        m_firstLine.push_back(line.number);
        if (m_expectedIds == nullptr)
            return;
        const auto expected = m_expectedIds->find(id);
        if (!expected) {
            add(SubmissionRule::UnexpectedId, line.number,
                tr("recording %1 is not one of those expected").arg(textOf(line.id)));
            return;
        }
        const std::string spelled = m_expectedIds->text(*expected);
        if (line.writtenId != spelled && m_otherIds.count++ == 0) {
            m_otherIds.line = line.number;
            m_otherIds.text = tr("the first is \"%1\" for \"%2\"").arg(textOf(line.writtenId), textOf(spelled));
        }
    }

    void addWarning(CheckWarning warning, const QString &text)
    {
        warning.text = tr("%1; the task's own checker compares byte by byte and would refuse it").arg(text);
        m_report.warnings.push_back(std::move(warning));
    }

    void warn()
    {
        if (m_otherIds.count > 0)
            addWarning(m_otherIds,
                       tr("ids are written otherwise than the expected ones (lines: %1, %2)")
                           .arg(QString::number(m_otherIds.count), m_otherIds.text));
        for (uint32_t label = 0; label < m_uses.size(); ++label) {
            const Submission::Label &name = m_submission.labels()[label];
            const CheckWarning warning { name.line, m_uses[label], {} };
            if (isNothing(label))
                addWarning(warning, tr("an empty cell stands in quotes"));
            else if (!m_expected[label].empty() && m_expected[label] != name.written)
                addWarning(warning,
                           tr("label %1 is taken for \"%2\" (uses: %3)")
                               .arg(textOf(name.written), textOf(m_expected[label]), QString::number(m_uses[label])));
        }
        std::stable_sort(m_report.warnings.begin(), m_report.warnings.end(),
                         [](const CheckWarning &a, const CheckWarning &b) { return a.line < b.line; });
    }

    const Submission &m_submission;
    const RecordingIds *m_expectedIds;
    std::vector<std::string> m_expected; ///< by label: as the vocabulary spells it; empty: not in it
    std::vector<uint32_t> m_keyNumbers; ///< by label: the same for those that mean the same
    std::vector<qint64> m_uses;
    RecordingIds m_seen;
    std::vector<qint64> m_firstLine;
    CheckWarning m_otherIds;
    CheckReport m_report;
};

} // namespace

CheckReport checkSubmission(const Submission &submission, const std::set<std::string, std::less<>> &vocabulary,
                            const RecordingIds *expectedIds)
{
    return Checker(submission, vocabulary, expectedIds).run();
}

CheckReport checkLabels(const RecordingIds &ids, const Labels &labels)
{
    CheckReport report;
    report.lines = labels.size();
    report.idsChecked = true;
    if (labels.size() == 0)
        report.violations.push_back({ SubmissionRule::IdAndLabel, 0, tr("the submission has no line") });
    for (size_t row = 0; row < labels.size(); ++row) {
        if (labels.of(row).empty())
            report.violations.push_back({ SubmissionRule::IdAndLabel, qint64(row) + 1,
                                          tr("recording %1 has no label").arg(textOf(ids.text(row))) });
    }
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
