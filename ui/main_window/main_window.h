#pragma once

#include <QMainWindow>

class QListWidget;
class QStackedWidget;
class QUndoGroup;
class QMenu;

namespace melscope {

class DataPage;
class MessageBar;
class MusicPage;
class ProjectNotices;
class ResultsPage;
class Session;
class ThresholdsPage;
class TracksPage;
class TrainPage;

/// Composes the window: sidebar, pages, menus, messages and progress. Does nothing else.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    enum class Page { Data, Tracks, Train, Thresholds, Results, Music };

    /// The session outlives the window.
    explicit MainWindow(Session &session, QWidget *parent = nullptr);

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
    /// Where the demo lives between sessions.
    static QString demoFolder();
    void openDemo();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void buildSidebar();
    void buildFileMenu();
    void buildOtherMenus();
    void openProject();
    bool save();
    bool saveAs();
    /// Asks what to do with unsaved changes; false: stay.
    bool mayLeaveProject();
    void rememberProject();
    void restoreFound();
    void takeAccess();
    QString proposedFile() const; ///< to save the project as
    void fillRecent();
    void updateTitle();
    void showAbout();

    Session *m_session;
    QListWidget *m_sidebar;
    QStackedWidget *m_pages;
    MessageBar *m_messages;
    ProjectNotices *m_notices;
    DataPage *m_dataPage;
    TracksPage *m_tracksPage;
    TrainPage *m_trainPage;
    ThresholdsPage *m_thresholdsPage;
    ResultsPage *m_resultsPage;
    MusicPage *m_musicPage;
    QMenu *m_recent;
    QUndoGroup *m_undo;
};

} // namespace melscope
