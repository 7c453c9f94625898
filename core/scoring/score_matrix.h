#pragma once

#include "core/base/result.h"
#include "core/truth/recording_ids.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace melscope {

/// A network's scores: [recordings × classes], row-major float32, with the ids and class names they belong to.
/// Immutable once made; either owns its values or points into a mapped file. [core/README.md, Formats of our own]
class ScoreMatrix
{
public:
    static constexpr const char *kFormat = "melscope-scores";
    static constexpr int kVersion = 1;
    /// Rows are numbered by 32 bits, the last number being that of none.
    static constexpr int64_t kMostRows = UINT32_MAX;

    /// `values` has ids.size() × classes.size() elements.
    static std::shared_ptr<const ScoreMatrix> make(RecordingIds ids, std::vector<std::string> classes,
                                                   std::vector<float> values);
    /// Class names come from the metadata key "classes" (a JSON array) unless `classes` is given.
    /// Errors: missing, corrupt, newer version; class names that are none or stand twice; more than kMostRows rows or
    /// kMostClasses classes; the number of classes differs from the columns. The scores themselves are looked at by
    /// those who use them first: see checkScores().
    static Result<std::shared_ptr<const ScoreMatrix>> open(const QString &path,
                                                           const std::vector<std::string> &classes = {});
    Result<void> save(const QString &path) const;

    size_t rows() const { return m_ids.size(); }
    size_t columns() const { return m_classes.size(); }
    const RecordingIds &ids() const { return m_ids; }
    const std::vector<std::string> &classes() const { return m_classes; }
    std::span<const float> row(size_t index) const { return m_values.subspan(index * columns(), columns()); }
    std::span<const float> values() const { return m_values; }

private:
    RecordingIds m_ids;
    std::vector<std::string> m_classes;
    std::vector<float> m_owned;
    std::shared_ptr<const MemoryMap> m_map;
    std::span<const float> m_values;
};

} // namespace melscope
