#include "ui/session/recovery.h"

#include <utility>

namespace melscope {

Recovery::Recovery(QObject *parent)
    : QObject(parent)
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
    auto found = std::make_shared<std::optional<AutosavedProject>>();
    m_lane.enqueue(
        tr("Looking for unsaved changes"),
        [found, find, path = m_autosave, saved = m_saved](const CancelToken &,
                                                          const ProgressCallback &) -> Result<void> {
            auto autosave = find(path, saved);
            if (!autosave)
                return passOn(autosave);
            *found = std::move(*autosave);
            return {};
        },
        [this, found, version = ++m_version](JobEnd end, const Error &error) {
            if (version != m_version)
                return;
            if (end == JobEnd::Failed)
                Q_EMIT failed(error);
            m_found = std::move(*found);
            m_isUntitled = false;
            Q_EMIT changed();
        });
}

void Recovery::lookAmongUntitled(const QString &folder)
{
    auto found = std::make_shared<std::optional<AutosavedProject>>();
    m_lane.enqueue(
        tr("Looking for unsaved projects"),
        [found, folder](const CancelToken &, const ProgressCallback &) -> Result<void> {
            *found = findUntitledAutosave(folder);
            return {};
        },
        [this, found](JobEnd, const Error &) {
            if (m_found || !*found)
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
    m_lane.enqueue(
        tr("Forgetting unsaved changes"),
        [found = *std::exchange(m_found, std::nullopt)](const CancelToken &, const ProgressCallback &) -> Result<void> {
            removeAutosave(found);
            return {};
        },
        [](JobEnd, const Error &) {});
    if (!m_isUntitled)
        lookBy(nextAutosave);
    Q_EMIT changed();
}

void Recovery::postpone()
{
    ++m_version;
    if (std::exchange(m_found, std::nullopt))
        Q_EMIT changed();
}

} // namespace melscope
