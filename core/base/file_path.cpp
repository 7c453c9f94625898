#include "core/base/file_path.h"

#include "core/base/words.h"

#include <QStringConverter>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace melscope {

namespace {

constexpr char16_t kFirstByte = 0xDC80; // stands for the byte 0x80
constexpr char16_t kLastByte = 0xDCFF;

bool standsForByte(QChar c)
{
    return c.unicode() >= kFirstByte && c.unicode() <= kLastByte;
}

/// Length of the valid UTF-8 sequence at the front, or 0.
size_t sequenceLength(std::string_view bytes)
{
    const auto lead = static_cast<unsigned char>(bytes.front());
    const size_t length = lead < 0x80 ? 1
        : lead >= 0xC2 && lead < 0xE0 ? 2
        : lead >= 0xE0 && lead < 0xF0 ? 3
        : lead >= 0xF0 && lead < 0xF5 ? 4
                                      : 0;
    if (length == 0 || length > bytes.size())
        return 0;
    return QUtf8StringView(bytes.data(), qsizetype(length)).isValidUtf8() ? length : 0;
}

} // namespace

QString pathFromBytes(std::string_view bytes)
{
    if (QUtf8StringView(bytes.data(), qsizetype(bytes.size())).isValidUtf8())
        return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    QString text;
    while (!bytes.empty()) {
        const size_t length = sequenceLength(bytes);
        if (length == 0)
            text += QChar(char16_t(0xDC00 + static_cast<unsigned char>(bytes.front())));
        else
            text += QString::fromUtf8(bytes.data(), qsizetype(length));
        bytes.remove_prefix(std::max<size_t>(length, 1));
    }
    return text;
}

std::string pathBytes(const QString &path)
{
    std::string bytes;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (!standsForByte(path[i]) || (i > 0 && path[i - 1].isHighSurrogate()))
            continue;
        bytes += QStringView(path).mid(begin, i - begin).toUtf8().toStdString();
        bytes += char(path[i].unicode() - 0xDC00);
        begin = i + 1;
    }
    return begin == 0 ? path.toStdString() : bytes + QStringView(path).mid(begin).toUtf8().toStdString();
}

QString shownPath(const QString &path)
{
    QString shown;
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (standsForByte(path[i]) && (i == 0 || !path[i - 1].isHighSurrogate()))
            shown += QStringLiteral("\\x") + QString::number(path[i].unicode() - 0xDC00, 16).toUpper();
        else
            shown += path[i];
    }
    return shown;
}

FileStatus fileStatus(const QString &path)
{
    struct stat status = {};
    if (::stat(pathBytes(path).c_str(), &status) != 0)
        return { FileStatus::Kind::Missing, 0, errno == ENOENT || errno == ENOTDIR ? 0 : errno };
    switch (status.st_mode & S_IFMT) {
    case S_IFREG:
        return { FileStatus::Kind::Regular, qint64(status.st_size), 0 };
    case S_IFDIR:
        return { FileStatus::Kind::Folder, 0, 0 };
    case S_IFIFO:
        return { FileStatus::Kind::Pipe, 0, 0 };
    default:
        return { FileStatus::Kind::Other, 0, 0 };
    }
}

bool mayBeThere(const QString &path)
{
    const FileStatus status = fileStatus(path);
    return status.exists() || status.error != 0;
}

bool isForbidden(const struct stat &status)
{
    const uid_t user = ::geteuid();
    if (user == 0)
        return false;
    const mode_t needed = S_ISDIR(status.st_mode) ? 5 : 4; // to list and to enter; to read
    const auto allows = [&](int shift) { return ((status.st_mode >> shift) & needed) == needed; };
    // Which of several groups counts is more than it is worth to ask for each of a million files.
    return user == status.st_uid ? !allows(6) : !allows(3) && !allows(0);
}

bool mayPass(int error, const std::string &path)
{
    if (error == ENOENT || error == ENOTDIR || error == ELOOP || error == ENAMETOOLONG)
        return false;
    const int kept = errno;
    struct stat status = {};
    const bool forbidden =
        (error == EACCES || error == EPERM) && ::stat(path.c_str(), &status) == 0 && isForbidden(status);
    errno = kept;
    return !forbidden;
}

QString faultText(int error)
{
    switch (error) {
    case ENOSPC:
        return tr("the disk is full");
    case EDQUOT:
        return tr("your quota on this disk is used up");
    case EIO:
        return tr("the disk or the network reports a fault");
    case EROFS:
        return tr("the file system is read-only");
    case EACCES:
    case EPERM:
        return tr("you have no permission");
    case ENAMETOOLONG:
        return tr("the name is too long for the file system");
    case ELOOP:
        return tr("the link leads round in a circle");
    case EFBIG:
        return tr("the file would be larger than the file system or a limit of this process allows");
    case EMFILE:
    case ENFILE:
        return tr("too many files are open");
    case ESTALE:
        return tr("the network drive has lost the file");
    default:
        return QString::fromLocal8Bit(std::strerror(error));
    }
}

} // namespace melscope
