#pragma once

#include "ui/playing/sound_player.h"

#include <QAudioOutput>
#include <QMediaPlayer>

namespace melscope {

/// Plays by Qt Multimedia on the default sound device.
class QtPlayer : public SoundPlayer
{
public:
    QtPlayer();

    void load(const QString &path, double seconds) override;
    void play() override { m_player.play(); }
    void pause() override { m_player.pause(); }
    void seek(double seconds) override;
    double position() const override;
    bool isPlaying() const override { return m_player.playbackState() == QMediaPlayer::PlayingState; }

private:
    QAudioOutput m_output; // outlives the player
    QMediaPlayer m_player;
    double m_length = 0;
    double m_wanted = -1; ///< where to begin once the file is loaded, seconds; −1: nowhere else
};

} // namespace melscope
