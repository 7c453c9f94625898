#pragma once

#include "ui/jobs/job_lane.h"
#include "ui/playing/sound_player.h"

#include <QTimer>

namespace melscope {

/// The one sound that plays in the window. A player is made when something is first to be heard; where there is none,
/// the clock goes on in silence, and a note says why.
class Playback : public QObject
{
    Q_OBJECT
public:
    using MakePlayer = std::function<std::unique_ptr<SoundPlayer>()>;
    explicit Playback(JobLane &lane, QObject *parent = nullptr);
    ~Playback() override;

    /// What makes players instead, for tests.
    void setMaker(MakePlayer maker) { m_maker = std::move(maker); }

    /// Stops what plays. An empty path: nothing is to be played.
    void load(const QString &path, double seconds);
    const QString &file() const { return m_file; }
    double length() const { return m_length; } ///< seconds
    void toggle();
    void play();
    void pause();
    void seek(double seconds);
    double position() const; ///< seconds
    bool isPlaying() const;
    /// Why nothing is heard; empty where nothing is wrong.
    const QString &note() const { return m_note; }

Q_SIGNALS:
    void moved(double seconds); ///< while it plays, as often as a screen shows it; and when sought
    void stateChanged();
    void noteChanged();

private:
    void take(std::unique_ptr<SoundPlayer> player);
    void takeSilence(const QString &note);
    void setNote(const QString &note);
    void follow();

    JobLane &m_lane;
    MakePlayer m_maker;
    std::unique_ptr<SoundPlayer> m_player;
    LatestJob m_opening; ///< the module
    QTimer m_tick;
    QString m_file;
    QString m_note;
    double m_length = 0;
    bool m_isWanted = false; ///< somebody has asked to play
    bool m_isUnplayable = false; ///< this file alone is silent
    double m_sought = 0; ///< where to begin when a player is there
};

} // namespace melscope
