// Genre tags become labels; journals of written tags are read and written.
#include "fuzz_input.h"

#include "core/audio/genre_tags.h"
#include "core/audio/sound_file.h"
#include "core/collection/truth_from_tags.h"
#include "core/base/file_path.h"
#include "core/truth/ground_truth.h"

using namespace melscope;

namespace {

void labels(const std::vector<std::string> &parts)
{
    TagRules rules;
    rules.separators = parts[0];
    rules.isLowerCase = parts[1].size() % 2 == 0;
    const auto labels = labelsOfTags({ parts[2], parts[3] }, rules);
    for (size_t i = 0; i < labels.size(); ++i) {
        require(!labels[i].empty());
        require(labels[i].find_first_of("\t\n\r") == std::string::npos);
        for (size_t other = 0; other < i; ++other)
            require(labels[other] != labels[i]);
    }
}

/// Whatever sounds are called, no two of one tree bear the same name.
void names(const std::vector<std::string> &parts)
{
    SoundNames names;
    std::vector<std::string> given;
    for (size_t i = 0; i < parts.size(); ++i) {
        const QString path = pathFromBytes("/music/" + std::to_string(i) + '/' + parts[i]);
        const std::string name = names.distinct(path, recordingOf(path, {}));
        for (const std::string &other : given)
            require(other != name);
        given.push_back(name);
    }
}

void journal(std::string_view text)
{
    const MemoryFile file(text);
    const auto changes = readGenreJournal(file.path());
    if (!changes) {
        require(!changes.error().what.isEmpty());
        return;
    }
    for (const GenreChange &change : *changes)
        require(!change.file.isEmpty());
    require(undone(undone(*changes)) == *changes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const std::string_view text = textOf(data, size);
    journal(text);
    labels(partsOf(text, 4));
    names(partsOf(text, 5));
    return 0;
}
