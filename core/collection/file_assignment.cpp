#include "core/collection/file_assignment.h"

#include "core/audio/sound_file.h"
#include "core/base/archive_reader.h"
#include "core/base/file_path.h"
#include "core/features/feature_store.h"
#include "core/features/input_files.h"
#include "core/truth/ground_truth_reader.h"

#include <QDirIterator>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

namespace melscope {

namespace {

bool isTruthName(const QString &name)
{
    static const QRegularExpression pattern(QStringLiteral("\\.tsv(\\.bz2|\\.gz)?$"),
                                            QRegularExpression::CaseInsensitiveOption);
    return pattern.match(name).hasMatch();
}

/// "my-set-train" → "my-set": what the parts of one source have in common.
QString sourceOfName(const QString &path)
{
    const QString known = sourceOfFile(path);
    for (const char *source : { "allmusic", "discogs", "lastfm", "tagtraum" }) {
        if (known == QLatin1String(source))
            return known;
    }
    static const QRegularExpression part(QStringLiteral("[-_. ]?(train|valid(ation)?|dev|test)(ing)?"),
                                         QRegularExpression::CaseInsensitiveOption);
    return QString(known).remove(part);
}

bool namesASource(const QString &path)
{
    const QString known = sourceOfFile(path);
    return known == QStringLiteral("allmusic") || known == QStringLiteral("discogs")
        || known == QStringLiteral("lastfm") || known == QStringLiteral("tagtraum");
}

/// Whether a folder is one of sounds rather than of documents.
bool holdsSounds(const QString &folder, const CancelToken &cancel)
{
    constexpr int most = 5000;
    int seen = 0;
    for (QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
         files.hasNext() && seen < most && !cancel.isCancelled(); ++seen) {
        const QString path = files.next();
        if (isSoundName(pathBytes(path)))
            return true;
        if (path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive) || isArchiveName(pathBytes(path))
            || path.endsWith(QStringLiteral(".safetensors"), Qt::CaseInsensitive))
            return false;
    }
    return false;
}

ProjectSource &musicSource(Project &project)
{
    for (ProjectSource &source : project.sources) {
        if (source.isMusic())
            return source;
    }
    QString name = kMusicName;
    for (int number = 2;
         std::ranges::any_of(project.sources, [&](const ProjectSource &source) { return source.name == name; });
         ++number)
        name = kMusicName + QLatin1Char(' ') + QString::number(number);
    project.sources.push_back({ name, {}, {}, {}, {}, {}, {} });
    return project.sources.back();
}

ProjectSource &sourceNamed(Project &project, const QString &name)
{
    for (ProjectSource &source : project.sources) {
        if (source.name == name)
            return source;
    }
    project.sources.push_back({ name, {}, {}, {}, {}, {}, {} });
    return project.sources.back();
}

} // namespace

FileAssignment assignmentOf(const QString &path, const CancelToken &cancel)
{
    const QFileInfo info(path);
    const QString name = info.fileName();
    const bool test = name.contains(QStringLiteral("test"), Qt::CaseInsensitive);
    const bool validation = name.contains(QStringLiteral("valid"), Qt::CaseInsensitive);
    if (!info.exists())
        return {};
    if (name.endsWith(QStringLiteral(".melscope"), Qt::CaseInsensitive))
        return { FileRole::Project, {} };
    if (isTruthName(name))
        return { test             ? FileRole::TestTruth
                     : validation ? FileRole::ValidationTruth
                                  : FileRole::TrainTruth,
                 sourceOfName(path) };
    if (info.isDir() ? holdsSounds(path, cancel) : isSoundName(pathBytes(path)))
        return { FileRole::Music, {} };
    const bool features = info.isDir() || name.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive)
        || FeatureStore::looksLikeStore(path) || ArchiveReader::isArchive(path);
    if (!features)
        return {};
    return { test ? FileRole::TestFeatures : FileRole::Features, namesASource(path) ? sourceOfFile(path) : QString() };
}

QStringList assignFiles(Project &project, const QStringList &paths)
{
    std::vector<FileAssignment> assignments;
    for (const QString &path : paths)
        assignments.push_back(assignmentOf(QFileInfo(path).absoluteFilePath()));
    return assignFiles(project, paths, assignments);
}

QStringList assignFiles(Project &project, const QStringList &paths, const std::vector<FileAssignment> &assignments)
{
    QStringList unknown;
    QList<std::pair<FileAssignment, QString>> later; // features want to know all sources
    bool anyTruth = false;
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const QString &given = paths[i];
        const QString path = QFileInfo(given).absoluteFilePath();
        const FileAssignment &assignment = assignments[size_t(i)];
        anyTruth = anyTruth || assignment.role == FileRole::TrainTruth || assignment.role == FileRole::ValidationTruth
            || assignment.role == FileRole::TestTruth;
        switch (assignment.role) {
        case FileRole::TrainTruth:
            sourceNamed(project, assignment.source).trainFile = path;
            break;
        case FileRole::ValidationTruth:
            sourceNamed(project, assignment.source).validationFile = path;
            break;
        case FileRole::TestTruth:
            sourceNamed(project, assignment.source).testTruth = path;
            break;
        case FileRole::Features:
        case FileRole::TestFeatures:
        case FileRole::Music:
            later.append({ assignment, path });
            break;
        case FileRole::Project:
        case FileRole::Unknown:
            unknown << given;
            break;
        }
    }
    QSet<QString> known; // the music; thousands of files may be dropped
    for (auto &[assignment, path] : later) {
        if (assignment.role == FileRole::Music) {
            if (!anyTruth) {
                ProjectSource &music = musicSource(project);
                if (known.isEmpty())
                    known = QSet<QString>(music.music.begin(), music.music.end());
                if (!known.contains(path)) {
                    known.insert(path);
                    music.music << path;
                }
                continue;
            }
            assignment.role = FileRole::Features;
        }
        if (std::ranges::all_of(project.sources, [](const ProjectSource &source) { return source.isMusic(); }))
            project.sources.push_back(
                { assignment.source.isEmpty() ? QStringLiteral("source") : assignment.source, {}, {}, {}, {}, {}, {} });
        for (ProjectSource &source : project.sources) {
            if (source.isMusic() || (!assignment.source.isEmpty() && source.name != assignment.source))
                continue;
            if (assignment.role == FileRole::Features && !source.featureInputs.contains(path))
                source.featureInputs << path;
            else if (assignment.role == FileRole::TestFeatures
                     && (source.testInput.isEmpty() || !assignment.source.isEmpty()))
                source.testInput = path;
        }
    }
    return unknown;
}

} // namespace melscope
