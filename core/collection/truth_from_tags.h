#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/truth/ground_truth.h"

#include <QStringList>

namespace melscope {

/// How genre tags become labels.
struct TagRules
{
    std::string separators = ";/,"; ///< characters between the genres of one tag
    bool isLowerCase = true; ///< "Rock" and "rock" are one label
    size_t leastRecordings = 1; ///< a label of fewer is left out
};

/// A ground truth made of sounds' genre tags.
struct TagTruth
{
    std::shared_ptr<const GroundTruth> truth; ///< null where no sound has a genre tag
    size_t sounds = 0; ///< that were looked at
    size_t untagged = 0; ///< without a genre tag
    size_t rareLabels = 0; ///< labels that were left out
};

/// The labels of a sound's genre tags, each once, in order.
std::vector<std::string> labelsOfTags(const std::vector<std::string> &genres, const TagRules &rules);

/// Recordings are called as an import of the same sounds calls them. The release group is that of the tags, else
/// artist and album stand for it; without an album there is none. Errors: as soundsOf(); there is no sound; sounds'
/// tags cannot be read.
Result<TagTruth> truthFromTags(const QStringList &inputs, const TagRules &rules, const CancelToken &cancel = {},
                               const ProgressCallback &progress = {});

} // namespace melscope
