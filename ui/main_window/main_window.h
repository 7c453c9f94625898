#pragma once

#include "ui/jobs/job_lane.h"

#include <QMainWindow>
#include <QPointer>

class QListWidget;
class QStackedWidget;
class QMenu;

namespace melscope {

class DataPage;
class HelpWindow;
class HistoryWindow;
class JobsWindow;
class MessageBar;
class MusicPage;
class NewsLine;
class ProjectNotices;
class ResultsPage;
class Session;
class StepsList;
class ThresholdsPage;
class TracksPage;
class TrainPage;
class ViewMemory;
struct Command;
enum class FirstStep;

/// Composes the window: sidebar, pages, menus, messages and progress. Does nothing else.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    enum class Page { Data, Tracks, Train, Thresholds, Results, Music };

    /// The session outlives the window.
    explicit MainWindow(Session &session, QWidget *parent = nullptr);
    ~MainWindow() override;

    Session &session() { return *m_session; }
    DataPage *dataPage() const { return m_dataPage; }
    // Made when they are asked for, or else once the window has been painted.
    TracksPage *tracksPage();
    ResultsPage *resultsPage();
    ThresholdsPage *thresholdsPage();
    MusicPage *musicPage();
    /// Makes all pages that are not there yet.
    void makePages();
    void showPage(Page page);
    Page currentPage() const;
    /// Brings back the last session's geometry, page and project; the project is left out if another is to be opened.
    void restoreLastSession(bool withProject);
    /// Remembers geometry, page and view, as closing does.
    void keepState();
    /// Shows itself with that page and the view that was kept.
    void showAgain(Page page);
    /// Where the demo lives between sessions.
    static QString demoFolder();
    void openDemo();
    /// Opens a project in this window, asking about the one that is open.
    void openProjectFile(const QString &path);
    /// Files that were dropped or named: a project is opened, others are proposed to be added.
    void takeFiles(const QStringList &paths);

    void openPalette();
    void openHelp();
    void openJobs();
    void openHistory();

public Q_SLOTS: // by name, as Qt wants it
    void showHelpAt(const QUrl &place);

Q_SIGNALS:
    void windowWanted(const QString &project); ///< a further one; empty: an empty one
    void languageWanted(const QString &language);

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildSidebar();
    void buildContent();
    void connectPages();
    void connectSession();
    void followJobs();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildPageMenus();
    void buildHelpMenu();
    void fillPageMenu(QMenu *menu, QWidget *page, Page shown);
    void fillPageMenus();
    std::vector<Command> commands();
    void searchTracks(const QString &typed, const std::function<void(std::vector<Command>)> &found);
    void goToStep(FirstStep step);
    void openProject();
    bool save();
    bool saveAs();
    /// Asks what to do with unsaved changes; false: stay. `then` is done later where a training is stopped first.
    bool mayLeaveProject(std::function<void()> then);
    void projectOpened();
    void restoreFound();
    void takeAccess();
    void tellTrainingEnded();
    QString proposedFile() const; ///< to save the project as
    void fillRecent();
    void updateTitle();
    void showAbout();

    Session *m_session;
    QListWidget *m_sidebar;
    StepsList *m_steps;
    QStackedWidget *m_pages;
    MessageBar *m_messages;
    NewsLine *m_news = nullptr;
    ProjectNotices *m_notices;
    DataPage *m_dataPage;
    // Null until they are made.
    TracksPage *m_tracksPage = nullptr;
    TrainPage *m_trainPage = nullptr;
    ThresholdsPage *m_thresholdsPage = nullptr;
    ResultsPage *m_resultsPage = nullptr;
    MusicPage *m_musicPage = nullptr;
    std::vector<QMenu *> m_pageMenus; ///< by Page
    QMenu *m_recent = nullptr;
    ViewMemory *m_memory = nullptr;
    QPointer<HelpWindow> m_help;
    QPointer<JobsWindow> m_jobs;
    QPointer<HistoryWindow> m_history;
    LatestJob m_searching;
    QString m_shownProject; ///< whose view is shown
    std::function<void()> m_afterTraining; ///< waits until a stopped training is kept
};

} // namespace melscope
