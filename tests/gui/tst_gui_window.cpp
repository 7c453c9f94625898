#include "gui_fixture.h"

#include "core/base/memory_use.h"
#include "core/runs/run_list.h"
#include "ui/help/help_window.h"
#include "ui/language/language.h"
#include "ui/main_window/news_line.h"
#include "ui/main_window/command_palette.h"
#include "ui/main_window/message_bar.h"
#include "ui/main_window/view_memory.h"
#include "ui/main_window/windows.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/data/proposal_dialog.h"
#include "ui/pages/data/start_pane.h"
#include "ui/pages/thresholds/thresholds_page.h"
#include "ui/session/first_steps.h"
#include "ui/session/recent_projects.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenuBar>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTableWidget>
#include <QTextBrowser>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

#include <malloc.h>

using namespace melscope;

/// What the window itself does for whoever works in it, whatever the page.
class GuiWindowTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeDemo("gui-window"); }
    void init() { openWindow(); }
    void cleanup();
    void startOffersRecentProjects();
    void filesAreProposed_data();
    void filesAreProposed();
    void proposalsCanBeChanged();
    void messagesMoveNothing();
    void errorsGoWhenTheirCauseIsGone();
    void cardsSayWhatIsMissing();
    void commandsAreRanked_data();
    void commandsAreRanked();
    void commandsRun();
    void guideOpensAtThePage();
    void everyLinkOfTheGuideLeadsSomewhere();
    void columnsAreChosen();
    void projectsRememberTheirView();
    void layoutsAreKept();
    void oneHistoryForEverything();
    void aRunIsChosenOnEveryPage();
    void stepsLeadThroughTheFirstRun();
    void leavingATraining_data();
    void leavingATraining();
    void leavingNamesTheChanges();
    void jobsAreListed();
    void languageChangesLive();
    void pagesAreMadeOnceTheWindowIsPainted();
    void textsGiveWayToFigures();
    void openingAndClosingLeaksNothing();

private:
    void train(int epochs);
    static void answer(const QByteArray &box, const QByteArray &button, QString *text = nullptr);
    QAction *action(const char *text) const;
};

void GuiWindowTest::cleanup()
{
    if (m_window) {
        session().cancelJobs();
        m_window.reset();
    }
}

void GuiWindowTest::train(int epochs)
{
    Project project = session().project();
    project.recipe.epochs = epochs;
    session().changeProject(project, "settings");
    session().startTraining();
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() && !session().isTraining(); }, kPatience));
    QVERIFY(QTest::qWaitFor([&] { return !session().lane(Lane::Data).isBusy(); }, kPatience));
}

/// Presses a button of the box that will come, and takes its text along.
void GuiWindowTest::answer(const QByteArray &box, const QByteArray &button, QString *text)
{
    auto *timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [=] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *message = qobject_cast<QMessageBox *>(widget);
            if (message == nullptr || message->objectName() != QLatin1String(box) || !message->isVisible())
                continue;
            timer->deleteLater();
            if (text != nullptr)
                *text = message->text() + QLatin1Char(' ') + message->informativeText();
            for (QAbstractButton *one : message->buttons()) {
                if (one->objectName() == QLatin1String(button)
                    || (button.toInt() > 0 && message->standardButton(one) == button.toInt()))
                    return one->click();
            }
            qFatal("there is no button %s", button.constData());
        }
    });
    timer->start(20);
}

QAction *GuiWindowTest::action(const char *text) const
{
    for (QAction *one : m_window->findChildren<QAction *>()) {
        if (QString(one->text()).remove(QLatin1Char('&')) == QLatin1String(text))
            return one;
    }
    qFatal("there is no action %s", text);
}

void GuiWindowTest::startOffersRecentProjects()
{
    recent_projects::remember(m_folder.filePath("gone.melscope"));
    recent_projects::remember(m_project);
    m_window->dataPage()->startPane()->refresh();
    QVERIFY(
        QTest::qWaitFor([&] { return m_window->findChildren<QToolButton *>("recentProject").size() == 2; }, kPatience));
    const auto rows = m_window->findChildren<QToolButton *>("recentProject");
    QVERIFY(rows[0]->accessibleName().startsWith("Open demo"));
    QVERIFY(rows[1]->accessibleName().contains("missing"));
    QCOMPARE(recent_projects::list()[0].used.date(), QDate::currentDate());
    rows[0]->click();
    QVERIFY(QTest::qWaitFor([&] { return session().projectFile() == m_project; }, kPatience));
    QVERIFY(!find<QWidget>("startPane")->isVisible());
}

