#pragma once

#include "core/truth/fold_files.h"
#include "ui/jobs/job_lane.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QTableView;
class QTimer;

namespace melscope {

class CountField;
class DecimalField;

class Session;
class TableModel;

/// Asks how a source's truth is to be split anew, into two parts or into folds, and has it done. Tells of folds what
/// they would be. [core/README.md, Splitting a ground truth]
class SplitDialog : public QDialog
{
    Q_OBJECT
public:
    SplitDialog(Session &session, size_t source, bool withValidation, QWidget *parent = nullptr);
    /// Opens it; it deletes itself.
    static void ask(Session &session, size_t source, bool withValidation, QWidget *parent);

private:
    void build(const QString &trainFile);
    QFormLayout *buildForm();
    void buildFolds(QFormLayout *form);
    void buildTable();
    void showKind();
    void previewSoon();
    void preview();
    void showPreview(const Result<std::vector<FoldFiles>> &folds);
    std::vector<size_t> sources() const; ///< that are divided, as the project has them
    FoldSettings foldSettings() const;
    QString folder() const;
    void split();

    Session &m_session;
    QRadioButton *m_inTwo;
    QRadioButton *m_inFolds;
    QComboBox *m_source;
    QCheckBox *m_allSources;
    QCheckBox *m_withValidation;
    DecimalField *m_percent;
    CountField *m_folds;
    CountField *m_minCount;
    QCheckBox *m_byGroup;
    CountField *m_seed;
    QLineEdit *m_folder;
    QComboBox *m_taken; ///< which fold the project gets
    QFormLayout *m_form = nullptr;
    QPushButton *m_accept = nullptr;
    TableModel *m_model;
    QTableView *m_table = nullptr;
    QLabel *m_note; ///< below the table
    std::vector<FoldFiles> m_preview;
    QTimer *m_previewSoon;
    LatestJob m_previewing;
};

} // namespace melscope
