#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/exploring/filter_terms.h"
#include "core/exploring/name_search.h"

#include <algorithm>
#include <map>

namespace melscope {

namespace {

// Names that contain what was typed, of which those that begin so are sought: more take longer than a keystroke.
constexpr size_t kMostLooked = 5'000;

struct Choice
{
    QString text;
    size_t recordings;
};

/// Labels with their recordings, over all sources or in one, the most frequent ones first.
std::vector<Choice> labelsThatContain(const Collection &data, const QString &typed, const QString &source)
{
    std::map<std::string, size_t> counts;
    for (const CollectedSource &snapshot : data.sources) {
        if (!source.isEmpty() && snapshot.name.toLower() != source)
            continue;
        for (const CollectedPart &part : snapshot.parts) {
            for (const LabelStatistics::Label &label : part.statistics.labels)
                counts[label.name] += label.recordings;
        }
    }
    std::vector<Choice> choices;
    for (const auto &[name, recordings] : counts) {
        const QString label = QString::fromStdString(name);
        if (label.contains(typed, Qt::CaseInsensitive))
            choices.push_back({ label, recordings });
    }
    std::stable_sort(choices.begin(), choices.end(), [&](const Choice &a, const Choice &b) {
        const bool aBegins = a.text.startsWith(typed, Qt::CaseInsensitive);
        const bool bBegins = b.text.startsWith(typed, Qt::CaseInsensitive);
        return aBegins != bBegins ? aBegins : a.recordings > b.recordings;
    });
    return choices;
}

/// Distinct values of a tag; those that begin so come first.
QStringList namesThatContain(const Collection &data, TextTag tag, const QString &typed, size_t most)
{
    const NameSearch search(typed);
    QStringList begins;
    QStringList contains;
    auto look = [&](const FeaturePool &pool) {
        for (const auto &store : pool.stores()) {
            const TagColumns::Texts &texts = store->tags().texts(tag);
            const std::vector<char> found = search.of(texts);
            size_t looked = 0;
            for (size_t i = 0; i < found.size() && size_t(begins.size()) < most && looked < kMostLooked; ++i) {
                if (found[i] == 0)
                    continue;
                ++looked;
                const QString name = textOf(texts.value(i));
                QStringList &names = name.startsWith(typed, Qt::CaseInsensitive) ? begins : contains;
                if (size_t(names.size()) < most && !begins.contains(name) && !contains.contains(name))
                    names << name;
            }
        }
    };
    look(data.features);
    for (const CollectedSource &source : data.sources)
        look(source.testFeatures);
    return begins + contains;
}

QStringList fixedValues(const QString &field, const Collection &data)
{
    if (field == QStringLiteral("part"))
        return { QStringLiteral("train"), QStringLiteral("validation"), QStringLiteral("test") };
    if (field == QStringLiteral("features") || field == QStringLiteral("marked") || field == QStringLiteral("lossless")
        || field == QStringLiteral("picked"))
        return { QStringLiteral("yes"), QStringLiteral("no") };
    QStringList names;
    for (const CollectedSource &source : data.sources)
        names << source.name;
    return field == QStringLiteral("source") ? names : QStringList();
}

} // namespace

QString filterValue(const QString &label)
{
    static const QString special = QStringLiteral(" ()\"\\\t");
    const bool needsQuotes =
        std::any_of(label.begin(), label.end(), [](QChar c) { return special.contains(c) || c.isSpace(); });
    if (!needsQuotes && !label.isEmpty())
        return label;
    QString quoted = label;
    quoted.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('"'), QStringLiteral("\\\""));
    return QLatin1Char('"') + quoted + QLatin1Char('"');
}

FilterCompletions completeFilter(const QString &text, int cursor, const Collection &data, size_t most)
{
    FilterCompletions completions;
    // The word begins after the last space or parenthesis outside quotes.
    int begin = 0;
    bool quoted = false;
    for (int i = 0; i < cursor && i < text.size(); ++i) {
        if (text[i] == u'"')
            quoted = !quoted;
        else if (!quoted && (text[i].isSpace() || text[i] == u'(' || text[i] == u')'))
            begin = i + 1;
    }
    if (begin < cursor && text[begin] == u'-')
        ++begin;
    const QString word = text.mid(begin, cursor - begin);
    completions.begin = begin;
    completions.length = int(word.size());
    const auto colon = word.indexOf(QLatin1Char(':'));
    auto add = [&](const QString &replacement, const QString &shown) {
        if (completions.choices.size() < most)
            completions.choices.push_back({ replacement, shown });
    };
    if (colon < 0) {
        QStringList fields = filterFields();
        for (const CollectedSource &source : data.sources)
            fields << source.name.toLower();
        for (const QString &field : std::as_const(fields)) {
            const bool isFigure = isFigureField(field);
            if (field.startsWith(word, Qt::CaseInsensitive))
                add(field + (isFigure ? QLatin1Char('<') : QLatin1Char(':')),
                    field + (isFigure ? QLatin1Char('<') : QLatin1Char(':')));
        }
        if (word.size() < 2)
            return completions;
        for (const Choice &choice : labelsThatContain(data, word, {}))
            add(QStringLiteral("label:") + filterValue(choice.text),
                tr("label:%1   %2 rows").arg(choice.text, countText(qint64(choice.recordings))));
        return completions;
    }
    const QString field = word.left(colon).toLower();
    QString typed = word.mid(colon + 1);
    typed.remove(QLatin1Char('"'));
    for (const QString &value : fixedValues(field, data)) {
        if (value.startsWith(typed, Qt::CaseInsensitive))
            add(field + QLatin1Char(':') + filterValue(value), value);
    }
    // Proposed on the window's thread: of artists and albums, not of a million titles.
    if (const auto tag = nameField(field); tag && *tag != TextTag::Title && !typed.isEmpty()) {
        for (const QString &name : namesThatContain(data, *tag, typed, most))
            add(field + QLatin1Char(':') + filterValue(name), name);
    }
    const bool isSource = std::any_of(data.sources.begin(), data.sources.end(),
                                      [&](const CollectedSource &source) { return source.name.toLower() == field; });
    if (field == QStringLiteral("label") || isSource) {
        for (const Choice &choice : labelsThatContain(data, typed, isSource ? field : QString()))
            add(field + QLatin1Char(':') + filterValue(choice.text),
                tr("%1   %2 rows").arg(choice.text, countText(qint64(choice.recordings))));
    }
    return completions;
}

} // namespace melscope
