#include "core/scoring/what_if.h"

#include "core/base/parallel.h"
#include "core/scoring/score_range.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace melscope {

namespace {
constexpr size_t kTracksTogether = 4096;
}

LabelledTracks::LabelledTracks(std::shared_ptr<const ScoreMatrix> scores, std::shared_ptr<const PartTruth> truth,
                               ScoreLabeller labeller)
    : m_scores(std::move(scores))
    , m_truth(std::move(truth))
    , m_labeller(std::move(labeller))
    , m_counts(m_truth)
    , m_offsets(m_truth->size() + 1, 0)
    , m_reachedBy(m_truth->classCount())
    , m_fallback(m_truth->size())
{
}

Result<std::shared_ptr<const LabelledTracks>> LabelledTracks::make(std::shared_ptr<const ScoreMatrix> scores,
                                                                   std::shared_ptr<const PartTruth> truth,
                                                                   ScoreLabeller labeller, const CancelToken &cancel)
{
    std::shared_ptr<LabelledTracks> labelled(
        new LabelledTracks(std::move(scores), std::move(truth), std::move(labeller)));
    const size_t tracks = labelled->size();
    const size_t blocks = (tracks + kTracksTogether - 1) / kTracksTogether;
    std::vector<std::vector<uint32_t>> reached(blocks);
    parallelFor(blocks, [&](size_t block) {
        if (cancel.isCancelled())
            return;
        for (size_t track = block * kTracksTogether; track < std::min(tracks, (block + 1) * kTracksTogether); ++track) {
            const size_t before = reached[block].size();
            const auto row = labelled->scoresOf(track);
            labelled->m_labeller.appendReached(row, reached[block]);
            const size_t count = reached[block].size() - before;
            labelled->m_offsets[track + 1] = count;
            if (count == 0)
                labelled->m_fallback[track] = labelled->m_labeller.fallback(row);
        }
    });
    if (cancel.isCancelled())
        return cancelled();
    std::partial_sum(labelled->m_offsets.begin(), labelled->m_offsets.end(), labelled->m_offsets.begin());
    labelled->m_reached.reserve(labelled->m_offsets.back());
    for (std::vector<uint32_t> &part : reached) {
        labelled->m_reached.insert(labelled->m_reached.end(), part.begin(), part.end());
        part = {};
    }
    for (size_t track = 0; track < tracks; ++track) {
        labelled->m_counts.setFirst(track, labelled->labelsOf(track));
        labelled->m_counts.changeFallbacks(labelled->reachedOf(track).empty() ? 1 : 0);
        for (const uint32_t label : labelled->reachedOf(track)) {
            ++labelled->m_reachedBy[label].first;
            labelled->m_reachedBy[label].second += labelled->m_truth->bears(track, label) ? 1 : 0;
        }
    }
    return std::shared_ptr<const LabelledTracks>(std::move(labelled));
}

std::shared_ptr<const LabelledTracks> LabelledTracks::withThreshold(const MovableLabel &movable, double threshold)
{
    const LabelledTracks &old = *movable.tracks;
    Thresholds thresholds = old.m_labeller.thresholds();
    thresholds.values[movable.label] = threshold;
    std::shared_ptr<LabelledTracks> moved(
        new LabelledTracks(old.m_scores, old.m_truth,
                           ScoreLabeller(std::move(thresholds), old.m_labeller.rule(), old.m_labeller.parents())));
    WhatIf change(movable.shared_from_this());
    change.setThreshold(threshold);
    moved->m_counts = change.counts();
    moved->m_reachedBy = old.m_reachedBy;
    moved->m_reachedBy[movable.label] = { uint32_t(change.decision().predicted()),
                                          uint32_t(change.decision().truePositives) };
    moved->m_reached.reserve(old.m_reached.size());
    for (size_t track = 0; track < moved->size(); ++track) {
        const bool isReached = double(movable.scores[track]) >= threshold; // never with NaN
        bool isPlaced = !isReached;
        for (const uint32_t reached : old.reachedOf(track)) {
            if (reached == movable.label)
                continue;
            if (!isPlaced && reached > movable.label) {
                moved->m_reached.push_back(movable.label);
                isPlaced = true;
            }
            moved->m_reached.push_back(reached);
        }
        if (!isPlaced)
            moved->m_reached.push_back(movable.label);
        moved->m_offsets[track + 1] = moved->m_reached.size();
        if (movable.contestedIndex[track] != MovableLabel::kNotContested && !isReached)
            moved->m_fallback[track] = movable.fallbackAt(track, threshold);
    }
    return moved;
}

