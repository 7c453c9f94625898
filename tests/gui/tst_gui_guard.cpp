// A project and its runs in two windows, and what a window that was killed leaves.
#include "gui_fixture.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/collection/project_autosave.h"
#include "core/runs/run_list.h"
#include "core/study/pipeline.h"

#include <QApplication>
#include <QDir>
#include <QFrame>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QTableView>
#include <QTextStream>

#include <cstdio>

using namespace melscope;

namespace {

const QString kApplication = QStringLiteral("tst_gui_guard");

Recipe quickRecipe(int epochs)
{
    Recipe recipe;
    recipe.epochs = epochs;
    recipe.patience = epochs;
    recipe.filters = { 8, 16 };
    recipe.batchSize = 100;
    return recipe;
}

void useRecipe(Session &session, const Recipe &recipe)
{
    Project project = session.project();
    project.recipe = recipe;
    session.changeProject(project, QStringLiteral("settings"));
}

/// The other process: a window that changes a project ("edit"), one without a file ("untitled"), or trains ("train"),
/// says so when what a crash should leave is on the disk, and waits to be killed.
int otherWindow(const QString &what, const QString &path)
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("melscope-test"));
    QCoreApplication::setApplicationName(kApplication);
    SessionWindow window;
    window.show();
    Session &session = window.session();
    auto tell = [](const QString &text) {
        std::printf("%s\n", qPrintable(text));
        std::fflush(stdout);
    };
    if (what == QStringLiteral("untitled")) {
        session.addFiles({ path });
        const QString folder =
            QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/untitled");
        if (!QTest::qWaitFor(
                [&] {
                    return !QDir(folder).entryList({ QStringLiteral("*.lock") }, QDir::Files).isEmpty()
                        && !session.lane(Lane::Data).isBusy();
                },
                60'000))
            return 1;
        QTest::qWait(200);
    } else {
        const auto isLoaded = [&] {
            return session.data() && session.data()->sources.size() == 4 && !session.lane(Lane::Data).isBusy();
        };
        if (!session.openProject(path) || !QTest::qWaitFor(isLoaded, 60'000))
            return 1;
        useRecipe(session, quickRecipe(what == QStringLiteral("train") ? 100'000 : 77));
        if (what == QStringLiteral("train"))
            session.startTraining();
        const auto isKept = [&] {
            return QFile::exists(autosavePath(path))
                && (what != QStringLiteral("train") || session.liveHistory().size() > 3);
        };
        if (!QTest::qWaitFor(isKept, 60'000))
            return 1;
    }
    tell(QStringLiteral("ready"));
    return QApplication::exec();
}

} // namespace

class GuiGuardTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeDemo(kApplication); }
    void init();
    void cleanup();
    void secondWindowFollows();
    void sameProjectAgainInOneWindow();
    void liveTrainingIsFollowed();
    void runInUseKeepsItsThresholds();
    void unwritableProjectIsOnlyReadOnly();
    void unsavedChangesAreKeptUntilSavedOrUndone();
    void killedWindowLeavesItsChanges_data();
    void killedWindowLeavesItsChanges();
    void twoKilledWindowsAreOfferedBoth();
    void damagedAutosaveIsTold();
    void killedUntitledProjectIsOffered();
    void killedTrainingIsOffered();

private:
    QString autosave() const { return autosavePath(m_project); }
    /// A window in another process that has come so far that it may be killed.
    bool startOther(const QString &what, const QString &path)
    {
        m_other.start(QCoreApplication::applicationFilePath(), { "--window", what, path });
        return m_other.waitForStarted()
            && QTest::qWaitFor([&] { return m_other.canReadLine() || m_other.state() != QProcess::Running; }, kPatience)
            && m_other.readLine().trimmed() == "ready";
    }
    void killOther()
    {
        m_other.kill();
        m_other.waitForFinished();
    }
    void openSecond()
    {
        m_second = std::make_unique<SessionWindow>();
        m_second->resize(1024, 700);
        m_second->show();
    }
    Session &second() const { return m_second->session(); }
    static bool isShown(const MainWindow &window, const char *notice)
    {
        return window.findChild<QFrame *>(QLatin1String(notice))->isVisible();
    }
    static QString textOf(const MainWindow &window, const char *label)
    {
        return window.findChild<QLabel *>(QLatin1String(label))->text();
    }
    static void click(const MainWindow &window, const char *button)
    {
        QTest::mouseClick(window.findChild<QPushButton *>(QLatin1String(button)), Qt::LeftButton);
    }
    static QString state(const MainWindow &window, int row)
    {
        return cell(qobject_cast<TableModel *>(window.findChild<QTableView *>("runTable")->model()), row, "state");
    }

    std::unique_ptr<MainWindow> m_second;
    QProcess m_other;
};

void GuiGuardTest::init()
{
    QSettings().clear();
    QDir(m_folder.filePath("demo/demo.data/runs")).removeRecursively();
    QDir(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/untitled").removeRecursively();
    auto project = readProjectFile(m_project);
    QVERIFY(project);
    project->recipe = quickRecipe(3);
    project->runFolder.clear();
    project->notes.clear();
    QVERIFY(writeProjectFile(*project, m_project));
    openWindow();
}

void GuiGuardTest::cleanup()
{
    killOther();
    m_second.reset();
    m_window.reset();
}

void GuiGuardTest::secondWindowFollows()
{
    QVERIFY(openDemo());
    QVERIFY(!session().isReadOnly());
    openSecond();
    QVERIFY(second().openProject(m_project));
    QVERIFY(second().isFollowing());
    QVERIFY2(m_second->windowTitle().contains("demo") && m_second->windowTitle().contains("(read-only)"),
             qPrintable(m_second->windowTitle()));
    QVERIFY(!m_window->windowTitle().contains("read-only"));
    QVERIFY(isShown(*m_second, "accessNotice") && !isShown(*m_window, "accessNotice"));
    const QString notice = textOf(*m_second, "accessNoticeText");
    QVERIFY2(notice.contains(QString::number(QCoreApplication::applicationPid())) && notice.contains("in use by"),
             qPrintable(notice));

    // It can be explored; whatever would be written is refused, with the reason.
    QVERIFY(QTest::qWaitFor([&] { return second().data() && second().data()->sources.size() == 4; }, kPatience));
    QSignalSpy failed(&second(), &Session::failed);
    const QByteArray file = QByteArray::fromStdString(*readPlainOrCompressed(m_project));
    useRecipe(second(), quickRecipe(9));
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].value<Error>().text().contains("in use by"));
    QCOMPARE(second().project().recipe.epochs, 3);
    second().changeNote({ "x", true, "mine" });
    second().startTraining();
    QVERIFY(!second().isTraining());
    QVERIFY(!second().saveProject(m_project));
    QCOMPARE(failed.size(), 4);
    QVERIFY(!m_second->findChild<QPushButton *>("startTraining")->isEnabled());
    QVERIFY(!second().isModified());
    QCOMPARE(QByteArray::fromStdString(*readPlainOrCompressed(m_project)), file);

    // What is saved in the first is shown in the second.
    useRecipe(session(), quickRecipe(12));
    session().changeNote({ "11111111-1111-1111-1111-111111111111", true, "seen" });
    QTest::qWait(50);
    QCOMPARE(second().project().recipe.epochs, 3); // not before
    QVERIFY(session().saveProject(m_project));
    QVERIFY(QTest::qWaitFor([&] { return second().project().recipe.epochs == 12; }, kPatience));
    QCOMPARE(second().project().notes.size(), size_t(1));
    QVERIFY(second().isFollowing());

    // A copy is the second's own.
    const QString copy = m_folder.filePath("demo/copy.melscope");
    QVERIFY(second().saveProject(copy));
    QVERIFY(!second().isReadOnly() && !m_second->windowTitle().contains("read-only")
            && !isShown(*m_second, "accessNotice"));
    useRecipe(second(), quickRecipe(9));
    QCOMPARE(second().project().recipe.epochs, 9);
    QVERIFY(second().saveProject(copy) && QFile::remove(copy));

    // When the first is gone, the second may write.
    QVERIFY(second().openProject(m_project) && second().isFollowing());
    m_window.reset();
    QVERIFY(QTest::qWaitFor([&] { return !second().isReadOnly(); }, kPatience));
    QVERIFY(!m_second->windowTitle().contains("read-only") && !isShown(*m_second, "accessNotice"));
    useRecipe(second(), quickRecipe(5));
    QVERIFY(second().saveProject(m_project));
    QCOMPARE(readProjectFile(m_project)->recipe.epochs, 5);
    m_second.reset();
    QVERIFY(!QFile::exists(projectLock(m_project).lockFile));
}

void GuiGuardTest::sameProjectAgainInOneWindow()
{
    QVERIFY(openDemo());
    QVERIFY(session().openProject(m_project)); // it does not lock itself out
    QVERIFY(!session().isReadOnly());
    // Nor does a project that cannot be read take the right away.
    const QString broken = m_folder.filePath("broken.melscope");
    QVERIFY(writeFileAtomically(broken, "{"));
    QVERIFY(!session().openProject(broken));
    QCOMPARE(session().projectFile(), m_project);
    QVERIFY(FolderLock::holderOf(projectLock(m_project)) && !FolderLock::holderOf(projectLock(broken)));
}

void GuiGuardTest::liveTrainingIsFollowed()
{
    QVERIFY(openDemo());
    useRecipe(session(), quickRecipe(100'000));
    session().startTraining();
    QVERIFY(QTest::qWaitFor([&] { return session().liveHistory().size() > 3; }, kPatience));
    openSecond();
    QVERIFY(second().openProject(m_project));
    m_second->showPage(MainWindow::Page::Train);
    QVERIFY(QTest::qWaitFor([&] { return second().runs().runs().size() == 1; }, kPatience));
    const QString text = state(*m_second, 0);
    QVERIFY2(text.startsWith("training, epoch ")
                 && text.contains("process " + QString::number(QCoreApplication::applicationPid())),
             qPrintable(text));
    QCOMPARE(state(*m_window, 0).left(9), QString("training,"));
    m_second->findChild<QTableView *>("runTable")->selectRow(0);
    auto *go = m_second->findChild<QPushButton *>("continueRun");
    QVERIFY(!go->isEnabled() && go->toolTip().contains("In use by"));
    for (const char *button : { "deleteRun", "editRun", "hideRun" })
        QVERIFY2(!m_second->findChild<QPushButton *>(QLatin1String(button))->isEnabled(), button);
    // Asked all the same, it refuses and leaves what is being trained alone.
    const QString folder = second().runs().runs().front().folder;
    QSignalSpy failed(&second(), &Session::failed);
    second().continueTraining(folder);
    QVERIFY(!second().isTraining());
    QCOMPARE(failed.size(), 1);
    const auto config = session().trainings().current();
    const auto refused = trainAndPredict(config);
    QVERIFY(!refused && refused.error().text().contains("in use by"));
    QVERIFY(session().isTraining());

    QVERIFY(QTest::qWaitFor([&] { return session().liveHistory().size() > 20; }, kPatience));
    session().trainings().stop();
    QVERIFY(QTest::qWaitFor([&] { return !session().isTraining() && session().analysis(); }, kPatience));
    QVERIFY(QTest::qWaitFor([&] { return state(*m_second, 0).endsWith(" epochs"); }, kPatience));
    // The project names the run when it is saved, and the second shows it then.
    QVERIFY(session().saveProject(m_project));
    QVERIFY(
        QTest::qWaitFor([&] { return second().analysis() && second().analysis()->run->folder == folder; }, kPatience));
}

void GuiGuardTest::runInUseKeepsItsThresholds()
{
    QVERIFY(openDemo());
    session().startTraining();
    QVERIFY(QTest::qWaitFor(
        [&] {
            return session().analysis() && !session().lane(Lane::Data).isBusy()
                && session().thresholds().labelled() != nullptr;
        },
        kPatience));
    const QString folder = session().analysis()->run->folder;
    ThresholdEditor &editor = session().thresholds();
    QSignalSpy failed(&session(), &Session::failed);
    const auto isIdle = [&] {
        return !session().lane(Lane::Thresholds).isBusy() && !session().lane(Lane::Estimates).isBusy()
            && !session().lane(Lane::Data).isBusy();
    };
    QVERIFY(session().saveProject(m_project));
    {
        const auto lock = FolderLock::take(runLock(folder));
        QVERIFY(lock);
        editor.applyRule(RuleSettings { ThresholdRule::Global }, {});
        QVERIFY(QTest::qWaitFor([&] { return failed.size() > 0 && isIdle(); }, kPatience));
        QVERIFY(failed[0][0].value<Error>().text().contains("in use by"));
        QVERIFY(editor.choice().isPlain()); // taken back
        QVERIFY(!QFile::exists(folder + "/choice_allmusic.json"));
        QVERIFY(QTest::qWaitFor([&] { return state(*m_window, 0).startsWith("in use by "); }, kPatience));
    }
    QVERIFY(QTest::qWaitFor([&] { return state(*m_window, 0).endsWith(" epochs"); }, kPatience));
    // Another program's choice is shown as soon as it is made.
    session().openRun(folder);
    QVERIFY(QTest::qWaitFor(isIdle, kPatience));
    QProcess cli;
    cli.start(QStringLiteral(MELSCOPE_CLI), { "thresholds", "--job-dir", folder, "--rule", "global" });
    QVERIFY(cli.waitForFinished(kPatience));
    QCOMPARE(cli.exitCode(), 0);
    QVERIFY(QTest::qWaitFor(
        [&] { return isIdle() && editor.labelled() && editor.choice().rule == RuleSettings { ThresholdRule::Global }; },
        kPatience));
    // From the first change on the run is the window's.
    editor.applyRule(RuleSettings { ThresholdRule::SmoothedF }, {});
    QVERIFY(QTest::qWaitFor([&] { return isIdle() && QFile::exists(folder + "/.melscope-lock"); }, kPatience));
    cli.start(QStringLiteral(MELSCOPE_CLI), { "thresholds", "--job-dir", folder, "--rule", "global" });
    QVERIFY(cli.waitForFinished(kPatience));
    QCOMPARE(cli.exitCode(), 1);
    QVERIFY(cli.readAllStandardError().contains("process " + QByteArray::number(QCoreApplication::applicationPid())));
    QCOMPARE((*readRun(folder))->sources[0].choice.rule, RuleSettings { ThresholdRule::SmoothedF });
    // In its own window it can be renamed meanwhile.
    session().runs().edit(folder, "mine", {}, false);
    QVERIFY(QTest::qWaitFor([&] { return session().runs().find(folder)->title == "mine"; }, kPatience));
    session().newProject();
    QVERIFY(QTest::qWaitFor([&] { return !QFile::exists(folder + "/.melscope-lock"); }, kPatience));
}

void GuiGuardTest::unwritableProjectIsOnlyReadOnly()
{
    // Nobody may write beside it: a folder stands where the lock's file should be, as root is stopped by no permission.
    const QString lockFile = projectLock(m_project).lockFile;
    QVERIFY(QDir().mkpath(lockFile + "/in the way"));
    QVERIFY(openDemo());
    QVERIFY(session().isReadOnly());
    QVERIFY(m_window->windowTitle().contains("(read-only)"));
    QVERIFY(isShown(*m_window, "accessNotice"));
    QVERIFY2(textOf(*m_window, "accessNoticeText").contains("cannot be written"),
             qPrintable(textOf(*m_window, "accessNoticeText")));
    // Nobody else has it: changes are for a copy.
    QVERIFY(!session().isFollowing());
    useRecipe(session(), quickRecipe(8));
    QCOMPARE(session().project().recipe.epochs, 8);
    QVERIFY(session().saveProject(m_folder.filePath("demo/copy.melscope")) && !session().isReadOnly());
    QVERIFY(QFile::remove(session().projectFile()));
    QDir(lockFile).removeRecursively();
}

void GuiGuardTest::unsavedChangesAreKeptUntilSavedOrUndone()
{
    QVERIFY(openDemo());
    QVERIFY(!QFile::exists(autosave()));
    const auto appears = [&] { return QTest::qWaitFor([&] { return QFile::exists(autosave()); }, kPatience); };
    const auto goes = [&] { return QTest::qWaitFor([&] { return !QFile::exists(autosave()); }, kPatience); };
    useRecipe(session(), quickRecipe(50));
    QVERIFY(appears());
    QCOMPARE(readProjectFile(autosave())->recipe.epochs, 50);
    QCOMPARE(readProjectFile(m_project)->recipe.epochs, 3);
    session().undoStack().undo();
    QVERIFY(goes());
    session().undoStack().redo();
    QVERIFY(appears());
    QVERIFY(session().saveProject(m_project));
    QVERIFY(goes());
    useRecipe(session(), quickRecipe(51));
    QVERIFY(appears());
    m_window.reset(); // not saved on purpose
    QVERIFY(!QFile::exists(autosave()));
    QVERIFY(QDir(m_folder.filePath("demo"))
                .entryList({ ".*" }, QDir::Files | QDir::Hidden)
                .filter("demo.melscope.")
                .isEmpty());
}

void GuiGuardTest::killedWindowLeavesItsChanges_data()
{
    QTest::addColumn<bool>("restored");
    QTest::newRow("restored") << true;
    QTest::newRow("discarded") << false;
}

void GuiGuardTest::killedWindowLeavesItsChanges()
{
    QFETCH(bool, restored);
    QVERIFY(startOther("edit", m_project));
    // While it lives, a window here follows it and offers nothing.
    QVERIFY(openDemo());
    QVERIFY(session().isFollowing());
    QVERIFY(textOf(*m_window, "accessNoticeText").contains(QString::number(m_other.processId())));
    QVERIFY(!isShown(*m_window, "recoveryNotice"));
    killOther();
    QVERIFY(QFile::exists(autosave()));
    QVERIFY(
        QTest::qWaitFor([&] { return !session().isReadOnly() && isShown(*m_window, "recoveryNotice"); }, kPatience));
    // Undecided, it is offered again by the next start, which knows the project.
    m_window.reset();
    openWindow();
    m_window->restoreLastSession(true);
    QCOMPARE(session().projectFile(), m_project);
    QVERIFY(QTest::qWaitFor([&] { return isShown(*m_window, "recoveryNotice"); }, kPatience));
    QVERIFY2(textOf(*m_window, "recoveryNoticeText").contains("demo.melscope"),
             qPrintable(textOf(*m_window, "recoveryNoticeText")));
    QCOMPARE(session().project().recipe.epochs, 3);
    click(*m_window, restored ? "recoveryNoticeAct" : "recoveryNoticeDismiss");
    QVERIFY(!isShown(*m_window, "recoveryNotice")
            || QTest::qWaitFor([&] { return !isShown(*m_window, "recoveryNotice"); }, kPatience));
    QCOMPARE(session().project().recipe.epochs, restored ? 77 : 3);
    QCOMPARE(session().isModified(), restored);
    if (restored) {
        QCOMPARE(readProjectFile(autosave())->recipe.epochs, 77); // still safe from the next crash
        session().undoStack().undo();
        QCOMPARE(session().project().recipe.epochs, 3);
    }
    QVERIFY(QTest::qWaitFor(
        [&] {
            return QDir(m_folder.filePath("demo")).entryList({ "*autosave*" }, QDir::Files | QDir::Hidden).isEmpty();
        },
        kPatience));
    QVERIFY(session().openProject(m_project));
    QTest::qWait(300);
    QVERIFY(!isShown(*m_window, "recoveryNotice"));
}

/// Killed once more before anybody decided about the first time.
void GuiGuardTest::twoKilledWindowsAreOfferedBoth()
{
    const auto left = [&](int epochs) {
        Project project = *readProjectFile(m_project);
        project.recipe.epochs = epochs;
        return writeProjectFile(project, autosave());
    };
    QVERIFY(left(77));
    QVERIFY(openDemo());
    QVERIFY(QTest::qWaitFor([&] { return isShown(*m_window, "recoveryNotice"); }, kPatience));
    m_window.reset();
    QTest::qWait(20); // the times of files are told apart
    QVERIFY(left(88));
    openWindow();
    QVERIFY(openDemo());
    const auto offers = [&](int epochs) {
        return QTest::qWaitFor(
            [&] {
                const auto &found = session().recovery().found();
                return isShown(*m_window, "recoveryNotice") && found && found->project.recipe.epochs == epochs;
            },
            kPatience);
    };
    QVERIFY(offers(88));
    click(*m_window, "recoveryNoticeAct");
    QCOMPARE(session().project().recipe.epochs, 88);
    QVERIFY(offers(77));
    QCOMPARE(session().project().recipe.epochs, 88);
    QVERIFY(QFile::exists(autosave())); // this session's own stays where it is
    click(*m_window, "recoveryNoticeDismiss");
    QVERIFY(QTest::qWaitFor([&] { return !isShown(*m_window, "recoveryNotice"); }, kPatience));
    QVERIFY(QTest::qWaitFor(
        [&] {
            return QDir(m_folder.filePath("demo"))
                .entryList({ "*autosave.found*" }, QDir::Files | QDir::Hidden)
                .isEmpty();
        },
        kPatience));
    session().undoStack().undo();
    QCOMPARE(session().project().recipe.epochs, 3);
}

void GuiGuardTest::damagedAutosaveIsTold()
{
    QVERIFY(writeFileAtomically(autosave(), "{ \"format\": \"melscope-pro"));
    QSignalSpy failed(&session(), &Session::failed);
    QVERIFY(openDemo());
    QCOMPARE(session().project().sources.size(), size_t(4));
    QVERIFY(QTest::qWaitFor([&] { return failed.size() > 0; }, kPatience));
    const Error error = failed[0][0].value<Error>();
    QVERIFY2(error.text().contains("cannot be read") && QFile::exists(error.file), qPrintable(error.text()));
    QVERIFY(!isShown(*m_window, "recoveryNotice") && !QFile::exists(autosave()));
    // Told once.
    failed.clear();
    QVERIFY(openDemo());
    QTest::qWait(300);
    QCOMPARE(failed.size(), 0);
    QVERIFY(QFile::remove(error.file));
}

void GuiGuardTest::killedUntitledProjectIsOffered()
{
    const QString truth = m_folder.filePath("demo/acousticbrainz-mediaeval-discogs-train.tsv.bz2");
    QVERIFY(startOther("untitled", truth));
    m_window->restoreLastSession(false);
    QTest::qWait(500);
    QVERIFY(!isShown(*m_window, "recoveryNotice")); // it lives
    killOther();
    m_window->restoreLastSession(false);
    QVERIFY(QTest::qWaitFor([&] { return isShown(*m_window, "recoveryNotice"); }, kPatience));
    QVERIFY(textOf(*m_window, "recoveryNoticeText").contains("untitled"));
    click(*m_window, "recoveryNoticeAct");
    QCOMPARE(session().project().sources.size(), size_t(1));
    QCOMPARE(session().project().sources[0].trainFile, truth);
    QVERIFY(session().projectFile().isEmpty() && session().isModified());
    QVERIFY(!isShown(*m_window, "recoveryNotice"));
    m_window.reset();
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + "/untitled";
    QVERIFY2(QDir(folder).isEmpty(), qPrintable(QDir(folder).entryList().join(' ')));
}

void GuiGuardTest::killedTrainingIsOffered()
{
    QVERIFY(startOther("train", m_project));
    QVERIFY(openDemo());
    QVERIFY(QTest::qWaitFor([&] { return state(*m_window, 0).startsWith("training, epoch "); }, kPatience));
    QVERIFY2(state(*m_window, 0).contains("process " + QString::number(m_other.processId())),
             qPrintable(state(*m_window, 0)));
    const int before = session().runs().runs().front().history.back().epoch;
    QVERIFY(QTest::qWaitFor([&] { return session().runs().runs().front().history.back().epoch > before; },
                            kPatience)); // it is followed
    QVERIFY(!isShown(*m_window, "interruptedNotice"));
    killOther();
    QVERIFY(QTest::qWaitFor(
        [&] {
            return state(*m_window, 0).startsWith("interrupted after epoch ")
                && isShown(*m_window, "interruptedNotice");
        },
        kPatience));
    m_window.reset();
    openWindow();
    m_window->restoreLastSession(true);
    QVERIFY(QTest::qWaitFor([&] { return isShown(*m_window, "interruptedNotice"); }, kPatience));
    const int epoch = session().runs().runs().front().history.back().epoch;
    QVERIFY2(textOf(*m_window, "interruptedNoticeText").contains(QStringLiteral("after epoch %1:").arg(epoch)),
             qPrintable(textOf(*m_window, "interruptedNoticeText")));
    QSignalSpy logged(&session(), &Session::logged);
    click(*m_window, "interruptedNoticeAct");
    QVERIFY(session().isTraining() && m_window->currentPage() == MainWindow::Page::Train);
    QVERIFY(!isShown(*m_window, "interruptedNotice"));
    QVERIFY(QTest::qWaitFor(
        [&] { return !session().liveHistory().empty() && session().liveHistory().back().epoch > epoch; }, kPatience));
    session().trainings().cancel();
    QVERIFY(QTest::qWaitFor([&] { return !session().isTraining(); }, kPatience));
    // Cancelled on purpose, it is interrupted, but not told of again.
    QVERIFY(QTest::qWaitFor([&] { return state(*m_window, 0).startsWith("interrupted after epoch "); }, kPatience));
    QVERIFY(QTest::qWaitFor([&] { return !session().runs().runs().front().killed; }, kPatience));
    QVERIFY(!isShown(*m_window, "interruptedNotice"));
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 4 && arguments[1] == QStringLiteral("--window"))
        return otherWindow(arguments[2], arguments[3]);
    GuiGuardTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_gui_guard.moc"
