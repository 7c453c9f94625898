#pragma once

#include "ui/main_window/main_window.h"
#include "ui/session/session.h"

namespace melscope {

namespace detail {
struct OwnSession
{
    Session ownSession;
};
}

/// A window with a session of its own, which is there before it and goes after it; with all its pages from the start.
class SessionWindow : private detail::OwnSession, public MainWindow
{
public:
    explicit SessionWindow(QWidget *parent = nullptr)
        : MainWindow(ownSession, parent)
    {
        makePages();
    }
};

} // namespace melscope
