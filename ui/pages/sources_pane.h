#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QTableView;
class QTreeWidget;
class QTreeWidgetItem;

namespace melscope {

class Session;
class TableModel;
struct ProjectSource;
struct CollectedSource;

/// The project's sources with their files, what is in them, and what is wrong with them.
class SourcesPane : public QWidget
{
    Q_OBJECT
public:
    explicit SourcesPane(Session &session, QWidget *parent = nullptr);

    void addFiles();
    void addFolder();

private:
    void buildTable();
    void buildTree();
    void replaceSelected();
    void removeSelected();
    void renameSource(QTreeWidgetItem *item);
    void refresh();
    void fillSource(const ProjectSource &source, const CollectedSource *loaded, int index);
    void fillWarning();
    void updateActions();

    Session &m_session;
    QTreeWidget *m_tree;
    QTableView *m_problems;
    TableModel *m_problemModel;
    QLabel *m_problemTitle;
    QWidget *m_warning; ///< of release groups in both parts, with the offer to split
    QLabel *m_warningText;
    int m_warningSource = -1;
    QAction *m_replace;
    QAction *m_remove;
    bool m_filling = false; ///< guards against our own changes of the tree
};

} // namespace melscope
