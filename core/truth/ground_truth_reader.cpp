#include "core/truth/ground_truth_reader.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"

#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cstring>

namespace melscope {

namespace {

const QString kShapeRemedy = QStringLiteral(
    "Expected a tab-separated file whose header is \"recordingmbid releasegroupmbid genre1 …\".");
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF.
bool isValidUtf8(std::string_view text)
{
    const auto *p = reinterpret_cast<const unsigned char *>(text.data());
    const auto *end = p + text.size();
    auto follows = [&](int offset) { return p + offset < end && (p[offset] & 0xC0) == 0x80; };
    while (p < end) {
        if (*p < 0x80) {
            ++p;
        } else if (*p >= 0xC2 && *p <= 0xDF && follows(1)) {
            p += 2;
        } else if ((*p & 0xF0) == 0xE0 && follows(1) && follows(2)) {
            if ((*p == 0xE0 && p[1] < 0xA0) || (*p == 0xED && p[1] > 0x9F))
                return false;
            p += 3;
        } else if (*p >= 0xF0 && *p <= 0xF4 && follows(1) && follows(2) && follows(3)) {
            if ((*p == 0xF0 && p[1] < 0x90) || (*p == 0xF4 && p[1] > 0x8F))
                return false;
            p += 4;
        } else {
            return false;
        }
    }
    return true;
}

void splitCells(std::string_view line, std::vector<std::string_view> &cells)
{
    cells.clear();
    size_t begin = 0;
    while (true) {
        const size_t tab = line.find('\t', begin);
        cells.push_back(line.substr(begin, tab == std::string_view::npos ? tab : tab - begin));
        if (tab == std::string_view::npos)
            return;
        begin = tab + 1;
    }
}

std::string_view takeLine(std::string_view &text)
{
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return line;
}

QString quoted(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(std::min<size_t>(text.size(), 80)));
}

Result<size_t> checkHeader(std::string_view line, const QString &file)
{
    std::vector<std::string_view> cells;
    splitCells(line, cells);
    auto is = [](std::string_view cell, const char *name) {
        return QString::fromUtf8(cell.data(), qsizetype(cell.size())).trimmed().compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
    };
    if (cells.size() < 2 || !is(cells[0], "recordingmbid") || !is(cells[1], "releasegroupmbid"))
        return fail(QStringLiteral("this is no ground truth; its header begins \"%1\"").arg(quoted(line)), file, kShapeRemedy, 1);
    return cells.size();
}

} // namespace

QString sourceOfFile(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    for (const char *source : { "allmusic", "discogs", "lastfm", "tagtraum" }) {
        if (name.contains(QLatin1String(source), Qt::CaseInsensitive))
            return QLatin1String(source);
    }
    return QFileInfo(path).baseName();
}

Result<std::shared_ptr<const GroundTruth>> parseGroundTruth(std::string_view text, const QString &file,
                                                            const CancelToken &cancel, const ProgressCallback &progress)
{
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    const std::string_view whole = text;
    const std::string_view header = takeLine(text);
    if (whole.find_first_not_of("\r\n\t ") == std::string_view::npos)
        return fail(QStringLiteral("the file is empty"), file, kShapeRemedy);
    const auto columns = checkHeader(header, file);
    if (!columns)
        return passOn(columns);

    GroundTruthBuilder builder(sourceOfFile(file), file);
    builder.reserve(text.size() / 100, text.size() / 3);
    StageProgress stage(progress, QStringLiteral("Reading %1").arg(QFileInfo(file).fileName()), QStringLiteral("bytes"),
                        qint64(whole.size()));
    std::vector<std::string_view> cells;
    qint64 line = 1;
    while (!text.empty()) {
        const std::string_view row = takeLine(text);
        ++line;
        if ((line & 0xFFF) == 0) {
            if (cancel.isCancelled())
                return cancelled();
            stage.update(qint64(whole.size() - text.size()));
        }
        if (row.empty())
            continue;
        if (!isValidUtf8(row)) {
            builder.addProblem(line, QStringLiteral("the line is not valid UTF-8; it is left out"));
            continue;
        }
        splitCells(row, cells);
        if (cells[0].empty()) {
            builder.addProblem(line, QStringLiteral("the line has no recording id; it is left out"));
            continue;
        }
        if (cells.size() < 2 || cells[1].empty())
            builder.addProblem(line, QStringLiteral("recording %1 has no release group").arg(quoted(cells[0])));
        if (cells.size() > *columns)
            builder.addProblem(line, QStringLiteral("the line has %1 cells, the header %2").arg(cells.size()).arg(*columns));
        const std::span<const std::string_view> all(cells);
        builder.addRow(cells[0], cells.size() > 1 ? cells[1] : std::string_view(),
                       cells.size() > 2 ? all.subspan(2) : std::span<const std::string_view>(), line);
    }
    stage.update(qint64(whole.size()));
    auto truth = builder.finish();
    if (truth->size() == 0)
        return fail(QStringLiteral("the file has a header but no recording"), file, kShapeRemedy);
    return truth;
}

Result<std::shared_ptr<const GroundTruth>> readGroundTruth(const QString &path, const CancelToken &cancel,
                                                           const ProgressCallback &progress)
{
    const auto text = readPlainOrCompressed(path, cancel);
    if (!text)
        return passOn(text);
    return parseGroundTruth(*text, path, cancel, progress);
}

Result<void> writeGroundTruth(const GroundTruth &truth, const QString &path)
{
    size_t widest = 1;
    for (size_t i = 0; i < truth.size(); ++i)
        widest = std::max(widest, truth.labelsOf(i).size());
    std::string text = "recordingmbid\treleasegroupmbid";
    for (size_t i = 1; i <= widest; ++i)
        text += "\tgenre" + std::to_string(i);
    text += '\n';
    for (size_t i = 0; i < truth.size(); ++i) {
        text += truth.recordings()[i];
        text += '\t';
        if (truth.releaseGroupOf(i) != GroundTruth::kNoReleaseGroup)
            text += truth.releaseGroups()[truth.releaseGroupOf(i)];
        const auto labels = truth.labelsOf(i);
        for (const uint32_t label : labels) {
            text += '\t';
            text += truth.labels()[label];
        }
        text.append(widest - labels.size(), '\t');
        text += '\n';
    }
    return writeFileAtomically(path, text);
}

} // namespace melscope
