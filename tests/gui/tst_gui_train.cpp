// The Train page: settings, charts, runs and the queue.
#include "gui_fixture.h"

#include "core/network/torch_module.h"
#include "ui/controls/elided_label.h"
#include "ui/controls/file_questions.h"
#include "ui/pages/shared/table_export.h"
#include "ui/pages/train/history_charts.h"
#include "ui/pages/train/recipe_form.h"
#include "ui/pages/train/run_dialogs.h"
#include "ui/pages/train/runs_pane.h"
#include "ui/plots/history_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QTimer>

#include <sys/inotify.h>
#include <unistd.h>

using namespace melscope;

namespace {

/// Counts how often the files in a folder are opened, by whomever.
class FileOpenings
{
public:
    explicit FileOpenings(const QString &folder)
        : m_descriptor(inotify_init1(IN_NONBLOCK))
    {
        m_isWatching = inotify_add_watch(m_descriptor, folder.toLocal8Bit().constData(), IN_OPEN) >= 0;
    }
    ~FileOpenings() { ::close(m_descriptor); }
    bool isWatching() const { return m_isWatching; }
    /// Since the last call, by name; folders left out.
    std::map<QString, int> take()
    {
        std::map<QString, int> counts;
        alignas(inotify_event) char buffer[1 << 16];
        for (;;) {
            const ssize_t size = ::read(m_descriptor, buffer, sizeof buffer);
            if (size <= 0)
                return counts;
            for (ssize_t at = 0; at < size;) {
                const auto *event = reinterpret_cast<const inotify_event *>(buffer + at);
                if (event->len > 0 && (event->mask & IN_ISDIR) == 0)
                    ++counts[QString::fromLocal8Bit(event->name)];
                at += ssize_t(sizeof(inotify_event) + event->len);
            }
        }
    }

private:
    int m_descriptor;
    bool m_isWatching = false;
};

} // namespace

class GuiTrainTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeDemo("tst_gui_train"); }
    void init() { openWindow(); }
    void cleanup() { m_window.reset(); }
    void formMarksWhatDiffers();
    void sizeAndSpeedAreTold();
    void missingDeviceIsTold();
    void queuedRunsAreComparedInTheCharts();
    void pauseAndChangeWhileRunning();
    void cancelledTrainingGoesOn();
    void runsAreRenamedHiddenAndDeleted();
    void runsAreForOtherPrograms();
    void chartsZoomReadAndSave();
    void dataAreReadOnce();

private:
    /// A small and quick recipe on the demo.
    Recipe quickRecipe(int epochs) const
    {
        Recipe recipe;
        recipe.epochs = epochs;
        recipe.filters = { 8, 16 };
        recipe.batchSize = 100;
        return recipe;
    }
    void useRecipe(const Recipe &recipe)
    {
        Project project = session().project();
        project.recipe = recipe;
        session().changeProject(project, "settings");
    }
    bool trainAll(const std::vector<Recipe> &recipes)
    {
        session().queueTrainings(recipes);
        return waitUntilIdle();
    }
    bool waitUntilIdle()
    {
        return QTest::qWaitFor(
            [&] {
                return !session().isTraining() && session().trainings().queue().empty()
                    && !session().lane(Lane::Data).isBusy();
            },
            kPatience);
    }
    QTableView *runTable() { return find<QTableView>("runTable"); }
    QString run(int row, std::string_view key) { return cell(modelOf("runTable"), row, key); }
    int runCount() { return runTable()->model()->rowCount(); }
    /// Ticks a run's box with the mouse.
    void tick(int row)
    {
        const QRect rect = runTable()->visualRect(runTable()->model()->index(row, 0));
        QTest::mouseClick(runTable()->viewport(), Qt::LeftButton, {}, QPoint(rect.left() + 10, rect.center().y()));
    }
    /// Answers the dialog of this name when it is shown.
    template <class Dialog>
    void answer(const std::function<void(Dialog *)> &fill)
    {
        auto *timer = new QTimer(this);
        connect(timer, &QTimer::timeout, this, [timer, fill] {
            for (QWidget *widget : QApplication::topLevelWidgets()) {
                if (auto *dialog = qobject_cast<Dialog *>(widget); dialog != nullptr && dialog->isVisible()) {
                    timer->deleteLater();
                    fill(dialog);
                    return;
                }
            }
        });
        timer->start(20);
    }
};

