#include "core/network/torch_module.h"

#include "core/base/version.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLibrary>

#include <mutex>

namespace melscope {

namespace {

constexpr const char *kRemedy = "Install the package melscope-torch of version %1, or choose the processor (cpu).";

/// Beside the program, in the build tree as where it is installed.
QString modulePath()
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() + QStringLiteral("/" MELSCOPE_TORCH_MODULE));
}

Result<const TorchModule *> load()
{
    const QString path = modulePath();
    const QString remedy = QString::fromUtf8(kRemedy).arg(QLatin1String(version()));
    if (!QFileInfo::exists(path))
        return fail(QStringLiteral("computing with libtorch needs the package melscope-torch, which is not installed"),
                    path, remedy);
    QLibrary library(path);
    // All symbols now: one that is missing is to be told here, not to end the program in the middle of a training.
    library.setLoadHints(QLibrary::ResolveAllSymbolsHint | QLibrary::PreventUnloadHint);
    const auto entry = reinterpret_cast<TorchModuleEntry *>(library.resolve(kTorchModuleEntry));
    if (entry == nullptr)
        return fail(QStringLiteral("the package melscope-torch cannot be used: ") + library.errorString(), path,
                    remedy);
    const TorchModule *module = entry();
    if (QLatin1String(module->melscope) != QLatin1String(version()))
        return fail(QStringLiteral("the package melscope-torch is of version %1, not %2")
                        .arg(QLatin1String(module->melscope), QLatin1String(version())),
                    path, remedy);
    return module;
}

} // namespace

Result<const TorchModule *> torchModule()
{
    static std::mutex mutex;
    static const TorchModule *loaded = nullptr;
    std::scoped_lock lock(mutex);
    if (loaded != nullptr)
        return loaded;
    auto module = load(); // what is missing now may be installed while the window is open
    if (module)
        loaded = *module;
    return module;
}

bool mayHaveCuda()
{
    return QFileInfo::exists(QStringLiteral("/dev/nvidiactl")) || QFileInfo::exists(QStringLiteral("/dev/dxg"));
}

} // namespace melscope
