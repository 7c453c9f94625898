#include "core/base/folder_lock.h"

#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/half_written.h"
#include "core/base/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QStorageInfo>
#include <QSysInfo>

#include <signal.h>

#include <chrono>
#include <map>
#include <mutex>
#include <thread>

namespace melscope {

using namespace std::chrono_literals;

namespace {

/// A lock file is written right after it is made: one that stays empty for longer was left in between.
constexpr auto kEmptyHere = 2s;
constexpr auto kEmptyOnNetwork = 120s; ///< for as long as a network file system may show a file as it was

/// The locks that this process holds. A lock belongs to a process, so who shares it can be known by the process alone:
/// the one thing of its kind that is no value and has no owner.
struct HeldLocks
{
    struct Entry
    {
        std::unique_ptr<QLockFile> file;
        FolderLock::Sharing sharing;
        int users = 1;
    };
    std::mutex mutex;
    std::map<QString, Entry> entries; ///< by the lock file's canonical path
};
HeldLocks &heldLocks()
{
    static HeldLocks locks;
    return locks;
}

/// One file under all its names: links to its folder must not make two locks of it.
QString canonical(const QString &lockFile)
{
    const QFileInfo info(lockFile);
    const QString folder = QFileInfo(info.absolutePath()).canonicalFilePath();
    return folder.isEmpty() ? info.absoluteFilePath() : folder + QLatin1Char('/') + info.fileName();
}

/// What QLockFile writes: process, program, host, machine id, boot id, a line each; the last two may be missing.
LockHolder readHolder(const QString &path)
{
    QFile file(path);
    LockHolder holder;
    if (!file.open(QIODevice::ReadOnly))
        return holder;
    const QList<QByteArray> lines = file.read(4096).split('\n');
    if (lines.size() < 3 || lines[0].toLongLong() <= 0 || lines[1].isEmpty())
        return holder;
    holder.process = lines[0].toLongLong();
    holder.program = QFileInfo(QString::fromUtf8(lines[1])).fileName();
    holder.host = QString::fromUtf8(lines[2]);
    const QByteArray machine = lines.value(3);
    holder.isThisHost = (holder.host.isEmpty() || holder.host == QSysInfo::machineHostName())
        && (machine.isEmpty() || machine == QSysInfo::machineUniqueId());
    return holder;
}

bool isRunning(const LockHolder &holder)
{
    if (::kill(pid_t(holder.process), 0) != 0 && errno == ESRCH)
        return false;
    // The number may be another program's by now.
    const QString program =
        QFileInfo(QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(holder.process))).fileName();
    return program.isEmpty() || program == holder.program;
}

/// How long a lock file has been without its text; nothing where there is none, or it has one.
std::optional<std::chrono::milliseconds> ageOfEmpty(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile() || info.size() != 0)
        return std::nullopt;
    return std::chrono::milliseconds(info.lastModified().msecsTo(QDateTime::currentDateTime()));
}

/// How long a lock file may be without its text while somebody takes it.
std::chrono::seconds longestEmpty(const QString &path)
{
    // Only what another host may write to as well is shown late.
    static const QByteArrayList ofThisHost { "tmpfs", "overlay", "zfs" };
    const QStorageInfo storage(QFileInfo(path).absolutePath());
    const bool isHere = storage.device().startsWith("/dev/") || ofThisHost.contains(storage.fileSystemType());
    return isHere ? kEmptyHere : kEmptyOnNetwork;
}

/// Whether somebody is about to write the lock file, or was killed a moment ago before it did: soon one will know.
bool isBeingMade(const QString &path)
{
    const auto age = ageOfEmpty(path);
    return age && *age >= 0s && *age <= kEmptyHere && longestEmpty(path) == kEmptyHere;
}

/// Whether a lock file is there that nobody holds. The system's lock is asked before the process's number, which may be
/// another's by now (in containers always the same), and before a copy of a folder whose original is in use.
bool isAbandoned(const QString &path, const LockHolder &holder)
{
    if (const auto age = ageOfEmpty(path); age && *age > longestEmpty(path))
        return isLockedBySystem(pathBytes(path)) != std::optional(true);
    if (holder.program.isEmpty() || !holder.isThisHost || !QFile::exists(path))
        return false;
    if (const auto locked = isLockedBySystem(pathBytes(path)))
        return !*locked;
    return !isRunning(holder);
}

/// The lock on removing a lock, as QLockFile names its own.
QString removalOf(const QString &path)
{
    return path + QStringLiteral(".rmlock");
}

/// Two processes must not remove it one after the other, the second the new lock of the first.
bool removeAbandoned(QLockFile &file, const QString &path)
{
    QLockFile removal(removalOf(path));
    removal.setStaleLockTime(int(std::chrono::milliseconds(kEmptyHere).count())); // it is held for a moment
    return removal.tryLock(0) && isAbandoned(path, readHolder(path)) && file.removeStaleLockFile();
}

LockHolder thisProcess()
{
    return { QFileInfo(QCoreApplication::applicationFilePath()).fileName(), QCoreApplication::applicationPid(),
             QSysInfo::machineHostName(), true, true };
}

