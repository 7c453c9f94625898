#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"

#include <functional>
#include <string>

namespace melscope {

/// What a walk through a folder comes upon. Paths are the file system's own bytes.
struct WalkedFile
{
    std::string path;
    std::string problem; ///< why a folder cannot be walked; empty for a file
    bool isUnread = false; ///< a problem that may pass by itself
};

/// Visits the files below a folder, each folder's names in the order of their bytes, hidden ones too. Links are
/// followed; one that leads back to a folder above is a problem, and so is a folder that cannot be read. Never more
/// than the names of one path of folders are in memory. The visitor returns false to end the walk.
/// Errors: the folder itself cannot be read; cancelled.
Result<void> walkFolder(const std::string &folder, const CancelToken &cancel,
                        const std::function<bool(const WalkedFile &)> &visit);

} // namespace melscope
