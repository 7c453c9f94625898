#pragma once

#include "core/scoring/labels.h"
#include "core/scoring/submission.h"

#include <optional>
#include <set>

namespace melscope {

/// The task's rules, in its order. [core/README.md, Checking a submission]
enum class SubmissionRule {
    IdAndLabel, ///< every line has an id and at least one label
    LabelTwice, ///< no label twice in a line
    UnknownLabel, ///< every label in the source's vocabulary
    IdTwice, ///< no id twice
    UnexpectedId, ///< every id is one of those expected
    MissingId, ///< none of those is missing
};

struct Violation
{
    SubmissionRule rule;
    qint64 line = 0; ///< 0 for a missing id
    QString text;
};

/// What is accepted here and would not be by the task's own checker, which compares ids and labels byte by byte.
struct CheckWarning
{
    qint64 line = 0; ///< the first
    qint64 count = 0; ///< of lines, or of labels in them
    QString text;
};

struct CheckReport
{
    std::vector<Violation> violations; ///< by rule, then by line
    std::vector<CheckWarning> warnings; ///< by line
    size_t lines = 0;
    bool idsChecked = false;
    bool accepted() const { return violations.empty(); }
};

/// Checks every rule and reports every violation. Without expected ids the last two rules are left out. Ids are
/// compared as IdKey, labels by their keys; what is right only so is a warning. `vocabulary` in the source's own
/// spelling.
CheckReport checkSubmission(const Submission &submission, const std::set<std::string, std::less<>> &vocabulary,
                            const RecordingIds *expectedIds);

/// The same of labels that were made of scores, and so are of the vocabulary: what is left to be wrong is a track
/// without any.
CheckReport checkLabels(const RecordingIds &ids, const Labels &labels);

/// A rule's short name for machines ("label-twice").
QString ruleName(SubmissionRule rule);

} // namespace melscope
