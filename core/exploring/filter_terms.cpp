#include "core/exploring/filter_terms.h"

#include "core/base/number_reading.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/exploring/id_terms.h"
#include "core/exploring/name_terms.h"
#include "core/exploring/row_terms.h"
#include "core/truth/cell_text.h"

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

using Term = std::unique_ptr<const FilterTerm>;
using Compare = FilterNode::Compare;

tl::unexpected<Error> wrong(const FilterNode &node, const QString &what)
{
    return fail(what, {}, {}, node.column);
}

/// [source · 3 + part][label of the part's truth] whether it is wanted.
using LabelFlags = std::vector<std::vector<char>>;

template <class Wanted>
LabelFlags labelFlags(const Collection &data, const Wanted &wanted)
{
    LabelFlags flags;
    for (const CollectedSource &source : data.sources) {
        for (const CollectedPart &part : source.parts) {
            flags.emplace_back();
            for (size_t i = 0; part.truth && i < part.truth->labels().size(); ++i)
                flags.back().push_back(wanted(textOf(part.truth->labels()[i]).toLower()));
        }
    }
    return flags;
}

class LabelTerm : public FilterTerm
{
public:
    LabelTerm(std::shared_ptr<const Collection> data, LabelFlags flags)
        : m_data(std::move(data))
        , m_flags(std::move(flags))
    {
    }
    uint64_t match(const TrackBlock &block, uint32_t first, uint32_t count) const override
    {
        const GroundTruth *truth = m_data->sources[block.source].part(block.part).truth.get();
        if (truth == nullptr)
            return 0;
        const std::vector<char> &flags = m_flags[partIndex(block.source, block.part)];
        uint64_t mask = 0;
        for (uint32_t i = 0; i < count; ++i) {
            uint64_t any = 0;
            for (const uint32_t label : truth->labelsOf(first + i))
                any |= uint64_t(flags[label]);
            mask |= any << i;
        }
        return mask;
    }
    bool matchesNothing() const override
    {
        return std::ranges::none_of(m_flags,
                                    [](const auto &flags) { return std::ranges::find(flags, 1) != flags.end(); });
    }

private:
    std::shared_ptr<const Collection> m_data;
    LabelFlags m_flags;
};

/// A bare word: an id that begins so, or a label or a name that contains it.
class WordTerm : public FilterTerm
{
public:
    void add(Term term)
    {
        if (!term->matchesNothing())
            m_terms.push_back(std::move(term));
    }
    uint64_t match(const TrackBlock &block, uint32_t first, uint32_t count) const override
    {
        uint64_t mask = 0;
        for (const Term &term : m_terms)
            mask |= term->match(block, first, count);
        return mask;
    }
    bool matchesNothing() const override { return m_terms.empty(); }

private:
    std::vector<Term> m_terms;
};

// What a bare word is looked for in.
constexpr TextTag kNames[] = { TextTag::Title, TextTag::Artist, TextTag::Album, TextTag::Genre };

Term wordTerm(const FilterContext &context, const QString &word)
{
    auto term = std::make_unique<WordTerm>();
    term->add(idTerm(context, word));
    term->add(std::make_unique<const LabelTerm>(
        context.data, labelFlags(*context.data, [&](const QString &label) { return label.contains(word); })));
    term->add(nameTerm(context, kNames, word));
    return term;
}

/// The recording has a label in one source, whatever source the row is of.
Term otherSourceTerm(const FilterContext &context, size_t source, const QString &pattern)
{
    const Collection &data = *context.data;
    const LabelFlags flags = labelFlags(data, [&](const QString &label) { return matchesPattern(label, pattern); });
    std::vector<char> wanted(data.recordings.size(), 0);
    for (const TrackBlock &block : data.blocks) {
        const GroundTruth *truth = data.sources[block.source].part(block.part).truth.get();
        if (block.source != source || truth == nullptr)
            continue;
        const std::vector<char> &own = flags[partIndex(source, block.part)];
        for (uint32_t i = 0; i < block.count; ++i) {
            for (const uint32_t label : truth->labelsOf(i)) {
                if (own[label])
                    wanted[data.recordingOf[block.first + i]] = 1;
            }
        }
    }
    return rowTerm([data = context.data, wanted = std::move(wanted)](const TrackBlock &block, uint32_t row) {
        return wanted[data->recordingOf[block.first + row]] != 0;
    });
}

