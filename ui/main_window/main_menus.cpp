// The window's menus, and the commands that the palette offers.
#include "core/base/text.h"
#include "core/exploring/track_filter.h"
#include "core/runs/run_list.h"
#include "ui/controls/file_questions.h"
#include "ui/help/help_window.h"
#include "ui/main_window/about_dialog.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/menu_commands.h"
#include "ui/main_window/shortcut_sheet.h"
#include "ui/main_window/steps_list.h"
#include "ui/main_window/training_menu.h"
#include "ui/main_window/view_memory.h"
#include "ui/main_window/view_menu.h"
#include "ui/models/track_text.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/music/music_page.h"
#include "ui/pages/results/result_export.h"
#include "ui/pages/results/results_page.h"
#include "ui/pages/thresholds/thresholds_page.h"
#include "ui/pages/tracks/tracks_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/session/session.h"

#include <QApplication>
#include <QCoreApplication>
#include <QInputDialog>
#include <QListWidget>
#include <QMenuBar>

#include <algorithm>
#include <set>

namespace melscope {

namespace {
constexpr size_t kTracks = 20; ///< that the palette lists
}

void MainWindow::buildFileMenu()
{
    QMenu *file = menuBar()->addMenu(tr("&File"));
    auto add = [&](const QString &text, const QKeySequence &keys, auto slot) {
        QAction *action = file->addAction(text);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    add(tr("&New project"), QKeySequence::New, [this] {
        const auto make = [this] {
            m_session->newProject();
            showPage(Page::Data);
        };
        if (mayLeaveProject(make))
            make();
    });
    add(tr("New &window"), QKeySequence(QStringLiteral("Ctrl+Shift+N")), [this] { Q_EMIT windowWanted({}); });
    add(tr("&Open project …"), QKeySequence::Open, [this] { openProject(); });
    m_recent = file->addMenu(tr("Open &recent"));
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    add(tr("Open the &demo"), {}, [this] { openDemo(); });
    add(tr("Open a ru&n …"), {}, [this] {
        const QString folder =
            file_questions::folder(this, tr("Folder of a run (job directory)"), m_session->projectFolder());
        if (!folder.isEmpty())
            m_session->openRun(folder);
    });
    file->addSeparator();
    add(tr("&Save project"), QKeySequence::Save, [this] { save(); });
    add(tr("Save project &as …"), QKeySequence(QStringLiteral("Ctrl+Shift+S")), [this] { saveAs(); });
    file->addSeparator();
    add(tr("&Export submission …"), QKeySequence(QStringLiteral("Ctrl+E")), [this] {
        showPage(Page::Results);
        resultsPage()->exports()->chooseSubmission();
    });
    file->addSeparator();
    add(tr("&Close window"), QKeySequence::Close, [this] { close(); });
    add(tr("&Quit"), QKeySequence(QStringLiteral("Ctrl+Q")), [] { QApplication::closeAllWindows(); });
}

void MainWindow::buildEditMenu()
{
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    QAction *undo = m_session->undoStack().createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    undo->setObjectName(QStringLiteral("undoAction"));
    QAction *redo = m_session->undoStack().createRedoAction(this, tr("&Redo"));
    redo->setShortcuts({ QKeySequence(QStringLiteral("Ctrl+Shift+Z")), QKeySequence(QStringLiteral("Ctrl+Y")) });
    redo->setObjectName(QStringLiteral("redoAction"));
    edit->addAction(undo);
    edit->addAction(redo);
    // What it was may have been on another page.
    QUndoStack *steps = &m_session->undoStack();
    connect(undo, &QAction::triggered, this, [this, steps] {
        if (steps->canRedo())
            m_session->inform(tr("Undone: %1").arg(steps->redoText()));
    });
    connect(redo, &QAction::triggered, this, [this, steps] {
        if (steps->canUndo())
            m_session->inform(tr("Done again: %1").arg(steps->undoText()));
    });
    QAction *history = edit->addAction(tr("&History …"));
    history->setShortcut(QKeySequence(QStringLiteral("Ctrl+H")));
    connect(history, &QAction::triggered, this, &MainWindow::openHistory);
    edit->addSeparator();
    QAction *palette = edit->addAction(tr("&Commands …"));
    palette->setShortcut(QKeySequence(QStringLiteral("Ctrl+K")));
    palette->setObjectName(QStringLiteral("paletteAction"));
    connect(palette, &QAction::triggered, this, &MainWindow::openPalette);
}

void MainWindow::buildViewMenu()
{
    QStringList pages;
    for (int i = 0; i < m_sidebar->count(); ++i)
        pages << m_sidebar->item(i)->text();
    auto *view = new ViewMenu(pages, this);
    menuBar()->addMenu(view);
    connect(view, &ViewMenu::pageWanted, this, [this](int page) { showPage(Page(page)); });
    connect(view, &ViewMenu::languageWanted, this, &MainWindow::languageWanted);
    connect(view, &ViewMenu::jobsWanted, this, &MainWindow::openJobs);
    connect(view, &ViewMenu::stepsWanted, this, [this] {
        setLeadsThroughSteps(true);
        m_steps->refresh();
    });
    connect(view, &ViewMenu::layoutWanted, this, [this](const QString &name) {
        makePages();
        m_memory->restoreLayout(name);
    });
    connect(view, &ViewMenu::layoutKept, this, [this] {
        bool isGiven = false;
        const QString name = QInputDialog::getText(this, tr("Save the layout"), tr("Name of the layout"),
                                                   QLineEdit::Normal, {}, &isGiven)
                                 .trimmed();
        makePages();
        if (isGiven && !name.isEmpty())
            m_memory->keepLayout(name);
    });
}

void MainWindow::fillPageMenu(QMenu *menu, QWidget *page, Page shown)
{
    for (QAction *action : page->actions()) {
        menu->addAction(action);
        // Buttons are clicked in the next turn of the event loop, when their page is there.
        connect(action, &QAction::triggered, this, [this, shown] { showPage(shown); });
    }
}

/// In their order; filled when their pages are made.
void MainWindow::buildPageMenus()
{
    m_pageMenus.push_back(menuBar()->addMenu(tr("&Data")));
    m_pageMenus.push_back(menuBar()->addMenu(tr("Trac&ks")));
    auto *training = new TrainingMenu(*m_session, this);
    menuBar()->addMenu(training);
    m_pageMenus.push_back(training);
    m_pageMenus.push_back(menuBar()->addMenu(tr("T&hresholds")));
    m_pageMenus.push_back(menuBar()->addMenu(tr("&Results")));
    m_pageMenus.push_back(menuBar()->addMenu(tr("&Music")));
    for (QMenu *menu : m_pageMenus)
        connect(menu, &QMenu::aboutToShow, this, &MainWindow::makePages);
    fillPageMenu(m_pageMenus[size_t(Page::Data)], m_dataPage, Page::Data);
    connect(training, &TrainingMenu::trainPageWanted, this, [this] { showPage(Page::Train); });
    connect(training, &TrainingMenu::startWanted, this, [this] {
        makePages();
        m_trainPage->start();
    });
    connect(training, &TrainingMenu::queueWanted, this, [this] {
        makePages();
        m_trainPage->openQueueDialog();
    });
    connect(training, &TrainingMenu::gridWanted, this, [this] {
        makePages();
        m_trainPage->openGridDialog();
    });
}

void MainWindow::fillPageMenus()
{
    fillPageMenu(m_pageMenus[size_t(Page::Tracks)], m_tracksPage, Page::Tracks);
    m_pageMenus[size_t(Page::Train)]->addSeparator();
    fillPageMenu(m_pageMenus[size_t(Page::Train)], m_trainPage, Page::Train);
    fillPageMenu(m_pageMenus[size_t(Page::Thresholds)], m_thresholdsPage, Page::Thresholds);
    fillPageMenu(m_pageMenus[size_t(Page::Results)], m_resultsPage, Page::Results);
    m_pageMenus[size_t(Page::Results)]->addMenu(m_resultsPage->exports());
    fillPageMenu(m_pageMenus[size_t(Page::Music)], m_musicPage, Page::Music);
}

void MainWindow::buildHelpMenu()
{
    QMenu *help = menuBar()->addMenu(tr("Hel&p"));
    QAction *guide = help->addAction(tr("&Guide to this page"));
    guide->setShortcut(QKeySequence::HelpContents);
    guide->setObjectName(QStringLiteral("guideAction"));
    connect(guide, &QAction::triggered, this, &MainWindow::openHelp);
    connect(help->addAction(tr("A &worked example")), &QAction::triggered, this,
            [] { showHelp(QStringLiteral("example")); });
    connect(help->addAction(tr("What the &figures mean")), &QAction::triggered, this,
            [] { showHelp(QStringLiteral("figures")); });
    QAction *shortcuts = help->addAction(tr("&Keyboard and mouse"));
    shortcuts->setShortcut(QKeySequence(QStringLiteral("Ctrl+/")));
    connect(shortcuts, &QAction::triggered, this, [this] { (new ShortcutSheet(*menuBar(), this))->show(); });
    help->addSeparator();
    connect(help->addAction(tr("&About Melscope")), &QAction::triggered, this, &MainWindow::showAbout);
    connect(help->addAction(tr("About &Qt")), &QAction::triggered, qApp, &QApplication::aboutQt);
}

void MainWindow::showAbout()
{
    AboutDialog(this).exec();
}

void MainWindow::openPalette()
{
    if (findChild<CommandPalette *>() != nullptr)
        return;
    auto *palette = new CommandPalette(
        commands(),
        [this](const QString &typed, const std::function<void(std::vector<Command>)> &found) {
            searchTracks(typed, found);
        },
        this);
    palette->open();
}

std::vector<Command> MainWindow::commands()
{
    makePages();
    std::vector<Command> all;
    for (const PlacedAction &placed : actionsOf(*menuBar())) {
        QAction *action = placed.action;
        all.push_back({ plainText(*action), placed.path.join(QStringLiteral(" › ")), shortcutText(*action),
                        [action = QPointer(action)] {
                            if (action)
                                action->trigger();
                        },
                        action->isEnabled() });
    }
    for (const RunSummary &run : m_session->runs().runs()) {
        if (!run.unfinished)
            all.push_back(
                { run.title, tr("Open a run"), {}, [this, folder = run.folder] { m_session->openRun(folder); } });
    }
    for (const RecipeSetting &setting : recipeSettings())
        all.push_back({ QCoreApplication::translate("RecipeSetting", setting.title),
                        tr("Setting of a training"),
                        {},
                        [this, name = setting.name()] {
                            showPage(Page::Train);
                            m_trainPage->goToSetting(name);
                        } });
    std::set<std::string> seen;
    const auto data = m_session->data();
    for (const CollectedSource &source : data ? data->sources : std::vector<CollectedSource>()) {
        for (const CollectedPart &part : source.parts) {
            for (const LabelStatistics::Label &label : part.statistics.labels) {
                if (!seen.insert(label.name).second)
                    continue;
                const QString name = textOf(label.name);
                all.push_back({ name, tr("Tracks with the label"), {}, [this, name] {
                                   m_tracksPage->showFiltered(QStringLiteral("label:") + filterValue(name));
                                   showPage(Page::Tracks);
                               } });
                if (m_session->analysis())
                    all.push_back({ name, tr("Threshold of the label"), {}, [this, name] {
                                       showPage(Page::Thresholds);
                                       m_thresholdsPage->selectLabel(name);
                                   } });
            }
        }
    }
    return all;
}

void MainWindow::searchTracks(const QString &typed, const std::function<void(std::vector<Command>)> &found)
{
    const FilterContext context = m_session->trackContext();
    if (!context.data || context.data->trackCount() == 0)
        return;
    struct Hit
    {
        QString source;
        QString id;
        QString name;
    };
    m_searching.run(
        m_session->lane(Lane::Tracks), this, tr("Searching tracks"),
        [context, typed](const CancelToken &cancel, const ProgressCallback &) -> Result<std::vector<Hit>> {
            const auto filter = TrackFilter::parse(typed);
            auto tracks = filter ? filter->apply(context, cancel) : Result<std::vector<uint32_t>>();
            if (!filter || !tracks)
                return std::vector<Hit>(); // half a term is no mistake here
            std::vector<Hit> hits;
            for (size_t i = 0; i < std::min(kTracks, tracks->size()); ++i) {
                const TrackRef track = context.data->track((*tracks)[i]);
                hits.push_back({ context.data->sources[track.source].name,
                                 textOf(context.data->idOf((*tracks)[i]).text()),
                                 trackName(context.data->tagsOf(track)) });
            }
            return hits;
        },
        [this, typed, found](const Result<std::vector<Hit>> &hits) {
            std::vector<Command> commands;
            if (hits && !hits->empty())
                commands.push_back(
                    { tr("Tracks that fit “%1”").arg(typed), tr("Filter of the Tracks page"), {}, [this, typed] {
                         m_tracksPage->showFiltered(typed);
                         showPage(Page::Tracks);
                     } });
            for (const Hit &hit : hits.value_or(std::vector<Hit>()))
                commands.push_back({ hit.name.isEmpty() ? hit.id : hit.name,
                                     tr("Track of %1, %2").arg(hit.source, hit.id),
                                     {},
                                     [this, hit] {
                                         if (m_tracksPage->selectTrack(hit.source, hit.id))
                                             showPage(Page::Tracks);
                                     } });
            found(std::move(commands));
        });
}

} // namespace melscope
