#include "core/features/input_files.h"

#include "core/audio/sound_file.h"
#include "core/base/file_path.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>

namespace melscope {

namespace {

constexpr std::string_view kDocument = ".json";
constexpr std::array<std::string_view, 5> kCompressions = { ".gz", ".bz2", ".xz", ".lzma", ".zst" };

bool endsWith(std::string_view text, std::string_view suffix)
{
    return text.size() >= suffix.size()
        && std::equal(suffix.begin(), suffix.end(), text.end() - ptrdiff_t(suffix.size()),
                      [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
}

bool endsWithAny(std::string_view text, std::initializer_list<std::string_view> suffixes)
{
    return std::any_of(suffixes.begin(), suffixes.end(),
                       [text](std::string_view suffix) { return endsWith(text, suffix); });
}

std::string_view withoutCompression(std::string_view name)
{
    for (const std::string_view compression : kCompressions) {
        if (endsWith(name, compression))
            return name.substr(0, name.size() - compression.size());
    }
    return name;
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
    const std::string_view name = withoutCompression(nameOf(path));
    return !isAppleDouble(path) && endsWith(name, kDocument) && name.size() > kDocument.size();
}

std::string_view documentStem(std::string_view path)
{
    const std::string_view name = withoutCompression(nameOf(path));
    return name.substr(0, name.size() - kDocument.size());
}

bool isTrackFile(std::string_view path)
{
    return isDocument(path) || isSoundName(path);
}

qint64 usualBytes(std::string_view path)
{
    return isDocument(path) ? kUsualDocument : isSoundName(path) ? kUsualSound : 0;
}

bool isArchiveName(std::string_view path)
{
    return !isAppleDouble(path)
        && (endsWith(withoutCompression(path), ".tar")
            || endsWithAny(path, { ".tgz", ".tbz", ".tbz2", ".txz", ".tlz", ".tzst", ".zip", ".7z" }));
}

ImportProblem problemOfOther(std::string_view path)
{
    using Kind = ImportProblem::Kind;
    auto problem = [path](Kind kind, const char *reason) {
        return ImportProblem { kind, pathFromBytes(path), QString::fromUtf8(reason), -1 };
    };
    if (isAppleDouble(path))
        return problem(Kind::Skipped, "AppleDouble file of macOS, not a document");
    if (endsWithAny(path, { ".part", ".partial", ".crdownload", ".download", ".filepart", ".!ut" }))
        return problem(Kind::Failed, "a download that is not finished; let it finish, or fetch the file again");
    if (endsWithAny(path, { ".rar", ".ace", ".arj", ".lha", ".cab", ".lz", ".lz4", ".lrz", ".tar.z", ".ar", ".cpio" }))
        return problem(Kind::Failed, "an archive or a compression of a kind that is not read; unpack it");
    if (endsWithAny(path, { ".safetensors", ".safetensors.tsv", ".safetensors.lock", ".melscope" }))
        return problem(Kind::Skipped, "a file of Melscope, not a document");
    if (isSoundName(path))
        return problem(Kind::Failed, "a sound in an archive; unpack the archive and import the folder");
    return problem(Kind::Skipped, "neither a .json document nor a sound");
}

FileMark markOf(const struct stat &status)
{
    return { qint64(status.st_size), qint64(status.st_mtim.tv_sec), qint64(status.st_mtim.tv_nsec), isForbidden(status),
             0 };
}

FileMark markOf(const std::string &path)
{
    struct stat status = {};
    if (::stat(path.c_str(), &status) == 0)
        return markOf(status);
    FileMark none;
    none.error = mayPass(errno, path) ? errno : 0;
    return none;
}

void Fingerprint::add(std::string_view path, const FileMark &mark)
{
    m_isUnread = m_isUnread || mark.error != 0;
    m_hash.addData(QByteArrayView(path.data(), qsizetype(path.size())));
    std::array<char, 96> text;
    const int length = std::snprintf(text.data(), text.size(), "%lld %lld.%lld%s\n", static_cast<long long>(mark.size),
                                     static_cast<long long>(mark.seconds), static_cast<long long>(mark.nanoseconds),
                                     mark.isForbidden ? " forbidden" : "");
    m_hash.addData(QByteArrayView(text.data(), length));
    if (isSoundName(path)) // stores that were made when sounds were left out are made anew
        m_hash.addData(QByteArrayView("heard\n"));
}

} // namespace melscope
