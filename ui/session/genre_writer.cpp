#include "ui/session/genre_writer.h"

#include "core/base/file_path.h"
#include "core/base/number_text.h"

#include <QDateTime>
#include <QStandardPaths>
#include <QUndoCommand>

#include <set>

namespace melscope {

/// What was written, on the undo stack.
class GenreWriting : public QUndoCommand
{
public:
    GenreWriting(GenreWriter &writer, std::vector<GenreChange> changes)
        : m_writer(writer)
        , m_changes(std::move(changes))
    {
        setText(GenreWriter::tr("writing genres into %1 files").arg(countText(qint64(m_changes.size()))));
    }
    void redo() override
    {
        if (std::exchange(m_isDone, true))
            m_writer.run(m_changes, GenreWriter::Then::Nothing);
    }
    void undo() override { m_writer.run(undone(m_changes), GenreWriter::Then::Nothing); }

private:
    GenreWriter &m_writer;
    std::vector<GenreChange> m_changes;
    bool m_isDone = false; ///< pushing it calls redo(), and then it is done already
};

GenreWriter::GenreWriter(JobLane &lane, QUndoStack &undo, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
    , m_undo(undo)
{
}

QString GenreWriter::journalFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/genre-tags");
}

void GenreWriter::write(const std::vector<GenreChange> &changes)
{
    run(changes, Then::Remember);
}

void GenreWriter::run(const std::vector<GenreChange> &changes, Then then)
{
    const QString journal = journalFolder() + QLatin1Char('/')
        + QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")) + QStringLiteral(".json");
    m_lane.run(
        this, tr("Writing genres into files"),
        [changes, journal](const CancelToken &cancel, const ProgressCallback &progress) {
            return writeGenres(changes, journal, cancel, progress);
        },
        [this, then, changes, count = changes.size()](const Result<GenreReport> &report) {
            const size_t done = report ? report->written.size() : 0;
            if (then == Then::Nothing && done < count) {
                // The stack takes it for done: what is left is another step, that can be tried again.
                std::vector<GenreChange> left = changes;
                if (report) {
                    std::set<QString> files;
                    for (const GenreChange &change : report->written)
                        files.insert(change.file);
                    std::erase_if(left, [&](const GenreChange &change) { return files.contains(change.file); });
                }
                m_undo.push(new GenreWriting(*this, undone(std::move(left))));
            }
            if (!report) {
                Q_EMIT failed(report.error());
                return;
            }
            if (!report->written.empty()) {
                if (then == Then::Remember)
                    m_undo.push(new GenreWriting(*this, report->written));
                Q_EMIT written();
                Q_EMIT informed(tr("Genres written into %1 files.").arg(countText(qint64(report->written.size()))));
            }
            if (!report->failed.empty()) {
                const Error &first = report->failed.front();
                Q_EMIT failed(report->failed.size() == 1
                                  ? first
                                  : Error::failure(tr("%1 files were left as they are; the first since %2")
                                                       .arg(countText(qint64(report->failed.size())), first.what),
                                                   first.file, first.remedy));
            }
        });
}

void GenreWriter::undoJournal(const QString &path)
{
    m_lane.run(
        this, tr("Reading the journal"),
        [path](const CancelToken &, const ProgressCallback &) { return readGenreJournal(path); },
        [this](const Result<std::vector<GenreChange>> &changes) {
            if (changes)
                run(undone(*changes), Then::Remember);
            else
                Q_EMIT failed(changes.error());
        });
}

} // namespace melscope
