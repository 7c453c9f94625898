#include "ui/pages/shared/track_names.h"

#include "core/base/text.h"
#include "ui/session/session.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QMenu>
#include <QTableView>
#include <QUrl>

#include <algorithm>

namespace melscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("melscope", text);
}

/// The page of an entity; ids that are no UUIDs have none.
void addPage(QMenu &menu, const QString &title, const QString &entity, const QString &id)
{
    if (!IdKey(id.toStdString()).isUuid())
        return;
    const QUrl page(QStringLiteral("https://musicbrainz.org/%1/%2").arg(entity, id.toLower()));
    QAction *action = menu.addAction(title);
    action->setObjectName(entity + QStringLiteral("OnMusicBrainz"));
    action->setData(page);
    action->setToolTip(page.toString());
    QObject::connect(action, &QAction::triggered, &menu, [page] { QDesktopServices::openUrl(page); });
}

} // namespace

QString trackToolTip(const Session &session, const QString &id)
{
    const auto data = session.data();
    return trackToolTip(data ? data->tagsOf(id.toStdString()) : TrackTags(), id);
}

TableColumn nameColumn(const Session &session, TableColumn::Of<QString> id)
{
    TableColumn column = textColumn(
        "name", tr("Artist and title"), tr("As the feature documents tell them"),
        [&session, id](size_t row) {
            const auto data = session.data();
            return data ? trackName(data->tagsOf(id(row).toStdString())) : QString();
        },
        TableColumn::kStretched);
    column.cellToolTip = [&session, id](size_t row) { return trackToolTip(session, id(row)); };
    return column;
}

void addMusicBrainzActions(QMenu &menu, const QString &recording, const QString &releaseGroup)
{
    addPage(menu, tr("Recording on MusicBrainz"), QStringLiteral("recording"), recording);
    if (!releaseGroup.isEmpty())
        addPage(menu, tr("Release group on MusicBrainz"), QStringLiteral("release-group"), releaseGroup);
}

void offerRecordingMenu(QTableView *table, const Session &session, TableColumn::Of<QString> id)
{
    table->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(table, &QWidget::customContextMenuRequested, table, [table, &session, id](const QPoint &place) {
        const auto row = static_cast<const TableModel *>(table->model())->rowAt(table->currentIndex());
        if (!row)
            return;
        const QString recording = id(*row);
        const auto data = session.data();
        const auto known = data ? data->recordings.find(recording.toStdString()) : std::nullopt;
        QString group;
        if (known) {
            const auto track = std::ranges::find(data->recordingOf, *known) - data->recordingOf.begin();
            if (data->releaseGroupOf[size_t(track)] != GroundTruth::kNoReleaseGroup)
                group = textOf(data->releaseGroups.text(data->releaseGroupOf[size_t(track)]));
        }
        QMenu menu(table);
        addMusicBrainzActions(menu, recording, group);
        menu.addSeparator();
        QObject::connect(menu.addAction(tr("Copy the id")), &QAction::triggered, table,
                         [recording] { QGuiApplication::clipboard()->setText(recording); });
        menu.exec(table->viewport()->mapToGlobal(place));
    });
}

} // namespace melscope
