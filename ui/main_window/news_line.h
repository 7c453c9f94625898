#pragma once

#include <QWidget>

#include <functional>

class QTimer;
class QToolButton;

namespace melscope {

class ElidedLabel;

/// What was finished, for some seconds, and what can be done with it, as a button: in a line that is always there, so
/// that it neither moves nor covers anything.
class NewsLine : public QWidget
{
    Q_OBJECT
public:
    explicit NewsLine(QWidget *parent = nullptr);

    QString text() const;
    void showNews(const QString &text);
    /// Something that can be done now.
    void offer(const QString &text, const QString &action, std::function<void()> act);
    void withdrawOffer();

private:
    void showText(const QString &text, int milliseconds);

    ElidedLabel *m_text;
    QToolButton *m_act;
    QTimer *m_timer;
    std::function<void()> m_action;
};

} // namespace melscope
