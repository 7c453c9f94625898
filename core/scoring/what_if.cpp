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
    std::shared_ptr<LabelledTracks> made(new LabelledTracks(std::move(scores), std::move(truth), std::move(labeller)));
    const size_t tracks = made->size();
    const size_t blocks = (tracks + kTracksTogether - 1) / kTracksTogether;
    std::vector<std::vector<uint32_t>> reached(blocks);
    parallelFor(blocks, [&](size_t block) {
        if (cancel.isCancelled())
            return;
        for (size_t track = block * kTracksTogether; track < std::min(tracks, (block + 1) * kTracksTogether); ++track) {
            const size_t before = reached[block].size();
            const auto row = made->scoresOf(track);
            made->m_labeller.appendReached(row, reached[block]);
            const size_t count = reached[block].size() - before;
            made->m_offsets[track + 1] = count;
            if (count == 0)
                made->m_fallback[track] = made->m_labeller.fallback(row);
        }
    });
    if (cancel.isCancelled())
        return cancelled();
    std::partial_sum(made->m_offsets.begin(), made->m_offsets.end(), made->m_offsets.begin());
    made->m_reached.reserve(made->m_offsets.back());
    for (std::vector<uint32_t> &part : reached) {
        made->m_reached.insert(made->m_reached.end(), part.begin(), part.end());
        part = {};
    }
    for (size_t track = 0; track < tracks; ++track) {
        made->m_counts.setFirst(track, made->labelsOf(track));
        made->m_counts.changeFallbacks(made->reachedOf(track).empty() ? 1 : 0);
        for (const uint32_t label : made->reachedOf(track)) {
            ++made->m_reachedBy[label].first;
            made->m_reachedBy[label].second += made->m_truth->bears(track, label) ? 1 : 0;
        }
    }
    return std::shared_ptr<const LabelledTracks>(std::move(made));
}

