// Grids in the window: folds of a truth, trainings over settings, seeds and folds, and the learning curves of them.
#include "gui_fixture.h"

#include "core/base/number_text.h"
#include "core/study/grid_file.h"
#include "core/study/learning_curve.h"
#include "core/truth/ground_truth_reader.h"
#include "ui/pages/results/learning_curve_pane.h"
#include "ui/pages/results/results_page.h"
#include "ui/pages/train/grid_dialog.h"
#include "ui/pages/train/train_page.h"
#include "ui/plots/learning_curve_plot.h"

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>

#include <cmath>

using namespace melscope;

class GuiGridsTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeDemo("gui-grids"); }
    void init() { openWindow(); }
    void cleanup() { m_window.reset(); }

    void foldsAreShownAndWritten();
    void foldIsTaken();
    void emptyStateSaysHow();
    void dialogSaysWhatItMakes();
    void gridOfFoldsIsTrained();
    void gridGoesOn();
    void curveShowsTheGridsRuns();

private:
    void makeSmall();
    QDialog *openSplit();
    /// Opens the grid dialog and lets `fill` work in it.
    void inGridDialog(const std::function<void(QDialog &)> &fill);
    QString m_grid; ///< the folder of gridOfFoldsIsTrained()
};

/// Two sources and a network of one layer, so that a run takes no time.
void GuiGridsTest::makeSmall()
{
    QVERIFY(openDemo());
    Project project = session().project();
    project.sources.resize(2);
    project.recipe.filters = { 8 };
    project.recipe.epochs = 2;
    QSignalSpy loaded(&session(), &Session::dataChanged);
    session().changeProject(project, "smaller");
    QVERIFY(QTest::qWaitFor([&] { return !loaded.isEmpty() && !session().lane(Lane::Data).isBusy(); }, kPatience));
}

QDialog *GuiGridsTest::openSplit()
{
    find<QPushButton>("splitButton")->click();
    auto *dialog = m_window->findChild<QDialog *>("splitDialog");
    if (dialog == nullptr)
        return nullptr;
    dialog->findChild<QRadioButton *>("splitInFolds")->click();
    dialog->findChild<QSpinBox *>("splitMinCount")->setValue(2);
    dialog->findChild<QAbstractButton *>("splitWithValidation")->setChecked(false);
    return dialog;
}

void GuiGridsTest::foldsAreShownAndWritten()
{
    QVERIFY(openDemo());
    QDialog *dialog = openSplit();
    QVERIFY(dialog != nullptr);
    const QString folder = m_folder.filePath("folds");
    dialog->findChild<QLineEdit *>("splitFolder")->setText(folder);
    dialog->findChild<QSpinBox *>("splitFolds")->setValue(3);
    auto *accept = dialog->findChild<QPushButton *>("splitAccept");
    QVERIFY(!accept->isEnabled()); // until it is known what the folds are
    QVERIFY(QTest::qWaitFor([&] { return accept->isEnabled(); }, kPatience));
    auto *model = qobject_cast<TableModel *>(dialog->findChild<QTableView *>("foldTable")->model());
    QCOMPARE(model->rowCount(), 3);
    // What the command line's engine says of the same.
    const ProjectSource source = session().project().sources[0];
    FoldSettings settings;
    settings.folds = 3;
    settings.minCount = 2;
    const auto expected = previewFolds({ { source.name, { source.trainFile } } }, settings, folder);
    QVERIFY(expected);
    for (int row = 0; row < 3; ++row) {
        const FoldFiles &files = expected->front();
        QCOMPARE(cell(model, row, "tracks"), countText(qint64(files.validationSizes[size_t(row)])));
        QCOMPARE(cell(model, row, "groups"), countText(qint64(files.validationGroups[size_t(row)])));
        QCOMPARE(cell(model, row, "deviation"), deviationText(files.worst[size_t(row)].deviation));
    }
    QVERIFY(!QDir(folder).exists());
    const Project before = session().project();
    QSignalSpy told(&session(), &Session::informed);
    accept->click();
    QVERIFY(QTest::qWaitFor([&] { return !told.isEmpty(); }, kPatience));
    QCOMPARE(QDir(folder).entryList(QDir::Files).size(), 6);
    size_t validated = 0;
    for (const QString &file : expected->front().validationFiles)
        validated += (*readGroundTruth(file))->size();
    QCOMPARE(validated + expected->front().droppedTracks, (*readGroundTruth(source.trainFile))->size());
    QVERIFY(session().project() == before); // files alone
}

