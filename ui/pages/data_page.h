#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QSplitter;
class QStackedLayout;
class QTableView;
class QTreeWidget;
class QTreeWidgetItem;

namespace melscope {

class Session;
class TableModel;
struct ProjectSource;
struct SourceSnapshot;

/// The project's sources with their files, what is in them, and what is wrong with them.
class DataPage : public QWidget
{
    Q_OBJECT
public:
    explicit DataPage(Session &session, QWidget *parent = nullptr);

Q_SIGNALS:
    void demoWanted();
    void projectWanted();

private:
    void buildTable();
    void addFiles();
    void addFolder();
    void replaceSelected();
    void removeSelected();
    void renameSource(QTreeWidgetItem *item);
    void refresh();
    void fillSource(const ProjectSource &source, const SourceSnapshot *loaded, int index);
    void updateActions();

    Session &m_session;
    QStackedLayout *m_stack;
    QTreeWidget *m_tree;
    QTableView *m_problems;
    TableModel *m_problemModel;
    QLabel *m_problemTitle;
    QAction *m_replace;
    QAction *m_remove;
    bool m_filling = false; ///< guards against our own changes of the tree
};

} // namespace melscope
