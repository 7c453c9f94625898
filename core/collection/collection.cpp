#include "core/collection/collection.h"

#include "core/base/file_path.h"
#include "core/base/words.h"
#include "core/collection/feature_cache.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/label_space.h"

#include <algorithm>
#include <future>

namespace melscope {

namespace {

const QString kPartNames[] = { QStringLiteral("train"), QStringLiteral("validation"), QStringLiteral("test") };

class CollectionLoader
{
public:
    CollectionLoader(const Project &project, QString cacheFolder, const CancelToken &cancel,
                     const ProgressCallback &progress, Unusable unusable)
        : m_project(project)
        , m_cacheFolder(std::move(cacheFolder))
        , m_cancel(cancel)
        , m_progress(progress)
        , m_unusable(unusable)
        , m_collection(std::make_shared<Collection>())
    {
    }

    Result<std::shared_ptr<const Collection>> run()
    {
        std::future<void> counting; // ends before this function does
        for (auto step : { &CollectionLoader::readTruths, &CollectionLoader::openFeatures,
                           &CollectionLoader::joinFeatures, &CollectionLoader::listTracks }) {
            (this->*step)();
            if (step == &CollectionLoader::readTruths)
                counting = std::async(std::launch::async, [this] { countLabels(); });
            if (step == &CollectionLoader::listTracks)
                counting.get();
            if (m_cancel.isCancelled())
                return cancelled();
            if (m_error)
                return tl::make_unexpected(*m_error);
        }
        return m_collection;
    }

private:
    /// Whether loading goes on after such an error.
    bool goesOn() const { return !m_cancel.isCancelled() && !m_error; }

    void addError(const Error &error)
    {
        if (error.isCancelled())
            return;
        if (m_unusable == Unusable::IsError) {
            m_error = m_error ? m_error : error;
            return;
        }
        m_collection->findings.push_back(
            { FindingKind::UnusableFile, DataFinding::Severity::Error, error.file, error.line,
              error.remedy.isEmpty() ? error.what : error.what + QStringLiteral(". ") + error.remedy });
    }

    void readTruths()
    {
        for (const ProjectSource &source : m_project.sources) {
            CollectedSource loaded;
            loaded.name = source.name;
            loaded.testInput = source.testInput;
            loaded.isMusic = source.isMusic();
            const QString files[3] = { source.trainFile, source.validationFile, source.testTruth };
            for (size_t part = 0; part < 3; ++part)
                readPart(loaded.parts[part], files[part]);
            const auto &train = loaded.part(Part::Train).truth;
            const auto &validation = loaded.part(Part::Validation).truth;
            if (train && validation && goesOn())
                loaded.overlap = comparePartsOf(*train, *validation);
            m_collection->sources.push_back(std::move(loaded));
        }
        judgeTruths();
    }

    /// Held against the classes that training on all sources with a train part would have.
    void judgeTruths()
    {
        std::vector<LabelSpace::SourceLabels> labels;
        std::vector<SourceTruths> truths;
        std::vector<const PartOverlap *> overlaps;
        for (const CollectedSource &source : m_collection->sources) {
            const auto &train = source.part(Part::Train).truth;
            truths.push_back({ source.name, train.get(), source.part(Part::Validation).truth.get(),
                               source.part(Part::Test).truth.get() });
            overlaps.push_back(source.overlap ? &*source.overlap : nullptr);
            if (train)
                labels.push_back({ source.name, train->spellings() });
        }
        if (m_cancel.isCancelled())
            return;
        const LabelSpace &space = m_collection->space = LabelSpace::of(std::move(labels));
        for (CollectedSource &source : m_collection->sources) {
            const auto index = space.findSource(source.name);
            for (const Part part : { Part::Validation, Part::Test }) {
                CollectedPart &other = source.parts[size_t(part)];
                if (index && other.truth)
                    other.unknownLabels = melscope::unknownLabels(*other.truth, space, *index).size();
            }
        }
        DataFindings found = truthFindings(truths, space, GroundTruth::kKeptProblems, overlaps);
        m_collection->findings.insert(m_collection->findings.end(), std::make_move_iterator(found.begin()),
                                      std::make_move_iterator(found.end()));
    }

