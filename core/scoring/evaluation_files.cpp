#include "core/scoring/evaluation_files.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"

namespace melscope {

namespace {

std::string summaryText(const Evaluation &evaluation)
{
    std::string text = "measure\tmean\tsd\tn\n";
    const auto names = figureNames();
    for (size_t i = 0; i < names.size(); ++i) {
        const MeanFigure &value = figure(evaluation, i);
        text += std::string(names[i]) + '\t' + fourDecimals(value.mean) + '\t' + fourDecimals(value.deviation) + '\t'
            + std::to_string(value.count) + '\n';
    }
    return text;
}

std::string trackText(const Evaluation &evaluation)
{
    std::string text = "recordingmbid\tPall\tRall\tFall\tPgen\tRgen\tFgen\tPsub\tRsub\tFsub\n";
    for (const auto &track : evaluation.perTrack) {
        text += track.id;
        for (const Prf &figures : track.figures) {
            for (size_t i = 0; i < 3; ++i)
                text += '\t' + fourDecimals(figures[i]);
        }
        text += '\n';
    }
    return text;
}

std::string labelText(const Evaluation &evaluation)
{
    std::string text = "label\tP\tR\tF\ttp\tpredicted\ttrue\n";
    for (const auto &label : evaluation.perLabel) {
        text += label.name;
        for (size_t i = 0; i < 3; ++i)
            text += '\t' + fourDecimals(label.figures[i]);
        text += '\t' + std::to_string(label.truePositives) + '\t' + std::to_string(label.predicted) + '\t'
            + std::to_string(label.support) + '\n';
    }
    return text;
}

std::string confusionText(const Evaluation &evaluation)
{
    std::string text;
    for (const std::string &column : evaluation.columns)
        text += '\t' + column;
    text += '\n';
    size_t next = 0;
    for (uint32_t row = 0; row < evaluation.perLabel.size(); ++row) {
        text += evaluation.perLabel[row].name;
        for (uint32_t column = 0; column < evaluation.columns.size(); ++column) {
            text += '\t';
            const bool any = next < evaluation.confusions.size() && evaluation.confusions[next].row == row
                && evaluation.confusions[next].column == column;
            text += any ? fourDecimals(evaluation.confusions[next].weight) : "0";
            next += any ? 1 : 0;
        }
        text += '\n';
    }
    return text;
}

} // namespace

Result<QStringList> writeEvaluation(const Evaluation &evaluation, const QString &folder, const QString &runName)
{
    if (const auto writable = makeWritableFolder(folder); !writable)
        return passOn(writable);
    QStringList written;
    const std::array<std::pair<const char *, std::string (*)(const Evaluation &)>, 4> files = {
        { { ".results_summary", summaryText },
          { ".results_track", trackText },
          { ".results_label", labelText },
          { ".results_confusion", confusionText } }
    };
    for (const auto &[suffix, content] : files) {
        const QString path = folder + QLatin1Char('/') + runName + QLatin1String(suffix);
        if (const auto saved = writeFileAtomically(path, content(evaluation)); !saved)
            return passOn(saved);
        written << path;
    }
    return written;
}

} // namespace melscope
