#include "fuzz_input.h"

#include "core/network/model_file.h"
#include "core/runs/run_folder.h"

#include <QFile>

#include <algorithm>

using namespace melscope;

/// The parts: run.json, classes.txt, history.csv, the thresholds and the choice of source "one"; then a checkpoint or a
/// model.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString folder = memoryFolder();
    const QString source = QStringLiteral("one");
    const QStringList names { run_file::description, run_file::classes, run_file::history, run_file::thresholds(source),
                              run_file::thresholdChoice(source) };
    const std::vector<std::string> parts = partsOf(textOf(data, size), size_t(names.size()) + 1);
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString path = folder + QLatin1Char('/') + names[i];
        if (parts[size_t(i)].empty())
            QFile::remove(path);
        else
            put(path, parts[size_t(i)]);
    }
    if (const auto run = readRun(folder)) {
        require(!(*run)->sources.empty()
                && std::is_sorted((*run)->space.classes().begin(), (*run)->space.classes().end()));
        for (const RunSource &own : (*run)->sources)
            require(own.thresholds.size() == 0 || own.thresholds.size() == (*run)->space.size());
        require(bool((*run)->recipe.check()) && *Recipe::fromJson((*run)->recipe.toJson()) == (*run)->recipe);
    } else {
        require(!run.error().what.isEmpty() && run.error().file.startsWith(folder));
    }
    if (!parts.back().empty()) {
        const MemoryFile file(parts.back());
        if (const auto checkpoint = readCheckpoint(file.path()))
            require(checkpoint->bestEpoch <= checkpoint->epoch
                    && checkpoint->history.size() == size_t(checkpoint->epoch));
        (void)readModel(file.path());
    }
    return 0;
}
