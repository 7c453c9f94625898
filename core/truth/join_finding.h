#pragma once

#include "core/truth/recording_ids.h"

#include <functional>
#include <string>
#include <vector>

namespace melscope {

/// One side of a join of ids or labels, as far as a finding needs it.
struct JoinSide
{
    QString name; ///< as it stands in a sentence: "the features", "the ground truth x.tsv"
    size_t size = 0;
    std::function<std::string(size_t)> text; ///< of 0 … size − 1
    const RecordingIds *releaseGroups = nullptr; ///< of a truth: tells whether its columns are swapped
};
JoinSide joinSide(QString name, const RecordingIds &ids);
JoinSide joinSide(QString name, const std::vector<std::string> &labels);

/// How much of one side is found on the other and, where that is little, why probably. A value, worded once for all who
/// join something.
struct JoinFinding
{
    enum class Names { Recordings, Labels };

    Names names = Names::Recordings;
    QString leftName;
    QString rightName;
    size_t matched = 0; ///< of the left side's
    size_t left = 0;
    size_t right = 0;
    QString reason; ///< the likely one; empty where the join is good
    bool differsInForm = false; ///< the reason is how the names are written, not which they are
    QString leftExample; ///< one that is not on the other side
    QString rightExample;

    bool isNothing() const { return left > 0 && matched == 0; }
    /// Below 50 %.
    bool isPoor() const { return matched * 2 < left; }
    /// "3 of 20 recordings of A are among those of B" and why.
    QString text() const;
    /// "; the likely reason (for example "x" there, "y" here)"; empty where the join is good.
    QString why() const;
};

/// `isMatched` tells of each on the left whether it is on the right. Reasons are looked for in a poor join alone.
JoinFinding recordingJoin(const JoinSide &left, const JoinSide &right, const std::function<bool(size_t)> &isMatched);
JoinFinding labelJoin(const JoinSide &left, const JoinSide &right, const std::function<bool(size_t)> &isMatched);
/// The same of two sets of ids, or of two vocabularies compared by their keys.
JoinFinding recordingJoin(const QString &leftName, const RecordingIds &left, const QString &rightName,
                          const RecordingIds &right);
JoinFinding labelJoin(const QString &leftName, const std::vector<std::string> &left, const QString &rightName,
                      const std::vector<std::string> &right);

} // namespace melscope
