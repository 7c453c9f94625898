#pragma once

#include "core/audio/sound_file.h"
#include "core/base/progress.h"
#include "core/features/import_report.h"

#include <QStringList>

namespace melscope {

struct ExtractSettings
{
    QStringList inputs; ///< sounds and folders of sounds
    QString folder; ///< where the documents are written
    int jobs = 0; ///< sounds heard at once; 0: all processors
    AudioOptions audio;
};

/// Sounds below some inputs, in order, each once. Errors: an input is missing or unreadable, cancelled.
Result<QStringList> soundsOf(const QStringList &inputs, const CancelToken &cancel);

/// A sound as a document of AcousticBrainz' shape, JSON: `metadata.tags`, `metadata.audio_properties`,
/// `metadata.version` and `lowlevel.melbands`, with 9 digits. `fileName` stands in its tags.
std::string lowLevelDocumentOf(const SoundFile &file, const QString &fileName);

/// Writes a document `<stem>.json` for each sound. Sounds that cannot be heard are listed and the rest goes on.
/// Errors: as soundsOf(); there is no sound; the folder cannot be written.
Result<ImportReport> extractDocuments(const ExtractSettings &settings, const CancelToken &cancel = {},
                                      const ProgressCallback &progress = {});

} // namespace melscope