void GuiTrainTest::formMarksWhatDiffers()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    auto *form = m_window->findChild<RecipeForm *>();
    QVERIFY(form->markedSettings().isEmpty());
    QVERIFY(!find<QPushButton>("resetRecipe")->isEnabled());
    find<QDoubleSpinBox>("dropoutBox")->setValue(0.35);
    find<QSpinBox>("epochsBox")->setValue(55);
    QCOMPARE(form->markedSettings(), QStringList({ "Epochs", "Dropout" }));
    QCOMPARE(session().project().recipe.dropout, 0.35);
    QVERIFY(find<QDoubleSpinBox>("dropoutBox")->toolTip().contains("0.2")); // the recipe's
    session().undoStack().undo();
    QCOMPARE(form->markedSettings(), QStringList({ "Dropout" }));
    session().undoStack().redo();
    QTest::mouseClick(find<QPushButton>("resetRecipe"), Qt::LeftButton);
    QVERIFY(form->markedSettings().isEmpty());
    QVERIFY(session().project().recipe == Recipe());
    // Another recipe brings all its settings; the seed is the user's.
    find<QSpinBox>("seedBox")->setValue(7);
    find<QComboBox>("recipeBox")->setCurrentIndex(1);
    Recipe paper = Recipe::paper();
    paper.seed = 7;
    QVERIFY(session().project().recipe == paper);
    QCOMPARE(find<QSpinBox>("batchSizeBox")->value(), 1000);
    QCOMPARE(form->markedSettings(), QStringList({ "Seed" }));
}

void GuiTrainTest::sizeAndSpeedAreTold()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    auto *size = find<QLabel>("networkSize");
    QVERIFY2(QTest::qWaitFor([&] { return size->text().contains("tracks/s"); }, kPatience), qPrintable(size->text()));
    QVERIFY2(size->text().contains("4 sources") && size->text().contains("parameters")
                 && size->text().contains("steps an epoch"),
             qPrintable(size->text()));
    auto *layers = find<QTableView>("layerTable");
    QCOMPARE(layers->model()->rowCount(), 12);
    QCOMPARE(cell(modelOf("layerTable"), 0, "output"), QString("40 × 9"));
    QCOMPARE(cell(modelOf("layerTable"), 1, "parameters"), QString("1,792")); // 64 · 9 · 3 + 64
}

void GuiTrainTest::missingDeviceIsTold()
{
    if (mayHaveCuda())
        QSKIP("this machine has CUDA");
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    auto *size = find<QLabel>("networkSize");
    auto *device = find<QComboBox>("deviceBox");
    device->setCurrentIndex(device->findText("cuda"));
    // Where the torch module is built it finds no device, where it is not its package is named.
    QTRY_VERIFY2_WITH_TIMEOUT(size->text().contains("finds no CUDA device") || size->text().contains("melscope-torch"),
                              qPrintable(size->text()), kPatience);
    device->setCurrentIndex(device->findText("cpu"));
    QTRY_VERIFY_WITH_TIMEOUT(size->text().contains("tracks/s") && !size->text().contains("CUDA"), kPatience);
}