std::vector<uint32_t> LabelledTracks::labelsOf(size_t track) const
{
    const auto reached = reachedOf(track);
    std::vector<uint32_t> labels(reached.begin(), reached.end());
    m_labeller.finish(
        scoresOf(track), labels, [&](uint32_t label) { return m_labeller.thresholds().values[label]; },
        [&] { return fallbackOf(track).label; });
    return labels;
}

Result<std::shared_ptr<const MovableLabel>> MovableLabel::make(std::shared_ptr<const LabelledTracks> tracks,
                                                               uint32_t label, const CancelToken &cancel)
{
    auto movable = std::make_shared<MovableLabel>();
    movable->label = label;
    const size_t count = tracks->size();
    movable->scores.resize(count);
    movable->isTrue.resize(count);
    movable->contestedIndex.assign(count, kNotContested);
    const size_t blocks = (count + kTracksTogether - 1) / kTracksTogether;
    std::vector<std::vector<std::pair<uint32_t, ScoreLabeller::Fallback>>> contested(blocks);
    parallelFor(blocks, [&](size_t block) {
        for (size_t track = block * kTracksTogether;
             track < std::min(count, (block + 1) * kTracksTogether) && !cancel.isCancelled(); ++track) {
            const auto row = tracks->scoresOf(track);
            movable->scores[track] = row[label];
            movable->isTrue[track] = tracks->truth().bears(track, label);
            const auto reached = tracks->reachedOf(track);
            if (reached.empty() && tracks->fallbackOf(track).label != label)
                contested[block].emplace_back(uint32_t(track), tracks->fallbackOf(track));
            else if (reached.empty() || (reached.size() == 1 && reached.front() == label))
                contested[block].emplace_back(uint32_t(track), tracks->labeller().fallback(row, label));
        }
    });
    if (cancel.isCancelled())
        return cancelled();
    std::vector<std::pair<double, uint32_t>> order;
    for (const auto &part : contested) {
        for (const auto &[track, other] : part) {
            movable->contestedIndex[track] = uint32_t(movable->other.size());
            movable->other.push_back(other);
            // Without another class, or with one without a threshold, this label is taken whatever its threshold is.
            order.emplace_back(other.ratio > 0 ? double(movable->scores[track]) / other.ratio
                                               : std::numeric_limits<double>::infinity(),
                               track);
        }
    }
    std::sort(order.begin(), order.end(), pairComesBefore);
    for (const auto &[critical, track] : order) {
        movable->critical.push_back(critical);
        movable->contested.push_back(track);
    }
    // Sorting pairs of score and track in one array is twice as fast as sorting tracks by a look-up.
    std::vector<std::pair<float, uint32_t>> byScore(count);
    for (size_t track = 0; track < count; ++track)
        byScore[track] = { movable->scores[track], uint32_t(track) };
    std::sort(byScore.begin(), byScore.end(), pairComesBefore);
    for (const auto &[score, track] : byScore) {
        movable->sortedScores.push_back(score);
        movable->byScore.push_back(track);
    }
    movable->tracks = std::move(tracks);
    return std::shared_ptr<const MovableLabel>(std::move(movable));
}

bool MovableLabel::labelsAt(size_t track, double threshold, std::vector<uint32_t> &labels) const
{
    labels.clear();
    const bool isReached = double(scores[track]) >= threshold; // never with NaN
    bool isPlaced = !isReached;
    for (const uint32_t reached : tracks->reachedOf(track)) {
        if (reached == label)
            continue;
        if (!isPlaced && reached > label) {
            labels.push_back(label);
            isPlaced = true;
        }
        labels.push_back(reached);
    }
    if (!isPlaced)
        labels.push_back(label);
    const bool isFallback = labels.empty();
    tracks->labeller().finish(
        tracks->scoresOf(track), labels,
        [&](uint32_t asked) { return asked == label ? threshold : tracks->labeller().thresholds().values[asked]; },
        [&] { return fallbackAt(track, threshold).label; });
    return isFallback;
}

