#include "core/truth/ground_truth_reader.h"

#include "core/base/atomic_file.h"
#include "core/base/ordered_pipeline.h"
#include "core/base/text_chunks.h"
#include "core/truth/cell_text.h"

#include <QFileInfo>
#include <QScopeGuard>

#include <simdjson.h>

#include <algorithm>
#include <cstring>
#include <thread>

namespace melscope {

namespace {

const QString kShapeRemedy = QStringLiteral(
    "Expected a tab-separated file whose header is \"recordingmbid releasegroupmbid genre1 …\".");
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kQuotedNothing = "\"\"";

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

struct Header
{
    size_t columns = 0;
    bool isQuoted = false; ///< as by a spreadsheet that quotes every cell
};

Result<Header> checkHeader(std::string_view line, const QString &file)
{
    std::vector<std::string_view> cells;
    splitCells(line, cells);
    auto is = [](std::string_view cell, const char *name) {
        cell = idOfCell(cell);
        return QString::fromUtf8(cell.data(), qsizetype(cell.size())).compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
    };
    if (cells.size() < 2 || !is(cells[0], "recordingmbid") || !is(cells[1], "releasegroupmbid"))
        return fail(QStringLiteral("this is no ground truth; its header begins \"%1\"").arg(quoted(line)), file, kShapeRemedy, 1);
    return Header { cells.size(), isQuotedId(trimmedText(cells[0])) };
}

/// A problem of a piece, its line counted from the piece's first one (0).
struct PieceProblem
{
    uint32_t line;
    QString text;
};

/// One row of a piece; its ids point into the piece's text unless they are UUIDs.
struct PieceRow
{
    IdKey recording;
    IdKey releaseGroup;
    uint32_t labelsEnd; ///< in PieceRows::labels
    uint32_t line;
};

/// What one piece of the file holds, made ready by a worker for the thread that puts the pieces together.
struct PieceRows
{
    std::unique_ptr<const std::string> text; ///< stays where it is when the piece is moved
    std::vector<PieceRow> rows;
    std::vector<uint32_t> labels; ///< numbers into labelNames
    std::vector<std::string_view> labelNames; ///< in order of first appearance, trimmed
    std::vector<uint32_t> labelLines; ///< where they appear first
    bool hasQuotedIds = false;
    std::vector<PieceProblem> problems;
    uint32_t lines = 0;
    qint64 bytesConsumed = 0; ///< of the file, when the piece had been read
};

PieceRows pieceOf(std::string text, qint64 bytesConsumed = 0)
{
    PieceRows piece;
    piece.text = std::make_unique<const std::string>(std::move(text));
    piece.bytesConsumed = bytesConsumed;
    return piece;
}

/// Numbers the labels of a piece. There are hundreds, looked up millions of times: a small table of our own takes
/// a third of std::unordered_map's time here.
class PieceLabels
{
public:
    PieceLabels(std::vector<std::string_view> &names, std::vector<uint32_t> &lines)
        : m_names(names)
        , m_lines(lines)
        , m_slots(4096, 0)
    {
    }
    uint32_t number(std::string_view label, uint32_t line)
    {
        size_t slot = hashOf(label) & (m_slots.size() - 1);
        while (m_slots[slot] != 0) {
            if (m_names[m_slots[slot] - 1] == label)
                return m_slots[slot] - 1;
            slot = (slot + 1) & (m_slots.size() - 1);
        }
        m_names.push_back(label);
        m_lines.push_back(line);
        m_slots[slot] = uint32_t(m_names.size());
        if (m_names.size() * 2 > m_slots.size())
            grow();
        return uint32_t(m_names.size() - 1);
    }

private:
    static size_t hashOf(std::string_view label)
    {
        uint64_t hash = label.size();
        const char *p = label.data();
        size_t left = label.size();
        for (; left >= 8; left -= 8, p += 8) {
            uint64_t word;
            std::memcpy(&word, p, 8);
            hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
            hash ^= hash >> 32;
        }
        uint64_t word = 0;
        std::memcpy(&word, p, left);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15ULL;
        return size_t(hash ^ hash >> 32);
    }
    void grow()
    {
        m_slots.assign(m_slots.size() * 2, 0);
        for (size_t i = 0; i < m_names.size(); ++i) {
            size_t slot = hashOf(m_names[i]) & (m_slots.size() - 1);
            while (m_slots[slot] != 0)
                slot = (slot + 1) & (m_slots.size() - 1);
            m_slots[slot] = uint32_t(i + 1);
        }
    }
    std::vector<std::string_view> &m_names;
    std::vector<uint32_t> &m_lines;
    std::vector<uint32_t> m_slots;
};

void parseRow(std::string_view row, size_t columns, PieceRows &piece, PieceLabels &labels)
{
    const uint32_t line = piece.lines - 1;
    size_t cells = 0;
    std::string_view recording;
    std::string_view releaseGroup;
    for (size_t begin = 0; begin <= row.size();) {
        const auto *tab = static_cast<const char *>(std::memchr(row.data() + begin, '\t', row.size() - begin));
        const size_t end = tab == nullptr ? row.size() : size_t(tab - row.data());
        const std::string_view cell = trimmedText(row.substr(begin, end - begin));
        begin = end + 1;
        if (cells == 0)
            recording = cell;
        else if (cells == 1)
            releaseGroup = cell;
        else if (!cell.empty() && cell != kQuotedNothing)
            piece.labels.push_back(labels.number(cell, line));
        ++cells;
    }
    if (isQuotedId(recording)) {
        piece.hasQuotedIds = true;
        recording = idOfCell(recording);
    }
    if (recording.empty()) {
        piece.labels.resize(piece.rows.empty() ? 0 : piece.rows.back().labelsEnd);
        piece.problems.push_back({ line, QStringLiteral("the line has no recording id; it is left out") });
        return;
    }
    releaseGroup = idOfCell(releaseGroup);
    if (releaseGroup.empty())
        piece.problems.push_back({ line, QStringLiteral("recording %1 has no release group").arg(quoted(recording)) });
    if (cells > columns)
        piece.problems.push_back({ line, QStringLiteral("the line has %1 cells, the header %2").arg(cells).arg(columns) });
    piece.rows.push_back({ IdKey(recording), IdKey(releaseGroup), uint32_t(piece.labels.size()), line });
}

PieceRows parsePiece(PieceRows piece, size_t columns)
{
    std::string_view text = *piece.text;
    PieceLabels labels(piece.labelNames, piece.labelLines);
    piece.rows.reserve(text.size() / 100);
    piece.labels.reserve(text.size() / 25);
    const bool allValid = simdjson::validate_utf8(text.data(), text.size());
    while (!text.empty()) {
        const std::string_view row = takeLine(text);
        ++piece.lines;
        if (row.empty())
            continue;
        if (!allValid && !simdjson::validate_utf8(row.data(), row.size()))
            piece.problems.push_back({ piece.lines - 1, QStringLiteral("the line is not valid UTF-8; it is left out") });
        else
            parseRow(row, columns, piece, labels);
    }
    return piece;
}

/// One reading of a ground truth: a thread fetches pieces (and decompresses them), the processors parse them, the
/// caller's thread puts them together in order.
class TruthReading
{
public:
    using Next = std::function<Result<std::string>()>;
    using Consumed = std::function<qint64()>;

