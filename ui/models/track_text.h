#pragma once

#include "core/track/track_tags.h"

#include <QString>
#include <QStringList>

namespace melscope {

/// "Miles Davis – So What", or what of it is known.
QString trackName(const TrackTags &tags);
/// "9:23"; empty where it is not known.
QString lengthText(float seconds);
/// Album with year, genre tags, length, codec: what is known, a line each.
QStringList trackLines(const TrackTags &tags);
/// All of it, and the recording's id: shown as it stands, whatever a tag holds.
QString trackToolTip(const TrackTags &tags, const QString &id);

} // namespace melscope