void GuiWindowTest::filesAreProposed_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("role");
    QTest::addColumn<QString>("source");
    QTest::newRow("train") << "x-allmusic-train.tsv" << int(FileRole::TrainTruth) << "allmusic";
    QTest::newRow("validation") << "x-discogs-validation.tsv.bz2" << int(FileRole::ValidationTruth) << "discogs";
    QTest::newRow("test truth") << "x-lastfm-test.tsv" << int(FileRole::TestTruth) << "lastfm";
    QTest::newRow("own") << "mine-train.tsv" << int(FileRole::TrainTruth) << "mine";
    QTest::newRow("unknown") << "letter.txt" << int(FileRole::Unknown) << "";
}

void GuiWindowTest::filesAreProposed()
{
    QFETCH(QString, file);
    QTemporaryDir folder;
    QFile(folder.filePath(file)).open(QIODevice::WriteOnly);
    QFile(folder.filePath("other-train.tsv")).open(QIODevice::WriteOnly);
    ProposalDialog::ask(session(), { folder.filePath(file), folder.filePath("other-train.tsv") }, m_window.get());
    ProposalDialog *dialog = nullptr;
    QVERIFY(QTest::qWaitFor([&] { return (dialog = m_window->findChild<ProposalDialog *>()) != nullptr; }, kPatience));
    auto *role = dialog->findChild<QComboBox *>("proposalRole0");
    auto *source = dialog->findChild<QComboBox *>("proposalSource0");
    QTEST(role->currentData().toInt(), "role");
    QTEST(source->currentText(), "source");
    QVERIFY(!dialog->findChild<QTableWidget *>("proposalTable")->item(0, 3)->text().isEmpty());
    dialog->reject();
    QVERIFY(session().isEmpty()); // nothing happened
}

void GuiWindowTest::proposalsCanBeChanged()
{
    QTemporaryDir folder;
    for (const char *name : { "a.tsv.bz2", "b.tsv.bz2" })
        QVERIFY(QFile::copy(QFileInfo(m_project).absolutePath() + "/acousticbrainz-mediaeval-allmusic-train.tsv.bz2",
                            folder.filePath(name)));
    ProposalDialog dialog(session(), { folder.filePath("a.tsv.bz2"), folder.filePath("b.tsv.bz2") },
                          { { FileRole::TrainTruth, "a" }, { FileRole::TrainTruth, "b" } }, m_window.get());
    auto *verdict = dialog.findChild<QLabel *>("proposalVerdict");
    QVERIFY(verdict->text().contains("a lacks") && verdict->text().contains("b lacks"));
    auto *role = dialog.findChild<QComboBox *>("proposalRole1");
    role->setCurrentIndex(role->findData(int(FileRole::ValidationTruth)));
    dialog.findChild<QComboBox *>("proposalSource1")->setCurrentText("a");
    QVERIFY2(!verdict->text().contains("b lacks") && verdict->text().contains("a lacks features"),
             qPrintable(verdict->text()));
    dialog.findChild<QComboBox *>("proposalSource1")->setCurrentText("");
    QVERIFY(!dialog.findChild<QPushButton *>("proposalAdd")->isEnabled()); // a truth is of a source
    dialog.findChild<QComboBox *>("proposalSource1")->setCurrentText("a");
    session().addFiles(dialog.paths(), dialog.assignments());
    QCOMPARE(session().project().sources.size(), size_t(1));
    QCOMPARE(session().project().sources[0].validationFile, folder.filePath("b.tsv.bz2"));
    session().undoStack().undo();
    QVERIFY(session().isEmpty());
}

