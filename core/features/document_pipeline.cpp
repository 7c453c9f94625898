#include "core/features/document_pipeline.h"

#include <QFile>


namespace melscope {

namespace {

constexpr size_t kBatchesInFlight = 12;

ParsedDocument parseOne(LowLevelDocumentReader &reader, Document &document)
{
    ParsedDocument parsed;
    parsed.path = document.path;
    const QString name = document.path.mid(document.path.lastIndexOf(QLatin1Char('/')) + 1);
    parsed.id = name.chopped(5).toStdString();
    if (!document.file.isEmpty()) {
        QFile file(document.file);
        if (!file.open(QIODevice::ReadOnly)) {
            parsed.image = fail(QStringLiteral("cannot be read: ") + file.errorString());
            return parsed;
        }
        if (file.size() > qint64(kLargestDocument)) {
            parsed.image = fail(QStringLiteral("larger than any document (%1 bytes)").arg(file.size()));
            return parsed;
        }
        document.content.resize(size_t(file.size()));
        const qint64 got = file.read(document.content.data(), qint64(document.content.size()));
        if (got < 0) {
            parsed.image = fail(QStringLiteral("reading failed: ") + file.errorString());
            return parsed;
        }
        document.content.resize(size_t(got));
    }
    parsed.bytes = qint64(document.content.size());
    // Whatever one document does to the parser, the others are not to pay for it.
    try {
        parsed.image = reader.read(document.content);
    } catch (const std::exception &exception) {
        parsed.image = fail(QString::fromUtf8(exception.what()));
    }
    return parsed;
}

} // namespace

DocumentPipeline::DocumentPipeline(int jobs, CancelToken cancel)
    : m_cancel(std::move(cancel))
{
    for (int i = 0; i < jobs; ++i)
        m_parsers.emplace_back([this] { parse(); });
}

DocumentPipeline::~DocumentPipeline()
{
    {
        std::scoped_lock lock(m_mutex);
        m_ended = true;
    }
    m_changed.notify_all();
    m_parsers.clear();
}

bool DocumentPipeline::full() const
{
    std::scoped_lock lock(m_mutex);
    return m_submitted - m_taken >= kBatchesInFlight;
}

void DocumentPipeline::submit(std::vector<Document> batch)
{
    std::scoped_lock lock(m_mutex);
    m_waiting.emplace_back(m_submitted++, std::move(batch));
    m_changed.notify_all();
}

std::optional<std::vector<ParsedDocument>> DocumentPipeline::take()
{
    std::unique_lock lock(m_mutex);
    if (m_taken == m_submitted)
        return std::nullopt;
    m_changed.wait(lock, [&] { return m_done.contains(m_taken); });
    auto batch = std::move(m_done.extract(m_taken).mapped());
    ++m_taken;
    return batch;
}

void DocumentPipeline::parse()
{
    LowLevelDocumentReader reader;
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [&] { return m_ended || !m_waiting.empty(); });
        if (m_ended)
            return;
        auto [number, batch] = std::move(m_waiting.front());
        m_waiting.pop_front();
        lock.unlock();
        std::vector<ParsedDocument> parsed;
        parsed.reserve(batch.size());
        for (Document &document : batch) {
            if (m_cancel.isCancelled())
                break;
            parsed.push_back(parseOne(reader, document));
        }
        lock.lock();
        m_done.emplace(number, std::move(parsed));
        m_changed.notify_all();
    }
}

} // namespace melscope
