#pragma once

#include <QObject>
#include <QTemporaryDir>

#include <deque>
#include <functional>

namespace melscope {

class MainWindow;

/// Makes the screenshots of every page from the demo: opens it, trains, and takes each page in two sizes.
class Tour : public QObject
{
    Q_OBJECT
public:
    /// Screenshots go into `folder`, the demo into a temporary one.
    Tour(MainWindow &window, const QString &folder, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// Exit code: 0, or 1 where something failed.
    void ended(int exitCode);

private:
    void plan();
    void next();
    void waitForMusic();
    void tickRuns(Qt::CheckState state);
    void shoot(const QString &name);

    MainWindow &m_window;
    QString m_folder;
    QTemporaryDir m_demo;
    bool m_trained = false;
    bool m_isAddingMusic = false; ///< which needs a module that may be missing
    int m_waits = 0;
    std::deque<std::function<void()>> m_steps;
};

} // namespace melscope
