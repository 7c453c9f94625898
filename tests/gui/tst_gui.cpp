#include "gui_fixture.h"

#include "core/base/archive_reader.h"
#include "core/base/version.h"
#include "core/features/feature_store.h"
#include "core/scoring/submission_check.h"
#include "core/truth/ground_truth_reader.h"
#include "ui/main_window/about_dialog.h"
#include "ui/models/label_threshold_model.h"
#include "ui/models/table_model.h"
#include "ui/pages/data/proposal_dialog.h"
#include "ui/pages/results/predictions_pane.h"
#include "ui/pages/results/result_export.h"
#include "ui/pages/results/results_page.h"
#include "ui/pages/tracks/track_details.h"
#include "ui/plots/history_plot.h"
#include "ui/plots/mel_heatmap.h"
#include "ui/plots/threshold_plot.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeView>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace melscope;

class GuiTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void emptyWindowOffersTheDemo();
    void dataPageShowsTheSources();
    void tracksPageSelectsAndFilters();
    void heatmapShowsTheImage();
    void trainTwoEpochsAndLook();
    void stopKeepsTheRun();
    void cancelTraining();
    void cancelImport();
    void errorsAreShownInTheWindow();
    void undoAndRedo();
    void dropFiles();
    void sessionComesBack();
    void aboutTellsNewsAndCitation();
    void everyWidgetHasAName();

private:
    bool train(int epochs);
};

void GuiTest::initTestCase()
{
    makeDemo("tst_gui");
}

void GuiTest::init()
{
    openWindow();
}

void GuiTest::cleanup()
{
    m_window.reset();
}

bool GuiTest::train(int epochs)
{
    Project project = session().project();
    project.recipe.epochs = epochs;
    project.recipe.patience = epochs;
    project.recipe.filters = { 8, 16 };
    project.recipe.batchSize = 32;
    session().changeProject(project, "settings");
    QTest::mouseClick(find<QPushButton>("startTraining"), Qt::LeftButton);
    return session().isTraining();
}

void GuiTest::emptyWindowOffersTheDemo()
{
    QVERIFY(find<QPushButton>("openDemoButton")->isVisible());
    QVERIFY(!find<QTreeView>("sourcesTree")->isVisible());
    m_window->showPage(MainWindow::Page::Train);
    QVERIFY(!find<QPushButton>("startTraining")->isEnabled());
    // A second session's demo lies in the test's own folder and is made by a job.
    m_window->showPage(MainWindow::Page::Data);
    QTest::mouseClick(find<QPushButton>("openDemoButton"), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return !session().isEmpty(); }, kPatience));
    QVERIFY(QTest::qWaitFor([&] { return find<QWidget>("sourceCards")->isVisible(); }, kPatience));
    QVERIFY(QDir(MainWindow::demoFolder()).removeRecursively());
}

void GuiTest::dataPageShowsTheSources()
{
    QVERIFY(openDemo());
    TableModel *tree = modelOf("sourcesTree");
    QCOMPARE(tree->rowCount(), 4);
    const QModelIndex allmusic = tree->index(0, 0);
    QCOMPARE(cell(tree, 0, "source"), QString("allmusic"));
    const auto &train = session().data()->sources[0].part(Part::Train);
    QCOMPARE(cell(tree, 0, "recordings", allmusic).remove(','), QString::number(train.truth->size()));
    QCOMPARE(cell(tree, 0, "withoutFeatures", allmusic).remove(','),
             QString::number(train.truth->size() - train.withFeatures));
    const PartOverlap &overlap = *session().data()->sources[0].overlap;
    QCOMPARE(cell(tree, 1, "noSupport", allmusic).remove(','), QString::number(overlap.withoutSupport.size()));
    QCOMPARE(cell(tree, 1, "shared", allmusic).remove(','), QString::number(overlap.sharedReleaseGroups));
    QCOMPARE(m_window->windowTitle(), QString("demo[*] – Melscope"));
    // A source can be renamed where it stands, its files cannot.
    QVERIFY(!tree->setData(tree->index(0, 0, allmusic), "files"));
    QVERIFY(!tree->flags(tree->index(0, 0, allmusic)).testFlag(Qt::ItemIsEditable));
    QVERIFY(!tree->setData(allmusic, "a/b") && !tree->setData(allmusic, " "));
    QVERIFY(tree->setData(allmusic, " renamed "));
    QCOMPARE(cell(tree, 0, "source"), QString("renamed"));
    QCOMPARE(session().project().sources[0].name, QString("renamed"));
    session().undoStack().undo();
    QCOMPARE(cell(tree, 0, "source"), QString("allmusic"));
}

