#pragma once

#include "core/exploring/run_tracks.h"
#include "core/network/mel_network.h"

#include <span>

namespace melscope {

/// What a network makes of tracks before it decides on labels: its last hidden block's output, averaged over the
/// positions, so that tracks which sound alike to it lie near one another. Immutable; mapped where it was stored.
class Embedding
{
public:
    static constexpr const char *kFormat = "melscope-embedding";
    static constexpr int kVersion = 1;

    /// `values` has ids.size() × dimensions elements.
    static std::shared_ptr<const Embedding> make(RecordingIds ids, size_t dimensions, std::vector<float> values);
    /// Errors: missing, corrupt, newer version, no dimension, more than 2³² − 1 tracks; values are looked at by those
    /// who use them first.
    static Result<std::shared_ptr<const Embedding>> open(const QString &path);

    size_t size() const { return m_ids.size(); } ///< tracks
    size_t dimensions() const { return m_dimensions; }
    const RecordingIds &ids() const { return m_ids; }
    std::span<const float> row(size_t track) const { return m_values.subspan(track * m_dimensions, m_dimensions); }
    std::span<const float> values() const { return m_values; }
    /// modelFingerprint() of the network that made it; empty: unknown.
    const QString &model() const { return m_model; }

private:
    RecordingIds m_ids;
    size_t m_dimensions = 0;
    QString m_model;
    std::vector<float> m_owned;
    std::shared_ptr<const MemoryMap> m_map;
    std::span<const float> m_values;
};

/// Changes with the model and with the tracks.
QString embeddingFingerprint(const Embedding &embedding);

/// Hex digits that change with any of a model's values.
QString modelFingerprint(const Model &model);

/// Embeds the tracks, on the processor, and writes them to `path` as they come: the file alone grows with their number.
/// Errors: cancelled; the file cannot be written; a value that is not finite.
Result<void> writeEmbedding(const Model &model, const Dataset &tracks, const QString &path, int threads,
                            const CancelToken &cancel = {}, const ProgressCallback &progress = {});

/// A part's embedding as the run's folder keeps it; made and kept there if it is missing, damaged, or another model's.
/// Errors: as readRunModel(), tracksOfPart() and writeEmbedding(); somebody else writes into the folder.
Result<std::shared_ptr<const Embedding>> embeddingOf(const Run &run, const RunPart &part, int threads = 0,
                                                     const CancelToken &cancel = {},
                                                     const ProgressCallback &progress = {});

} // namespace melscope
