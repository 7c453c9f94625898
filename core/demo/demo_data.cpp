#include "core/demo/demo_data.h"

#include "core/base/archive_writer.h"
#include "core/base/atomic_file.h"
#include "core/base/folder_entries.h"
#include "core/base/words.h"
#include "core/collection/project_file.h"
#include "core/demo/demo_features.h"
#include "core/demo/demo_taxonomy.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QScopeGuard>

#include <algorithm>
#include <array>

namespace melscope {

namespace {

enum class Part { Train, Validation, Test };
constexpr std::array<const char *, 3> kPartNames = { "train", "validation", "test" };

struct DemoTrack
{
    std::string recording;
    std::string releaseGroup;
    Part part;
    std::vector<StyleShare> styles;
    std::array<bool, 4> inSource {};
    std::array<std::vector<std::string>, 4> labels;
};

std::string uuid(DemoRandom &random)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
    for (char &c : text) {
        if (c == 'x')
            c = digits[random.below(16)];
    }
    return text;
}

/// Genres differ in frequency as real ones do: the first is several times the last.
size_t drawGenre(DemoRandom &random)
{
    const size_t count = demoGenres().size();
    const double u = random.uniform();
    return std::min(count - 1, size_t(double(count) * u * (0.45 + 0.55 * u)));
}

size_t drawSubgenre(DemoRandom &random)
{
    return size_t(4 * random.uniform() * random.uniform());
}

std::vector<StyleShare> drawStyles(DemoRandom &random)
{
    std::vector<StyleShare> styles { { drawGenre(random), drawSubgenre(random), 1.0 } };
    if (random.chance(0.25)) {
        styles[0].share = 0.62;
        styles.push_back({ drawGenre(random), drawSubgenre(random), 0.38 });
        if (styles[1].genre == styles[0].genre && styles[1].subgenre == styles[0].subgenre)
            styles.pop_back(), styles[0].share = 1.0;
    }
    return styles;
}

/// What one source's annotators wrote: forgetful, and now and then wrong about a subgenre.
std::vector<std::string> drawLabels(const DemoTrack &track, size_t source, DemoRandom &random)
{
    std::vector<std::string> labels;
    auto add = [&](const char *name) {
        if (name != nullptr && std::find(labels.begin(), labels.end(), name) == labels.end())
            labels.emplace_back(name);
    };
    for (const StyleShare &style : track.styles) {
        const DemoGenre &genre = demoGenres()[style.genre];
        if (style.share < 0.5 && random.chance(0.2))
            continue;
        add(genre.genre.names[source]);
        if (random.chance(0.12))
            continue;
        const size_t subgenre = random.chance(0.08) ? random.below(4) : style.subgenre;
        add(genre.subgenres[subgenre].names[source]);
    }
    if (labels.empty())
        add(demoGenres()[track.styles[0].genre].genre.names[source]);
    return labels;
}

std::vector<DemoTrack> drawTracks(int count, DemoRandom &random)
{
    std::vector<DemoTrack> tracks;
    while (int(tracks.size()) < count) {
        // A release group: a few recordings of like style, all in the same part.
        const std::string group = uuid(random);
        const double u = random.uniform();
        const Part part = u < 0.7 ? Part::Train : u < 0.85 ? Part::Validation : Part::Test;
        const std::vector<StyleShare> styles = drawStyles(random);
        const size_t size = 1 + random.below(3);
        for (size_t i = 0; i < size && int(tracks.size()) < count; ++i) {
            DemoTrack track;
            track.recording = uuid(random);
            track.releaseGroup = group;
            track.part = part;
            track.styles = random.chance(0.85) ? styles : drawStyles(random);
            constexpr std::array<double, 4> coverage = { 0.85, 0.65, 0.55, 0.5 };
            for (size_t source = 0; source < coverage.size(); ++source)
                track.inSource[source] = random.chance(coverage[source]);
            if (std::none_of(track.inSource.begin(), track.inSource.end(), [](bool in) { return in; }))
                track.inSource[random.below(4)] = true;
            for (size_t source = 0; source < 4; ++source)
                track.labels[source] = drawLabels(track, source, random);
            tracks.push_back(std::move(track));
        }
    }
    return tracks;
}

std::string truthText(const std::vector<DemoTrack> &tracks, size_t source, Part part)
{
    constexpr size_t columns = 6;
    std::string text = "recordingmbid\treleasegroupmbid";
    for (size_t i = 1; i <= columns; ++i)
        text += "\tgenre" + std::to_string(i);
    text += '\n';
    for (const DemoTrack &track : tracks) {
        if (track.part != part || !track.inSource[source])
            continue;
        text += track.recording + '\t' + track.releaseGroup;
        for (size_t i = 0; i < columns; ++i) {
            text += '\t';
            if (i < track.labels[source].size())
                text += track.labels[source][i];
        }
        text += '\n';
    }
    return text;
}

QString documentPath(const DemoTrack &track)
{
    const QString id = QString::fromStdString(track.recording);
    return id.left(2) + QLatin1Char('/') + id + QStringLiteral(".json");
}

/// Documents that no demo made are not ours to replace.
Result<void> checkOlderDemo(const DemoFiles &files)
{
    QStringList folders { files.features.first() };
    for (const DemoFiles::Source &source : files.sources)
        folders << source.testFolder;
    const QString marker = QFileInfo(files.project).path() + QStringLiteral("/.melscope-demo");
    const bool demo = QFileInfo::exists(files.project) || QFileInfo::exists(marker);
    for (const QString &folder : std::as_const(folders)) {
        if (QFileInfo::exists(folder) && !demo)
            return fail(tr("there are documents already that no demo made"), folder, tr("Choose another folder."));
    }
    // Tells a demo that was killed half-way from real data.
    return writeFileAtomically(marker, "This folder holds a demo of Melscope.\n");
}

class DemoWriter
{
public:
    DemoWriter(const DemoSettings &settings, const CancelToken &cancel, const ProgressCallback &progress)
        : m_settings(settings)
        , m_cancel(cancel)
        , m_random(settings.seed)
        , m_stage(progress, Stage::WritingDemo, QStringLiteral("documents"), settings.tracks)
        , m_files(demoFiles(settings.folder))
    {
    }

