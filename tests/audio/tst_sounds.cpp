// Sound files of all kinds: what they are, what they say of themselves, and those that cannot be heard.
#include "core/audio/audio_module.h"
#include "core/audio/sound_file.h"
#include "core/base/file_path.h"
#include "core/collection/truth_from_tags.h"
#include "core/features/feature_import.h"
#include "core/features/feature_shards.h"
#include "core/features/low_level_document.h"
#include "core/features/sound_documents.h"
#include "core/truth/ground_truth_reader.h"
#include "wave_file.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <numbers>

using namespace melscope;

namespace {

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), qint64(bytes.size()));
}

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The mean relative difference of a statistic over the bands below some frequency.
double difference(const MelImage &image, const MelImage &expected, size_t channel, double belowHz)
{
    double sum = 0;
    size_t bands = 0;
    for (size_t b = 0; b < kBands && bandCentreHz(b) < belowHz; ++b) {
        const auto wanted = double(expected[b * kChannels + channel]);
        sum += std::abs(double(image[b * kChannels + channel]) - wanted) / wanted;
        ++bands;
    }
    return sum / double(bands);
}

} // namespace

class SoundsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void encodings_data();
    void encodings();
    void surround();
    void tags();
    void bad_data();
    void bad();
    void goneMeanwhile();
    void oddNames();
    void importBesideDocuments();
    void documents();
    void labelsOfGenreTags_data();
    void labelsOfGenreTags();
    void wholeJob();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    bool hasFfmpeg() const { return !m_ffmpeg.isEmpty(); }
    bool ffmpeg(const QStringList &arguments) const
    {
        return QProcess::execute(m_ffmpeg, QStringList { "-v", "error", "-y", "-nostdin" } + arguments) == 0;
    }
    QTemporaryDir m_folder;
    QString m_ffmpeg;
    QByteArray m_out; ///< of the last command
};

void SoundsTest::initTestCase()
{
    m_ffmpeg = QStandardPaths::findExecutable("ffmpeg");
    QVERIFY(sounds::writeWave(path("stereo.wav"), sounds::music(5, 2), 2));
    QVERIFY(sounds::writeWave(path("mono.wav"), sounds::music(5, 1)));
}

