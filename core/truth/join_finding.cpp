#include "core/truth/join_finding.h"

#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/truth/cell_text.h"
#include "core/truth/label.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <set>

namespace melscope {

namespace {

// A reason shows in a few, and whole parts have more than a million.
constexpr size_t kSample = 2000;

QString text(const std::string &utf8)
{
    constexpr qsizetype most = 100;
    return QString::fromStdString(utf8).left(most);
}

enum class IdKind { Uuid, Braces, Address, Wrapped, NoHyphens, Number, Other };

IdKind kindOf(const std::string &id)
{
    if (IdKey(id).isUuid())
        return IdKind::Uuid;
    static const QRegularExpression uuid(
        QStringLiteral("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"));
    static const QRegularExpression bare(QStringLiteral("^[0-9a-fA-F]{32}$"));
    static const QRegularExpression number(QStringLiteral("^[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+$|^#"));
    const QString whole = text(id);
    if (whole.contains(uuid))
        return whole.contains(QLatin1Char('{')) ? IdKind::Braces
            : whole.contains(QLatin1Char('/'))  ? IdKind::Address
                                                : IdKind::Wrapped;
    if (whole.contains(bare))
        return IdKind::NoHyphens;
    return whole.contains(number) ? IdKind::Number : IdKind::Other;
}

/// The kind of most ids of a sample.
IdKind mostOf(const std::vector<std::string> &ids)
{
    std::map<IdKind, size_t> counts;
    for (const std::string &id : ids)
        ++counts[kindOf(id)];
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto &a, const auto &b) { return a.second < b.second; });
    return most == counts.end() ? IdKind::Uuid : most->first;
}

QString kindText(IdKind kind, const QString &side)
{
    switch (kind) {
    case IdKind::Braces:
        return tr("the ids of %1 stand in braces; write them without").arg(side);
    case IdKind::Address:
        return tr("%1 has addresses in place of ids; keep what stands after the last slash").arg(side);
    case IdKind::Wrapped:
        return tr("the ids of %1 have other text about them").arg(side);
    case IdKind::NoHyphens:
        return tr("the ids of %1 lack their hyphens").arg(side);
    case IdKind::Number:
        return tr("a spreadsheet has made numbers of the ids of %1; take the original file").arg(side);
    case IdKind::Other:
        return tr("the ids of %1 are no MusicBrainz ids (UUIDs)").arg(side);
    case IdKind::Uuid:
        break;
    }
    return {};
}

/// Up to kSample texts of a side, evenly spread.
std::vector<std::string> sampleOf(const JoinSide &side)
{
    std::vector<std::string> sample;
    const size_t step = std::max<size_t>(1, side.size / kSample);
    for (size_t i = 0; i < side.size; i += step)
        sample.push_back(side.text(i));
    return sample;
}

bool areGroupsOf(const JoinSide &side, const std::vector<std::string> &ids)
{
    if (side.releaseGroups == nullptr)
        return false;
    const auto known = std::count_if(ids.begin(), ids.end(),
                                     [&](const std::string &id) { return side.releaseGroups->find(id).has_value(); });
    return size_t(known) * 2 > ids.size();
}

/// The archives of AcousticBrainz are divided by the ids' first digits; a part that lacks some of them shows by these.
QString missingDigits(const std::vector<std::string> &left, const std::vector<std::string> &right)
{
    constexpr size_t enough = 200; // for each of 16 digits to be there
    if (left.size() < enough || right.size() < enough)
        return {};
    auto digitsOf = [](const std::vector<std::string> &ids) {
        std::set<char> digits;
        for (const std::string &id : ids)
            digits.insert(IdKey::ofUuid(IdKey(id).high(), 0).text().front());
        return digits;
    };
    const std::set<char> all = digitsOf(left);
    QStringList here;
    for (const char digit : digitsOf(right))
        here << QString(QLatin1Char(digit));
    return size_t(here.size()) < all.size() ? here.join(QStringLiteral(", ")) : QString();
}

QString reasonOfIds(JoinFinding &finding, const JoinSide &left, const JoinSide &right)
{
    const std::vector<std::string> ours = sampleOf(left);
    const std::vector<std::string> theirs = sampleOf(right);
    for (const auto &[truth, ids] : { std::pair(&left, &theirs), std::pair(&right, &ours) }) {
        finding.differsInForm = areGroupsOf(*truth, *ids);
        if (finding.differsInForm)
            return tr("%1 has the recordings in its second column; its first two columns are probably swapped")
                .arg(truth->name);
    }
    const IdKind ourKind = mostOf(ours);
    const IdKind theirKind = mostOf(theirs);
    finding.differsInForm = ourKind != theirKind;
    if (finding.differsInForm)
        return theirKind == IdKind::Uuid ? kindText(ourKind, left.name) : kindText(theirKind, right.name);
    if (ourKind != IdKind::Uuid)
        return tr("both have ids that are no MusicBrainz ids (UUIDs), and write them differently or are "
                  "not of the same recordings");
    if (const QString digits = missingDigits(ours, theirs); !digits.isEmpty())
        return tr("%1 has only ids that begin with %2; further archives are probably missing").arg(right.name, digits);
    if (finding.matched == 0)
        return tr("both have MusicBrainz ids, of other recordings; one is probably the file of another part or source");
    return tr(
        "what is missing belongs to another part or source, was not imported, or has been merged by MusicBrainz since "
        "(another id now)");
}

