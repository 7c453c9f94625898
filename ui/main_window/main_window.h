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
    TracksPage *tracksPage() const { return m_tracksPage; }
    ResultsPage *resultsPage() const { return m_resultsPage; }
    ThresholdsPage *thresholdsPage() const { return m_thresholdsPage; }
    MusicPage *musicPage() const { return m_musicPage; }
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
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildSidebar();
    void buildContent();
    void connectPages();
    void connectSession();
    void buildFileMenu();
    void buildEditMenu();
    void buildViewMenu();
    void buildPageMenus();
    void buildHelpMenu();
    QMenu *addPageMenu(const QString &title, QWidget *page, Page shown);
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
    ProjectNotices *m_notices;
    DataPage *m_dataPage;
    TracksPage *m_tracksPage;
    TrainPage *m_trainPage;
    ThresholdsPage *m_thresholdsPage;
    ResultsPage *m_resultsPage;
    MusicPage *m_musicPage;
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
