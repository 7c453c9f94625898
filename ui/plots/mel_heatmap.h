#pragma once

#include "core/features/mel_image.h"

#include <QWidget>

#include <optional>

class QCustomPlot;
class QCPColorMap;
class QCPColorScale;
class QLabel;

namespace melscope {

/// A track's 40×9 mel image: bands with their centre frequencies in Hz, the nine statistics by name, a colour
/// scale, and a readout of the cell under the mouse.
class MelHeatmap : public QWidget
{
    Q_OBJECT
public:
    enum class View {
        Scaled, ///< as the network sees it: each statistic divided by its maximum
        Decibel, ///< 10 log10 of the raw values
        Raw,
    };

    explicit MelHeatmap(QWidget *parent = nullptr);

    void clear(const QString &reason);
    void setImage(const MelImage &raw);
    void setView(View view);
    bool hasImage() const { return m_raw.has_value(); }
    /// The value shown in a cell; NaN where there is none.
    double cell(size_t band, size_t channel) const;
    QString readoutText() const;
    int replotCount() const { return m_replots; }
    QCustomPlot *plot() const { return m_plot; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildAxes();
    void refresh();
    void restyle();
    void showReadout(const QPoint &position);

    View m_view = View::Scaled;
    std::optional<MelImage> m_raw;
    MelImage m_scaled {};
    int m_replots = 0;
    QCustomPlot *m_plot;
    QCPColorMap *m_map;
    QCPColorScale *m_scale;
    QLabel *m_readout;
};

} // namespace melscope
