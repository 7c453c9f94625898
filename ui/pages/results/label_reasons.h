#pragma once

#include "core/exploring/importance.h"
#include "core/exploring/run_explainer.h"
#include "ui/jobs/job_lane.h"

#include <map>
#include <memory>
#include <optional>

namespace melscope {

/// What the labels of runs hang on, on validation: importance of the input's parts, and mean attributions. Computed by
/// a worker when it is asked for, and kept for each run as long as the window lives.
class LabelReasons : public QObject
{
    Q_OBJECT
public:
    explicit LabelReasons(JobLane &lane, QObject *parent = nullptr);

    /// Null: none. What is computed of another run is cancelled.
    void setRun(const std::shared_ptr<const Run> &run);
    const std::shared_ptr<const Run> &run() const { return m_run; }

    /// Null while it is not known.
    const Importance *importance() const;
    void computeImportance();
    bool isComputing() const { return m_computing.isBusy(); }
    void cancel();
    /// Why there is no importance: an error, or that it was cancelled; empty where neither.
    const QString &problem() const { return m_problem; }
    /// Seconds that computing it would take, once that is known; asking begins to find out.
    std::optional<double> estimate();

    /// Of a class; null while it is computed, which the call begins, or cannot be.
    const LabelAttribution *attribution(uint32_t classIndex);
    bool isExplaining() const { return m_explaining.isBusy(); }
    /// Why there is none; empty while it is computed.
    QString attributionProblem(uint32_t classIndex) const;
    /// So that attribution() tries again.
    void forgetProblems();

Q_SIGNALS:
    void changed();

private:
    /// What jobs keep between them; the lane lets one of them at a time use it.
    struct Network
    {
        std::unique_ptr<RunExplainer> explainer; ///< opened by the first job
        Result<void> open(const std::shared_ptr<const Run> &run, const CancelToken &cancel,
                          const ProgressCallback &progress);
    };
    struct Kept
    {
        std::optional<Importance> importance;
        std::map<uint32_t, LabelAttribution> attributions; ///< by class
        std::map<uint32_t, QString> problems; ///< of those that have none
        std::optional<double> estimate;
    };
    static QString keyOf(const Run &run);

    JobLane &m_lane;
    LatestJob m_computing, m_explaining, m_estimating;
    std::shared_ptr<const Run> m_run;
    std::shared_ptr<Network> m_network; ///< of the run
    std::map<QString, Kept> m_kept; ///< by run
    Kept *m_shown = nullptr; ///< of the run
    std::optional<uint32_t> m_explained; ///< what is being explained
    QString m_problem;
    bool m_isEstimated = false; ///< or was tried to
};

} // namespace melscope
