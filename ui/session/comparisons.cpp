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
    if (known.ground == source->ground && source->ground)
        return; // read, or being read
    known = { source->ground, nullptr };
    auto made = std::make_shared<std::shared_ptr<const ComparedRun>>();
    m_lane.enqueue(
        tr("Evaluating a submission"),
        [made, analysis = m_analysis, source, file = submission.file](const CancelToken &cancel,
                                                                      const ProgressCallback &) -> Result<void> {
            auto compared = compareWith(*source, analysis->run->sources[source->spaceIndex], file, cancel);
            if (!compared)
                return passOn(compared);
            *made = std::move(*compared);
            return {};
        },
        [this, made, submission, ground = source->ground](JobEnd end, const Error &error) {
            if (end == JobEnd::Failed)
                Q_EMIT failed(error);
            const auto place = m_known.find({ submission.source, submission.file });
            if (place == m_known.end() || place->second.ground != ground)
                return;
            if (end != JobEnd::Done) {
                m_known.erase(place); // it may be tried again
                return;
            }
            place->second.run = *made;
            Q_EMIT changed();
        });
}

void Comparisons::readPublished(const QString &path)
{
    m_publishedFile = path;
    m_published.clear();
    if (path.isEmpty()) {
        Q_EMIT changed();
        return;
    }
    auto made = std::make_shared<std::vector<PublishedRun>>();
    m_lane.enqueue(
        tr("Reading published results"),
        [made, path](const CancelToken &, const ProgressCallback &) -> Result<void> {
            auto runs = readPublishedResults(path);
            if (!runs)
                return passOn(runs);
            *made = std::move(*runs);
            return {};
        },
        [this, made, path](JobEnd end, const Error &error) {
            if (end == JobEnd::Failed)
                Q_EMIT failed(error);
            if (end != JobEnd::Done || path != m_publishedFile)
                return;
            m_published = std::move(*made);
            Q_EMIT changed();
        });
}

} // namespace melscope
