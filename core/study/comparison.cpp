#include "core/study/comparison.h"

#include "core/base/words.h"
#include "core/runs/run_list.h"

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
    const Submission &submission = *read;
    compared->isOfTest = shared(submission, source.test) >= shared(submission, source.validation) && source.test.scores;
    const PartAnalysis &part = compared->isOfTest ? source.test : source.validation;
    if (!part.scores) {
        compared->problem = tr("this source has no scored part to compare with");
        return compared;
    }
    compared->check =
        checkSubmission(submission, { vocabulary.labels.begin(), vocabulary.labels.end() }, &part.scores->ids());
    if (!part.scoredTruth) {
        compared->problem = tr("the truth of this part is not known");
        return compared;
    }
    auto labels = submittedLabels(*part.scoredTruth, submission, Unexpected::IsLeftOut);
    if (!labels) {
        compared->problem = labels.error().what;
        return compared;
    }
    for (const bool expanded : { false, true }) {
        auto evaluation = evaluate(*part.scoredTruth, *labels, expanded, cancel);
        if (!evaluation)
            return passOn(evaluation);
        (expanded ? compared->expanded : compared->evaluation) = std::move(*evaluation);
    }
    compared->labels = std::move(*labels);
    return compared;
}

} // namespace melscope
