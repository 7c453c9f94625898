#include "core/truth/label_space.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/truth/cell_text.h"
#include "core/truth/label.h"

#include <algorithm>
#include <set>

namespace melscope {

namespace {

std::string lowerCased(std::string_view label)
{
    return textOf(label).toLower().toStdString();
}

/// Normalised names of one source's labels, kept apart where they would fall together.
std::vector<std::string> classNamesOf(const LabelSpace::SourceLabels &source, QStringList &collisions)
{
    std::vector<std::string> names(source.labels.size());
    std::map<std::string, size_t> taken;
    // A label that is spelled as its class has the first claim to the name.
    for (const bool spelledSo : { true, false }) {
        for (size_t i = 0; i < source.labels.size(); ++i) {
            const std::string &label = source.labels[i];
            std::string name = normaliseLabel(label);
            if ((name == label) != spelledSo)
                continue;
            // "2---4" has no letters left; its spelling is all it has.
            if (name.empty() || name.starts_with(kSubgenreMark) || name.ends_with(kSubgenreMark))
                name = lowerCased(label);
            if (const auto holder = taken.find(name); holder != taken.end()) {
                collisions +=
                    tr("%1: \"%2\" and \"%3\" both normalise to \"%4\"; they are kept apart")
                        .arg(source.source, textOf(source.labels[holder->second]), textOf(label), textOf(name));
                name = lowerCased(label);
                if (taken.contains(name))
                    name = label;
                for (int suffix = 2; taken.contains(name); ++suffix)
                    name = label + " (" + std::to_string(suffix) + ")";
            }
            taken.emplace(name, i);
            names[i] = std::move(name);
        }
    }
    return names;
}

} // namespace

void LabelSpace::build(std::vector<std::vector<std::string>> classNames)
{
    std::set<std::string> all;
    for (const auto &names : classNames)
        all.insert(names.begin(), names.end());
    m_classes.assign(all.begin(), all.end());
    for (const auto &names : classNames) {
        std::vector<uint32_t> classOfLabel;
        std::vector<int32_t> labelOfClass(m_classes.size(), -1);
        for (size_t label = 0; label < names.size(); ++label) {
            const auto found = std::lower_bound(m_classes.begin(), m_classes.end(), names[label]);
            const auto index = uint32_t(found - m_classes.begin());
            classOfLabel.push_back(index);
            labelOfClass[index] = int32_t(label);
        }
        std::map<std::string, uint32_t, std::less<>> labelOfKey;
        const std::vector<std::string> &labels = m_sources[m_classOfLabel.size()].labels;
        for (size_t label = 0; label < labels.size(); ++label) {
            const std::string key = labelKey(labels[label]);
            if (labels[label] == key)
                labelOfKey[key] = uint32_t(label); // spelled so, it has the first claim
            else
                labelOfKey.emplace(key, uint32_t(label));
        }
        m_labelOfKey.push_back(std::move(labelOfKey));
        m_classOfLabel.push_back(std::move(classOfLabel));
        m_labelOfClass.push_back(std::move(labelOfClass));
    }
}

LabelSpace LabelSpace::ofOne(SourceLabels source)
{
    LabelSpace space;
    std::sort(source.labels.begin(), source.labels.end());
    space.m_sources.push_back(source);
    space.build({ std::move(source.labels) });
    return space;
}

LabelSpace LabelSpace::ofSeveral(std::vector<SourceLabels> sources)
{
    LabelSpace space;
    std::vector<std::vector<std::string>> names;
    for (SourceLabels &source : sources) {
        std::sort(source.labels.begin(), source.labels.end());
        names.push_back(classNamesOf(source, space.m_collisions));
    }
    space.m_sources = std::move(sources);
    space.build(std::move(names));
    return space;
}

LabelSpace LabelSpace::of(std::vector<SourceLabels> sources)
{
    return sources.size() == 1 ? ofOne(std::move(sources.front())) : ofSeveral(std::move(sources));
}

std::optional<size_t> LabelSpace::findSource(const QString &name) const
{
    for (size_t i = 0; i < m_sources.size(); ++i) {
        if (m_sources[i].source == name)
            return i;
    }
    return std::nullopt;
}

std::optional<uint32_t> LabelSpace::classOf(size_t source, std::string_view label) const
{
    const auto found = m_labelOfKey[source].find(labelKey(label));
    if (found != m_labelOfKey[source].end())
        return m_classOfLabel[source][found->second];
    if (!isNormalised())
        return std::nullopt;
    const std::string name = normaliseLabel(label);
    const auto known = std::lower_bound(m_classes.begin(), m_classes.end(), name);
    if (known != m_classes.end() && *known == name)
        return uint32_t(known - m_classes.begin());
    return std::nullopt;
}

std::optional<std::string_view> LabelSpace::spelling(size_t source, uint32_t classIndex) const
{
    const int32_t label = m_labelOfClass[source][classIndex];
    if (label < 0)
        return std::nullopt;
    return m_sources[source].labels[size_t(label)];
}

namespace {

/// Why a name cannot be a class's in our files, or nothing.
QString faultOf(std::string_view name)
{
    if (name.find_first_not_of(' ') == std::string_view::npos)
        return tr("is empty");
    if (name.size() > kLongestLabel)
        return tr("is longer than %1 bytes").arg(kLongestLabel);
    if (!QUtf8StringView(name.data(), qsizetype(name.size())).isValidUtf8())
        return tr("is no UTF-8");
    if (name.find_first_of("\t\n") != std::string_view::npos)
        return tr("has a tab or a line break in it");
    // No text has one; a file of ours that began so would be taken for another kind of file.
    if (name.find('\0') != std::string_view::npos)
        return tr("has a zero byte in it");
    return {};
}

/// The lines of a class list, one after the other.
class ClassLines
{
public:
    explicit ClassLines(QString path)
        : m_path(std::move(path))
    {
    }