ScoreLabeller::Fallback MovableLabel::fallbackAt(size_t track, double threshold) const
{
    const ScoreLabeller::Fallback &best = other[contestedIndex[track]];
    if (std::isnan(threshold))
        return best;
    const double ratio = double(scores[track]) / threshold;
    const bool isThis = best.ratio < 0 || ratio > best.ratio || (ratio == best.ratio && label < best.label);
    return isThis ? ScoreLabeller::Fallback { label, ratio } : best;
}

WhatIf::WhatIf(std::shared_ptr<const MovableLabel> movable)
    : m_movable(std::move(movable))
    , m_counts(m_movable->tracks->counts())
    , m_threshold(m_movable->tracks->labeller().thresholds().values[m_movable->label])
    , m_seen(m_movable->scores.size(), 0)
    , m_trueAbove(m_movable->scores.size() + 1, 0)
{
    for (size_t i = m_movable->byScore.size(); i-- > 0;)
        m_trueAbove[i] = m_trueAbove[i + 1] + (m_movable->isTrue[m_movable->byScore[i]] ? 1U : 0U);
    const ScoreLabeller &labeller = m_movable->tracks->labeller();
    m_isPlain = labeller.rule().isPlain();
    if (labeller.rule().dropOrphans) {
        for (const int32_t parent : labeller.parents())
            m_isParent = m_isParent || parent == int32_t(m_movable->label);
    }
}

void WhatIf::retry(size_t track, double before, double after)
{
    if (m_seen[track] == m_step)
        return;
    m_seen[track] = m_step;
    if (m_isPlain && m_movable->contestedIndex[track] == MovableLabel::kNotContested) {
        // The other labels stay whatever they are.
        const double score = double(m_movable->scores[track]);
        const std::span<const uint32_t> one(&m_movable->label, 1);
        m_counts.change(track, score >= before ? one : one.first(0), score >= after ? one : one.first(0));
        return;
    }
    const bool wasFallback = m_movable->labelsAt(track, before, m_labelsBefore);
    const bool isFallback = m_movable->labelsAt(track, after, m_labelsAfter);
    m_counts.changeFallbacks(int64_t(isFallback) - int64_t(wasFallback));
    m_counts.change(track, m_labelsBefore, m_labelsAfter);
}

size_t WhatIf::setThreshold(double threshold)
{
    if (threshold == m_threshold || (std::isnan(threshold) && std::isnan(m_threshold)))
        return 0;
    const double before = m_threshold;
    ++m_step;
    size_t looked = 0;
    const bool whole = std::isnan(threshold) || std::isnan(before);
    const double low = std::isnan(threshold) ? before : std::isnan(before) ? threshold : std::min(before, threshold);
    const double high = whole ? std::numeric_limits<double>::infinity() : std::max(before, threshold);
    const auto &sorted = m_movable->sortedScores;
    auto retryScores = [&](double from, double to) {
        auto i = size_t(std::lower_bound(sorted.begin(), sorted.end(), from,
                                         [](float score, double bound) { return double(score) < bound; })
                        - sorted.begin());
        for (; i < sorted.size() && double(sorted[i]) < to; ++i, ++looked)
            retry(m_movable->byScore[i], before, threshold);
    };
    retryScores(low, high);
    if (m_isParent && whole)
        retryScores(-std::numeric_limits<double>::infinity(), high);
    else if (m_isParent)
        retryScores(low * m_movable->tracks->labeller().rule().orphanRatio,
                    high * m_movable->tracks->labeller().rule().orphanRatio);
    // A little more than the range, since quotients are rounded.
    constexpr double kSlack = 1e-12;
    const auto &critical = m_movable->critical;
    const double from = whole ? -std::numeric_limits<double>::infinity() : low * (1 - kSlack);
    auto i = size_t(std::lower_bound(critical.begin(), critical.end(), from) - critical.begin());
    for (; i < critical.size() && critical[i] <= high * (1 + kSlack); ++i, ++looked)
        retry(m_movable->contested[i], before, threshold);
    m_threshold = threshold;
    return looked;
}

