#pragma once

#include "core/exploring/attribution.h"
#include "core/exploring/track_filter.h"
#include "core/runs/run_folder.h"
#include "ui/jobs/job_lane.h"

#include <memory>
#include <optional>

namespace melscope {

/// Why the open run's network scores a track as it does: computed by a worker when it is first asked for, the last one
/// kept.
class Explanations : public QObject
{
    Q_OBJECT
public:
    struct Explanation
    {
        Attribution attribution;
        Occlusion occlusion;
    };

    explicit Explanations(JobLane &lane, QObject *parent = nullptr);

    /// A class as a source spells it; of music, as any does.
    static std::optional<uint32_t> classOf(const Run &run, const QString &source, const QString &label);
    /// Of a label, as the track's source spells it; null while it is computed, which the call begins. What the track is
    /// held against is the mean of the label's training tracks.
    const Explanation *find(const std::shared_ptr<const Run> &run, const FilterContext &context, uint32_t track,
                            const QString &label);
    QString problem() const { return m_problem; } ///< why there is none; empty while it is computed
    bool isComputing() const { return m_job.isBusy(); }
    void forget(); ///< the data are others

Q_SIGNALS:
    void computed(); ///< or not, see problem()

private:
    /// What jobs keep between them; one of them at a time uses it.
    struct Network;
    struct Key
    {
        const Run *run = nullptr;
        uint32_t track = 0;
        QString label;
        bool operator==(const Key &) const = default;
    };

    JobLane &m_lane;
    LatestJob m_job;
    std::shared_ptr<Network> m_network;
    std::optional<Key> m_wanted;
    std::optional<Explanation> m_found; ///< of what is wanted
    QString m_problem;
};

} // namespace melscope
