#pragma once

#include <QWidget>

class QStackedLayout;
class QTabWidget;

namespace melscope {

class ImportsPane;
class LabelsPane;
class RelationsPane;
class Session;
class SourcesPane;

/// What the project's data are: the files, their labels, how labels go together, and what imports reported.
class DataPage : public QWidget
{
    Q_OBJECT
public:
    explicit DataPage(Session &session, QWidget *parent = nullptr);

    QTabWidget *tabs() const { return m_tabs; }
    SourcesPane *sources() const { return m_sources; }
    LabelsPane *labels() const { return m_labels; }
    RelationsPane *relations() const { return m_relations; }
    ImportsPane *imports() const { return m_imports; }

Q_SIGNALS:
    void demoWanted();
    void projectWanted();
    /// Tracks that a filter finds are to be shown.
    void tracksWanted(const QString &filter);

private:
    Session &m_session;
    QStackedLayout *m_stack;
    QTabWidget *m_tabs;
    SourcesPane *m_sources;
    LabelsPane *m_labels;
    RelationsPane *m_relations;
    ImportsPane *m_imports;
};

} // namespace melscope
