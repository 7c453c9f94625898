#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QTableView;
class QTreeView;

namespace melscope {

class Session;
class SourceModel;
class TableModel;

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
    void buildTree(QWidget *parent);
    void replaceSelected();
    void removeSelected();
    void relocate();
    bool rename(size_t index, const QString &name);
    void refresh();
    void fillWarning();
    void updateActions();

    Session &m_session;
    SourceModel *m_model;
    QTreeView *m_tree;
    QTableView *m_problems;
    TableModel *m_problemModel;
    QLabel *m_problemTitle;
    QWidget *m_warning; ///< of release groups in both parts, with the offer to split
    QLabel *m_warningText;
    int m_warningSource = -1;
    QAction *m_replace;
    QAction *m_relocate;
    QAction *m_remove;
};

} // namespace melscope
