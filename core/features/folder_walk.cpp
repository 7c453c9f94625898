#include "core/features/folder_walk.h"

#include "core/base/file_path.h"
#include "core/base/words.h"

#include <QString>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

namespace melscope {

namespace {

namespace fs = std::filesystem;
using Identity = std::pair<dev_t, ino_t>;

class FolderWalk
{
public:
    FolderWalk(const CancelToken &cancel, const std::function<bool(const WalkedFile &)> &visit)
        : m_cancel(cancel)
        , m_visit(visit)
    {
    }

    /// False when the walk is to end.
    bool walk(const std::string &folder)
    {
        struct stat status = {};
        if (::stat(folder.c_str(), &status) != 0)
            return unreadable(folder, errno);
        const Identity identity { status.st_dev, status.st_ino };
        if (std::find(m_above.begin(), m_above.end(), identity) != m_above.end())
            return m_visit({ folder, "the link leads back to a folder above it; it is not followed" });
        Names names;
        if (const int error = list(folder, names); error != 0 && !unreadable(folder, error))
            return false;
        m_above.push_back(identity);
        for (const Names::Entry &name : names.entries) {
            if (m_cancel.isCancelled())
                return false;
            std::string path = folder;
            path += '/';
            path += names.text(name);
            if (!(name.isFolder ? walk(path) : m_visit({ path, {} })))
                return false;
        }
        m_above.pop_back();
        return true;
    }

private:
    /// The names in one folder, one behind another: a million of them take 50 MB.
    struct Names
    {
        struct Entry
        {
            uint32_t begin;
            uint16_t length; ///< file systems allow 255 bytes
            bool isFolder;
        };
        std::string bytes;
        std::vector<Entry> entries;

        std::string_view text(const Entry &entry) const { return { bytes.data() + entry.begin, entry.length }; }
    };

    bool unreadable(const std::string &folder, int error)
    {
        return m_visit(
            { folder, "the folder cannot be read: " + faultText(error).toStdString(), mayPass(error, folder) });
    }

    /// Returns an errno, or 0.
    int list(const std::string &folder, Names &names)
    {
        std::error_code error;
        fs::directory_iterator it(folder, error);
        while (!error && it != fs::directory_iterator()) {
            if (m_cancel.isCancelled())
                break;
            std::error_code ignored; // a dangling link is neither folder nor file; reading it will tell
            const bool isFolder = it->is_directory(ignored);
            const std::string &path = it->path().native();
            const size_t begin = path.rfind('/') + 1;
            names.entries.push_back({ uint32_t(names.bytes.size()), uint16_t(path.size() - begin), isFolder });
            names.bytes.append(path, begin);
            it.increment(error);
        }
        std::sort(names.entries.begin(), names.entries.end(),
                  [&](const auto &a, const auto &b) { return names.text(a) < names.text(b); });
        return error.value();
    }

    const CancelToken &m_cancel;
    const std::function<bool(const WalkedFile &)> &m_visit;
    std::vector<Identity> m_above;
};

} // namespace

Result<void> walkFolder(const std::string &folder, const CancelToken &cancel,
                        const std::function<bool(const WalkedFile &)> &visit)
{
    std::optional<WalkedFile> own;
    FolderWalk(cancel, [&](const WalkedFile &file) {
        if (file.path != folder)
            return visit(file);
        own = file;
        return false;
    }).walk(folder);
    if (cancel.isCancelled())
        return cancelled();
    if (!own)
        return {};
    const QString what = QString::fromStdString(own->problem);
    return tl::make_unexpected(own->isUnread
                                   ? Error::unread(what, pathFromBytes(folder), tr("Check the disk or the network."))
                                   : Error::failure(what, pathFromBytes(folder), tr("Check the permissions.")));
}

} // namespace melscope