    void readPart(CollectedPart &part, const QString &file)
    {
        part.file = file;
        if (file.isEmpty() || !goesOn())
            return;
        auto truth = readGroundTruth(file, m_cancel, m_progress);
        if (!truth) {
            addError(truth.error());
            return;
        }
        part.truth = std::move(*truth);
    }

    /// Beside opening and joining the features, which touch nothing of it.
    void countLabels()
    {
        for (CollectedSource &source : m_collection->sources) {
            for (CollectedPart &part : source.parts) {
                if (part.truth && !m_cancel.isCancelled())
                    part.statistics = labelStatistics(*part.truth);
            }
        }
    }

    void openFeatures()
    {
        QStringList &inputs = m_collection->featureInputs;
        for (const ProjectSource &source : m_project.sources)
            inputs << source.featureInputs;
        inputs.removeDuplicates();
        m_collection->features = openPool(inputs);
        for (size_t i = 0; i < m_project.sources.size(); ++i)
            m_collection->sources[i].testFeatures = openTest(m_project.sources[i]);
    }

    FeaturePool openTest(const ProjectSource &source)
    {
        FeaturePool pool = source.testInput.isEmpty() ? FeaturePool() : openPool({ source.testInput });
        if (source.music.isEmpty() || !goesOn())
            return pool;
        QStringList missing;
        auto music = openMusic(source.music, source.name, m_cacheFolder, missing, m_cancel, m_progress,
                               AudioOptions { source.mixesSurround });
        for (const QString &input : std::as_const(missing))
            addError(
                Error::failure(tr("this music is not there, or there is no sound in it; what was heard of it stays"),
                               input, tr("Connect its disk, or take it out of the project.")));
        if (!music) {
            addError(music.error());
            return pool;
        }
        if (music->report)
            noteImport(source.name, std::move(*music->report), music->importedNow);
        std::vector<FeaturePool::Store> stores = pool.stores();
        stores.insert(stores.end(), music->stores.begin(), music->stores.end());
        return FeaturePool(std::move(stores));
    }

    FeaturePool openPool(const QStringList &inputs)
    {
        std::vector<FeaturePool::Store> stores;
        QStringList opened;
        for (const QString &input : inputs) {
            if (opened.contains(input) || !goesOn())
                continue;
            opened << input;
            auto features = melscope::openFeatures(input, m_cacheFolder, m_cancel, m_progress);
            if (!features) {
                addError(features.error());
                continue;
            }
            if (features->report)
                noteImport(input, std::move(*features->report), features->importedNow);
            for (const auto &store : features->stores)
                m_collection->inputTracks[input] += qint64(store->size());
            stores.insert(stores.end(), features->stores.begin(), features->stores.end());
        }
        return FeaturePool(std::move(stores));
    }

    void noteImport(const QString &input, ImportReport report, bool now)
    {
        // What failed is worth a line here; a repeated recording is in the import's report.
        constexpr qint64 listed = 1000;
        qint64 failed = 0;
        for (const ImportProblem &problem : report.problems) {
            if (problem.kind == ImportProblem::Kind::Failed && failed++ < listed)
                m_collection->findings.push_back(
                    { FindingKind::UnusableFile, DataFinding::Severity::Error, problem.path, 0, problem.reason });
        }
        if (report.failed > listed)
            m_collection->findings.push_back(
                { FindingKind::UnusableFile, DataFinding::Severity::Error, input, 0,
                  tr("and %1 more documents failed; the import's report lists them").arg(report.failed - listed),
                  report.failed - listed });
        m_collection->imports.push_back({ input, std::move(report), now });
    }

