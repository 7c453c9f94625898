#include "core/features/low_level_document.h"

#include "core/base/json_walk.h"

#include <cmath>

namespace melscope {

namespace {

const QString kRemedy = QStringLiteral("Expected an AcousticBrainz low-level document.");

/// An error of the walk as one of the part of the document it was in.
tl::unexpected<Error> invalidJson(const QString &part, const Error &error)
{
    return fail(QStringLiteral("%1 is no valid JSON, or it is cut off (%2)").arg(part, error.what), {}, kRemedy);
}

int channelOf(std::string_view name)
{
    for (size_t channel = 0; channel < kChannels; ++channel) {
        if (name == kChannelNames[channel])
            return int(channel);
    }
    return -1;
}

} // namespace

/// Reads one document after the other.
class LowLevelDocumentReader::BandReader
{
public:
    Result<void> read(std::string_view text)
    {
        m_seen.fill(false);
        m_any = false;
        m_failed = {};
        if (const auto begun = m_walk.begin(text); !begun)
            return fail(QStringLiteral("this is no JSON document (%1)").arg(begun.error().what), {}, kRemedy);
        if (!m_walk.nextIs('{'))
            return fail(QStringLiteral("this is no JSON object"), {}, kRemedy);
        const auto root =
            m_walk.object([this](std::string_view key) { return key == "lowlevel" ? readLowLevel() : skip(); });
        if (!root)
            return m_failed ? tl::make_unexpected(*m_failed)
                            : invalidJson(QStringLiteral("the document"), root.error());
        if (const auto ended = m_walk.end(); !ended)
            return fail(QStringLiteral("more text follows the document's end, perhaps a second document"), {},
                        QStringLiteral("Put each document into a file of its own."));
        return complete();
    }

    const MelImage &image() const { return m_image; }
    size_t place() const { return m_walk.place(); }

private:
    Result<void> skip() { return m_walk.skip(); }

    /// Keeps an error of ours apart from those of the walk around it.
    tl::unexpected<Error> failedWith(QString what)
    {
        m_failed = Error::failure(std::move(what), {}, kRemedy);
        return tl::make_unexpected(*m_failed);
    }

    Result<void> readLowLevel()
    {
        if (!m_walk.nextIs('{'))
            return failedWith(QStringLiteral("lowlevel cannot be read: it is no object"));
        return m_walk.object([this](std::string_view key) { return key == "melbands" ? readBands() : skip(); });
    }

    Result<void> readBands()
    {
        m_any = true;
        if (!m_walk.nextIs('{'))
            return failedWith(QStringLiteral("lowlevel.melbands cannot be read: it is no object"));
        return m_walk.object([this](std::string_view key) {
            const int channel = channelOf(key);
            // "stdev", "cov" and whatever else an extractor adds.
            return channel < 0 ? skip() : readChannel(size_t(channel));
        });
    }

    /// One statistic: exactly 40 finite numbers.
    Result<void> readChannel(size_t channel)
    {
        m_seen[channel] = true;
        if (!m_walk.nextIs('['))
            return failedWith(nameOf(channel) + QStringLiteral(" is no array"));
        size_t band = 0;
        const auto read = m_walk.array([&]() -> Result<void> {
            if (band == kBands || !m_walk.takeNumber(m_image[band * kChannels + channel]))
                return readOddNumber(channel, band);
            ++band;
            return {};
        });
        if (!read)
            return read;
        if (band != kBands)
            return failedWith(nameOf(channel) + QStringLiteral(" has %1 bands instead of 40").arg(band));
        return {};
    }

    static QString nameOf(size_t channel)
    {
        return QStringLiteral("lowlevel.melbands.") + QLatin1String(kChannelNames[channel]);
    }

    /// What is no usual number: too small for a double, which is 0, or an error.
    Result<void> readOddNumber(size_t channel, size_t &band)
    {
        const QString name = QStringLiteral("%1[%2]").arg(nameOf(channel), QString::number(band));
        const auto number = m_walk.number();
        if (!number && m_walk.atEnd())
            return passOn(number);
        if (!number)
            return failedWith(QStringLiteral("%1 is not a finite number (%2)").arg(name, number.error().what));
        if (band == kBands)
            return failedWith(nameOf(channel) + QStringLiteral(" has more than 40 bands"));
        if (!*number || !std::isfinite(float(**number)))
            return failedWith(name + QStringLiteral(" is too large or not finite"));
        m_image[band++ * kChannels + channel] = float(**number);
        return {};
    }

    Result<void> complete() const
    {
        if (!m_any)
            return fail(QStringLiteral("lowlevel.melbands is missing"), {}, kRemedy);
        for (size_t channel = 0; channel < kChannels; ++channel) {
            if (!m_seen[channel])
                return fail(
                    QStringLiteral("lowlevel.melbands.%1 is missing").arg(QLatin1String(kChannelNames[channel])), {},
                    kRemedy);
        }
        return {};
    }

    JsonWalk m_walk;
    MelImage m_image {};
    std::array<bool, kChannels> m_seen {};
    bool m_any = false;
    std::optional<Error> m_failed;
};

LowLevelDocumentReader::LowLevelDocumentReader()
    : m_reader(std::make_unique<BandReader>())
{
}
LowLevelDocumentReader::~LowLevelDocumentReader() = default;
LowLevelDocumentReader::LowLevelDocumentReader(LowLevelDocumentReader &&) noexcept = default;

Result<MelImage> LowLevelDocumentReader::read(std::string &json)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    m_errorOffset = -1;
    if (json.empty())
        return fail(QStringLiteral("the document is empty (0 bytes)"), {}, kRemedy);
    json.reserve(json.size() + JsonWalk::kPadding);
    std::string_view text = json;
    if (text.starts_with(mark))
        text.remove_prefix(mark.size());
    if (const auto read = m_reader->read(text); !read) {
        m_errorOffset = qint64(m_reader->place()) + qint64(json.size() - text.size());
        return passOn(read);
    }
    return m_reader->image();
}

} // namespace melscope
