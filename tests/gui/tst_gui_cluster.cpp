// Trainings as jobs of a Slurm cluster, which the test starts for itself: submitted, followed, found again, fetched,
// cancelled. And the dialog of targets.
#include "gui_fixture.h"

#include "core/base/atomic_file.h"
#include "ui/pages/train/history_charts.h"
#include "ui/pages/train/job_dialog.h"
#include "ui/pages/train/run_dialogs.h"
#include "ui/pages/train/targets_dialog.h"
#include "ui/plots/history_plot.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QSpinBox>
#include <QTableView>
#include <QTimer>

using namespace melscope;

class GuiClusterTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup() { m_window.reset(); }
    void targetsAreMadeTriedAndRemoved();
    void jobIsFollowedFoundAgainAndFetched();
    void queueIsOneArrayAndOneOfItIsCancelled();
    void faultsAreTold();

private:
    static Target slurm(const QString &name);
    void keep(const Target &target);
    void useRecipe(int epochs);
    /// The runs that have a job, oldest first.
    std::vector<RunSummary> jobs() const;
    bool waitForJobs(size_t count, JobRecord::State state)
    {
        return QTest::qWaitFor(
            [&] {
                const auto found = jobs();
                return size_t(std::ranges::count_if(found,
                                                    [state](const RunSummary &run) { return run.job->state == state; }))
                    == count;
            },
            kPatience);
    }
    void select(const QString &folder);
    QString lastError() const { return m_errors.isEmpty() ? QString() : m_errors.last(); }
    template <class Dialog>
    void answer(const std::function<void(Dialog *)> &act)
    {
        QTimer::singleShot(0, this, [act] {
            auto *dialog = qobject_cast<Dialog *>(QApplication::activeModalWidget());
            QVERIFY2(dialog, "the dialog did not open");
            act(dialog);
        });
    }

    QProcess m_cluster;
    QTemporaryDir m_clusterFolder;
    QString m_lack; ///< what this machine lacks for a cluster
    QStringList m_errors;
};

