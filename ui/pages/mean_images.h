#pragma once

#include "core/exploring/track_filter.h"
#include "core/features/image_statistics.h"
#include "ui/jobs/job_lane.h"

#include <QMap>

namespace melscope {

/// Means and deviations of mel images, computed by a worker when they are first asked for and kept by name until they
/// are forgotten.
class MeanImages : public QObject
{
    Q_OBJECT
public:
    using Tracks = std::shared_ptr<const std::vector<uint32_t>>;
    using QObject::QObject;

    /// What is known under a name; null while it is computed, which the call begins: over the tracks that `filter`
    /// finds, or over `tracks` where it is empty, each recording once.
    const ImageStatistics *find(const QString &name, const FilterContext &context, const QString &filter,
                                const Tracks &tracks);
    void forget(const QString &name);
    void forgetAll();
    bool isComputing() const { return m_lane.isBusy(); }

Q_SIGNALS:
    void computed();

private:
    struct Known
    {
        std::shared_ptr<const ImageStatistics> statistics; ///< null while it is computed
        std::shared_ptr<const ImageStatistics> awaited; ///< what the newest job fills; an older one's is of no use
        CancelToken cancel;
    };
    QMap<QString, Known> m_known;
    JobLane m_lane;
};

} // namespace melscope
