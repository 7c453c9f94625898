// The session's music: what is added to it, what is watched, and what is written into its files.
#include "ui/session/session.h"

#include <algorithm>

namespace melscope {

void Session::connectMusic()
{
    connect(&m_genreWriter, &GenreWriter::failed, this, &Session::report);
    connect(&m_genreWriter, &GenreWriter::informed, this, &Session::informed);
    connect(&m_genreWriter, &GenreWriter::written, this, &Session::refreshMusic);
    connect(&m_watch, &MusicWatch::failed, this, &Session::report);
    connect(&m_watch, &MusicWatch::changed, this, &Session::refreshMusic);
    connect(this, &Session::projectChanged, &m_watch, [this] {
        QStringList folders;
        for (const ProjectSource &source : m_project.sources) {
            if (source.isWatched)
                folders << source.music; // those that are files are no folders to watch
        }
        m_watch.watch(folders);
    });
}

void Session::addMusic(const QStringList &paths)
{
    if (paths.isEmpty())
        return;
    const std::vector<FileAssignment> assignments(size_t(paths.size()), { FileRole::Music, {} });
    takeFiles(paths, assignments);
}

void Session::addSource(const QString &name, const QString &trainFile, const QString &features)
{
    Project project = m_project;
    const auto isTaken = [&](const QString &wanted) {
        return std::ranges::any_of(project.sources, [&](const ProjectSource &source) { return source.name == wanted; });
    };
    const QString wanted = name.isEmpty() ? tr("music") : name; // of "/", say
    ProjectSource added;
    added.name = wanted;
    for (int number = 2; isTaken(added.name); ++number)
        added.name = wanted + QLatin1Char(' ') + QString::number(number);
    added.trainFile = trainFile;
    added.featureInputs = QStringList { features };
    project.sources.push_back(std::move(added));
    changeProject(project, tr("adding a source"));
}

void Session::setMusicWatched(const QString &source, bool isWatched)
{
    Project project = m_project;
    for (ProjectSource &own : project.sources) {
        if (own.name == source)
            own.isWatched = isWatched;
    }
    changeProject(project, isWatched ? tr("watching music") : tr("watching music no more"));
}

void Session::setMusicMixed(const QString &source, bool isMixed)
{
    Project project = m_project;
    for (ProjectSource &own : project.sources) {
        if (own.name == source)
            own.mixesSurround = isMixed;
    }
    changeProject(project, isMixed ? tr("mixing surround down") : tr("refusing surround"));
}

void Session::refreshMusic()
{
    const bool any =
        std::ranges::any_of(m_project.sources, [](const ProjectSource &source) { return !source.music.isEmpty(); });
    // What is being heard is heard to its end first.
    if (any && m_loading.isBusy())
        m_isMusicDue = true;
    else if (any)
        loadData();
}

} // namespace melscope
