#include "core/collection/truth_from_tags.h"

#include "core/audio/audio_module.h"
#include "core/audio/sound_file.h"
#include "core/base/parallel_stage.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/features/sound_documents.h"
#include "core/truth/cell_text.h"

#include <algorithm>
#include <map>

namespace melscope {

namespace {

/// A cell of a table holds neither.
std::string withoutTabs(std::string text)
{
    for (char &c : text) {
        if (c == '\t' || c == '\n' || c == '\r')
            c = ' ';
    }
    return text;
}

std::string releaseGroupOf(const SoundTags &tags)
{
    if (!tags.releaseGroup.empty())
        return withoutTabs(tags.releaseGroup);
    if (tags.tags.album.empty())
        return {};
    return tags.tags.artist.empty() ? tags.tags.album : tags.tags.artist + ": " + tags.tags.album;
}

} // namespace

std::vector<std::string> labelsOfTags(const std::vector<std::string> &genres, const TagRules &rules)
{
    std::vector<std::string> labels;
    for (const std::string &genre : genres) {
        for (size_t begin = 0; begin <= genre.size();) {
            const size_t end = std::min(genre.find_first_of(rules.separators, begin), genre.size());
            std::string label = labelKey(withoutTabs(genre.substr(begin, end - begin)));
            begin = end + 1;
            if (rules.isLowerCase)
                label = textOf(label).toLower().toStdString();
            if (!label.empty() && std::find(labels.begin(), labels.end(), label) == labels.end())
                labels.push_back(std::move(label));
        }
    }
    return labels;
}

Result<TagTruth> truthFromTags(const QStringList &inputs, const TagRules &rules, const CancelToken &cancel,
                               const ProgressCallback &progress)
{
    const auto sounds = soundsOf(inputs, cancel);
    if (!sounds)
        return passOn(sounds);
    if (sounds->isEmpty())
        return fail(tr("there is no sound in it"), inputs.join(QStringLiteral(", ")),
                    tr("Name sound files or folders of them."));
    const auto module = audioModule();
    if (!module)
        return passOn(module);
    struct Row
    {
        std::string recording;
        std::string releaseGroup;
        std::vector<std::string> labels;
    };
    std::vector<Row> rows(size_t(sounds->size()));
    StageProgress stage(progress, Stage::ReadingTags, QStringLiteral("sounds"), sounds->size());
    parallelStage(stage, rows.size(), 0, cancel, [&](size_t i) {
        const QString &path = (*sounds)[qsizetype(i)];
        const SoundTags tags = (*module)->readTags(path);
        rows[i] = { recordingOf(path, tags), releaseGroupOf(tags), labelsOfTags(tags.genres, rules) };
    });
    if (cancel.isCancelled())
        return cancelled();
    // As the import calls them, where several sounds have one name.
    SoundNames names;
    for (size_t i = 0; i < rows.size(); ++i)
        rows[i].recording = names.distinct((*sounds)[qsizetype(i)], rows[i].recording);
    std::map<std::string, size_t> counts;
    for (const Row &row : rows) {
        for (const std::string &label : row.labels)
            ++counts[label];
    }
    TagTruth result;
    result.sounds = rows.size();
    for (const auto &[label, count] : counts)
        result.rareLabels += count < rules.leastRecordings ? 1 : 0;
    GroundTruthBuilder builder(QStringLiteral("tags"), inputs.join(QStringLiteral(", ")));
    size_t kept = 0;
    for (const Row &row : rows) {
        std::vector<std::string_view> labels;
        for (const std::string &label : row.labels) {
            if (counts[label] >= rules.leastRecordings)
                labels.push_back(label);
        }
        result.untagged += row.labels.empty() ? 1 : 0;
        if (labels.empty())
            continue;
        ++kept;
        builder.addRow(row.recording, row.releaseGroup, labels, 0);
    }
    if (kept > 0)
        result.truth = builder.finish();
    return result;
}

} // namespace melscope