LockRefusal heldBy(const LockHolder &holder, const LockTarget &target)
{
    const QString certain = tr("If you are certain that it is not, delete %1.").arg(target.lockFile);
    if (holder.program.isEmpty())
        return { holder,
                 Error::failure(
                     tr("this %1 is marked as in use, but the lock file does not say by whom").arg(target.noun),
                     target.guarded, tr("Look whether another program uses it. ") + certain) };
    const QString what = tr("this %1 is in use by %2").arg(target.noun, holder.text());
    if (holder.isThisHost)
        return { holder, Error::failure(what, target.guarded, tr("Wait until it has ended, or close it there.")) };
    return { holder,
             Error::failure(what, target.guarded,
                            tr("Wait until it has ended; whether it still runs cannot be seen from here. ")
                                + certain) };
}

LockRefusal notWritable(const LockTarget &target, QLockFile::LockError reason)
{
    const QString folder = QFileInfo(target.lockFile).absolutePath();
    if (!QFileInfo(folder).isDir())
        return { std::nullopt, Error::failure(tr("there is no such folder"), folder, tr("Check the path.")) };
    if (const auto writable = makeWritableFolder(folder); !writable)
        return { std::nullopt, writable.error() };
    const bool isFull = reason == QLockFile::UnknownError && QStorageInfo(folder).bytesAvailable() < 4096;
    return { std::nullopt,
             Error::failure(isFull ? tr("the lock file cannot be written: the disk is full")
                                : reason == QLockFile::PermissionError
                                ? tr("the lock file cannot be written: no permission")
                                : tr("the lock file cannot be written"),
                            target.lockFile, tr("Free space, or choose a folder that you may write to.")) };
}

} // namespace

/// One user of a lock of this process.
class FolderLock::Hold
{
public:
    explicit Hold(QString path)
        : m_path(std::move(path))
    {
    }
    ~Hold()
    {
        HeldLocks &locks = heldLocks();
        const std::scoped_lock guard(locks.mutex);
        const auto entry = locks.entries.find(m_path);
        if (--entry->second.users == 0)
            locks.entries.erase(entry);
    }
    Hold(const Hold &) = delete;
    Hold &operator=(const Hold &) = delete;

private:
    QString m_path;
};

QString LockHolder::text() const
{
    const QString who = tr("%1, process %2").arg(program, QString::number(process));
    return host.isEmpty() ? who : who + tr(" on ") + host;
}

tl::expected<FolderLock, LockRefusal> FolderLock::tryTake(const LockTarget &target, Sharing sharing)
{
    const QString path = canonical(target.lockFile);
    HeldLocks &locks = heldLocks();
    const std::scoped_lock guard(locks.mutex);
    if (const auto known = locks.entries.find(path); known != locks.entries.end()) {
        if (sharing == Sharing::Alone || known->second.sharing == Sharing::Alone)
            return tl::make_unexpected(heldBy(thisProcess(), target));
        ++known->second.users;
        return FolderLock(std::make_shared<const Hold>(path));
    }
    const bool wasKilled = QFile::exists(path) && isAbandoned(path, readHolder(path));
    auto file = std::make_unique<QLockFile>(path);
    file->setStaleLockTime(0); // stale when its process is gone, never by age
    if (!file->tryLock(0) && !(removeAbandoned(*file, path) && file->tryLock(0))) {
        const QLockFile::LockError reason = file->error();
        const LockHolder holder = readHolder(path);
        if (QFileInfo(path).isFile() && !isAbandoned(path, holder))
            return tl::make_unexpected(heldBy(holder, target));
        return tl::make_unexpected(notWritable(target, reason));
    }
    // Whoever was killed while removing an abandoned lock left the lock on that; it guards nothing while we hold this
    // one.
    if (isLockedBySystem(pathBytes(removalOf(path))) == std::optional(false))
        QFile::remove(removalOf(path));
    // What its last holder was writing into the folder that is all its own.
    if (wasKilled && QFileInfo(path).absolutePath() == QFileInfo(target.guarded).canonicalFilePath())
        removeHalfWritten(target.guarded);
    locks.entries.emplace(path, HeldLocks::Entry { std::move(file), sharing });
    return FolderLock(std::make_shared<const Hold>(path));
}

Result<FolderLock> FolderLock::take(const LockTarget &target, Sharing sharing)
{
    const QString path = canonical(target.lockFile);
    bool isMade = isBeingMade(path) || isBeingMade(removalOf(path));
    auto lock = tryTake(target, sharing);
    while (!lock && isMade) {
        std::this_thread::sleep_for(20ms);
        isMade =
            isBeingMade(path) || isBeingMade(removalOf(path)); // asked first: the last attempt comes after the time
        lock = tryTake(target, sharing);
    }
    if (!lock)
        return tl::make_unexpected(std::move(lock.error().error));
    return std::move(*lock);
}

std::optional<LockHolder> FolderLock::holderOf(const LockTarget &target)
{
    const QString path = canonical(target.lockFile);
    {
        HeldLocks &locks = heldLocks();
        const std::scoped_lock guard(locks.mutex);
        if (const auto known = locks.entries.find(path); known != locks.entries.end())
            return known->second.sharing == Sharing::Alone ? std::optional(thisProcess()) : std::nullopt;
    }
    const LockHolder holder = readHolder(path);
    if (!QFileInfo(path).isFile() || isAbandoned(path, holder))
        return std::nullopt;
    return holder;
}

bool FolderLock::isLeftOver(const LockTarget &target)
{
    const QString path = canonical(target.lockFile);
    {
        HeldLocks &locks = heldLocks();
        const std::scoped_lock guard(locks.mutex);
        if (locks.entries.contains(path))
            return false;
    }
    return isAbandoned(path, readHolder(path));
}

} // namespace melscope
