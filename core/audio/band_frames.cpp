#include "core/audio/band_frames.h"

#include "core/base/words.h"

#include <QDir>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

constexpr size_t kBlock = 4096; // frames that are written and read together
constexpr size_t kColumnValues = size_t(4) << 20; // that are held at once

struct Moments
{
    double mean = 0;
    double variance = 0;
};

/// Mean and population variance of value(0) … value(count − 1), in two passes.
template <class Value>
Moments momentsOf(size_t count, const Value &value)
{
    Moments moments;
    if (count == 0)
        return moments;
    double sums[4] = { 0, 0, 0, 0 };
    for (size_t i = 0; i < count; ++i)
        sums[i % 4] += value(i);
    moments.mean = ((sums[0] + sums[1]) + (sums[2] + sums[3])) / double(count);
    double squares[4] = { 0, 0, 0, 0 };
    for (size_t i = 0; i < count; ++i) {
        const double distance = value(i) - moments.mean;
        squares[i % 4] += distance * distance;
    }
    moments.variance = ((squares[0] + squares[1]) + (squares[2] + squares[3])) / double(count);
    return moments;
}

/// Of an even number of values the mean of the two middle ones. Reorders them.
double medianOf(std::span<float> values)
{
    const auto middle = values.begin() + ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return double(*middle);
    return (double(*std::max_element(values.begin(), middle)) + double(*middle)) / 2;
}

/// In channel order, kChannelNames. The differences are of neighbouring frames, their absolute values are taken first.
void statisticsOfBand(std::span<float> values, float *statistics)
{
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const size_t count = values.size();
    const Moments own = momentsOf(count, [&](size_t i) { return double(values[i]); });
    const Moments first =
        momentsOf(count - 1, [&](size_t i) { return std::abs(double(values[i + 1]) - double(values[i])); });
    const Moments second = momentsOf(count < 2 ? 0 : count - 2, [&](size_t i) {
        return std::abs(double(values[i + 2]) - 2 * double(values[i + 1]) + double(values[i]));
    });
    statistics[0] = *least;
    statistics[1] = float(own.mean);
    statistics[3] = *most;
    statistics[4] = float(own.variance);
    statistics[5] = float(first.mean);
    statistics[6] = float(first.variance);
    statistics[7] = float(second.mean);
    statistics[8] = float(second.variance);
    statistics[2] = float(medianOf(values));
}

} // namespace

Result<void> BandFrames::add(std::span<const float, kBands> values)
{
    m_values.insert(m_values.end(), values.begin(), values.end());
    ++m_size;
    if (m_size == m_mostInMemory + 1 || (m_file && m_values.size() >= kBlock * kBands))
        return spill();
    return {};
}

void BandFrames::clear()
{
    m_size = 0;
    m_values.clear();
    m_file.reset();
}

Result<void> BandFrames::spill()
{
    if (!m_file) {
        m_file = std::make_unique<QTemporaryFile>(QDir::temp().filePath(QStringLiteral("melscope-frames-XXXXXX")));
        if (!m_file->open())
            return fail(tr("a temporary file cannot be made: ") + m_file->errorString(), QDir::tempPath(),
                        tr("Make room there, or set TMPDIR to another folder."));
    }
    const auto bytes = qint64(m_values.size() * sizeof(float));
    if (!m_file->seek(m_file->size()) || m_file->write(reinterpret_cast<const char *>(m_values.data()), bytes) != bytes
        || !m_file->flush())
        return fail(tr("a temporary file cannot be written: ") + m_file->errorString(), m_file->fileName(),
                    tr("Make room there, or set TMPDIR to another folder."));
    m_values.clear();
    m_values.shrink_to_fit();
    return {};
}

Result<void> BandFrames::read(size_t first, std::span<float> values) const
{
    const size_t inFile = m_size - m_values.size() / kBands;
    const size_t fromFile = first < inFile ? std::min(values.size() / kBands, inFile - first) : 0;
    if (fromFile > 0) {
        const auto bytes = qint64(fromFile * kBands * sizeof(float));
        if (!m_file->seek(qint64(first * kBands * sizeof(float)))
            || m_file->read(reinterpret_cast<char *>(values.data()), bytes) != bytes)
            return fail(tr("a temporary file cannot be read: ") + m_file->errorString(), m_file->fileName(),
                        tr("Check the disk."));
    }
    const std::span<float> rest = values.subspan(fromFile * kBands);
    std::copy_n(m_values.begin() + ptrdiff_t((first + fromFile - inFile) * kBands), rest.size(), rest.begin());
    return {};
}

Result<std::vector<float>> BandFrames::rows(size_t first, size_t count) const
{
    std::vector<float> values(count * kBands);
    if (const auto done = read(first, values); !done)
        return passOn(done);
    return values;
}

Result<std::vector<float>> BandFrames::columns(size_t firstBand, size_t bands) const
{
    std::vector<float> columns(bands * m_size);
    for (size_t first = 0; first < m_size; first += kBlock) {
        const size_t count = std::min(kBlock, m_size - first);
        const auto block = rows(first, count);
        if (!block)
            return passOn(block);
        for (size_t b = 0; b < bands; ++b) {
            for (size_t i = 0; i < count; ++i)
                columns[b * m_size + first + i] = (*block)[i * kBands + firstBand + b];
        }
    }
    return columns;
}

Result<MelImage> statisticsOf(const BandFrames &frames)
{
    if (frames.size() == 0)
        return fail(tr("there is no sound"), {}, {});
    MelImage image {};
    const size_t together = std::clamp<size_t>(kColumnValues / frames.size(), 1, kBands);
    for (size_t first = 0; first < kBands; first += together) {
        const size_t bands = std::min(together, kBands - first);
        auto columns = frames.columns(first, bands);
        if (!columns)
            return passOn(columns);
        for (size_t b = 0; b < bands; ++b)
            statisticsOfBand(std::span(*columns).subspan(b * frames.size(), frames.size()),
                             image.data() + (first + b) * kChannels);
    }
    return image;
}

} // namespace melscope
