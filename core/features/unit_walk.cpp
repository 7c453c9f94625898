#include "core/features/unit_walk.h"

#include "core/audio/sound_file.h"
#include "core/base/archive_reader.h"
#include "core/base/file_path.h"
#include "core/base/words.h"
#include "core/features/folder_walk.h"

#include <utility>

namespace melscope {

namespace {

ImportProblem failed(std::string_view path, QString reason, qint64 offset = -1, bool isUnread = false)
{
    return { ImportProblem::Kind::Failed, pathFromBytes(path), std::move(reason), offset, isUnread };
}
ImportProblem failed(std::string_view path, const Error &error, qint64 offset = -1)
{
    return failed(path, error.what, offset, error.isUnread());
}

class Walk
{
public:
    Walk(const ImportUnit &unit, const UnitWalk &settings, const CancelToken &cancel,
         const std::function<bool(UnitEntry)> &visit)
        : m_unit(unit)
        , m_settings(settings)
        , m_cancel(cancel)
        , m_visit(visit)
    {
    }

    Result<void> run()
    {
        switch (m_unit.kind) {
        case ImportUnit::Kind::Archive:
            return walkArchive();
        case ImportUnit::Kind::Folder:
            return walkFolder(pathBytes(m_unit.path), m_cancel,
                              [this](const WalkedFile &file) { return visitWalked(file); });
        case ImportUnit::Kind::Documents:
            for (const QString &document : m_unit.documents) {
                if (!visitFile(pathBytes(document), false))
                    return cancelled();
            }
            return {};
        }
        return {};
    }

private:
    bool visitWalked(const WalkedFile &file)
    {
        if (file.problem.empty() && isArchiveName(file.path))
            return true; // an input of its own
        if (!file.problem.empty())
            return m_visit({ file.path,
                             false,
                             {},
                             failed(file.path, QString::fromStdString(file.problem), -1, file.isUnread),
                             true });
        return visitFile(file.path, true);
    }

    bool visitFile(const std::string &path, bool isMarked)
    {
        return isTrackFile(path) ? m_visit({ path, true, {}, {}, isMarked })
                                 : m_visit({ path, false, {}, problemOfOther(path), isMarked });
    }

    Result<void> walkArchive()
    {
        if (m_unit.unread)
            return tl::make_unexpected(*m_unit.unread);
        auto archive = ArchiveReader::open(m_unit.path, m_cancel);
        if (!archive)
            return passOn(archive);
        for (const QString &unread : archive->unread()) {
            if (!m_visit({ {}, false, {}, failed(pathBytes(m_unit.path), unread) }))
                return cancelled();
        }
        return walkEntries(*archive, pathBytes(m_unit.path), 0);
    }

    /// What came before a damage is kept, and the damage is listed; an archive without any entry is an error.
    Result<void> walkEntries(ArchiveReader &archive, const std::string &shown, int depth)
    {
        bool any = false;
        while (true) {
            if (m_cancel.isCancelled())
                return cancelled();
            const auto entry = archive.next();
            countBytes(archive, depth);
            if (entry && !entry->has_value())
                return any ? Result<void>()
                           : fail(tr("there is no file in this archive"), pathFromBytes(shown), tr("Fetch it again."));
            Result<void> done = entry ? walkEntry(archive, **entry, shown + ':', depth) : passOn(entry);
            if (!done && (done.error().isCancelled() || !any))
                return done;
            if (!done)
                return m_visit({ {}, false, {}, failed(shown, done.error(), archive.bytesConsumed()) }) ? Result<void>()
                                                                                                        : cancelled();
            any = true;
        }
    }

    void countBytes(const ArchiveReader &archive, int depth)
    {
        if (depth > 0 || m_settings.inputBytes == nullptr)
            return;
        *m_settings.inputBytes += archive.bytesConsumed() - m_consumed;
        m_consumed = archive.bytesConsumed();
    }