/// Recordings with a bookmark or a note of some kind.
template <class Wanted>
Term noteTerm(const FilterContext &context, const Wanted &isWanted, bool yes)
{
    std::vector<char> wanted(context.data->recordings.size(), 0);
    for (size_t i = 0; context.notes && i < context.notes->size(); ++i) {
        const TrackNote &note = (*context.notes)[i];
        const auto known = context.data->recordings.find(note.recording.toStdString());
        if (known && isWanted(note))
            wanted[*known] = 1;
    }
    return rowTerm([data = context.data, wanted = std::move(wanted), yes](const TrackBlock &block, uint32_t row) {
        return (wanted[data->recordingOf[block.first + row]] != 0) == yes;
    });
}

Result<Term> figureTerm(const FilterNode &node, const FilterContext &context)
{
    const auto number = typedDecimal(node.value);
    if (!number)
        return wrong(node, tr("\"%1\" is compared with a number, not with \"%2\"").arg(node.field, node.value));
    const double bound = *number;
    const Compare compare = node.compare;
    if (node.field == QStringLiteral("year"))
        return yearTerm(context, compare, bound);
    if (node.field == QStringLiteral("length"))
        return lengthTerm(context, compare, bound);
    if (node.field == QStringLiteral("labels"))
        return rowTerm([data = context.data, compare, bound](const TrackBlock &block, uint32_t row) {
            const GroundTruth *truth = data->sources[block.source].part(block.part).truth.get();
            return truth != nullptr && holds(double(truth->labelsOf(row).size()), compare, bound);
        });
    if (!context.results)
        return wrong(node, tr("\"%1\" needs a run: train or open one first").arg(node.field));
    const bool isF = node.field == QStringLiteral("f");
    return rowTerm([results = context.results, isF, compare, bound](const TrackBlock &block, uint32_t row) {
        const float value = (isF ? results->f1 : results->topScore)[block.first + row];
        // Figures have four decimals, or are float32: what one reads off can be typed.
        return !std::isnan(value) && holds(double(value), compare, double(float(bound)));
    });
}

/// Which tracks the run predicts a label for, wrongly predicts it, misses it or gets it right.
Result<Term> predictionTerm(const FilterNode &node, const FilterContext &context)
{
    if (!context.results)
        return wrong(node, tr("\"%1\" needs a run: train or open one first").arg(node.field));
    const Collection &data = *context.data;
    const RunAnalysis &analysis = *context.results->analysis;
    const QString pattern = node.value.toLower();
    // [source][class] whether it is wanted, in the source's spelling; [source · 3 + part][label] the same of truths.
    std::vector<std::vector<char>> classes(data.sources.size(), std::vector<char>(analysis.run->space.size(), 0));
    for (size_t source = 0; source < data.sources.size(); ++source) {
        const SourceAnalysis *known = analysis.find(data.sources[source].name);
        // Music is predicted in all vocabularies.
        const bool isMusic = source < context.results->music.size() && context.results->music[source];
        for (size_t vocabulary = 0; vocabulary < analysis.run->space.sourceCount(); ++vocabulary) {
            if (!isMusic && (known == nullptr || known->spaceIndex != vocabulary))
                continue;
            for (uint32_t i = 0; i < analysis.run->space.size(); ++i) {
                if (const auto name = analysis.run->space.spelling(vocabulary, i);
                    name && matchesPattern(textOf(labelKey(*name)).toLower(), pattern))
                    classes[source][i] = 1;
            }
        }
    }
    const bool wantsPredicted = node.field != QStringLiteral("missed");
    const bool isPlain = node.field == QStringLiteral("predicted");
    const bool wantsTrue = node.field != QStringLiteral("wrong");
    auto isWanted = [data = context.data, results = context.results, classes = std::move(classes), wantsPredicted,
                     isPlain, wantsTrue](const TrackBlock &block, uint32_t row) {
        const size_t track = block.first + row;
        const MusicPredictions *music = results->musicOf({ block.source, block.part, row });
        if (music != nullptr && isPlain && results->scoreRow[track] != TrackResults::kNoRow)
            return std::ranges::any_of(music->predicted, [&](const Labels &vocabulary) {
                return std::ranges::any_of(vocabulary.of(results->scoreRow[track]),
                                           [&](uint32_t label) { return classes[block.source][label] != 0; });
            });
        const PartAnalysis *part = music != nullptr || results->scoreRow[track] == TrackResults::kNoRow
            ? nullptr
            : results->partOf(*data, data->track(track));
        if (part == nullptr || part->predicted.empty())
            return false;
        const auto labels = part->predicted.of(results->scoreRow[track]);
        const std::vector<char> &wanted = classes[block.source];
        if (isPlain)
            return std::any_of(labels.begin(), labels.end(), [&](uint32_t label) { return wanted[label] != 0; });
        const std::vector<uint32_t> predicted(labels.begin(), labels.end());
        const GroundTruth *truth = data->sources[block.source].part(block.part).truth.get();
        if (truth == nullptr)
            return false;
        const SourceAnalysis &source = *results->analysis->find(data->sources[block.source].name);
        std::vector<uint32_t> expected;
        for (const uint32_t label : truth->labelsOf(row)) {
            if (const auto known = results->analysis->run->space.classOf(source.spaceIndex, truth->labels()[label]))
                expected.push_back(*known);
        }
        // Wrong and right look at what is predicted, missed at what is true.
        const auto &first = wantsPredicted ? predicted : expected;
        const auto &second = wantsPredicted ? expected : predicted;
        const bool inSecond = wantsPredicted && wantsTrue;
        return std::any_of(first.begin(), first.end(), [&](uint32_t label) {
            return wanted[label] != 0 && (std::find(second.begin(), second.end(), label) != second.end()) == inSecond;
        });
    };
    return rowTerm(std::move(isWanted));
}

