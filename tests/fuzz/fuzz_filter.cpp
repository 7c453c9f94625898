#include "core/base/atomic_file.h"
#include "core/exploring/track_filter.h"

#include <QTemporaryDir>

#include <cstdint>
#include <cstdlib>

using namespace melscope;

namespace {

FilterContext makeContext()
{
    static QTemporaryDir folder;
    (void)writeFileAtomically(folder.filePath("one.tsv"),
                              "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\n"
                              "54551aad-0000-4000-8000-000000000001\tg1\trock\trock---indie\n"
                              "odd\tg2\tfolk, world, & country\tpop\n");
    Project project;
    ProjectSource source;
    source.name = QStringLiteral("one");
    source.trainFile = folder.filePath("one.tsv");
    source.validationFile = folder.filePath("one.tsv");
    project.sources.push_back(source);
    FilterContext context;
    context.data = *loadCollection(project, folder.path());
    auto results = std::make_shared<TrackResults>();
    results->f1 = { 0.1F, 0.5F, 1.0F, 0.0F };
    results->topScore = results->f1;
    // The first validation track is rightly labelled rock---indie, the second wrongly pop alone.
    auto run = std::make_shared<Run>();
    run->space =
        LabelSpace::of({ { QStringLiteral("one"), { "folk, world, & country", "pop", "rock", "rock---indie" } } });
    auto analysed = std::make_shared<SourceAnalysis>();
    analysed->name = QStringLiteral("one");
    analysed->validation.predicted = Labels({ { 3 }, { 1 } });
    auto analysis = std::make_shared<RunAnalysis>();
    analysis->run = run;
    analysis->sources.push_back(analysed);
    results->analysis = analysis;
    results->scoreRow = { TrackResults::kNoRow, TrackResults::kNoRow, 0, 1 };
    context.results = results;
    context.notes = std::make_shared<const std::vector<TrackNote>>(
        std::vector<TrackNote> { { QStringLiteral("odd"), true, QStringLiteral("wrong") } });
    return context;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const FilterContext context = makeContext();
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto filter = TrackFilter::parse(text);
    if (filter) {
        const auto tracks = filter->apply(context);
        // A filter and its opposite share the tracks between them.
        const auto opposite = TrackFilter::parse(QStringLiteral("-(%1)").arg(text));
        if (tracks && opposite && !filter->matchesAll()) {
            const auto others = opposite->apply(context);
            if (!others || tracks->size() + others->size() != context.data->trackCount())
                std::abort();
        }
    } else if (filter.error().what.isEmpty() || filter.error().line < 1 || filter.error().line > text.size() + 1) {
        std::abort();
    }
    for (const int cursor : { 0, int(text.size() / 2), int(text.size()) }) {
        const auto completions = completeFilter(text, cursor, *context.data);
        if (completions.begin < 0 || completions.begin + completions.length > text.size())
            std::abort();
    }
    return 0;
}