    void joinFeatures()
    {
        for (size_t i = 0; i < m_collection->sources.size(); ++i) {
            for (const Part part : kParts) {
                CollectedPart &loaded = m_collection->sources[i].parts[size_t(part)];
                const FeaturePool &pool = m_collection->poolOf(part, i);
                if (!loaded.truth)
                    continue;
                loaded.featureRows = pool.rowsOf(loaded.truth->recordings(), m_cancel);
                loaded.withFeatures = size_t(std::count_if(loaded.featureRows.begin(), loaded.featureRows.end(),
                                                           [](uint32_t row) { return row != FeaturePool::kNoRow; }));
                if (!pool.stores().empty() && !m_cancel.isCancelled())
                    addJoin(m_collection->findings,
                            featureJoin(*loaded.truth,
                                        partName(kPartNames[size_t(part)], m_collection->sources[i].name),
                                        loaded.featureRows, pool),
                            loaded.file);
            }
        }
        judgeFeatures(m_collection->features);
        for (const CollectedSource &source : m_collection->sources)
            judgeFeatures(source.testFeatures);
    }

    /// Looks at the values. A full-size store has gigabytes, which nobody can wait for at each start: of such a store
    /// some blocks of tracks are looked at here, and training looks at all.
    void judgeFeatures(const FeaturePool &pool)
    {
        constexpr size_t most = 50'000;
        constexpr size_t block = 64;
        const size_t step = block * std::max<size_t>(1, (pool.size() + most - 1) / most);
        std::vector<uint32_t> rows;
        for (size_t begin = 0; begin < pool.size(); begin += step) {
            for (size_t row = begin; row < std::min(begin + block, pool.size()); ++row)
                rows.push_back(uint32_t(row));
        }
        addFaults(m_collection->findings, imageFaults(pool, rows, m_cancel), pool);
    }

    void listTracks()
    {
        Collection &data = *m_collection;
        uint32_t first = 0;
        for (size_t i = 0; i < data.sources.size(); ++i) {
            for (const Part part : kParts) {
                const CollectedPart &loaded = data.sources[i].part(part);
                const size_t count = loaded.truth ? loaded.truth->size()
                    : part == Part::Test          ? data.sources[i].testFeatures.size()
                                                  : 0;
                if (count == 0)
                    continue;
                data.blocks.push_back({ uint16_t(i), part, first, uint32_t(count) });
                first += uint32_t(count);
            }
        }
        data.recordingOf.reserve(first);
        data.releaseGroupOf.reserve(first);
        for (const TrackBlock &block : data.blocks) {
            if (m_cancel.isCancelled())
                return;
            if (const GroundTruth *truth = data.sources[block.source].part(block.part).truth.get())
                internTruth(*truth);
            else
                internStore(data.sources[block.source].testFeatures);
        }
        countTrainRecordings();
        findNames();
    }

    void internTruth(const GroundTruth &truth)
    {
        Collection &data = *m_collection;
        constexpr size_t ahead = 16;
        std::vector<uint32_t> groups;
        for (size_t group = 0; group < truth.releaseGroups().size(); ++group)
            groups.push_back(data.releaseGroups.insert(truth.releaseGroups().key(group)).first);
        // The first truth's recordings are the first of all: a copy of its table saves looking each one up.
        const bool isFirst = data.recordings.size() == 0;
        if (isFirst)
            data.recordings = truth.recordings();
        for (size_t i = 0; i < truth.size(); ++i) {
            if (!isFirst && i + ahead < truth.size())
                data.recordings.prefetch(truth.recordings().key(i + ahead));
            data.recordingOf.push_back(isFirst ? uint32_t(i) : data.recordings.insert(truth.recordings().key(i)).first);
            const uint32_t group = truth.releaseGroupOf(i);
            data.releaseGroupOf.push_back(group == GroundTruth::kNoReleaseGroup ? group : groups[group]);
        }
    }

    void internStore(const FeaturePool &pool)
    {
        Collection &data = *m_collection;
        for (uint32_t row = 0; row < pool.size(); ++row) {
            data.recordingOf.push_back(data.recordings.insert(pool.id(row)).first);
            data.releaseGroupOf.push_back(GroundTruth::kNoReleaseGroup);
        }
    }

