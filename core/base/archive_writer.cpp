#include "core/base/archive_writer.h"

#include "core/base/words.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace melscope {

namespace {

using Archive = std::unique_ptr<archive, int (*)(archive *)>;
using Entry = std::unique_ptr<archive_entry, void (*)(archive_entry *)>;

la_ssize_t append(archive *, void *target, const void *bytes, size_t count)
{
    static_cast<std::string *>(target)->append(static_cast<const char *>(bytes), count);
    return la_ssize_t(count);
}

tl::unexpected<Error> failed(const Archive &handle)
{
    const char *reason = archive_error_string(handle.get());
    return fail(tr("compressing failed: ") + QString::fromUtf8(reason != nullptr ? reason : "no reason given"));
}

bool writeEntry(const Archive &handle, std::string_view name, std::string_view content)
{
    const Entry entry(archive_entry_new(), archive_entry_free);
    archive_entry_set_pathname(entry.get(), std::string(name).c_str());
    archive_entry_set_size(entry.get(), la_int64_t(content.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_mtime(entry.get(), 0, 0);
    return archive_write_header(handle.get(), entry.get()) == ARCHIVE_OK
        && archive_write_data(handle.get(), content.data(), content.size()) == la_ssize_t(content.size());
}

} // namespace

Result<std::string> compressBzip2(std::string_view text)
{
    std::string compressed;
    const Archive handle(archive_write_new(), archive_write_free);
    archive_write_add_filter_bzip2(handle.get());
    archive_write_set_format_raw(handle.get());
    archive_write_set_bytes_in_last_block(handle.get(), 1);
    if (archive_write_open(handle.get(), &compressed, nullptr, append, nullptr) != ARCHIVE_OK
        || !writeEntry(handle, "text", text) || archive_write_close(handle.get()) != ARCHIVE_OK)
        return failed(handle);
    return compressed;
}

Result<std::string> makeTarBzip2(const std::vector<std::pair<std::string, std::string>> &files)
{
    std::string compressed;
    const Archive handle(archive_write_new(), archive_write_free);
    archive_write_add_filter_bzip2(handle.get());
    archive_write_set_format_ustar(handle.get());
    archive_write_set_bytes_in_last_block(handle.get(), 1);
    if (archive_write_open(handle.get(), &compressed, nullptr, append, nullptr) != ARCHIVE_OK)
        return failed(handle);
    for (const auto &[name, content] : files) {
        if (!writeEntry(handle, name, content))
            return failed(handle);
    }
    if (archive_write_close(handle.get()) != ARCHIVE_OK)
        return failed(handle);
    return compressed;
}

} // namespace melscope
