#pragma once

#include "core/base/result.h"

#include <string_view>

namespace melscope {

/// A file that others read while it grows, so that it is written in place and not beside it. Used by one thread.
class GrowingFile
{
public:
    enum class Opening {
        New, ///< there must be none of this name
        AtEnd, ///< made where there is none
    };

    GrowingFile() = default;
    ~GrowingFile();
    GrowingFile(const GrowingFile &) = delete;
    GrowingFile &operator=(const GrowingFile &) = delete;

    /// Makes the folder if need be. Errors: it or the file cannot be made.
    Result<void> open(const QString &path, Opening opening);
    /// Appends all of it, which readers see at once, or nothing. Errors: the disk is full …
    Result<void> append(std::string_view bytes);

private:
    void close();

    QString m_path;
    int m_descriptor = -1;
};

} // namespace melscope