    void findNames()
    {
        Collection &data = *m_collection;
        const bool any = data.features.hasTags()
            || std::ranges::any_of(data.sources,
                                   [](const CollectedSource &source) { return source.testFeatures.hasTags(); });
        if (!any)
            return;
        data.namedTrackOf.assign(data.recordings.size(), Collection::kNoTrack);
        for (const TrackBlock &block : data.blocks) {
            const FeaturePool &pool = data.poolOf(block.part, block.source);
            if (!pool.hasTags())
                continue;
            for (uint32_t i = 0; i < block.count; ++i) {
                uint32_t &named = data.namedTrackOf[data.recordingOf[block.first + i]];
                if (named == Collection::kNoTrack
                    && data.featureRowOf({ block.source, block.part, i }) != FeaturePool::kNoRow)
                    named = block.first + i;
            }
        }
    }

    void countTrainRecordings()
    {
        Collection &data = *m_collection;
        std::vector<char> trained(data.recordings.size(), 0);
        for (const TrackBlock &block : data.blocks) {
            if (block.part != Part::Train)
                continue;
            const auto &rows = data.sources[block.source].part(Part::Train).featureRows;
            for (uint32_t i = 0; i < block.count; ++i) {
                if (rows[i] != FeaturePool::kNoRow)
                    trained[data.recordingOf[block.first + i]] = 1;
            }
        }
        data.trainRecordings = size_t(std::count(trained.begin(), trained.end(), 1));
    }

    const Project &m_project;
    QString m_cacheFolder;
    const CancelToken &m_cancel;
    const ProgressCallback &m_progress;
    Unusable m_unusable;
    std::optional<Error> m_error; ///< the first, where one ends the loading
    std::shared_ptr<Collection> m_collection;
};

} // namespace

const TrackBlock &Collection::blockOf(size_t track) const
{
    const auto after = std::upper_bound(blocks.begin(), blocks.end(), track,
                                        [](size_t t, const TrackBlock &block) { return t < block.first; });
    return *std::prev(after);
}

TrackRef Collection::track(size_t track) const
{
    const TrackBlock &block = blockOf(track);
    return { block.source, block.part, uint32_t(track) - block.first };
}

uint32_t Collection::featureRowOf(const TrackRef &track) const
{
    const CollectedPart &part = sources[track.source].part(track.part);
    return part.truth ? part.featureRows[track.index] : track.index;
}

bool Collection::hasSounds() const
{
    const auto ofPool = [](const FeaturePool &pool) {
        return std::ranges::any_of(pool.stores(), [](const auto &store) { return store->tags().hasFiles(); });
    };
    return ofPool(features)
        || std::ranges::any_of(sources, [&](const CollectedSource &source) { return ofPool(source.testFeatures); });
}

QString Collection::soundOf(const TrackRef &track) const
{
    return pathFromBytes(tagsOf(track).file);
}

TrackTags Collection::tagsOf(const TrackRef &track) const
{
    const uint32_t row = featureRowOf(track);
    return row == FeaturePool::kNoRow ? TrackTags() : poolOf(track.part, track.source).tags(row);
}

TrackTags Collection::tagsOf(std::string_view recording) const
{
    const auto known = hasTags() ? recordings.find(recording) : std::nullopt;
    return !known || namedTrackOf[*known] == kNoTrack ? TrackTags() : tagsOf(track(namedTrackOf[*known]));
}

const float *Collection::imageOf(const TrackRef &track) const
{
    const uint32_t row = featureRowOf(track);
    return row == FeaturePool::kNoRow ? nullptr : poolOf(track.part, track.source).image(row);
}

Result<std::shared_ptr<const Collection>> loadCollection(const Project &project, const QString &cacheFolder,
                                                         const CancelToken &cancel, const ProgressCallback &progress,
                                                         Unusable unusable)
{
    return CollectionLoader(project, cacheFolder, cancel, progress, unusable).run();
}

} // namespace melscope
