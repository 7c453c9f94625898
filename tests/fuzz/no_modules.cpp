// Fuzz targets open no module of the program, whatever they read, and have no version of their own.
#include "core/base/program_module.h"
#include "core/base/version.h"

namespace melscope {

Result<const void *> ProgramModule::table()
{
    return fail(QStringLiteral("there are no modules here"));
}

const char *version()
{
    return "fuzz";
}

} // namespace melscope
