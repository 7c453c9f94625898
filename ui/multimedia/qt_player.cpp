#include "ui/multimedia/qt_player.h"

#include <QUrl>

#include <algorithm>
#include <cmath>

namespace melscope {

QtPlayer::QtPlayer()
{
    m_player.setAudioOutput(&m_output);
    QObject::connect(&m_player, &QMediaPlayer::playbackStateChanged, &m_player, [this] {
        if (stateChanged)
            stateChanged();
    });
    QObject::connect(&m_player, &QMediaPlayer::errorOccurred, &m_player,
                     [this](QMediaPlayer::Error, const QString &reason) {
                         if (failed)
                             failed(reason);
                     });
    QObject::connect(&m_player, &QMediaPlayer::mediaStatusChanged, &m_player, [this](QMediaPlayer::MediaStatus status) {
        const bool isLoaded = status == QMediaPlayer::LoadedMedia || status == QMediaPlayer::BufferedMedia;
        if (isLoaded && m_wanted >= 0)
            m_player.setPosition(qint64(std::llround(std::exchange(m_wanted, -1) * 1000)));
    });
}

void QtPlayer::load(const QString &path, double seconds)
{
    m_length = seconds;
    m_wanted = -1;
    m_player.setSource(QUrl::fromLocalFile(path));
}

void QtPlayer::seek(double seconds)
{
    const double place = std::clamp(seconds, 0.0, m_length);
    const auto status = m_player.mediaStatus();
    if (status == QMediaPlayer::LoadingMedia || status == QMediaPlayer::NoMedia)
        m_wanted = place; // it is not open yet
    else
        m_player.setPosition(qint64(std::llround(place * 1000)));
}

double QtPlayer::position() const
{
    return m_wanted >= 0 ? m_wanted : double(m_player.position()) / 1000;
}

} // namespace melscope
