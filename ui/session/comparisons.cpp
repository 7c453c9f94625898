#include "ui/session/comparisons.h"

#include <algorithm>

namespace melscope {

Comparisons::Comparisons(JobLane &lane, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
{
}

void Comparisons::update(const Project &project, const std::shared_ptr<const RunAnalysis> &analysis)
{
    m_analysis = analysis;
    const bool isSame = m_wanted == project.submissions;
    m_wanted = project.submissions;
    for (const ProjectSubmission &submission : m_wanted)
        read(submission);
    if (project.publishedResults != m_publishedFile)
        readPublished(project.publishedResults);
    if (!isSame)
        Q_EMIT changed();
}

std::vector<std::shared_ptr<const ComparedRun>> Comparisons::of(const QString &source) const
{
    std::vector<std::shared_ptr<const ComparedRun>> list;
    for (const ProjectSubmission &submission : m_wanted) {
        const auto known = m_known.find({ submission.source, submission.file });
        if (submission.source == source && known != m_known.end() && known->second.run)
            list.push_back(known->second.run);
    }
    return list;
}

void Comparisons::read(const ProjectSubmission &submission)
{
    const SourceAnalysis *source = m_analysis ? m_analysis->find(submission.source) : nullptr;
    if (source == nullptr)
        return;
    Known &known = m_known[{ submission.source, submission.file }];
    if (known.basis == source->basis && source->basis)
        return; // read, or being read
    known = { source->basis, nullptr };
    m_lane.run(
        this, tr("Evaluating a submission"),
        [analysis = m_analysis, source, file = submission.file](const CancelToken &cancel, const ProgressCallback &) {
            return compareWith(*source, analysis->run->sources[source->spaceIndex], file, cancel);
        },
        [this, submission, basis = source->basis](Result<std::shared_ptr<const ComparedRun>> compared) {
            if (!compared)
                Q_EMIT failed(compared.error());
            const auto place = m_known.find({ submission.source, submission.file });
            if (place == m_known.end() || place->second.basis != basis)
                return;
            if (!compared) {
                m_known.erase(place); // it may be tried again
                return;
            }
            place->second.run = std::move(*compared);
            Q_EMIT changed();
        });
}

void Comparisons::readPublished(const QString &path)
{
    m_publishedFile = path;
    m_published.clear();
    m_reading.cancel();
    if (path.isEmpty()) {
        Q_EMIT changed();
        return;
    }
    m_reading.run(
        m_lane, this, tr("Reading published results"),
        [path](const CancelToken &, const ProgressCallback &) { return readPublishedResults(path); },
        [this](Result<std::vector<PublishedRun>> runs) {
            if (!runs) {
                Q_EMIT failed(runs.error());
                return;
            }
            m_published = std::move(*runs);
            Q_EMIT changed();
        });
}

} // namespace melscope