void GuiTest::tracksPageSelectsAndFilters()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    auto *table = find<QTableView>("tracksTable");
    const auto data = session().data();
    const auto total = int(data->trackCount());
    const TableModel *tracks = modelOf("tracksTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), total, kPatience);
    QSignalSpy resets(table->model(), &QAbstractItemModel::modelReset);
    const QString id = QString::fromStdString(data->idOf(size_t(total) / 2).text());
    QTest::keyClicks(find<QLineEdit>("trackFilter"), id.left(13));
    QVERIFY(waitForTracks());
    QVERIFY2(resets.size() >= 1 && resets.size() <= 13,
             qPrintable(QString::number(resets.size()))); // at most one a keystroke
    QVERIFY(table->model()->rowCount() >= 1);
    for (int row = 0; row < table->model()->rowCount(); ++row)
        QVERIFY(cell(tracks, row, "recording").startsWith(id.left(13)));
    QVERIFY(shownTrack().contains(id));
    find<QLineEdit>("trackFilter")->clear();
    find<QLineEdit>("trackFilter")->setText("label:jazz---bop");
    QVERIFY(waitForTracks());
    QVERIFY(table->model()->rowCount() > 0 && table->model()->rowCount() < total);
    for (int row = 0; row < table->model()->rowCount(); ++row)
        QVERIFY(cell(tracks, row, "labels").contains("jazz---bop"));
    find<QLineEdit>("trackFilter")->clear();
    find<QComboBox>("trackSource")->setCurrentIndex(2);
    find<QComboBox>("trackPart")->setCurrentIndex(2);
    QVERIFY(waitForTracks());
    QCOMPARE(table->model()->rowCount(), int(data->sources[1].part(Part::Validation).truth->size()));
    // A track that the filters hide is shown all the same when asked for.
    const QString first = QString::fromStdString(data->idOf(0).text());
    QVERIFY(m_window->tracksPage()->selectTrack("allmusic", first));
    QVERIFY(waitForTracks());
    QVERIFY(shownTrack().contains(first));
    QVERIFY(!m_window->tracksPage()->selectTrack("allmusic", "nobody"));
}

void GuiTest::heatmapShowsTheImage()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    const auto data = session().data();
    const TrackRef track = data->track(3);
    QVERIFY(m_window->tracksPage()->selectTrack(data->sources[track.source].name,
                                                QString::fromStdString(data->idOf(3).text())));
    QVERIFY(waitForTracks());
    MelHeatmap *heatmap = m_window->tracksPage()->details()->heatmap();
    QVERIFY(heatmap->hasImage());
    const float *raw = data->imageOf(track);
    double highest = 0;
    for (size_t band = 0; band < kBands; ++band)
        highest = std::max(highest, heatmap->cell(band, 1));
    QCOMPARE(highest, 1.0); // network input: the channel's maximum is 1
    auto *view = find<QComboBox>("heatmapView");
    view->setCurrentIndex(2);
    QCOMPARE(heatmap->cell(5, 3), double(raw[5 * kChannels + 3]));
    view->setCurrentIndex(1);
    QCOMPARE(heatmap->cell(5, 3), double(float(10 * std::log10(double(raw[5 * kChannels + 3])))));
    // One queued replot a change, however many there are before the event loop turns.
    QTest::qWait(50);
    const int before = heatmap->replotCount();
    for (int i = 0; i < 6; ++i)
        view->setCurrentIndex(i % 3);
    QVERIFY(QTest::qWaitFor([&] { return heatmap->replotCount() > before; }));
    QTest::qWait(50);
    QVERIFY2(heatmap->replotCount() <= before + 2, qPrintable(QString::number(heatmap->replotCount() - before)));
    // The readout names band, frequency and statistic.
    const auto children = heatmap->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    const auto found = std::find_if(children.begin(), children.end(),
                                    [](const QWidget *child) { return child->inherits("QCustomPlot"); });
    QVERIFY(found != children.end());
    QWidget *plot = *found;
    QTest::mouseMove(plot, plot->rect().center());
    QVERIFY(QTest::qWaitFor([&] { return heatmap->readoutText().contains("Hz"); }));
}

