#pragma once

#include "core/collection/truth_from_tags.h"
#include "core/truth/label_statistics.h"
#include "ui/jobs/job_lane.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableView;

namespace melscope {

class CountField;
class Session;
class TableModel;

/// Makes a ground truth of sounds' genre tags by rule, with a look at its labels beforehand, and takes it into the
/// project with the sounds as its features. [core/README.md, Sound]
class TagTruthDialog : public QDialog
{
    Q_OBJECT
public:
    explicit TagTruthDialog(Session &session, QWidget *parent = nullptr);
    /// Opens it; it deletes itself.
    static void ask(Session &session, QWidget *parent);
    void setFolder(const QString &folder);
    bool isBusy() const { return m_wait.isActive() || m_reading.isBusy(); }

private:
    void buildForm(QWidget *form);
    void buildTable();
    void read();
    void write();
    TagRules rules() const;
    QString folder() const;

    Session &m_session;
    QLineEdit *m_folder;
    QLineEdit *m_separators;
    QCheckBox *m_lowerCase;
    CountField *m_least;
    QLineEdit *m_file;
    QCheckBox *m_takes;
    QLabel *m_count;
    TableModel *m_model;
    QTableView *m_table;
    QPushButton *m_write;
    TagTruth m_truth;
    std::vector<LabelStatistics::Label> m_labels; ///< of the truth
    bool m_isFileChosen = false; ///< by the user; else it follows the folder
    QString m_replaced; ///< a file that exists and that the user wants to replace
    QTimer m_wait; ///< until typing rests
    LatestJob m_reading;
};

} // namespace melscope
