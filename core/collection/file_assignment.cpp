#include "core/collection/file_assignment.h"

#include "core/audio/sound_file.h"
#include "core/base/archive_reader.h"
#include "core/base/file_path.h"
#include "core/features/feature_store.h"
#include "core/truth/ground_truth_reader.h"

#include <QFileInfo>
#include <QRegularExpression>

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

FileAssignment assignmentOf(const QString &path)
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
    const bool features = info.isDir() || name.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive)
        || isSoundName(pathBytes(path)) || FeatureStore::looksLikeStore(path) || ArchiveReader::isArchive(path);
    if (!features)
        return {};
    return { test ? FileRole::TestFeatures : FileRole::Features, namesASource(path) ? sourceOfFile(path) : QString() };
}

QStringList assignFiles(Project &project, const QStringList &paths)
{
    QStringList unknown;
    QList<std::pair<FileAssignment, QString>> later; // features want to know all sources
    for (const QString &given : paths) {
        const QString path = QFileInfo(given).absoluteFilePath();
        const FileAssignment assignment = assignmentOf(path);
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
            later.append({ assignment, path });
            break;
        case FileRole::Project:
        case FileRole::Unknown:
            unknown << given;
            break;
        }
    }
    for (const auto &[assignment, path] : later) {
        if (project.sources.empty())
            project.sources.push_back(
                { assignment.source.isEmpty() ? QStringLiteral("source") : assignment.source, {}, {}, {}, {}, {}, {} });
        for (ProjectSource &source : project.sources) {
            if (!assignment.source.isEmpty() && source.name != assignment.source)
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
