#include "ui/pages/tracks/track_menu.h"

#include "ui/controls/file_questions.h"
#include "ui/pages/shared/track_names.h"
#include "ui/pages/tracks/image_panel.h"
#include "ui/pages/tracks/track_details.h"
#include "ui/session/session.h"

#include <QClipboard>
#include <QGuiApplication>

namespace melscope {

TrackMenu::TrackMenu(Session &session, uint32_t track, TrackDetails &details, QWidget *parent)
    : QMenu(parent)
    , m_session(session)
{
    const Collection &data = *session.data();
    const QString id = QString::fromStdString(data.idOf(track).text());
    const QString group = data.releaseGroupOf[track] == GroundTruth::kNoReleaseGroup
        ? QString()
        : QString::fromStdString(data.releaseGroups.text(data.releaseGroupOf[track]));
    if (!group.isEmpty()) {
        connect(addAction(tr("Tracks of the same release group")), &QAction::triggered, this,
                [this, group] { Q_EMIT filterWanted(QStringLiteral("group:") + filterValue(group)); });
    }
    connect(addAction(tr("This recording in all sources")), &QAction::triggered, this,
            [this, id] { Q_EMIT filterWanted(QStringLiteral("id:") + filterValue(id)); });
    addSeparator();
    connect(addAction(tr("Bookmark\tCtrl+B")), &QAction::triggered, &details, &TrackDetails::toggleBookmark);
    connect(addAction(tr("Note …\tF2")), &QAction::triggered, &details, &TrackDetails::editNote);
    connect(addAction(tr("Pin beside the next ones\tCtrl+P")), &QAction::triggered, details.images(),
            &ImagePanel::pinTrack);
    addSeparator();
    addMusicBrainzActions(*this, id, group);
    addSeparator();
    connect(addAction(tr("Copy the id")), &QAction::triggered, this,
            [id] { QGuiApplication::clipboard()->setText(id); });
    connect(addAction(tr("Save bookmarks and notes …")), &QAction::triggered, this, [this] {
        const QString path = file_questions::save(parentWidget(), tr("Save bookmarks and notes"), tr("notes.tsv"),
                                                  tr("Tab-separated values (*.tsv)"));
        if (!path.isEmpty())
            m_session.exportFile(tr("Saving notes"), path,
                                 [project = m_session.project()] { return notesText(project); });
    });
}

} // namespace melscope
