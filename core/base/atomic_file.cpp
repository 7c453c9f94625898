#include "core/base/atomic_file.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QTemporaryFile>

namespace melscope {

Result<void> makeWritableFolder(const QString &path)
{
    const QString remedy = QStringLiteral("Choose a folder that you may write to.");
    const QFileInfo info(path);
    if (info.exists() && !info.isDir())
        return fail(QStringLiteral("a file of this name is in the way of the folder"), path, remedy);
    if (!info.exists() && !QDir().mkpath(path))
        return fail(QStringLiteral("the folder cannot be made"), path, remedy);
    QTemporaryFile probe(path + QStringLiteral("/.melscope-XXXXXX"));
    if (!probe.open())
        return fail(QStringLiteral("the folder cannot be written to: ") + probe.errorString(), path, remedy);
    return {};
}

Result<void> openForWriting(QSaveFile &file)
{
    const QString folder = QFileInfo(file.fileName()).absolutePath();
    if (!QFileInfo(folder).isDir() && !QDir().mkpath(folder))
        return fail(QStringLiteral("the folder cannot be made"), folder,
                    QStringLiteral("Choose a folder that you may write to."));
    if (!file.open(QIODevice::WriteOnly))
        return fail(QStringLiteral("cannot be written: ") + file.errorString(), file.fileName(),
                    QStringLiteral("Choose a folder that you may write to."));
    return {};
}

Result<void> commitWriting(QSaveFile &file)
{
    if (file.commit())
        return {};
    return fail(QStringLiteral("could not be written completely: ") + file.errorString(), file.fileName(),
                QStringLiteral("Free space or choose another place; an older file there is untouched."));
}

Result<void> writeFileAtomically(const QString &path, std::string_view bytes)
{
    QSaveFile file(path);
    if (auto opened = openForWriting(file); !opened)
        return opened;
    file.write(bytes.data(), qint64(bytes.size()));
    return commitWriting(file);
}

} // namespace melscope