    TruthReading(QString file, const CancelToken &cancel, const ProgressCallback &progress, qint64 total)
        : m_file(std::move(file))
        , m_cancel(cancel)
        , m_stage(progress, QStringLiteral("Reading %1").arg(QFileInfo(m_file).fileName()), QStringLiteral("bytes"), total)
        , m_builder(sourceOfFile(m_file), m_file)
        , m_total(total)
    {
    }

    Result<std::shared_ptr<const GroundTruth>> run(const Next &next, const Consumed &consumed)
    {
        auto first = next();
        if (!first)
            return passOn(first);
        if (const auto begun = takeHeader(*first); !begun)
            return passOn(begun);
        if (first->size() < kSmall) {
            // A short piece is the only one, and threads would take longer to start than this takes to read.
            add(parsePiece(pieceOf(std::move(*first)), m_header.columns));
            return finish();
        }
        if (m_total > 0)
            m_builder.reserve(size_t(m_total) / (first->size() > size_t(m_total) ? 40 : 110));

        const CancelToken ended = m_cancel.child(); // by the user or by the end of this function
        ThreadPool pool(0);
        OrderedPipeline<PieceRows, PieceRows> pipeline(
            pool, [columns = m_header.columns](PieceRows piece) { return parsePiece(std::move(piece), columns); }, kMostBytesUnderWay, ended);
        Result<void> fetched;
        std::jthread fetcher([&] {
            Result<std::string> piece = std::move(first);
            while (piece && !piece->empty()) {
                const size_t size = piece->size();
                if (!pipeline.put(pieceOf(std::move(*piece), consumed()), size))
                    break;
                piece = next();
            }
            if (!piece)
                fetched = passOn(piece);
            pipeline.close();
        });
        const auto letGo = qScopeGuard([&] { ended.cancel(); }); // the fetcher never waits for one who left
        while (const auto piece = pipeline.take()) {
            add(*piece);
            m_stage.update(std::min(piece->bytesConsumed, m_total));
        }
        fetcher.join();
        if (m_cancel.isCancelled())
            return cancelled();
        if (!fetched)
            return passOn(fetched);
        return finish();
    }

private:
    static constexpr size_t kMostBytesUnderWay = 16 * TextChunks::kChunkSize;
    static constexpr size_t kSmall = 64 << 10;

