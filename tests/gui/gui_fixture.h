#pragma once

#include "core/demo/demo_data.h"
#include "core/study/pipeline.h"
#include "ui/controls/elided_label.h"
#include "ui/main_window/application_theme.h"
#include "ui/main_window/session_window.h"
#include "ui/models/table_model.h"
#include "ui/pages/tracks/tracks_page.h"
#include "ui/session/session.h"

#include <QAbstractItemView>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace melscope {

/// A demo on the disk, made once, and a window that each test gets anew.
class GuiFixture : public QObject
{
    Q_OBJECT

protected:
    static constexpr int kPatience = 120'000; ///< ms; slow under sanitizers

    void makeDemo(const QString &applicationName)
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName("melscope-test");
        QCoreApplication::setApplicationName(applicationName);
        QSettings().clear();
        applyTheme(Theme::Light);
        DemoSettings settings;
        settings.folder = m_folder.filePath("demo");
        settings.tracks = 240;
        const auto made = makeDemoData(settings);
        QVERIFY(made);
        m_project = made->project;
    }
    /// Of the demo, in m_run: small, but trained until it tells the genres apart.
    void makeRun(int epochs = 12, const std::vector<int> &filters = { 16, 32 })
    {
        const auto project = readProjectFile(m_project);
        QVERIFY(project);
        m_run = m_folder.filePath("demo/demo.data/runs/one");
        RunPlan plan { *project, m_run, RunPlan::Unfinished::Refuse, {}, nullptr };
        plan.project.recipe.epochs = epochs;
        plan.project.recipe.filters = filters;
        const auto outcome = trainAndPredict(plan);
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().text()));
    }
    void openWindow()
    {
        m_window = std::make_unique<SessionWindow>();
        m_window->resize(1024, 700);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }
    bool openDemo()
    {
        QSettings().remove("openRuns"); // what an earlier test looked at
        if (!session().openProject(m_project))
            return false;
        // The empty project that came before may report too.
        return QTest::qWaitFor(
            [&] {
                return session().data() && session().data()->sources.size() == 4 && !session().lane(Lane::Data).isBusy()
                    && tracksAreShown();
            },
            kPatience);
    }
    /// Whether the table shows what its filter finds now.
    bool tracksAreShown() const { return !m_window->tracksPage()->isBusy(); }
    bool waitForTracks() const
    {
        return QTest::qWaitFor([&] { return tracksAreShown(); }, kPatience);
    }
    template <class T>
    T *find(const char *name) const
    {
        T *child = m_window->findChild<T *>(QLatin1String(name));
        if (child == nullptr)
            qFatal("there is no %s", name);
        return child;
    }
    Session &session() const { return m_window->session(); }
    /// What stands above the track's image: its name and its id.
    QString shownTrack() const
    {
        return find<ElidedLabel>("trackTitle")->wholeText() + QLatin1Char(' ')
            + find<ElidedLabel>("trackRecording")->wholeText();
    }
    /// A table of the window, whose columns are named by their keys.
    TableModel *modelOf(const char *name) const
    {
        return qobject_cast<TableModel *>(find<QAbstractItemView>(name)->model());
    }
    static QString cell(const TableModel *model, int row, std::string_view key, const QModelIndex &above = {})
    {
        return model->index(row, model->columnOf(key), above).data().toString();
    }

    QTemporaryDir m_folder;
    QString m_project;
    QString m_run; ///< see makeRun()
    std::unique_ptr<MainWindow> m_window;
};

} // namespace melscope