QString reasonOfLabels(const JoinSide &left, const JoinSide &right, const std::function<bool(size_t)> &isMatched)
{
    std::set<std::string> alike;
    std::set<std::string> letters;
    for (size_t i = 0; i < right.size; ++i) {
        alike.insert(lookAlikeKey(right.text(i)));
        letters.insert(normaliseLabel(right.text(i)));
    }
    size_t unmatched = 0;
    size_t sameButForCase = 0;
    size_t sameLetters = 0;
    for (size_t i = 0; i < left.size; ++i) {
        if (isMatched(i))
            continue;
        ++unmatched;
        sameButForCase += alike.contains(lookAlikeKey(left.text(i))) ? 1 : 0;
        sameLetters += letters.contains(normaliseLabel(left.text(i))) ? 1 : 0;
    }
    if (sameButForCase * 2 > unmatched)
        return tr("they differ in capitals or white space alone");
    if (sameLetters * 2 > unmatched)
        return tr("they have the same letters and differ in punctuation: one side's labels were normalised");
    return tr("they are the labels of another source");
}

/// Examples of either side that are not on the other.
void addExamples(JoinFinding &finding, const JoinSide &left, const JoinSide &right,
                 const std::function<bool(size_t)> &isMatched, const std::function<bool(const std::string &)> &isLeft)
{
    for (size_t i = 0; i < left.size && finding.leftExample.isEmpty(); ++i) {
        if (!isMatched(i))
            finding.leftExample = text(left.text(i));
    }
    for (size_t i = 0; i < right.size && finding.rightExample.isEmpty(); ++i) {
        if (const std::string name = right.text(i); !isLeft(name))
            finding.rightExample = text(name);
    }
    if (finding.rightExample.isEmpty() && right.size > 0)
        finding.rightExample = text(right.text(0));
}

JoinFinding counted(JoinFinding::Names names, const JoinSide &left, const JoinSide &right,
                    const std::function<bool(size_t)> &isMatched)
{
    JoinFinding finding;
    finding.names = names;
    finding.leftName = left.name;
    finding.rightName = right.name;
    finding.left = left.size;
    finding.right = right.size;
    for (size_t i = 0; i < left.size; ++i)
        finding.matched += isMatched(i) ? 1 : 0;
    return finding;
}

} // namespace

JoinSide joinSide(QString name, const RecordingIds &ids)
{
    return { std::move(name), ids.size(), [&ids](size_t i) { return ids.text(i); }, nullptr };
}

JoinSide joinSide(QString name, const std::vector<std::string> &labels)
{
    return { std::move(name), labels.size(), [&labels](size_t i) { return labels[i]; }, nullptr };
}

QString JoinFinding::text() const
{
    const QString what = names == Names::Recordings ? tr("recordings") : tr("labels");
    const QString all = countText(qint64(left));
    return (isNothing() ? tr("none of the %1 %2 of %3 is among those of %4").arg(all, what, leftName, rightName)
                        : tr("%1 of %2 %3 of %4 are among those of %5")
                              .arg(countText(qint64(matched)), all, what, leftName, rightName))
        + why();
}

QString JoinFinding::why() const
{
    QString text;
    if (!reason.isEmpty())
        text += QStringLiteral("; ") + reason;
    if (!leftExample.isEmpty() && !rightExample.isEmpty())
        text += tr(" (for example \"%1\" of %2, \"%3\" of %4)").arg(leftExample, leftName, rightExample, rightName);
    return text;
}

JoinFinding recordingJoin(const JoinSide &left, const JoinSide &right, const std::function<bool(size_t)> &isMatched)
{
    JoinFinding finding = counted(JoinFinding::Names::Recordings, left, right, isMatched);
    if (!finding.isPoor())
        return finding;
    if (right.size == 0) {
        finding.reason = tr("%1 has none").arg(right.name);
        return finding;
    }
    RecordingIds ours;
    for (size_t i = 0; i < left.size; ++i)
        ours.insert(left.text(i));
    addExamples(finding, left, right, isMatched, [&](const std::string &id) { return ours.find(id).has_value(); });
    finding.reason = reasonOfIds(finding, left, right);
    return finding;
}

JoinFinding labelJoin(const JoinSide &left, const JoinSide &right, const std::function<bool(size_t)> &isMatched)
{
    JoinFinding finding = counted(JoinFinding::Names::Labels, left, right, isMatched);
    if (!finding.isPoor())
        return finding;
    if (right.size == 0) {
        finding.reason = tr("%1 has none").arg(right.name);
        return finding;
    }
    std::set<std::string> ours;
    for (size_t i = 0; i < left.size; ++i)
        ours.insert(labelKey(left.text(i)));
    addExamples(finding, left, right, isMatched,
                [&](const std::string &label) { return ours.contains(labelKey(label)); });
    finding.reason = reasonOfLabels(left, right, isMatched);
    return finding;
}

JoinFinding recordingJoin(const QString &leftName, const RecordingIds &left, const QString &rightName,
                          const RecordingIds &right)
{
    return recordingJoin(joinSide(leftName, left), joinSide(rightName, right),
                         [&](size_t i) { return right.find(left.key(i)).has_value(); });
}

JoinFinding labelJoin(const QString &leftName, const std::vector<std::string> &left, const QString &rightName,
                      const std::vector<std::string> &right)
{
    std::set<std::string> keys;
    for (const std::string &label : right)
        keys.insert(labelKey(label));
    return labelJoin(joinSide(leftName, left), joinSide(rightName, right),
                     [&](size_t i) { return keys.contains(labelKey(left[i])); });
}

} // namespace melscope
