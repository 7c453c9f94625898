#include "ui/main_window/windows.h"

#include "ui/desktop/desktop.h"
#include "ui/main_window/application_theme.h"
#include "ui/language/language.h"
#include "ui/main_window/main_window.h"
#include "ui/session/session.h"

#include <QTimer>

#include <algorithm>

namespace melscope {

namespace {
constexpr int kShift = 40; ///< of a further window, in pixels
}

Windows::Windows(QObject *parent)
    : QObject(parent)
    , m_desktop(new Desktop(this))
{
    connect(m_desktop, &Desktop::darkPreferred, this, [](bool isDark) { takeDesktopColours(isDark); });
}

Windows::~Windows()
{
    for (const auto &one : m_all) {
        disconnect(one->window, nullptr, this, nullptr);
        delete one->window;
    }
}

MainWindow *Windows::open()
{
    auto one = std::make_unique<One>();
    one->session = std::make_unique<Session>();
    make(*one);
    if (!m_all.empty())
        one->window->move(m_all.back()->window->pos() + QPoint(kShift, kShift));
    m_all.push_back(std::move(one));
    return m_all.back()->window;
}

MainWindow *Windows::newest() const
{
    return m_all.empty() ? nullptr : m_all.back()->window;
}

void Windows::make(One &one)
{
    one.window = new MainWindow(*one.session);
    one.window->setAttribute(Qt::WA_DeleteOnClose);
    connect(one.window, &MainWindow::windowWanted, this, [this](const QString &project) {
        MainWindow *window = open();
        window->show();
        if (!project.isEmpty())
            window->openProjectFile(project);
    });
    // When the menu that asks is gone.
    connect(one.window, &MainWindow::languageWanted, this, &Windows::setLanguage, Qt::QueuedConnection);
    connect(one.window, &QObject::destroyed, this, [this, closed = &one] {
        std::erase_if(m_all, [closed](const auto &known) { return known.get() == closed; });
    });
}

void Windows::setLanguage(const QString &language)
{
    chooseLanguage(language);
    applyLanguage();
    for (const auto &one : m_all) {
        MainWindow *old = one->window;
        old->keepState();
        const auto page = old->currentPage();
        const QByteArray geometry = old->saveGeometry();
        disconnect(old, nullptr, this, nullptr);
        make(*one);
        one->window->restoreGeometry(geometry);
        one->window->showAgain(page);
        delete old;
    }
}

void Windows::followDesktop()
{
    m_desktop->followColours();
}

} // namespace melscope
