#pragma once

#include "core/collection/collection.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace melscope::simulated {

/// A source as large as a real one: its labels occur as often as in the published label lists, where those lie in
/// ../shared/data, else as Zipf's law has it.
struct Source
{
    const char *name;
    size_t recordings;
    size_t releaseGroups;
    size_t labels;
};
inline constexpr Source kSources[] = { { "allmusic", 1'353'213, 163'654, 766 },
                                       { "discogs", 904'944, 118'475, 315 },
                                       { "lastfm", 566'710, 115'161, 327 },
                                       { "tagtraum", 486'740, 69'025, 296 } };
inline constexpr size_t kAllRecordings = 1'800'000; ///< distinct, over the sources

/// The import's peer, a walk in Python that does the same: FOLDER OUTPUT.
inline constexpr const char *kPythonWalk = R"(import json, os, struct, sys
channels = ["min", "mean", "median", "max", "var", "dmean", "dvar", "dmean2", "dvar2"]
seen = set()
with open(sys.argv[2], "wb") as out:
    for folder, folders, names in os.walk(sys.argv[1]):
        folders.sort()
        for name in sorted(names):
            if name.startswith("._") or not name.endswith(".json"):
                continue
            with open(os.path.join(folder, name), "rb") as file:
                bands = json.load(file)["lowlevel"]["melbands"]
            rows = [bands[channel] for channel in channels]
            if name[:-5] not in seen:
                seen.add(name[:-5])
                out.write(struct.pack("<360f", *[rows[c][b] for b in range(40) for c in range(9)]))
)";

/// The i-th of all simulated recordings.
std::string recordingId(size_t index);
/// Truth of a source as TSV, in the published files' shape.
std::string truthText(const Source &source, size_t rows, uint64_t seed);
/// An AcousticBrainz document of about 62 kB.
std::string document(const std::string &id, uint64_t seed);
/// A store of so many recordings; its images are a hole in the file that reads as zeros, unless `withImages`.
void writeStore(const QString &path, size_t tracks, bool withImages);
/// A snapshot of one source of so many tracks, without features unless a store is given.
std::shared_ptr<const Collection> snapshot(const Source &source, size_t rows, const QString &store = {});

} // namespace melscope::simulated
