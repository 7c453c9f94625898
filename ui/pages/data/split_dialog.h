#pragma once

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace melscope {

class CountField;
class DecimalField;

class Session;

/// Asks how a source's truth is to be split anew, and has it done. [core/README.md, Splitting a ground truth]
class SplitDialog : public QDialog
{
    Q_OBJECT
public:
    SplitDialog(Session &session, size_t source, bool withValidation, QWidget *parent = nullptr);
    /// Opens it; it deletes itself.
    static void ask(Session &session, size_t source, bool withValidation, QWidget *parent);

private:
    void split();

    Session &m_session;
    QComboBox *m_source;
    QCheckBox *m_withValidation;
    DecimalField *m_percent;
    CountField *m_minCount;
    QCheckBox *m_byGroup;
    CountField *m_seed;
    QLineEdit *m_folder;
};

} // namespace melscope
