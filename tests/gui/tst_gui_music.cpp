// Music in the window: dropped, predicted, looked into while it plays, saved, tagged and watched.
#include "gui_fixture.h"

#include "../audio/wave_file.h"
#include "core/audio/sound_file.h"
#include "core/study/pipeline.h"
#include "core/truth/ground_truth_reader.h"
#include "ui/pages/data/tag_truth_dialog.h"
#include "ui/pages/music/genre_tags_dialog.h"
#include "ui/pages/music/music_page.h"
#include "ui/pages/tracks/sound_panel.h"
#include "ui/playing/player_module.h"
#include "ui/playing/silent_player.h"
#include "ui/plots/sound_plots.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include <cmath>

using namespace melscope;

class GuiMusicTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void playerIsThere();
    void emptyStateAndDrop();
    void predictionsInEachVocabulary();
    void withoutARun();
    void soundOverTime();
    void playing();
    void unplayable();
    void soundThatIsGone();
    void exports();
    void writesTags();
    void watchedFolder();
    void truthOfTags();
    void selectionStaysWhenMusicComes();

private:
    bool drop(const QStringList &paths, QWidget *target = nullptr)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls << QUrl::fromLocalFile(path);
        data.setUrls(urls);
        // A drop is only for who took the drag.
        QWidget *widget = target != nullptr ? target : m_window.get();
        QDragEnterEvent enter({ 300, 300 }, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(widget, &enter);
        QDropEvent event(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(widget, &event);
        return enter.isAccepted() && event.isAccepted();
    }
    bool waitForTracksOf(int count)
    {
        return QTest::qWaitFor(
            [&] {
                return m_window->musicPage()->model()->rowCount() == count && !session().lane(Lane::Data).isBusy()
                    && tracksAreShown();
            },
            kPatience);
    }
    bool waitForPredictions()
    {
        return QTest::qWaitFor(
            [&] { return m_window->musicPage()->predictions() && !session().lane(Lane::Data).isBusy(); }, kPatience);
    }
    /// The demo with its run, and the songs.
    bool openAll()
    {
        if (!openDemo())
            return false;
        session().openRun(m_run);
        return QTest::qWaitFor([&] { return session().analysis() != nullptr; }, kPatience) && drop({ m_songs })
            && waitForTracksOf(3) && waitForPredictions();
    }
    bool showSong(const char *id)
    {
        m_window->showPage(MainWindow::Page::Tracks);
        return m_window->tracksPage()->selectTrack("my music", id) && waitForTracks()
            && QTest::qWaitFor(
                   [&] {
                       return panel()->sound() && panel()->sound()->file.endsWith(QString(id) + ".wav")
                           && !panel()->isBusy();
                   },
                   kPatience);
    }
    SoundPanel *panel() const { return m_window->tracksPage()->soundPanel(); }
    static QWidget *canvas(QWidget *plot)
    {
        for (QObject *child : plot->children()) {
            if (child->inherits("QCustomPlot"))
                return qobject_cast<QWidget *>(child);
        }
        return nullptr;
    }

    QString m_run;
    QString m_songs;
};

void GuiMusicTest::initTestCase()
{
    makeDemo("gui_music");
    m_run = m_folder.filePath("demo/run");
    const auto project = readProjectFile(m_project);
    QVERIFY(project);
    RunPlan plan { *project, m_run, RunPlan::Unfinished::Refuse, {}, nullptr };
    plan.project.recipe.epochs = 3;
    plan.project.recipe.filters = { 8 };
    const auto outcome = trainAndPredict(plan);
    QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
}

