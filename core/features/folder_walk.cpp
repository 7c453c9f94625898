#include "core/features/folder_walk.h"

#include <QString>

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
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
        struct stat status {};
        if (::stat(folder.c_str(), &status) != 0)
            return problem(folder, std::string("the folder cannot be read: ") + std::strerror(errno));
        const Identity identity { status.st_dev, status.st_ino };
        if (std::find(m_above.begin(), m_above.end(), identity) != m_above.end())
            return problem(folder, "the link leads back to a folder above it; it is not followed");
        Names names;
        if (const std::string reason = list(folder, names); !reason.empty() && !problem(folder, "the folder cannot be read: " + reason))
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

    bool problem(const std::string &folder, std::string reason) { return m_visit({ folder, std::move(reason) }); }

    std::string list(const std::string &folder, Names &names)
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
        std::sort(names.entries.begin(), names.entries.end(), [&](const auto &a, const auto &b) { return names.text(a) < names.text(b); });
        return error ? error.message() : std::string();
    }

    const CancelToken &m_cancel;
    const std::function<bool(const WalkedFile &)> &m_visit;
    std::vector<Identity> m_above;
};

} // namespace

Result<void> walkFolder(const std::string &folder, const CancelToken &cancel, const std::function<bool(const WalkedFile &)> &visit)
{
    std::string own;
    FolderWalk(cancel, [&](const WalkedFile &file) {
        if (file.path != folder)
            return visit(file);
        own = file.problem;
        return false;
    }).walk(folder);
    if (cancel.isCancelled())
        return cancelled();
    if (!own.empty())
        return fail(QString::fromStdString(own), QString::fromStdString(folder), QStringLiteral("Check the permissions."));
    return {};
}

} // namespace melscope
