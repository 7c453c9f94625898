#pragma once

#include <QWidget>

class QStackedLayout;
class QTabWidget;

namespace melscope {

class ImportsPane;
class LabelsPane;
class RelationsPane;
class Session;
class SourceCards;
class SourcesPane;
class StartPane;

/// What the project is made of: its sources at a glance, their labels and how those belong together, what came of
/// imports, and the files. Without any, how to begin.
class DataPage : public QWidget
{
    Q_OBJECT
public:
    explicit DataPage(Session &session, QWidget *parent = nullptr);

    QTabWidget *tabs() const { return m_tabs; }
    StartPane *startPane() const { return m_start; }
    SourcesPane *sources() const { return m_sources; }
    LabelsPane *labels() const { return m_labels; }
    RelationsPane *relations() const { return m_relations; }
    ImportsPane *imports() const { return m_imports; }

Q_SIGNALS:
    void demoWanted();
    void projectWanted();
    void recentWanted(const QString &file);
    void tracksWanted(const QString &filter);

private:
    Session &m_session;
    QStackedLayout *m_stack;
    StartPane *m_start;
    QTabWidget *m_tabs;
    SourceCards *m_cards;
    SourcesPane *m_sources;
    LabelsPane *m_labels;
    RelationsPane *m_relations;
    ImportsPane *m_imports;
};

} // namespace melscope
