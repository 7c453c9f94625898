#include "core/base/program_module.h"

#include "core/base/version.h"
#include "core/base/words.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLibrary>

namespace melscope {

Result<const void *> ProgramModule::load() const
{
    // Beside the program, in the build tree as where it is installed.
    const QString path = QDir::cleanPath(QCoreApplication::applicationDirPath()
                                         + QStringLiteral("/" MELSCOPE_MODULES "/") + QLatin1String(m_file));
    const QString package = QLatin1String(m_package);
    const QString remedy =
        tr("Install the package %1 of version %2%3").arg(package, QLatin1String(version()), QLatin1String(m_otherwise));
    if (!QFileInfo::exists(path))
        return fail(tr("%1 needs the package %2, which is not installed").arg(QLatin1String(m_purpose), package), path,
                    remedy);
    QLibrary library(path);
    // All symbols now: one that is missing is to be told here, not to end the program in the middle of its work.
    library.setLoadHints(QLibrary::ResolveAllSymbolsHint | QLibrary::PreventUnloadHint);
    const auto entry = reinterpret_cast<const void *(*)()>(library.resolve(m_entry));
    if (entry == nullptr)
        return fail(tr("the package %1 cannot be used: ").arg(package) + library.errorString(), path, remedy);
    const void *table = entry();
    const QLatin1String built(*static_cast<const char *const *>(table));
    if (built != QLatin1String(version()))
        return fail(tr("the package %1 is of version %2, not %3").arg(package, built, QLatin1String(version())), path,
                    remedy);
    return table;
}

Result<const void *> ProgramModule::table()
{
    std::scoped_lock lock(m_mutex);
    if (m_loaded != nullptr)
        return m_loaded;
    auto loaded = load(); // what is missing now may be installed while the window is open
    if (loaded)
        m_loaded = *loaded;
    return loaded;
}

} // namespace melscope
