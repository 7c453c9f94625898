#pragma once

#include <QComboBox>

namespace melscope {

class Session;

/// Which run is open, and the others to open.
class RunChoice : public QComboBox
{
    Q_OBJECT
public:
    explicit RunChoice(Session &session, const QString &objectName, QWidget *parent = nullptr);

private:
    void refresh();

    Session &m_session;
};

} // namespace melscope
