#pragma once

#include "core/base/result.h"

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;
class QTimer;

namespace melscope {

/// Tells of errors and of what was finished. An error stays until it is dismissed, or until what it was about has gone
/// well; news go by themselves, unless something is offered with them.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    QString text() const;
    void showError(const Error &error);
    void showNews(const QString &text);
    /// Something that can be done now, as a button.
    void offer(const QString &text, const QString &action, std::function<void()> act);
    void withdrawOffer();
    /// What the next messages are about: the title of the job that they come from; empty: nothing in particular.
    void setTopic(const QString &topic) { m_topic = topic; }
    /// That has gone well: an error about it is past.
    void settle(const QString &topic);
    /// Nothing that was said holds any more.
    void clear();

private:
    enum class Kind { Error, News, Offer };
    void showText(const QString &text, Kind kind);

    QLabel *m_icon;
    QLabel *m_text;
    QPushButton *m_act;
    QTimer *m_timer;
    Kind m_kind = Kind::News;
    QString m_topic;
    QString m_shownTopic; ///< of the message that is shown
    std::function<void()> m_action;
};

} // namespace melscope