void GuiGridsTest::foldIsTaken()
{
    QVERIFY(openDemo());
    QDialog *dialog = openSplit();
    const QString folder = m_folder.filePath("folds"); // of the test before
    dialog->findChild<QLineEdit *>("splitFolder")->setText(folder);
    dialog->findChild<QSpinBox *>("splitFolds")->setValue(2);
    dialog->findChild<QAbstractButton *>("splitAllSources")->click();
    auto *accept = dialog->findChild<QPushButton *>("splitAccept");
    QVERIFY(QTest::qWaitFor([&] { return accept->isEnabled(); }, kPatience));
    QCOMPARE(dialog->findChild<QTableView *>("foldTable")->model()->rowCount(), 4 * 2);
    QVERIFY2(dialog->findChild<QLabel *>("splitNote")->text().contains("4 file(s) there will be replaced"),
             qPrintable(dialog->findChild<QLabel *>("splitNote")->text()));
    dialog->findChild<QComboBox *>("splitTaken")->setCurrentIndex(2);
    const QString before = session().project().sources[1].trainFile;
    accept->click();
    const QString name = session().project().sources[1].name;
    QVERIFY(QTest::qWaitFor([&] { return session().project().sources[1].trainFile != before; }, kPatience));
    QCOMPARE(session().project().sources[1].trainFile, folder + '/' + name + "-fold2-train.tsv");
    QCOMPARE(session().project().sources[1].validationFile, folder + '/' + name + "-fold2-validation.tsv");
    session().undoStack().undo();
    QCOMPARE(session().project().sources[1].trainFile, before);
    QVERIFY(QTest::qWaitFor([&] { return !session().lane(Lane::Data).isBusy(); }, kPatience));
}

void GuiGridsTest::emptyStateSaysHow()
{
    makeRun(2, { 8 });
    makeSmall();
    session().openRun(m_run);
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() != nullptr; }, kPatience));
    m_window->showPage(MainWindow::Page::Results);
    find<QTabWidget>("resultTabs")->setCurrentWidget(find<LearningCurvePane>("learningCurvePane"));
    auto *pane = find<LearningCurvePane>("learningCurvePane");
    const auto labels = pane->findChildren<QLabel *>();
    QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
        return label->isVisible() && label->text().contains("share = 0.1, 0.2, 0.5, 1");
    }));
    pane->findChild<QPushButton *>("curveToTrain")->click();
    QVERIFY(find<QWidget>("trainPage")->isVisible());
}

void GuiGridsTest::inGridDialog(const std::function<void(QDialog &)> &fill)
{
    bool isFilled = false;
    QTimer::singleShot(0, m_window.get(), [&] {
        auto *dialog = m_window->findChild<QDialog *>("gridDialog");
        if (dialog == nullptr)
            return;
        fill(*dialog);
        isFilled = true;
        dialog->close();
    });
    m_window->showPage(MainWindow::Page::Train);
    find<QPushButton>("openGrid")->click();
    QVERIFY(isFilled);
}

void GuiGridsTest::dialogSaysWhatItMakes()
{
    makeSmall();
    inGridDialog([](QDialog &dialog) {
        auto *count = dialog.findChild<QLabel *>("gridCount");
        auto *start = dialog.findChild<QPushButton *>("gridStart");
        auto *values = dialog.findChild<QLineEdit *>("gridValues1");
        QVERIFY2(count->text().startsWith("3 run(s): 1 combination(s) × 3 seed(s)"), qPrintable(count->text()));
        values->setText("0.001; 0.002");
        dialog.findChild<QPushButton *>("gridShares")->click();
        dialog.findChild<QSpinBox *>("gridFolds")->setValue(5);
        QVERIFY2(count->text().startsWith("120 run(s): 8 combination(s) × 3 seed(s) × 5 fold(s)"),
                 qPrintable(count->text()));
        QVERIFY(QTest::qWaitFor([&] { return count->text().contains("About"); }, kPatience));
        QVERIFY(start->isEnabled());
        values->setText("much");
        QVERIFY(!start->isEnabled());
        QVERIFY2(count->text().contains("learning_rate"), qPrintable(count->text()));
        values->setText("5000");
        QVERIFY(!start->isEnabled());
        values->clear();
        QVERIFY(start->isEnabled());
        dialog.findChild<QLineEdit *>("gridSeeds")->setText("1, x");
        QVERIFY(!start->isEnabled());
        dialog.findChild<QLineEdit *>("gridSeeds")->setText("4");
        QVERIFY2(count->text().startsWith("20 run(s): 4 combination(s) × 1 seed(s) × 5 fold(s)"),
                 qPrintable(count->text()));
        dialog.findChild<QAbstractButton *>("gridRemove2")->click();
        QVERIFY2(count->text().startsWith("5 run(s): 1 combination(s)"), qPrintable(count->text()));
    });
    QVERIFY(!session().isTraining());
}

