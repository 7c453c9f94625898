#include "core/experiment/data_snapshot.h"

#include "core/experiment/feature_cache.h"
#include "core/truth/ground_truth_reader.h"

#include <algorithm>

namespace melscope {

namespace {

class DataLoader
{
public:
    DataLoader(const Project &project, QString cacheFolder, const CancelToken &cancel, const ProgressCallback &progress)
        : m_project(project)
        , m_cacheFolder(std::move(cacheFolder))
        , m_cancel(cancel)
        , m_progress(progress)
        , m_snapshot(std::make_shared<DataSnapshot>())
    {
    }

    Result<std::shared_ptr<const DataSnapshot>> run()
    {
        for (auto step : { &DataLoader::readTruths, &DataLoader::openFeatures }) {
            (this->*step)();
            if (m_cancel.isCancelled())
                return cancelled();
        }
        for (size_t i = 0; i < m_snapshot->sources.size(); ++i)
            listTracks(uint16_t(i));
        countRecordings();
        return m_snapshot;
    }

private:
    void addError(const Error &error) { m_snapshot->problems.push_back({ true, error.file, error.line, error.remedy.isEmpty() ? error.what : error.what + QStringLiteral(". ") + error.remedy }); }

    void readTruths()
    {
        for (const ProjectSource &source : m_project.sources) {
            SourceSnapshot loaded;
            loaded.name = source.name;
            const QString files[3] = { source.trainFile, source.validationFile, source.testTruth };
            for (size_t part = 0; part < 3; ++part)
                readPart(loaded.parts[part], files[part]);
            countUnknownLabels(loaded);
            m_snapshot->sources.push_back(std::move(loaded));
        }
    }

    void readPart(PartSnapshot &part, const QString &file)
    {
        part.file = file;
        if (file.isEmpty() || m_cancel.isCancelled())
            return;
        auto truth = readGroundTruth(file, m_cancel, m_progress);
        if (!truth) {
            if (!truth.error().isCancelled())
                addError(truth.error());
            return;
        }
        for (const TruthProblem &problem : (*truth)->problems())
            m_snapshot->problems.push_back({ false, file, problem.line, problem.text });
        if ((*truth)->problemCount() > (*truth)->problems().size())
            m_snapshot->problems.push_back({ false, file, 0, QStringLiteral("and %1 more").arg((*truth)->problemCount() - (*truth)->problems().size()) });
        part.statistics = labelStatistics(**truth);
        part.truth = std::move(*truth);
    }

    void countUnknownLabels(SourceSnapshot &source)
    {
        const auto &train = source.part(Part::Train).truth;
        if (!train)
            return;
        for (const Part part : { Part::Validation, Part::Test }) {
            PartSnapshot &other = source.parts[size_t(part)];
            if (!other.truth)
                continue;
            QStringList names;
            for (const std::string &label : other.truth->labels()) {
                if (std::binary_search(train->labels().begin(), train->labels().end(), label))
                    continue;
                if (++other.unknownLabels <= 5)
                    names << QString::fromStdString(label);
            }
            if (other.unknownLabels > size_t(names.size()))
                names << QStringLiteral("…");
            if (!names.isEmpty())
                m_snapshot->problems.push_back({ false, other.file, 0,
                                                 QStringLiteral("Labels that do not occur in training and cannot be learned: %1 (%2)")
                                                     .arg(other.unknownLabels)
                                                     .arg(names.join(QStringLiteral(", "))) });
        }
    }

    void openFeatures()
    {
        QStringList inputs;
        for (const ProjectSource &source : m_project.sources)
            inputs << source.featureInputs;
        m_snapshot->features = openPool(inputs);
        for (size_t i = 0; i < m_project.sources.size(); ++i) {
            if (!m_project.sources[i].testInput.isEmpty())
                m_snapshot->sources[i].testFeatures = openPool({ m_project.sources[i].testInput });
        }
    }

