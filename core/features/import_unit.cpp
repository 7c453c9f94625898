#include "core/features/import_unit.h"

#include "core/base/archive_reader.h"
#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/base/words.h"
#include "core/features/folder_walk.h"
#include "core/features/input_files.h"

#include <QCryptographicHash>
#include <QFileInfo>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <limits>

namespace melscope {

namespace {

/// The input's name and a hash of its place, since names repeat.
QString shardNameOf(const ImportUnit &unit)
{
    const QFileInfo info(unit.path);
    QString stem =
        unit.kind == ImportUnit::Kind::Folder ? info.fileName() : info.fileName().section(QLatin1Char('.'), 0, 0);
    stem = shownPath(stem).replace(QLatin1Char('\\'), QLatin1Char('_')).left(80);
    const QByteArray hash = QCryptographicHash::hash(
        QByteArray::number(int(unit.kind)) + QByteArray::fromStdString(pathBytes(info.absoluteFilePath())),
        QCryptographicHash::Sha256);
    return (stem.isEmpty() ? QStringLiteral("features") : stem) + QLatin1Char('-')
        + QString::fromLatin1(hash.toHex().left(8)) + QStringLiteral(".safetensors");
}

ImportUnit archiveUnit(const QString &path)
{
    ImportUnit unit { ImportUnit::Kind::Archive, path, {}, 0, {}, {}, {} };
    Fingerprint fingerprint;
    const std::string file = pathBytes(QFileInfo(path).absoluteFilePath());
    const FileMark mark = markOf(file);
    unit.bytes = mark.size;
    fingerprint.add(file, mark);
    unit.fingerprint = fingerprint.text();
    unit.shardName = shardNameOf(unit);
    if (mark.error != 0)
        unit.unread =
            Error::unread(tr("cannot be read: ") + faultText(mark.error), path, tr("Check the disk or the network."));
    return unit;
}

/// A folder's loose documents as a unit, and its archives as further ones.
Result<void> addFolder(const QString &folder, std::vector<ImportUnit> &units, const CancelToken &cancel)
{
    ImportUnit loose { ImportUnit::Kind::Folder, folder, {}, 0, {}, {}, {} };
    while (loose.path.size() > 1 && loose.path.endsWith(QLatin1Char('/')))
        loose.path.chop(1);
    loose.shardName = shardNameOf(loose);
    std::vector<ImportUnit> archives;
    bool any = false;
    const auto walked = walkFolder(pathBytes(loose.path), cancel, [&](const WalkedFile &file) {
        if (file.problem.empty() && isArchiveName(file.path)) {
            archives.push_back(archiveUnit(pathFromBytes(file.path)));
        } else {
            any = true;
            loose.bytes += usualBytes(file.path);
        }
        return true;
    });
    if (!walked)
        return walked;
    if (any || archives.empty())
        units.push_back(std::move(loose));
    units.insert(units.end(), archives.begin(), archives.end());
    return {};
}

} // namespace

Result<std::vector<ImportUnit>> listImportUnits(const QStringList &inputs, const CancelToken &cancel)
{
    if (inputs.isEmpty())
        return fail(tr("there is nothing to import"), {}, tr("Name a folder, an archive, a document or a sound."));
    std::vector<ImportUnit> units;
    for (const QString &input : inputs) {
        const FileStatus status = fileStatus(input);
        const bool isInput = input == QLatin1String("-");
        if (status.error != 0)
            return fail(tr("cannot be read: ") + faultText(status.error), input,
                        tr("Check the disk or the network, and the permissions."));
        if (!status.exists() && !isInput)
            return fail(tr("there is no such file or folder"), input, tr("Check the path."));
        if (!isInput && ::access(pathBytes(input).c_str(), R_OK) != 0)
            return fail(tr("cannot be read: ") + faultText(errno), input, tr("Check the permissions."));
        if (status.isFolder()) {
            if (const auto added = addFolder(input, units, cancel); !added)
                return passOn(added);
        } else if (!status.isRegular() || isArchiveName(pathBytes(input))
                   || (!isTrackFile(pathBytes(input)) && ArchiveReader::isArchive(input))) {
            units.push_back(archiveUnit(input));
        } else {
            if (units.empty() || units.back().kind != ImportUnit::Kind::Documents)
                units.push_back({ ImportUnit::Kind::Documents, input, {}, 0, {}, {}, {} });
            units.back().documents << input;
        }
    }
    for (ImportUnit &unit : units) {
        if (unit.kind != ImportUnit::Kind::Documents)
            continue;
        Fingerprint fingerprint;
        for (const QString &document : std::as_const(unit.documents)) {
            const std::string file = pathBytes(QFileInfo(document).absoluteFilePath());
            fingerprint.add(file, markOf(file));
            unit.bytes += usualBytes(file);
        }
        unit.fingerprint = fingerprint.text();
        unit.shardName = shardNameOf(unit);
    }
    // The same input twice, or inside another one, is imported once.
    std::vector<ImportUnit> distinct;
    for (ImportUnit &unit : units) {
        if (std::none_of(distinct.begin(), distinct.end(),
                         [&](const ImportUnit &other) { return other.shardName == unit.shardName; }))
            distinct.push_back(std::move(unit));
    }
    return distinct;
}

Result<QString> fingerprintUnit(const ImportUnit &unit, const CancelToken &cancel)
{
    if (unit.unread)
        return tl::make_unexpected(*unit.unread);
    if (unit.kind != ImportUnit::Kind::Folder)
        return unit.fingerprint;
    Fingerprint fingerprint;
    const auto walked = walkFolder(pathBytes(unit.path), cancel, [&](const WalkedFile &file) {
        if (!file.problem.empty() || !isArchiveName(file.path))
            fingerprint.add(file.path, markOf(file.path));
        return true;
    });
    if (!walked)
        return passOn(walked);
    return fingerprint.text();
}

QString fingerprintOf(const std::vector<ImportUnit> &units)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const ImportUnit &unit : units)
        hash.addData((unit.shardName + QLatin1Char(' ') + unit.fingerprint + QLatin1Char('\n')).toUtf8());
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace melscope
