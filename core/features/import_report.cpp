#include "core/features/import_report.h"

#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/text_chunks.h"
#include "core/base/words.h"

#include <array>

namespace melscope {

namespace {

constexpr std::string_view kHeader = "kind\tpath\treason\toffset\n";
constexpr std::array kKinds = { ImportProblem::Kind::Read, ImportProblem::Kind::Skipped, ImportProblem::Kind::Repeated,
                                ImportProblem::Kind::Failed };

void appendEscaped(std::string &out, const QString &text)
{
    for (const char c : text.toStdString()) {
        switch (c) {
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\\':
            out += "\\\\";
            break;
        default:
            out += c;
        }
    }
}

QString unescaped(std::string_view text)
{
    std::string plain;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            plain += text[i];
            continue;
        }
        const char c = text[++i];
        plain += c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
    }
    return QString::fromStdString(plain);
}

/// Nothing for a line that is no row of a report.
std::optional<ImportProblem> rowOf(std::string_view line)
{
    std::array<std::string_view, 4> cells;
    for (std::string_view &cell : cells) {
        const size_t tab = line.find('\t');
        cell = line.substr(0, tab);
        line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
    }
    for (const ImportProblem::Kind kind : kKinds) {
        if (cells[0] == kindName(kind).toStdString())
            return ImportProblem { kind, unescaped(cells[1]), unescaped(cells[2]),
                                   cells[3].empty() ? -1 : std::atoll(std::string(cells[3]).c_str()) };
    }
    return std::nullopt;
}

} // namespace

QString kindName(ImportProblem::Kind kind)
{
    switch (kind) {
    case ImportProblem::Kind::Read:
        return QStringLiteral("read");
    case ImportProblem::Kind::Skipped:
        return QStringLiteral("skipped");
    case ImportProblem::Kind::Repeated:
        return QStringLiteral("repeated");
    case ImportProblem::Kind::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

ImportCounts &ImportCounts::operator+=(const ImportCounts &other)
{
    imported += other.imported;
    skipped += other.skipped;
    repeated += other.repeated;
    failed += other.failed;
    bytes += other.bytes;
    return *this;
}

void ImportCounts::count(ImportProblem::Kind kind)
{
    switch (kind) {
    case ImportProblem::Kind::Read:
        break;
    case ImportProblem::Kind::Skipped:
        ++skipped;
        break;
    case ImportProblem::Kind::Repeated:
        ++repeated;
        break;
    case ImportProblem::Kind::Failed:
        ++failed;
        break;
    }
}

ImportReportWriter::ImportReportWriter(const QString &path, bool withHeader, bool isKept)
    : m_file(
        std::make_unique<AtomicFile>(path, isKept ? AtomicFile::Durability::OnDisk : AtomicFile::Durability::InTime))
    , m_buffer(withHeader ? kHeader : std::string_view())
{
}
ImportReportWriter::~ImportReportWriter() = default;

Result<void> ImportReportWriter::open()
{
    return m_file->open();
}

Result<void> ImportReportWriter::add(const ImportProblem &problem)
{
    m_buffer += kindName(problem.kind).toStdString();
    m_buffer += '\t';
    appendEscaped(m_buffer, shownPath(problem.path));
    m_buffer += '\t';
    appendEscaped(m_buffer, problem.reason);
    m_buffer += '\t';
    if (problem.offset >= 0)
        m_buffer += std::to_string(problem.offset);
    m_buffer += '\n';
    return m_buffer.size() > (1 << 16) ? flush() : Result<void>();
}

Result<void> ImportReportWriter::append(const QString &path)
{
    auto bytes = openFileBytes(path);
    if (!bytes)
        return passOn(bytes);
    while (true) {
        const auto block = (*bytes)->next({});
        if (!block)
            return passOn(block);
        if (block->empty())
            return {};
        m_buffer += *block;
        if (const auto flushed = flush(); !flushed)
            return flushed;
    }
}

Result<void> ImportReportWriter::flush()
{
    const auto written = m_file->write(m_buffer);
    m_buffer.clear();
    return written;
}

Result<void> ImportReportWriter::finish()
{
    if (const auto flushed = flush(); !flushed)
        return flushed;
    return m_file->commit();
}

Result<std::vector<ImportProblem>> readImportReport(const QString &path, size_t most)
{
    auto chunks = TextChunks::open(path);
    if (!chunks)
        return passOn(chunks);
    std::vector<ImportProblem> problems;
    std::array<size_t, kKinds.size()> kept {};
    bool first = true;
    while (true) {
        const auto chunk = chunks->next({});
        if (!chunk)
            return passOn(chunk);
        if (chunk->empty())
            return problems;
        std::string_view text = *chunk;
        while (!text.empty()) {
            const size_t end = text.find('\n');
            const std::string_view line = text.substr(0, end);
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
            auto problem = rowOf(line);
            if (!problem && !(first && line == kHeader.substr(0, kHeader.size() - 1)))
                return fail(tr("this is no report of an import"), path);
            first = false;
            if (problem && kept[size_t(problem->kind)]++ < most)
                problems.push_back(std::move(*problem));
        }
    }
}

} // namespace melscope
