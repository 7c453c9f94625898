#include "core/features/low_level_document.h"

#include "core/base/json_walk.h"
#include "core/base/words.h"
#include "core/track/tag_text.h"

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

QString remedyText()
{
    return tr("Expected an AcousticBrainz low-level document.");
}

/// An error of the walk as one of the part of the document it was in.
tl::unexpected<Error> invalidJson(const QString &part, const Error &error)
{
    return fail(tr("%1 is no valid JSON, or it is cut off (%2)").arg(part, error.what), {}, remedyText());
}

// All bytes that are no ASCII.
const std::string kHighBytes = [] {
    std::string bytes;
    for (int byte = 0x80; byte < 0x100; ++byte)
        bytes += char(byte);
    return bytes;
}();

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
class LowLevelDocumentReader::Reader
{
public:
    Result<void> read(std::string_view text)
    {
        m_seen.fill(false);
        m_document.tags = {};
        m_dates.fill({});
        m_tagsBegin = m_tagsEnd = 0;
        m_any = false;
        m_failed = {};
        if (const auto begun = m_walk.begin(text); !begun)
            return fail(tr("this is no JSON document (%1)").arg(begun.error().what), {}, remedyText());
        if (!m_walk.nextIs('{'))
            return fail(tr("this is no JSON object"), {}, remedyText());
        const auto root = m_walk.object([this](std::string_view key) {
            return key == "lowlevel" ? readLowLevel() : key == "metadata" ? readMetadata() : skip();
        });
        if (!root)
            return m_failed ? tl::make_unexpected(*m_failed) : invalidJson(tr("the document"), root.error());
        if (const auto ended = m_walk.end(); !ended)
            return fail(tr("more text follows the document's end, perhaps a second document"), {},
                        tr("Put each document into a file of its own."));
        return complete();
    }

    const LowLevelDocument &document() const { return m_document; }
    size_t place() const { return m_walk.place(); }
    /// Whether a byte of the text lies in the tags.
    bool isInTags(size_t byte) const { return byte >= m_tagsBegin && byte < m_tagsEnd; }

private:
    Result<void> skip() { return m_walk.skip(); }

    Result<void> readMetadata()
    {
        if (!m_walk.nextIs('{'))
            return skip();
        return m_walk.object([this](std::string_view key) {
            return key == "tags" ? readTags() : key == "audio_properties" ? readProperties() : skip();
        });
    }

    Result<void> readTags()
    {
        if (!m_walk.nextIs('{'))
            return skip();
        m_tagsBegin = m_walk.position();
        TrackTags &tags = m_document.tags;
        const auto read = m_walk.object([&](std::string_view key) {
            std::string *const target = key == "title" ? &tags.title
                : key == "artist"                      ? &tags.artist
                : key == "album"                       ? &tags.album
                : key == "genre"                       ? &tags.genre
                : key == "date"                        ? &m_dates[0]
                : key == "originaldate"                ? &m_dates[1]
                : key == "originalyear"                ? &m_dates[2]
                : key == "year"                        ? &m_dates[3]
                                                       : nullptr;
            return target == nullptr ? skip() : readTag(*target);
        });
        m_tagsEnd = m_walk.position();
        for (std::string *text : { &tags.title, &tags.artist, &tags.album, &tags.genre })
            tidyTag(*text);
        for (const std::string &date : m_dates)
            tags.year = tags.year == 0 ? yearOfDate(date) : tags.year;
        return read;
    }

    /// A text, or an array of texts.
    Result<void> readTag(std::string &target)
    {
        target.clear();
        auto readText = [&]() -> Result<void> {
            const auto text = m_walk.string();
            if (!text)
                return passOn(text);
            if (!*text)
                return skip();
            appendTagValue(target, **text);
            return {};
        };
        return m_walk.nextIs('[') ? m_walk.array(readText) : readText();
    }

    Result<void> readProperties()
    {
        if (!m_walk.nextIs('{'))
            return skip();
        TrackTags &tags = m_document.tags;
        const auto read = m_walk.object([&](std::string_view key) -> Result<void> {
            if (key == "codec")
                return readTag(tags.codec);
            float number = 0;
            if (key == "length") {
                if (!m_walk.takeNumber(number))
                    return skip();
                tags.length = number > 0 ? number : 0;
            } else if (key == "lossless") { // true, or 1 by older extractors
                const auto flag = m_walk.takeBool();
                if (!flag && !m_walk.takeNumber(number))
                    return skip();
                tags.lossless = flag.value_or(number != 0) ? TrackTags::Lossless::Yes : TrackTags::Lossless::No;
            }
            return {}; // what was not taken is skipped
        });
        tidyTag(tags.codec);
        return read;
    }