void GuiWindowTest::messagesMoveNothing()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    auto *field = find<QWidget>("epochsBox");
    const QPoint before = field->mapTo(m_window.get(), QPoint());
    session().report(Error::failure("something went wrong", "/a/file"));
    session().inform("something was done");
    QTest::qWait(50);
    QVERIFY(find<QWidget>("messageBar")->isVisible());
    QCOMPARE(field->mapTo(m_window.get(), QPoint()), before);
    // News cover nothing: they stand where nothing else does.
    auto *news = find<NewsLine>("newsLine");
    QCOMPARE(news->text(), "something was done");
    QVERIFY(find<QWidget>("statusRow")
                ->rect()
                .contains(QRect(news->mapTo(find<QWidget>("statusRow"), QPoint()), news->size())));
    int followed = 0;
    news->offer("done", "Show it", [&] { ++followed; });
    QTest::mouseClick(find<QToolButton>("newsAct"), Qt::LeftButton);
    QCOMPARE(followed, 1);
    QVERIFY(!news->isVisible());
    QVERIFY(find<QWidget>("messageBar")->isVisible()); // an error stays
    // Nothing that is being done does, either.
    session().startTraining();
    QVERIFY(QTest::qWaitFor([&] { return find<QWidget>("trainingStrip")->isVisible(); }, kPatience));
    QCOMPARE(field->mapTo(m_window.get(), QPoint()), before);
    QVERIFY(find<QWidget>("noticeCorner")->geometry().bottom() < find<QWidget>("statusRow")->geometry().top());
}

void GuiWindowTest::errorsGoWhenTheirCauseIsGone()
{
    QVERIFY(openDemo());
    Project broken = session().project();
    const Project whole = broken;
    broken.sources[0].trainFile = m_folder.filePath("not-there.tsv");
    session().changeProject(broken, "breaking");
    QVERIFY(QTest::qWaitFor([&] { return find<QWidget>("messageBar")->isVisible(); }, kPatience));
    QVERIFY(find<QLabel>("messageText")->text().contains("cannot be used"));
    session().changeProject(whole, "mending");
    QVERIFY(QTest::qWaitFor([&] { return !find<QWidget>("messageBar")->isVisible(); }, kPatience));
}

void GuiWindowTest::cardsSayWhatIsMissing()
{
    QVERIFY(openDemo());
    QCOMPARE(m_window->findChildren<QWidget *>("sourceCard").size(), 4);
    auto texts = [&] {
        QString all;
        for (const QWidget *card : m_window->findChildren<QWidget *>("sourceCard")) {
            for (const QLabel *label : card->findChildren<QLabel *>())
                all += label->text() + '\n';
        }
        return all;
    };
    QVERIFY2(texts().contains("genres") && !texts().contains("No validation file"), qPrintable(texts()));
    Project project = session().project();
    project.sources[0].validationFile.clear();
    project.sources[1].featureInputs.clear();
    session().changeProject(project, "taking away");
    QVERIFY(QTest::qWaitFor([&] { return !session().isLoading(); }, kPatience));
    QTest::qWait(10); // the old cards go
    QVERIFY(texts().contains("No validation file"));
    QVERIFY(texts().contains("No features"));
    m_window->showPage(MainWindow::Page::Train);
    QVERIFY(!find<QPushButton>("startTraining")->isEnabled());
    QVERIFY(find<QLabel>("trainingState")->text().contains("validation"));
    session().undoStack().undo();
    QVERIFY(find<QPushButton>("startTraining")->isEnabled());
}

void GuiWindowTest::commandsAreRanked_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    QTest::newRow("whole") << "export"
                           << "Export submission"
                           << "Experiment portal";
    QTest::newRow("beginning") << "set"
                               << "Settings"
                               << "Reset all";
    QTest::newRow("initials") << "es"
                              << "Export submission"
                              << "Thresholds";
    QTest::newRow("capitals") << "EXPORT"
                              << "Export submission"
                              << "Expert";
    QTest::newRow("none") << "xyz"
                          << "xyz"
                          << "Export submission";
}

void GuiWindowTest::commandsAreRanked()
{
    QFETCH(QString, typed);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    QVERIFY2(
        fitOf(typed, better) > fitOf(typed, worse),
        qPrintable(QString("%1 %2").arg(QString::number(fitOf(typed, better)), QString::number(fitOf(typed, worse)))));
    QCOMPARE(fitOf("qx", "Export submission"), -1);
}

