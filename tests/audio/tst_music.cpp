// Music in a project: heard once, predicted in every vocabulary, looked at over time, tagged and untagged.
#include "core/audio/audio_module.h"
#include "core/audio/genre_tags.h"
#include "core/audio/sound_file.h"
#include "core/base/file_path.h"
#include "core/collection/feature_cache.h"
#include "core/collection/file_assignment.h"
#include "core/collection/truth_from_tags.h"
#include "core/demo/demo_data.h"
#include "core/exploring/sound_view.h"
#include "core/exploring/track_filter.h"
#include "core/study/music_predictions.h"
#include "core/study/pipeline.h"
#include "wave_file.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <numeric>

using namespace melscope;

namespace {

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Other bytes of the same length, with the file's old time where `isUnnoticed`.
bool spoil(const QString &path, bool isUnnoticed)
{
    struct stat before = {};
    const std::string name = pathBytes(path);
    if (::stat(name.c_str(), &before) != 0)
        return false;
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || file.write(QByteArray(qsizetype(before.st_size), 'x')) != before.st_size)
        return false;
    file.close();
    const timespec times[2] = { before.st_atim, before.st_mtim };
    return !isUnnoticed || ::utimensat(AT_FDCWD, name.c_str(), times, 0) == 0;
}

} // namespace

class MusicTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void onlyWhatIsNewIsHeard();
    void musicThatIsGone();
    void interruptedHearingGoesOn();
    void surround();
    void soundsOfOneName();
    void dropped();
    void projectKeepsMusic();
    void predictedAsFeaturesAre();
    void genreTags_data();
    void genreTags();
    void writesGenresAndUndoesThem_data();
    void writesGenresAndUndoesThem();
    void genresThatChangedMeanwhile();
    void aFullDiskLosesNothing();
    void killedWritingLosesNothing();
    void journals();
    void overTime();
    void overTimeOfShortAndLong();
    void cover();
    void commands();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }
    bool ffmpeg(const QStringList &arguments) const
    {
        return QProcess::execute(m_ffmpeg, QStringList { "-v", "error", "-y", "-nostdin" } + arguments) == 0;
    }
    Result<OpenedFeatures> open(const QStringList &inputs, const QString &cache)
    {
        m_missing.clear();
        return openMusic(inputs, "my music", path(cache), m_missing);
    }
    std::shared_ptr<const Run> run();

    QTemporaryDir m_folder;
    QString m_ffmpeg;
    QStringList m_missing;
    std::shared_ptr<const Run> m_run;
};

