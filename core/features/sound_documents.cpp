#include "core/features/sound_documents.h"

#include "core/audio/audio_module.h"
#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/parallel_stage.h"
#include "core/base/text.h"
#include "core/base/version.h"
#include "core/features/unit_walk.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <charconv>
#include <chrono>

namespace melscope {

namespace {

/// The shortest text that reads back as the same float.
std::string floatText(float value)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value);
    return { text, end.ptr };
}

QJsonArray listOf(const std::string &text)
{
    return { textOf(text) };
}

/// `lowlevel` by hand: Qt's JSON would print floats as doubles.
std::string melBandsText(const MelImage &image)
{
    std::string text = "{\"melbands\":{";
    for (size_t channel = 0; channel < kChannels; ++channel) {
        text += channel == 0 ? "\"" : ",\"";
        text += kChannelNames[channel];
        text += "\":[";
        for (size_t band = 0; band < kBands; ++band)
            text.append(band == 0 ? "" : ",").append(floatText(image[band * kChannels + channel]));
        text += ']';
    }
    return text + "}}";
}

} // namespace

Result<QStringList> soundsOf(const QStringList &inputs, const CancelToken &cancel)
{
    const auto units = listImportUnits(inputs, cancel);
    if (!units)
        return passOn(units);
    QStringList sounds;
    QSet<QString> known;
    for (const ImportUnit &unit : *units) {
        if (unit.kind == ImportUnit::Kind::Archive)
            continue;
        const auto walked =
            walkUnit(unit, { UnitWalk::Contents::Unwanted, nullptr }, cancel, [&](const UnitEntry &entry) {
                if (!entry.isFile || !isSoundName(entry.path))
                    return true;
                const QString path = pathFromBytes(entry.path);
                if (!known.contains(path)) {
                    known.insert(path);
                    sounds << path;
                }
                return true;
            });
        if (!walked)
            return passOn(walked);
    }
    return sounds;
}

std::string lowLevelDocumentOf(const SoundFile &file, const QString &fileName)
{
    const SoundTags &own = file.tags;
    QJsonObject tags { { QStringLiteral("file_name"), shownPath(fileName) } };
    for (const auto &[name, value] :
         { std::pair("title", &own.tags.title), std::pair("artist", &own.tags.artist),
           std::pair("album", &own.tags.album), std::pair("musicbrainz_recordingid", &own.recording),
           std::pair("musicbrainz_releasegroupid", &own.releaseGroup) }) {
        if (!value->empty())
            tags.insert(QLatin1String(name), listOf(*value));
    }
    if (own.tags.year != 0)
        tags.insert(QStringLiteral("date"), QJsonArray { QString::number(own.tags.year) });
    QJsonArray genres;
    for (const std::string &genre : own.genres)
        genres.append(textOf(genre));
    if (!genres.isEmpty())
        tags.insert(QStringLiteral("genre"), genres);
    const QJsonObject metadata {
        { QStringLiteral("tags"), tags },
        { QStringLiteral("audio_properties"),
          QJsonObject { { QStringLiteral("length"), double(file.sound.seconds()) },
                        { QStringLiteral("codec"), file.format.codec },
                        { QStringLiteral("lossless"), file.format.isLossless ? 1 : 0 },
                        { QStringLiteral("replay_gain"), file.sound.gain },
                        { QStringLiteral("downmix"),
                          file.sound.downmix == Downmix::Left ? QStringLiteral("left") : QStringLiteral("mix") },
                        { QStringLiteral("sample_rate"), file.format.sampleRate },
                        { QStringLiteral("analysis_sample_rate"), 44'100 },
                        { QStringLiteral("equal_loudness"), 0 } } },
        { QStringLiteral("version"),
          QJsonObject { { QStringLiteral("melscope"), QLatin1String(version()) },
                        { QStringLiteral("figures_as_of"), QStringLiteral("essentia v2.1_beta2") } } }
    };
    return "{\"lowlevel\":" + melBandsText(file.sound.image)
        + ",\"metadata\":" + QJsonDocument(metadata).toJson(QJsonDocument::Compact).toStdString() + "}\n";
}

Result<ImportReport> extractDocuments(const ExtractSettings &settings, const CancelToken &cancel,
                                      const ProgressCallback &progress)
{
    const auto begin = std::chrono::steady_clock::now();
    const auto sounds = soundsOf(settings.inputs, cancel);
    if (!sounds)
        return passOn(sounds);
    if (sounds->isEmpty())
        return fail(QStringLiteral("there is no sound in it"), settings.inputs.join(QStringLiteral(", ")),
                    QStringLiteral("Name sound files or folders of them."));
    if (const auto module = audioModule(); !module)
        return passOn(module);
    if (const auto writable = makeWritableFolder(settings.folder); !writable)
        return passOn(writable);
    std::vector<std::optional<ImportProblem>> problems(size_t(sounds->size()));
    std::atomic<qint64> bytes = 0;
    QMap<QString, size_t> targets; // of two sounds of one name the first is written
    auto problem = [&](size_t i, ImportProblem::Kind kind, const QString &reason) {
        problems[i] = ImportProblem { kind, (*sounds)[qsizetype(i)], reason, -1 };
    };
    for (size_t i = 0; i < problems.size(); ++i) {
        const QString stem = QFileInfo((*sounds)[qsizetype(i)]).completeBaseName();
        if (targets.contains(stem))
            problem(i, ImportProblem::Kind::Repeated,
                    QStringLiteral("%1 has the same name and is written in its place")
                        .arg(shownPath((*sounds)[qsizetype(targets.value(stem))])));
        else
            targets.insert(stem, i);
    }
    StageProgress stage(progress, Stage::Listening, QStringLiteral("sounds"), qint64(problems.size()));
    parallelStage(stage, problems.size(), settings.jobs, cancel, [&](size_t i) {
        if (problems[i])
            return;
        const QString &path = (*sounds)[qsizetype(i)];
        const auto file = readSoundFile(path, settings.audio, cancel);
        if (!file) {
            problem(i, ImportProblem::Kind::Failed,
                    file.error().remedy.isEmpty() ? file.error().what
                                                  : file.error().what + QStringLiteral(". ") + file.error().remedy);
            return;
        }
        const QFileInfo info(path);
        const QString target = QDir(settings.folder).filePath(info.completeBaseName() + QStringLiteral(".json"));
        if (const auto written = writeFileAtomically(target, lowLevelDocumentOf(*file, info.fileName())); !written)
            problem(i, ImportProblem::Kind::Failed, written.error().text());
        bytes += info.size();
    });
    if (cancel.isCancelled())
        return cancelled();
    ImportReport report;
    report.inputs = int(settings.inputs.size());
    report.bytes = bytes;
    for (auto &found : problems) {
        if (!found) {
            ++report.imported;
            continue;
        }
        report.count(found->kind);
        report.problems.push_back(std::move(*found));
    }
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

} // namespace melscope
