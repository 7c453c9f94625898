#pragma once

#include <QWidget>

class QComboBox;
class QLabel;

namespace melscope {

class CardinalityPlot;
class LabelHistogramPlot;
class LabelTree;
class Session;

/// The labels of one part of a source: a tree of genres with their counts, and how many labels recordings have.
class LabelsPane : public QWidget
{
    Q_OBJECT
public:
    explicit LabelsPane(Session &session, QWidget *parent = nullptr);

    void showSource(const QString &name);

    LabelTree *tree() const { return m_tree; }
    CardinalityPlot *cardinality() const { return m_cardinality; }

Q_SIGNALS:
    void tracksWanted(const QString &filter);

private:
    void refreshSources();
    void refresh();
    void offer(const QString &label);

    Session &m_session;
    QComboBox *m_source;
    QComboBox *m_part;
    QLabel *m_summary;
    LabelTree *m_tree;
    LabelHistogramPlot *m_histogram;
    CardinalityPlot *m_cardinality;
};

} // namespace melscope
