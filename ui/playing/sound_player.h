#pragma once

#include <QString>

#include <functional>
#include <memory>

namespace melscope {

/// Plays one sound file. Lives in the window's thread; no QObject, since Qt's own player stands behind it in a module.
class SoundPlayer
{
public:
    virtual ~SoundPlayer() = default;

    /// Another file, at its beginning, silent until play(). `seconds`: how long it is, for a player that cannot tell.
    virtual void load(const QString &path, double seconds) = 0;
    virtual void play() = 0;
    virtual void pause() = 0;
    /// Within the file; goes on playing from there if it plays.
    virtual void seek(double seconds) = 0;
    virtual double position() const = 0; ///< seconds
    virtual bool isPlaying() const = 0;

    std::function<void()> stateChanged; ///< it began or ended to play
    std::function<void(const QString &reason)> failed; ///< it cannot play this file, and has ended
};

} // namespace melscope
