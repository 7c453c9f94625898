#pragma once

#include "core/base/result.h"
#include "core/truth/ground_truth.h"

#include <QStringList>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace melscope {

/// The classes a network predicts, and how each source spells them. One source: its labels as they are.
/// Several: normalised labels, united. Classes are sorted by code point. [core/README.md, Labels of several sources]
class LabelSpace
{
public:
    struct SourceLabels
    {
        QString source;
        std::vector<std::string> labels; ///< the source's own spelling, sorted by code point
    };

    static LabelSpace ofOne(SourceLabels source);
    static LabelSpace ofSeveral(std::vector<SourceLabels> sources);
    /// One or several, by their number.
    static LabelSpace of(std::vector<SourceLabels> sources);

    const std::vector<std::string> &classes() const { return m_classes; }
    size_t size() const { return m_classes.size(); }
    bool isNormalised() const { return m_sources.size() > 1; }
    size_t sourceCount() const { return m_sources.size(); }
    const std::vector<std::string> &labelsOf(size_t source) const { return m_sources[source].labels; }
    std::optional<size_t> findSource(const QString &name) const;

    /// The class of a source's label, compared by its key (labelKey()); nothing if the source did not have it when the
    /// space was made and no class is called as the label (normalised, where the space is).
    std::optional<uint32_t> classOf(size_t source, std::string_view label) const;
    /// The source's own spelling of a class, or nothing where the source does not know it.
    std::optional<std::string_view> spelling(size_t source, uint32_t classIndex) const;
    bool contains(size_t source, uint32_t classIndex) const { return spelling(source, classIndex).has_value(); }
    /// Labels of one source that would normalise to the same class and are kept apart, one message each.
    const QStringList &collisions() const { return m_collisions; }

private:
    void build(std::vector<std::vector<std::string>> classNames);

    std::vector<std::string> m_classes;
    std::vector<SourceLabels> m_sources;
    std::vector<std::map<std::string, uint32_t, std::less<>>> m_labelOfKey; ///< [source] key of a label → its index
    std::vector<std::vector<uint32_t>> m_classOfLabel; ///< [source][label]
    std::vector<std::vector<int32_t>> m_labelOfClass; ///< [source][class], -1 where unknown
    QStringList m_collisions;
};

/// More classes are refused: what a track has of them is counted by 16 bits.
inline constexpr size_t kMostClasses = 65'535;

/// Whether a file of classes can hold these names and give them back. Errors: too many; one that it cannot.
Result<void> checkClasses(const std::vector<std::string> &classes);

/// A file of lines "index: name", or of names alone. Errors name the line: an index that is missing or out of
/// order, a name that is empty, repeated, longer than kLongestLabel, no UTF-8 or holds a tab or a zero byte; more than
/// kMostClasses. [core/README.md, Class lists]
Result<std::vector<std::string>> readClasses(const QString &path);
Result<void> writeClasses(const std::vector<std::string> &classes, const QString &path);

} // namespace melscope