void GuiWindowTest::commandsRun()
{
    QVERIFY(openDemo());
    auto run = [&](const QString &typed, const QString &text) {
        m_window->openPalette();
        auto *palette = m_window->findChild<CommandPalette *>();
        auto *edit = palette->findChild<QLineEdit *>("commandEdit");
        edit->setText(typed);
        if (!QTest::qWaitFor([&] { return palette->shown().contains(text); }, 5000))
            return false;
        auto *list = palette->findChild<QListView *>("commandList");
        while (list->currentIndex().data().toString() != text
               && list->currentIndex().row() + 1 < list->model()->rowCount())
            QTest::keyClick(edit, Qt::Key_Down);
        QTest::keyClick(edit, Qt::Key_Return);
        return QTest::qWaitFor([&] { return m_window->findChild<CommandPalette *>() == nullptr; });
    };
    QVERIFY(run("results", "Results"));
    QCOMPARE(m_window->currentPage(), MainWindow::Page::Results);
    QVERIFY(run("learning ra", "Learning rate"));
    QCOMPARE(m_window->currentPage(), MainWindow::Page::Train);
    QTRY_COMPARE(m_window->focusWidget(), find<QWidget>("learningRateBox"));
    const auto data = session().data();
    const QString label = QString::fromStdString(data->sources[0].part(Part::Train).statistics.labels[0].name);
    QVERIFY(run(label, label));
    QCOMPARE(m_window->currentPage(), MainWindow::Page::Tracks);
    QVERIFY(find<QLineEdit>("trackFilter")->text().contains(label.left(4)));
    const QString id = QString::fromStdString(data->idOf(3).text());
    m_window->openPalette();
    auto *palette = m_window->findChild<CommandPalette *>();
    palette->findChild<QLineEdit *>("commandEdit")->setText(id.left(13));
    QVERIFY(QTest::qWaitFor([&] { return palette->shown().filter("Tracks that fit").size() == 1; }, kPatience));
    palette->reject();
}

void GuiWindowTest::guideOpensAtThePage()
{
    m_window->showPage(MainWindow::Page::Thresholds);
    m_window->openHelp();
    auto *text = m_window->findChild<QTextBrowser *>("helpText");
    QVERIFY(text != nullptr);
    QVERIFY(text->toPlainText().startsWith("Thresholds"));
    showHelp("figures#ap");
    QVERIFY(text->textCursor().block().text() == "AP");
    auto *search = m_window->findChild<QLineEdit *>("helpSearch");
    search->setText("MediaEval 2018");
    QVERIFY(text->toPlainText().contains("Schreiber"));
}

void GuiWindowTest::everyLinkOfTheGuideLeadsSomewhere()
{
    static const QRegularExpression link("\\]\\(([^)]+)\\)");
    static const QRegularExpression heading("^#+ (.+)$", QRegularExpression::MultilineOption);
    QMap<QString, qsizetype> english; // headings of each chapter: anchors are counted by them
    for (const QString &language : languages()) {
        chooseLanguage(language);
        applyLanguage();
        for (const QString &chapter : HelpWindow::chapters()) {
            const QString text = HelpWindow::chapterText(chapter);
            QVERIFY2(text.startsWith("# ") && text.size() > 200, qPrintable(language + ' ' + chapter));
            QVERIFY2(QFile::exists(QStringLiteral(":/help/%1/%2.md").arg(language, chapter)), qPrintable(chapter));
            const auto headings = text.count(QRegularExpression("^#+ ", QRegularExpression::MultilineOption));
            if (language == "en")
                english.insert(chapter, headings);
            QVERIFY2(english.value(chapter) == headings, qPrintable(language + ' ' + chapter));
            for (auto found = link.globalMatch(text); found.hasNext();) {
                const QString target = found.next().captured(1);
                if (!target.contains("://"))
                    QVERIFY2(HelpWindow::chapters().contains(target.section('#', 0, 0)), qPrintable(target));
            }
        }
    }
    chooseLanguage("en");
    applyLanguage();
    // What the titles of tables lead to.
    QSet<QString> anchors;
    const QString figures = HelpWindow::chapterText("figures");
    for (auto found = heading.globalMatch(figures); found.hasNext();)
        anchors << HelpWindow::anchorOf(found.next().captured(1));
    QVERIFY(openDemo());
    int terms = 0;
    for (const QAbstractItemView *view : m_window->findChildren<QAbstractItemView *>()) {
        const auto *model = qobject_cast<const TableModel *>(view->model());
        for (const TableColumn &column : model != nullptr ? model->columns() : std::vector<TableColumn>()) {
            terms += column.term.isEmpty() ? 0 : 1;
            QVERIFY2(column.term.isEmpty() || anchors.contains(column.term), qPrintable(column.term));
        }
    }
    QVERIFY(terms > 20);
}

