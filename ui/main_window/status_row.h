#pragma once

#include <QFrame>

#include <vector>

namespace melscope {

class ElidedLabel;
class NewsLine;
class Session;

/// The window's lowest row: what runs, how far, how long still, what can be held on or cancelled, what was finished,
/// and the list of all jobs. Of one height, so that nothing moves when a job begins or ends.
class StatusRow : public QFrame
{
    Q_OBJECT
public:
    explicit StatusRow(Session &session, QWidget *parent = nullptr);

    NewsLine *news() const { return m_news; }

Q_SIGNALS:
    void jobsWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showRest();

    Session &m_session;
    ElidedLabel *m_rest; ///< while nothing runs and nothing is new
    NewsLine *m_news;
    std::vector<QWidget *> m_strips;
};

} // namespace melscope
