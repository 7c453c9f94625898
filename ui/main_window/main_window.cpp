#include "ui/main_window/main_window.h"

#include "ui/jobs/progress_strip.h"
#include "ui/main_window/about_dialog.h"
#include "ui/main_window/message_bar.h"
#include "ui/main_window/project_notices.h"
#include "ui/main_window/training_menu.h"
#include "ui/main_window/view_menu.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/music/music_page.h"
#include "ui/pages/results/result_export.h"
#include "ui/pages/results/results_page.h"
#include "ui/pages/thresholds/thresholds_page.h"
#include "ui/pages/tracks/tracks_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/plots/plot_widget.h"
#include "ui/session/session.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QListWidget>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QPainter>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QUndoGroup>
#include <QVBoxLayout>

namespace melscope {

namespace {
constexpr int kStripDelay = 400; ///< ms

/// A line icon in the palette's colours, so that it is seen on the selected row too.
QIcon tintedIcon(const QString &name, const QPalette &palette)
{
    const QPixmap drawing = QIcon(QStringLiteral(":/icons/%1.svg").arg(name)).pixmap(QSize(44, 44));
    auto tinted = [&](const QColor &colour) {
        QPixmap pixmap = drawing;
        QPainter painter(&pixmap);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(pixmap.rect(), colour);
        return pixmap;
    };
    QIcon icon;
    icon.addPixmap(tinted(palette.color(QPalette::Link)), QIcon::Normal);
    icon.addPixmap(tinted(palette.color(QPalette::HighlightedText)), QIcon::Selected);
    return icon;
}
} // namespace

} // namespace melscope

/// Icons lie in a static library, which the linker would leave out otherwise. Outside the namespace, as Qt asks.
static void loadResources()
{
    Q_INIT_RESOURCE(melscope);
}

namespace melscope {

MainWindow::MainWindow(Session &session, QWidget *parent)
    : QMainWindow(parent)
    , m_session(&session)
    , m_sidebar(new QListWidget)
    , m_pages(new QStackedWidget)
    , m_messages(new MessageBar)
    , m_notices(new ProjectNotices(*m_session))
    , m_dataPage(new DataPage(*m_session))
    , m_tracksPage(new TracksPage(*m_session))
    , m_trainPage(new TrainPage(*m_session))
    , m_thresholdsPage(new ThresholdsPage(*m_session))
    , m_resultsPage(new ResultsPage(*m_session))
    , m_musicPage(new MusicPage(*m_session))
    , m_recent(nullptr)
    , m_undo(new QUndoGroup(this))
{
    loadResources();
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/melscope.svg")));
    setAcceptDrops(true);
    resize(1280, 800);
    setMinimumSize(960, 640);
    buildSidebar();
    for (QWidget *page : { static_cast<QWidget *>(m_dataPage), static_cast<QWidget *>(m_tracksPage),
                           static_cast<QWidget *>(m_trainPage), static_cast<QWidget *>(m_thresholdsPage),
                           static_cast<QWidget *>(m_resultsPage), static_cast<QWidget *>(m_musicPage) })
        m_pages->addWidget(page);
    auto *main = new QWidget(this);
    auto *mainLayout = new QVBoxLayout(main);
    mainLayout->setContentsMargins(0, 0, 0, 0);
    mainLayout->setSpacing(0);
    mainLayout->addWidget(m_notices);
    mainLayout->addWidget(m_messages);
    mainLayout->addWidget(m_pages, 1);
    mainLayout->addWidget(new ProgressStrip(m_session->lane(Lane::Training), QStringLiteral("trainingStrip"), main));
    mainLayout->addWidget(new ProgressStrip(m_session->lane(Lane::Data), QStringLiteral("dataStrip"), main));
    mainLayout->addWidget(
        new ProgressStrip(m_session->lane(Lane::Thresholds), QStringLiteral("thresholdStrip"), main, kStripDelay));
    mainLayout->addWidget(
        new ProgressStrip(m_session->lane(Lane::Estimates), QStringLiteral("estimateStrip"), main, kStripDelay));
    auto *central = new QWidget(this);
    auto *layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_sidebar);
    layout->addWidget(main, 1);
    setCentralWidget(central);
    buildFileMenu();
    buildOtherMenus();

