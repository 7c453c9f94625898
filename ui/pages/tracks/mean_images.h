#pragma once

#include "core/exploring/track_filter.h"
#include "core/features/image_statistics.h"
#include "ui/jobs/job_lane.h"

#include <map>
#include <memory>
#include <optional>

namespace melscope {

/// Means and deviations of mel images, computed by a worker when they are first asked for and kept by name until they
/// are forgotten.
class MeanImages : public QObject
{
    Q_OBJECT
public:
    using Tracks = std::shared_ptr<const std::vector<uint32_t>>;
    explicit MeanImages(JobLane &lane, QObject *parent = nullptr);

    /// What is known under a name; null while it is computed, which the call begins: over the tracks that `filter`
    /// finds, or over `tracks` where it is empty, each recording once.
    const ImageStatistics *find(const QString &name, const FilterContext &context, const QString &filter,
                                const Tracks &tracks);
    QString problem(const QString &name) const; ///< why there is none; empty while it is computed
    void forgetFailed(); ///< they are tried again
    void forget(const QString &name) { m_known.erase(name); }
    void forgetAll() { m_known.clear(); }
    bool isComputing() const;

Q_SIGNALS:
    void computed(); ///< or not, see problem()

private:
    struct Known
    {
        std::optional<ImageStatistics> statistics; ///< nothing while they are computed
        QString problem; ///< that kept them from being computed
        std::unique_ptr<LatestJob> job; ///< ends with what it is for
    };
    std::map<QString, Known> m_known; // its elements stay where they are
    JobLane &m_lane;
};

} // namespace melscope
