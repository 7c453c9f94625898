#include "ui/playing/playback.h"

#include "ui/playing/player_module.h"
#include "ui/playing/silent_player.h"

#include <algorithm>

namespace melscope {

namespace {
constexpr int kTickMilliseconds = 33;
}

Playback::Playback(JobLane &lane, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
{
    m_tick.setInterval(kTickMilliseconds);
    m_tick.callOnTimeout(this, [this] { Q_EMIT moved(position()); });
}

Playback::~Playback()
{
    if (m_player) {
        m_player->stateChanged = nullptr;
        m_player->failed = nullptr;
    }
}

void Playback::load(const QString &path, double seconds)
{
    m_opening.cancel();
    if (std::exchange(m_isUnplayable, false)) { // the next file may be another matter
        m_player.reset();
        setNote({});
    }
    m_isWanted = false;
    m_file = path;
    m_length = seconds;
    m_sought = 0;
    if (m_player) {
        m_player->load(path, seconds);
        if (path.isEmpty())
            m_player->pause();
    }
    follow();
    Q_EMIT moved(0);
}

void Playback::toggle()
{
    if (isPlaying())
        pause();
    else
        play();
}

void Playback::play()
{
    if (m_file.isEmpty() || m_opening.isBusy())
        return;
    m_isWanted = true;
    if (m_player) {
        m_player->play();
        return;
    }
    if (m_maker) {
        take(m_maker());
        return;
    }
    m_opening.run(
        m_lane, this, tr("Opening the player"),
        [](const CancelToken &, const ProgressCallback &) { return playerModule(); },
        [this](const Result<const PlayerModule *> &module) {
            if (!module)
                takeSilence(tr("Nothing is heard: %1").arg(module.error().text()));
            else if (auto player = (*module)->make())
                take(std::move(player));
            else
                takeSilence(tr("No sound device was found; connect one and start Melscope anew to listen. The cursor "
                               "moves in silence."));
        });
}

void Playback::take(std::unique_ptr<SoundPlayer> player)
{
    m_player = std::move(player);
    m_player->stateChanged = [this] { follow(); };
    m_player->failed = [this](const QString &reason) {
        // The player is in the middle of telling: another takes its place afterwards.
        QMetaObject::invokeMethod(
            this,
            [this, reason, file = m_file] {
                if (file != m_file)
                    return; // another is looked at by now
                m_isUnplayable = true;
                takeSilence(tr("This file cannot be played (%1). The cursor moves in silence.").arg(reason));
            },
            Qt::QueuedConnection);
    };
    m_player->load(m_file, m_length);
    if (m_sought > 0)
        m_player->seek(m_sought);
    if (m_isWanted)
        m_player->play();
    else
        follow();
}

void Playback::takeSilence(const QString &note)
{
    if (m_player) {
        m_sought = m_player->position();
        m_player->stateChanged = nullptr;
        m_player->failed = nullptr;
    }
    setNote(note);
    take(std::make_unique<SilentPlayer>());
}

void Playback::setNote(const QString &note)
{
    if (std::exchange(m_note, note) != note)
        Q_EMIT noteChanged();
}

void Playback::pause()
{
    m_opening.cancel();
    m_isWanted = false;
    if (m_player)
        m_player->pause();
}

void Playback::seek(double seconds)
{
    m_sought = std::clamp(seconds, 0.0, m_length);
    if (m_player)
        m_player->seek(m_sought);
    Q_EMIT moved(m_sought);
}

double Playback::position() const
{
    return m_player ? m_player->position() : m_sought;
}

bool Playback::isPlaying() const
{
    return m_player && m_player->isPlaying();
}

void Playback::follow()
{
    if (isPlaying())
        m_tick.start();
    else
        m_tick.stop();
    Q_EMIT moved(position());
    Q_EMIT stateChanged();
}

} // namespace melscope
