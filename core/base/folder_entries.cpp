#include "core/base/folder_entries.h"

#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/words.h"

#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <vector>

namespace melscope {

namespace {

/// Renames that can be undone.
class Moves
{
public:
    /// An errno; 0 when done.
    int move(const std::string &from, const std::string &to)
    {
        if (const int error = renamed(from, to); error != 0)
            return error;
        m_done.emplace_back(from, to);
        return 0;
    }
    void undo()
    {
        for (auto done = m_done.rbegin(); done != m_done.rend(); ++done)
            (void)renamed(done->second, done->first);
        m_done.clear();
    }

private:
    static int renamed(const std::string &from, const std::string &to)
    {
        int result = 0;
        do {
            result = std::rename(from.c_str(), to.c_str());
        } while (result != 0 && errno == EINTR);
        return result == 0 ? 0 : errno;
    }
    std::vector<std::pair<std::string, std::string>> m_done; ///< from, to
};

bool exists(const std::string &path)
{
    struct stat status = {};
    return ::lstat(path.c_str(), &status) == 0 || errno != ENOENT;
}

} // namespace

Result<QStringList> entriesOf(const QString &folder)
{
    std::error_code error;
    QStringList names;
    std::filesystem::directory_iterator it(pathBytes(folder), error);
    while (!error && it != std::filesystem::directory_iterator()) {
        names << pathFromBytes(it->path().filename().native());
        it.increment(error);
    }
    if (error)
        return fail(tr("the folder cannot be read: ") + faultText(error.value()), folder,
                    tr("Check the disk and the permissions."));
    names.sort();
    return names;
}

Result<void> replaceEntries(const QString &from, const QStringList &names, const QString &to, const QStringList &older)
{
    const QString aside = from + QStringLiteral("/.older");
    if (const auto created = makeFolder(aside); !created)
        return created;
    Moves moves;
    auto failed = [&](const QString &name, int error) {
        moves.undo();
        return fail(tr("could not be put in its place: ") + faultText(error), to + QLatin1Char('/') + name,
                    tr("Check the disk and the permissions; what was there is untouched."));
    };
    for (const QString &name : older + names) {
        const std::string place = pathBytes(to + QLatin1Char('/') + name);
        if (!exists(place))
            continue;
        if (const int error = moves.move(place, pathBytes(aside + QLatin1Char('/') + name)); error != 0)
            return failed(name, error);
    }
    for (const QString &name : names) {
        if (const int error =
                moves.move(pathBytes(from + QLatin1Char('/') + name), pathBytes(to + QLatin1Char('/') + name));
            error != 0)
            return failed(name, error);
    }
    if (const int error = syncFolder(to); error != 0)
        return failed(names.isEmpty() ? QString() : names.last(), error);
    std::error_code ignored; // what remains lies among what is unfinished
    std::filesystem::remove_all(pathBytes(aside), ignored);
    return {};
}

} // namespace melscope
