#pragma once

#include <QMenu>

namespace melscope {

class Session;
class TrackDetails;

/// What can be done with a track of the table: looking at its relatives, noting, pinning, looking it up.
class TrackMenu : public QMenu
{
    Q_OBJECT
public:
    TrackMenu(Session &session, uint32_t track, TrackDetails &details, QWidget *parent);

Q_SIGNALS:
    void filterWanted(const QString &filter);

private:
    Session &m_session;
};

} // namespace melscope
