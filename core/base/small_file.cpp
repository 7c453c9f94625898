#include "core/base/small_file.h"

#include "core/base/file_path.h"
#include "core/base/words.h"

#include <QScopeGuard>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace melscope {

Result<void> readSmallFile(const std::string &path, std::string &content, size_t limit, struct stat &status)
{
    auto failed = [&path](const char *what) -> tl::unexpected<Error> {
        const int error = errno;
        const QString text = QLatin1String(what) + faultText(error);
        return tl::make_unexpected(mayPass(error, path) ? Error::unread(text) : Error::failure(text));
    };
    // Without O_NONBLOCK, opening a named pipe would wait for a writer for ever.
    int descriptor = -1;
    do {
        descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    } while (descriptor < 0 && errno == EINTR);
    if (descriptor < 0)
        return failed("cannot be read: ");
    const auto close = qScopeGuard([&] { ::close(descriptor); });
    if (::fstat(descriptor, &status) != 0)
        return failed("cannot be read: ");
    if (!S_ISREG(status.st_mode))
        return fail(tr("this is no regular file"));
    if (size_t(status.st_size) > limit)
        return fail(tr("larger than any document (%1 bytes)").arg(qint64(status.st_size)));
    constexpr size_t padding = 64;
    const auto size = size_t(status.st_size);
    content.reserve(size + padding);
    content.resize(size);
    size_t filled = 0;
    while (filled < size) {
        const ssize_t got = ::read(descriptor, content.data() + filled, size - filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return failed("reading failed: ");
        if (got == 0)
            break; // it became shorter meanwhile
        filled += size_t(got);
    }
    content.resize(filled);
    return {};
}

} // namespace melscope