void GuiWindowTest::columnsAreChosen()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Train);
    auto *table = find<QTableView>("runTable");
    const auto *model = modelOf("runTable");
    const int column = model->columnOf("dropout");
    QVERIFY(column >= 0 && table->isColumnHidden(column)); // each setting by itself
    QTimer::singleShot(0, this, [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        for (QAction *one : menu->actions()) {
            if (one->text() == "Dropout")
                one->trigger();
        }
        menu->close();
    });
    Q_EMIT table->horizontalHeader()->customContextMenuRequested(QPoint(5, 5));
    QVERIFY(!table->isColumnHidden(column));
    m_window.reset();
    openWindow();
    QVERIFY(!find<QTableView>("runTable")->isColumnHidden(column)); // remembered
    QSettings().remove("columns");
}

void GuiWindowTest::projectsRememberTheirView()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    find<QLineEdit>("trackFilter")->setText("labels>1");
    find<QTabWidget>("dataTabs")->setCurrentIndex(3);
    find<QCheckBox>("logLoss")->setChecked(true);
    auto *source = find<QComboBox>("labelsSource");
    source->setCurrentIndex(2);
    const QString chosen = source->currentText();
    QVERIFY(waitForTracks());
    const auto data = session().data();
    const QString id = QString::fromStdString(data->idOf(data->blocks[0].first + 5).text());
    find<QLineEdit>("trackFilter")->setText("");
    QVERIFY(m_window->tracksPage()->selectTrack(data->sources[0].name, id));
    QVERIFY(waitForTracks());
    find<QLineEdit>("trackFilter")->setText("labels>0");
    QVERIFY(waitForTracks());
    // Another project begins as a new one does.
    session().newProject();
    QCOMPARE(find<QTabWidget>("dataTabs")->currentIndex(), 0);
    QVERIFY(!find<QCheckBox>("logLoss")->isChecked());
    QVERIFY(find<QLineEdit>("trackFilter")->text().isEmpty());
    m_window->close();
    m_window.reset();
    openWindow();
    QVERIFY(openDemo());
    QCOMPARE(find<QTabWidget>("dataTabs")->currentIndex(), 3);
    QVERIFY(find<QCheckBox>("logLoss")->isChecked());
    QVERIFY(QTest::qWaitFor([&] { return find<QComboBox>("labelsSource")->currentText() == chosen; }, kPatience));
    QCOMPARE(find<QLineEdit>("trackFilter")->text(), "labels>0");
    QVERIFY(QTest::qWaitFor(
        [&] { return shownTrack().contains(id) || m_window->tracksPage()->viewState().toStringList().value(1) == id; },
        kPatience));
}

void GuiWindowTest::layoutsAreKept()
{
    auto *splitter = find<QSplitter>("tracksSplitter");
    ViewMemory memory(m_window.get());
    m_window->showPage(MainWindow::Page::Tracks);
    QVERIFY(openDemo());
    splitter->setSizes({ 0, 300, 500 });
    const QList<int> before = splitter->sizes();
    memory.keepLayout("wide images");
    QCOMPARE(ViewMemory::layouts(), QStringList { "wide images" });
    splitter->setSizes({ 0, 500, 300 });
    QVERIFY(splitter->sizes() != before);
    memory.restoreLayout("wide images");
    QCOMPARE(splitter->sizes(), before);
    ViewMemory::removeLayout("wide images");
    QVERIFY(ViewMemory::layouts().isEmpty());
}