std::shared_ptr<const LabelledTracks> LabelledTracks::withThreshold(const LabelTuning &tuning, double threshold)
{
    const LabelledTracks &old = *tuning.tracks;
    Thresholds thresholds = old.m_labeller.thresholds();
    thresholds.values[tuning.label] = threshold;
    std::shared_ptr<LabelledTracks> made(
        new LabelledTracks(old.m_scores, old.m_truth,
                           ScoreLabeller(std::move(thresholds), old.m_labeller.rule(), old.m_labeller.parents())));
    WhatIf change(tuning.shared_from_this());
    change.setThreshold(threshold);
    made->m_counts = change.counts();
    made->m_reachedBy = old.m_reachedBy;
    made->m_reachedBy[tuning.label] = { uint32_t(change.decision().predicted()),
                                        uint32_t(change.decision().truePositives) };
    made->m_reached.reserve(old.m_reached.size());
    for (size_t track = 0; track < made->size(); ++track) {
        const bool isReached = double(tuning.scores[track]) >= threshold; // never with NaN
        bool isPlaced = !isReached;
        for (const uint32_t reached : old.reachedOf(track)) {
            if (reached == tuning.label)
                continue;
            if (!isPlaced && reached > tuning.label) {
                made->m_reached.push_back(tuning.label);
                isPlaced = true;
            }
            made->m_reached.push_back(reached);
        }
        if (!isPlaced)
            made->m_reached.push_back(tuning.label);
        made->m_offsets[track + 1] = made->m_reached.size();
        if (tuning.lonelyIndex[track] != LabelTuning::kNotLonely && !isReached)
            made->m_fallback[track] = tuning.fallbackAt(track, threshold);
    }
    return made;
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

Result<std::shared_ptr<const LabelTuning>> LabelTuning::make(std::shared_ptr<const LabelledTracks> tracks,
                                                             uint32_t label, const CancelToken &cancel)
{
    auto made = std::make_shared<LabelTuning>();
    made->label = label;
    const size_t count = tracks->size();
    made->scores.resize(count);
    made->isTrue.resize(count);
    made->lonelyIndex.assign(count, kNotLonely);
    const size_t blocks = (count + kTracksTogether - 1) / kTracksTogether;
    std::vector<std::vector<std::pair<uint32_t, ScoreLabeller::Fallback>>> lonely(blocks);
    parallelFor(blocks, [&](size_t block) {
        for (size_t track = block * kTracksTogether;
             track < std::min(count, (block + 1) * kTracksTogether) && !cancel.isCancelled(); ++track) {
            const auto row = tracks->scoresOf(track);
            made->scores[track] = row[label];
            made->isTrue[track] = tracks->truth().bears(track, label);
            const auto reached = tracks->reachedOf(track);
            if (reached.empty() && tracks->fallbackOf(track).label != label)
                lonely[block].emplace_back(uint32_t(track), tracks->fallbackOf(track));
            else if (reached.empty() || (reached.size() == 1 && reached.front() == label))
                lonely[block].emplace_back(uint32_t(track), tracks->labeller().fallback(row, label));
        }
    });
    if (cancel.isCancelled())
        return cancelled();
    std::vector<std::pair<double, uint32_t>> order;
    for (const auto &part : lonely) {
        for (const auto &[track, other] : part) {
            made->lonelyIndex[track] = uint32_t(made->other.size());
            made->other.push_back(other);
            // Without another class, or with one without a threshold, this label is taken whatever its threshold is.
            order.emplace_back(other.ratio > 0 ? double(made->scores[track]) / other.ratio
                                               : std::numeric_limits<double>::infinity(),
                               track);
        }
    }
    std::sort(order.begin(), order.end(), pairComesBefore);
    for (const auto &[critical, track] : order) {
        made->critical.push_back(critical);
        made->lonely.push_back(track);
    }
    // Sorting pairs of score and track in one array is twice as fast as sorting tracks by a look-up.
    std::vector<std::pair<float, uint32_t>> byScore(count);
    for (size_t track = 0; track < count; ++track)
        byScore[track] = { made->scores[track], uint32_t(track) };
    std::sort(byScore.begin(), byScore.end(), pairComesBefore);
    for (const auto &[score, track] : byScore) {
        made->sortedScores.push_back(score);
        made->byScore.push_back(track);
    }
    made->tracks = std::move(tracks);
    return std::shared_ptr<const LabelTuning>(std::move(made));
}

bool LabelTuning::labelsAt(size_t track, double threshold, std::vector<uint32_t> &labels) const
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

ScoreLabeller::Fallback LabelTuning::fallbackAt(size_t track, double threshold) const
{
    const ScoreLabeller::Fallback &best = other[lonelyIndex[track]];
    if (std::isnan(threshold))
        return best;
    const double ratio = double(scores[track]) / threshold;
    const bool isThis = best.ratio < 0 || ratio > best.ratio || (ratio == best.ratio && label < best.label);
    return isThis ? ScoreLabeller::Fallback { label, ratio } : best;
}

WhatIf::WhatIf(std::shared_ptr<const LabelTuning> tuning)
    : m_tuning(std::move(tuning))
    , m_counts(m_tuning->tracks->counts())
    , m_threshold(m_tuning->tracks->labeller().thresholds().values[m_tuning->label])
    , m_seen(m_tuning->scores.size(), 0)
    , m_trueAbove(m_tuning->scores.size() + 1, 0)
{
    for (size_t i = m_tuning->byScore.size(); i-- > 0;)
        m_trueAbove[i] = m_trueAbove[i + 1] + (m_tuning->isTrue[m_tuning->byScore[i]] ? 1U : 0U);
    const ScoreLabeller &labeller = m_tuning->tracks->labeller();
    m_isPlain = labeller.rule().isPlain();
    if (labeller.rule().dropOrphans) {
        for (const int32_t parent : labeller.parents())
            m_isParent = m_isParent || parent == int32_t(m_tuning->label);
    }
}

void WhatIf::retry(size_t track, double before, double after)
{
    if (m_seen[track] == m_step)
        return;
    m_seen[track] = m_step;
    if (m_isPlain && m_tuning->lonelyIndex[track] == LabelTuning::kNotLonely) {
        // The other labels stay whatever they are.
        const double score = double(m_tuning->scores[track]);
        const std::span<const uint32_t> one(&m_tuning->label, 1);
        m_counts.change(track, score >= before ? one : one.first(0), score >= after ? one : one.first(0));
        return;
    }
    const bool wasFallback = m_tuning->labelsAt(track, before, m_labelsBefore);
    const bool isFallback = m_tuning->labelsAt(track, after, m_labelsAfter);
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
    const auto &sorted = m_tuning->sortedScores;
    auto retryScores = [&](double from, double to) {
        auto i = size_t(std::lower_bound(sorted.begin(), sorted.end(), from,
                                         [](float score, double bound) { return double(score) < bound; })
                        - sorted.begin());
        for (; i < sorted.size() && double(sorted[i]) < to; ++i, ++looked)
            retry(m_tuning->byScore[i], before, threshold);
    };
    retryScores(low, high);
    if (m_isParent && whole)
        retryScores(-std::numeric_limits<double>::infinity(), high);
    else if (m_isParent)
        retryScores(low * m_tuning->tracks->labeller().rule().orphanRatio,
                    high * m_tuning->tracks->labeller().rule().orphanRatio);
    // A little more than the range, since quotients are rounded.
    constexpr double kSlack = 1e-12;
    const auto &critical = m_tuning->critical;
    const double from = whole ? -std::numeric_limits<double>::infinity() : low * (1 - kSlack);
    auto i = size_t(std::lower_bound(critical.begin(), critical.end(), from) - critical.begin());
    for (; i < critical.size() && critical[i] <= high * (1 + kSlack); ++i, ++looked)
        retry(m_tuning->lonely[i], before, threshold);
    m_threshold = threshold;
    return looked;
}

WhatIf::Decision WhatIf::decision() const
{
    const auto &sorted = m_tuning->sortedScores;
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

TrackObjectiveStep bestForTracks(const LabelTuning &tuning)
{
    const LabelledTracks &tracks = *tuning.tracks;
    const double current = tracks.labeller().thresholds().values[tuning.label];
    struct Event
    {
        double critical; ///< at this threshold and below, the track has the label
        double gain; ///< in F1 of the track
    };
    float lowest = std::numeric_limits<float>::infinity();
    for (size_t track = 0; track < tuning.scores.size(); ++track) {
        if (tuning.isTrue[track])
            lowest = std::min(lowest, tuning.scores[track]);
    }
    const double least = std::isnan(current) ? double(lowest) : std::min(double(lowest), current);
    std::vector<Event> events;
    for (size_t track = 0; track < tuning.scores.size(); ++track) {
        const double expected = double(tracks.truth().labelsOf(track).size());
        if (expected == 0)
            continue;
        const uint32_t lonely = tuning.lonelyIndex[track];
        const double own = tuning.isTrue[track] ? 1 : 0;
        if (lonely != LabelTuning::kNotLonely) {
            const ScoreLabeller::Fallback &other = tuning.other[lonely];
            const double score = double(tuning.scores[track]);
            double critical = other.ratio > 0 ? score / other.ratio : std::numeric_limits<double>::infinity();
            // On a tie the other may win, and the quotient is rounded.
            for (int i = 0; i < 4 && critical > 0 && std::isfinite(critical) && score < critical
                 && tuning.fallbackAt(track, critical).label != tuning.label;
                 ++i)
                critical = std::nextafter(critical, 0.0);
            const double instead =
                other.label != ScoreLabeller::kNoClass && tracks.truth().bears(track, other.label) ? 1 : 0;
            events.push_back({ critical, 2 * (own - instead) / (1 + expected) });
        } else if (double(tuning.scores[track]) >= least) { // below all true tracks a label only does harm
            double hits = 0;
            double predicted = 0;
            for (const uint32_t label : tracks.reachedOf(track)) {
                if (label == tuning.label)
                    continue;
                ++predicted;
                hits += tracks.truth().bears(track, label) ? 1 : 0;
            }
            events.push_back({ double(tuning.scores[track]),
                               2 * (hits + own) / (predicted + 1 + expected) - 2 * hits / (predicted + expected) });
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
    step.gain = tuning.scores.empty() ? 0 : (best - now) / double(tuning.scores.size());
    if (step.gain <= 1e-12)
        step = { current, 0 };
    return step;
}

} // namespace melscope