void GuiMusicTest::init()
{
    m_songs = m_folder.filePath("songs");
    QDir(m_songs).removeRecursively();
    QVERIFY(QDir().mkpath(m_songs));
    const char *genres[] = { "Rock", "Jazz; Blues", "Rock" };
    for (int i = 0; i < 3; ++i)
        QVERIFY(sounds::writeWave(m_songs + QString("/song%1.wav").arg(i),
                                  sounds::music(i == 2 ? 14 : 3, 1, 44'100, uint32_t(i + 1)), 1, 44'100,
                                  { { "INAM", "Song " + QByteArray::number(i) }, { "IGNR", genres[i] } }));
    openWindow();
    // Nothing is to be heard of a test, whatever the machine has.
    session().playback().setMaker([] { return std::make_unique<SilentPlayer>(); });
}

void GuiMusicTest::cleanup()
{
    m_window.reset();
    QDir(m_folder.filePath("demo/demo.data")).removeRecursively();
}

/// The module that plays fits the program, whether or not there is a device to play on.
void GuiMusicTest::playerIsThere()
{
    const auto module = playerModule();
    QVERIFY2(module, module ? "" : qPrintable(module.error().text()));
    QCOMPARE(QByteArray((*module)->qt), QByteArray(qVersion()));
}

void GuiMusicTest::emptyStateAndDrop()
{
    m_window->showPage(MainWindow::Page::Music);
    QVERIFY(find<QPushButton>("emptyAddMusicFolder")->isVisible());
    m_window->showPage(MainWindow::Page::Train);
    QSignalSpy changes(&session(), &Session::projectChanged);
    QVERIFY(drop({ m_songs + "/song0.wav", m_songs + "/song1.wav" })); // anywhere
    QTRY_COMPARE(m_window->currentPage(), MainWindow::Page::Music);
    QVERIFY(waitForTracksOf(2));
    QCOMPARE(session().project().sources.size(), size_t(1));
    QCOMPARE(session().project().sources[0].name, QString("my music"));
    const TableModel *model = m_window->musicPage()->model();
    QCOMPARE(cell(model, 0, "name"), QString("Song 0"));
    QCOMPARE(cell(model, 1, "file"), QString("song1.wav"));
    QCOMPARE(cell(model, 1, "length"), QString("0:03"));
    QCOMPARE(cell(model, 1, "genre"), QString("Jazz; Blues"));
    QVERIFY(find<QLabel>("musicHint")->isVisible()); // no run is open
    QVERIFY(!find<QToolButton>("writeTagsButton")->isEnabled());
    // What was added one by one leaves by the key, and undo brings it back.
    auto *table = find<QTableView>("musicTable");
    table->setFocus();
    table->selectRow(1);
    QTest::keyClick(table, Qt::Key_Delete);
    QVERIFY(waitForTracksOf(1));
    session().undoStack().undo();
    QVERIFY(waitForTracksOf(2));
    // More joins it, whatever page takes it.
    QVERIFY(drop({ m_songs }, m_window->musicPage()));
    QVERIFY(waitForTracksOf(3)); // the same recordings once
}

void GuiMusicTest::predictionsInEachVocabulary()
{
    QVERIFY(openAll());
    const auto predictions = m_window->musicPage()->predictions();
    QCOMPARE(predictions->run->sources.size(), size_t(4));
    const TableModel *model = m_window->musicPage()->model();
    QCOMPARE(model->columnCount(), 4 + 4);
    for (int vocabulary = 0; vocabulary < 4; ++vocabulary) {
        QCOMPARE(model->headerData(4 + vocabulary, Qt::Horizontal).toString(),
                 predictions->run->sources[size_t(vocabulary)].name);
        const QString shown = model->index(1, 4 + vocabulary).data().toString();
        QVERIFY(!shown.isEmpty());
        QCOMPARE(shown, predictions->labelsOf(1, size_t(vocabulary)).join(QString::fromUtf8(" · ")));
    }
    QVERIFY(!find<QLabel>("musicHint")->isVisible());
    // By name, and by a label.
    auto *filter = find<QLineEdit>("musicFilter");
    filter->setText("song 2");
    QCOMPARE(model->rowCount(), 1);
    filter->setText(predictions->labelsOf(0, 0).front());
    QVERIFY(model->rowCount() >= 1);
    filter->setText("nothing is called so");
    QCOMPARE(model->rowCount(), 0);
    filter->clear();
    // The Tracks page knows the scores, too, with whose label each is.
    QVERIFY(showSong("song1"));
    const TableModel *labels = modelOf("trackLabelsTable");
    size_t all = 0;
    for (const RunSource &source : predictions->run->sources)
        all += source.labels.size();
    QCOMPARE(size_t(labels->rowCount()), all);
    QVERIFY(!find<QTableView>("trackLabelsTable")->isColumnHidden(labels->columnOf("source")));
    m_window->tracksPage()->showFiltered("source:\"my music\" predicted:"
                                         + filterValue(predictions->labelsOf(1, 2).front()));
    QVERIFY(waitForTracks());
    QVERIFY(m_window->tracksPage()->model()->rowCount() >= 1);
    QVERIFY(m_window->tracksPage()->model()->rowCount() <= 3);
}

void GuiMusicTest::withoutARun()
{
    QVERIFY(drop({ m_songs }));
    QVERIFY(waitForTracksOf(3));
    QVERIFY(showSong("song2"));
    QVERIFY(panel()->isVisible());
    QVERIFY(!find<ScoresPlot>("scoresOverTimePlot")->isVisible());
    QVERIFY(find<SpectrogramPlot>("spectrogramPlot")->isVisible());
}

void GuiMusicTest::soundOverTime()
{
    QVERIFY(openAll());
    QVERIFY(showSong("song2"));
    QVERIFY(panel()->isVisible());
    QCOMPARE(panel()->sound()->seconds, 14.0);
    auto *scores = find<ScoresPlot>("scoresOverTimePlot");
    QVERIFY(scores->isVisible());
    QCOMPARE(scores->curveCount(), panel()->width() < 1000 ? 3 : 6);
    auto *vocabulary = find<QComboBox>("soundVocabulary");
    QCOMPARE(vocabulary->count(), 4);
    const QStringList before = scores->values()().headers;
    vocabulary->setCurrentText("tagtraum");
    QVERIFY(scores->values()().headers != before);
    QCOMPARE(scores->values()().rows.size(), qsizetype(panel()->sound()->windows.size()));
    // All the charts show the same stretch of time.
    auto *spectrogram = find<SpectrogramPlot>("spectrogramPlot");
    QCOMPARE(spectrogram->values()().rows.size(), qsizetype(panel()->sound()->columns()));
    QSignalSpy ranges(spectrogram, &TimePlot::timeRangeChanged);
    QTest::qWait(200); // what was queued is drawn, with its margins
    QWidget *area = canvas(spectrogram);
    QWheelEvent wheel(QPointF(area->rect().center()), area->mapToGlobal(QPointF(area->rect().center())), {}, { 0, 120 },
                      Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(area, &wheel);
    QVERIFY(ranges.count() > 0);
    // A track of documents has no sound to show; the panel makes room.
    m_window->tracksPage()->showFiltered("source:discogs part:test");
    QVERIFY(waitForTracks());
    QVERIFY(!panel()->isVisible());
    // Going away and coming back does not lose the choice to hide it.
    QVERIFY(showSong("song2"));
    find<QToolButton>("showSoundButton")->click();
    QVERIFY(!panel()->isVisible());
    find<QToolButton>("showSoundButton")->click();
    QVERIFY(panel()->isVisible());
}

void GuiMusicTest::playing()
{
    QVERIFY(openAll());
    QVERIFY(showSong("song2"));
    Playback &playback = session().playback();
    auto *play = find<QToolButton>("playButton");
    QVERIFY(play->isEnabled());
    auto *table = find<QTableView>("tracksTable");
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Space);
    QVERIFY(playback.isPlaying());
    auto *spectrogram = find<SpectrogramPlot>("spectrogramPlot");
    auto *waveform = find<WaveformPlot>("waveformPlot");
    QTest::qWait(200); // what was queued before is drawn
    const int replots = spectrogram->replotCount();
    QVERIFY(QTest::qWaitFor([&] { return spectrogram->cursor() > 0.2; }, kPatience));
    QVERIFY(std::abs(waveform->cursor() - spectrogram->cursor()) < 0.1);
    QCOMPARE(spectrogram->replotCount(), replots); // the cursor has a layer of its own
    // A click goes there, and it plays on.
    QWidget *area = canvas(spectrogram);
    QTest::mouseClick(area, Qt::LeftButton, {}, area->rect().center());
    QVERIFY(playback.position() > 4 && playback.position() < 10);
    QVERIFY(playback.isPlaying());
    QVERIFY(find<QLabel>("playTime")->text().endsWith("0:14.0"));
    // Space pauses; the cursor stays.
    QTest::keyClick(panel(), Qt::Key_Space);
    QVERIFY(!playback.isPlaying());
    const double place = playback.position();
    QTest::qWait(120);
    QCOMPARE(playback.position(), place);
    // The end is the end.
    playback.seek(13.9);
    playback.play();
    QVERIFY(QTest::qWaitFor([&] { return !playback.isPlaying(); }, kPatience));
    QCOMPARE(playback.position(), 0.0);
    // Another track stops it.
    playback.play();
    QVERIFY(showSong("song0"));
    QVERIFY(!playback.isPlaying());
    QVERIFY(playback.file().endsWith("song0.wav"));
    // Typing a space in the filter plays nothing.
    auto *filter = find<QLineEdit>("trackFilter");
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_Space);
    QVERIFY(!playback.isPlaying());
}