    // All plots are made with their pages.
    for (const PlotWidget *plot : findChildren<PlotWidget *>())
        connect(plot, &PlotWidget::exportWanted, m_session, &Session::exportFile);
    connect(m_session, &Session::failed, m_messages, &MessageBar::showError);
    connect(m_session, &Session::informed, m_messages, &MessageBar::showNews);
    connect(m_session, &Session::projectChanged, this, &MainWindow::updateTitle);
    connect(&m_session->undoStack(), &QUndoStack::cleanChanged, this, &MainWindow::updateTitle);
    connect(m_session, &Session::accessChanged, this, &MainWindow::takeAccess);
    connect(m_notices, &ProjectNotices::copyWanted, this, &MainWindow::saveAs);
    connect(m_notices, &ProjectNotices::restoreWanted, this, &MainWindow::restoreFound);
    connect(m_notices, &ProjectNotices::trainPageWanted, this, [this] { showPage(Page::Train); });
    connect(m_dataPage, &DataPage::demoWanted, this, &MainWindow::openDemo);
    connect(m_dataPage, &DataPage::projectWanted, this, &MainWindow::openProject);
    const auto showTrack = [this](const QString &source, const QString &id) {
        if (m_tracksPage->selectTrack(source, id))
            showPage(Page::Tracks);
    };
    connect(m_thresholdsPage, &ThresholdsPage::trackActivated, this, showTrack);
    connect(m_resultsPage, &ResultsPage::trackActivated, this, showTrack);
    connect(m_musicPage, &MusicPage::trackActivated, this, showTrack);
    connect(m_session, &Session::musicAdded, this, [this] { showPage(Page::Music); });
    const auto showTracks = [this](const QString &filter) {
        m_tracksPage->showFiltered(filter);
        showPage(Page::Tracks);
    };
    connect(m_dataPage, &DataPage::tracksWanted, this, showTracks);
    connect(m_thresholdsPage, &ThresholdsPage::tracksWanted, this, showTracks);
    connect(m_resultsPage, &ResultsPage::tracksWanted, this, showTracks);
    updateTitle();
}

void MainWindow::buildSidebar()
{
    m_sidebar->setObjectName(QStringLiteral("sidebar"));
    m_sidebar->setAccessibleName(tr("Pages"));
    m_sidebar->setFrameShape(QFrame::NoFrame);
    m_sidebar->setIconSize({ 22, 22 });
    m_sidebar->setBackgroundRole(QPalette::Window);
    m_sidebar->viewport()->setBackgroundRole(QPalette::Window);
    m_sidebar->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const std::pair<QString, const char *> pages[] = { { tr("Data"), "data" },       { tr("Tracks"), "tracks" },
                                                       { tr("Train"), "train" },     { tr("Thresholds"), "thresholds" },
                                                       { tr("Results"), "results" }, { tr("Music"), "music" } };
    for (const auto &[title, icon] : pages) {
        auto *item = new QListWidgetItem(tintedIcon(QLatin1String(icon), palette()), title, m_sidebar);
        item->setData(Qt::UserRole, QLatin1String(icon));
        item->setSizeHint({ 0, 42 });
        item->setToolTip(tr("%1 (Ctrl+%2)").arg(title, QString::number(m_sidebar->count())));
    }
    m_sidebar->setFixedWidth(m_sidebar->fontMetrics().horizontalAdvance(tr("Thresholds")) + 70);
    connect(m_sidebar, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_sidebar->setCurrentRow(0);
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
        if (mayLeaveProject())
            m_session->newProject();
    });
    add(tr("&Open project …"), QKeySequence::Open, [this] { openProject(); });
    m_recent = file->addMenu(tr("Open &recent"));
    connect(m_recent, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
    add(tr("Open the &demo"), {}, [this] { openDemo(); });
    add(tr("Open a ru&n …"), {}, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder of a run (job directory)"));
        if (!folder.isEmpty())
            m_session->openRun(folder);
    });
    file->addSeparator();
    add(tr("&Save project"), QKeySequence::Save, [this] { save(); });
    add(tr("Save project &as …"), QKeySequence(QStringLiteral("Ctrl+Shift+S")), [this] { saveAs(); });
    file->addSeparator();
    add(tr("&Export submission …"), QKeySequence(QStringLiteral("Ctrl+E")), [this] {
        showPage(Page::Results);
        m_resultsPage->exports()->chooseSubmission();
    });
    file->addSeparator();
    add(tr("&Quit"), QKeySequence(QStringLiteral("Ctrl+Q")), [this] { close(); });
}