void GuiClusterTest::initTestCase()
{
    makeDemo("tst_gui_cluster");
    QDir(targetsFolder()).removeRecursively();
    QFile::setPermissions(m_clusterFolder.path(), QFile::Permissions(0x7755));
    m_cluster.start(QStringLiteral("python3"),
                    { QStringLiteral("-B"), QStringLiteral(MELSCOPE_TEST_SOURCES "/cluster/small_cluster.py"),
                      m_clusterFolder.path() });
    QVERIFY(m_cluster.waitForStarted());
    while (!m_cluster.canReadLine() && m_cluster.waitForReadyRead(90'000)) { }
    const QJsonObject answer = QJsonDocument::fromJson(m_cluster.readLine()).object();
    m_lack = answer.value("missing").toString();
    if (!m_lack.isEmpty())
        return;
    const QString configuration = answer.value("environment").toObject().value("SLURM_CONF").toString();
    QVERIFY2(!configuration.isEmpty(),
             qPrintable(answer.value("error").toString() + QString::fromUtf8(m_cluster.readAllStandardError())));
    qputenv("SLURM_CONF", configuration.toLocal8Bit());
}

void GuiClusterTest::cleanupTestCase()
{
    m_cluster.closeWriteChannel();
    m_cluster.waitForFinished(30'000);
}

void GuiClusterTest::init()
{
    QDir(QFileInfo(m_project).absolutePath() + QStringLiteral("/demo.data/runs")).removeRecursively();
    openWindow();
    m_errors.clear();
    connect(&session(), &Session::failed, this, [this](const Error &error) { m_errors << error.text(); });
}

Target GuiClusterTest::slurm(const QString &name)
{
    Target target;
    target.name = name;
    target.program = QStringLiteral(MELSCOPE_CLI);
    target.partition = QStringLiteral("all");
    return target;
}

void GuiClusterTest::keep(const Target &target)
{
    QVERIFY(writeTarget(target, targetFile(target.name)));
    session().remote().readTargets();
    QTRY_VERIFY(std::ranges::count(session().remote().targets(), target) == 1);
    session().remote().choose(target.name);
}

void GuiClusterTest::useRecipe(int epochs)
{
    Project project = session().project();
    project.recipe = {};
    project.recipe.epochs = epochs;
    project.recipe.patience = 100'000;
    project.recipe.filters = { 8, 16 };
    session().changeProject(project, "settings");
}

std::vector<RunSummary> GuiClusterTest::jobs() const
{
    std::vector<RunSummary> found;
    std::ranges::copy_if(session().runs().runs(), std::back_inserter(found),
                         [](const RunSummary &run) { return run.job.has_value(); });
    return found;
}

void GuiClusterTest::select(const QString &folder)
{
    auto *table = find<QTableView>("runTable");
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data().toString() == runTitle(folder))
            table->selectRow(row);
    }
}

void GuiClusterTest::targetsAreMadeTriedAndRemoved()
{
    RemoteTrainings &remote = session().remote();
    TargetsDialog dialog(remote);
    dialog.show();
    auto *name = dialog.findChild<QLineEdit *>("targetName");
    auto *save = dialog.findChild<QPushButton *>("saveTarget");
    auto *result = dialog.findChild<QLabel *>("targetResult");
    name->setText("bad/name");
    save->click();
    QVERIFY2(result->text().contains("name"), qPrintable(result->text()));
    name->setText("mine");
    dialog.findChild<QComboBox *>("targetQueue")->setCurrentIndex(int(Target::Queue::None));
    QVERIFY(!dialog.findChild<QLineEdit *>("targetPartition")->isEnabled());
    dialog.findChild<QLineEdit *>("targetProgram")->setText(QStringLiteral("no-such-program"));
    QVERIFY(save->isEnabled());
    save->click();
    QTRY_COMPARE(remote.targets().size(), size_t(1));
    QVERIFY(!save->isEnabled());
    QCOMPARE(dialog.findChild<QListWidget *>("targetList")->count(), 1);
    auto *tryIt = dialog.findChild<QPushButton *>("tryTarget");
    tryIt->click();
    QTRY_VERIFY2(result->text().contains("no-such-program is not there"), qPrintable(result->text()));
    dialog.findChild<QLineEdit *>("targetProgram")->setText(QStringLiteral(MELSCOPE_CLI));
    QTRY_VERIFY(tryIt->isEnabled());
    tryIt->click();
    QTRY_VERIFY2(result->text().contains("melscope-cli"), qPrintable(result->text()));
    // A name that another one has is refused, and nothing of it is lost.
    dialog.findChild<QPushButton *>("saveTarget")->click();
    QTRY_COMPARE(remote.targets().front().program, QStringLiteral(MELSCOPE_CLI));
    dialog.findChild<QPushButton *>("newTarget")->click();
    name->setText("mine");
    save->click();
    QTRY_VERIFY2(result->text().contains("already"), qPrintable(result->text()));
    name->setText("other");
    save->click();
    QTRY_COMPARE(remote.targets().size(), size_t(2));
    // The page offers them, and remembers the choice.
    auto *box = find<QComboBox>("targetBox");
    QVERIFY(box->findText("other") > 0);
    remote.choose("other");
    QCOMPARE(box->currentText(), "other");
    answer<QMessageBox>([](QMessageBox *question) { question->button(QMessageBox::Yes)->click(); });
    dialog.findChild<QPushButton *>("removeTarget")->click();
    QTRY_COMPARE(remote.targets().size(), size_t(1));
    QTRY_COMPARE(box->currentIndex(), 0); // this computer
}

void GuiClusterTest::jobIsFollowedFoundAgainAndFetched()
{
    if (!m_lack.isEmpty())
        QSKIP(qPrintable("this machine lacks " + m_lack));
    QVERIFY(openDemo());
    keep(slurm("cluster"));
    useRecipe(4000);
    auto *start = find<QPushButton>("startTraining");
    QVERIFY2(start->text().contains("cluster"), qPrintable(start->text()));
    start->click();
    QTRY_VERIFY_WITH_TIMEOUT(jobs().size() == 1, kPatience);
    const QString folder = jobs().front().folder;
    QVERIFY(QFileInfo::exists(folder + "/job.sh"));
    // The charts follow the epochs, and so does the list.
    QVERIFY(waitForJobs(1, JobRecord::State::Running));
    QTRY_VERIFY_WITH_TIMEOUT(!jobs().front().history.empty(), kPatience);
    const size_t before = jobs().front().history.size();
    QTRY_VERIFY_WITH_TIMEOUT(jobs().front().history.size() > before, kPatience);
    const auto *chart = m_window->findChild<HistoryPlot *>();
    QTRY_VERIFY_WITH_TIMEOUT(chart->pointCount() > int(before), kPatience);
    QVERIFY2(cell(modelOf("runTable"), 0, "state").contains("cluster: "),
             qPrintable(cell(modelOf("runTable"), 0, "state")));
    // Closed and opened again, the window finds its job.
    m_window.reset();
    openWindow();
    QVERIFY(openDemo());
    QTRY_VERIFY_WITH_TIMEOUT(jobs().size() == 1 && jobs().front().history.size() > before, kPatience);
    QSignalSpy ended(&session().remote(), &RemoteTrainings::ended);
    QVERIFY(waitForJobs(1, JobRecord::State::Done));
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!jobs().front().unfinished, kPatience);
    QCOMPARE(jobs().front().history.size(), size_t(4000));
    // It opens as any other.
    select(folder);
    find<QPushButton>("openRun")->click();
    QTRY_VERIFY_WITH_TIMEOUT(session().analysis() && session().analysis()->run->folder == folder, kPatience);
    QCOMPARE(session().analysis()->run->sources.size(), size_t(4));
}

