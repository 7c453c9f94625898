#include "core/study/music_predictions.h"

#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/runs/run_model.h"
#include "core/runs/run_thresholds.h"
#include "core/scoring/labelling.h"
#include "core/scoring/score_range.h"
#include "core/scoring/submission_text.h"
#include "core/training/scorer.h"
#include "core/truth/label.h"

#include <algorithm>

namespace melscope {

QStringList MusicPredictions::labelsOf(size_t row, size_t vocabulary) const
{
    const auto labels = predicted[vocabulary].of(row);
    std::vector<uint32_t> order(labels.begin(), labels.end());
    const auto values = scores->row(row);
    std::ranges::stable_sort(order, [&](uint32_t a, uint32_t b) { return values[a] > values[b]; });
    QStringList names;
    for (const uint32_t label : order) {
        if (const auto name = run->space.spelling(vocabulary, label))
            names << textOf(*name);
    }
    return names;
}

TrackTags MusicPredictions::tagsOf(size_t row) const
{
    return poolRows[row] == FeaturePool::kNoRow ? TrackTags() : pool.tags(poolRows[row]);
}

Result<std::shared_ptr<const MusicPredictions>> predictMusic(const std::shared_ptr<const Run> &run,
                                                             const FeaturePool &pool, const QString &source,
                                                             const std::shared_ptr<const MusicPredictions> &older,
                                                             const CancelToken &cancel,
                                                             const ProgressCallback &progress)
{
    auto predictions = std::make_shared<MusicPredictions>();
    predictions->run = run;
    predictions->source = source;
    predictions->pool = pool;
    const auto dataset = unlabelledDataset(pool, run->space.size());
    if (dataset->size() == 0)
        return fail(tr("there is no track to predict"), source,
                    tr("The import's report says why each sound was left out."));
    const bool isScored = older && older->run->folder == run->folder && older->run->finished == run->finished
        && older->pool.stores() == pool.stores();
    if (isScored) {
        predictions->scores = older->scores;
    } else {
        const auto model = readRunModel(*run);
        if (!model)
            return passOn(model);
        ScorerSettings settings;
        settings.device = QStringLiteral("cpu");
        auto scores = scoreTracks(*model, *dataset, settings, cancel, progress, StageName(Stage::Predicting, source));
        if (!scores)
            return passOn(scores);
        if (const auto checked = checkScores(**scores, cancel); !checked)
            return passOn(checked);
        predictions->scores = std::move(*scores);
    }
    predictions->poolRows = pool.rowsOf(predictions->scores->ids(), cancel);
    for (size_t vocabulary = 0; vocabulary < run->sources.size(); ++vocabulary) {
        if (cancel.isCancelled())
            return cancelled();
        if (run->sources[vocabulary].thresholds.size() == 0)
            return fail(tr("the run has no thresholds for %1").arg(run->sources[vocabulary].name), run->folder,
                        tr("Train anew."));
        predictions->predicted.push_back(labelScores(*predictions->scores, labellerOf(*run, vocabulary)));
    }
    return std::shared_ptr<const MusicPredictions>(std::move(predictions));
}

std::string submissionOf(const MusicPredictions &predictions, size_t vocabulary)
{
    return submissionText(predictions.scores->ids(), predictions.predicted[vocabulary], predictions.run->space,
                          vocabulary);
}

namespace {

/// "hip hop" → "Hip Hop", as taggers write genres; letters of other scripts as Unicode has them.
QString capitalised(QString text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i].isLetter() && (i == 0 || !(text[i - 1].isLetter() || text[i - 1] == QLatin1Char('\''))))
            text[i] = text[i].toTitleCase();
    }
    return text;
}

} // namespace

std::vector<std::string> genreTagsOf(const MusicPredictions &predictions, size_t row, const GenreTagging &tagging,
                                     const std::vector<std::string> &before)
{
    std::vector<std::string> genres;
    QStringList known; // as they are compared
    auto add = [&](const QString &genre) {
        if (genre.isEmpty() || known.contains(genre.toCaseFolded()))
            return;
        known << genre.toCaseFolded();
        genres.push_back(genre.toStdString());
    };
    if (tagging.keepsOld) {
        for (const std::string &genre : before)
            add(textOf(genre));
    }
    for (const QString &label : predictions.labelsOf(row, tagging.vocabulary)) {
        if (!tagging.splitsSubgenres) {
            add(label);
            continue;
        }
        for (const QString &part : label.split(textOf(kSubgenreMark)))
            add(capitalised(part));
    }
    return genres;
}

Result<GenreReport> proposedGenres(const MusicPredictions &predictions, std::span<const uint32_t> rows,
                                   const GenreTagging &tagging, const CancelToken &cancel,
                                   const ProgressCallback &progress)
{
    std::vector<GenreChange> changes;
    QMap<QString, uint32_t> rowOf;
    for (const uint32_t row : rows) {
        const QString file = pathFromBytes(predictions.tagsOf(row).file);
        if (file.isEmpty())
            continue;
        rowOf.insert(file, row);
        changes.push_back({ file, {}, {} });
    }
    auto report = readGenres(std::move(changes), cancel, progress);
    if (!report)
        return report;
    for (GenreChange &change : report->written)
        change.after = genreTagsOf(predictions, rowOf.value(change.file), tagging, change.before);
    return report;
}

ResultTable musicTable(const MusicPredictions &predictions, std::span<const uint32_t> rows)
{
    ResultTable table;
    table.headers = QStringList { QStringLiteral("recording"), QStringLiteral("file"),  QStringLiteral("artist"),
                                  QStringLiteral("title"),     QStringLiteral("album"), QStringLiteral("seconds") };
    for (const RunSource &vocabulary : predictions.run->sources)
        table.headers << vocabulary.name << vocabulary.name + QStringLiteral(" scores");
    for (const uint32_t row : rows) {
        const TrackTags tags = predictions.tagsOf(row);
        QStringList cells { textOf(predictions.scores->ids().text(row)),
                            shownPath(pathFromBytes(tags.file)),
                            textOf(tags.artist),
                            textOf(tags.title),
                            textOf(tags.album),
                            tags.length > 0 ? QString::number(double(tags.length), 'f', 1) : QString() };
        const auto scores = predictions.scores->row(row);
        for (size_t vocabulary = 0; vocabulary < predictions.run->sources.size(); ++vocabulary) {
            const QStringList labels = predictions.labelsOf(row, vocabulary);
            std::vector<float> values;
            for (const uint32_t label : predictions.predicted[vocabulary].of(row)) {
                if (predictions.run->space.spelling(vocabulary, label))
                    values.push_back(scores[label]);
            }
            std::ranges::sort(values, std::greater<>());
            QStringList texts;
            for (const float value : values)
                texts << QString::number(double(value), 'f', 4);
            cells << labels.join(QStringLiteral("; ")) << texts.join(QStringLiteral("; "));
        }
        table.rows << cells;
    }
    return table;
}

} // namespace melscope