void GuiTest::trainTwoEpochsAndLook()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    QSignalSpy epochs(&session(), &Session::epochFinished);
    QSignalSpy ended(&session(), &Session::trainingEnded);
    QSignalSpy analysed(&session(), &Session::analysisChanged);
    auto *loss = find<HistoryPlot>("lossPlot");
    auto *quality = find<HistoryPlot>("qualityPlot");
    QVERIFY(train(2));
    QVERIFY(find<QPushButton>("startTraining")->text().contains("queue"));
    QVERIFY(QTest::qWaitFor([&] { return epochs.size() >= 1; }, kPatience));
    QCOMPARE(loss->pointCount(), int(epochs.size())); // point by point
    QCOMPARE(quality->pointCount(), int(epochs.size()));
    QVERIFY(QTest::qWaitFor([&] { return ended.size() == 1; }, kPatience));
    QCOMPARE(epochs.size(), 2);
    QCOMPARE(loss->pointCount(), 2);
    QVERIFY(loss->bestEpoch() >= 1);
    QTest::qWait(50);
    QVERIFY(loss->replotCount() >= 1);
    QVERIFY(find<QPlainTextEdit>("trainingLog")->toPlainText().contains("epoch 2:"));
    QVERIFY(QTest::qWaitFor([&] { return analysed.size() >= 1 && session().analysis(); }, kPatience));

    m_window->showPage(MainWindow::Page::Thresholds);
    auto *labels = find<QTreeView>("thresholdsTable");
    const SourceAnalysis &source = *session().analysis()->sources[0];
    ThresholdEditor &editor = session().thresholds();
    QVERIFY(QTest::qWaitFor([&] { return editor.detail() != nullptr; }, kPatience));
    find<QToolButton>("labelsAsTree")->setChecked(false);
    QTest::qWait(0);
    QCOMPARE(labels->model()->rowCount(), int(source.basis->labels.size()));
    labels->sortByColumn(modelOf("thresholdsTable")->columnOf("support"), Qt::DescendingOrder);
    labels->setCurrentIndex(labels->model()->index(0, 0));
    auto *curve = find<ThresholdPlot>("thresholdPlot");
    const auto most =
        std::max_element(source.basis->labels.begin(), source.basis->labels.end(),
                         [](const auto &a, const auto &b) { return a.figures.support < b.figures.support; });
    QVERIFY(QTest::qWaitFor([&] { return editor.detail() != nullptr && editor.selected() == most->classIndex; },
                            kPatience));
    QCOMPARE(curve->chosenThreshold(), most->figures.threshold);
    QVERIFY(curve->pointCount() > 2);
    QVERIFY(find<QLabel>("thresholdFigures")->text().contains(QString::number(most->figures.f1, 'f', 4)));
    find<QComboBox>("thresholdSource")->setCurrentIndex(1);
    QCOMPARE(labels->model()->rowCount(), int(session().analysis()->sources[1]->basis->labels.size()));
    QVERIFY(QTest::qWaitFor(
        [&] { return !session().lane(Lane::Thresholds).isBusy() && !session().lane(Lane::Estimates).isBusy(); },
        kPatience));

    m_window->showPage(MainWindow::Page::Results);
    auto *predictions = find<QTableView>("predictionsTable");
    auto *pane = find<PredictionsPane>("predictionsPane");
    QVERIFY(QTest::qWaitFor([&] { return !pane->isBusy(); }, kPatience));
    QCOMPARE(predictions->model()->rowCount(), int(session().analysis()->sources[0]->test.scores->rows()));
    QCOMPARE(cell(modelOf("evaluationTable"), 0, "F"),
             QString::number(figure(*source.test.evaluation, 2).mean, 'f', 4));
    QCOMPARE(cell(modelOf("evaluationTable"), 5, "R"),
             QString::number(figure(*source.test.evaluation, 16).mean, 'f', 4));
    QVERIFY(find<QLabel>("checkVerdict")->text().contains("accepted"));
    const QString exported = m_folder.filePath("exported.tsv");
    m_window->resultsPage()->exports()->exportSubmission(exported);
    QVERIFY(QTest::qWaitFor([&] { return QFileInfo::exists(exported); }, kPatience));
    const auto submission = Submission::read(exported);
    QVERIFY(submission);
    const auto &names = session().analysis()->run->sources[0].labels;
    QVERIFY(checkSubmission(*submission, { names.begin(), names.end() }, &source.test.scores->ids()).accepted());
    m_window->resultsPage()->exports()->exportEvaluation(m_folder.filePath("evaluation"));
    QVERIFY(QTest::qWaitFor(
        [&] {
            return QFileInfo::exists(
                m_folder.filePath("evaluation/test_preds_allmusic.tsv.expanded.results_confusion"));
        },
        kPatience));
    find<QComboBox>("resultPart")->setCurrentIndex(1);
    QVERIFY(QTest::qWaitFor([&] { return !pane->isBusy(); }, kPatience));
    QCOMPARE(predictions->model()->rowCount(), int(source.validation.scores->rows()));

    // A double click on a prediction shows the track with its scores.
    predictions->scrollToTop();
    const QString id = predictions->model()->index(0, 0).data().toString();
    const QRect cell = predictions->visualRect(predictions->model()->index(0, 0));
    QTest::mouseClick(predictions->viewport(), Qt::LeftButton, {}, cell.center());
    QTest::mouseDClick(predictions->viewport(), Qt::LeftButton, {}, cell.center());
    QVERIFY(m_window->currentPage() == MainWindow::Page::Tracks);
    QVERIFY(waitForTracks());
    QVERIFY(shownTrack().contains(id));
    auto *scores = find<QTableView>("trackLabelsTable");
    QVERIFY(!scores->isColumnHidden(modelOf("trackLabelsTable")->columnOf("score")));
    QVERIFY(scores->columnWidth(modelOf("trackLabelsTable")->columnOf("label")) > 100); // the names are to be read
    QVERIFY(scores->model()->rowCount() >= int(names.size()));
}

