#include "core/exploring/filter_text.h"

#include "core/base/words.h"

namespace melscope {

namespace {

constexpr int kDeepest = 200;

/// Recursive descent: or ← and (`or` and)*; and ← not (`and`? not)*; not ← (`not` | `-`) not | `(` or `)` | term.
class FilterParser
{
public:
    explicit FilterParser(const QString &text)
        : m_text(text)
    {
    }

    Result<std::optional<FilterNode>> parse()
    {
        skipSpace();
        if (atEnd())
            return std::nullopt;
        auto node = parseOr(0);
        if (!node)
            return passOn(node);
        if (!atEnd())
            return wrong(tr("there is a \")\" too many"));
        return std::optional(std::move(*node));
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    QChar current() const { return atEnd() ? QChar() : m_text[m_at]; }
    void skipSpace()
    {
        while (!atEnd() && current().isSpace())
            ++m_at;
    }
    tl::unexpected<Error> wrong(const QString &what) const
    {
        return fail(what, {}, tr("Write, for example, label:rock -label:pop (source:discogs or f<0.2)."), m_at + 1);
    }
    /// Whether a word that is an operator comes next; takes it.
    bool take(QLatin1String word)
    {
        skipSpace();
        const auto rest = QStringView(m_text).mid(m_at);
        if (!rest.startsWith(word, Qt::CaseInsensitive))
            return false;
        const QChar after = rest.size() > word.size() ? rest[word.size()] : QChar(u' ');
        if (!after.isSpace() && after != u'(' && after != u')')
            return false;
        m_at += word.size();
        return true;
    }
    bool atOperandsEnd()
    {
        skipSpace();
        if (atEnd() || current() == u')')
            return true;
        const qsizetype before = m_at;
        const bool isOr = take(QLatin1String("or"));
        m_at = before;
        return isOr;
    }

    Result<FilterNode> parseOr(int depth)
    {
        return parseList(
            depth, FilterNode::Kind::Or, [this](int d) { return parseAnd(d); },
            [this] { return take(QLatin1String("or")); });
    }
    Result<FilterNode> parseAnd(int depth)
    {
        return parseList(
            depth, FilterNode::Kind::And, [this](int d) { return parseNot(d); },
            [this] { return take(QLatin1String("and")) || !atOperandsEnd(); });
    }
    template <class Operand, class More>
    Result<FilterNode> parseList(int depth, FilterNode::Kind kind, const Operand &operand, const More &more)
    {
        auto first = operand(depth);
        if (!first)
            return first;
        FilterNode list;
        list.kind = kind;
        list.children.push_back(std::move(*first));
        while (more()) {
            auto next = operand(depth);
            if (!next)
                return next;
            list.children.push_back(std::move(*next));
        }
        if (list.children.size() == 1) {
            FilterNode only = std::move(list.children.front());
            return only;
        }
        return list;
    }
    Result<FilterNode> parseNot(int depth)
    {
        if (depth > kDeepest)
            return wrong(tr("the filter is nested too deeply"));
        skipSpace();
        if (take(QLatin1String("not")) || (current() == u'-' && ++m_at > 0)) {
            auto operand = parseNot(depth + 1);
            if (!operand)
                return operand;
            FilterNode node;
            node.kind = FilterNode::Kind::Not;
            node.children.push_back(std::move(*operand));
            return node;
        }
        if (current() != u'(')
            return parseTerm();
        ++m_at;
        auto inner = parseOr(depth + 1);
        if (!inner)
            return inner;
        skipSpace();
        if (current() != u')')
            return wrong(tr("a \")\" is missing"));
        ++m_at;
        return inner;
    }
    Result<FilterNode> parseTerm()
    {
        skipSpace();
        if (atEnd())
            return wrong(tr("something is missing at the end"));
        if (current() == u')')
            return wrong(tr("something is missing before \")\""));
        FilterNode term;
        term.column = int(m_at) + 1;
        const auto word = parseWord(true);
        if (!word)
            return passOn(word);
        // Labels are compared in composed form, whatever the keyboard makes.
        term.value = word->normalized(QString::NormalizationForm_C);
        if (const auto compare = takeComparison()) {
            term.field = term.value.toLower();
            if (term.field.isEmpty())
                return wrong(tr("there is no field before the comparison"));
            term.compare = *compare;
            const auto value = parseWord(false);
            if (!value)
                return passOn(value);
            if (value->isEmpty())
                return wrong(tr("\"%1\" needs a value").arg(term.field));
            term.value = value->normalized(QString::NormalizationForm_C);
        } else if (term.value.isEmpty()) {
            return wrong(tr("there is nothing between the quotes"));
        }
        return term;
    }
    std::optional<FilterNode::Compare> takeComparison()
    {
        using Compare = FilterNode::Compare;
        const QChar c = current();
        if (c != u':' && c != u'<' && c != u'>' && c != u'=')
            return std::nullopt;
        ++m_at;
        const bool orEqual = c != u':' && c != u'=' && current() == u'=';
        m_at += orEqual ? 1 : 0;
        return c == u'<' ? (orEqual ? Compare::LessEqual : Compare::Less)
            : c == u'>'  ? (orEqual ? Compare::GreaterEqual : Compare::Greater)
                         : Compare::Equal;
    }
    /// A run of characters, or text in quotes. A field ends at a comparison, a value does not: labels hold such signs.
    Result<QString> parseWord(bool mayBeField)
    {
        QString word;
        if (current() == u'"') {
            const qsizetype begin = m_at++;
            while (!atEnd() && current() != u'"') {
                if (current() == u'\\' && m_at + 1 < m_text.size())
                    ++m_at;
                word += current();
                ++m_at;
            }
            if (atEnd()) {
                m_at = begin;
                return wrong(tr("the quotes are not closed"));
            }
            ++m_at;
            return word;
        }
        while (!atEnd() && !current().isSpace() && current() != u'(' && current() != u')'
               && !(mayBeField && (current() == u':' || current() == u'<' || current() == u'>' || current() == u'='))) {
            word += current();
            ++m_at;
        }
        return word;
    }

    const QString &m_text;
    qsizetype m_at = 0;
};

} // namespace

Result<std::optional<FilterNode>> parseFilter(const QString &text)
{
    return FilterParser(text).parse();
}

} // namespace melscope