    FeaturePool openPool(const QStringList &inputs)
    {
        std::vector<FeaturePool::Store> stores;
        QStringList opened;
        for (const QString &input : inputs) {
            if (opened.contains(input) || m_cancel.isCancelled())
                continue;
            opened << input;
            auto features = melscope::openFeatures(input, m_cacheFolder, m_cancel, m_progress);
            if (!features) {
                if (!features.error().isCancelled())
                    addError(features.error());
                continue;
            }
            if (features->report)
                noteImport(input, *features->report);
            stores.push_back(features->store);
        }
        return FeaturePool(std::move(stores));
    }

    void noteImport(const QString &input, const ImportReport &report)
    {
        m_snapshot->notes << input + QStringLiteral(": ") + reportSummary(report);
        for (const ImportProblem &problem : report.problems) {
            if (problem.kind != ImportProblem::Kind::Skipped)
                m_snapshot->problems.push_back({ problem.kind == ImportProblem::Kind::Failed, problem.path, 0, problem.reason });
        }
    }

    /// Sources overlap: a recording may be a track of each.
    void countRecordings()
    {
        RecordingIds all;
        RecordingIds trained;
        for (const TrackRef &track : m_snapshot->tracks) {
            all.insert(m_snapshot->idOf(track));
            if (track.part == Part::Train && track.hasFeatures)
                trained.insert(m_snapshot->idOf(track));
        }
        m_snapshot->recordings = all.size();
        m_snapshot->trainRecordings = trained.size();
    }

    void listTracks(uint16_t index)
    {
        SourceSnapshot &source = m_snapshot->sources[index];
        for (const Part part : { Part::Train, Part::Validation, Part::Test }) {
            PartSnapshot &loaded = source.parts[size_t(part)];
            const size_t before = m_snapshot->tracks.size();
            if (loaded.truth) {
                for (uint32_t i = 0; i < loaded.truth->size(); ++i)
                    m_snapshot->tracks.push_back({ index, part, false, i });
            } else if (part == Part::Test && !source.testFeatures.stores().empty()) {
                for (uint32_t i = 0; i < source.testFeatures.stores().front()->size(); ++i)
                    m_snapshot->tracks.push_back({ index, part, false, i });
            }
            for (size_t i = before; i < m_snapshot->tracks.size(); ++i) {
                TrackRef &track = m_snapshot->tracks[i];
                track.hasFeatures = m_snapshot->imageOf(track) != nullptr;
                loaded.withFeatures += track.hasFeatures ? 1 : 0;
            }
            const bool anyInput = part == Part::Test ? !source.testFeatures.stores().empty() : !m_snapshot->features.stores().empty();
            if (loaded.truth && anyInput && loaded.withFeatures < loaded.truth->size())
                m_snapshot->problems.push_back({ false, loaded.file, 0,
                                                 QStringLiteral("%1 of %2 recordings have no features; they are left out")
                                                     .arg(loaded.truth->size() - loaded.withFeatures)
                                                     .arg(loaded.truth->size()) });
        }
    }

    const Project &m_project;
    QString m_cacheFolder;
    const CancelToken &m_cancel;
    const ProgressCallback &m_progress;
    std::shared_ptr<DataSnapshot> m_snapshot;
};

} // namespace

const GroundTruth *DataSnapshot::truthOf(const TrackRef &track) const
{
    return sources[track.source].part(track.part).truth.get();
}

std::string_view DataSnapshot::idOf(const TrackRef &track) const
{
    if (const GroundTruth *truth = truthOf(track))
        return truth->recordings()[track.index];
    return sources[track.source].testFeatures.stores().front()->ids()[track.index];
}

const float *DataSnapshot::imageOf(const TrackRef &track) const
{
    const FeaturePool &pool = track.part == Part::Test ? sources[track.source].testFeatures : features;
    return pool.find(idOf(track));
}

Result<std::shared_ptr<const DataSnapshot>> loadData(const Project &project, const QString &cacheFolder, const CancelToken &cancel,
                                                     const ProgressCallback &progress)
{
    return DataLoader(project, cacheFolder, cancel, progress).run();
}

} // namespace melscope
