#pragma once

#include "core/base/result.h"
#include "core/study/result_tables.h"

#include <QWidget>

#include <functional>
#include <map>
#include <optional>

class QCPAxis;
class QCustomPlot;
class QFrame;
class QLabel;
class QToolButton;
class QWheelEvent;

namespace melscope {

/// A plot in a widget of its own, with what all plots have in common: the palette's colours, replots that are queued
/// and counted; the wheel zooms, dragging moves, a double click shows all, pointing reads values, and a context menu
/// copies and saves. A plot declares what is its own: what it draws, how far its axes reach, and where the defaults do
/// not fit, its values and what pointing at them tells.
class PlotWidget : public QWidget
{
    Q_OBJECT
public:
    PlotWidget(const QString &objectName, const QString &accessibleName, QWidget *parent);

    QCustomPlot *plot() const { return m_plot; }
    int replotCount() const { return m_replots; }
    QString readoutText() const;
    virtual void showAll();
    /// Whether less than all is shown.
    bool isZoomed() const;
    /// What is shown, in words, for whoever cannot see it: each curve with its ends, its least and greatest value.
    virtual QString description() const;
    /// What is drawn, as a table. The function it returns may be called by a worker. By default the named curves and
    /// bars over their places on the horizontal axis.
    virtual std::function<ResultTable()> values() const;

    /// Proposed for files, without its ending; without one it is the accessible name.
    void setFileName(const QString &name) { m_fileName = name; }
    void copyImage();
    void copyData();
    /// Asks for a file and saves there.
    void chooseFile();
    /// The figure as .png, .svg or .pdf, the values as .csv.
    void save(const QString &path);

Q_SIGNALS:
    /// A file is to be written; `content` may be called by a worker.
    void exportWanted(const QString &title, const QString &path,
                      const std::function<melscope::Result<std::string>()> &content);

protected:
    /// Colours that depend on the palette; called at first by the subclass, then whenever palette or font change.
    virtual void restyle();
    void replotSoon();
    /// How far an axis reaches, by which it can be zoomed and moved; where that is new, the axis shows it.
    void setAll(QCPAxis *axis, double lower, double upper);
    /// A line of text below the plot that pointing writes into, instead of a tooltip.
    void addReadout(const QString &objectName, int lines);
    void setReadout(const QString &text);

    /// The pointer moves over the plot; by default it shows the text of that place.
    virtual void hover(const QPoint &position);
    /// By default the value of each curve that is nearest along the horizontal axis.
    virtual QString hoverText(const QPoint &position) const;
    /// The left button was pressed and released in one place.
    virtual void click(const QPoint &position) { Q_UNUSED(position); }
    /// Whether a drag from here is the plot's own affair instead of moving what is shown; gesture() hears of each place
    /// then, and at last that it is over.
    virtual bool beginGesture(const QPoint &position, Qt::KeyboardModifiers keys)
    {
        Q_UNUSED(position);
        Q_UNUSED(keys);
        return false;
    }
    virtual void gesture(const QPoint &position, bool isOver)
    {
        Q_UNUSED(position);
        Q_UNUSED(isOver);
    }
    /// The whole coordinates nearest to a place; nothing outside the axes.
    std::optional<QPoint> cellAt(const QPoint &position) const;
    /// A number as tables have it, exact; nothing for NaN.
    static QString cellText(double value);
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void followMouse();
    void addMenu();
    void zoom(const QWheelEvent &event);
    void zoomAt(const QPointF &position, double factor);
    void shiftBy(double horizontally, double vertically);
    void placeReset();
    void drawFocus();
    void drag(const QPoint &position);
    void moveTo(QCPAxis *axis, double lower, double upper);

    QCustomPlot *m_plot;
    QLabel *m_readout = nullptr;
    QToolButton *m_reset; ///< over the plot while it is zoomed
    QFrame *m_focus; ///< around the plot while it has the keyboard
    QString m_fileName;
    int m_replots = 0;
    std::map<QCPAxis *, std::pair<double, double>> m_all;
    std::optional<QPoint> m_pressed; ///< where the left button went down, as long as it is
    std::optional<QPoint> m_dragged; ///< where the drag was last
    Qt::KeyboardModifiers m_keys; ///< held then
    bool m_isGesture = false; ///< the drag is the plot's own affair
};

} // namespace melscope
