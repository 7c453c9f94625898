#include "fuzz_input.h"

#include "core/scoring/evaluation.h"
#include "core/scoring/label_difference.h"
#include "core/scoring/submission_check.h"
#include "core/truth/ground_truth_reader.h"

using namespace melscope;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const auto truth = *parseGroundTruth("recordingmbid\treleasegroupmbid\tgenre1\tgenre2\n"
                                                "54551aad-0000-4000-8000-000000000001\tg\trock\trock---indie\n"
                                                "odd\tg\tfolk, world, & country\tpop\nthird\tg\tpop\t\n",
                                                QStringLiteral("t.tsv"));
    const std::string text(textOf(data, size));
    const Submission run = Submission::parse(text, QStringLiteral("run.tsv"));
    const CheckReport report =
        checkSubmission(run, { truth->labels().begin(), truth->labels().end() }, &truth->recordings());
    require(report.lines == run.size());
    for (const Violation &violation : report.violations)
        require(!violation.text.isEmpty() && violation.line <= qint64(run.size()));
    for (const bool expanded : { false, true }) {
        const auto evaluation = evaluate(*truth, run, expanded);
        // What the checker accepts can be evaluated.
        require(evaluation || !report.accepted());
        if (!evaluation)
            continue;
        for (size_t i = 0; i < figureNames().size(); ++i)
            require(!(figure(*evaluation, i).mean < 0) && !(figure(*evaluation, i).mean > 1));
        for (const Evaluation::Confusion &confusion : evaluation->confusions)
            require(confusion.row < evaluation->perLabel.size() && confusion.column < evaluation->columns.size());
    }
    if (report.accepted())
        require(bool(compareRuns(*truth, run, run, 3, 1)));
    return 0;
}
