#include "core/truth/recording_ids.h"

#include <functional>

namespace melscope {

namespace {
size_t hashOf(std::string_view text)
{
    return std::hash<std::string_view>()(text);
}
} // namespace

void RecordingIds::reserve(size_t ids, size_t bytes)
{
    m_bytes.reserve(bytes);
    m_offsets.reserve(ids + 1);
    while (m_slots.size() * 2 < ids * 3)
        grow();
}

void RecordingIds::grow()
{
    std::vector<uint32_t> slots(m_slots.empty() ? 64 : m_slots.size() * 2, 0);
    const size_t mask = slots.size() - 1;
    for (size_t index = 0; index < size(); ++index) {
        size_t slot = hashOf((*this)[index]) & mask;
        while (slots[slot] != 0)
            slot = (slot + 1) & mask;
        slots[slot] = uint32_t(index + 1);
    }
    m_slots.swap(slots);
}

std::pair<uint32_t, bool> RecordingIds::insert(std::string_view id)
{
    if (m_slots.size() * 2 < (size() + 1) * 3)
        grow();
    const size_t mask = m_slots.size() - 1;
    size_t slot = hashOf(id) & mask;
    while (m_slots[slot] != 0) {
        if ((*this)[m_slots[slot] - 1] == id)
            return { m_slots[slot] - 1, false };
        slot = (slot + 1) & mask;
    }
    m_bytes.insert(m_bytes.end(), id.begin(), id.end());
    m_offsets.push_back(m_bytes.size());
    m_slots[slot] = uint32_t(size());
    return { uint32_t(size() - 1), true };
}

std::optional<uint32_t> RecordingIds::find(std::string_view id) const
{
    if (m_slots.empty())
        return std::nullopt;
    const size_t mask = m_slots.size() - 1;
    size_t slot = hashOf(id) & mask;
    while (m_slots[slot] != 0) {
        if ((*this)[m_slots[slot] - 1] == id)
            return m_slots[slot] - 1;
        slot = (slot + 1) & mask;
    }
    return std::nullopt;
}

Result<RecordingIds> RecordingIds::fromTensors(const SafetensorsFile &file, int64_t count)
{
    const auto idBytes = file.tensor("ids", "U8", { -1 });
    if (!idBytes)
        return passOn(idBytes);
    const auto idOffsets = file.tensor("id_offsets", "U64", { count + 1 });
    if (!idOffsets)
        return passOn(idOffsets);
    const auto text = elementsOf<char>(*idBytes);
    const auto offsets = copyOf<uint64_t>(*idOffsets);
    const QString remedy = QStringLiteral("Make the file anew.");
    if (offsets.front() != 0 || offsets.back() != text.size())
        return fail(QStringLiteral("the file is corrupt: its ids do not fill their tensor"), file.path(), remedy);
    RecordingIds ids;
    ids.reserve(size_t(count), text.size());
    for (size_t i = 0; i < size_t(count); ++i) {
        if (offsets[i] > offsets[i + 1] || offsets[i + 1] > text.size())
            return fail(QStringLiteral("the file is corrupt: id offset %1 is out of order").arg(i), file.path(), remedy);
        if (!ids.insert({ text.data() + offsets[i], size_t(offsets[i + 1] - offsets[i]) }).second)
            return fail(QStringLiteral("the file is corrupt: recording %1 stands in it twice")
                            .arg(QString::fromUtf8(text.data() + offsets[i], qsizetype(offsets[i + 1] - offsets[i]))),
                        file.path(), remedy);
    }
    return ids;
}

} // namespace melscope
