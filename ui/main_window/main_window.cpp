#include "ui/main_window/main_window.h"

#include "core/base/number_text.h"
#include "ui/controls/spacing.h"
#include "ui/desktop/desktop.h"
#include "ui/help/help_window.h"
#include "ui/main_window/history_window.h"
#include "ui/main_window/jobs_window.h"
#include "ui/main_window/message_bar.h"
#include "ui/main_window/news_line.h"
#include "ui/main_window/notice_corner.h"
#include "ui/main_window/project_notices.h"
#include "ui/main_window/status_row.h"
#include "ui/main_window/steps_list.h"
#include "ui/main_window/view_memory.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/data/proposal_dialog.h"
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
#include <QDragEnterEvent>
#include <QLabel>
#include <QListWidget>
#include <QMenuBar>
#include <QMimeData>
#include <QPainter>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {

constexpr double kLongJob = 20; ///< seconds, after which somebody may look at another window

/// How a project is looked at: tabs, choices, filters and axes, by the names of their widgets.
constexpr const char *kRemembered[] = {
    "dataTabs",    "labelsSource", "labelsPart",   "logHistogram",   "rowSource",        "columnSource",
    "trackFilter", "trackSource",  "trackPart",    "heatmapView",    "profileChannel",   "sameColours",
    "trainTabs",   "logLoss",      "logEpochs",    "averageSeeds",   "showHiddenRuns",   "thresholdSource",
    "labelFilter", "labelsAsTree", "labelViews",   "labelTabs",      "logThreshold",     "resultSource",
    "resultPart",  "resultTabs",   "resultFilter", "resultErrors",   "confusionLevel",   "musicSource",
    "musicFilter", "suspectKind",  "tracksPage",   "thresholdsPage", "importanceFigure", "importanceTabs",
    "acrossOnly",
};

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
    Q_INIT_RESOURCE(melscope_help);
}