void GuiWindowTest::oneHistoryForEverything()
{
    QVERIFY(openDemo());
    train(2);
    const QString first = session().analysis()->run->folder;
    ThresholdEditor &editor = session().thresholds();
    auto settled = [&] {
        return QTest::qWaitFor(
            [&] {
                return editor.labelled() != nullptr && !session().lane(Lane::Thresholds).isBusy()
                    && !session().lane(Lane::Data).isBusy();
            },
            kPatience);
    };
    QVERIFY(settled());
    session().undoStack().clear();
    const bool modified = session().isModified();
    // A threshold, a note, a threshold: undone in that order.
    const uint32_t label = editor.basis()->labels[0].classIndex;
    auto choose = [&](double threshold) {
        editor.select(label);
        if (!QTest::qWaitFor([&] { return editor.whatIf() != nullptr; }, kPatience))
            return false;
        editor.setThreshold(threshold);
        return settled();
    };
    QVERIFY(choose(0.25));
    QCOMPARE(session().isModified(), modified); // thresholds are the run's, and kept there
    session().changeNote({ "0a", true, "odd" });
    QVERIFY(session().isModified());
    QVERIFY(choose(0.5));
    QCOMPARE(session().undoStack().count(), 3);
    QAction *undo = find<QAction>("undoAction");
    undo->trigger();
    QVERIFY(settled());
    QCOMPARE(editor.threshold(label), 0.25);
    undo->trigger();
    QCOMPARE(noteOn(session().project(), "0a"), nullptr);
    QVERIFY(undo->text().contains("threshold"));
    // Another run is open: the step opens its own.
    train(1);
    QVERIFY(session().analysis()->run->folder != first);
    QVERIFY(settled());
    while (!session().undoStack().undoText().contains("threshold"))
        session().undoStack().undo();
    undo->trigger();
    QVERIFY(QTest::qWaitFor([&] { return session().analysis()->run->folder == first; }, kPatience));
    QVERIFY(settled());
    editor.select(label);
    QVERIFY(QTest::qWaitFor([&] { return editor.whatIf() != nullptr && !editor.isByHand(label); }, kPatience));
}

void GuiWindowTest::aRunIsChosenOnEveryPage()
{
    QVERIFY(openDemo());
    QVERIFY(QTest::qWaitFor([&] { return session().runs().runs().size() >= 2; }, kPatience));
    for (const char *name : { "thresholdRun", "resultRun" }) {
        auto *choice = find<QComboBox>(name);
        QVERIFY(choice->count() >= 2);
        const int other = choice->currentIndex() == 0 ? 1 : 0;
        const QString folder = choice->itemData(other).toString();
        choice->setCurrentIndex(other);
        Q_EMIT choice->activated(other);
        QVERIFY(QTest::qWaitFor([&] { return session().analysis() && session().analysis()->run->folder == folder; },
                                kPatience));
        QVERIFY(m_window->windowTitle().contains(session().openRunTitle()));
    }
}

void GuiWindowTest::stepsLeadThroughTheFirstRun()
{
    QSettings().remove("firstSteps");
    auto done = [&] {
        QString marks;
        for (const StepState &state : firstSteps(session()))
            marks += state.isDone ? 'x' : '.';
        return marks;
    };
    QCOMPARE(done(), ".....");
    QVERIFY(find<QWidget>("stepsList")->isVisible());
    QVERIFY(openDemo());
    QVERIFY(QTest::qWaitFor([&] { return done().startsWith("xx"); }, kPatience));
    QVERIFY(done().startsWith("xx"));
    if (!session().analysis()) {
        train(1);
    }
    QCOMPARE(done(), "xxx..");
    m_window->showPage(MainWindow::Page::Thresholds);
    QCOMPARE(done(), "xxxx.");
    session().tellExported();
    QCOMPARE(done(), "xxxxx");
    QTest::mouseClick(find<QToolButton>("step2"), Qt::LeftButton);
    QCOMPARE(m_window->currentPage(), MainWindow::Page::Train);
    setLeadsThroughSteps(false);
    m_window.reset();
    openWindow();
    QVERIFY(!find<QWidget>("stepsList")->isVisible());
    setLeadsThroughSteps(true);
}

void GuiWindowTest::leavingATraining_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<bool>("closes");
    QTest::addColumn<bool>("keeps");
    QTest::newRow("stay") << "leaveStay" << false << false;
    QTest::newRow("interrupt") << "leaveInterrupt" << true << false;
    QTest::newRow("stop and keep") << "leaveStop" << true << true;
}

