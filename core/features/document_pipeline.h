#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"
#include "core/features/low_level_document.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace melscope {

// A real document has 60 to 120 kB; whatever is beyond this is none.
inline constexpr size_t kLargestDocument = 64 << 20;

/// A document to be parsed.
struct Document
{
    QString path; ///< shown to people; the file's stem is the recording id
    QString file; ///< to be read by the parser; empty if `content` is there
    std::string content;
};

struct ParsedDocument
{
    std::string id;
    QString path;
    Result<MelImage> image = fail({});
    qint64 bytes = 0;
};

/// Parses batches of documents on several threads and hands the results back in the order of the batches.
/// submit(), full() and take() are called by one thread; destroying it ends the parsers.
class DocumentPipeline
{
public:
    DocumentPipeline(int jobs, CancelToken cancel);
    ~DocumentPipeline();

    /// Whether so many batches are under way that some should be taken first; bounds memory to about 50 MB.
    bool full() const;
    void submit(std::vector<Document> batch);
    /// The next batch in order, waiting for it; nothing if none is under way. Short after a cancel.
    std::optional<std::vector<ParsedDocument>> take();

private:
    void parse();

    CancelToken m_cancel;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::pair<size_t, std::vector<Document>>> m_waiting;
    std::map<size_t, std::vector<ParsedDocument>> m_done;
    size_t m_submitted = 0;
    size_t m_taken = 0;
    bool m_ended = false;
    std::vector<std::jthread> m_parsers;
};

} // namespace melscope
