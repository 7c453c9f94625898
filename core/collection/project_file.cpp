#include "core/collection/project_file.h"

#include "core/base/atomic_file.h"
#include "core/base/json_fields.h"
#include "core/base/words.h"

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

std::vector<TrackNote>::const_iterator placeOf(const Project &project, const QString &recording)
{
    return std::lower_bound(project.notes.begin(), project.notes.end(), recording,
                            [](const TrackNote &note, const QString &id) { return note.recording < id; });
}

} // namespace

Project Project::relocated(const QString &before, const QString &after) const
{
    Project moved = *this;
    auto move = [&](QString &path) {
        if (path == before || path.startsWith(before + QLatin1Char('/')))
            path = after + path.mid(before.size());
    };
    for (ProjectSource &source : moved.sources) {
        for (QString *path : { &source.trainFile, &source.validationFile, &source.testInput, &source.testTruth })
            move(*path);
        for (QStringList *paths : { &source.featureInputs, &source.music })
            std::ranges::for_each(*paths, move);
    }
    for (ProjectSubmission &submission : moved.submissions)
        move(submission.file);
    move(moved.runFolder);
    move(moved.publishedResults);
    return moved;
}

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
        const QString line = QString(note.text)
                                 .replace(QLatin1Char('\t'), QLatin1Char(' '))
                                 .replace(QLatin1Char('\n'), QLatin1Char(' '));
        text += note.recording.toStdString() + (note.bookmarked ? "\tyes\t" : "\tno\t") + line.toStdString() + '\n';
    }
    return text;
}

LockTarget projectLock(const QString &path)
{
    // Beside the file itself, whatever links lead to it.
    const QFileInfo given(path);
    const QFileInfo file(given.exists() ? given.canonicalFilePath() : given.absoluteFilePath());
    return { file.absolutePath() + QStringLiteral("/.") + file.fileName() + QStringLiteral(".lock"), path,
             QStringLiteral("project") };
}

Result<void> writeProjectFile(const Project &project, const QString &path)
{
    const QDir folder = QFileInfo(path).absoluteDir();
    QJsonArray sources;
    for (const ProjectSource &source : project.sources) {
        QJsonArray features;
        for (const QString &input : source.featureInputs)
            features.append(relativeTo(folder, input));
        QJsonObject json { { QStringLiteral("name"), source.name },
                           { QStringLiteral("train"), relativeTo(folder, source.trainFile) },
                           { QStringLiteral("validation"), relativeTo(folder, source.validationFile) },
                           { QStringLiteral("features"), features },
                           { QStringLiteral("test"), relativeTo(folder, source.testInput) },
                           { QStringLiteral("test_truth"), relativeTo(folder, source.testTruth) } };
        if (!source.music.isEmpty()) {
            QJsonArray music;
            for (const QString &input : source.music)
                music.append(relativeTo(folder, input));
            json.insert(QStringLiteral("music"), music);
            json.insert(QStringLiteral("watched"), source.isWatched);
            json.insert(QStringLiteral("downmix"), source.mixesSurround);
        }
        sources.append(merged(source.unknown, json));
    }
    QJsonArray notes;
    for (const TrackNote &note : project.notes)
        notes.append(QJsonObject { { QStringLiteral("recording"), note.recording },
                                   { QStringLiteral("bookmarked"), note.bookmarked },
                                   { QStringLiteral("text"), note.text } });
    QJsonArray submissions;
    for (const ProjectSubmission &submission : project.submissions)
        submissions.append(QJsonObject { { QStringLiteral("source"), submission.source },
                                         { QStringLiteral("file"), relativeTo(folder, submission.file) } });
    QJsonObject json = merged(project.unknown,
                              { { QStringLiteral("format"), QStringLiteral("melscope-project") },
                                { QStringLiteral("version"), kProjectVersion },
                                { QStringLiteral("sources"), sources },
                                { QStringLiteral("recipe"), project.recipe.toJson() },
                                { QStringLiteral("notes"), notes },
                                { QStringLiteral("submissions"), submissions },
                                { QStringLiteral("published_results"), relativeTo(folder, project.publishedResults) },
                                { QStringLiteral("run"), relativeTo(folder, project.runFolder) } });
    if (project.logs.any())
        json.insert(QStringLiteral("logs"), QJsonArray::fromStringList(project.logs.names()));
    const QByteArray bytes = QJsonDocument(json).toJson(QJsonDocument::Indented);
    return writeFileAtomically(path, { bytes.constData(), size_t(bytes.size()) });
}

