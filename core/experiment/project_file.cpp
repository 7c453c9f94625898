#include "core/experiment/project_file.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace melscope {

namespace {

QString relativeTo(const QDir &folder, const QString &path)
{
    return path.isEmpty() ? QString() : folder.relativeFilePath(QFileInfo(path).absoluteFilePath());
}
QString absoluteFrom(const QDir &folder, const QString &path)
{
    return path.isEmpty() ? QString() : QDir::cleanPath(folder.absoluteFilePath(path));
}

/// What we know over what we do not: unknown keys survive.
QJsonObject merged(QJsonObject unknown, const QJsonObject &known)
{
    for (auto it = known.begin(); it != known.end(); ++it)
        unknown.insert(it.key(), it.value());
    return unknown;
}

QJsonObject without(QJsonObject json, const QStringList &keys)
{
    for (const QString &key : keys)
        json.remove(key);
    return json;
}

/// Whether the keys that we know have their types; a wrong one would be lost at the next save.
bool isSource(const QJsonObject &object)
{
    for (const char *key : { "train", "validation", "test", "test_truth" }) {
        const QJsonValue value = object.value(QLatin1String(key));
        if (!value.isUndefined() && !value.isString())
            return false;
    }
    const QJsonValue features = object.value(QStringLiteral("features"));
    return !object.value(QStringLiteral("name")).toString().isEmpty() && (features.isUndefined() || features.isArray());
}

std::vector<TrackNote>::const_iterator placeOf(const Project &project, const QString &recording)
{
    return std::lower_bound(project.notes.begin(), project.notes.end(), recording, [](const TrackNote &note, const QString &id) { return note.recording < id; });
}

} // namespace

const TrackNote *noteOn(const Project &project, const QString &recording)
{
    const auto place = placeOf(project, recording);
    return place == project.notes.end() || place->recording != recording ? nullptr : &*place;
}

void setNote(Project &project, TrackNote note)
{
    auto place = project.notes.begin() + (placeOf(project, note.recording) - project.notes.cbegin());
    const bool known = place != project.notes.end() && place->recording == note.recording;
    if (!note.bookmarked && note.text.isEmpty()) {
        if (known)
            project.notes.erase(place);
    } else if (known) {
        *place = std::move(note);
    } else {
        project.notes.insert(place, std::move(note));
    }
}

std::string notesText(const Project &project)
{
    std::string text = "recordingmbid\tbookmarked\tnote\n";
    for (const TrackNote &note : project.notes) {
        // One line a note, whatever was typed.
        const QString line = QString(note.text).replace(QLatin1Char('\t'), QLatin1Char(' ')).replace(QLatin1Char('\n'), QLatin1Char(' '));
        text += note.recording.toStdString() + (note.bookmarked ? "\tyes\t" : "\tno\t") + line.toStdString() + '\n';
    }
    return text;
}

LockTarget projectLock(const QString &path)
{
    // Beside the file itself, whatever links lead to it.
    const QFileInfo given(path);
    const QFileInfo file(given.exists() ? given.canonicalFilePath() : given.absoluteFilePath());
    return { file.absolutePath() + QStringLiteral("/.") + file.fileName() + QStringLiteral(".lock"), path, QStringLiteral("project") };
}

Result<void> writeProjectFile(const Project &project, const QString &path)
{
    const QDir folder = QFileInfo(path).absoluteDir();
    QJsonArray sources;
    for (const ProjectSource &source : project.sources) {
        QJsonArray features;
        for (const QString &input : source.featureInputs)
            features.append(relativeTo(folder, input));
        sources.append(merged(source.unknown, { { QStringLiteral("name"), source.name },
                                                { QStringLiteral("train"), relativeTo(folder, source.trainFile) },
                                                { QStringLiteral("validation"), relativeTo(folder, source.validationFile) },
                                                { QStringLiteral("features"), features },
                                                { QStringLiteral("test"), relativeTo(folder, source.testInput) },
                                                { QStringLiteral("test_truth"), relativeTo(folder, source.testTruth) } }));
    }
    QJsonArray notes;
    for (const TrackNote &note : project.notes)
        notes.append(QJsonObject { { QStringLiteral("recording"), note.recording }, { QStringLiteral("bookmarked"), note.bookmarked }, { QStringLiteral("text"), note.text } });
    QJsonArray submissions;
    for (const ProjectSubmission &submission : project.submissions)
        submissions.append(QJsonObject { { QStringLiteral("source"), submission.source }, { QStringLiteral("file"), relativeTo(folder, submission.file) } });
    const QJsonObject json = merged(project.unknown, { { QStringLiteral("format"), QStringLiteral("melscope-project") },
                                                       { QStringLiteral("version"), kProjectVersion },
                                                       { QStringLiteral("sources"), sources },
                                                       { QStringLiteral("recipe"), project.recipe.toJson() },
                                                       { QStringLiteral("notes"), notes },
                                                       { QStringLiteral("submissions"), submissions },
                                                       { QStringLiteral("published_results"), relativeTo(folder, project.publishedResults) },
                                                       { QStringLiteral("run"), relativeTo(folder, project.runFolder) } });
    const QByteArray bytes = QJsonDocument(json).toJson(QJsonDocument::Indented);
    return writeFileAtomically(path, { bytes.constData(), size_t(bytes.size()) });
}

