#pragma once

#include "ui/playing/sound_player.h"

#include <QElapsedTimer>
#include <QTimer>

namespace melscope {

/// Plays nothing: its clock alone goes on, where there is no sound device and in tests.
class SilentPlayer : public SoundPlayer
{
public:
    SilentPlayer();

    void load(const QString &path, double seconds) override;
    void play() override;
    void pause() override;
    void seek(double seconds) override;
    double position() const override;
    bool isPlaying() const override { return m_isPlaying; }

private:
    void setPlaying(bool isPlaying);

    QElapsedTimer m_clock;
    QTimer m_end;
    double m_begun = 0; ///< position when the clock was started, seconds
    double m_length = 0;
    bool m_isPlaying = false;
};

} // namespace melscope