/// A player that plays nothing at all.
class UnablePlayer : public SilentPlayer
{
public:
    void play() override { failed("no decoder"); }
};

void GuiMusicTest::unplayable()
{
    int made = 0;
    session().playback().setMaker([&made]() -> std::unique_ptr<SoundPlayer> {
        ++made;
        return std::make_unique<UnablePlayer>();
    });
    QVERIFY(drop({ m_songs }));
    QVERIFY(waitForTracksOf(3));
    QVERIFY(showSong("song2"));
    Playback &playback = session().playback();
    playback.play();
    QVERIFY(QTest::qWaitFor([&] { return playback.isPlaying(); }, kPatience)); // in silence
    QVERIFY(find<QLabel>("soundNote")->text().contains("no decoder"));
    QVERIFY(QTest::qWaitFor([&] { return playback.position() > 0.1; }, kPatience));
    // The next file is tried anew.
    QVERIFY(showSong("song1"));
    QVERIFY(find<QLabel>("soundNote")->text().isEmpty());
    playback.play();
    QCOMPARE(made, 2);
}

void GuiMusicTest::soundThatIsGone()
{
    QVERIFY(drop({ m_songs }));
    QVERIFY(waitForTracksOf(3));
    QVERIFY(showSong("song2"));
    QVERIFY(QFile::remove(m_songs + "/song1.wav"));
    m_window->tracksPage()->selectTrack("my music", "song1");
    QSignalSpy shown(panel(), &SoundPanel::shown);
    QVERIFY(shown.wait(kPatience));
    QVERIFY(!panel()->sound());
    QVERIFY(find<QLabel>("soundNote")->text().contains("song1.wav"));
    QVERIFY(!find<QToolButton>("playButton")->isEnabled());
}