void GuiTest::stopKeepsTheRun()
{
    QVERIFY(openDemo());
    QSignalSpy ended(&session(), &Session::trainingEnded);
    QVERIFY(train(100'000));
    QVERIFY(QTest::qWaitFor([&] { return session().liveHistory().size() >= 2; }, kPatience));
    m_window->showPage(MainWindow::Page::Train);
    QTest::mouseClick(find<QPushButton>("stopTraining"), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return ended.size() == 1; }, kPatience));
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() != nullptr && !session().lane(Lane::Data).isBusy(); },
                            kPatience));
    QCOMPARE(session().analysis()->run->end, QString("stopped"));
    QVERIFY(QFileInfo::exists(session().project().runFolder + "/model.safetensors"));
    QVERIFY(session().isModified());
}

void GuiTest::cancelTraining()
{
    QVERIFY(openDemo());
    QSignalSpy ended(&session(), &Session::trainingEnded);
    QVERIFY(train(100'000));
    QVERIFY(QTest::qWaitFor([&] { return !session().liveHistory().empty(); }, kPatience));
    auto *strip = find<QWidget>("trainingStrip");
    QVERIFY(strip->isVisible());
    QTest::mouseClick(find<QToolButton>("trainingStripCancel"), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return ended.size() == 1; }, kPatience));
    QVERIFY(!session().analysis());
    QVERIFY(!session().isTraining());
    QVERIFY(QTest::qWaitFor([&] { return !strip->isVisible(); }));
    QVERIFY(find<QPushButton>("startTraining")->isEnabled());
}

