#include "ui/playing/silent_player.h"

#include <algorithm>

namespace melscope {

SilentPlayer::SilentPlayer()
{
    m_end.setSingleShot(true);
    m_end.setTimerType(Qt::PreciseTimer);
    m_end.callOnTimeout([this] {
        m_begun = 0; // as Qt's player does, the next play() begins anew
        m_isPlaying = false;
        if (stateChanged)
            stateChanged();
    });
}

void SilentPlayer::load(const QString &path, double seconds)
{
    Q_UNUSED(path);
    m_begun = 0;
    m_length = seconds;
    setPlaying(false);
}

void SilentPlayer::play()
{
    setPlaying(true);
}

void SilentPlayer::pause()
{
    m_begun = position();
    setPlaying(false);
}

void SilentPlayer::seek(double seconds)
{
    m_begun = std::clamp(seconds, 0.0, m_length);
    if (m_isPlaying)
        setPlaying(true);
}

double SilentPlayer::position() const
{
    return m_isPlaying ? std::min(m_begun + double(m_clock.elapsed()) / 1000, m_length) : m_begun;
}

void SilentPlayer::setPlaying(bool isPlaying)
{
    const bool changed = std::exchange(m_isPlaying, isPlaying) != isPlaying;
    m_clock.start();
    if (isPlaying)
        m_end.start(int(std::max(0.0, m_length - m_begun) * 1000));
    else
        m_end.stop();
    if (changed && stateChanged)
        stateChanged();
}

} // namespace melscope
