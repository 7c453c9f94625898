#pragma once

#include "core/track/mel_image.h"
#include "ui/plots/plot_widget.h"

#include <optional>

class QCPGraph;

namespace melscope {

/// One statistic of one or two images over the mel bands, as curves over the bands' centre frequencies.
class ProfilePlot : public PlotWidget
{
    Q_OBJECT
public:
    explicit ProfilePlot(QWidget *parent = nullptr);

    struct Curve
    {
        QString name;
        std::optional<MelImage> values; ///< as the heatmaps show them
    };
    void show(const Curve &first, const Curve &second, int channel, const QString &unit);
    int pointCount() const;

protected:
    void restyle() override;

private:
    QCPGraph *m_first;
    QCPGraph *m_second;
};

} // namespace melscope