void GuiTest::cancelImport()
{
    // Enough documents that the import is under way when cancel is pressed.
    DemoSettings settings;
    settings.folder = m_folder.filePath("large");
    settings.tracks = 8000;
    const auto made = makeDemoData(settings);
    QVERIFY(made);
    // As soon as it is under way, whatever else the machine does: a fast import has soon ended.
    bool isCancelled = false;
    QObject ofThisTest;
    connect(&session().lane(Lane::Data), &JobLane::progressed, &ofThisTest, [&](const Progress &progress) {
        if (isCancelled || progress.stage.kind != Stage::Importing)
            return;
        isCancelled = true;
        QTest::mouseClick(find<QToolButton>("dataStripCancel"), Qt::LeftButton);
    });
    session().addFiles({ made->features.first() });
    QVERIFY(QTest::qWaitFor([&] { return isCancelled; }, kPatience));
    QVERIFY(QTest::qWaitFor([&] { return !session().lane(Lane::Data).isBusy(); }, kPatience));
    QVERIFY(!session().data() || session().data()->features.stores().empty());
    QVERIFY(!find<QWidget>("messageBar")->isVisible()); // cancelled is no error
}

void GuiTest::errorsAreShownInTheWindow()
{
    QSignalSpy failed(&session(), &Session::failed);
    QVERIFY(!session().openProject(m_folder.filePath("nowhere.melscope")));
    QCOMPARE(failed.size(), 1);
    QVERIFY(find<QWidget>("messageBar")->isVisible());
    QVERIFY(find<QLabel>("messageText")->text().contains("no such file"));
    QTest::mouseClick(find<QToolButton>("messageDismiss"), Qt::LeftButton);
    QVERIFY(!find<QWidget>("messageBar")->isVisible());
    session().startTraining();
    QVERIFY(find<QLabel>("messageText")->text().contains("no source"));
    // A file that is none of ours; a truth that is none.
    QFile odd(m_folder.filePath("odd.xyz"));
    QVERIFY(odd.open(QIODevice::WriteOnly));
    odd.close();
    session().addFiles({ odd.fileName() });
    QVERIFY(find<QLabel>("messageText")->text().contains("neither a ground truth"));
    QFile truth(m_folder.filePath("odd-train.tsv"));
    QVERIFY(truth.open(QIODevice::WriteOnly));
    truth.write("a,b\n");
    truth.close();
    session().addFiles({ truth.fileName() });
    QVERIFY(QTest::qWaitFor([&] { return find<QTableView>("problemsTable")->model()->rowCount() == 1; }, kPatience));
    QCOMPARE(cell(modelOf("problemsTable"), 0, "kind"), QString("error"));
}

void GuiTest::undoAndRedo()
{
    QVERIFY(openDemo());
    QVERIFY(!session().isModified());
    auto *epochs = find<QSpinBox>("epochsBox");
    const int before = epochs->value();
    epochs->setValue(before + 5);
    QVERIFY(session().isModified());
    QCOMPARE(session().project().recipe.epochs, before + 5);
    session().undoStack().undo();
    QCOMPARE(epochs->value(), before);
    QVERIFY(!session().isModified());
    session().undoStack().redo();
    QCOMPARE(epochs->value(), before + 5);
    Project project = session().project();
    project.sources.pop_back();
    session().changeProject(project, "removing");
    QVERIFY(QTest::qWaitFor([&] { return session().data()->sources.size() == 3; }, kPatience));
    QCOMPARE(modelOf("sourcesTree")->rowCount(), 3);
    session().undoStack().undo();
    QVERIFY(QTest::qWaitFor([&] { return session().data()->sources.size() == 4; }, kPatience));
}

