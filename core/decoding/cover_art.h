#pragma once

#include <QByteArray>
#include <QString>

namespace melscope {

/// The first picture that a sound file carries, as it lies there (JPEG, PNG …); empty where there is none, or where it
/// is larger than 32 MiB.
QByteArray coverArtOf(const QString &path);

} // namespace melscope
