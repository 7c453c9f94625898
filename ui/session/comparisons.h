#pragma once

#include "core/collection/project_file.h"
#include "core/study/comparison.h"
#include "ui/jobs/job_lane.h"

#include <QObject>

#include <map>

namespace melscope {

/// What stands beside the open run: submissions of others, checked and evaluated on the same tracks, and the published
/// results. Follows the project and the run. Lives in the GUI thread; reads and evaluates in jobs.
class Comparisons : public QObject
{
    Q_OBJECT
public:
    explicit Comparisons(JobLane &lane, QObject *parent = nullptr);

    void update(const Project &project, const std::shared_ptr<const RunAnalysis> &analysis);
    /// Of a source, in the project's order; those that are still being read are left out.
    std::vector<std::shared_ptr<const ComparedRun>> of(const QString &source) const;
    const std::vector<PublishedRun> &published() const { return m_published; }

Q_SIGNALS:
    void changed();
    void failed(const melscope::Error &error);

private:
    void read(const ProjectSubmission &submission);
    void readPublished(const QString &path);

    JobLane &m_lane;
    std::shared_ptr<const RunAnalysis> m_analysis;
    std::vector<ProjectSubmission> m_wanted;
    struct Known
    {
        std::shared_ptr<const ThresholdBasis> basis; ///< the run that it was held against
        std::shared_ptr<const ComparedRun> run; ///< null while it is read, and where that failed
    };
    std::map<std::pair<QString, QString>, Known> m_known; ///< by source and file
    QString m_publishedFile;
    LatestJob m_reading;
    std::vector<PublishedRun> m_published;
};

} // namespace melscope
