#pragma once

#include "core/targets/target.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace melscope {

class CountField;
class RemoteTrainings;

/// The targets to which trainings can be submitted: makes, changes, tries and removes them.
class TargetsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit TargetsDialog(RemoteTrainings &remote, QWidget *parent = nullptr);

    void reject() override;

private:
    QWidget *buildList();
    QWidget *buildForm();
    QLineEdit *addText(QFormLayout *form, const QString &title, const char *name, const QString &toolTip,
                       const QString &placeholder = {});
    CountField *addCount(QFormLayout *form, const QString &title, const char *name, const QString &toolTip, int least);
    void fillList();
    void showTarget(const Target &target);
    Target target() const; ///< as the form says
    bool isChanged() const;
    bool mayLeave(); ///< asks where something was changed
    void choose(int row);
    void addNew();
    void removeShown();
    void save();
    void tryShown();
    void update();

    RemoteTrainings &m_remote;
    QListWidget *m_list;
    Target m_shown; ///< as it was read
    QString m_before; ///< its name in its file; empty: it is new
    bool m_isFilling = false;
    QLineEdit *m_name;
    QComboBox *m_queue;
    QLineEdit *m_host;
    QLineEdit *m_sshOptions;
    QCheckBox *m_isShared;
    QLineEdit *m_folder;
    QLineEdit *m_program;
    QLineEdit *m_partition;
    QLineEdit *m_account;
    QLineEdit *m_time;
    QLineEdit *m_memory;
    CountField *m_nodes;
    CountField *m_processes;
    CountField *m_processors;
    QLineEdit *m_moreOptions;
    QLineEdit *m_modules;
    QComboBox *m_container;
    QLineEdit *m_image;
    QLabel *m_result;
    QWidget *m_form;
    QPushButton *m_save;
    QPushButton *m_try;
    QPushButton *m_remove;
};

} // namespace melscope