    Result<DemoFiles> run()
    {
        m_tracks = drawTracks(m_settings.tracks, m_random);
        // The project file comes last: where it is, the demo is complete.
        for (auto step : { &DemoWriter::writeTruths, &DemoWriter::writeDocuments, &DemoWriter::writeProject }) {
            if (const auto done = (this->*step)(); !done)
                return passOn(done);
        }
        return m_files;
    }

private:
    Result<void> writeTruths()
    {
        for (size_t source = 0; source < kDemoSources.size(); ++source) {
            const DemoFiles::Source &files = m_files.sources[source];
            const std::array<QString, 3> paths = { files.train, files.validation, files.testTruth };
            for (size_t part = 0; part < paths.size(); ++part) {
                const auto compressed = compressBzip2(truthText(m_tracks, source, Part(part)));
                if (!compressed)
                    return passOn(compressed);
                if (const auto written = writeFileAtomically(paths[part], *compressed); !written)
                    return written;
            }
        }
        return {};
    }

    Result<void> writeDocuments()
    {
        std::vector<std::pair<std::string, std::string>> archived;
        qint64 done = 0;
        for (const DemoTrack &track : m_tracks) {
            if (m_cancel.isCancelled())
                return cancelled();
            // A generator of its own, so that a track does not depend on those before it.
            DemoRandom random(m_random.integer());
            const std::string document = demoDocument(track.recording, demoImage(track.styles, random), random);
            const QString path = documentPath(track);
            if (track.part == Part::Validation) {
                archived.emplace_back("acousticbrainz-mediaeval-validation/" + path.toStdString(), document);
            } else if (const auto written = writeDocument(track, path, document); !written) {
                return written;
            }
            m_stage.update(++done);
        }
        const auto archive = makeTarBzip2(archived);
        if (!archive)
            return passOn(archive);
        return writeFileAtomically(m_files.features.last(), *archive);
    }