Result<bool> yesOrNo(const FilterNode &node)
{
    const QString value = node.value.toLower();
    if (value == QStringLiteral("yes") || value == QStringLiteral("no"))
        return value == QStringLiteral("yes");
    return wrong(node, tr("\"%1\" is yes or no, not \"%2\"").arg(node.field, node.value));
}

Result<Term> pickedTerm(const FilterNode &node, const FilterContext &context, bool isWanted)
{
    if (!context.picked)
        return wrong(node, tr("nothing is picked: enclose some points on the map"));
    std::vector<char> isPicked(context.data->trackCount());
    for (const uint32_t track : *context.picked)
        isPicked[track] = 1;
    return rowTerm([isPicked = std::move(isPicked), isWanted](const TrackBlock &block, uint32_t row) {
        return (isPicked[block.first + row] != 0) == isWanted;
    });
}

Result<Term> yesNoTerm(const FilterNode &node, const FilterContext &context)
{
    const auto yes = yesOrNo(node);
    if (!yes)
        return passOn(yes);
    if (node.field == QStringLiteral("marked"))
        return noteTerm(
            context, [](const TrackNote &note) { return note.bookmarked; }, *yes);
    if (node.field == QStringLiteral("lossless"))
        return losslessTerm(context, *yes);
    if (node.field == QStringLiteral("picked"))
        return pickedTerm(node, context, *yes);
    return rowTerm([data = context.data, yes = *yes](const TrackBlock &block, uint32_t row) {
        return (data->featureRowOf({ block.source, block.part, row }) != FeaturePool::kNoRow) == yes;
    });
}

Result<Term> partTerm(const FilterNode &node)
{
    const QString value = node.value.toLower();
    for (const auto &[name, part] : { std::pair("train", Part::Train), std::pair("validation", Part::Validation),
                                      std::pair("test", Part::Test) }) {
        if (QLatin1String(name).startsWith(value))
            return blockTerm([part = part](const TrackBlock &block) { return block.part == part; });
    }
    return wrong(node, tr("there is no part \"%1\"; there are train, validation and test").arg(node.value));
}

Result<Term> sourceTerm(const FilterNode &node, const FilterContext &context)
{
    std::vector<char> wanted;
    QStringList names;
    for (const CollectedSource &source : context.data->sources) {
        wanted.push_back(matchesPattern(source.name.toLower(), node.value.toLower()));
        names << source.name;
    }
    if (std::find(wanted.begin(), wanted.end(), 1) == wanted.end())
        return wrong(node,
                     tr("there is no source \"%1\"; there are %2").arg(node.value, names.join(QStringLiteral(", "))));
    return blockTerm([wanted = std::move(wanted)](const TrackBlock &block) { return wanted[block.source] != 0; });
}

const std::pair<const char *, TextTag> kNameFields[] = { { "title", TextTag::Title },
                                                         { "artist", TextTag::Artist },
                                                         { "album", TextTag::Album },
                                                         { "genre", TextTag::Genre },
                                                         { "codec", TextTag::Codec } };
} // namespace