void GuiTrainTest::queuedRunsAreComparedInTheCharts()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    useRecipe(quickRecipe(2));
    answer<QueueDialog>([](QueueDialog *dialog) {
        QCOMPARE(dialog->recipes().size(), size_t(3));
        dialog->findChild<QLineEdit *>("queueSeeds")->setText("1, x");
        QVERIFY(!dialog->findChild<QPushButton *>("queueAdd")->isEnabled());
        dialog->findChild<QLineEdit *>("queueSeeds")->setText("4 5");
        dialog->findChild<QLineEdit *>("queueRates")->setText("0.001, 0.002");
        QCOMPARE(dialog->recipes().size(), size_t(4));
        dialog->findChild<QLineEdit *>("queueRates")->clear();
        QTest::mouseClick(dialog->findChild<QPushButton *>("queueAdd"), Qt::LeftButton);
    });
    QTest::mouseClick(find<QPushButton>("queueTrainings"), Qt::LeftButton);
    QVERIFY(session().isTraining());
    QCOMPARE(session().trainings().queue().size(), size_t(1));
    QVERIFY(run(0, "state").startsWith("training"));
    QCOMPARE(run(1, "state"), QString("waiting"));
    QVERIFY(waitUntilIdle());
    QVERIFY(QTest::qWaitFor([&] { return runCount() == 2 && run(0, "state") == "2 epochs"; }, kPatience));
    QVERIFY2(run(0, "settings").contains("Seed 5") && run(1, "settings").contains("Seed 4"),
             qPrintable(run(0, "settings"))); // newest first

    auto *loss = find<HistoryPlot>("lossPlot");
    auto *charts = find<HistoryCharts>("historyCharts");
    auto *runs = find<RunsPane>("runsPane");
    QVERIFY(charts);
    tick(0);
    tick(1);
    QCOMPARE(runs->overlays(false).size(), size_t(2));
    QVERIFY(runs->overlays(false)[0].colour != runs->overlays(false)[1].colour);
    QCOMPARE(loss->pointCount(), 2);
    QTest::mouseClick(find<QCheckBox>("averageSeeds"), Qt::LeftButton);
    const auto mean = runs->overlays(true);
    QCOMPARE(mean.size(), size_t(1));
    const auto &all = session().runs().runs();
    const double a = all[0].history[1].validationLoss;
    const double b = all[1].history[1].validationLoss;
    QVERIFY(a != b);
    QVERIFY(std::fabs(mean[0].history[1].validationLoss - (a + b) / 2) < 1e-12);
    QVERIFY(std::fabs(mean[0].deviation[1].validationLoss - std::fabs(a - b) / std::sqrt(2.0)) < 1e-12);
    tick(0);
    tick(1);
    QVERIFY(runs->overlays(true).empty());

    // The difference of two runs' settings is the seed.
    runTable()->selectAll();
    answer<SettingsDialog>([](SettingsDialog *dialog) {
        const auto *table = qobject_cast<TableModel *>(dialog->findChild<QTableView *>("settingsTable")->model());
        QCOMPARE(cell(table, 0, "setting"), QString("seed"));
        QVERIFY(cell(table, 1, "setting") != "seed");
        QCOMPARE(QSet<QString>({ cell(table, 0, "first"), cell(table, 0, "second") }), QSet<QString>({ "4", "5" }));
        dialog->reject();
    });
    QTest::mouseClick(find<QPushButton>("compareRuns"), Qt::LeftButton);
    // A double click opens a run on all pages.
    const QRect rect = runTable()->visualRect(runTable()->model()->index(1, 1));
    QTest::mouseClick(runTable()->viewport(), Qt::LeftButton, {}, rect.center());
    QTest::mouseDClick(runTable()->viewport(), Qt::LeftButton, {}, rect.center());
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() && session().analysis()->run->recipe.seed == 4; },
                            kPatience));
}

void GuiTrainTest::pauseAndChangeWhileRunning()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    useRecipe(quickRecipe(100'000));
    QVERIFY(!find<QPushButton>("adjustTraining")->isEnabled());
    QTest::mouseClick(find<QPushButton>("startTraining"), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return session().liveHistory().size() >= 2; }, kPatience));
    QVERIFY(find<QPushButton>("adjustTraining")->isEnabled());
    QTest::mouseClick(find<QPushButton>("pauseTraining"), Qt::LeftButton);
    QVERIFY(session().trainings().isPaused());
    QCOMPARE(find<QPushButton>("pauseTraining")->text(), QString("Go on"));
    QVERIFY(find<QLabel>("trainingState")->text().startsWith("Paused."));
    QTest::qWait(300);
    const size_t epochs = session().liveHistory().size();
    QTest::qWait(300);
    QCOMPARE(session().liveHistory().size(), epochs); // it holds on
    find<QDoubleSpinBox>("liveLearningRate")->setValue(0.0005);
    find<QSpinBox>("livePatience")->setValue(77'000);
    QTest::mouseClick(find<QPushButton>("pauseTraining"), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return session().liveHistory().size() > epochs + 1; }, kPatience));
    QVERIFY(find<QPlainTextEdit>("trainingLog")->toPlainText().contains("learning rate changed from 0.002 to 0.0005"));
    QVERIFY(session().liveHistory().back().learningRate <= 0.0005);
    QVERIFY(find<QLabel>("trainingState")->text().contains("of memory"));
    QTest::mouseClick(find<QPushButton>("stopTraining"), Qt::LeftButton);
    QVERIFY(waitUntilIdle());
    QVERIFY(!find<QPushButton>("adjustTraining")->isEnabled());
}

void GuiTrainTest::cancelledTrainingGoesOn()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    useRecipe(quickRecipe(30));
    QTest::mouseClick(find<QPushButton>("startTraining"), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return session().liveHistory().size() >= 3; }, kPatience));
    session().cancelJobs();
    QVERIFY(waitUntilIdle());
    QVERIFY(QTest::qWaitFor([&] { return runCount() > 0 && run(0, "state").startsWith("interrupted"); }, kPatience));
    const int before = session().runs().runs().back().history.back().epoch;
    QVERIFY(before >= 2 && before < 30);
    runTable()->selectRow(0);
    QVERIFY(!find<QPushButton>("openRun")->isEnabled());
    QTest::mouseClick(find<QPushButton>("continueRun"), Qt::LeftButton);
    QVERIFY(session().isTraining());
    QVERIFY(waitUntilIdle());
    QVERIFY(QTest::qWaitFor([&] { return runCount() > 0 && run(0, "state") == "30 epochs"; }, kPatience));
    QVERIFY(
        find<QPlainTextEdit>("trainingLog")->toPlainText().contains(QString("going on after epoch %1").arg(before)));
    QCOMPARE(session().liveHistory().size(), size_t(30)); // the charts show all of them
    QVERIFY(session().analysis());
}