void MainWindow::buildOtherMenus()
{
    QMenu *edit = menuBar()->addMenu(tr("&Edit"));
    // Thresholds are the run's, tags are the files' and have stacks of their own; their pages undo them.
    m_undo->addStack(&m_session->undoStack());
    m_undo->addStack(&m_session->thresholds().undoStack());
    m_undo->addStack(&m_session->genreWriter().undoStack());
    m_undo->setActiveStack(&m_session->undoStack());
    connect(m_pages, &QStackedWidget::currentChanged, this, [this](int page) {
        m_undo->setActiveStack(page == int(Page::Thresholds) ? &m_session->thresholds().undoStack()
                                   : page == int(Page::Music) && m_session->genreWriter().undoStack().canUndo()
                                   ? &m_session->genreWriter().undoStack()
                                   : &m_session->undoStack());
    });
    // On the page of music both the project and the files change: what did so last is undone first.
    for (QUndoStack *stack : { &m_session->undoStack(), &m_session->genreWriter().undoStack() }) {
        connect(stack, &QUndoStack::indexChanged, this, [this, stack] {
            if (currentPage() == Page::Music)
                m_undo->setActiveStack(stack);
        });
    }
    QAction *undo = m_undo->createUndoAction(this, tr("&Undo"));
    undo->setShortcut(QKeySequence::Undo);
    QAction *redo = m_undo->createRedoAction(this, tr("&Redo"));
    redo->setShortcut(QKeySequence::Redo);
    edit->addAction(undo);
    edit->addAction(redo);

    QStringList pages;
    for (int i = 0; i < m_sidebar->count(); ++i)
        pages << m_sidebar->item(i)->text();
    auto *view = new ViewMenu(pages, this);
    menuBar()->addMenu(view);
    connect(view, &ViewMenu::pageWanted, this, [this](int page) { showPage(Page(page)); });

    auto *training = new TrainingMenu(*m_session, this);
    menuBar()->addMenu(training);
    connect(training, &TrainingMenu::trainPageWanted, this, [this] { showPage(Page::Train); });
    connect(training, &TrainingMenu::startWanted, m_trainPage, &TrainPage::start);
    connect(training, &TrainingMenu::queueWanted, m_trainPage, &TrainPage::openQueueDialog);

    QMenu *help = menuBar()->addMenu(tr("&Help"));
    connect(help->addAction(tr("&About Melscope")), &QAction::triggered, this, &MainWindow::showAbout);
    connect(help->addAction(tr("About &Qt")), &QAction::triggered, qApp, &QApplication::aboutQt);
}

void MainWindow::showPage(Page page)
{
    m_sidebar->setCurrentRow(int(page));
}

MainWindow::Page MainWindow::currentPage() const
{
    return Page(m_pages->currentIndex());
}

QString MainWindow::demoFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/demo");
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!mayLeaveProject()) {
        event->ignore();
        return;
    }
    m_session->cancelJobs();
    QSettings settings;
    settings.setValue(QStringLiteral("geometry"), saveGeometry());
    settings.setValue(QStringLiteral("page"), int(currentPage()));
    settings.setValue(QStringLiteral("lastProject"), m_session->projectFile());
    event->accept();
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (int i = 0; i < m_sidebar->count(); ++i)
        m_sidebar->item(i)->setIcon(tintedIcon(m_sidebar->item(i)->data(Qt::UserRole).toString(), palette()));
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    if (paths.isEmpty())
        return;
    event->acceptProposedAction();
    const bool project = paths.size() == 1 && paths.front().endsWith(QStringLiteral(".melscope"));
    showPage(Page::Data); // music shows its own page
    if (!project || mayLeaveProject())
        m_session->addFiles(paths);
}

void MainWindow::showAbout()
{
    AboutDialog(this).exec();
}

} // namespace melscope
