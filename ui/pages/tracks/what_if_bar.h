#pragma once

#include "core/exploring/image_change.h"
#include "core/runs/run_folder.h"
#include "ui/jobs/job_lane.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace melscope {

class Session;

/// Changes a track's image by dragging, and asks the open run's network what it would say of it.
class WhatIfBar : public QWidget
{
    Q_OBJECT
public:
    /// By class of the run.
    struct Scores
    {
        std::vector<float> before;
        std::vector<float> after;
    };

    explicit WhatIfBar(Session &session, QWidget *parent = nullptr);
    ~WhatIfBar() override;

    /// What turns it on and off; to be laid out by the parent.
    QToolButton *toggle() const { return m_toggle; }
    bool isActive() const;
    /// The image of the selected track, or none; what was changed of another is forgotten.
    void setImage(const std::optional<MelImage> &raw);
    /// With the changes.
    const std::optional<MelImage> &image() const { return m_changed; }
    bool hasChanges() const { return !m_changes.empty(); }
    /// Null until there is a change whose scores are known.
    const Scores *scores() const { return m_scores && hasChanges() ? &*m_scores : nullptr; }
    bool isComputing() const { return m_job.isBusy(); }

    /// A cell was dragged so far from where the drag began, upwards positive.
    void drag(size_t band, size_t channel, int pixels, bool isOver);
    /// Which cell the next figure that is typed is about.
    void aim(size_t band, size_t channel);
    void undo();
    void reset();

Q_SIGNALS:
    void imageChanged();
    void scoresChanged();

private:
    /// What jobs keep between them; one of them at a time uses it.
    struct Network;

    void apply();
    void ask();
    void tell();
    void typed(double decibels);
    ImageChange aimed() const;

    Session &m_session;
    QToolButton *m_toggle;
    QComboBox *m_extent;
    QDoubleSpinBox *m_level;
    QLabel *m_aim;
    QToolButton *m_undo;
    QToolButton *m_reset;
    std::optional<MelImage> m_raw;
    std::optional<MelImage> m_changed;
    std::vector<ImageChange> m_changes;
    bool m_isDragging = false; ///< the last change is the drag's
    bool m_isTyping = false; ///< the last change is the figure's
    size_t m_band = 0;
    size_t m_channel = 0;
    std::shared_ptr<Network> m_network;
    std::optional<Scores> m_scores;
    LatestJob m_job;
};

} // namespace melscope
