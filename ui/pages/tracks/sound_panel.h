#pragma once

#include "core/exploring/sound_view.h"
#include "ui/jobs/job_lane.h"

#include <QTimer>
#include <QWidget>

#include <array>
#include <optional>

class QComboBox;
class QLabel;
class QToolButton;

namespace melscope {

class ScoresPlot;
class Session;
class SpectrogramPlot;
class TimePlot;
class WaveformPlot;

/// The sound file of the selected track: its mel bands and its scores over time, its waveform and its cover, with a
/// cursor that goes through all of them while it plays. Hidden where the track has no sound file.
class SoundPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SoundPanel(Session &session, QWidget *parent = nullptr);

    /// Nothing: no track.
    void showTrack(std::optional<uint32_t> track);
    /// Whether the panel is wanted at all; a sound is listened to only while it is.
    void setWanted(bool isWanted);
    bool hasSound() const { return !m_file.isEmpty(); }
    void togglePlaying();
    const std::shared_ptr<const SoundView> &sound() const { return m_sound; }
    bool isBusy() const { return m_wait.isActive() || m_listening.isBusy() || m_scoring.isBusy(); }

Q_SIGNALS:
    void shown(); ///< all that is to be seen of the sound is there, or why it is not

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildBar(QWidget *bar);
    void listen();
    void takeSound(const std::shared_ptr<const SoundView> &sound);
    void score();
    void fillVocabularies();
    void showCurves();
    void fit();
    void showState();
    void showPosition(double seconds);
    void showNote();
    std::array<TimePlot *, 3> plots() const;

    Session &m_session;
    QToolButton *m_play;
    QLabel *m_time;
    QLabel *m_note;
    QComboBox *m_vocabulary;
    QLabel *m_cover;
    SpectrogramPlot *m_spectrogram;
    ScoresPlot *m_scores;
    WaveformPlot *m_waveform;
    bool m_isWanted = true;
    QString m_file; ///< of the selected track; empty: it has none
    QString m_source; ///< of the selected track
    std::pair<uint64_t, uint64_t> m_mark; ///< of the file as it was imported
    QString m_problem; ///< why there is nothing to see
    std::shared_ptr<const SoundView> m_sound; ///< of m_file, or null
    std::shared_ptr<const ScoresOverTime> m_curves; ///< of m_sound, or null
    QTimer m_wait; ///< until the selection rests
    LatestJob m_listening;
    LatestJob m_scoring;
};

} // namespace melscope