void SoundsTest::encodings_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<double>("allowed"); // of mean and max, relative
    QTest::addColumn<double>("belowHz"); // what is compared
    const double all = 1e9;
    auto row = [](const char *name, const char *file, const QStringList &options, double allowed, double belowHz) {
        QTest::newRow(name) << QString(file) << options << allowed << belowHz;
    };
    row("FLAC, 16 bit", "16.flac", {}, 1e-6, all);
    row("FLAC, 24 bit", "24.flac", { "-sample_fmt", "s32" }, 1e-6, all);
    row("WAV, 24 bit", "24.wav", { "-c:a", "pcm_s24le" }, 1e-6, all);
    row("WAV, 32 bit", "32.wav", { "-c:a", "pcm_s32le" }, 1e-6, all);
    row("WAV, float", "float.wav", { "-c:a", "pcm_f32le" }, 1e-6, all);
    row("WAV, double", "double.wav", { "-c:a", "pcm_f64le" }, 1e-6, all);
    row("AIFF", "16.aiff", {}, 1e-6, all);
    row("ALAC", "alac.m4a", { "-c:a", "alac" }, 1e-6, all);
    row("WavPack", "16.wv", {}, 1e-6, all);
    row("WAV, 8 bit", "8.wav", { "-c:a", "pcm_u8" }, 0.2, all); // its noise
    row("MP3, 320 kbit/s", "320.mp3", { "-b:a", "320k" }, 0.03, all);
    row("MP3, 128 kbit/s", "128.mp3", { "-b:a", "128k" }, 0.1, all);
    row("Ogg Vorbis", "q6.ogg", { "-q:a", "6" }, 0.1, all);
    row("Opus", "128.opus", { "-b:a", "128k" }, 0.1, all);
    row("AAC", "192.m4a", { "-b:a", "192k" }, 0.1, all);
    row("8 kHz", "8000.flac", { "-ar", "8000" }, 0.05, 3'000);
    row("22.05 kHz", "22050.flac", { "-ar", "22050" }, 0.05, 8'500);
    row("48 kHz", "48000.flac", { "-ar", "48000" }, 0.01, all);
    row("96 kHz", "96000.flac", { "-ar", "96000" }, 0.01, all);
    row("192 kHz", "192000.flac", { "-ar", "192000" }, 0.01, all);
}

void SoundsTest::encodings()
{
    if (!hasFfmpeg())
        QSKIP("there is no ffmpeg to encode with");
    QFETCH(QString, file);
    QFETCH(QStringList, options);
    QFETCH(double, allowed);
    QFETCH(double, belowHz);
    for (const char *channels : { "mono", "stereo" }) {
        const QString target = path(QString(channels) + file);
        QVERIFY(ffmpeg(QStringList { "-i", path(QString(channels) + ".wav") } + options + QStringList { target }));
        const auto plain = readSoundFile(path(QString(channels) + ".wav"));
        const auto encoded = readSoundFile(target);
        QVERIFY2(plain, plain ? "" : qPrintable(plain.error().text()));
        QVERIFY2(encoded, encoded ? "" : qPrintable(encoded.error().text()));
        const double mean = difference(encoded->sound.image, plain->sound.image, 1, belowHz);
        const double most = difference(encoded->sound.image, plain->sound.image, 3, belowHz);
        qInfo("%s %s: mean within %.2g, max within %.2g, gain within %.2g dB", channels, qPrintable(file), mean, most,
              std::abs(encoded->sound.gain - plain->sound.gain));
        QVERIFY2(mean <= allowed, qPrintable(QString::number(mean)));
        QVERIFY2(most <= 2 * allowed, qPrintable(QString::number(most)));
        QVERIFY(std::abs(encoded->sound.gain - plain->sound.gain) <= (allowed < 1e-3 ? 1e-4 : 1.0));
        QCOMPARE(encoded->format.channels, plain->format.channels);
        QCOMPARE(encoded->sound.damagedPackets, 0);
    }
}

void SoundsTest::surround()
{
    if (!hasFfmpeg())
        QSKIP("there is no ffmpeg to encode with");
    QVERIFY(ffmpeg({ "-i", path("stereo.wav"), "-ac", "6", path("surround.flac") }));
    const auto refused = readSoundFile(path("surround.flac"));
    QVERIFY(!refused && refused.error().what.contains("6 channels") && refused.error().remedy.contains("--downmix"));
    const auto mixed = readSoundFile(path("surround.flac"), { .mixesSurround = true });
    const auto plain = readSoundFile(path("stereo.wav"));
    QVERIFY2(mixed, mixed ? "" : qPrintable(mixed.error().text()));
    // Loudness is taken out, so a mix of the same two is the same but for rounding.
    QVERIFY(difference(mixed->sound.image, plain->sound.image, 1, 1e9) < 0.02);
    // An import that follows the advice does not take the refusal for its result.
    QDir().mkpath(path("around"));
    QVERIFY(QFile::copy(path("surround.flac"), path("around/surround.flac")));
    QVERIFY(QFile::copy(path("mono.wav"), path("around/mono.wav")));
    ImportSettings settings { { path("around") }, path("around-store"), 0, {}, {} };
    QCOMPARE(importFeatures(settings)->imported, 1);
    settings.audio.mixesSurround = true;
    QCOMPARE(importFeatures(settings)->imported, 2);
    QCOMPARE(importFeatures(settings)->resumed, 1);
}

void SoundsTest::tags()
{
    const QString id = "5f3ef9ce-a3c4-4a8e-8a6d-4d0e8f3b2a11";
    QVERIFY(
        sounds::writeWave(path("tagged.wav"), sounds::music(1, 1), 1, 44'100,
                          { { "INAM", "Título" }, { "IART", "Zoë" }, { "IGNR", "Rock" }, { "ICRD", "1998-05-01" } }));
    const auto wave = readSoundFile(path("tagged.wav"));
    QVERIFY(wave);
    QCOMPARE(wave->recording, std::string("tagged"));
    QCOMPARE(wave->tags.tags.title, std::string("Título"));
    QCOMPARE(wave->tags.tags.artist, std::string("Zoë"));
    QCOMPARE(wave->tags.genres, std::vector<std::string> { "Rock" });
    QCOMPARE(wave->tags.tags.lossless, TrackTags::Lossless::Yes);
    QVERIFY(std::abs(wave->tags.tags.length - 1) < 1e-6F);
    if (!hasFfmpeg())
        QSKIP("there is no ffmpeg to encode with");
    for (const char *name : { "tagged.flac", "tagged.ogg", "tagged.mp3", "tagged.m4a", "tagged.opus" }) {
        QVERIFY(ffmpeg({ "-i", path("mono.wav"), "-metadata", "title=A title", "-metadata", "artist=An artist",
                         "-metadata", "album=An album", "-metadata", "genre=Rock; Folk/Country", "-metadata",
                         "date=1971", "-metadata", "MUSICBRAINZ_TRACKID=" + id, path(name) }));
        const auto file = readSoundFile(path(name));
        QVERIFY2(file, name);
        QCOMPARE(file->tags.tags.title, std::string("A title"));
        QCOMPARE(file->tags.tags.artist, std::string("An artist"));
        QCOMPARE(file->tags.tags.album, std::string("An album"));
        QCOMPARE(int(file->tags.tags.year), 1971);
        QVERIFY2(file->tags.tags.genre.find("Rock") == 0, name);
        const QString lower = QString(name);
        if (lower.endsWith("flac") || lower.endsWith("ogg") || lower.endsWith("opus")) // ffmpeg writes it there alone
            QCOMPARE(file->recording, id.toStdString());
    }
}

void SoundsTest::bad_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    auto row = [](const char *name, const char *reason) { QTest::newRow(name) << QString(name) << QString(reason); };
    row("missing.flac", "cannot be read");
    row("empty.mp3", "empty");
    row("text.mp3", "no sound of a kind that is known");
    row("zeros.wav", "no sound of a kind that is known");
    row("silence.wav", "silent");
    row("nothing.wav", "no sound");
    row("folder.wav", "no regular file");
    row("pipe.mp3", "no regular file");
    row("cut.wav", "cut off");
    row("playlist.mp3", "no sound of a kind that is known");
    row("picture.mp4", "pictures in it and no sound");
    row("cut.flac", "cut off");
    row("two.mka", "2 sounds");
    row("nan.wav", "no number");
    row("protected.m4a", "protected");
    row("changes.mp3", "goes on with 48000 Hz");
}

