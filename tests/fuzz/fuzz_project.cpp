#include "fuzz_input.h"

#include "core/collection/project_file.h"

using namespace melscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString path = memoryFolder() + QStringLiteral("/p.melscope");
    put(path, textOf(data, size));
    const auto project = readProjectFile(path);
    if (!project) {
        require(!project.error().what.isEmpty() && project.error().file == path);
        return 0;
    }
    require(bool(project->recipe.check()));
    for (const ProjectSource &source : project->sources)
        require(!source.name.isEmpty());
    // What was read can be written, and reads back as the same.
    require(bool(writeProjectFile(*project, path)));
    const auto again = readProjectFile(path);
    require(again && *again == *project);
    return 0;
}