    Result<std::shared_ptr<const GroundTruth>> finish()
    {
        if (m_cancel.isCancelled())
            return cancelled();
        m_stage.update(m_total);
        m_builder.unquoteLabels(m_header.isQuoted || m_hasQuotedIds);
        auto truth = m_builder.finish();
        if (truth->size() == 0)
            return fail(QStringLiteral("the file has a header but no recording"), m_file, kShapeRemedy);
        return truth;
    }

    /// Checks the header and takes it away from the first piece.
    Result<void> takeHeader(std::string &piece)
    {
        std::string_view text = piece;
        if (text.starts_with(kByteOrderMark))
            text.remove_prefix(kByteOrderMark.size());
        if (text.find_first_not_of("\r\n\t ") == std::string_view::npos)
            return fail(QStringLiteral("the file is empty"), m_file, kShapeRemedy);
        const auto header = checkHeader(takeLine(text), m_file);
        if (!header)
            return passOn(header);
        m_header = *header;
        m_line = 2;
        piece.erase(0, piece.size() - text.size());
        if (piece.empty())
            piece = "\n"; // an empty piece would be the end
        return {};
    }

    void add(const PieceRows &piece)
    {
        std::vector<uint32_t> numbers;
        for (size_t i = 0; i < piece.labelNames.size(); ++i)
            numbers.push_back(m_builder.labelNumber(piece.labelNames[i], m_line + piece.labelLines[i]));
        m_hasQuotedIds = m_hasQuotedIds || piece.hasQuotedIds;
        std::vector<uint32_t> row;
        uint32_t begin = 0;
        auto problem = piece.problems.begin();
        constexpr size_t ahead = 16;
        for (size_t i = 0; i < piece.rows.size(); ++i) {
            const PieceRow &parsed = piece.rows[i];
            if (i + ahead < piece.rows.size())
                m_builder.prefetch(piece.rows[i + ahead].recording);
            for (; problem != piece.problems.end() && problem->line <= parsed.line; ++problem)
                m_builder.addProblem(m_line + problem->line, problem->text);
            row.clear();
            for (uint32_t k = begin; k < parsed.labelsEnd; ++k)
                row.push_back(numbers[piece.labels[k]]);
            begin = parsed.labelsEnd;
            m_builder.addRow(parsed.recording, parsed.releaseGroup, row, m_line + parsed.line);
        }
        for (; problem != piece.problems.end(); ++problem)
            m_builder.addProblem(m_line + problem->line, problem->text);
        m_line += piece.lines;
    }

    QString m_file;
    const CancelToken &m_cancel;
    StageProgress m_stage;
    GroundTruthBuilder m_builder;
    qint64 m_total;
    Header m_header;
    bool m_hasQuotedIds = false;
    qint64 m_line = 1; ///< of the next piece's first line
};

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
    const size_t total = text.size();
    // Pieces of a text that is there already; copied, since those of a file are owned too.
    auto next = [&]() -> Result<std::string> {
        const size_t end = text.find('\n', std::min(text.size(), TextChunks::kChunkSize));
        const std::string_view piece = text.substr(0, end == std::string_view::npos ? end : end + 1);
        text.remove_prefix(piece.size());
        return std::string(piece);
    };
    return TruthReading(file, cancel, progress, qint64(total)).run(next, [&] { return qint64(total - text.size()); });
}

Result<std::shared_ptr<const GroundTruth>> readGroundTruth(const QString &path, const CancelToken &cancel,
                                                           const ProgressCallback &progress)
{
    auto chunks = TextChunks::open(path);
    if (!chunks)
        return passOn(chunks);
    return TruthReading(path, cancel, progress, chunks->bytesTotal())
        .run([&] { return chunks->next(cancel); }, [&] { return chunks->bytesConsumed(); });
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
        text += truth.recordings().text(i);
        text += '\t';
        if (truth.releaseGroupOf(i) != GroundTruth::kNoReleaseGroup)
            text += truth.releaseGroups().text(truth.releaseGroupOf(i));
        const auto labels = truth.labelsOf(i);
        for (const uint32_t label : labels) {
            text += '\t';
            text += truth.spelling(label);
        }
        text.append(widest - labels.size(), '\t');
        text += '\n';
    }
    return writeFileAtomically(path, text);
}

} // namespace melscope