void SoundsTest::bad()
{
    QFETCH(QString, name);
    QFETCH(QString, reason);
    const QString file = path(name);
    const bool wantsFfmpeg = name == "picture.mp4" || name == "cut.flac" || name == "two.mka" || name == "nan.wav"
        || name == "protected.m4a" || name == "changes.mp3";
    if (wantsFfmpeg && !hasFfmpeg())
        QSKIP("there is no ffmpeg to encode with");
    if (name == "empty.mp3")
        put(file, {});
    if (name == "text.mp3")
        put(file, QByteArray("This is a text and no sound.\n").repeated(100));
    if (name == "zeros.wav")
        put(file, QByteArray(100'000, '\0'));
    if (name == "silence.wav")
        QVERIFY(sounds::writeWave(file, std::vector<int16_t>(44'100, 0)));
    if (name == "nothing.wav")
        QVERIFY(sounds::writeWave(file, {}));
    if (name == "folder.wav")
        QVERIFY(QDir().mkpath(file));
    if (name == "pipe.mp3")
        QCOMPARE(::mkfifo(pathBytes(file).c_str(), 0600), 0);
    if (name == "cut.wav")
        put(file, bytesOf(path("mono.wav")).left(200'000));
    if (name == "playlist.mp3") // a script of FFmpeg's that names other files
        put(file, "ffconcat version 1.0\nfile '" + path("mono.wav").toUtf8() + "'\n");
    if (name == "picture.mp4")
        QVERIFY(ffmpeg({ "-f", "lavfi", "-i", "testsrc=duration=1:size=64x64:rate=5", file }));
    if (name == "cut.flac") {
        QVERIFY(ffmpeg({ "-i", path("mono.wav"), path("whole.flac") }));
        const QByteArray whole = bytesOf(path("whole.flac"));
        put(file, whole.left(whole.size() / 2));
    }
    if (name == "two.mka")
        QVERIFY(ffmpeg({ "-i", path("mono.wav"), "-i", path("stereo.wav"), "-map", "0", "-map", "1", file }));
    if (name == "nan.wav") {
        QVERIFY(ffmpeg({ "-i", path("mono.wav"), "-c:a", "pcm_f32le", file }));
        QByteArray bytes = bytesOf(file);
        const float nan = std::nanf("");
        std::memcpy(bytes.data() + bytes.size() - 4000, &nan, 4);
        put(file, bytes);
    }
    if (name == "protected.m4a") {
        QVERIFY(ffmpeg({ "-i", path("mono.wav"), file }));
        put(file, bytesOf(file).replace("mp4a", "drms"));
    }
    if (name == "changes.mp3") {
        QVERIFY(ffmpeg({ "-i", path("mono.wav"), "-write_xing", "0", "-id3v2_version", "0", path("first.mp3") }));
        QVERIFY(ffmpeg(
            { "-i", path("mono.wav"), "-ar", "48000", "-write_xing", "0", "-id3v2_version", "0", path("second.mp3") }));
        put(file, bytesOf(path("first.mp3")) + bytesOf(path("second.mp3")));
    }
    const auto read = readSoundFile(file);
    QVERIFY(!read);
    QVERIFY2(read.error().what.contains(reason), qPrintable(read.error().what));
    QCOMPARE(read.error().file, file);
}

/// Files that go or shrink while they are heard.
void SoundsTest::goneMeanwhile()
{
    QVERIFY(sounds::writeWave(path("going.wav"), sounds::music(20, 1)));
    const auto module = audioModule();
    QVERIFY(module);
    auto open = [&](const QString &name) {
        auto reader = (*module)->open(path(name), {});
        const auto first = reader ? (*reader)->next() : Result<std::span<const float>>(passOn(reader));
        return first && !first->empty() ? std::move(*reader) : nullptr;
    };
    auto drain = [](AudioReader &reader) -> Result<qint64> {
        qint64 samples = 0;
        while (true) {
            const auto part = reader.next();
            if (!part)
                return passOn(part);
            if (part->empty())
                return samples;
            samples += qint64(part->size());
        }
    };
    // Cut off under the reader: told, with how much there was.
    auto reader = open("going.wav");
    QVERIFY(reader);
    QVERIFY(QFile::resize(path("going.wav"), 44 + 44'100 * 2 * 5));
    const auto cut = drain(*reader);
    QVERIFY(!cut);
    QVERIFY2(cut.error().what.contains("cut off"), qPrintable(cut.error().what));
    // Removed under the reader, it is heard to the end, but not a second time.
    QVERIFY(sounds::writeWave(path("going.wav"), sounds::music(20, 1)));
    reader = open("going.wav");
    QVERIFY(reader);
    QVERIFY(QFile::remove(path("going.wav")));
    QVERIFY(drain(*reader));
    QVERIFY(!reader->restart(Downmix::Left));
    // In a folder that is imported: a link that leads nowhere any more.
    QVERIFY(QDir().mkpath(path("leaving")));
    QVERIFY(QFile::copy(path("mono.wav"), path("leaving/stays.wav")));
    QVERIFY(QFile::link(path("nowhere.wav"), path("leaving/gone.wav")));
    const auto imported = importFeatures({ { path("leaving") }, path("leaving.safetensors"), 0, {} });
    QVERIFY(imported);
    QCOMPARE(imported->imported, qint64(1));
    QCOMPARE(imported->failed, qint64(1));
}

void SoundsTest::oddNames()
{
    // Wrong endings do not matter, and names in Latin-1 lead to their files.
    QVERIFY(QFile::copy(path("mono.wav"), path("really a wave.mp3")));
    QVERIFY(readSoundFile(path("really a wave.mp3")));
    const QString latin = pathFromBytes(pathBytes(path("caf")) + "\xE9.wav");
    const std::string from = pathBytes(path("mono.wav"));
    QCOMPARE(::link(from.c_str(), pathBytes(latin).c_str()), 0);
    const auto file = readSoundFile(latin);
    QVERIFY(file);
    QCOMPARE(file->recording, std::string("caf\\xE9"));
    QCOMPARE(::unlink(pathBytes(latin).c_str()), 0); // Qt could not remove it
    // One sample is a sound.
    QVERIFY(sounds::writeWave(path("one.wav"), { 20'000 }));
    const auto one = readSoundFile(path("one.wav"));
    QVERIFY2(one, one ? "" : qPrintable(one.error().text()));
    QCOMPARE(one->sound.frames, size_t(2));
    // Damage in the middle is left out and counted.
    if (hasFfmpeg()) {
        QVERIFY(ffmpeg({ "-i", path("mono.wav"), "-b:a", "128k", path("damaged.mp3") }));
        QByteArray bytes = bytesOf(path("damaged.mp3"));
        const qsizetype middle = bytes.size() / 2;
        for (qsizetype i = 0; i < 3000; ++i)
            bytes[middle + i] = char(i * 37);
        put(path("damaged.mp3"), bytes);
        const auto damaged = readSoundFile(path("damaged.mp3"));
        QVERIFY2(damaged, damaged ? "" : qPrintable(damaged.error().text()));
        QVERIFY(damaged->sound.damagedPackets > 0);
        QVERIFY(damaged->sound.seconds() > 4);
    }
}

void SoundsTest::importBesideDocuments()
{
    QDir().mkpath(path("mixed/inner"));
    QVERIFY(sounds::writeWave(path("mixed/a.wav"), sounds::music(2, 2), 2, 44'100, { { "INAM", "First" } }));
    QVERIFY(sounds::writeWave(path("mixed/inner/b.WAV"), sounds::music(2, 1, 44'100, 2)));
    QVERIFY(sounds::writeWave(path("mixed/silent.wav"), std::vector<int16_t>(9'000, 0)));
    put(path("mixed/notes.txt"), "nothing");
    ExtractSettings extract { { path("mixed/a.wav") }, path("documents"), 0, {} };
    QVERIFY(extractDocuments(extract));
    QVERIFY(QFile::copy(path("documents/a.json"), path("mixed/c.json")));
    const auto report = importFeatures({ { path("mixed") }, path("mixed.safetensors"), 0, {}, {} });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 3);
    QCOMPARE(report->skipped, 1);
    QCOMPARE(report->failed, 1);
    const auto stores = openFeatureStores(path("mixed.safetensors"));
    QVERIFY(stores && stores->front()->size() == 3);
    const FeatureStore &store = *stores->front();
    QCOMPARE(store.id(0), std::string_view("a"));
    QCOMPARE(store.id(1), std::string_view("c"));
    QCOMPARE(store.id(2), std::string_view("b"));
    QCOMPARE(store.tags().at(0).title, std::string("First"));
    QCOMPARE(store.tags().at(0).codec, std::string("pcm_s16le"));
    // A document that was extracted is the sound, to the last digit.
    QVERIFY(std::equal(store.image(0).begin(), store.image(0).end(), store.image(1).begin()));
    QCOMPARE(store.tags().at(1).title, std::string("First"));
}

void SoundsTest::documents()
{
    const auto report =
        extractDocuments({ { path("stereo.wav"), path("mono.wav"), path("mixed") }, path("all"), 0, {} });
    QVERIFY2(report, report ? "" : qPrintable(report.error().text()));
    QCOMPARE(report->imported, 4);
    QCOMPARE(report->failed, 1);
    const QJsonObject document = QJsonDocument::fromJson(bytesOf(path("all/stereo.json"))).object();
    const QJsonObject metadata = document.value("metadata").toObject();
    QCOMPARE(metadata.value("audio_properties").toObject().value("sample_rate").toInt(), 44'100);
    QVERIFY(!metadata.value("version").toObject().isEmpty());
    std::string text = bytesOf(path("all/stereo.json")).toStdString();
    LowLevelDocumentReader reader;
    const auto read = reader.read(text);
    QVERIFY(read);
    QCOMPARE((*read)->image, *melImageOf(path("stereo.wav")));
    QVERIFY(!extractDocuments({ { path("documents") }, path("all"), 0, {} })); // no sound in it
}

void SoundsTest::labelsOfGenreTags_data()
{
    QTest::addColumn<QStringList>("genres");
    QTest::addColumn<QString>("separators");
    QTest::addColumn<bool>("lower");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("several tags") << QStringList { "Rock", "Folk" } << ";/," << true << QStringList { "rock", "folk" };
    QTest::newRow("one tag of several") << QStringList { "Rock; Folk/Country,Rock" } << ";/," << true
                                        << QStringList { "rock", "folk", "country" };
    QTest::newRow("as they are") << QStringList { "Folk, World, & Country" } << "" << false
                                 << QStringList { "Folk, World, & Country" };
    QTest::newRow("case kept") << QStringList { "Rock;rock" } << ";" << false << QStringList { "Rock", "rock" };
    QTest::newRow("nothing") << QStringList { " ; ,", "" } << ";/," << true << QStringList();
    QTest::newRow("tab") << QStringList { "a\tb" } << ";" << true << QStringList { "a b" };
}

void SoundsTest::labelsOfGenreTags()
{
    QFETCH(QStringList, genres);
    QFETCH(QString, separators);
    QFETCH(bool, lower);
    QFETCH(QStringList, labels);
    std::vector<std::string> given;
    for (const QString &genre : genres)
        given.push_back(genre.toStdString());
    QStringList made;
    for (const std::string &label : labelsOfTags(given, { separators.toStdString(), lower, 1 }))
        made << QString::fromStdString(label);
    QCOMPARE(made, labels);
}

/// From 300 tagged sounds to an evaluated submission, by the command line alone.
void SoundsTest::wholeJob()
{
    QDir().mkpath(path("music"));
    const char *genres[] = { "Drone", "Hiss", "Clicks" };
    for (int i = 0; i < 300; ++i) {
        std::mt19937 random(static_cast<uint32_t>(i));
        auto unit = [&] { return double(random()) / 4294967296.0; };
        const int genre = i % 3;
        const double pitch = 80 + 60 * unit();
        std::vector<int16_t> samples(44'100 * 2);
        double low = 0;
        for (size_t s = 0; s < samples.size(); ++s) {
            const double t = double(s) / 44'100;
            low += 0.2 * (unit() - 0.5 - low);
            const double value = genre == 0 ? std::sin(2 * std::numbers::pi * pitch * t) + 0.1 * low
                : genre == 1                ? unit() - 0.5
                                            : (s % 4410 < 60 ? 2 * unit() - 1 : 0.02 * low);
            samples[s] = int16_t(std::lround(12'000 * std::clamp(value, -1.0, 1.0)));
        }
        QVERIFY(sounds::writeWave(path(QString("music/%1.wav").arg(i, 3, 10, QChar('0'))), samples, 1, 44'100,
                                  { { "IGNR", genres[genre] }, { "IPRD", "album " + QByteArray::number(i / 5) } }));
    }
    auto cli = [&](const QStringList &arguments) {
        QProcess process;
        process.start(MELSCOPE_CLI, arguments + QStringList { "--quiet" });
        process.waitForFinished(600'000);
        const QByteArray err = process.readAllStandardError();
        if (process.exitCode() != 0)
            qWarning("%s: %s", qPrintable(arguments.join(' ')), err.constData());
        m_out = process.readAllStandardOutput();
        return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    };
    QVERIFY(cli({ "import", path("music"), "--output", path("music.safetensors") }));
    QVERIFY(cli({ "truth-from-tags", path("music"), "--output", path("music.tsv"), "--json" }));
    const QJsonObject made = QJsonDocument::fromJson(m_out).object();
    QCOMPARE(made.value("recordings").toInt(), 300);
    QCOMPARE(made.value("labels").toObject().value("drone").toInt(), 100);
    const auto truth = readGroundTruth(path("music.tsv"));
    QVERIFY(truth);
    QCOMPARE((*truth)->releaseGroups().size(), size_t(60));
    QVERIFY(cli({ "split", path("music.tsv"), "--train-percent", "60", "--min-count", "1", "--by-release-group" }));
    QVERIFY(cli({ "train-and-predict", "--train-files", path("music-train.tsv"), "--valid-files",
                  path("music-test.tsv"), "--test-files", path("music"), "--feature-files", path("music.safetensors"),
                  "--job-dir", path("run"), "--epochs", "30", "--filters", "16" }));
    const QStringList submissions = QDir(path("run")).entryList({ "test_preds_*.tsv" });
    QCOMPARE(submissions.size(), 1);
    QVERIFY(cli({ "evaluate", path("music.tsv"), path("run/") + submissions.front(), "--json" }));
    const QJsonObject evaluated = QJsonDocument::fromJson(m_out).object();
    const double perLabel = evaluated.value("means").toObject().value("Flabelall").toDouble();
    qInfo("F of the labels: %.4f", perLabel);
    QVERIFY2(perLabel >= 0.9, m_out.constData());
}

QTEST_GUILESS_MAIN(SoundsTest)
#include "tst_sounds.moc"
