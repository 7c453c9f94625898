#include "core/base/atomic_file.h"

#include "core/base/file_path.h"
#include "core/base/half_written.h"
#include "core/base/words.h"

#include <QScopeGuard>

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>

namespace melscope {

namespace {

constexpr size_t kBufferSize = 64 << 10;

/// Repeats a system call that a signal interrupted.
template <class Call>
auto repeated(const Call &call)
{
    auto result = call();
    while (result < 0 && errno == EINTR)
        result = call();
    return result;
}

QString remedyOf(int error)
{
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return tr("Free space or choose another place; an older file there is untouched.");
    case EROFS:
    case EACCES:
    case EPERM:
    case ENOTDIR:
    case ENAMETOOLONG:
        return tr("Choose a folder that you may write to.");
    default:
        return tr("Check the disk, or choose another place; an older file there is untouched.");
    }
}

tl::unexpected<Error> fault(const QString &what, const QString &path, int error)
{
    return fail(what + QStringLiteral(": ") + faultText(error), path, remedyOf(error));
}

std::string folderOf(const std::string &path)
{
    const size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

/// Where a link leads, so that the file is replaced and not the link.
std::string resolved(const std::string &path)
{
    struct stat status = {};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISLNK(status.st_mode))
        return path;
    char *real = ::realpath(path.c_str(), nullptr);
    std::string target = real != nullptr ? std::string(real) : path;
    std::free(real);
    return target;
}

/// The folder's entry on the disk; file systems that cannot do that need not.
int syncFolderAt(const std::string &folder)
{
    const int descriptor = repeated([&] { return ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (descriptor < 0)
        return errno;
    const int error = repeated([&] { return ::fsync(descriptor); }) == 0 ? 0 : errno;
    ::close(descriptor);
    return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP ? 0 : error;
}

/// A new file that is known to have a living writer as long as its descriptor is open. Returns the descriptor; -1 with
/// errno, EEXIST where another name is to be tried.
int newLockedFile(const std::string &path)
{
    const int descriptor =
        repeated([&] { return ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); });
    struct stat status = {};
    if (descriptor < 0 || ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 || ::fstat(descriptor, &status) != 0
        || status.st_nlink > 0)
        return descriptor; // not every file system has locks
    // Between the two calls somebody took it for abandoned.
    ::close(descriptor);
    errno = EEXIST;
    return -1;
}

/// Renames `file` over `target` so that a fault of the folder can be undone: the older file waits under the other
/// name until the folder is on the disk. Returns an errno, 0 when done.
int replaceFile(const std::string &file, const std::string &target, bool toDisk)
{
    auto exchange = [&] { return ::renameat2(AT_FDCWD, file.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE); };
    const bool exchanged = repeated(exchange) == 0;
    const bool fresh = !exchanged && errno == ENOENT; // else the file system cannot exchange
    if (!exchanged && repeated([&] { return ::rename(file.c_str(), target.c_str()); }) != 0)
        return errno;
    const int error = toDisk ? syncFolderAt(folderOf(target)) : 0;
    if (error != 0 && exchanged)
        (void)repeated(exchange);
    if (error != 0 && fresh)
        ::unlink(target.c_str());
    if (exchanged)
        ::unlink(file.c_str());
    return error;
}

} // namespace

AtomicFile::AtomicFile(QString path, Durability durability)
    : m_path(std::move(path))
    , m_durability(durability)
{
}

AtomicFile::~AtomicFile()
{
    discard();
}

void AtomicFile::discard()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
    if (!m_temporary.empty())
        ::unlink(m_temporary.c_str());
    m_temporary.clear();
}

tl::unexpected<Error> AtomicFile::failed(const char *step, int error)
{
    if (m_state)
        m_state = fault(QLatin1String(step), m_path, error);
    discard();
    return tl::make_unexpected(m_state.error());
}

Result<void> AtomicFile::open()
{
    m_target = resolved(pathBytes(m_path));
    const QString folder = pathFromBytes(folderOf(m_target));
    if (!fileStatus(folder).isFolder()) {
        if (const auto created = makeFolder(folder); !created)
            return m_state = created;
    }
    struct stat status = {};
    const bool exists = ::stat(m_target.c_str(), &status) == 0;
    if (exists && S_ISDIR(status.st_mode))
        return failed("a folder of this name is in the way", EISDIR);
    if (exists && !S_ISREG(status.st_mode)) {
        m_descriptor = repeated([&] { return ::open(m_target.c_str(), O_WRONLY | O_CLOEXEC); });
        return m_descriptor >= 0 ? Result<void>() : failed("cannot be written", errno);
    }
    if (exists && ::access(m_target.c_str(), W_OK) != 0)
        return failed("cannot be replaced", errno);
    if (m_durability == Durability::OnDisk)
        removeAbandoned(m_target);
    do {
        m_temporary = nameForWriting(m_target);
        m_descriptor = newLockedFile(m_temporary);
    } while (m_descriptor < 0 && errno == EEXIST);
    if (m_descriptor < 0) {
        const int error = errno;
        m_temporary.clear();
        return failed("cannot be written", error);
    }
    if (exists)
        (void)::fchmod(m_descriptor, status.st_mode & 07777); // not every file system has modes
    return {};
}

Result<void> AtomicFile::put(const char *bytes, size_t count, qint64 offset)
{
    while (count > 0) {
        const ssize_t put = repeated([&] {
            return offset < 0 ? ::write(m_descriptor, bytes, count) : ::pwrite(m_descriptor, bytes, count, offset);
        });
        if (put <= 0)
            return failed("could not be written completely", put < 0 ? errno : ENOSPC);
        bytes += put;
        count -= size_t(put);
        offset += offset < 0 ? 0 : put;
    }
    return {};
}

