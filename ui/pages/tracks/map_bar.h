#pragma once

#include "core/exploring/map_colouring.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace melscope {

class MapPlot;

/// What is chosen of a map: which tracks, how they are laid out, and what the colours tell.
class MapBar : public QWidget
{
    Q_OBJECT
public:
    explicit MapBar(QWidget *parent = nullptr);

    /// The parts of a run, or none without one; `hasResults`: its figures can be colours.
    void offer(const std::shared_ptr<const Run> &run, bool hasResults);
    QStringList parts() const; ///< by name
    bool byNeighbours() const;
    bool foundOnly() const;
    MapColouring colouring() const;
    QString label() const; ///< whose score is the colour

Q_SIGNALS:
    void mapWanted(); ///< another map
    void coloursWanted(); ///< other colours of the same

private:
    void offerParts();
    void offerLabels();

    std::shared_ptr<const Run> m_run;
    QComboBox *m_parts;
    QComboBox *m_layoutKind;
    QComboBox *m_colours;
    QLineEdit *m_label;
    QCheckBox *m_foundOnly;
};

/// What dragging on a map does, as buttons.
class MapTools : public QWidget
{
    Q_OBJECT
public:
    explicit MapTools(MapPlot &plot, QWidget *parent = nullptr);
};

} // namespace melscope
