#pragma once

#include <QObject>
#include <QSize>

#include <deque>
#include <functional>
#include <vector>

namespace melscope {

class MainWindow;
class Windows;

/// Makes the screenshots of every page from the demo: opens it, trains, and takes each page in light and dark, small
/// and large, and some in German. On a screen of 200 % it takes each page once, as large as such a screen.
class Tour : public QObject
{
    Q_OBJECT
public:
    /// Screenshots go into `folder`, the demo into an empty one.
    Tour(Windows &windows, const QString &folder, const QString &demo, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// Exit code: 0, or 1 where something failed.
    void ended(int exitCode);

private:
    MainWindow &window() const;
    void connectSession();
    void plan();
    void planData();
    /// Every page, in the size and with the suffix.
    void planPages(const QSize &size, const QString &suffix);
    void planTabs();
    void planReasons();
    void planMap();
    void planSound(const QSize &size);
    void planDialogs();
    void planRuns();
    void planGerman(const std::vector<QSize> &sizes, const QString &suffix);
    void addStep(std::function<void()> step) { m_steps.push_back(std::move(step)); }
    void addShot(const QString &name, const QSize &size, const QString &suffix = {});
    void addTab(int page, const char *tabs, int index, const QString &name);
    void next();
    void waitForMusic();
    void waitForReasons();
    void waitForMap();
    void tickRuns(Qt::CheckState state);
    void shoot(const QString &name, QWidget *widget = nullptr);

    Windows &m_windows;
    QString m_folder;
    QString m_demo;
    bool m_trained = false;
    bool m_isAddingMusic = false; ///< which needs a module that may be missing
    int m_waits = 0;
    std::deque<std::function<void()>> m_steps;
};

} // namespace melscope
