#pragma once

#include <QScrollArea>

class QGridLayout;

namespace melscope {

struct CollectedSource;
struct ProjectSource;
class Session;

/// All sources at a glance: a card each with its counts, its most frequent genres, and what is wrong or missing, with
/// what can be done about it.
class SourceCards : public QScrollArea
{
    Q_OBJECT
public:
    explicit SourceCards(Session &session, QWidget *parent = nullptr);

Q_SIGNALS:
    void filesWanted(); ///< to be added
    void splitWanted(size_t source);
    void problemsWanted(); ///< the whole list
    void labelsWanted(const QString &source);
    void tracksWanted(const QString &filter);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Problem
    {
        QString text;
        QString action; ///< empty: nothing can be done here
        std::function<void()> act;
        bool isSerious = false;
    };
    void refresh();
    void arrange();
    QWidget *makeCard(size_t index, const ProjectSource &source, const CollectedSource *loaded);
    std::vector<Problem> problemsOf(size_t index, const ProjectSource &source, const CollectedSource *loaded);
    std::vector<Problem> gapsOf(size_t index, const ProjectSource &source, const CollectedSource *loaded);

    Session &m_session;
    QWidget *m_content;
    QGridLayout *m_grid;
    std::vector<QWidget *> m_cards;
    int m_columns = 0;
};

} // namespace melscope