void GuiTest::dropFiles()
{
    const DemoFiles files = demoFiles(m_folder.filePath("demo"));
    QMimeData mime;
    mime.setUrls({ QUrl::fromLocalFile(files.sources[1].train), QUrl::fromLocalFile(files.sources[1].validation),
                   QUrl::fromLocalFile(files.features[0]) });
    QDragEnterEvent enter(QPoint(400, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(400, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_window.get(), &drop);
    // What a folder holds, a worker sees; what it is all taken for, the user.
    ProposalDialog *proposal = nullptr;
    QVERIFY(
        QTest::qWaitFor([&] { return (proposal = m_window->findChild<ProposalDialog *>()) != nullptr; }, kPatience));
    QVERIFY(proposal->findChild<QLabel *>("proposalVerdict")->text().startsWith("Everything"));
    proposal->accept();
    QVERIFY(QTest::qWaitFor([&] { return session().project().sources.size() == 1; }, kPatience));
    QCOMPARE(session().project().sources[0].name, QString("discogs"));
    QCOMPARE(session().project().sources[0].featureInputs, QStringList({ files.features[0] }));
    QVERIFY(QTest::qWaitFor([&] { return session().data() && session().data()->trackCount() > 0; }, kPatience));
    QVERIFY(session().saveProject(m_folder.filePath("dropped.melscope")));
    QVERIFY(!session().isModified());
}

void GuiTest::sessionComesBack()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Thresholds);
    m_window->resize(1111, 777);
    m_window->close();
    m_window = std::make_unique<SessionWindow>();
    m_window->restoreLastSession(true);
    m_window->show();
    QCOMPARE(session().projectFile(), QFileInfo(m_project).absoluteFilePath());
    QVERIFY(m_window->currentPage() == MainWindow::Page::Thresholds);
    QCOMPARE(m_window->size(), QSize(1111, 777));
}

void GuiTest::aboutTellsNewsAndCitation()
{
    AboutDialog about(m_window.get());
    about.show();
    QVERIFY(about.findChild<QLabel *>("aboutText")->text().contains(versionText()));
    QVERIFY(about.findChild<QTextBrowser *>("whatIsNew")->toPlainText().contains(version()));
    QVERIFY(about.findChild<QTextBrowser *>("citing")->toPlainText().contains("Hendrik Schreiber"));
    about.findChild<QPushButton *>("copyBibtex")->click();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith("@inproceedings{Schreiber2018"));
    QVERIFY(readmeChapter("No such chapter").isEmpty());
}

void GuiTest::everyWidgetHasAName()
{
    for (const QAbstractItemView *view : m_window->findChildren<QAbstractItemView *>()) {
        if (qobject_cast<const QHeaderView *>(view) != nullptr)
            continue;
        // Pop-up lists of combo boxes are Qt's own.
        if (qobject_cast<const QComboBox *>(view->parent() != nullptr ? view->parent()->parent() : nullptr) != nullptr)
            continue;
        if (qobject_cast<const QCompleter *>(view->parent()) != nullptr
            || view->objectName() == QStringLiteral("filterProposals") || view->inherits("QComboBoxListView")
            || view->windowType() == Qt::Popup)
            continue;
        QVERIFY2(!view->objectName().isEmpty(), view->metaObject()->className());
        QVERIFY2(!view->accessibleName().isEmpty(), qPrintable(view->objectName()));
    }
    for (const QPushButton *button : m_window->findChildren<QPushButton *>())
        QVERIFY2(!button->objectName().isEmpty(), qPrintable(button->text()));
}

QTEST_MAIN(GuiTest)
#include "tst_gui.moc"
