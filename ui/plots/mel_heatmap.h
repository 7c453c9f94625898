#pragma once

#include "core/features/mel_view.h"
#include "ui/plots/plot_widget.h"

#include <limits>
#include <optional>

class QCPColorMap;
class QCPColorScale;
class QLabel;

namespace melscope {

/// A 40×9 mel image: bands with their centre frequencies in Hz, the nine statistics by name, a colour scale, and a
/// readout of the cell under the mouse.
class MelHeatmap : public PlotWidget
{
    Q_OBJECT
public:
    explicit MelHeatmap(QWidget *parent = nullptr);

    void clear(const QString &reason);
    void setImage(const MelImage &raw);
    /// Instead of an image: how much each cell speaks for a label or against it, whatever the view.
    void setAttribution(const MelImage &cells);
    /// What View::Difference compares with; none shows nothing.
    void setReference(const std::optional<MelImage> &reference);
    void setView(MelView view);
    /// How MelView::Input is made of raw values, and whether nought is its middle; none: scaled.
    using Transform = std::function<MelImage(const MelImage &raw)>;
    void setInput(Transform transform, bool isSigned);
    /// A line above the image; none takes no room.
    void setTitle(const QString &title);
    bool hasImage() const { return m_raw.has_value(); }
    const std::optional<MelImage> &raw() const { return m_raw; }
    /// What is shown; NaN where there is nothing.
    const MelImage &shown() const { return m_shown; }
    double cell(size_t band, size_t channel) const
    {
        return m_raw ? double(m_shown[band * kChannels + channel]) : std::numeric_limits<double>::quiet_NaN();
    }
    /// Least and greatest shown value; nothing without an image or without a finite value.
    std::optional<std::pair<double, double>> ownRange() const;
    /// Colours over this range instead of the image's own; nothing returns to the own one.
    void setRange(const std::optional<std::pair<double, double>> &range);
    std::pair<double, double> range() const;
    std::function<ResultTable()> values() const override;
    /// Whether dragging a cell is somebody's affair instead of moving what is shown.
    void setCellsDraggable(bool draggable) { m_areCellsDraggable = draggable; }

Q_SIGNALS:
    void channelHovered(int channel);
    /// So far from where the drag began, upwards positive.
    void cellDragged(int band, int channel, int pixels, bool isOver);
    void cellClicked(int band, int channel);

protected:
    void restyle() override;
    void hover(const QPoint &position) override;
    QString hoverText(const QPoint &position) const override;
    void click(const QPoint &position) override;
    bool beginGesture(const QPoint &position, Qt::KeyboardModifiers keys) override;
    void gesture(const QPoint &position, bool isOver) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void show(const MelImage &values, bool isAttribution);
    void buildAxes();
    void fitTexts();
    void nameStatistics(bool isNarrow);
    void refresh();
    /// The channel (x) and band (y) there.
    std::optional<QPoint> imageCellAt(const QPoint &position) const;

    MelView m_view = MelView::Input;
    Transform m_input;
    bool m_isInputSigned = false;
    bool m_isAttribution = false;
    bool m_areCellsDraggable = false;
    std::optional<std::pair<QPoint, QPoint>> m_grabbed; ///< a cell (channel, band), and where the drag began
    bool isSigned() const
    {
        return m_isAttribution || m_view == MelView::Difference || (m_view == MelView::Input && m_isInputSigned);
    }
    std::optional<MelImage> m_raw;
    std::optional<MelImage> m_reference;
    std::optional<std::pair<double, double>> m_range;
    MelImage m_shown {};
    QLabel *m_title;
    QString m_titleText;
    QCPColorMap *m_map;
    QCPColorScale *m_scale;
};

} // namespace melscope
