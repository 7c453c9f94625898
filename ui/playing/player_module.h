#pragma once

#include "core/base/result.h"
#include "ui/playing/sound_player.h"

namespace melscope {

/// What libmelscope_player.so has to offer: Qt Multimedia, whose libraries and plugins are loaded when somebody first
/// listens to something.
struct PlayerModule
{
    const char *melscope; ///< the version of Melscope that it was built with
    const char *qt; ///< Qt's version
    /// Null where there is no sound device. In the window's thread.
    std::unique_ptr<SoundPlayer> (*make)();
};

/// Loads the module when it is first asked for, in any thread but the window's, and keeps it. Errors: as
/// ProgramModule::table().
Result<const PlayerModule *> playerModule();

} // namespace melscope
