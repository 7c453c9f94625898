// What libmelscope_player.so offers.
#include "core/base/version.h"
#include "ui/multimedia/qt_player.h"
#include "ui/playing/player_module.h"

#include <QAudioDevice>
#include <QMediaDevices>

namespace {

std::unique_ptr<melscope::SoundPlayer> makePlayer()
{
    if (QMediaDevices::defaultAudioOutput().isNull())
        return nullptr;
    return std::make_unique<melscope::QtPlayer>();
}

} // namespace

extern "C" Q_DECL_EXPORT const melscope::PlayerModule *melscope_player_module()
{
    static const melscope::PlayerModule module { melscope::version(), qVersion(), makePlayer };
    return &module;
}