/// K folds × N combinations: so many runs lie there, and the table has their means as the command line tells them.
void GuiGridsTest::gridOfFoldsIsTrained()
{
    makeSmall();
    QSignalSpy ended(&session().trainings(), &Trainings::gridEnded);
    inGridDialog([](QDialog &dialog) {
        dialog.findChild<QPushButton *>("gridShares")->click();
        dialog.findChild<QLineEdit *>("gridValues2")->setText("0.5, 1");
        dialog.findChild<QLineEdit *>("gridSeeds")->setText("1");
        dialog.findChild<QSpinBox *>("gridFolds")->setValue(3);
        dialog.findChild<QPushButton *>("gridStart")->click();
    });
    QVERIFY(session().isTraining() && session().trainings().grid() != nullptr);
    QVERIFY(!session().trainings().canStop());
    m_grid = session().trainings().grid()->folder;
    QVERIFY(QTest::qWaitFor([&] { return !ended.isEmpty(); }, kPatience));
    QVERIFY(ended.front().front().value<EndedGrid>().results);
    QCOMPARE(runFoldersOfGrid(m_grid).size(), 2 * 3);
    auto *model = modelOf("gridTable");
    QVERIFY(QTest::qWaitFor(
        [&] {
            return model->rowCount() == 2 && cell(model, 1, "runs") == "3 of 3" && cell(model, 0, "runs") == "3 of 3";
        },
        kPatience));
    const auto grid = readGrid(m_grid);
    QVERIFY(grid);
    QCOMPARE(grid->variants[0].name, QString("melscope:share=0.5"));
    const auto summaries = summarise(*finishedResults(*grid), 2);
    for (int row = 0; row < 2; ++row) {
        const auto &figure = summaries[size_t(row)].macroF1;
        QVERIFY(figure[1] > 0);
        QCOMPARE(cell(model, row, "macro_f1"), decimalText(figure[0], 4) + " ± " + decimalText(figure[1], 4));
    }
    QVERIFY(find<QPushButton>("showLearningCurve")->isEnabled());
    QVERIFY(!find<QPushButton>("continueGrid")->isEnabled());
    QVERIFY(find<QLabel>("gridState")->text().contains("6 of 6 run(s) finished"));
    // A run is open, since none was before.
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() != nullptr; }, kPatience));
}

void GuiGridsTest::gridGoesOn()
{
    makeSmall();
    inGridDialog([](QDialog &dialog) {
        dialog.findChild<QLineEdit *>("gridSeeds")->setText("1, 2, 3, 4, 5, 6"); // some are left when it is cancelled
        dialog.findChild<QPushButton *>("gridStart")->click();
    });
    QSignalSpy ended(&session().trainings(), &Trainings::gridEnded);
    const QString folder = session().trainings().grid()->folder;
    QVERIFY(QTest::qWaitFor([&] { return session().trainings().gridRun() == 2; }, kPatience));
    session().trainings().cancel();
    QVERIFY(QTest::qWaitFor([&] { return !ended.isEmpty(); }, kPatience));
    const auto &results = ended.front().front().value<EndedGrid>().results;
    QVERIFY(!results && results.error().isCancelled());
    QVERIFY(runFoldersOfGrid(folder).size() < 6);
    auto *go = find<QPushButton>("continueGrid");
    QVERIFY(QTest::qWaitFor([&] { return go->isEnabled() && cell(modelOf("gridTable"), 0, "runs").endsWith("of 6"); },
                            kPatience));
    ended.clear();
    go->click();
    QVERIFY(QTest::qWaitFor([&] { return !ended.isEmpty(); }, kPatience));
    QCOMPARE(runFoldersOfGrid(folder).size(), 6);
    QVERIFY(QTest::qWaitFor([&] { return cell(modelOf("gridTable"), 0, "runs") == "6 of 6" && !go->isEnabled(); },
                            kPatience));
}

void GuiGridsTest::curveShowsTheGridsRuns()
{
    QVERIFY(!m_grid.isEmpty());
    makeSmall();
    m_window->showPage(MainWindow::Page::Train);
    Q_EMIT find<TrainPage>("trainPage")->learningCurveWanted(m_grid);
    QVERIFY(find<QWidget>("resultsPage")->isVisible());
    auto *pane = find<LearningCurvePane>("learningCurvePane");
    QVERIFY(QTest::qWaitFor([&] { return pane->isVisible() && pane->shown() != nullptr; }, kPatience));
    const auto runs = readLearningRuns({ runFoldersOfGrid(m_grid), testTruthsOfGrid(m_grid), {} });
    QVERIFY(runs);
    const auto expected = learningCurves(runs->runs);
    auto *plot = find<LearningCurvePlot>("learningCurvePlot");
    auto *model = modelOf("learningCurveTable");
    QCOMPARE(plot->curve().points.size(), size_t(2));
    QCOMPARE(model->rowCount(), 2);
    for (size_t i = 0; i < 2; ++i) {
        const LearningPoint &point = expected[0].points[i];
        QCOMPARE(plot->curve().points[i].mean[0], point.mean[0]);
        QCOMPARE(plot->curve().points[i].tracks, point.tracks);
        QCOMPARE(cell(model, int(i), "all"),
                 decimalText(point.mean[0], 4) + " ± " + decimalText(point.deviation[0], 4));
        QCOMPARE(cell(model, int(i), "runs"), QString("3"));
    }
    // Of one source it is another curve.
    find<QComboBox>("curveSource")->setCurrentIndex(1);
    Q_EMIT find<QComboBox>("curveSource")->activated(1);
    const auto ofOne = learningCurves(runs->runs, find<QComboBox>("curveSource")->currentData().toString());
    QCOMPARE(plot->curve().points[0].mean[0], ofOne[0].points[0].mean[0]);
    QVERIFY(ofOne[0].points[0].mean[0] != expected[0].points[0].mean[0]);
}

QTEST_MAIN(GuiGridsTest)
#include "tst_gui_grids.moc"
