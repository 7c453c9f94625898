#pragma once

#include "ui/session/recent_projects.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace melscope {

class Session;

/// What an empty window offers: the demo, a new project from files, and the projects that were open lately.
class StartPane : public QWidget
{
    Q_OBJECT
public:
    explicit StartPane(Session &session, QWidget *parent = nullptr);

    /// Reads the list anew.
    void refresh();

Q_SIGNALS:
    void demoWanted();
    void filesWanted();
    void folderWanted();
    void projectWanted(); ///< to be chosen
    void recentWanted(const QString &file);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildNew();
    QWidget *buildRecent();
    void fill(const std::vector<recent_projects::Found> &found);
    QWidget *makeRow(const recent_projects::Found &found);

    Session &m_session;
    QWidget *m_list;
    QLabel *m_noneYet;
};

} // namespace melscope
