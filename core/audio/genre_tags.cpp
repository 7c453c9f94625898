#include "core/audio/genre_tags.h"

#include "core/audio/audio_module.h"
#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/half_written.h"
#include "core/base/json_fields.h"
#include "core/base/words.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QScopeGuard>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace melscope {

namespace {

const QString kFormat = QStringLiteral("melscope-genre-tags");
constexpr int kVersion = 1;
// Importing and watching look past names that begin so.
constexpr const char *kCopyPrefix = "._melscope-";

// Names that are no UTF-8 would not come back out of JSON.
QString urlOf(const QString &path)
{
    return QStringLiteral("file://")
        + QString::fromLatin1(QByteArray::fromStdString(pathBytes(path)).toPercentEncoding("/"));
}
QString pathOf(const QString &url)
{
    if (!url.startsWith(QStringLiteral("file:///")))
        return {};
    return pathFromBytes(QByteArray::fromPercentEncoding(url.mid(7).toLatin1()).toStdString());
}

QJsonArray textsOf(const std::vector<std::string> &genres)
{
    QJsonArray texts;
    for (const std::string &genre : genres)
        texts.append(QString::fromStdString(genre));
    return texts;
}
std::vector<std::string> genresOf(const QStringList &texts)
{
    std::vector<std::string> genres;
    for (const QString &text : texts)
        genres.push_back(text.toStdString());
    return genres;
}

Result<void> writeJournal(const std::vector<GenreChange> &changes, const QString &path)
{
    QJsonArray list;
    for (const GenreChange &change : changes)
        list.append(QJsonObject { { QStringLiteral("file"), urlOf(change.file) },
                                  { QStringLiteral("before"), textsOf(change.before) },
                                  { QStringLiteral("after"), textsOf(change.after) } });
    const QJsonObject json { { QStringLiteral("format"), kFormat },
                             { QStringLiteral("version"), kVersion },
                             { QStringLiteral("changes"), list } };
    return writeFileAtomically(path, QJsonDocument(json).toJson().toStdString());
}

Error inFile(Error error, const QString &file)
{
    if (error.file.isEmpty())
        error.file = file;
    return error;
}

Result<std::vector<std::string>> genresIn(const AudioModule &module, const QString &file)
{
    const FileStatus status = fileStatus(file);
    if (status.error != 0)
        return fail(tr("cannot be read: ") + faultText(status.error), file, tr("Check the disk and the permissions."));
    if (!status.isRegular())
        return fail(tr("is not there any more"), file, tr("Import the music anew."));
    return module.readTags(file).genres;
}

/// Ratings and comments of file managers, rights beyond the mode: as far as the file system has them.
void copyAttributes(const std::filesystem::path &from, const std::filesystem::path &to)
{
    const ssize_t size = ::listxattr(from.c_str(), nullptr, 0);
    std::string names(size > 0 ? size_t(size) : 0, '\0');
    if (size <= 0 || ::listxattr(from.c_str(), names.data(), names.size()) != size)
        return;
    for (size_t at = 0; at < names.size(); at += std::strlen(names.c_str() + at) + 1) {
        const char *name = names.c_str() + at;
        const ssize_t length = ::getxattr(from.c_str(), name, nullptr, 0);
        std::string value(length > 0 ? size_t(length) : 0, '\0');
        if (length >= 0 && ::getxattr(from.c_str(), name, value.data(), value.size()) == length)
            (void)::setxattr(to.c_str(), name, value.data(), value.size(), 0);
    }
}

/// The file itself, links followed, and where its copy is.
std::pair<std::filesystem::path, std::filesystem::path> placesOf(const QString &file, std::error_code &error)
{
    const std::filesystem::path place = std::filesystem::canonical(std::filesystem::path(pathBytes(file)), error);
    return { place, place.parent_path() / (kCopyPrefix + place.filename().string()) };
}

/// A copy that a killed program has left; one that is being written is locked.
void removeAbandonedCopy(const QString &file)
{
    std::error_code error;
    const auto [place, copy] = placesOf(file, error);
    if (!error && isLockedBySystem(copy.string()) == std::optional(false))
        ::unlink(copy.c_str());
}

/// The file itself and a copy of it beside it with its owner and its permissions.
Result<std::pair<QString, QString>> copyOf(const QString &file)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const auto [place, copy] = placesOf(file, error);
    if (!error)
        fs::copy_file(place, copy, fs::copy_options::overwrite_existing, error); // one is left of a killed program
    struct stat status = {};
    if (!error && ::stat(place.c_str(), &status) == 0)
        (void)!::chown(copy.c_str(), status.st_uid, status.st_gid); // only root changes other people's files
    if (!error)
        copyAttributes(place, copy);
    if (error) {
        ::unlink(copy.c_str());
        return fail(tr("cannot be copied to be changed: ") + faultText(error.value()), file,
                    tr("Check the permissions of its folder and the room on the disk."));
    }
    return std::pair(pathFromBytes(place.string()), pathFromBytes(copy.string()));
}