void GuiWindowTest::leavingATraining()
{
    QFETCH(QString, button);
    QFETCH(bool, closes);
    QFETCH(bool, keeps);
    QVERIFY(openDemo());
    QVERIFY(session().saveProject(session().projectFile()));
    Project project = session().project();
    project.recipe.epochs = 5000;
    session().changeProject(project, "settings");
    QVERIFY(session().saveProject(session().projectFile()));
    session().startTraining();
    QVERIFY(QTest::qWaitFor([&] { return session().liveHistory().size() >= 2; }, kPatience));
    const QString folder = session().trainings().current().folder;
    QString text;
    answer("leaveTrainingBox", button.toUtf8(), &text);
    // The project names another run when one was kept.
    auto *saving = new QTimer(this);
    connect(saving, &QTimer::timeout, this, [] {
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            auto *box = qobject_cast<QMessageBox *>(widget);
            if (box != nullptr && box->objectName() == "leaveProjectBox" && box->isVisible())
                box->button(QMessageBox::Save)->click();
        }
    });
    saving->start(20);
    m_window->close();
    QVERIFY2(text.contains(runTitle(folder)) && text.contains("loss"), qPrintable(text));
    QVERIFY(QTest::qWaitFor([&] { return m_window->isVisible() != closes; }, closes ? kPatience : 100) == closes
            || !closes);
    QCOMPARE(m_window->isVisible(), !closes);
    if (!closes)
        QVERIFY(session().isTraining());
    delete saving;
    session().cancelJobs();
    QVERIFY(QTest::qWaitFor([&] { return !session().isTraining(); }, kPatience));
    m_window.reset();
    QCOMPARE(QFile::exists(folder + "/model.safetensors"), keeps);
}

void GuiWindowTest::leavingNamesTheChanges()
{
    QVERIFY(openDemo());
    session().changeNote({ "0b", true, "another" });
    QString text;
    answer("leaveProjectBox", QByteArray::number(QMessageBox::Cancel), &text);
    m_window->close();
    QVERIFY(m_window->isVisible());
    QVERIFY2(text.contains("demo.melscope") && text.contains("changing a note"), qPrintable(text));
    session().undoStack().undo();
    QVERIFY(!session().isModified());
    m_window->close(); // nothing would be lost, nothing is asked
    QVERIFY(!m_window->isVisible());
}

void GuiWindowTest::jobsAreListed()
{
    m_window->openJobs();
    QVERIFY(openDemo());
    auto *table = m_window->findChild<QTableView *>("jobsTable");
    const auto *model = qobject_cast<const TableModel *>(table->model());
    QVERIFY(model->rowCount() > 0);
    QCOMPARE(cell(model, model->rowCount() - 1, "state"), "done");
    session().openRun(m_folder.filePath("nowhere"));
    QVERIFY(QTest::qWaitFor([&] { return cell(model, 0, "state") == "failed"; }, kPatience));
    QVERIFY(!cell(model, 0, "outcome").isEmpty());
}

void GuiWindowTest::languageChangesLive()
{
    m_window.reset();
    Windows windows;
    MainWindow *window = windows.open();
    window->show();
    QVERIFY(window->session().openProject(m_project));
    QVERIFY(QTest::qWaitFor([&] { return window->session().data() && window->session().data()->sources.size() == 4; },
                            kPatience));
    Project project = window->session().project();
    project.recipe.epochs = 3000;
    window->session().changeProject(project, "settings");
    window->session().startTraining();
    QVERIFY(QTest::qWaitFor([&] { return window->session().liveHistory().size() > 1; }, kPatience));
    window->showPage(MainWindow::Page::Train);
    windows.setLanguage("de");
    window = windows.newest();
    QCOMPARE(window->menuBar()->actions().front()->text(), "&Datei");
    QCOMPARE(window->currentPage(), MainWindow::Page::Train);
    QVERIFY(window->session().isTraining()); // goes on
    QTRY_VERIFY(window->findChild<QWidget *>("trainingStrip")->isVisible());
    QVERIFY(window->findChild<QPushButton *>("startTraining")->text() != "Add to the queue");
    windows.setLanguage("en");
    window = windows.newest();
    QCOMPARE(window->menuBar()->actions().front()->text(), "&File");
    window->session().cancelJobs();
    QVERIFY(QTest::qWaitFor([&] { return !window->session().isTraining(); }, kPatience));
}

