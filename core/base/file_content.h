#pragma once

#include <QString>

#include <string_view>

namespace melscope {

/// What a file is by its first bytes (kHeadBytes of them), whatever its name says.
enum class FileContent {
    Empty,
    Zeros,
    Tar,
    Zip,
    SevenZip,
    Rar,
    OtherArchive,
    Html,
    LfsPointer,
    Json,
    Safetensors,
    Text,
    Binary
};
FileContent fileContentOf(std::string_view head);

/// The same for people, to stand behind "this is": "an HTML page, as a server sends in place of a file".
QString contentName(FileContent content);

} // namespace melscope
