#pragma once

#include "core/base/result.h"

#include <QFrame>

class QLabel;

namespace melscope {

/// Tells of errors. An error stays until it is dismissed, or until what it was about has gone well.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    QString text() const;
    void showError(const Error &error);
    /// What the next messages are about: the title of the job that they come from; empty: nothing in particular.
    void setTopic(const QString &topic) { m_topic = topic; }
    /// That has gone well: an error about it is past.
    void settle(const QString &topic);

private:
    QLabel *m_icon;
    QLabel *m_text;
    QString m_topic;
    QString m_shownTopic; ///< of the message that is shown
};

} // namespace melscope
