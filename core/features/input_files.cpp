#include "core/features/input_files.h"

#include "core/base/archive_reader.h"

#include <sys/stat.h>

#include <algorithm>

namespace melscope {

namespace {

bool endsWith(std::string_view text, std::string_view suffix)
{
    return text.size() >= suffix.size()
        && std::equal(suffix.begin(), suffix.end(), text.end() - ptrdiff_t(suffix.size()), [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
}

bool hasArchiveName(std::string_view path)
{
    for (const char *suffix : { ".tar", ".tar.bz2", ".tar.gz", ".tgz", ".tbz2", ".zip" }) {
        if (endsWith(path, suffix))
            return !isAppleDouble(path);
    }
    return false;
}

} // namespace

std::string_view nameOf(std::string_view path)
{
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

bool isAppleDouble(std::string_view path)
{
    return nameOf(path).starts_with("._");
}

bool isDocument(std::string_view path)
{
    return !isAppleDouble(path) && endsWith(path, ".json") && nameOf(path).size() > 5;
}

bool isArchiveInFolder(const std::string &path)
{
    return hasArchiveName(path) && ArchiveReader::isArchive(QString::fromStdString(path));
}

qint64 Fingerprint::add(const std::string &path)
{
    struct stat status {};
    ::stat(path.c_str(), &status); // a file that is gone counts as an empty one; reading it will tell
    m_hash.addData(QByteArrayView(path.data(), qsizetype(path.size())));
    m_hash.addData(QByteArray::number(qint64(status.st_size)) + ' ' + QByteArray::number(qint64(status.st_mtim.tv_sec)) + '.'
                   + QByteArray::number(qint64(status.st_mtim.tv_nsec)) + '\n');
    return qint64(status.st_size);
}

} // namespace melscope