void GuiMusicTest::exports()
{
    QVERIFY(openAll());
    MusicPage *page = m_window->musicPage();
    const auto predictions = page->predictions();
    QSignalSpy told(&session(), &Session::informed);
    const QString submission = m_folder.filePath("submission.tsv");
    page->exportSubmission(1, submission);
    QVERIFY(told.wait(kPatience));
    QFile file(submission);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray::fromStdString(submissionOf(*predictions, 1)));
    const QString folder = m_folder.filePath("submissions");
    QVERIFY(QDir().mkpath(folder));
    page->exportSubmissions(folder);
    QVERIFY(told.wait(kPatience));
    QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 4);
    find<QLineEdit>("musicFilter")->setText("song 1");
    for (const auto &[name, separator] : { std::pair("table.csv", ','), std::pair("table.tsv", '\t') }) {
        page->exportTable(m_folder.filePath(name));
        QVERIFY(told.wait(kPatience));
        QFile table(m_folder.filePath(name));
        QVERIFY(table.open(QIODevice::ReadOnly));
        const QByteArray text = table.readAll();
        QCOMPARE(text.count('\n'), 2); // the shown row
        QVERIFY(text.startsWith(QByteArray("recording") + separator));
        QVERIFY(text.contains("song1.wav"));
    }
}

