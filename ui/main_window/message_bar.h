#pragma once

#include "core/base/result.h"

#include <QFrame>

class QLabel;
class QTimer;

namespace melscope {

/// Errors and news above the page, out of the way of work: no dialog to click away. News go by themselves.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    void showError(const Error &error);
    void showNews(const QString &text);
    QString text() const;

private:
    void showText(const QString &text, bool error);

    QLabel *m_icon;
    QLabel *m_text;
    QTimer *m_timer;
};

} // namespace melscope