void GuiTrainTest::runsAreRenamedHiddenAndDeleted()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    QVERIFY(trainAll({ quickRecipe(1), quickRecipe(1) }));
    QVERIFY(QTest::qWaitFor([&] { return runCount() >= 2; }, kPatience));
    const int count = runCount();
    runTable()->selectRow(0);
    answer<RunNameDialog>([](RunNameDialog *dialog) {
        dialog->findChild<QLineEdit *>("runTitle")->setText("first \"try\"");
        dialog->findChild<QPlainTextEdit *>("runComment")->setPlainText("too short");
        dialog->accept();
    });
    find<QPushButton>("editRun")->click();
    QVERIFY(QTest::qWaitFor([&] { return run(0, "run") == "first \"try\"" && run(0, "comment") == "too short"; },
                            kPatience));
    const QString folder = session().runs().runs().back().folder;
    QCOMPARE((*readRun(folder))->title, QString("first \"try\""));
    auto lines = [&](TableFormat format) {
        const ResultTable table = fileTable(*modelOf("runTable"), runTable()->horizontalHeader(), format);
        return QString::fromStdString(tableText(table, format)).split('\n');
    };
    QCOMPARE(lines(TableFormat::Csv)[0],
             QString("run,seed,best_epoch,validation_loss,macro_f1,map,seconds,recipe,settings,comment"));
    QVERIFY(lines(TableFormat::Csv)[1].startsWith("\"first \"\"try\"\"\","));
    QVERIFY(lines(TableFormat::Csv)[1].endsWith(",too short"));
    QVERIFY(lines(TableFormat::Latex)[4].startsWith("first \"try\" & ")
            && lines(TableFormat::Latex)[4].contains(" & melscope & ")
            && !lines(TableFormat::Latex)[4].contains("too short"));

    runTable()->selectRow(0);
    find<QPushButton>("hideRun")->click();
    QVERIFY(QTest::qWaitFor([&] { return runCount() == count - 1; }, kPatience));
    find<QCheckBox>("showHiddenRuns")->click();
    QCOMPARE(runCount(), count);
    QVERIFY(run(0, "state").contains("hidden"));

    runTable()->clearSelection();
    runTable()->selectRow(0);
    answer<QMessageBox>([](QMessageBox *box) { QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton); });
    find<QPushButton>("deleteRun")->click();
    QVERIFY(QFileInfo::exists(folder));
    answer<QMessageBox>([](QMessageBox *box) { QTest::mouseClick(box->button(QMessageBox::Yes), Qt::LeftButton); });
    find<QPushButton>("deleteRun")->click();
    QVERIFY(QTest::qWaitFor([&] { return runCount() == count - 1 && !QFileInfo::exists(folder); }, kPatience));
}

