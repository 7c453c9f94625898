#pragma once

#include "core/collection/collection.h"

#include <QLineEdit>

class QCompleter;
class QStandardItemModel;

namespace melscope {

/// A line for a filter of tracks that proposes fields, sources and labels with their counts while one types.
class FilterEdit : public QLineEdit
{
    Q_OBJECT
public:
    explicit FilterEdit(QWidget *parent = nullptr);

    void setData(std::shared_ptr<const Collection> data) { m_data = std::move(data); }
    /// Marks the text as not understood, with the reason as tool tip; an empty one as understood.
    void setProblem(const QString &reason);
    /// Hides the proposals; false where there were none.
    bool closeProposals();
    /// What is proposed at the cursor now, for tests.
    QStringList proposals() const;

private:
    void propose();
    void take(const QString &choice);

    std::shared_ptr<const Collection> m_data;
    QCompleter *m_completer;
    QStandardItemModel *m_choices;
    QString m_help;
    int m_wordBegin = 0;
    int m_wordLength = 0;
};

} // namespace melscope
