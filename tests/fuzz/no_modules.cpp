// Fuzz targets open no module of the program, whatever they read, have no network and no version of their own.
#include "core/base/program_module.h"
#include "core/base/version.h"
#include "core/study/music_predictions.h"

namespace melscope {

Result<const void *> ProgramModule::table()
{
    return fail(QStringLiteral("there are no modules here"));
}

Result<std::shared_ptr<const MusicPredictions>> predictMusic(const std::shared_ptr<const Run> &, const FeaturePool &,
                                                             const QString &,
                                                             const std::shared_ptr<const MusicPredictions> &,
                                                             const CancelToken &, const ProgressCallback &)
{
    return fail(QStringLiteral("there is no network here"));
}

const char *version()
{
    return "fuzz";
}

} // namespace melscope