bool holds(double value, FilterNode::Compare compare, double bound)
{
    switch (compare) {
    case Compare::Equal:
        return value == bound;
    case Compare::Less:
        return value < bound;
    case Compare::LessEqual:
        return value <= bound;
    case Compare::Greater:
        return value > bound;
    case Compare::GreaterEqual:
        return value >= bound;
    }
    return false;
}

std::optional<TextTag> nameField(const QString &field)
{
    for (const auto &[name, tag] : kNameFields) {
        if (field == QLatin1String(name))
            return tag;
    }
    return std::nullopt;
}

bool isFigureField(const QString &field)
{
    static const QStringList fields { QStringLiteral("f"), QStringLiteral("labels"), QStringLiteral("score"),
                                      QStringLiteral("year"), QStringLiteral("length") };
    return fields.contains(field);
}

bool matchesPattern(QStringView label, QStringView pattern)
{
    // Greedy with one point to come back to: linear but for labels made to be nasty.
    qsizetype l = 0;
    qsizetype p = 0;
    qsizetype star = -1;
    qsizetype mark = 0;
    while (l < label.size()) {
        if (p < pattern.size() && pattern[p] == u'*') {
            star = p++;
            mark = l;
        } else if (p < pattern.size() && pattern[p] == label[l]) {
            ++p;
            ++l;
        } else if (star >= 0) {
            p = star + 1;
            l = ++mark;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == u'*')
        ++p;
    return p == pattern.size();
}

QStringList filterFields()
{
    return { QStringLiteral("label"),     QStringLiteral("id"),       QStringLiteral("group"),
             QStringLiteral("source"),    QStringLiteral("part"),     QStringLiteral("features"),
             QStringLiteral("labels"),    QStringLiteral("f"),        QStringLiteral("score"),
             QStringLiteral("predicted"), QStringLiteral("right"),    QStringLiteral("wrong"),
             QStringLiteral("missed"),    QStringLiteral("marked"),   QStringLiteral("note"),
             QStringLiteral("title"),     QStringLiteral("artist"),   QStringLiteral("album"),
             QStringLiteral("genre"),     QStringLiteral("year"),     QStringLiteral("length"),
             QStringLiteral("codec"),     QStringLiteral("lossless"), QStringLiteral("picked") };
}

Result<Term> makeTerm(const FilterNode &node, const FilterContext &context)
{
    const QString value = node.value.toLower();
    if (isFigureField(node.field))
        return figureTerm(node, context);
    if (node.compare != Compare::Equal)
        return wrong(
            node, tr("\"%1\" cannot be compared like a number; f, score, labels, year and length can").arg(node.field));
    if (node.field.isEmpty())
        return wordTerm(context, value);
    if (const auto tag = nameField(node.field))
        return nameTerm(context, { &*tag, 1 }, value);
    if (node.field == QStringLiteral("id"))
        return idTerm(context, value);
    if (node.field == QStringLiteral("group"))
        return groupTerm(context, value);
    if (node.field == QStringLiteral("label"))
        return std::make_unique<const LabelTerm>(context.data, labelFlags(*context.data, [&](const QString &label) {
                                                     return matchesPattern(label, value);
                                                 }));
    if (node.field == QStringLiteral("features") || node.field == QStringLiteral("marked")
        || node.field == QStringLiteral("lossless") || node.field == QStringLiteral("picked"))
        return yesNoTerm(node, context);
    if (node.field == QStringLiteral("note"))
        return noteTerm(
            context,
            [&](const TrackNote &note) {
                return note.text.contains(node.value, Qt::CaseInsensitive) && !note.text.isEmpty();
            },
            true);
    if (node.field == QStringLiteral("predicted") || node.field == QStringLiteral("right")
        || node.field == QStringLiteral("wrong") || node.field == QStringLiteral("missed"))
        return predictionTerm(node, context);
    if (node.field == QStringLiteral("part"))
        return partTerm(node);
    if (node.field == QStringLiteral("source"))
        return sourceTerm(node, context);
    for (size_t i = 0; i < context.data->sources.size(); ++i) {
        if (context.data->sources[i].name.toLower() == node.field)
            return otherSourceTerm(context, i, value);
    }
    return wrong(node,
                 tr("there is no field \"%1\"; there are %2 and the sources")
                     .arg(node.field, filterFields().join(QStringLiteral(", "))));
}

} // namespace melscope
