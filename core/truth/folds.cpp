#include "core/truth/folds.h"

#include "core/base/words.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

namespace melscope {

namespace {

constexpr int kMostFolds = 1000;

/// Recordings that must stay together: a forest whose trees are joined. [union by halving the paths]
class Together
{
public:
    explicit Together(size_t count)
        : m_parent(count)
    {
        std::iota(m_parent.begin(), m_parent.end(), 0U);
    }
    uint32_t root(uint32_t one)
    {
        while (m_parent[one] != one) {
            m_parent[one] = m_parent[m_parent[one]];
            one = m_parent[one];
        }
        return one;
    }
    void join(uint32_t a, uint32_t b)
    {
        a = root(a);
        b = root(b);
        m_parent[std::max(a, b)] = std::min(a, b); // the first stays the root, whatever the order
    }

private:
    std::vector<uint32_t> m_parent;
};

/// What goes to one fold as a whole.
struct Unit
{
    uint32_t size = 0; ///< recordings, those of each truth counted
    std::vector<std::pair<uint32_t, uint32_t>> labels; ///< class over all truths, how often; ascending
};

class Stratification
{
public:
    Stratification(std::vector<Unit> units, size_t labels, int folds, uint64_t seed)
        : m_units(std::move(units))
        , m_foldOf(m_units.size(), kNone)
        , m_random(seed)
        , m_wanted(size_t(folds))
        , m_wantedOf(labels, std::vector<double>(size_t(folds)))
        , m_remaining(labels)
        , m_unitsOf(labels)
    {
        // In an order by chance, so that what is equal falls to all folds alike.
        std::vector<uint32_t> order(m_units.size());
        std::iota(order.begin(), order.end(), 0U);
        for (size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[size_t(m_random() % i)]);
        // Large ones first: what comes late evens out what came early.
        std::ranges::stable_sort(order, [&](uint32_t a, uint32_t b) { return m_units[a].size > m_units[b].size; });
        double all = 0;
        for (const uint32_t unit : order) {
            all += m_units[unit].size;
            for (const auto &[label, count] : m_units[unit].labels) {
                m_remaining[label] += count;
                m_unitsOf[label].push_back(unit);
            }
        }
        std::ranges::fill(m_wanted, all / folds);
        for (size_t label = 0; label < labels; ++label)
            std::ranges::fill(m_wantedOf[label], double(m_remaining[label]) / folds);
        m_order = std::move(order);
    }

    std::vector<uint32_t> run(const CancelToken &cancel)
    {
        std::vector<char> isDone(m_remaining.size());
        for (;;) {
            size_t rarest = m_remaining.size();
            for (size_t label = 0; label < m_remaining.size(); ++label) {
                if (!isDone[label] && m_remaining[label] > 0
                    && (rarest == m_remaining.size() || m_remaining[label] < m_remaining[rarest]))
                    rarest = label;
            }
            if (rarest == m_remaining.size() || cancel.isCancelled())
                break;
            isDone[rarest] = 1;
            for (const uint32_t unit : m_unitsOf[rarest]) {
                if (m_foldOf[unit] == kNone)
                    give(unit, choose(m_wantedOf[rarest]));
            }
        }
        for (const uint32_t unit : m_order) { // without a label
            if (m_foldOf[unit] == kNone)
                give(unit, choose(m_wanted));
        }
        return std::move(m_foldOf);
    }

private:
    static constexpr uint32_t kNone = UINT32_MAX;

    /// The fold that wants most; of equal ones the one that wants most recordings; of equal ones any.
    uint32_t choose(const std::vector<double> &wanted)
    {
        std::vector<uint32_t> best;
        for (uint32_t fold = 0; fold < wanted.size(); ++fold) {
            if (!best.empty()) {
                const uint32_t other = best.front();
                const auto mine = std::pair(wanted[fold], m_wanted[fold]);
                const auto others = std::pair(wanted[other], m_wanted[other]);
                if (mine < others)
                    continue;
                if (mine > others)
                    best.clear();
            }
            best.push_back(fold);
        }
        return best[size_t(m_random() % best.size())];
    }

