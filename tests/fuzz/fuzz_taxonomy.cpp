#include "fuzz_input.h"

#include "core/truth/label.h"
#include "core/truth/label_space.h"

#include <algorithm>

using namespace melscope;

/// The parts: the class lists of up to three sources, made into one space of labels.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    std::vector<LabelSpace::SourceLabels> sources;
    for (const std::string &part : partsOf(textOf(data, size), 3)) {
        const MemoryFile file(part);
        const auto classes = readClasses(file.path());
        if (!classes) {
            require(!classes.error().what.isEmpty() && classes.error().file == file.path());
            continue;
        }
        require(bool(checkClasses(*classes)));
        const QString copy = memoryFolder() + QStringLiteral("/classes.txt");
        require(writeClasses(*classes, copy) && *readClasses(copy) == *classes);
        sources.push_back({ QString::number(sources.size()), *classes });
    }
    if (sources.empty())
        return 0;
    const LabelSpace space = LabelSpace::of(sources);
    require(std::is_sorted(space.classes().begin(), space.classes().end()));
    for (size_t source = 0; source < space.sourceCount(); ++source) {
        for (const std::string &label : space.labelsOf(source)) {
            // Every label has a class, and gets its own spelling back.
            const auto index = space.classOf(source, label);
            require(index && *index < space.size() && space.spelling(source, *index) == label);
            (void)normaliseLabel(label);
            require(isGenre(genreOf(label)));
        }
        for (uint32_t i = 0; i < space.size(); ++i)
            require(space.contains(source, i) == space.spelling(source, i).has_value());
    }
    return 0;
}