Result<void> AtomicFile::flush()
{
    const auto done = put(m_buffer.data(), m_buffer.size(), -1);
    m_buffer.clear();
    return done;
}

Result<void> AtomicFile::write(std::string_view bytes)
{
    if (!m_state)
        return m_state;
    m_size += qint64(bytes.size());
    if (m_buffer.size() + bytes.size() > kBufferSize) {
        if (const auto flushed = flush(); !flushed)
            return flushed;
    }
    if (bytes.size() >= kBufferSize)
        return put(bytes.data(), bytes.size(), -1);
    m_buffer += bytes;
    return {};
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes)
{
    return write(std::string_view(reinterpret_cast<const char *>(bytes.data()), bytes.size()));
}

Result<void> AtomicFile::writeAtFront(std::string_view bytes)
{
    if (!m_state)
        return m_state;
    if (const auto flushed = flush(); !flushed)
        return flushed;
    return put(bytes.data(), bytes.size(), 0);
}

void AtomicFile::sendToDisk()
{
    constexpr qint64 step = 4 << 20;
    while (m_size - m_sent > step + qint64(kBufferSize)) {
        ::sync_file_range(m_descriptor, m_sent, step, SYNC_FILE_RANGE_WRITE);
        m_sent += step;
    }
}

Result<void> AtomicFile::commit()
{
    if (!m_state)
        return m_state;
    if (const auto flushed = flush(); !flushed)
        return flushed;
    const bool toDisk = m_durability == Durability::OnDisk;
    if (toDisk && repeated([&] { return ::fsync(m_descriptor); }) != 0) {
        // What cannot be synchronised need not be: pipes, terminals, some network drives.
        const int error = errno;
        const bool needless = error == EINVAL || error == ENOSYS || (m_temporary.empty() && error == EROFS);
        if (!needless)
            return failed("could not be written completely", error);
    }
    // The lock holds until the last descriptor of the file is closed; the first already tells what the disk tells.
    const int lock = ::fcntl(m_descriptor, F_DUPFD_CLOEXEC, 0);
    const auto unlock = qScopeGuard([lock] { ::close(lock); });
    // Linux has closed the descriptor whatever close() returns, so it is not repeated.
    const int closed = ::close(m_descriptor);
    m_descriptor = -1;
    if (closed != 0 && errno != EINTR)
        return failed("could not be written completely", errno);
    return m_temporary.empty() ? Result<void>() : publish();
}

Result<void> AtomicFile::publish()
{
    if (const int error = replaceFile(m_temporary, m_target, m_durability == Durability::OnDisk); error != 0)
        return failed("could not be put in its place", error);
    m_temporary.clear();
    return {};
}

Result<void> writeFileAtomically(const QString &path, std::string_view bytes, AtomicFile::Durability durability)
{
    AtomicFile file(path, durability);
    if (const auto opened = file.open(); !opened)
        return opened;
    if (const auto written = file.write(bytes); !written)
        return written;
    return file.commit();
}

Result<void> makeFolder(const QString &path)
{
    const std::string bytes = pathBytes(path);
    for (size_t slash = bytes.find('/', 1);; slash = bytes.find('/', slash + 1)) {
        const std::string part = bytes.substr(0, slash);
        if (!part.empty() && ::mkdir(part.c_str(), 0777) != 0 && errno != EEXIST) {
            const int error = errno; // of a mount point that exists it may be EROFS or EACCES
            if (!fileStatus(pathFromBytes(part)).isFolder())
                return fault(tr("the folder cannot be made"), pathFromBytes(part), error);
        }
        if (slash == std::string::npos)
            break;
    }
    const FileStatus status = fileStatus(path);
    if (status.exists() && !status.isFolder())
        return fail(tr("a file of this name is in the way of the folder"), path,
                    tr("Choose a folder that you may write to."));
    if (!status.exists())
        return fault(tr("the folder cannot be made"), path, status.error != 0 ? status.error : ENOENT);
    return {};
}

Result<void> makeWritableFolder(const QString &path)
{
    if (const auto created = makeFolder(path); !created)
        return created;
    // A file without a name, so that nothing stays whenever the process is killed; not every file system has them.
    if (const int nameless =
            repeated([&] { return ::open(pathBytes(path).c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, 0600); });
        nameless >= 0) {
        ::close(nameless);
        return {};
    }
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL && errno != ENOENT)
        return fault(tr("the folder cannot be written to"), path, errno);
    const std::string probe = nameForWriting(pathBytes(path) + "/.melscope");
    const int descriptor =
        repeated([&] { return ::open(probe.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); });
    if (descriptor < 0)
        return fault(tr("the folder cannot be written to"), path, errno);
    ::close(descriptor);
    ::unlink(probe.c_str());
    return {};
}

Result<void> moveIntoPlace(const QString &file, const QString &place)
{
    // Whoever wrote it may not have waited for the disk.
    const std::string bytes = pathBytes(file);
    const int descriptor = repeated([&] { return ::open(bytes.c_str(), O_RDONLY | O_CLOEXEC); });
    const int synced = descriptor < 0 ? -1 : repeated([&] { return ::fsync(descriptor); });
    const int syncError = synced == 0 ? 0 : errno;
    if (descriptor >= 0)
        ::close(descriptor);
    if (synced != 0 && syncError != EINVAL && syncError != ENOSYS)
        return fault(tr("could not be written completely"), place, syncError);
    const std::string target = resolved(pathBytes(place));
    if (const int error = replaceFile(pathBytes(file), target, true); error != 0)
        return fault(tr("could not be put in its place"), place, error);
    return {};
}

int syncFolder(const QString &folder)
{
    return syncFolderAt(pathBytes(folder));
}

} // namespace melscope