void GuiTrainTest::runsAreForOtherPrograms()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    QVERIFY(!find<QCheckBox>("logTensorBoard")->isChecked() && !find<QCheckBox>("logMlflow")->isChecked());
    const Project before = session().project();
    find<QCheckBox>("logTensorBoard")->click();
    QVERIFY(session().project() == before); // it is the window's affair
    QVERIFY(trainAll({ quickRecipe(1) }));
    QVERIFY(QTest::qWaitFor([&] { return runCount() >= 1; }, kPatience));
    const QString folder = session().runs().runs().back().folder;
    QVERIFY(QFileInfo::exists(folder + "/tensorboard") && !QFileInfo::exists(folder + "/mlruns"));
    // Another window finds it ticked.
    openWindow();
    QVERIFY(find<QCheckBox>("logTensorBoard")->isChecked() && !find<QCheckBox>("logMlflow")->isChecked());
    find<QCheckBox>("logTensorBoard")->click();

    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    QVERIFY(QTest::qWaitFor([&] { return runCount() >= 1; }, kPatience));
    QVERIFY(!find<QPushButton>("saveRunAsOnnx")->isEnabled());
    runTable()->selectRow(0);
    QVERIFY(runTable()->actions().contains(find<QAction>("saveRunAsOnnxAction")));
    // What is proposed, in a folder that is there; the user's own may not be.
    const QString path = m_folder.filePath("model.onnx");
    file_questions::beginIn(m_folder.path());
    answer<QFileDialog>([](QFileDialog *dialog) { QMetaObject::invokeMethod(dialog, "accept"); });
    find<QPushButton>("saveRunAsOnnx")->click();
    QVERIFY(QTest::qWaitFor([&] { return QFileInfo(path).size() > 10'000; }, kPatience));
}

void GuiTrainTest::chartsZoomReadAndSave()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    QVERIFY(trainAll({ quickRecipe(8) }));
    QVERIFY(session().analysis());
    auto *loss = find<HistoryPlot>("lossPlot");
    auto *speed = find<HistoryPlot>("speedPlot");
    QCOMPARE(loss->pointCount(), 8);
    const auto [best, figures] = [&] {
        const auto &history = session().liveHistory();
        const auto found = std::min_element(history.begin(), history.end(), [](const auto &a, const auto &b) {
            return a.validationLoss < b.validationLoss;
        });
        return std::pair(found->epoch, *found);
    }();
    QCOMPARE(loss->bestEpoch(), best);

    // Hovering one chart reads all figures of the epoch.
    Q_EMIT speed->epochHovered(best);
    const QString readout = find<ElidedLabel>("historyReadout")->wholeText();
    QVERIFY2(readout.contains(QString("Epoch %1:").arg(best)) && readout.contains(QString::number(figures.map, 'f', 4)),
             qPrintable(readout));
    // Zooming one zooms all.
    QTest::qWait(50);
    const int replots = speed->replotCount();
    Q_EMIT loss->epochRangeChanged(2, 5);
    QTest::qWait(50);
    QVERIFY(speed->replotCount() > replots);
    Q_EMIT loss->epochRangeReset();
    // Logarithmic axes and smoothing repaint and keep the points.
    const int before = loss->replotCount();
    QTest::mouseClick(find<QCheckBox>("logLoss"), Qt::LeftButton);
    QTest::mouseClick(find<QCheckBox>("logEpochs"), Qt::LeftButton);
    find<QSlider>("smoothing")->setValue(60);
    QTest::qWait(50);
    QVERIFY(loss->replotCount() > before);
    QCOMPARE(loss->pointCount(), 8);

    auto *charts = find<HistoryCharts>("historyCharts");
    for (const QString name : { "charts.png", "charts.svg", "charts.pdf", "charts.csv" }) {
        const QString path = m_folder.filePath(name);
        Q_EMIT charts->exportWanted(path);
        QVERIFY2(QTest::qWaitFor(
                     [&] { return QFileInfo(path).size() > 500 || (name.endsWith(".csv") && QFileInfo::exists(path)); },
                     kPatience),
                 qPrintable(name));
    }
    QFile csv(m_folder.filePath("charts.csv"));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 9);
    QVERIFY(lines[0].startsWith("run,epoch,train_loss"));
}

void GuiTrainTest::dataAreReadOnce()
{
    const QString folder = QFileInfo(m_project).absolutePath();
    FileOpenings openings(folder);
    QVERIFY(openings.isWatching());
    QVERIFY(openDemo());
    auto isText = [](const auto &count) { return count.first.contains(".tsv"); };
    std::map<QString, int> loaded = openings.take();
    std::erase_if(loaded, [&](const auto &count) { return !isText(count); });
    QCOMPARE(loaded.size(), size_t(4 * 3)); // train, validation and test truth of each source
    for (const auto &[name, count] : loaded)
        QVERIFY2(count == 1, qPrintable(QString("%1: %2").arg(name, QString::number(count))));
    // Training, predicting, evaluating, and opening the run anew take what is loaded.
    useRecipe(quickRecipe(1));
    QVERIFY(trainAll({ session().project().recipe }));
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() && !session().lane(Lane::Data).isBusy(); }, kPatience));
    const std::shared_ptr<const RunAnalysis> first = session().analysis();
    QVERIFY(first->sources[0]->test.evaluation && first->sources[0]->basis);
    session().openRun(first->run->folder);
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() != first && !session().lane(Lane::Data).isBusy(); },
                            kPatience));
    QVERIFY(session().analysis()->sources[0]->test.evaluation && session().analysis()->sources[0]->basis);
    const std::map<QString, int> later = openings.take();
    for (const auto &[name, count] : later)
        QVERIFY2(!isText(std::pair(name, count)), qPrintable(name));
}

QTEST_MAIN(GuiTrainTest)
#include "tst_gui_train.moc"