WhatIf::Decision WhatIf::decision() const
{
    const auto &sorted = m_movable->sortedScores;
    const auto first = std::isnan(m_threshold)
        ? sorted.size()
        : size_t(std::lower_bound(sorted.begin(), sorted.end(), m_threshold,
                                  [](float score, double bound) { return double(score) < bound; })
                 - sorted.begin());
    Decision decision;
    decision.truePositives = m_trueAbove[first];
    decision.falsePositives = sorted.size() - first - decision.truePositives;
    decision.falseNegatives = m_trueAbove[0] - decision.truePositives;
    decision.trueNegatives = sorted.size() - decision.truePositives - decision.falsePositives - decision.falseNegatives;
    return decision;
}

TrackObjectiveStep bestForTracks(const MovableLabel &movable)
{
    const LabelledTracks &tracks = *movable.tracks;
    const double current = tracks.labeller().thresholds().values[movable.label];
    struct Event
    {
        double critical; ///< at this threshold and below, the track has the label
        double gain; ///< in F1 of the track
    };
    float lowest = std::numeric_limits<float>::infinity();
    for (size_t track = 0; track < movable.scores.size(); ++track) {
        if (movable.isTrue[track])
            lowest = std::min(lowest, movable.scores[track]);
    }
    const double least = std::isnan(current) ? double(lowest) : std::min(double(lowest), current);
    std::vector<Event> events;
    for (size_t track = 0; track < movable.scores.size(); ++track) {
        const double expected = double(tracks.truth().labelsOf(track).size());
        if (expected == 0)
            continue;
        const uint32_t contested = movable.contestedIndex[track];
        const double own = movable.isTrue[track] ? 1 : 0;
        if (contested != MovableLabel::kNotContested) {
            const ScoreLabeller::Fallback &other = movable.other[contested];
            const double score = double(movable.scores[track]);
            double critical = other.ratio > 0 ? score / other.ratio : std::numeric_limits<double>::infinity();
            // On a tie the other may win, and the quotient is rounded.
            for (int i = 0; i < 4 && critical > 0 && std::isfinite(critical) && score < critical
                 && movable.fallbackAt(track, critical).label != movable.label;
                 ++i)
                critical = std::nextafter(critical, 0.0);
            const double instead =
                other.label != ScoreLabeller::kNoClass && tracks.truth().bears(track, other.label) ? 1 : 0;
            events.push_back({ critical, 2 * (own - instead) / (1 + expected) });
        } else if (double(movable.scores[track]) >= least) { // below all true tracks a label only does harm
            double hits = 0;
            double predicted = 0;
            for (const uint32_t label : tracks.reachedOf(track)) {
                if (label == movable.label)
                    continue;
                ++predicted;
                hits += tracks.truth().bears(track, label) ? 1 : 0;
            }
            events.push_back(
                { double(movable.scores[track]),
                  f1OfCounts(hits + own, predicted + 1, expected) - f1OfCounts(hits, predicted, expected) });
        }
    }
    // A threshold of 0 would predict the label for every track.
    std::erase_if(events, [](const Event &event) { return !(event.critical > 0); });
    std::sort(events.begin(), events.end(), [](const Event &a, const Event &b) { return a.critical > b.critical; });
    double sum = 0;
    double now = 0;
    double best = 0;
    TrackObjectiveStep step { current, 0 };
    bool any = false;
    for (size_t i = 0; i < events.size(); ++i) {
        sum += events[i].gain;
        if (events[i].critical >= current)
            now = sum;
        if (events[i].critical > kGreatestThreshold
            || (i + 1 < events.size() && events[i + 1].critical == events[i].critical))
            continue;
        if (!any || sum > best + 1e-9) {
            any = true;
            best = sum;
            step.threshold = events[i].critical;
        }
    }
    step.gain = movable.scores.empty() ? 0 : (best - now) / double(movable.scores.size());
    if (step.gain <= 1e-12)
        step = { current, 0 };
    return step;
}

} // namespace melscope