void MusicTest::initTestCase()
{
    m_ffmpeg = QStandardPaths::findExecutable("ffmpeg");
    QVERIFY(QDir().mkpath(path("songs")));
    for (int i = 0; i < 3; ++i)
        QVERIFY(sounds::writeWave(path(QString("songs/%1.wav").arg(i)), sounds::music(3, 1, 44'100, uint32_t(i + 1)), 1,
                                  44'100, { { "INAM", "Song " + QByteArray::number(i) }, { "IGNR", "Rock" } }));
}

/// A run over the demo's four vocabularies, made once.
std::shared_ptr<const Run> MusicTest::run()
{
    if (m_run)
        return m_run;
    DemoSettings settings;
    settings.folder = path("demo");
    settings.tracks = 200;
    const auto demo = makeDemoData(settings);
    const auto project = demo ? readProjectFile(demo->project) : Result<Project>(passOn(demo));
    if (!project)
        return nullptr;
    RunPlan plan { *project, path("run"), RunPlan::Unfinished::Refuse, {}, nullptr };
    plan.project.recipe.epochs = 3;
    plan.project.recipe.filters = { 8 };
    // Music among the sources is none of a training's business, there or not.
    ProjectSource music;
    music.name = "my music";
    music.music = QStringList { path("nowhere") };
    plan.project.sources.push_back(music);
    const auto outcome = trainAndPredict(plan);
    if (!outcome)
        qWarning("%s", qPrintable(outcome.error().text()));
    else
        m_run = outcome->run;
    return m_run;
}

void MusicTest::onlyWhatIsNewIsHeard()
{
    const QString folder = path("growing");
    QVERIFY(QDir().mkpath(folder));
    for (int i = 0; i < 3; ++i)
        QVERIFY(QFile::copy(path(QString("songs/%1.wav").arg(i)), folder + QString("/%1.wav").arg(i)));
    const auto first = open({ folder }, "cache");
    QVERIFY2(first, first ? "" : qPrintable(first.error().text()));
    QVERIFY(first->importedNow);
    const FeaturePool before(first->stores);
    QCOMPARE(before.size(), size_t(3));
    QCOMPARE(pathFromBytes(before.tags(1).file), folder + "/1.wav");
    QVERIFY(before.tags(1).fileSize > 0);

    // Nothing changed: nothing is imported.
    QVERIFY(!open({ folder }, "cache")->importedNow);

    // One comes, and one changes so that nobody notices: who hears it again would find no sound in it.
    QVERIFY(spoil(folder + "/1.wav", true));
    QVERIFY(sounds::writeWave(folder + "/new.wav", sounds::music(3, 1, 44'100, 9)));
    const auto second = open({ folder }, "cache");
    QVERIFY2(second, second ? "" : qPrintable(second.error().text()));
    QVERIFY(second->importedNow);
    const FeaturePool after(second->stores);
    QCOMPARE(after.size(), size_t(4));
    for (uint32_t row = 0; row < 3; ++row) {
        QVERIFY(std::equal(before.image(row), before.image(row) + kImageSize, after.image(row)));
        QVERIFY(before.tags(row) == after.tags(row));
    }
    QCOMPARE(after.tags(1).title, std::string("Song 1"));

    // One that has changed is heard anew, and fails here.
    QVERIFY(spoil(folder + "/2.wav", false));
    struct stat status = {};
    QVERIFY(::stat(pathBytes(folder + "/2.wav").c_str(), &status) == 0);
    const auto third = open({ folder }, "cache");
    QVERIFY(third);
    QCOMPARE(FeaturePool(third->stores).size(), size_t(3));
    QCOMPARE(third->report->failed, qint64(1));
}

void MusicTest::musicThatIsGone()
{
    const auto opened = open({ path("songs/0.wav"), path("gone.wav"), path("songs/1.wav") }, "cache2");
    QVERIFY(opened);
    QCOMPARE(m_missing, QStringList { path("gone.wav") });
    QCOMPARE(FeaturePool(opened->stores).size(), size_t(2));
    QCOMPARE(opened->report->inputs, 1); // files are one input, however they were added
    QVERIFY(!open({ path("gone.wav") }, "cache2")); // of which nothing is known
    // A disk that is away: what was heard of it stays, and nothing is heard again when it is back.
    const QString disk = path("disk");
    QVERIFY(QDir().mkpath(disk + "/albums"));
    QVERIFY(QFile::copy(path("songs/0.wav"), disk + "/albums/far.wav"));
    QVERIFY(QFile::copy(path("songs/1.wav"), disk + "/albums/farther.wav"));
    const QStringList both { path("songs"), disk };
    QCOMPARE(FeaturePool(open(both, "cache7")->stores).size(), size_t(5));
    QVERIFY(QFile::rename(disk, path("away")));
    for (const bool isMountPoint : { false, true }) {
        if (isMountPoint)
            QVERIFY(QDir().mkpath(disk));
        const auto without = open(both, "cache7");
        QVERIFY(without);
        QCOMPARE(m_missing, QStringList { disk });
        QCOMPARE(FeaturePool(without->stores).size(), size_t(5));
        QCOMPARE(open({ disk }, "cache7").has_value(), false); // the songs are no part of it
        QCOMPARE(FeaturePool(open(both, "cache7")->stores).size(), size_t(5));
    }
    QVERIFY(QDir().rmdir(disk));
    QVERIFY(QFile::rename(path("away"), disk));
    QVERIFY(spoil(disk + "/albums/far.wav", true));
    const auto back = open(both, "cache7");
    QVERIFY(back);
    QCOMPARE(back->report->failed, qint64(0)); // it was not heard again
    QCOMPARE(FeaturePool(back->stores).size(), size_t(5));
    QVERIFY(QDir(disk).removeRecursively());
    const auto alone = open({ disk }, "cache8");
    QVERIFY(!alone);
    // In a project it is a finding, and the rest is there.
    Project project;
    project.sources.resize(1);
    project.sources[0].name = "my music";
    project.sources[0].music = QStringList { path("songs"), path("gone.wav") };
    const auto data = loadCollection(project, path("cache3"));
    QVERIFY(data);
    QVERIFY((*data)->sources[0].isMusic);
    QVERIFY((*data)->hasSounds());
    QCOMPARE((*data)->trackCount(), size_t(3));
    QCOMPARE((*data)->soundOf((*data)->track(2)), path("songs/2.wav"));
    QCOMPARE((*data)->findings.size(), size_t(1));
    QCOMPARE((*data)->findings[0].file, path("gone.wav"));
}

/// Cancelled or killed, an import hears nothing twice.
void MusicTest::interruptedHearingGoesOn()
{
    const QString folder = path("many");
    QVERIFY(QDir().mkpath(folder));
    for (int i = 0; i < 60; ++i)
        QVERIFY(sounds::writeWave(folder + QString("/%1.wav").arg(i, 3, 10, QChar('0')),
                                  sounds::music(4, 1, 44'100, uint32_t(i + 1))));
    CancelToken cancel;
    QStringList missing;
    const auto stopped = openMusic({ folder }, "many", path("cache9"), missing, cancel, [&](const Progress &progress) {
        if (progress.count >= 20)
            cancel.cancel();
    });
    QVERIFY(!stopped && stopped.error().isCancelled());
    const QStringList logs = QDir(path("cache9")).entryList(QDir::Dirs | QDir::NoDotAndDotDot); // one store
    QCOMPARE(logs.size(), 1);
    const QString log = path("cache9/" + logs[0] + "/music.safetensors.heard");
    QVERIFY(QFileInfo(log).size() > 15 * 1500);
    // A kill in the middle of an entry leaves a part of it.
    QFile tail(log);
    QVERIFY(tail.open(QIODevice::Append));
    tail.write(QByteArray("\1\0\x64\x68 and half an entry", 24));
    tail.close();
    // Those that were heard would fail now.
    for (int i = 0; i < 10; ++i)
        QVERIFY(spoil(folder + QString("/%1.wav").arg(i, 3, 10, QChar('0')), true));
    const auto finished = openMusic({ folder }, "many", path("cache9"), missing);
    QVERIFY2(finished, finished ? "" : qPrintable(finished.error().text()));
    QCOMPARE(finished->report->failed, qint64(0));
    QCOMPARE(FeaturePool(finished->stores).size(), size_t(60));
    QVERIFY(!QFile::exists(log));
}

/// More than two channels are refused or mixed, as the source says, and changing one's mind hears them anew.
void MusicTest::surround()
{
    const QString folder = path("surround");
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(QFile::copy(path("songs/0.wav"), folder + "/plain.wav"));
    std::vector<int16_t> samples(44'100 * 6);
    for (size_t i = 0; i < samples.size(); ++i)
        samples[i] = int16_t(i * 7919 % 20'011);
    QVERIFY(sounds::writeWave(folder + "/six.wav", samples, 6));
    Project project;
    project.sources.resize(1);
    project.sources[0].name = "my music";
    project.sources[0].music = QStringList { folder };
    for (const bool isMixed : { false, true, false }) {
        project.sources[0].mixesSurround = isMixed;
        for (int round = 0; round < 2; ++round) {
            const auto data = loadCollection(project, path("cache10"));
            QVERIFY(data);
            QCOMPARE((*data)->trackCount(), size_t(isMixed ? 2 : 1));
            QCOMPARE((*data)->findings.size(), size_t(isMixed ? 0 : 1));
            QCOMPARE((*data)->imports[0].now, round == 0);
        }
    }
}

/// Albums whose tracks are called 01, 02 …
void MusicTest::soundsOfOneName()
{
    SoundNames names;
    QCOMPARE(names.distinct("/m/a/01.mp3", "01"), std::string("01"));
    QCOMPARE(names.distinct("/m/b/01.mp3", "01"), std::string("b/01"));
    QCOMPARE(names.distinct("/m/x/b/01.mp3", "01"), std::string("x/b/01"));
    const std::string mbid = "8e11797b-ac3d-4c5b-9f3e-0a8c5b7f9e11";
    QCOMPARE(names.distinct("/m/a/02.mp3", mbid), mbid);
    QCOMPARE(names.distinct("/m/b/02.mp3", mbid), mbid); // one recording is one, wherever it lies

    const QString albums = path("numbered");
    for (int album = 0; album < 2; ++album) {
        QVERIFY(QDir().mkpath(albums + QString("/album%1").arg(album)));
        for (int track = 0; track < 2; ++track)
            QVERIFY(sounds::writeWave(
                albums + QString("/album%1/0%2.wav").arg(QString::number(album), QString::number(track)),
                sounds::music(1, 1, 44'100, uint32_t(album * 2 + track + 20)), 1, 44'100,
                { { "IGNR", album == 0 ? "Rock" : "Jazz" } }));
    }
    const auto first = open({ albums }, "cache4");
    QVERIFY(first);
    const FeaturePool pool(first->stores);
    QStringList ids;
    for (uint32_t row = 0; row < pool.size(); ++row)
        ids << QString::fromUtf8(pool.id(row).data(), qsizetype(pool.id(row).size()));
    QCOMPARE(ids, (QStringList { "00", "01", "album1/00", "album1/01" }));
    QCOMPARE(first->report->repeated, qint64(0));
    // The truth of their tags calls them so, too.
    const auto truth = truthFromTags({ albums }, {});
    QVERIFY(truth && truth->truth);
    QCOMPARE(truth->truth->size(), size_t(4));
    const auto row = truth->truth->recordings().find(std::string_view("album1/00"));
    QVERIFY(row);
    QCOMPARE(truth->truth->labels()[truth->truth->labelsOf(*row)[0]], std::string("jazz"));
    // An import that takes over what was heard is as one that hears all.
    QVERIFY(QFile::remove(albums + "/album0/00.wav"));
    const auto second = open({ albums }, "cache4");
    const auto fresh = open({ albums }, "cache5");
    QVERIFY(second && fresh);
    QCOMPARE(bytesOf(second->stores[0]->path()), bytesOf(fresh->stores[0]->path()));
    // What lies in another of the inputs is heard once.
    const auto nested = open({ albums, albums + "/album1", albums + "/album1/00.wav" }, "cache6");
    QVERIFY(nested);
    QCOMPARE(FeaturePool(nested->stores).size(), size_t(3));
}

void MusicTest::dropped()
{
    QVERIFY(QDir().mkpath(path("documents/deep")));
    QVERIFY(QDir().mkpath(path("albums/one")));
    QFile document(path("documents/deep/a.json"));
    QVERIFY(document.open(QIODevice::WriteOnly));
    QFile truth(path("mine-train.tsv"));
    QVERIFY(truth.open(QIODevice::WriteOnly));
    QVERIFY(QFile::copy(path("songs/0.wav"), path("albums/one/0.wav")));
    QCOMPARE(assignmentOf(path("documents")).role, FileRole::Features);
    QCOMPARE(assignmentOf(path("albums")).role, FileRole::Music);
    QCOMPARE(assignmentOf(path("songs/0.wav")).role, FileRole::Music);

    Project project;
    QVERIFY(assignFiles(project, { path("albums"), path("songs/0.wav") }).isEmpty());
    QCOMPARE(project.sources.size(), size_t(1));
    QCOMPARE(project.sources[0].name, kMusicName);
    QVERIFY(project.sources[0].isMusic());
    QCOMPARE(project.sources[0].music, (QStringList { path("albums"), path("songs/0.wav") }));
    // Documents are not the music's, and more music joins it whatever it is called.
    project.sources[0].name = "party";
    QVERIFY(assignFiles(project, { path("documents"), path("songs") }).isEmpty());
    QCOMPARE(project.sources.size(), size_t(2));
    QCOMPARE(project.sources[0].music.size(), 3);
    QVERIFY(project.sources[0].featureInputs.isEmpty());
    QCOMPARE(project.sources[1].featureInputs, QStringList { path("documents") });
    // Beside a ground truth sounds are its features.
    Project mine;
    QVERIFY(assignFiles(mine, { path("songs"), path("mine-train.tsv") }).isEmpty());
    QCOMPARE(mine.sources.size(), size_t(1));
    QVERIFY(!mine.sources[0].isMusic());
    QCOMPARE(mine.sources[0].featureInputs, QStringList { path("songs") });
}

void MusicTest::projectKeepsMusic()
{
    Project project;
    project.sources.resize(2);
    project.sources[0].name = "plain";
    project.sources[1].name = "my music";
    project.sources[1].music = QStringList { path("songs"), path("other/one.flac") };
    project.sources[1].isWatched = true;
    QVERIFY(writeProjectFile(project, path("music.melscope")));
    const auto read = readProjectFile(path("music.melscope"));
    QVERIFY(read);
    QVERIFY(*read == project);
    QVERIFY(bytesOf(path("music.melscope")).contains("\"songs\"")); // relative
    QVERIFY(!checkTrainable(*read)); // "plain" has no truth, and music alone is nothing to train on
    QVERIFY(checkTrainable(*read).error().what.contains("plain"));
}

void MusicTest::predictedAsFeaturesAre()
{
    QVERIFY(run());
    QCOMPARE(m_run->sources.size(), size_t(4));
    Project project;
    project.sources.resize(1);
    project.sources[0].name = "my music";
    project.sources[0].music = QStringList { path("songs") };
    const auto data = loadCollection(project, path("cache3"));
    QVERIFY(data);
    const auto predictions = predictMusic(m_run, (*data)->sources[0].testFeatures, "my music");
    QVERIFY2(predictions, predictions ? "" : qPrintable(predictions.error().text()));

    // The same features as a test part of each source, by the pipeline.
    QVERIFY(importFeatures({ { path("songs") }, path("songs.safetensors"), 0, {} }));
    QVERIFY(QDir().mkpath(path("again")));
    for (const QString &name : QDir(path("run")).entryList(QDir::Files))
        QVERIFY(QFile::copy(path("run/" + name), path("again/" + name)));
    const auto outcome =
        predict(path("again"), QStringList(qsizetype(m_run->sources.size()), path("songs.safetensors")));
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    for (size_t i = 0; i < m_run->sources.size(); ++i) {
        const RunSource &source = outcome->run->sources[i];
        const auto expected = source.testScores->values();
        const auto actual = (*predictions)->scores->values();
        QVERIFY(std::equal(expected.begin(), expected.end(), actual.begin(), actual.end()));
        QCOMPARE(QByteArray::fromStdString(submissionOf(**predictions, i)),
                 bytesOf(path("again/") + run_file::testPredictions(source.name)));
    }
    // The highest scores first, in the vocabulary's own spelling.
    const QStringList labels = (*predictions)->labelsOf(0, 1);
    QVERIFY(!labels.isEmpty());
    std::vector<float> values;
    for (const QString &label : labels)
        values.push_back((*predictions)->scores->row(0)[*m_run->space.classOf(1, label.toStdString())]);
    QVERIFY(std::ranges::is_sorted(values, std::greater<>()));

    // What the filter and the table of tracks make of it.
    auto analysis = std::make_shared<RunAnalysis>();
    analysis->run = m_run;
    const auto results = resultsOfTracks(**data, analysis);
    QVERIFY(results);
    QVERIFY((*results)->music[0] != nullptr);
    const auto filter = TrackFilter::parse("predicted:" + filterValue(labels[0]));
    QVERIFY(filter);
    const auto found = filter->apply({ *data, *results, nullptr, nullptr });
    QVERIFY(found);
    QVERIFY(std::ranges::count(*found, 0U) == 1);
    QCOMPARE((*results)->topScores(**data, 0, 3).size(), size_t(3));
    QVERIFY((*results)->topScore[0] == (*results)->topScores(**data, 0, 1)[0].score);
    // Known scores are taken over where only thresholds are others.
    const auto again = resultsOfTracks(**data, analysis, {}, {}, *results);
    QVERIFY(again);
    QVERIFY((*again)->music[0]->scores == (*results)->music[0]->scores);

    const ResultTable table = musicTable(**predictions, std::vector<uint32_t> { 2, 0 });
    QCOMPARE(table.headers.size(), 6 + 2 * 4);
    QCOMPARE(table.rows.size(), 2);
    QCOMPARE(table.rows[0][0], QString("2"));
    QCOMPARE(table.rows[1][3], QString("Song 0"));
    QCOMPARE(table.rows[1][8], labels.join("; "));
}

void MusicTest::genreTags_data()
{
    QTest::addColumn<bool>("keeps");
    QTest::addColumn<bool>("splits");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("plain") << false << true << QStringList { "Rock", "Post-Punk", "Hip Hop", "Drum'n'bass" };
    QTest::newRow("whole") << false << false
                           << QStringList { "rock---post-punk", "hip hop", "rock", "hip hop---drum'n'bass" };
    QTest::newRow("kept") << true << true << QStringList { "ROCK", "Tango", "Post-Punk", "Hip Hop", "Drum'n'bass" };
}

void MusicTest::genreTags()
{
    QFETCH(bool, keeps);
    QFETCH(bool, splits);
    QFETCH(QStringList, expected);
    const std::vector<std::string> labels { "hip hop", "hip hop---drum'n'bass", "rock", "rock---post-punk" };
    auto run = std::make_shared<Run>();
    run->space = LabelSpace::ofOne({ "mine", labels });
    RecordingIds ids;
    ids.insert("one");
    MusicPredictions predictions;
    predictions.run = run;
    predictions.scores = ScoreMatrix::make(ids, labels, { 0.8F, 0.2F, 0.7F, 0.9F });
    const std::vector<uint32_t> all { 0, 1, 2, 3 };
    predictions.predicted.emplace_back();
    predictions.predicted[0].add(all);
    const auto genres = genreTagsOf(predictions, 0, { 0, keeps, splits }, { "ROCK", "Tango" });
    QStringList texts;
    for (const std::string &genre : genres)
        texts << QString::fromStdString(genre);
    QCOMPARE(texts, expected);
}

void MusicTest::writesGenresAndUndoesThem_data()
{
    QTest::addColumn<QString>("ending");
    for (const char *ending : { "wav", "flac", "mp3", "ogg", "opus", "m4a", "aiff", "wv" })
        QTest::newRow(ending) << QString(ending);
}

void MusicTest::writesGenresAndUndoesThem()
{
    QFETCH(QString, ending);
    if (m_ffmpeg.isEmpty() && ending != "wav")
        QSKIP("there is no ffmpeg to make it");
    const QString file = path("tagged." + ending);
    if (ending == "wav")
        QVERIFY(QFile::copy(path("songs/0.wav"), file));
    else
        QVERIFY(ffmpeg({ "-i", path("songs/0.wav"), "-metadata", "title=Song 0", "-metadata", "genre=Rock", "-metadata",
                         "artist=Somebody", file }));
    const auto before = readSoundFile(file);
    QVERIFY(before);
    GenreChange change { file, before->tags.genres, { "Post-Punk", "Électro; Pop" } };
    QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
    const auto report = writeGenres({ change }, path("journal.json"));
    QVERIFY(report);
    QVERIFY2(report->failed.empty(), report->failed.empty() ? "" : qPrintable(report->failed[0].text()));
    QCOMPARE(report->written.size(), size_t(1));
    const auto after = readSoundFile(file);
    QVERIFY(after);
    QCOMPARE(after->tags.genres, change.after);
    QCOMPARE(after->tags.tags.title, before->tags.tags.title);
    QCOMPARE(after->tags.tags.artist, before->tags.tags.artist);
    QVERIFY(after->sound.image == before->sound.image);
    QVERIFY(!(QFileInfo(file).permissions() & QFile::ReadOther)); // as it was
    QVERIFY(QDir(m_folder.path()).entryList({ "._*" }, QDir::Files | QDir::Hidden).isEmpty());

    const auto journal = readGenreJournal(path("journal.json"));
    QVERIFY(journal);
    QCOMPARE(*journal, std::vector<GenreChange> { change });
    const auto back = writeGenres(undone(*journal), path("journal.json"));
    QVERIFY(back);
    QVERIFY(back->failed.empty());
    const auto undoneTags = tagsOfSound(file);
    QVERIFY(undoneTags);
    QCOMPARE(undoneTags->genres, before->tags.genres);
}

void MusicTest::genresThatChangedMeanwhile()
{
    const QString file = path("meanwhile.wav");
    QVERIFY(QFile::copy(path("songs/0.wav"), file));
    const QByteArray bytes = bytesOf(file);
    const auto report =
        writeGenres({ { file, { "Jazz" }, { "Pop" } }, { path("gone.wav"), {}, { "Pop" } } }, path("journal2.json"));
    QVERIFY(report);
    QVERIFY(report->written.empty());
    QCOMPARE(report->failed.size(), size_t(2));
    QVERIFY(report->failed[0].what.contains("another program"));
    QCOMPARE(report->failed[0].file, file);
    QCOMPARE(report->failed[1].file, path("gone.wav"));
    QCOMPARE(bytesOf(file), bytes);
    // A file that is no sound is left alone, whatever it is called.
    QFile text(path("text.mp3"));
    QVERIFY(text.open(QIODevice::WriteOnly));
    QCOMPARE(text.write("no sound at all"), qint64(15));
    text.close();
    const auto refused = writeGenres({ { text.fileName(), {}, { "Pop" } } }, path("journal2.json"));
    QVERIFY(refused);
    QCOMPARE(refused->failed.size(), size_t(1));
    QCOMPARE(bytesOf(text.fileName()), QByteArray("no sound at all"));
    // Cancelled before the first file: nothing happens, and there is no journal.
    CancelToken cancel;
    cancel.cancel();
    const auto stopped = writeGenres({ { file, { "Rock" }, { "Pop" } } }, path("journal3.json"), cancel);
    QVERIFY(!stopped);
    QVERIFY(stopped.error().isCancelled());
    QVERIFY(!QFile::exists(path("journal3.json")));
    QCOMPARE(bytesOf(file), bytes);
}

/// Where the copy does not fit, and where it does but the tags do not: TagLib does not tell.
void MusicTest::aFullDiskLosesNothing()
{
    if (m_ffmpeg.isEmpty())
        QSKIP("there is no ffmpeg to make the files");
    QVERIFY(run());
    for (const auto &[ending, more] : { std::pair("flac", -5000), std::pair("mp3", 100), std::pair("mp3", -10),
                                        std::pair("ogg", 20), std::pair("m4a", 30), std::pair("wav", 10) }) {
        const QString folder = path(QString("full-%1%2").arg(QLatin1String(ending), QString::number(more)));
        QVERIFY(QDir().mkpath(folder));
        const QString file = folder + "/a." + ending;
        QVERIFY(ffmpeg({ "-i", path("songs/0.wav"), file }));
        const QByteArray bytes = bytesOf(file);
        const rlim_t most = rlim_t(bytes.size() + more);
        // What is imported fits, since it is heard before.
        QStringList missing;
        QVERIFY(openMusic({ folder }, folder, path("full-heard"), missing));
        QProcess process;
        process.setChildProcessModifier([most] {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit { most, most };
            ::setrlimit(RLIMIT_FSIZE, &limit);
        });
        process.start(MELSCOPE_CLI,
                      { "write-tags", folder, "--run", path("run"), "--features", path("full-heard"), "--whole-labels",
                        "--write", "--quiet" });
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        const QByteArray told = process.readAllStandardError();
        if (process.exitCode() != 0) { // some kinds of file have room for tags
            QCOMPARE(bytesOf(file), bytes);
            QVERIFY2(told.contains(QByteArray("a.") + ending), told.constData());
        }
        const auto heard = readSoundFile(file);
        QVERIFY2(heard, qPrintable(file));
        QVERIFY(std::abs(heard->sound.seconds() - 3) < 0.2F);
        QVERIFY(QDir(folder).entryList({ "._*" }, QDir::Files | QDir::Hidden).isEmpty());
        if (more < 0)
            QVERIFY(process.exitCode() != 0);
    }
}

void MusicTest::killedWritingLosesNothing()
{
    QVERIFY(run());
    const QString folder = path("killed");
    QVERIFY(QDir().mkpath(folder));
    for (int i = 0; i < 40; ++i)
        QVERIFY(QFile::copy(path(QString("songs/%1.wav").arg(i % 3)), folder + QString("/%1.wav").arg(i)));
    QStringList missing;
    QVERIFY(openMusic({ folder }, folder, path("killed-heard"), missing));
    const QStringList arguments { "write-tags",         folder,           "--run",   path("run"), "--features",
                                  path("killed-heard"), "--whole-labels", "--write", "--quiet" };
    const auto data = (*audioModule())->digestSound(folder + "/0.wav");
    QVERIFY(data);
    int killed = 0;
    for (int round = 0; round < 12; ++round) {
        QProcess process;
        process.start(MELSCOPE_CLI, arguments);
        QVERIFY(process.waitForStarted());
        if (!process.waitForFinished(20 + 25 * round)) {
            process.kill();
            QVERIFY(process.waitForFinished());
            ++killed;
        }
        for (int i = 0; i < 40; ++i) {
            const QString file = folder + QString("/%1.wav").arg(i);
            const auto expected = (*audioModule())->digestSound(path(QString("songs/%1.wav").arg(i % 3)));
            const auto now = (*audioModule())->digestSound(file);
            QVERIFY2(now && *now == *expected, qPrintable(file));
            QVERIFY(!tagsOfSound(file)->genres.empty());
        }
    }
    QVERIFY(killed > 0);
    // As of one that was killed right after a file was put in its place, which needs no change any more.
    (void)QFile::copy(folder + "/0.wav", folder + "/._melscope-0.wav");
    // Given again it ends, nothing half-written is left, and what was noted before it began brings the old ones back.
    QProcess process;
    process.start(MELSCOPE_CLI, arguments);
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(tagsOfSound(folder + "/0.wav")->genres != std::vector<std::string> { "Rock" });
    QVERIFY(QDir(folder).entryList({ "._*" }, QDir::Files | QDir::Hidden).isEmpty());
}

void MusicTest::journals()
{
    QVERIFY(!readGenreJournal(path("nowhere.json")));
    // A name that is no UTF-8 leads back to its file.
    const QString odd = pathFromBytes(pathBytes(path("caf")) + "\xE9 100%.wav");
    QVERIFY(sounds::writeWave(path("plain.wav"), sounds::music(1, 1)));
    QCOMPARE(::rename(pathBytes(path("plain.wav")).c_str(), pathBytes(odd).c_str()), 0);
    const GenreChange change { odd, {}, { "Pop" } };
    const auto written = writeGenres({ change }, path("odd.json"));
    QVERIFY(written);
    QVERIFY2(written->failed.empty(), written->failed.empty() ? "" : qPrintable(written->failed[0].text()));
    QCOMPARE(*readGenreJournal(path("odd.json")), std::vector<GenreChange> { change });
    QCOMPARE(::unlink(pathBytes(odd).c_str()), 0); // the temporary folder cannot remove it
    QFile other(path("other.json"));
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write("{\"format\":\"melscope-genre-tags\",\"version\":1,\"changes\":[{\"file\":\"relative\"}]}");
    other.close();
    const auto refused = readGenreJournal(other.fileName());
    QVERIFY(!refused);
    QVERIFY(refused.error().what.contains("file"));
}

void MusicTest::overTime()
{
    QVERIFY(run());
    // Half a minute: ten seconds of silence but for a hiss, then music.
    std::vector<int16_t> samples = sounds::music(30, 1);
    for (size_t i = 0; i < 10 * 44'100; ++i)
        samples[i] /= 1000;
    QVERIFY(sounds::writeWave(path("half.wav"), samples));
    QList<Progress> reports;
    const auto view = viewSound(path("half.wav"), {}, {}, [&](const Progress &progress) { reports << progress; });
    QVERIFY2(view, view ? "" : qPrintable(view.error().text()));
    QVERIFY(!reports.isEmpty());
    const SoundView &sound = **view;
    QCOMPARE(sound.seconds, 30.0);
    const size_t steps = (30 * 44'100 + 1023) / 1024;
    QVERIFY(sound.columns() == steps || sound.columns() == steps - 1);
    QCOMPARE(sound.bands.size(), sound.columns() * kBands);
    // The waveform's swing is that of the samples.
    const auto loudest = double(*std::ranges::max_element(samples)) / 32'767;
    QVERIFY(std::abs(double(*std::ranges::max_element(sound.high)) - loudest) < 1e-4);
    QVERIFY(double(*std::ranges::max_element(std::span(sound.high).first(sound.columns() / 4))) < 0.001);
    // Silence is dark, music is not.
    double quiet = 0;
    double loud = 0;
    for (size_t band = 0; band < kBands; ++band) {
        quiet += double(sound.bands[100 * kBands + band]);
        loud += double(sound.bands[(sound.columns() - 100) * kBands + band]);
    }
    QVERIFY(loud - quiet > 40 * 30);
    // Windows of 10 s each second; the whole sound's own image is none of theirs, but a sound of one window's is.
    QVERIFY(sound.windows.size() == 20 || sound.windows.size() == 21);
    QVERIFY(std::abs(sound.windowCentres[0] - 5) < 0.05);
    QVERIFY(std::abs(sound.windowCentres[10] - 15) < 0.2);

    const auto scores = scoresOverTime(m_run, *view);
    QVERIFY2(scores, scores ? "" : qPrintable(scores.error().text()));
    QCOMPARE((*scores)->scores->rows(), sound.windows.size());
    QCOMPARE((*scores)->scores->classes(), m_run->space.classes());
    const auto strongest = (*scores)->strongest(4, [&](uint32_t label) { return m_run->space.contains(2, label); });
    QCOMPARE(strongest.size(), size_t(4));
    auto highest = [&](uint32_t label) {
        float most = 0;
        for (size_t window = 0; window < sound.windows.size(); ++window)
            most = std::max(most, (*scores)->scores->row(window)[label]);
        return most;
    };
    for (size_t i = 0; i + 1 < strongest.size(); ++i)
        QVERIFY(highest(strongest[i]) >= highest(strongest[i + 1]));
    for (uint32_t label = 0; label < m_run->space.size(); ++label)
        QVERIFY(!m_run->space.contains(2, label) || highest(label) <= highest(strongest[0]));
}

void MusicTest::overTimeOfShortAndLong()
{
    // Shorter than a window: the window is the whole, with the image that the import has.
    const auto file = readSoundFile(path("songs/0.wav"));
    const auto view = viewSound(path("songs/0.wav"));
    QVERIFY(file && view);
    QCOMPARE((*view)->windows.size(), size_t(1));
    QVERIFY((*view)->windows[0] == file->sound.image);
    // Longer than there are columns and windows for.
    std::vector<int16_t> clicks(1100 * 44'100);
    for (size_t i = 0; i < clicks.size(); ++i)
        clicks[i] = int16_t(i * i % 977);
    QVERIFY(sounds::writeWave(path("long.wav"), clicks));
    const auto longer = viewSound(path("long.wav"));
    QVERIFY(longer);
    QCOMPARE((*longer)->columns(), SoundView::kMostColumns);
    QVERIFY((*longer)->windows.size() <= SoundView::kMostWindows);
    QVERIFY((*longer)->windows.size() > SoundView::kMostWindows / 2);
    QVERIFY((*longer)->windowCentres.back() > (*longer)->seconds - 8);
    CancelToken cancel;
    cancel.cancel();
    const auto stopped = viewSound(path("long.wav"), {}, cancel);
    QVERIFY(!stopped && stopped.error().isCancelled());
    const auto gone = viewSound(path("gone.wav"));
    QVERIFY(!gone);
    QCOMPARE(gone.error().file, path("gone.wav"));
}

void MusicTest::cover()
{
    QCOMPARE(*coverOfSound(path("songs/0.wav")), QByteArray());
    QCOMPARE(*coverOfSound(path("gone.wav")), QByteArray());
    if (m_ffmpeg.isEmpty())
        QSKIP("there is no ffmpeg to make a file with a picture");
    QVERIFY(ffmpeg({ "-f", "lavfi", "-i", "color=c=red:s=64x64:d=0.04", "-frames:v", "1", path("red.png") }));
    QVERIFY(ffmpeg({ "-i", path("songs/0.wav"), "-i", path("red.png"), "-map", "0", "-map", "1", "-c:v", "copy",
                     "-disposition:v", "attached_pic", path("red.flac") }));
    QVERIFY(ffmpeg({ "-i", path("songs/0.wav"), "-i", path("red.png"), "-map", "0", "-map", "1", "-c:v", "copy",
                     path("red.mp3") }));
    for (const char *name : { "red.flac", "red.mp3" }) {
        QCOMPARE(*coverOfSound(path(name)), bytesOf(path("red.png")));
        QVERIFY(readSoundFile(path(name))); // and is no hindrance
        // Genres change, and the picture stays.
        const auto tags = tagsOfSound(path(name));
        const auto report = writeGenres({ { path(name), tags->genres, { "Pop" } } }, path("journal.json"));
        QVERIFY(report && report->failed.empty());
        QCOMPARE(*coverOfSound(path(name)), bytesOf(path("red.png")));
    }
    // Of a picture alone nothing can be heard.
    QVERIFY(ffmpeg({ "-i", path("red.png"), "-c:v", "copy", "-f", "matroska", path("picture.mka") }));
    const auto picture = readSoundFile(path("picture.mka"));
    QVERIFY(!picture);
    QVERIFY2(picture.error().what.contains("pictures"), qPrintable(picture.error().what));
}

void MusicTest::commands()
{
    QVERIFY(run());
    QVERIFY(QDir().mkpath(path("party")));
    for (int i = 0; i < 3; ++i)
        QVERIFY(QFile::copy(path(QString("songs/%1.wav").arg(i)), path(QString("party/%1.wav").arg(i))));
    QByteArray out;
    auto cli = [&](const QStringList &arguments) {
        QProcess process;
        process.start(MELSCOPE_CLI, arguments + QStringList { "--quiet", "--json" });
        process.waitForFinished(300'000);
        out = process.readAllStandardOutput();
        return process.exitCode();
    };
    QCOMPARE(cli({ "classify", path("party"), "--run", path("run"), "--output", path("out"), "--over-time" }), 0);
    QCOMPARE(QJsonDocument::fromJson(out).object().value("tracks").toInt(), 3);
    for (const RunSource &source : m_run->sources)
        QVERIFY(bytesOf(path("out/" + source.name + ".tsv")).startsWith("0\t"));
    QVERIFY(bytesOf(path("out/genres.csv")).contains("party/1.wav"));
    QCOMPARE(bytesOf(path("out/over-time/0.csv")).count('\n'), 2); // of one window
    // Music that is away keeps what was heard of it; its scores over time are told to be missing, the others are there.
    QVERIFY(QDir().mkpath(path("guests")));
    QVERIFY(QFile::copy(path("songs/2.wav"), path("guests/guest.wav")));
    const QStringList both { "classify",  path("party"), path("guests"), "--run",
                             path("run"), "--output",    path("both"),   "--over-time" };
    QCOMPARE(cli(both), 0);
    QVERIFY(QDir(path("guests")).removeRecursively());
    QVERIFY(QFile::remove(path("both/over-time/guest.csv")));
    QCOMPARE(cli(both), 0);
    QCOMPARE(QJsonDocument::fromJson(out).object().value("tracks").toInt(), 4);
    QVERIFY(QFile::exists(path("both/over-time/0.csv")));
    QVERIFY(!QFile::exists(path("both/over-time/guest.csv")));
    const QStringList tagging { "write-tags", path("party"), "--run",    path("run"),
                                "--features", path("out"),   "--source", "discogs" };
    QCOMPARE(cli(tagging), 0);
    QJsonObject told = QJsonDocument::fromJson(out).object();
    QCOMPARE(told.value("written").toBool(true), false);
    QCOMPARE(tagsOfSound(path("party/0.wav"))->genres, std::vector<std::string> { "Rock" });
    QCOMPARE(cli(tagging + QStringList { "--write" }), 0);
    told = QJsonDocument::fromJson(out).object();
    QVERIFY(tagsOfSound(path("party/0.wav"))->genres != std::vector<std::string> { "Rock" });
    QCOMPARE(cli({ "undo-tags", told.value("journal").toString() }), 0);
    QCOMPARE(tagsOfSound(path("party/0.wav"))->genres, std::vector<std::string> { "Rock" });
    QCOMPARE(cli(tagging.mid(0, 7) + QStringList { "nobody" }), 1);
}

QTEST_GUILESS_MAIN(MusicTest)
#include "tst_music.moc"