    Result<void> add(std::string_view row, qint64 line)
    {
        const size_t digits = std::min(row.find_first_not_of("0123456789"), row.size());
        const bool isNumbered = digits > 0 && digits < row.size() && row[digits] == ':';
        if (m_classes.empty())
            m_isNumbered = isNumbered;
        if (isNumbered != m_isNumbered)
            return wrong(tr("some lines have an index and some have none"), line);
        if (isNumbered) {
            const auto index = parseCount(row.substr(0, digits));
            row.remove_prefix(digits + 1);
            if (!index || *index != m_classes.size())
                return wrong(tr("class %1 was expected here").arg(m_classes.size()), line);
            if (!row.empty() && !row.starts_with(' '))
                return wrong(tr("a space was expected behind \"%1:\"").arg(*index), line);
            row.remove_prefix(std::min<size_t>(1, row.size()));
        }
        return addName(row, line);
    }

    Result<std::vector<std::string>> finish()
    {
        if (m_classes.empty())
            return wrong(tr("there is no class in this file"), 0);
        return std::move(m_classes);
    }

private:
    Result<void> addName(std::string_view name, qint64 line)
    {
        if (const QString fault = faultOf(name); !fault.isEmpty())
            return wrong(tr("the name of class %1 %2").arg(QString::number(m_classes.size()), fault), line);
        if (m_classes.size() == kMostClasses)
            return wrong(tr("there are more than %1 classes").arg(kMostClasses), line);
        const auto [known, isNew] = m_lines.emplace(labelKey(name), line);
        if (!isNew)
            return wrong(tr("class \"%1\" stands here again, first in line %2")
                             .arg(textOf(name), QString::number(known->second)),
                         line);
        m_classes.emplace_back(name);
        return {};
    }
    tl::unexpected<Error> wrong(const QString &what, qint64 line) const
    {
        return fail(what, m_path, tr("Expected lines of the form \"0: name\", counted from 0, or a name a line."),
                    line);
    }

    QString m_path;
    bool m_isNumbered = false;
    std::vector<std::string> m_classes;
    std::map<std::string, qint64, std::less<>> m_lines;
};

} // namespace

Result<void> checkClasses(const std::vector<std::string> &classes)
{
    const QString remedy = tr("Look at the labels of the ground truth.");
    if (classes.size() > kMostClasses)
        return fail(
            tr("there are %1 labels, more than %2").arg(QString::number(classes.size()), QString::number(kMostClasses)),
            {}, remedy);
    for (const std::string &name : classes) {
        if (const QString fault = faultOf(name); !fault.isEmpty())
            return fail(tr("the label \"%1\" %2").arg(textOf(std::string_view(name).substr(0, 80)), fault), {}, remedy);
    }
    return {};
}

Result<std::vector<std::string>> readClasses(const QString &path)
{
    const auto content = readPlainOrCompressed(path);
    if (!content)
        return passOn(content);
    std::string_view rest = *content;
    if (rest.starts_with("\xEF\xBB\xBF"))
        rest.remove_prefix(3);
    ClassLines lines(path);
    for (qint64 line = 1; !rest.empty(); ++line) {
        const size_t end = rest.find('\n');
        std::string_view row = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        row = trimmedText(row);
        if (row.empty())
            continue;
        if (const auto added = lines.add(row, line); !added)
            return passOn(added);
    }
    return lines.finish();
}

Result<void> writeClasses(const std::vector<std::string> &classes, const QString &path)
{
    std::string content;
    for (size_t i = 0; i < classes.size(); ++i)
        content += std::to_string(i) + ": " + classes[i] + '\n';
    return writeFileAtomically(path, content);
}

} // namespace melscope
