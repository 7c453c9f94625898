#pragma once

#include "ui/models/table_model.h"
#include "ui/models/track_text.h"

class QMenu;
class QTableView;

namespace melscope {

class Session;

/// trackToolTip() of a recording, wherever the session's data have it.
QString trackToolTip(const Session &session, const QString &id);
/// A column "name" for a table whose rows are recordings, that of the ids beside it.
TableColumn nameColumn(const Session &session, TableColumn::Of<QString> id);

/// Actions that open the recording and, unless empty, its release group on MusicBrainz in the browser.
void addMusicBrainzActions(QMenu &menu, const QString &recording, const QString &releaseGroup);
/// Gives a table whose rows are recordings, over a TableModel, a context menu with these and copying.
void offerRecordingMenu(QTableView *table, const Session &session, TableColumn::Of<QString> id);
} // namespace melscope