void GuiMusicTest::writesTags()
{
    QVERIFY(openAll());
    m_window->musicPage()->openTagsDialog();
    auto *dialog = m_window->findChild<GenreTagsDialog *>();
    QVERIFY(dialog != nullptr);
    QVERIFY(QTest::qWaitFor([&] { return !dialog->isBusy(); }, kPatience));
    auto *preview = dialog->findChild<QTableView *>("tagPreview");
    auto *model = qobject_cast<TableModel *>(preview->model());
    QCOMPARE(model->rowCount(), 3);
    QCOMPARE(cell(model, 1, "before"), QString("Jazz; Blues"));
    const QString after = cell(model, 1, "after");
    QVERIFY(!after.isEmpty());
    dialog->findChild<QComboBox *>("tagOldGenres")->setCurrentIndex(1);
    QVERIFY(QTest::qWaitFor([&] { return !dialog->isBusy(); }, kPatience));
    QVERIFY(cell(model, 1, "after").startsWith("Jazz; Blues"));
    dialog->findChild<QComboBox *>("tagOldGenres")->setCurrentIndex(0);
    QVERIFY(QTest::qWaitFor([&] { return !dialog->isBusy(); }, kPatience));
    // One is not wanted.
    QVERIFY(model->setData(model->index(0, 0), Qt::Unchecked, Qt::CheckStateRole));
    auto *write = dialog->findChild<QPushButton *>("tagWrite");
    QVERIFY(write->text().contains('2'));
    QSignalSpy written(&session().genreWriter(), &GenreWriter::written);
    write->click();
    QVERIFY(written.wait(kPatience));
    auto genresOf = [&](const char *name) {
        QStringList texts;
        const auto tags = tagsOfSound(m_songs + QLatin1Char('/') + name);
        for (const std::string &genre : tags->genres)
            texts << QString::fromStdString(genre);
        return texts.join("; ");
    };
    QCOMPARE(genresOf("song0.wav"), QString("Rock"));
    QCOMPARE(genresOf("song1.wav"), after);
    // The table shows what the files say now.
    QVERIFY(QTest::qWaitFor([&] { return cell(m_window->musicPage()->model(), 1, "genre") == after; }, kPatience));
    QVERIFY(waitForPredictions());
    // Undo, on this page, brings the old ones back; redo writes them again.
    QCOMPARE(m_window->currentPage(), MainWindow::Page::Music);
    QAction *undo = nullptr;
    for (QAction *action : m_window->findChildren<QAction *>()) {
        if (action->shortcut() == QKeySequence(QKeySequence::Undo))
            undo = action;
    }
    QVERIFY(undo != nullptr && undo->isEnabled());
    QVERIFY(undo->text().contains("genres"));
    undo->trigger();
    QVERIFY(written.wait(kPatience));
    QCOMPARE(genresOf("song1.wav"), QString("Jazz; Blues"));
    session().undoStack().redo();
    QVERIFY(written.wait(kPatience));
    QCOMPARE(genresOf("song1.wav"), after);
    // And so does the journal, after the window is gone.
    const QStringList journals = QDir(GenreWriter::journalFolder()).entryList({ "*.json" }, QDir::Files, QDir::Name);
    QVERIFY(!journals.isEmpty());
    session().genreWriter().undoJournal(GenreWriter::journalFolder() + QLatin1Char('/') + journals.last());
    QVERIFY(written.wait(kPatience));
    QCOMPARE(genresOf("song1.wav"), QString("Jazz; Blues"));
}