    Result<void> writeDocument(const DemoTrack &track, const QString &path, const std::string &document)
    {
        if (track.part == Part::Train)
            return writeFileAtomically(m_files.features.first() + QLatin1Char('/') + path, document,
                                       AtomicFile::Durability::InTime);
        for (size_t source = 0; source < kDemoSources.size(); ++source) {
            if (!track.inSource[source])
                continue;
            if (const auto written = writeFileAtomically(m_files.sources[source].testFolder + QLatin1Char('/') + path,
                                                         document, AtomicFile::Durability::InTime);
                !written)
                return written;
        }
        return {};
    }

    Result<void> writeProject()
    {
        Project project;
        for (const DemoFiles::Source &files : m_files.sources)
            project.sources.push_back(
                { files.name, files.train, files.validation, m_files.features, files.testFolder, files.testTruth, {} });
        return writeProjectFile(project, m_files.project);
    }

    const DemoSettings &m_settings;
    const CancelToken &m_cancel;
    DemoRandom m_random;
    StageProgress m_stage;
    DemoFiles m_files;
    std::vector<DemoTrack> m_tracks;
};

} // namespace

DemoFiles demoFiles(const QString &folder)
{
    DemoFiles files;
    const QString base = QDir(folder).absolutePath() + QStringLiteral("/acousticbrainz-mediaeval-");
    for (const char *source : kDemoSources) {
        const QString name = QLatin1String(source);
        auto truth = [&](Part part) {
            return base + name + QLatin1Char('-') + QLatin1String(kPartNames[size_t(part)])
                + QStringLiteral(".tsv.bz2");
        };
        files.sources.push_back({ name, truth(Part::Train), truth(Part::Validation), truth(Part::Test),
                                  base + QStringLiteral("test-") + name });
    }
    files.features = { base + QStringLiteral("train"), base + QStringLiteral("features-validation.tar.bz2") };
    files.project = QDir(folder).absoluteFilePath(QStringLiteral("demo.melscope"));
    return files;
}

Result<DemoFiles> makeDemoData(const DemoSettings &settings, const CancelToken &cancel,
                               const ProgressCallback &progress)
{
    if (settings.tracks < 50)
        return fail(tr("a demo needs at least 50 tracks"), {}, tr("Ask for more tracks."));
    if (const auto writable = makeWritableFolder(settings.folder); !writable)
        return passOn(writable);
    const auto lock = FolderLock::take(projectLock(demoFiles(settings.folder).project));
    if (!lock)
        return passOn(lock);
    if (const auto checked = checkOlderDemo(demoFiles(settings.folder)); !checked)
        return passOn(checked);
    // Made aside and moved to its place when complete: an older demo stays whole until then.
    DemoSettings aside = settings;
    aside.folder = settings.folder + QStringLiteral("/.unfinished");
    const auto clear = qScopeGuard([&] { QDir(aside.folder).removeRecursively(); });
    QDir(aside.folder).removeRecursively();
    if (const auto created = makeFolder(aside.folder); !created)
        return passOn(created);
    const auto written = DemoWriter(aside, cancel, progress).run();
    if (!written)
        return passOn(written);
    auto names = entriesOf(aside.folder);
    if (!names)
        return passOn(names);
    const QString project = QFileInfo(written->project).fileName();
    names->removeAll(project);
    *names << project; // last: where it is, the demo is complete
    if (const auto moved = replaceEntries(aside.folder, *names, settings.folder); !moved)
        return passOn(moved);
    return demoFiles(settings.folder);
}

} // namespace melscope
