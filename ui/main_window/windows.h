#pragma once

#include <QObject>

#include <memory>
#include <vector>

namespace melscope {

class Desktop;
class MainWindow;
class Session;

/// The windows of the program, each with a session of its own, which is there before it and goes after it: a window can
/// be made anew over the same session, as in another language.
class Windows : public QObject
{
    Q_OBJECT
public:
    explicit Windows(QObject *parent = nullptr);
    ~Windows() override;

    /// A further one, not shown yet.
    MainWindow *open();
    MainWindow *newest() const;
    void setLanguage(const QString &language);
    /// Dark and light as the desktop prefers them, now and whenever that changes, unless the user has chosen.
    void followDesktop();

private:
    struct One
    {
        std::unique_ptr<Session> session;
        MainWindow *window = nullptr; ///< deletes itself when it is closed
    };
    void make(One &one);

    std::vector<std::unique_ptr<One>> m_all;
    Desktop *m_desktop;
};

} // namespace melscope
