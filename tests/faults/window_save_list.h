#pragma once

#include "ui/main_window/session_window.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <vector>

namespace melscope {

/// One thing that the window saves.
struct Save
{
    QString name;
    QStringList files; ///< that it makes, relative to the folder
    std::function<void()> act;
    std::function<void()> before = {}; ///< makes the older files; where it is empty, any text will do
};

/// Everything that the window saves, into one folder; the project's run is open.
class SaveList
{
public:
    /// `arm` is called right before the bytes are written: after dialogs have been answered.
    SaveList(MainWindow &window, QString folder, std::function<void()> arm);

    std::vector<Save> all();
    /// Handles events until something is so. False: it is not within kPatience.
    bool waitUntil(const std::function<bool()> &condition) const;
    bool isIdle() const;
    bool settle() const;

private:
    static constexpr int kPatience = 20'000; ///< ms after which a save hangs

    QString path(const QString &name) const;
    std::function<void()> armed(std::function<void()> act) const;
    std::vector<Save> exports();
    std::vector<Save> changesOfRun();
    std::vector<Save> buttons();
    std::function<void()> button(MainWindow::Page page, const QString &tabs, int tab, const QString &name,
                                 const QString &file);
    void selectLabel();
    void choose(int rule);

    MainWindow &m_window;
    Session &m_session;
    const QString m_folder;
    const std::function<void()> m_arm;
};

} // namespace melscope
