#include "core/experiment/comparison.h"

#include "core/experiment/run_list.h"

#include <QDir>
#include <QFileInfo>

namespace melscope {

namespace {

size_t shared(const Submission &submission, const PartAnalysis &part)
{
    size_t count = 0;
    for (size_t i = 0; part.scores && i < submission.size(); ++i)
        count += part.scores->ids().find(submission.line(i).id) ? 1 : 0;
    return count;
}

} // namespace

Result<std::shared_ptr<const ComparedRun>> compareWith(const SourceAnalysis &source, const RunSource &vocabulary,
                                                       const QString &file, const CancelToken &cancel)
{
    auto read = Submission::read(file, cancel);
    if (!read)
        return passOn(read);
    auto compared = std::make_shared<ComparedRun>();
    compared->file = file;
    // Submissions of runs are all called alike: the run's name tells them apart.
    const QFileInfo info(file);
    const bool isOfRun = QFileInfo::exists(info.dir().filePath(run_file::description));
    compared->title = isOfRun ? runTitle(info.absolutePath()) : info.fileName();
    compared->submission = std::make_shared<const Submission>(std::move(*read));
    compared->isOfTest = shared(*compared->submission, source.test) >= shared(*compared->submission, source.validation)
        && source.test.scores;
    const PartAnalysis &part = compared->isOfTest ? source.test : source.validation;
    if (!part.scores) {
        compared->problem = QStringLiteral("this source has no scored part to compare with");
        return compared;
    }
    compared->check = checkSubmission(*compared->submission, { vocabulary.labels.begin(), vocabulary.labels.end() },
                                      &part.scores->ids());
    if (!part.truth) {
        compared->problem = QStringLiteral("the truth of this part is not known");
        return compared;
    }
    const auto truth = restrictedTruth(*part.truth, part.scores->ids());
    const Submission lines = Submission::parse(restrictedLines(*compared->submission, *truth), file);
    for (const bool expanded : { false, true }) {
        auto evaluation = evaluate(*truth, lines, expanded, cancel);
        if (!evaluation && evaluation.error().isCancelled())
            return cancelled();
        if (!evaluation) {
            compared->problem = evaluation.error().what;
            return compared;
        }
        (expanded ? compared->expanded : compared->evaluation) = std::move(*evaluation);
    }
    return compared;
}

} // namespace melscope
