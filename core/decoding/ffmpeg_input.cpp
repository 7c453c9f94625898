#include "core/decoding/ffmpeg_input.h"

#include "core/base/file_path.h"
#include "core/base/words.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace melscope {

namespace {

constexpr int kBufferSize = 64 << 10;

} // namespace

Result<std::unique_ptr<FfmpegInput>> FfmpegInput::open(const QString &path)
{
    std::unique_ptr<FfmpegInput> input(new FfmpegInput);
    const std::string bytes = pathBytes(path);
    // Without waiting: a pipe that nobody writes into would never open.
    input->m_file = ::open(bytes.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status = {};
    if (input->m_file < 0 || ::fstat(input->m_file, &status) != 0) {
        const int error = errno;
        const QString what = tr("cannot be read: ") + faultText(error);
        return mayPass(error, bytes) ? tl::make_unexpected(Error::unread(what, path)) : fail(what, path);
    }
    if (!S_ISREG(status.st_mode))
        return fail(tr("this is no regular file"), path, tr("Name a file."));
    if (status.st_size == 0)
        return fail(tr("the file is empty"), path);
    input->m_size = qint64(status.st_size);
    auto *buffer = static_cast<unsigned char *>(av_malloc(kBufferSize));
    input->m_context = avio_alloc_context(buffer, kBufferSize, 0, input.get(), read, nullptr, seek);
    if (input->m_context == nullptr) {
        av_free(buffer);
        return fail(tr("out of memory"), path);
    }
    return input;
}

FfmpegInput::~FfmpegInput()
{
    if (m_context != nullptr)
        av_freep(&m_context->buffer); // it may be another one by now
    avio_context_free(&m_context);
    if (m_file >= 0)
        ::close(m_file);
}

int FfmpegInput::read(void *self, uint8_t *bytes, int most)
{
    auto &input = *static_cast<FfmpegInput *>(self);
    ssize_t count = -1;
    do {
        count = ::read(input.m_file, bytes, size_t(most));
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
        input.m_fault = errno;
        return AVERROR(input.m_fault);
    }
    return count == 0 ? AVERROR_EOF : int(count);
}

int64_t FfmpegInput::seek(void *self, int64_t offset, int whence)
{
    auto &input = *static_cast<FfmpegInput *>(self);
    if ((whence & AVSEEK_SIZE) != 0)
        return input.m_size;
    const off_t place = ::lseek(input.m_file, off_t(offset), whence & ~AVSEEK_FORCE);
    return place < 0 ? AVERROR(errno) : int64_t(place);
}

} // namespace melscope
