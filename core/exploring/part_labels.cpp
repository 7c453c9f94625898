#include "core/exploring/part_labels.h"

#include "core/truth/ground_truth_reader.h"

namespace melscope {

Result<PartLabels> PartLabels::of(const Run &run, const RunPart &part, const CancelToken &cancel,
                                  const ProgressCallback &progress)
{
    PartLabels labels;
    for (const RunSource &source : run.sources) {
        if (part.kind == RunPart::Kind::Test)
            break;
        auto truth = readGroundTruth(part.kind == RunPart::Kind::Train ? source.trainFile : source.validationFile,
                                     cancel, progress);
        if (!truth)
            return passOn(truth);
        labels.m_truths.push_back(std::move(*truth));
        labels.m_names << source.name;
    }
    return labels;
}

QString PartLabels::releaseGroup(const IdKey &id) const
{
    for (const auto &truth : m_truths) {
        const auto found = truth->recordings().find(id);
        if (found && truth->releaseGroupOf(*found) != GroundTruth::kNoReleaseGroup)
            return QString::fromStdString(truth->releaseGroupKey(*found).text());
    }
    return {};
}

QStringList PartLabels::labels(const IdKey &id) const
{
    QStringList labels;
    for (size_t i = 0; i < m_truths.size(); ++i) {
        const auto found = m_truths[i]->recordings().find(id);
        for (size_t k = 0; found && k < m_truths[i]->labelsOf(*found).size(); ++k) {
            const QString label = QString::fromStdString(m_truths[i]->spelling(m_truths[i]->labelsOf(*found)[k]));
            labels << (m_truths.size() > 1 ? m_names[qsizetype(i)] + QStringLiteral(": ") + label : label);
        }
    }
    return labels;
}

QString PartLabels::source(const IdKey &id) const
{
    for (size_t i = 0; i < m_truths.size(); ++i) {
        if (m_truths[i]->recordings().find(id))
            return m_names[qsizetype(i)];
    }
    return {};
}

} // namespace melscope
