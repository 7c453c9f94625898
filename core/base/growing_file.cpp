#include "core/base/growing_file.h"

#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/words.h"

#include <QFileInfo>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace melscope {

namespace {

tl::unexpected<Error> failed(int error, const QString &path)
{
    return fail(tr("cannot be written: ") + faultText(error), path, tr("Check the disk and the permissions."));
}

} // namespace

GrowingFile::~GrowingFile()
{
    close();
}

void GrowingFile::close()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
}

Result<void> GrowingFile::open(const QString &path, Opening opening)
{
    close();
    m_path = path;
    if (const auto made = makeFolder(QFileInfo(path).absolutePath()); !made)
        return made;
    const int exclusive = opening == Opening::New ? O_EXCL : 0;
    do {
        m_descriptor = ::open(pathBytes(path).c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | exclusive, 0666);
    } while (m_descriptor < 0 && errno == EINTR);
    return m_descriptor < 0 ? failed(errno, path) : Result<void>();
}

Result<void> GrowingFile::append(std::string_view bytes)
{
    const off_t before = ::lseek(m_descriptor, 0, SEEK_END);
    if (before < 0)
        return failed(errno, m_path);
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(size_t(written));
        } else if (errno != EINTR) {
            const int error = errno;
            (void)!::ftruncate(m_descriptor, before); // half a record would be a damaged file
            return failed(error, m_path);
        }
    }
    return {};
}

} // namespace melscope