namespace melscope {

MainWindow::MainWindow(Session &session, QWidget *parent)
    : QMainWindow(parent)
    , m_session(&session)
    , m_sidebar(new QListWidget)
    , m_steps(new StepsList(*m_session))
    , m_pages(new QStackedWidget)
    , m_messages(new MessageBar)
    , m_notices(new ProjectNotices(*m_session))
    , m_dataPage(new DataPage(*m_session))
{
    loadResources();
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/icons/melscope.svg")));
    setAcceptDrops(true);
    resize(1280, 800);
    setMinimumSize(960, 640);
    buildSidebar();
    buildContent();
    buildFileMenu();
    buildEditMenu();
    buildViewMenu();
    buildPageMenus();
    buildHelpMenu();
    connectSession();
    answerHelp(this, "showHelpAt");
    projectOpened();
    updateTitle();
    centralWidget()->installEventFilter(this);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    // Behind this painting: whoever has just started the program sees it at once.
    if (watched == centralWidget() && event->type() == QEvent::Paint && m_tracksPage == nullptr)
        QMetaObject::invokeMethod(this, &MainWindow::makePages, Qt::QueuedConnection);
    return QMainWindow::eventFilter(watched, event);
}

void MainWindow::makePages()
{
    if (m_tracksPage != nullptr)
        return;
    m_tracksPage = new TracksPage(*m_session);
    m_trainPage = new TrainPage(*m_session);
    m_thresholdsPage = new ThresholdsPage(*m_session);
    m_resultsPage = new ResultsPage(*m_session);
    m_musicPage = new MusicPage(*m_session);
    const int shown = m_pages->currentIndex();
    QWidget *pages[] = { m_tracksPage, m_trainPage, m_thresholdsPage, m_resultsPage, m_musicPage };
    {
        const QSignalBlocker blocker(m_pages);
        for (int i = 0; i < int(std::size(pages)); ++i) { // in the places that were kept for them
            QWidget *place = m_pages->widget(i + 1);
            m_pages->removeWidget(place);
            delete place;
            m_pages->insertWidget(i + 1, pages[i]);
        }
        m_pages->setCurrentIndex(shown);
    }
    fillPageMenus();
    connectPages();
    for (const PlotWidget *plot : findChildren<PlotWidget *>())
        connect(plot, &PlotWidget::exportWanted, m_session, &Session::exportFile, Qt::UniqueConnection);
    for (const char *name : kRemembered) {
        if (auto *widget = findChild<QWidget *>(QLatin1String(name)))
            ViewMemory::mark(widget);
    }
    m_memory = new ViewMemory(this);
    m_memory->followSplitters();
    if (m_session->undoStack().count() == 0)
        m_memory->restore(m_session->projectFile()); // it may have been opened meanwhile
}

TracksPage *MainWindow::tracksPage()
{
    makePages();
    return m_tracksPage;
}

ResultsPage *MainWindow::resultsPage()
{
    makePages();
    return m_resultsPage;
}

ThresholdsPage *MainWindow::thresholdsPage()
{
    makePages();
    return m_thresholdsPage;
}

MusicPage *MainWindow::musicPage()
{
    makePages();
    return m_musicPage;
}

MainWindow::~MainWindow()
{
    forgetHelp();
}

void MainWindow::buildContent()
{
    m_pages->addWidget(m_dataPage);
    for (int page = int(Page::Tracks); page <= int(Page::Music); ++page)
        m_pages->addWidget(new QWidget); // until it is made
    auto *central = new QWidget(this);
    auto *whole = new QVBoxLayout(central);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    auto *upper = new QHBoxLayout;
    upper->setSpacing(0);
    auto *side = new QVBoxLayout;
    side->setSpacing(0);
    side->addWidget(m_sidebar, 1);
    side->addWidget(m_steps);
    upper->addLayout(side);
    upper->addWidget(m_pages, 1);
    whole->addLayout(upper, 1);
    auto *status = new StatusRow(*m_session, central);
    connect(status, &StatusRow::jobsWanted, this, &MainWindow::openJobs);
    whole->addWidget(status);
    m_news = status->news();
    setCentralWidget(central);
    auto *corner = new NoticeCorner(m_pages, central);
    corner->add(m_notices);
    corner->add(m_messages);
}

void MainWindow::connectSession()
{
    connect(m_session, &Session::failed, m_messages, &MessageBar::showError);
    connect(m_session, &Session::informed, m_news, &NewsLine::showNews);
    connect(m_session, &Session::projectChanged, this, [this] {
        updateTitle();
        if (m_session->projectFile() != m_shownProject)
            projectOpened();
    });
    connect(m_session, &Session::analysisChanged, this, &MainWindow::updateTitle);
    // What there was to choose from at the last time is there again.
    for (auto signal : { &Session::dataChanged, &Session::analysisChanged })
        connect(
            m_session, signal, this,
            [this] {
                if (m_memory != nullptr)
                    m_memory->goOn();
            },
            Qt::QueuedConnection);
    connect(m_session, &Session::accessChanged, this, &MainWindow::takeAccess);
    connect(m_session, &Session::trainingEnded, this, &MainWindow::tellTrainingEnded);
    connect(m_session, &Session::musicAdded, this, [this] { showPage(Page::Music); });
    connect(m_notices, &ProjectNotices::copyWanted, this, &MainWindow::saveAs);
    connect(m_notices, &ProjectNotices::restoreWanted, this, &MainWindow::restoreFound);
    connect(m_notices, &ProjectNotices::trainPageWanted, this, [this] { showPage(Page::Train); });
    connect(m_steps, &StepsList::stepWanted, this, &MainWindow::goToStep);
    connect(m_dataPage, &DataPage::demoWanted, this, &MainWindow::openDemo);
    connect(m_dataPage, &DataPage::projectWanted, this, &MainWindow::openProject);
    connect(m_dataPage, &DataPage::recentWanted, this, &MainWindow::openProjectFile);
    connect(m_pages, &QStackedWidget::currentChanged, this, [this](int page) {
        if (Page(page) == Page::Results)
            m_news->withdrawOffer(); // what was offered is seen
        if (Page(page) == Page::Thresholds && m_session->analysis()) {
            noteStep(FirstStep::Thresholds);
            m_steps->refresh();
        }
    });
    followJobs();
}

/// Tells of long jobs that ended while nobody looked, and shows the training's progress in the taskbar.
void MainWindow::followJobs()
{
    auto *desktop = new Desktop(this);
    connect(&m_session->jobs(), &JobHistory::ended, this,
            [this, desktop](const QString &title, JobEnd end, double seconds) {
                // What is told in this turn of the event loop comes of that job.
                m_messages->setTopic(title);
                QTimer::singleShot(0, m_messages, [this] { m_messages->setTopic({}); });
                if (end == JobEnd::Done)
                    m_messages->settle(title);
                if (seconds < kLongJob || end == JobEnd::Cancelled || QApplication::activeWindow() != nullptr)
                    return;
                desktop->notify(end == JobEnd::Done ? tr("Finished: %1").arg(title) : tr("Failed: %1").arg(title),
                                tr("After %1.").arg(durationText(seconds)));
                QApplication::alert(this);
            });
    JobLane &training = m_session->lane(Lane::Training);
    connect(&training, &JobLane::progressed, desktop, [this, desktop](const Progress &progress) {
        const int epochs = m_session->trainings().current().project.recipe.epochs;
        const auto &history = m_session->liveHistory();
        if (progress.stage.isTraining() && epochs > 0)
            desktop->showProgress(history.empty() ? 0 : double(history.back().epoch) / double(epochs));
    });
    connect(&training, &JobLane::idle, desktop, [desktop] { desktop->showProgress(-1); });
}

void MainWindow::connectPages()
{
    const auto showTrain = [this] { showPage(Page::Train); };
    connect(m_thresholdsPage, &ThresholdsPage::trainPageWanted, this, showTrain);
    connect(m_resultsPage, &ResultsPage::trainPageWanted, this, showTrain);
    connect(m_trainPage, &TrainPage::learningCurveWanted, this, [this](const QString &folder) {
        m_session->openRunOfGrid(folder); // without one the Results page has nothing to show
        m_resultsPage->showLearningCurve(folder);
        showPage(Page::Results);
    });
    connect(m_tracksPage, &TracksPage::dataPageWanted, this, [this] { showPage(Page::Data); });
    const auto showTrack = [this](const QString &source, const QString &id) {
        if (m_tracksPage->selectTrack(source, id))
            showPage(Page::Tracks);
    };
    connect(m_thresholdsPage, &ThresholdsPage::trackActivated, this, showTrack);
    connect(m_resultsPage, &ResultsPage::trackActivated, this, showTrack);
    connect(m_musicPage, &MusicPage::trackActivated, this, showTrack);
    const auto showTracks = [this](const QString &filter) {
        m_tracksPage->showFiltered(filter);
        showPage(Page::Tracks);
    };
    connect(m_dataPage, &DataPage::tracksWanted, this, showTracks);
    connect(m_thresholdsPage, &ThresholdsPage::tracksWanted, this, showTracks);
    connect(m_resultsPage, &ResultsPage::tracksWanted, this, showTracks);
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
    int widest = 0;
    for (const auto &[title, icon] : pages) {
        auto *item = new QListWidgetItem(tintedIcon(QLatin1String(icon), palette()), title, m_sidebar);
        item->setData(Qt::UserRole, QLatin1String(icon));
        item->setSizeHint({ 0, 5 * kRoom + 2 });
        item->setToolTip(tr("%1 (Ctrl+%2)").arg(title, QString::number(m_sidebar->count())));
        widest = std::max(widest, m_sidebar->fontMetrics().horizontalAdvance(title));
    }
    m_sidebar->setFixedWidth(widest + 70);
    m_steps->setFixedWidth(widest + 70);
    connect(m_sidebar, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_sidebar->setCurrentRow(0);
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

void MainWindow::goToStep(FirstStep step)
{
    switch (step) {
    case FirstStep::Data:
    case FirstStep::Features:
        showPage(Page::Data);
        return;
    case FirstStep::Training:
        showPage(Page::Train);
        return;
    case FirstStep::Thresholds:
        showPage(Page::Thresholds);
        return;
    case FirstStep::Export:
        showPage(Page::Results);
        return;
    }
}

void MainWindow::tellTrainingEnded()
{
    if (const auto after = std::exchange(m_afterTraining, {})) {
        QTimer::singleShot(0, this, after);
        return;
    }
    const auto &ended = m_session->trainings().lastRun();
    if (!ended || !m_session->trainings().queue().empty() || currentPage() == Page::Results)
        return;
    const QString title = runTitle(ended->folder);
    QString text = tr("The training %1 has ended after %2 epochs; the best is epoch %3.")
                       .arg(title, countText(qint64(ended->history.size())), countText(ended->bestEpoch));
    m_news->offer(text, tr("Show its results"), [this] { showPage(Page::Results); });
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        answerHelp(this, "showHelpAt");
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
    takeFiles(paths);
}

void MainWindow::takeFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        if (path.endsWith(QStringLiteral(".melscope"), Qt::CaseInsensitive)) {
            openProjectFile(path);
            return;
        }
    }
    ProposalDialog::ask(*m_session, paths, this, [this] { showPage(Page::Data); }); // music shows its own page
}

void MainWindow::openHelp()
{
    static const char *const chapters[] = { "data", "tracks", "train", "thresholds", "results", "music" };
    const bool isStart = currentPage() == Page::Data && m_session->isEmpty();
    showHelp(isStart ? QStringLiteral("start") : QString::fromLatin1(chapters[size_t(currentPage())]));
}

void MainWindow::showHelpAt(const QUrl &place)
{
    if (m_help == nullptr)
        m_help = new HelpWindow(this);
    m_help->showPlace(place.path() + (place.hasFragment() ? QLatin1Char('#') + place.fragment() : QString()));
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::openJobs()
{
    if (m_jobs == nullptr)
        m_jobs = new JobsWindow(*m_session, this);
    m_jobs->show();
    m_jobs->raise();
}

void MainWindow::openHistory()
{
    if (m_history == nullptr)
        m_history = new HistoryWindow(m_session->undoStack(), this);
    m_history->show();
    m_history->raise();
}

} // namespace melscope
