#pragma once

#include "core/features/mel_image.h"

#include <QWidget>

#include <optional>

class QCustomPlot;
class QCPGraph;

namespace melscope {

/// One statistic of one or two images over the mel bands, as curves over the bands' centre frequencies.
class ProfilePlot : public QWidget
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
    QCustomPlot *plot() const { return m_plot; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void restyle();
    QCustomPlot *m_plot;
    QCPGraph *m_first;
    QCPGraph *m_second;
};

} // namespace melscope