    /// Errors: the archive is damaged from here on, cancelled.
    Result<void> walkEntry(ArchiveReader &archive, const ArchiveReader::Entry &entry, const std::string &prefix,
                           int depth)
    {
        std::string shown = prefix + entry.path;
        if (!entry.odd.isEmpty())
            return visitOdd(std::move(shown), entry);
        if (isArchiveName(entry.path))
            return walkInner(archive, shown, depth);
        if (!isDocument(entry.path)) {
            if (const auto skipped = archive.skip(m_cancel); !skipped)
                return skipped;
            return visit({ shown, false, {}, problemOfOther(shown) });
        }
        if (m_settings.contents == UnitWalk::Contents::Unwanted)
            return visit({ std::move(shown), false, {}, {} });
        auto content = archive.readAll(kLargestDocument, m_cancel);
        if (content)
            return visit({ std::move(shown), false, std::move(*content), {} });
        if (!archive.canContinue())
            return passOn(content);
        if (const auto skipped = archive.skip(m_cancel); !skipped)
            return skipped;
        return visit({ shown, false, {}, failed(shown, content.error()) });
    }

    /// An archive that is read front to back cannot follow a link; whoever unpacks it can.
    Result<void> visitOdd(std::string shown, const ArchiveReader::Entry &entry)
    {
        ImportProblem problem = failed(
            shown,
            entry.odd + tr(", not a document; unpack the archive and import the folder if its recording is wanted"));
        if (!isDocument(entry.path)) {
            problem.kind = ImportProblem::Kind::Skipped;
            problem.reason = entry.odd + tr(", not a document");
        }
        return visit({ std::move(shown), false, {}, std::move(problem) });
    }

    Result<void> walkInner(ArchiveReader &archive, const std::string &shown, int depth)
    {
        if (depth > 0) {
            if (const auto skipped = archive.skip(m_cancel); !skipped)
                return skipped;
            return visit({ shown,
                           false,
                           {},
                           failed(shown, tr("an archive in an archive in an archive; unpack the outer one")) });
        }
        auto inner = archive.openEntry(pathFromBytes(shown), m_cancel);
        const Result<void> walked = inner ? walkEntries(*inner, shown, depth + 1) : passOn(inner);
        if (walked || walked.error().isCancelled())
            return walked;
        return visit({ shown, false, {}, failed(shown, walked.error()) });
    }

    Result<void> visit(UnitEntry entry) { return m_visit(std::move(entry)) ? Result<void>() : cancelled(); }

    const ImportUnit &m_unit;
    const UnitWalk &m_settings;
    const CancelToken &m_cancel;
    const std::function<bool(UnitEntry)> &m_visit;
    qint64 m_consumed = 0;
};

} // namespace

Result<void> walkUnit(const ImportUnit &unit, const UnitWalk &walk, const CancelToken &cancel,
                      const std::function<bool(UnitEntry)> &visit)
{
    return Walk(unit, walk, cancel, visit).run();
}

Result<RecordingIds> recordingsOfInputs(const QStringList &inputs, const CancelToken &cancel)
{
    const auto units = listImportUnits(inputs, cancel);
    if (!units)
        return passOn(units);
    RecordingIds ids;
    std::optional<ImportProblem> unread; // ids that are not there would be called missing
    for (const ImportUnit &unit : *units) {
        SoundNames names;
        const auto walked =
            walkUnit(unit, { UnitWalk::Contents::Unwanted, nullptr }, cancel, [&](const UnitEntry &entry) {
                if (!entry.problem && isDocument(entry.path)) {
                    ids.insert(recordingIdOf(documentStem(entry.path)));
                } else if (!entry.problem) {
                    const QString path = pathFromBytes(entry.path);
                    ids.insert(recordingIdOf(names.distinct(path, recordingOfSound(path))));
                }
                if (entry.problem && entry.problem->isUnread)
                    unread = *entry.problem;
                return !unread;
            });
        if (unread)
            return fail(unread->reason, unread->path, tr("Check the disk or the network."));
        if (!walked)
            return passOn(walked);
    }
    if (ids.empty())
        return fail(tr("there is no .json document and no sound in it"), inputs.join(QStringLiteral(", ")),
                    tr("Name a folder or an archive of documents, or a folder of sounds."));
    return ids;
}

} // namespace melscope
