#include "core/base/file_content.h"

#include "core/base/words.h"

#include <algorithm>
#include <cstdint>

namespace melscope {

namespace {

using namespace std::string_view_literals;

/// A tar header proves itself: the sum of its bytes stands in it. Version 7, ustar, GNU and pax alike.
bool isTarHeader(std::string_view head)
{
    constexpr size_t block = 512;
    constexpr size_t sumBegin = 148;
    constexpr size_t sumEnd = 156;
    if (head.size() < block)
        return false;
    head = head.substr(0, block);
    int64_t stored = 0;
    bool any = false;
    for (const char c : head.substr(sumBegin, sumEnd - sumBegin)) {
        if (c >= '0' && c <= '7') {
            stored = stored * 8 + (c - '0');
            any = true;
        } else if (c != ' ' && c != '\0') {
            return false;
        } else if (any) {
            break;
        }
    }
    int64_t unsignedSum = 0;
    int64_t signedSum = 0; // of some old writers
    for (size_t i = 0; i < block; ++i) {
        const char c = i >= sumBegin && i < sumEnd ? ' ' : head[i];
        unsignedSum += static_cast<unsigned char>(c);
        signedSum += static_cast<signed char>(c);
    }
    return any && (stored == unsignedSum || stored == signedSum);
}

bool beginsLikeHtml(std::string_view head)
{
    std::string lower(head.substr(0, 64));
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return lower.starts_with("<!doctype html") || lower.starts_with("<html") || lower.starts_with("<?xml")
        || lower.starts_with("<head");
}

bool isOtherArchive(std::string_view head)
{
    for (const std::string_view magic : { "MSCF"sv, "!<arch>\n"sv, "xar!"sv, "070701"sv, "070707"sv, "LZIP"sv,
                                          "\x04\x22\x4D\x18"sv, "\x1F\x9D"sv, "\x89LZO"sv, "LRZI"sv }) {
        if (head.starts_with(magic))
            return true;
    }
    return false;
}

} // namespace

FileContent fileContentOf(std::string_view head)
{
    if (head.empty())
        return FileContent::Empty;
    if (head.find_first_not_of('\0') == std::string_view::npos)
        return FileContent::Zeros;
    if (isTarHeader(head))
        return FileContent::Tar;
    if (head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv) || head.starts_with("PK\x07\x08"sv))
        return FileContent::Zip;
    if (head.starts_with("7z\xBC\xAF\x27\x1C"sv))
        return FileContent::SevenZip;
    if (head.starts_with("Rar!\x1A\x07"sv) || head.starts_with("RE~^"sv))
        return FileContent::Rar;
    if (isOtherArchive(head))
        return FileContent::OtherArchive;
    if (head.size() > 8 && head[8] == '{' && head.substr(5, 3) == "\0\0\0"sv)
        return FileContent::Safetensors;
    std::string_view text = head;
    if (text.starts_with("\xEF\xBB\xBF"sv))
        text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (beginsLikeHtml(text))
        return FileContent::Html;
    if (text.starts_with("version https://git-lfs"sv))
        return FileContent::LfsPointer;
    if (text.starts_with('{') || text.starts_with('['))
        return FileContent::Json;
    const bool binary = std::any_of(head.begin(), head.end(), [](char c) { return static_cast<unsigned char>(c) < 9; });
    return binary ? FileContent::Binary : FileContent::Text;
}

QString contentName(FileContent content)
{
    switch (content) {
    case FileContent::Empty:
        return tr("an empty file (0 bytes)");
    case FileContent::Zeros:
        return tr("nothing but zeros, as an unfinished download or a fault of the disk leaves");
    case FileContent::Tar:
        return tr("a tar archive");
    case FileContent::Zip:
        return tr("a zip archive");
    case FileContent::SevenZip:
        return tr("a 7z archive");
    case FileContent::Rar:
        return tr("a RAR archive, which is not read");
    case FileContent::OtherArchive:
        return tr("an archive or a compression of a kind that is not read");
    case FileContent::Html:
        return tr("an HTML or XML page, as a server sends in place of a file");
    case FileContent::LfsPointer:
        return tr("a pointer of Git LFS in place of the file");
    case FileContent::Json:
        return tr("a JSON text");
    case FileContent::Safetensors:
        return tr("a safetensors file");
    case FileContent::Text:
        return tr("a text");
    case FileContent::Binary:
        return tr("a file of an unknown kind");
    }
    return {};
}

} // namespace melscope