    /// Keeps an error of ours apart from those of the walk around it.
    tl::unexpected<Error> failedWith(QString what)
    {
        m_failed = Error::failure(std::move(what), {}, remedyText());
        return tl::make_unexpected(*m_failed);
    }

    Result<void> readLowLevel()
    {
        if (!m_walk.nextIs('{'))
            return failedWith(tr("lowlevel cannot be read: it is no object"));
        return m_walk.object([this](std::string_view key) { return key == "melbands" ? readBands() : skip(); });
    }

    Result<void> readBands()
    {
        m_any = true;
        if (!m_walk.nextIs('{'))
            return failedWith(tr("lowlevel.melbands cannot be read: it is no object"));
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
            return failedWith(nameOf(channel) + tr(" is no array"));
        size_t band = 0;
        const auto read = m_walk.array([&]() -> Result<void> {
            if (band == kBands || !m_walk.takeNumber(m_document.image[band * kChannels + channel]))
                return readOddNumber(channel, band);
            ++band;
            return {};
        });
        if (!read)
            return read;
        if (band != kBands)
            return failedWith(nameOf(channel) + tr(" has %1 bands instead of 40").arg(band));
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
            return failedWith(tr("%1 is not a finite number (%2)").arg(name, number.error().what));
        if (band == kBands)
            return failedWith(nameOf(channel) + tr(" has more than 40 bands"));
        if (!*number || !std::isfinite(float(**number)))
            return failedWith(name + tr(" is too large or not finite"));
        m_document.image[band++ * kChannels + channel] = float(**number);
        return {};
    }

    Result<void> complete() const
    {
        if (!m_any)
            return fail(tr("lowlevel.melbands is missing"), {}, remedyText());
        for (size_t channel = 0; channel < kChannels; ++channel) {
            if (!m_seen[channel])
                return fail(tr("lowlevel.melbands.%1 is missing").arg(QLatin1String(kChannelNames[channel])), {},
                            remedyText());
        }
        return {};
    }

    JsonWalk m_walk;
    LowLevelDocument m_document {};
    std::array<std::string, 4> m_dates; ///< the one that counts first
    size_t m_tagsBegin = 0; ///< bytes
    size_t m_tagsEnd = 0;
    std::array<bool, kChannels> m_seen {};
    bool m_any = false;
    std::optional<Error> m_failed;
};

LowLevelDocumentReader::LowLevelDocumentReader()
    : m_reader(std::make_unique<Reader>())
{
}
LowLevelDocumentReader::~LowLevelDocumentReader() = default;
LowLevelDocumentReader::LowLevelDocumentReader(LowLevelDocumentReader &&) noexcept = default;

Result<const LowLevelDocument *> LowLevelDocumentReader::read(std::string &json)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    m_errorOffset = -1;
    if (json.empty())
        return fail(tr("the document is empty (0 bytes)"), {}, remedyText());
    json.reserve(json.size() + JsonWalk::kPadding);
    std::string_view text = json;
    if (text.starts_with(mark))
        text.remove_prefix(mark.size());
    const auto read = m_reader->read(text);
    if (read)
        return &m_reader->document();
    m_errorOffset = qint64(m_reader->place()) + qint64(json.size() - text.size());
    if (QUtf8StringView(text.data(), qsizetype(text.size())).isValidUtf8() || !readRepaired(text))
        return passOn(read);
    m_errorOffset = -1;
    return &m_reader->document();
}

/// Old files have tags in old character sets: the same with a replacement character for each byte that is no UTF-8, if
/// all of them lie in the tags. Whatever else is damaged may be damaged in its digits, too.
bool LowLevelDocumentReader::readRepaired(std::string_view text)
{
    std::string repaired;
    std::vector<size_t> places;
    while (!text.empty()) {
        const size_t good = std::min<size_t>(text.size(), text.find_first_of(kHighBytes));
        repaired += text.substr(0, good);
        text.remove_prefix(good);
        if (text.empty())
            break;
        size_t length = 2;
        while (length <= std::min<size_t>(4, text.size())
               && !QUtf8StringView(text.data(), qsizetype(length)).isValidUtf8())
            ++length;
        if (length <= std::min<size_t>(4, text.size())) {
            repaired += text.substr(0, length);
        } else {
            length = 1;
            places.push_back(repaired.size());
            repaired += "\xEF\xBF\xBD";
        }
        text.remove_prefix(length);
    }
    repaired.reserve(repaired.size() + JsonWalk::kPadding);
    return m_reader->read(repaired)
        && std::all_of(places.begin(), places.end(), [this](size_t place) { return m_reader->isInTags(place); });
}

} // namespace melscope
