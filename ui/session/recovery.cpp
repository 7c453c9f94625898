#include "ui/session/recovery.h"

#include <utility>

namespace melscope {

Recovery::Recovery(JobLane &lane, QObject *parent)
    : QObject(parent)
    , m_lane(lane)
{
}

void Recovery::lookBeside(const QString &projectFile, const Project &saved)
{
    m_autosave = autosavePath(projectFile);
    m_saved = saved;
    lookBy(findAutosave);
}

void Recovery::lookBy(decltype(&findAutosave) find)
{
    m_looking.run(
        m_lane, this, tr("Looking for unsaved changes"),
        [find, path = m_autosave, saved = m_saved](const CancelToken &, const ProgressCallback &) {
            return find(path, saved);
        },
        [this](Result<std::optional<AutosavedProject>> found) {
            if (!found)
                Q_EMIT failed(found.error());
            m_found = found.value_or(std::nullopt);
            m_isUntitled = false;
            Q_EMIT changed();
        });
}

void Recovery::lookAmongUntitled(const QString &folder)
{
    m_lane.run(
        this, tr("Looking for unsaved projects"),
        [folder](const CancelToken &, const ProgressCallback &) -> Result<std::optional<AutosavedProject>> {
            return findUntitledAutosave(folder);
        },
        [this](Result<std::optional<AutosavedProject>> found) {
            if (m_found || !found || !*found)
                return;
            m_found = std::move(*found);
            m_isUntitled = true;
            Q_EMIT changed();
        });
}

void Recovery::settle()
{
    if (!m_found)
        return;
    m_lane.run(
        this, tr("Forgetting unsaved changes"),
        [found = *std::exchange(m_found, std::nullopt)](const CancelToken &, const ProgressCallback &) -> Result<void> {
            removeAutosave(found);
            return {};
        },
        [](const Result<void> &) {});
    if (!m_isUntitled)
        lookBy(nextAutosave);
    Q_EMIT changed();
}

void Recovery::postpone()
{
    m_looking.cancel();
    if (std::exchange(m_found, std::nullopt))
        Q_EMIT changed();
}

} // namespace melscope
