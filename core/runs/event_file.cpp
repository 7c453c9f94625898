#include "core/runs/event_file.h"

#include <QtEndian>

#include <array>
#include <string>

namespace melscope {

namespace {

std::array<uint32_t, 256> crcTable()
{
    constexpr uint32_t polynomial = 0x82F63B78; // Castagnoli's, bits reversed
    std::array<uint32_t, 256> table {};
    for (uint32_t byte = 0; byte < table.size(); ++byte) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? polynomial : 0);
        table[byte] = crc;
    }
    return table;
}

/// So that a check sum of bytes which hold check sums is none of their own.
uint32_t masked(uint32_t crc)
{
    return ((crc >> 15) | (crc << 17)) + 0xA282EAD8U;
}

template <class Number>
void append(std::string &bytes, Number number)
{
    const Number little = qToLittleEndian(number);
    bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
}

} // namespace

uint32_t crc32c(std::string_view bytes)
{
    static const std::array<uint32_t, 256> table = crcTable();
    uint32_t crc = ~uint32_t(0);
    for (const char byte : bytes)
        crc = (crc >> 8) ^ table[(crc ^ static_cast<unsigned char>(byte)) & 0xFF];
    return ~crc;
}

Result<void> EventFile::append(std::string_view record)
{
    std::string framed;
    framed.reserve(record.size() + 16);
    melscope::append(framed, uint64_t(record.size()));
    melscope::append(framed, masked(crc32c(framed)));
    framed.append(record);
    melscope::append(framed, masked(crc32c(record)));
    return m_file.append(framed);
}

} // namespace melscope
