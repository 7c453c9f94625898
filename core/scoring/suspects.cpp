#include "core/scoring/suspects.h"

#include "core/base/number_text.h"
#include "core/base/parallel.h"

#include <algorithm>

namespace melscope {

Result<std::vector<Suspect>> findSuspects(const ScoredPart &part, const Thresholds &thresholds, size_t most,
                                          const CancelToken &cancel)
{
    std::vector<std::vector<Suspect>> ofLabel(part.classes.size());
    parallelFor(part.classes.size(), [&](size_t i) {
        const uint32_t label = part.classes[i];
        if (cancel.isCancelled() || !thresholds.predicts(label) || !(thresholds.values[label] > 0))
            return;
        const double threshold = thresholds.values[label];
        std::vector<Suspect> missing;
        std::vector<Suspect> wrong;
        const auto positives = part.truth->positives(label);
        auto next = positives.begin();
        for (uint32_t track = 0; track < part.truth->size(); ++track) {
            const float score = part.scores->row(part.truth->row(track))[label];
            const double ratio = double(score) / threshold;
            const bool isTrue = next != positives.end() && *next == track;
            if (isTrue) {
                ++next;
                if (ratio < 1)
                    wrong.push_back({ track, label, false, score, ratio });
            } else if (ratio >= 1) {
                missing.push_back({ track, label, true, score, ratio });
            }
        }
        auto keep = [&](std::vector<Suspect> &suspects, auto before) {
            const size_t kept = std::min(most, suspects.size());
            std::partial_sort(suspects.begin(), suspects.begin() + ptrdiff_t(kept), suspects.end(), before);
            ofLabel[i].insert(ofLabel[i].end(), suspects.begin(), suspects.begin() + ptrdiff_t(kept));
        };
        keep(wrong, [](const Suspect &a, const Suspect &b) {
            return a.ratio != b.ratio ? a.ratio < b.ratio : a.track < b.track;
        });
        keep(missing, [](const Suspect &a, const Suspect &b) {
            return a.ratio != b.ratio ? a.ratio > b.ratio : a.track < b.track;
        });
    });
    if (cancel.isCancelled())
        return cancelled();
    std::vector<Suspect> all;
    for (const auto &suspects : ofLabel)
        all.insert(all.end(), suspects.begin(), suspects.end());
    return all;
}

std::string suspectsText(const ScoredPart &part, const Thresholds &thresholds, const std::vector<Suspect> &suspects,
                         std::string_view source, const std::function<std::string_view(uint32_t)> &nameOf,
                         const RecordingNames &recordings)
{
    std::string text = "source\tlabel\tsuspicion\trecordingmbid\tscore\tthreshold\tratio\tartist\ttitle\n";
    for (const Suspect &suspect : suspects) {
        const auto id = part.scores->ids().text(part.truth->row(suspect.track));
        const RecordingName name = recordings ? recordings(id) : RecordingName();
        text += source;
        text += '\t';
        text += nameOf(suspect.label);
        text += suspect.isMissing ? "\tmissing\t" : "\twrong\t";
        text += id + '\t' + shortestText(double(suspect.score)) + '\t' + shortestText(thresholds.values[suspect.label])
            + '\t' + fourDecimals(suspect.ratio) + '\t' + name.artist + '\t' + name.title + '\n';
    }
    return text;
}

} // namespace melscope