    void give(uint32_t unit, uint32_t fold)
    {
        m_foldOf[unit] = fold;
        m_wanted[fold] -= m_units[unit].size;
        for (const auto &[label, count] : m_units[unit].labels) {
            m_wantedOf[label][fold] -= count;
            m_remaining[label] -= count;
        }
    }

    std::vector<Unit> m_units;
    std::vector<uint32_t> m_foldOf;
    std::mt19937_64 m_random;
    std::vector<double> m_wanted; ///< [folds] recordings
    std::vector<std::vector<double>> m_wantedOf; ///< [labels][folds]
    std::vector<uint64_t> m_remaining; ///< [labels] in units without a fold
    std::vector<std::vector<uint32_t>> m_unitsOf; ///< [labels]
    std::vector<uint32_t> m_order; ///< of the units
};

/// Recordings and release groups of all truths, numbered through.
struct Numbering
{
    RecordingIds recordings;
    RecordingIds groups;
};

Numbering numberingOf(const std::vector<std::shared_ptr<const GroundTruth>> &truths)
{
    Numbering numbering;
    for (const auto &truth : truths) {
        for (size_t i = 0; i < truth->size(); ++i)
            numbering.recordings.insert(truth->recordings().key(i));
        for (size_t i = 0; i < truth->releaseGroups().size(); ++i)
            numbering.groups.insert(truth->releaseGroups().key(i));
    }
    return numbering;
}

} // namespace

Result<std::vector<std::vector<uint32_t>>> foldsOf(const std::vector<std::shared_ptr<const GroundTruth>> &truths,
                                                   int folds, uint64_t seed, const CancelToken &cancel)
{
    if (folds < 2 || folds > kMostFolds)
        return fail(tr("there must be 2 to %1 folds").arg(kMostFolds));
    const Numbering numbering = numberingOf(truths);
    const auto recordings = uint32_t(numbering.recordings.size());
    // A recording without a release group is one of its own.
    Together together(recordings + numbering.groups.size());
    std::vector<std::vector<uint32_t>> numberOf(truths.size());
    for (size_t t = 0; t < truths.size(); ++t) {
        const GroundTruth &truth = *truths[t];
        for (size_t i = 0; i < truth.size(); ++i) {
            numberOf[t].push_back(*numbering.recordings.find(truth.recordings().key(i)));
            if (truth.releaseGroupOf(i) != GroundTruth::kNoReleaseGroup)
                together.join(numberOf[t][i], recordings + *numbering.groups.find(truth.releaseGroupKey(i)));
        }
        if (cancel.isCancelled())
            return cancelled();
    }
    std::vector<Unit> units;
    std::vector<uint32_t> unitOfRoot(recordings + numbering.groups.size(), UINT32_MAX);
    std::vector<std::vector<uint32_t>> foldOf(truths.size());
    size_t labels = 0;
    for (size_t t = 0; t < truths.size(); ++t) {
        const GroundTruth &truth = *truths[t];
        for (size_t i = 0; i < truth.size(); ++i) {
            uint32_t &unit = unitOfRoot[together.root(numberOf[t][i])];
            if (unit == UINT32_MAX) {
                unit = uint32_t(units.size());
                units.emplace_back();
            }
            foldOf[t].push_back(unit);
            ++units[unit].size;
            for (const uint32_t label : truth.labelsOf(i))
                units[unit].labels.emplace_back(uint32_t(labels) + label, 1);
        }
        labels += truth.labels().size();
    }
    if (units.size() < size_t(folds))
        return fail(tr("%1 release groups cannot be divided into %2 folds")
                        .arg(QString::number(units.size()), QString::number(folds)),
                    truths.empty() ? QString() : truths.front()->file(), tr("Choose fewer folds."));
    for (Unit &unit : units) {
        std::ranges::sort(unit.labels);
        size_t kept = 0;
        for (size_t i = 0; i < unit.labels.size(); ++i) {
            if (kept > 0 && unit.labels[kept - 1].first == unit.labels[i].first)
                ++unit.labels[kept - 1].second;
            else
                unit.labels[kept++] = unit.labels[i];
        }
        unit.labels.resize(kept);
    }
    const std::vector<uint32_t> foldOfUnit = Stratification(std::move(units), labels, folds, seed).run(cancel);
    if (cancel.isCancelled())
        return cancelled();
    for (std::vector<uint32_t> &own : foldOf) {
        for (uint32_t &unit : own)
            unit = foldOfUnit[unit];
    }
    return foldOf;
}

namespace {

/// `counts`: [labels][folds] tracks; of the labels that are kept.
LabelDeviation worstOf(const GroundTruth &truth, const std::vector<std::vector<size_t>> &counts,
                       const std::vector<char> &kept, size_t fold)
{
    LabelDeviation worst;
    for (size_t label = 0; label < counts.size(); ++label) {
        const size_t all = std::accumulate(counts[label].begin(), counts[label].end(), size_t(0));
        if (!kept[label] || all == 0)
            continue;
        const double deviation = double(counts[label][fold]) * double(counts[label].size()) / double(all) - 1;
        if (worst.label.empty() || std::fabs(deviation) > std::fabs(worst.deviation))
            worst = { truth.spelling(label), deviation };
    }
    return worst;
}

} // namespace

Result<TruthFolds> foldTruth(const GroundTruth &truth, const std::vector<uint32_t> &foldOf,
                             const FoldSettings &settings)
{
    const auto folds = size_t(settings.folds);
    std::vector<std::vector<size_t>> counts(truth.labels().size(), std::vector<size_t>(folds));
    for (size_t i = 0; i < truth.size(); ++i) {
        for (const uint32_t label : truth.labelsOf(i))
            ++counts[label][foldOf[i]];
    }
    TruthFolds result;
    std::vector<char> kept(truth.labels().size(), 1);
    for (size_t label = 0; label < kept.size(); ++label) {
        const size_t all = std::accumulate(counts[label].begin(), counts[label].end(), size_t(0));
        for (const size_t inValidation : counts[label]) {
            if (all - inValidation < size_t(settings.minCount) || 2 * inValidation < size_t(settings.minCount))
                kept[label] = 0;
        }
        if (!kept[label])
            result.droppedLabels.push_back(truth.spelling(label));
    }
    std::vector<char> hasLabel(truth.size());
    for (size_t i = 0; i < truth.size(); ++i) {
        hasLabel[i] = std::ranges::any_of(truth.labelsOf(i), [&](uint32_t label) { return kept[label] != 0; });
        result.droppedTracks += hasLabel[i] ? 0 : 1;
    }
    for (uint32_t fold = 0; fold < folds; ++fold) {
        result.worst.push_back(worstOf(truth, counts, kept, fold));
        GroundTruthBuilder train(truth.source(), truth.file());
        GroundTruthBuilder validation(truth.source(), truth.file());
        std::vector<uint32_t> numbers(kept.size());
        for (size_t label = 0; label < kept.size(); ++label) {
            if (!kept[label])
                continue;
            numbers[label] = train.labelNumber(truth.spelling(label));
            validation.labelNumber(truth.spelling(label));
        }
        std::vector<uint32_t> labels;
        for (size_t i = 0; i < truth.size(); ++i) {
            if (!hasLabel[i])
                continue;
            labels.clear();
            for (const uint32_t label : truth.labelsOf(i)) {
                if (kept[label])
                    labels.push_back(numbers[label]);
            }
            (foldOf[i] == fold ? validation : train)
                .addRow(truth.recordings().key(i), truth.releaseGroupKey(i), labels, 0);
        }
        result.parts.push_back({ train.finish(), validation.finish() });
        if (result.parts.back().train->size() == 0 || result.parts.back().validation->size() == 0)
            return fail(tr("nothing is left in fold %1: no label occurs often enough in all folds").arg(fold + 1),
                        truth.file(), tr("Lower the least count, or choose fewer folds."));
    }
    return result;
}

} // namespace melscope
