#pragma once

#include <QWidget>

class QComboBox;
class QLabel;

namespace melscope {

class CardinalityPlot;
class LabelTree;
class Session;

/// The labels of one part of a source: a tree of genres with their counts, and how many labels recordings have.
class LabelsPane : public QWidget
{
    Q_OBJECT
public:
    explicit LabelsPane(Session &session, QWidget *parent = nullptr);

    LabelTree *tree() const { return m_tree; }
    CardinalityPlot *cardinality() const { return m_cardinality; }

Q_SIGNALS:
    void tracksWanted(const QString &filter);

private:
    void refreshSources();
    void refresh();

    Session &m_session;
    QComboBox *m_source;
    QComboBox *m_part;
    QLabel *m_summary;
    LabelTree *m_tree;
    CardinalityPlot *m_cardinality;
};

} // namespace melscope