Result<Project> readProjectFile(const QString &path)
{
    const QString remedy = QStringLiteral("Choose a *.melscope project file.");
    const auto text = readPlainOrCompressed(path);
    if (!text)
        return passOn(text);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(*text), &error);
    if (!document.isObject())
        return fail(QStringLiteral("this is no project: ") + error.errorString(), path, remedy);
    const QJsonObject json = document.object();
    if (json.value(QStringLiteral("format")).toString() != QStringLiteral("melscope-project"))
        return fail(QStringLiteral("this is no Melscope project"), path, remedy);
    if (const int version = json.value(QStringLiteral("version")).toInt(); version > kProjectVersion)
        return fail(QStringLiteral("the project has version %1, this program reads up to %2").arg(version).arg(kProjectVersion), path,
                    QStringLiteral("Update Melscope."));
    const QDir folder = QFileInfo(path).absoluteDir();
    Project project;
    auto recipe = Recipe::fromJson(json.value(QStringLiteral("recipe")).toObject());
    if (!recipe)
        return fail(QStringLiteral("the project's recipe is wrong: ") + recipe.error().what, path, remedy);
    project.recipe = *recipe;
    for (const QJsonValue &value : json.value(QStringLiteral("sources")).toArray()) {
        const QJsonObject object = value.toObject();
        if (!isSource(object))
            return fail(QStringLiteral("source %1 of the project is not described as it should be").arg(project.sources.size() + 1), path, remedy);
        ProjectSource source;
        source.name = object.value(QStringLiteral("name")).toString();
        source.trainFile = absoluteFrom(folder, object.value(QStringLiteral("train")).toString());
        source.validationFile = absoluteFrom(folder, object.value(QStringLiteral("validation")).toString());
        for (const QJsonValue &input : object.value(QStringLiteral("features")).toArray())
            source.featureInputs << absoluteFrom(folder, input.toString());
        source.testInput = absoluteFrom(folder, object.value(QStringLiteral("test")).toString());
        source.testTruth = absoluteFrom(folder, object.value(QStringLiteral("test_truth")).toString());
        source.unknown = without(object, { QStringLiteral("name"), QStringLiteral("train"), QStringLiteral("validation"),
                                           QStringLiteral("features"), QStringLiteral("test"), QStringLiteral("test_truth") });
        project.sources.push_back(std::move(source));
    }
    project.runFolder = absoluteFrom(folder, json.value(QStringLiteral("run")).toString());
    for (const QJsonValue &value : json.value(QStringLiteral("notes")).toArray()) {
        const QJsonObject note = value.toObject();
        if (!note.value(QStringLiteral("recording")).toString().isEmpty())
            setNote(project, { note.value(QStringLiteral("recording")).toString(), note.value(QStringLiteral("bookmarked")).toBool(), note.value(QStringLiteral("text")).toString() });
    }
    for (const QJsonValue &value : json.value(QStringLiteral("submissions")).toArray())
        project.submissions.push_back({ value.toObject().value(QStringLiteral("source")).toString(), absoluteFrom(folder, value.toObject().value(QStringLiteral("file")).toString()) });
    project.publishedResults = absoluteFrom(folder, json.value(QStringLiteral("published_results")).toString());
    project.unknown = without(json, { QStringLiteral("submissions"), QStringLiteral("published_results"), QStringLiteral("format"), QStringLiteral("version"), QStringLiteral("sources"),
                                      QStringLiteral("recipe"), QStringLiteral("run"), QStringLiteral("notes") });
    return project;
}

} // namespace melscope