namespace {

Result<ProjectSource> readSource(const JsonFields &json, const QDir &folder)
{
    ProjectSource source;
    source.name = json.text("name");
    if (source.name.isEmpty())
        json.refuse(QStringLiteral("name"), tr("a text that is not empty"));
    source.trainFile = absoluteFrom(folder, json.text("train"));
    source.validationFile = absoluteFrom(folder, json.text("validation"));
    for (const QString &input : json.texts("features"))
        source.featureInputs << absoluteFrom(folder, input);
    source.testInput = absoluteFrom(folder, json.text("test"));
    source.testTruth = absoluteFrom(folder, json.text("test_truth"));
    for (const QString &input : json.texts("music"))
        source.music << absoluteFrom(folder, input);
    source.isWatched = json.flag("watched", false);
    source.mixesSurround = json.flag("downmix", false);
    source.unknown = without(json.object(),
                             { QStringLiteral("name"), QStringLiteral("train"), QStringLiteral("validation"),
                               QStringLiteral("features"), QStringLiteral("test"), QStringLiteral("test_truth"),
                               QStringLiteral("music"), QStringLiteral("watched"), QStringLiteral("downmix") });
    if (const auto checked = json.check(); !checked)
        return passOn(checked);
    return source;
}

} // namespace

Result<Project> readProjectFile(const QString &path)
{
    const QString remedy = tr("Choose a *.melscope project file, or mend this one in a text editor.");
    const auto json =
        JsonFields::read(path, { QStringLiteral("melscope-project"), kProjectVersion, tr("Melscope project"), remedy });
    if (!json)
        return passOn(json);
    const QDir folder = QFileInfo(path).absoluteDir();
    Project project;
    auto recipe = Recipe::fromJson(json->fields("recipe").object(), path, QStringLiteral("recipe"));
    if (!recipe)
        return fail(tr("the project's recipe is wrong: ") + recipe.error().what, path, remedy);
    project.recipe = *recipe;
    for (const JsonFields &fields : json->list("sources")) {
        auto source = readSource(fields, folder);
        if (!source)
            return passOn(source);
        project.sources.push_back(std::move(*source));
    }
    project.runFolder = absoluteFrom(folder, json->text("run"));
    for (const JsonFields &note : json->list("notes")) {
        const QString recording = note.text("recording");
        if (recording.isEmpty())
            note.refuse(QStringLiteral("recording"), tr("the id of a recording"));
        setNote(project, { recording, note.flag("bookmarked"), note.text("text") });
    }
    for (const JsonFields &submission : json->list("submissions"))
        project.submissions.push_back({ submission.text("source"), absoluteFrom(folder, submission.text("file")) });
    project.publishedResults = absoluteFrom(folder, json->text("published_results"));
    if (const auto logs = LogKinds::ofNames(json->texts("logs")); logs)
        project.logs = *logs;
    else
        json->refuse(QStringLiteral("logs"), tr("a list of %1").arg(LogKinds::allNames().join(tr(" and "))));
    if (const auto checked = json->check(); !checked)
        return passOn(checked);
    project.unknown =
        without(json->object(),
                { QStringLiteral("submissions"), QStringLiteral("published_results"), QStringLiteral("format"),
                  QStringLiteral("version"), QStringLiteral("sources"), QStringLiteral("recipe"), QStringLiteral("run"),
                  QStringLiteral("notes"), QStringLiteral("logs") });
    return project;
}

} // namespace melscope
