#include "core/audio/audio_module.h"

#include "core/base/program_module.h"

namespace melscope {

Result<const AudioModule *> audioModule()
{
    static ProgramModule module { "libmelscope_audio.so", "melscope_audio_module", "melscope-audio",
                                  "reading sound files", "." };
    const auto table = module.table();
    if (!table)
        return passOn(table);
    return static_cast<const AudioModule *>(*table);
}

} // namespace melscope