void GuiClusterTest::queueIsOneArrayAndOneOfItIsCancelled()
{
    if (!m_lack.isEmpty())
        QSKIP(qPrintable("this machine lacks " + m_lack));
    QVERIFY(openDemo());
    keep(slurm("cluster"));
    useRecipe(200);
    answer<QueueDialog>([](QueueDialog *dialog) {
        dialog->findChild<QLineEdit *>("queueSeeds")->setText("1, 2, 3, 4");
        dialog->findChild<QPushButton *>("queueAdd")->click();
    });
    find<QPushButton>("queueTrainings")->click();
    QTRY_VERIFY_WITH_TIMEOUT(jobs().size() == 4, kPatience);
    std::set<QString> ids;
    for (const RunSummary &run : jobs())
        ids.insert(run.job->id.section('_', 0, 0));
    QCOMPARE(ids.size(), size_t(1));
    // The last one waits for a node, or has begun: it is cancelled in any case.
    const QString last = jobs().back().folder;
    select(last);
    find<QPushButton>("showJob")->click();
    auto *dialog = m_window->findChild<JobDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QPushButton *>("cancelJob")->click();
    QVERIFY(waitForJobs(1, JobRecord::State::Cancelled));
    QCOMPARE(dialog->findChild<QLabel *>("jobTarget")->text(), jobs().back().job->target.text());
    QTRY_VERIFY(dialog->findChild<QLabel *>("jobState")->text().contains("cancelled"));
    dialog->close();
    QVERIFY(waitForJobs(3, JobRecord::State::Done));
    QCOMPARE(jobs().back().job->state, JobRecord::State::Cancelled);
    QVERIFY2(m_errors.isEmpty(), qPrintable(lastError()));
}

void GuiClusterTest::faultsAreTold()
{
    QVERIFY(openDemo());
    useRecipe(2);
    Target target = slurm("broken");
    target.host = QStringLiteral("nowhere.invalid");
    target.folder = QStringLiteral("melscope");
    keep(target);
    find<QPushButton>("startTraining")->click();
    QTRY_VERIFY_WITH_TIMEOUT(lastError().contains("nowhere.invalid cannot be reached"), kPatience);
    QVERIFY(jobs().empty());
    if (!m_lack.isEmpty())
        QSKIP(qPrintable("this machine lacks " + m_lack));
    target = slurm("broken");
    target.partition = QStringLiteral("none-such");
    keep(target);
    find<QPushButton>("startTraining")->click();
    QTRY_VERIFY_WITH_TIMEOUT(lastError().contains("invalid partition"), kPatience);
    QVERIFY(jobs().empty());
    target = slurm("broken");
    target.program = QStringLiteral("/bin/false");
    keep(target);
    find<QPushButton>("startTraining")->click();
    QVERIFY(waitForJobs(1, JobRecord::State::Failed));
    QTRY_VERIFY2_WITH_TIMEOUT(lastError().contains("Exited with exit code 1"), qPrintable(lastError()), kPatience);
    const QStringList log = session().log();
    QVERIFY(std::ranges::any_of(log, [](const QString &line) { return line.contains("Exited with exit code 1"); }));
}

QTEST_MAIN(GuiClusterTest)
#include "tst_gui_cluster.moc"
