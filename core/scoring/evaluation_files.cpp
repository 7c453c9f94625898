#include "core/scoring/evaluation_files.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace melscope {

namespace {

/// A figure with four decimals in a table of R's.
class Cells
{
public:
    Cells()
    {
        for (size_t i = 0; i < m_known.size(); ++i)
            m_known[i] = textLikeR(double(i) / kSteps);
    }
    void append(double value, std::string &text) const
    {
        const double step = value * kSteps + 0.5;
        if (std::isnan(value))
            text += "NA"; // R's write.table writes both that way
        else if (step >= 0 && step < double(m_known.size()) && double(size_t(step)) / kSteps == value)
            text += m_known[size_t(step)];
        else
            text += textLikeR(value);
    }

private:
    static constexpr double kSteps = 10'000;
    std::array<std::string, size_t(kSteps) + 1> m_known;
};

const Cells &cells()
{
    static const Cells cells;
    return cells;
}

/// Indices by the names' bytes, which is R's order in the locale C.
template <class Name>
std::vector<uint32_t> orderOf(size_t count, const Name &name)
{
    // Ids differ within their first bytes: two words are compared instead of texts that lie anywhere.
    struct Entry
    {
        uint64_t first;
        uint32_t index;
    };
    std::vector<Entry> entries;
    entries.reserve(count);
    for (uint32_t i = 0; i < count; ++i) {
        const std::string &text = name(i);
        uint64_t first = 0;
        for (size_t k = 0; k < sizeof first; ++k)
            first = first << 8 | (k < text.size() ? static_cast<unsigned char>(text[k]) : 0U);
        entries.push_back({ first, i });
    }
    std::sort(entries.begin(), entries.end(), [&](const Entry &a, const Entry &b) {
        return a.first != b.first ? a.first < b.first : name(a.index) < name(b.index);
    });
    std::vector<uint32_t> order;
    order.reserve(count);
    for (const Entry &entry : entries)
        order.push_back(entry.index);
    return order;
}
std::vector<uint32_t> labelOrder(const Evaluation &evaluation)
{
    return orderOf(evaluation.perLabel.size(),
                   [&](uint32_t i) -> const std::string & { return evaluation.perLabel[i].name; });
}

/// As R pastes a number, where what does not exist is a mean of nothing, or a deviation of too few.
std::string meanText(const MeanFigure &value)
{
    return "mean = " + textLikeR(value.mean)
        + " sd = " + (std::isnan(value.deviation) ? std::string("NA") : textLikeR(value.deviation));
}

std::string summaryText(const Evaluation &evaluation)
{
    std::string text;
    auto block = [&](const char *what, const char *level, size_t count, const std::array<MeanFigure, 3> &figures) {
        if (!text.empty())
            text += "\n\n";
        text += std::string("# summary per ") + what + " (" + level + " labels, n = " + std::to_string(count) + ")";
        text += "\nPrecision: " + meanText(figures[0]);
        text += "\n   Recall: " + meanText(figures[1]);
        text += "\n  F-score: " + meanText(figures[2]);
    };
    constexpr std::array<const char *, kLevels> levels { "all", "genre", "subgenre" };
    for (size_t level = 0; level < kLevels; ++level)
        block("track", levels[level], level == 0 ? evaluation.perTrack.size() : evaluation.tracks[level][2].count,
              evaluation.tracks[level]);
    for (size_t level = 0; level < kLevels; ++level)
        block("label", levels[level], evaluation.labels[level][2].count, evaluation.labels[level]);
    return text + '\n';
}

std::string trackText(const Evaluation &evaluation)
{
    const std::vector<uint32_t> order = orderOf(
        evaluation.perTrack.size(), [&](uint32_t i) -> const std::string & { return evaluation.perTrack[i].id; });
    constexpr size_t block = 1 << 14;
    std::vector<std::string> texts((order.size() + block - 1) / block);
    parallelFor(texts.size(), [&](size_t b) {
        std::string &text = texts[b];
        text.reserve(block * 100);
        for (size_t i = b * block; i < std::min(order.size(), (b + 1) * block); ++i) {
            const Evaluation::Track &track = evaluation.perTrack[order[i]];
            text += track.id;
            for (const Prf &figures : track.figures) {
                for (size_t k = 0; k < 3; ++k) {
                    text += '\t';
                    cells().append(figures[k], text);
                }
            }
            text += '\n';
        }
    });
    std::string text = "recordingmbid\tP.all\tR.all\tF.all\tP.gen\tR.gen\tF.gen\tP.sub\tR.sub\tF.sub\n";
    text.reserve(std::accumulate(texts.begin(), texts.end(), text.size(),
                                 [](size_t size, const std::string &part) { return size + part.size(); }));
    for (const std::string &part : texts)
        text += part;
    return text;
}

std::string labelText(const Evaluation &evaluation)
{
    std::string text = "label\tP\tR\tF\n";
    for (const uint32_t i : labelOrder(evaluation)) {
        const Evaluation::Label &label = evaluation.perLabel[i];
        text += label.name;
        for (size_t k = 0; k < 3; ++k) {
            text += '\t';
            cells().append(label.figures[k], text);
        }
        text += '\n';
    }
    return text;
}

/// The labels of the truth by those of the truth; what is predicted and never true stands in confusions.tsv alone.
std::string confusionText(const Evaluation &evaluation)
{
    const size_t labels = evaluation.perLabel.size();
    const std::vector<uint32_t> order = labelOrder(evaluation);
    std::vector<size_t> begins(labels + 1, 0); // of each row in the confusions, which are sorted by row
    for (const auto &confusion : evaluation.confusions)
        ++begins[confusion.row + 1];
    std::partial_sum(begins.begin(), begins.end(), begins.begin());
    std::vector<uint32_t> place(evaluation.columns.size(), UINT32_MAX); // of a column in the order
    for (uint32_t i = 0; i < labels; ++i) {
        const uint32_t column = evaluation.columnOfLabel[order[i]];
        place[column] = i;
    }
    std::string text;
    for (size_t i = 0; i < labels; ++i)
        text += (i == 0 ? "" : "\t") + evaluation.perLabel[order[i]].name;
    text += '\n';
    std::vector<double> weights(labels);
    for (const uint32_t row : order) {
        std::fill(weights.begin(), weights.end(), 0.0);
        for (size_t i = begins[row]; i < begins[row + 1]; ++i) {
            const auto &confusion = evaluation.confusions[i];
            if (place[confusion.column] != UINT32_MAX)
                weights[place[confusion.column]] = confusion.weight;
        }
        text += evaluation.perLabel[row].name;
        for (const double weight : weights) {
            text += '\t';
            if (weight == 0)
                text += '0';
            else
                cells().append(roundLikeR(weight, 4), text);
        }
        text += '\n';
    }
    return text;
}

std::string countText(const Evaluation &evaluation)
{
    std::string text = "label\ttrue positives\tpredicted\ttrue\n";
    for (const uint32_t i : labelOrder(evaluation)) {
        const Evaluation::Label &label = evaluation.perLabel[i];
        text += label.name + '\t' + std::to_string(label.truePositives) + '\t' + std::to_string(label.predicted) + '\t'
            + std::to_string(label.support) + '\n';
    }
    return text;
}

std::string pairText(const Evaluation &evaluation)
{
    std::string text = "true\tpredicted\tweight\n";
    for (const auto &confusion : evaluation.confusions) {
        text += evaluation.perLabel[confusion.row].name;
        text += '\t';
        text += evaluation.columns[confusion.column];
        text += '\t';
        cells().append(roundLikeR(confusion.weight, 4), text);
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
    const std::array<std::pair<const char *, std::string (*)(const Evaluation &)>, 6> files = {
        { { ".results_summary", summaryText },
          { ".results_track", trackText },
          { ".results_label", labelText },
          { ".results_confusion", confusionText },
          { ".label_counts.tsv", countText },
          { ".confusions.tsv", pairText } }
    };
    // Each is written as soon as it is there: one waits for the disk while the others are still made.
    std::array<Result<void>, files.size()> saved;
    auto pathOf = [&](size_t i) { return folder + QLatin1Char('/') + runName + QLatin1String(files[i].first); };
    parallelFor(files.size(),
                [&](size_t i) { saved[i] = writeFileAtomically(pathOf(i), files[i].second(evaluation)); });
    for (size_t i = 0; i < files.size(); ++i) {
        if (!saved[i])
            return passOn(saved[i]);
        written << pathOf(i);
    }
    return written;
}

} // namespace melscope
