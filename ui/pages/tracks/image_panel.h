#pragma once

#include "ui/pages/tracks/explanations.h"
#include "ui/pages/tracks/image_side.h"
#include "ui/pages/tracks/mean_images.h"

class QCheckBox;
class QTabBar;
class QToolButton;

namespace melscope {

struct InputTransform;
class MelHeatmap;
class OcclusionPlot;
class ProfilePlot;
class Session;
class WhatIfBar;

/// One or two mel images side by side in a common view: tracks, or means and deviations of the shown tracks or of a
/// label, which a worker computes; with a profile of one statistic, and ways to save them.
class ImagePanel : public QWidget
{
    Q_OBJECT
public:
    explicit ImagePanel(Session &session, QWidget *parent = nullptr);

    using Tracks = MeanImages::Tracks;
    /// What the table shows, for means over it.
    void setShownTracks(Tracks tracks);
    void showTrack(uint32_t track);
    void clear(const QString &reason);
    void pinTrack();
    MelHeatmap *first() const { return m_first->heatmap(); }
    MelHeatmap *second() const { return m_second->heatmap(); }
    ImageSide *secondSide() const { return m_second; }
    MelView view() const;
    WhatIfBar *whatIf() const { return m_whatIf; }
    OcclusionPlot *occlusionPlot() const { return m_occlusion; }
    /// Shows beside the track why the open run scores a label of it as it does.
    void explain(const QString &label);
    bool isComputing() const { return m_means.isComputing() || m_explanations.isComputing(); }

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildBar(QWidget *bar);
    void forgetData();
    void findPinned();
    void findInput();
    void setInput(const std::shared_ptr<const InputTransform> &input, const QString &explanation);
    QString labelSource() const;
    void refresh();
    void refreshSide(ImageSide *side);
    void refreshWhy(MelHeatmap *heatmap, const QString &label);
    /// Image, reasons and occlusion beside and below one another, or where that is too narrow one of them.
    void arrange();
    void refreshReference();
    void shareColours();
    void refreshProfile();
    QString nameOfMean(const ImageChoice &choice) const;
    const ImageStatistics *statisticsOf(const ImageChoice &choice);
    QString nameOf(const ImageSide *side) const;

    Session &m_session;
    ImageSide *m_first;
    ImageSide *m_second;
    ProfilePlot *m_profile;
    OcclusionPlot *m_occlusion; ///< there while a label is explained
    WhatIfBar *m_whatIf; ///< changes the first image, where that is the selected track
    QTabBar *m_switch; ///< between them, where they have no room side by side
    bool m_isExplained = false; ///< and the reasons are known
    QComboBox *m_view;
    QComboBox *m_reference;
    QCheckBox *m_sameColours;
    QComboBox *m_channel;
    QToolButton *m_pin;
    std::shared_ptr<const InputTransform> m_input; ///< of the open run; null without one
    QString m_inputRun; ///< its folder
    LatestJob m_reading;
    std::optional<uint32_t> m_track;
    std::optional<uint32_t> m_pinned;
    std::string m_pinnedId;
    bool m_referenceChosen = false; ///< by the user, who then keeps it
    QString m_emptyReason;
    Tracks m_shown;
    MeanImages m_means; ///< forgotten with the data
    Explanations m_explanations; ///< likewise
};

} // namespace melscope