void GuiMusicTest::watchedFolder()
{
    QVERIFY(openAll());
    find<QCheckBox>("watchMusic")->click();
    QVERIFY(session().project().sources.back().isWatched);
    QTest::qWait(300); // the folders are listed
    QVERIFY(QDir().mkpath(m_songs + "/new album"));
    QVERIFY(sounds::writeWave(m_songs + "/new.wav", sounds::music(3, 1, 44'100, 7)));
    QVERIFY(waitForTracksOf(4));
    QVERIFY(waitForPredictions());
    // What comes in a folder that was not there when the watching began.
    QTest::qWait(300);
    QVERIFY(sounds::writeWave(m_songs + "/new album/other.wav", sounds::music(3, 1, 44'100, 8)));
    QVERIFY(waitForTracksOf(5));
    QVERIFY(QFile::remove(m_songs + "/new.wav"));
    QVERIFY(waitForTracksOf(4));
    find<QCheckBox>("watchMusic")->click();
    QVERIFY(!session().project().sources.back().isWatched);
}

void GuiMusicTest::truthOfTags()
{
    TagTruthDialog dialog(session(), m_window.get());
    dialog.setFolder(m_songs);
    QVERIFY(QTest::qWaitFor([&] { return !dialog.isBusy(); }, kPatience));
    auto *labels = qobject_cast<TableModel *>(dialog.findChild<QTableView *>("tagTruthLabels")->model());
    QCOMPARE(labels->rowCount(), 3);
    QCOMPARE(cell(labels, 0, "label"), QString("rock"));
    QCOMPARE(cell(labels, 0, "recordings"), QString("2"));
    dialog.findChild<QLineEdit *>("tagTruthSeparators")->clear();
    QVERIFY(QTest::qWaitFor([&] { return !dialog.isBusy() && labels->rowCount() == 2; }, kPatience));
    dialog.findChild<QCheckBox *>("tagTruthLowerCase")->setChecked(false);
    QVERIFY(QTest::qWaitFor([&] { return !dialog.isBusy() && cell(labels, 0, "label") == "Rock"; }, kPatience));
    const QString file = m_folder.filePath("songs-train.tsv");
    dialog.findChild<QLineEdit *>("tagTruthFile")->setText(file);
    dialog.findChild<QPushButton *>("tagTruthWrite")->click();
    QVERIFY(QTest::qWaitFor([&] { return session().data() && session().data()->trackCount() == 3; }, kPatience));
    QCOMPARE(session().project().sources.size(), size_t(1));
    QCOMPARE(session().project().sources[0].trainFile, file);
    QCOMPARE(session().project().sources[0].featureInputs, QStringList { m_songs });
    QCOMPARE(session().data()->sources[0].part(Part::Train).withFeatures, size_t(3));
    const auto truth = readGroundTruth(file);
    QVERIFY(truth);
    QCOMPARE((*truth)->size(), size_t(3));
    session().undoStack().undo();
    QVERIFY(session().isEmpty());
}

void GuiMusicTest::selectionStaysWhenMusicComes()
{
    QVERIFY(openAll());
    QVERIFY(showSong("song1"));
    session().playback().play();
    QVERIFY(sounds::writeWave(m_songs + "/before.wav", sounds::music(3, 1, 44'100, 7)));
    QSignalSpy loaded(&session(), &Session::dataChanged);
    session().refreshMusic();
    QVERIFY(loaded.wait(kPatience));
    QVERIFY(waitForTracks());
    QVERIFY(waitForTracksOf(4));
    QVERIFY(shownTrack().contains("song1"));
    QVERIFY(session().playback().isPlaying()); // and plays on
}

QTEST_MAIN(GuiMusicTest)
#include "tst_gui_music.moc"
