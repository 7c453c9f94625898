#include "core/truth/ground_truth_reader.h"

#include "core/base/atomic_file.h"
#include "core/base/ordered_pipeline.h"
#include "core/base/text.h"
#include "core/base/text_chunks.h"
#include "core/base/words.h"
#include "core/truth/cell_text.h"
#include "core/truth/truth_piece.h"

#include <QFileInfo>
#include <QScopeGuard>

#include <algorithm>
#include <thread>

namespace melscope {

namespace {

QString shapeRemedyText()
{
    return tr("Expected a tab-separated file whose header is \"recordingmbid releasegroupmbid genre1 …\".");
}
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

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
        return textOf(cell).compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
    };
    if (cells.size() < 2 || !is(cells[0], "recordingmbid") || !is(cells[1], "releasegroupmbid"))
        return fail(tr("this is no ground truth; its header begins \"%1\"").arg(quoted(line)), file, shapeRemedyText(),
                    1);
    return Header { cells.size(), isQuotedId(trimmedText(cells[0])) };
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
        , m_stage(progress, StageName(Stage::Reading, QFileInfo(m_file).fileName()), QStringLiteral("bytes"), total)
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
            pool, [columns = m_header.columns](PieceRows piece) { return parsePiece(std::move(piece), columns); },
            kMostBytesUnderWay, ended);
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
            return fail(tr("the file has a header but no recording"), m_file, shapeRemedyText());
        return truth;
    }

    /// Checks the header and takes it away from the first piece.
    Result<void> takeHeader(std::string &piece)
    {
        std::string_view text = piece;
        if (text.starts_with(kByteOrderMark))
            text.remove_prefix(kByteOrderMark.size());
        if (text.find_first_not_of("\r\n\t ") == std::string_view::npos)
            return fail(tr("the file is empty"), m_file, shapeRemedyText());
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
                m_builder.prefetch(piece.rows[i + ahead].recording, piece.rows[i + ahead].releaseGroup);
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
    auto chunks = TextChunks::open(path, cancel);
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
    // A label that would be read as a quoted one is quoted itself, and then all that begin and end with a quote.
    std::vector<std::string> cells = truth.spellings();
    if (std::any_of(cells.begin(), cells.end(),
                    [](const auto &cell) { return quotesOf(cell) == CellQuotes::Certain; })) {
        for (std::string &cell : cells)
            cell = cellOf(cell);
    }
    for (size_t i = 0; i < truth.size(); ++i) {
        text += truth.recordings().text(i);
        text += '\t';
        if (truth.releaseGroupOf(i) != GroundTruth::kNoReleaseGroup)
            text += truth.releaseGroups().text(truth.releaseGroupOf(i));
        const auto labels = truth.labelsOf(i);
        for (const uint32_t label : labels) {
            text += '\t';
            text += cells[label];
        }
        text.append(widest - labels.size(), '\t');
        text += '\n';
    }
    return writeFileAtomically(path, text);
}

} // namespace melscope
