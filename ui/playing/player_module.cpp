#include "ui/playing/player_module.h"

#include "core/base/program_module.h"

namespace melscope {

Result<const PlayerModule *> playerModule()
{
    static ProgramModule module { "libmelscope_player.so", "melscope_player_module", "melscope-audio", "playing sounds",
                                  "." };
    const auto table = module.table();
    if (!table)
        return passOn(table);
    return static_cast<const PlayerModule *>(*table);
}

} // namespace melscope