Result<void> writeOne(const AudioModule &module, const GenreChange &change)
{
    const auto now = genresIn(module, change.file);
    if (!now)
        return passOn(now);
    if (*now != change.before)
        return fail(tr("its genres were changed by another program meanwhile, and are left as they are"), change.file,
                    tr("Look at it, and write again where you still want to."));
    struct stat before = {};
    (void)::stat(pathBytes(change.file).c_str(), &before);
    const auto copied = copyOf(change.file);
    if (!copied)
        return passOn(copied);
    const QString &copy = copied->second;
    const auto removed = qScopeGuard([&] { ::unlink(pathBytes(copy).c_str()); });
    const int lock = ::open(pathBytes(copy).c_str(), O_RDONLY | O_CLOEXEC);
    const auto unlock = qScopeGuard([lock] { ::close(lock); });
    (void)::flock(lock, LOCK_EX | LOCK_NB); // says that its writer lives, to those who look for copies that are left
    if (const auto written = module.writeGenres(copy, change.after); !written)
        return tl::make_unexpected(inFile(written.error(), change.file));
    // TagLib moves the sound about in the file, and does not look whether there was room on the disk.
    const auto sound = module.digestSound(copied->first);
    const auto copiedSound = module.digestSound(copy);
    if (!sound || !copiedSound || *sound != *copiedSound)
        return fail(tr("its sound did not come through whole, and the file is left as it is"), change.file,
                    tr("Check whether the disk is full."));
    if (module.readTags(copy).genres != change.after)
        return fail(tr("a file of this kind does not keep these genres"), change.file,
                    tr("Convert it to FLAC, MP3, Ogg, Opus or M4A."));
    struct stat last = {};
    if (::stat(pathBytes(change.file).c_str(), &last) != 0 || last.st_size != before.st_size
        || last.st_mtim.tv_sec != before.st_mtim.tv_sec || last.st_mtim.tv_nsec != before.st_mtim.tv_nsec)
        return fail(tr("another program has changed it meanwhile, and it is left as it is"), change.file,
                    tr("Look at it, and write again where you still want to."));
    return moveIntoPlace(copy, copied->first);
}

} // namespace

std::vector<GenreChange> undone(std::vector<GenreChange> changes)
{
    for (GenreChange &change : changes)
        std::swap(change.before, change.after);
    return changes;
}

Result<GenreReport> readGenres(std::vector<GenreChange> changes, const CancelToken &cancel,
                               const ProgressCallback &progress)
{
    const auto module = audioModule();
    if (!module)
        return passOn(module);
    GenreReport report;
    StageProgress stage(progress, Stage::ReadingTags, QStringLiteral("sounds"), qint64(changes.size()));
    for (GenreChange &change : changes) {
        if (cancel.isCancelled())
            return cancelled();
        auto genres = genresIn(**module, change.file);
        if (!genres) {
            report.failed.push_back(genres.error());
            continue;
        }
        change.before = std::move(*genres);
        report.written.push_back(std::move(change));
        stage.update(qint64(report.written.size() + report.failed.size()));
    }
    stage.update(qint64(changes.size()));
    return report;
}

Result<GenreReport> writeGenres(const std::vector<GenreChange> &changes, const QString &journal,
                                const CancelToken &cancel, const ProgressCallback &progress)
{
    const auto module = audioModule();
    if (!module)
        return passOn(module);
    if (const auto noted = writeJournal(changes, journal); !noted)
        return passOn(noted);
    GenreReport report;
    StageProgress stage(progress, Stage::WritingTags, QStringLiteral("sounds"), qint64(changes.size()));
    for (const GenreChange &change : changes) {
        if (cancel.isCancelled())
            break; // what was done is told, so that it can be undone
        removeAbandonedCopy(change.file);
        if (const auto written = change.changes() ? writeOne(**module, change) : Result<void>(); !written)
            report.failed.push_back(written.error());
        else
            report.written.push_back(change);
        stage.update(qint64(report.written.size() + report.failed.size()));
    }
    if (cancel.isCancelled() && report.written.empty()) {
        QFile::remove(journal);
        return cancelled();
    }
    if (const auto noted = writeJournal(report.written, journal); !noted)
        report.failed.push_back(noted.error());
    return report;
}

Result<std::vector<GenreChange>> readGenreJournal(const QString &path)
{
    const auto json = JsonFields::read(
        path, { kFormat, kVersion, tr("journal of genre tags"), tr("Name the journal that writing the tags left.") });
    if (!json)
        return passOn(json);
    std::vector<GenreChange> changes;
    for (const JsonFields &fields : json->list(QStringLiteral("changes"))) {
        GenreChange change;
        change.file = pathOf(fields.text(QStringLiteral("file")));
        if (change.file.isEmpty())
            fields.refuse(QStringLiteral("file"), tr("the address of a file, \"file:///…\""));
        change.before = genresOf(fields.texts(QStringLiteral("before")));
        change.after = genresOf(fields.texts(QStringLiteral("after")));
        changes.push_back(std::move(change));
    }
    if (const auto checked = json->check(); !checked)
        return passOn(checked);
    return changes;
}

} // namespace melscope
