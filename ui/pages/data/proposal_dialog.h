#pragma once

#include "core/collection/file_assignment.h"

#include <QDialog>

#include <functional>

class QLabel;
class QPushButton;
class QTableWidget;

namespace melscope {

class Session;

/// What each of some files is taken for, and why, before anything happens: source and role can be changed, files left
/// out. Says what is still missing for a training.
class ProposalDialog : public QDialog
{
    Q_OBJECT
public:
    ProposalDialog(const Session &session, const QStringList &paths, std::vector<FileAssignment> assignments,
                   QWidget *parent);

    const QStringList &paths() const { return m_paths; }
    /// As they stand in the table now.
    const std::vector<FileAssignment> &assignments() const { return m_assignments; }

    /// Looks at files in a worker, then asks and adds them, and calls `added`; sounds alone are added without a
    /// question and without a call.
    static void ask(Session &session, const QStringList &paths, QWidget *parent, std::function<void()> added = {});

private:
    void buildTable();
    void showSourceOf(int row);
    void judge();

    const Project m_before;
    QStringList m_paths;
    std::vector<FileAssignment> m_assignments;
    QTableWidget *m_table;
    QLabel *m_verdict;
    QPushButton *m_add;
};

} // namespace melscope
