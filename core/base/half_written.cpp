#include "core/base/half_written.h"

#include "core/base/file_path.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QScopeGuard>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <random>
#include <string_view>
#include <system_error>
#include <vector>

namespace melscope {

namespace {

constexpr std::string_view kMark = ".melscope-";
constexpr size_t kLetters = 6;
constexpr size_t kLongestName = 255;
constexpr int kMostEntries = 4096;

} // namespace

std::string nameForWriting(const std::string &target)
{
    static constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    static thread_local std::mt19937 random(std::random_device {}());
    const size_t slash = target.rfind('/') + 1; // npos + 1 is 0
    std::string name = target.substr(0, slash) + target.substr(slash, kLongestName - kMark.size() - kLetters - 1);
    name += kMark;
    for (size_t i = 0; i < kLetters; ++i)
        name += letters[random() % letters.size()];
    return name + '~';
}

QString nameOfHalfWritten(const QString &fileName)
{
    static const QRegularExpression pattern(QStringLiteral("^(.+)\\.melscope-[A-Za-z0-9]{6}~$"),
                                            QRegularExpression::DotMatchesEverythingOption);
    return pattern.match(fileName).captured(1);
}

void removeHalfWritten(const QString &folder)
{
    for (const QString &file : QDir(folder).entryList(QDir::Files | QDir::Hidden)) {
        if (!nameOfHalfWritten(file).isEmpty())
            QFile::remove(folder + QLatin1Char('/') + file);
    }
}

void removeAbandoned(const std::string &target)
{
    const std::string sample = nameForWriting(target);
    const std::string begin = sample.substr(0, sample.size() - kLetters - 1);
    std::vector<std::string> found;
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::path(target).parent_path();
    int entries = 0;
    for (std::filesystem::directory_iterator it(folder.empty() ? "." : folder, error), end; !error && it != end;
         it.increment(error)) {
        if (++entries > kMostEntries)
            return;
        std::string path = (folder / it->path().filename()).native();
        if (path.starts_with(begin) && path.size() == sample.size() && path.back() == '~')
            found.push_back(std::move(path));
    }
    for (const std::string &path : found) {
        // Its own name never comes again, so that nobody begins to write it in between.
        if (isLockedBySystem(path) == std::optional(false))
            ::unlink(path.c_str());
    }
}

std::optional<bool> isLockedBySystem(const std::string &path)
{
    constexpr int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    const int first = ::open(path.c_str(), flags);
    if (first < 0)
        return std::nullopt;
    const auto closeFirst = qScopeGuard([first] { ::close(first); });
    if (::flock(first, LOCK_SH | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? std::optional(true) : std::nullopt;
    // Free; or nothing is ever refused here: then a second lock beside ours would be granted too.
    const int second = ::open(path.c_str(), flags);
    if (second < 0)
        return std::nullopt;
    const auto closeSecond = qScopeGuard([second] { ::close(second); });
    return ::flock(second, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK ? std::optional(false) : std::nullopt;
}

} // namespace melscope