void GuiWindowTest::openingAndClosingLeaksNothing()
{
    m_window.reset();
    auto cycle = [&] {
        SessionWindow window;
        window.resize(1024, 700);
        window.show();
        QCoreApplication::processEvents();
        window.session().openProject(m_project);
        QVERIFY(QTest::qWaitFor([&] { return window.session().data() && window.session().data()->trackCount() > 0; },
                                kPatience));
    };
    auto settledBytes = [] {
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        malloc_trim(0);
        return residentBytes();
    };
    for (int i = 0; i < 30; ++i)
        cycle();
    const qint64 before = settledBytes();
    const auto widgets = QApplication::allWidgets().size();
    for (int i = 0; i < 70; ++i)
        cycle();
    QCOMPARE(QApplication::allWidgets().size(), widgets);
    const qint64 grown = settledBytes() - before;
    QVERIFY2(grown < 6'000'000, qPrintable(QString::number(grown))); // a leaked window would be 70 times its megabytes
}

void GuiWindowTest::pagesAreMadeOnceTheWindowIsPainted()
{
    m_window.reset();
    Session session;
    MainWindow window(session);
    window.resize(1024, 700);
    QVERIFY(window.findChild<QWidget *>("tracksTable") == nullptr);
    window.show();
    QVERIFY(QTest::qWaitFor([&] { return window.findChild<QWidget *>("tracksTable") != nullptr; }, kPatience));
    for (const QAction *menu : window.menuBar()->actions())
        QVERIFY2(!menu->menu()->isEmpty(), qPrintable(menu->text()));
    // Whoever is faster finds them all the same.
    Session another;
    MainWindow hidden(another);
    QVERIFY(hidden.tracksPage() != nullptr);
    QVERIFY(another.openProject(m_project));
    QVERIFY(QTest::qWaitFor([&] { return another.data() && another.data()->trackCount() > 0; }, kPatience));
    hidden.showPage(MainWindow::Page::Tracks);
    QVERIFY(QTest::qWaitFor([&] { return !hidden.tracksPage()->isBusy(); }, kPatience));
    QVERIFY(hidden.findChild<QAbstractItemView *>("tracksTable")->model()->rowCount() > 0);
}

void GuiWindowTest::textsGiveWayToFigures()
{
    TableModel model;
    model.setColumns({ textColumn(
                           "name", "Name", {}, [](size_t) { return QString("a rather long name of something"); }, 200),
                       figureColumn("a", "A", {}, [](size_t) { return 0.5; }),
                       textColumn(
                           "more", "More", {}, [](size_t) { return QString("another rather long text"); }, 100),
                       figureColumn("b", "B", {}, [](size_t) { return 0.25; }) });
    model.setRows(3);
    QWidget parent;
    QTableView *table = makeRowTable(&model, "sharing", "Sharing", &parent);
    auto *header = table->horizontalHeader();
    const int figures = header->sectionSize(1) + header->sectionSize(3);
    auto resized = [&](int width) {
        table->resize(width + table->width() - table->viewport()->width(), 200);
        QTest::qWait(20);
        return header->sectionSize(0);
    };
    parent.resize(900, 300);
    parent.show();
    QCOMPARE(resized(300 + figures + 50), 200);
    QCOMPARE(resized(270 + figures), 200); // the last text first
    QCOMPARE(header->sectionSize(2), 70);
    QVERIFY(resized(200 + figures) < 200);
    QCOMPARE(header->length(), 200 + figures); // all of it is in view
    QCOMPARE(header->sectionSize(1) + header->sectionSize(3), figures);
    QVERIFY(header->sectionSize(2) < 70 && header->sectionSize(2) > 25);
    // Where it cannot be, nothing is cut for nothing; what somebody dragged is what there should be.
    QCOMPARE(resized(100 + figures), 200);
    header->resizeSection(0, 150);
    QCOMPARE(resized(300 + figures), 150);
}

QTEST_MAIN(GuiWindowTest)
#include "tst_gui_window.moc"
