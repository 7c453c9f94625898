#include "core/features/low_level_document.h"

#include <simdjson.h>

#include <cmath>

namespace melscope {

struct LowLevelDocumentReader::Parser
{
    simdjson::ondemand::parser parser;
};

namespace {

const QString kRemedy = QStringLiteral("Expected an AcousticBrainz low-level document.");

QString reason(simdjson::error_code code)
{
    return QString::fromUtf8(simdjson::error_message(code));
}

/// Calls `use(key, value)` for each field of an object; what it does not read is skipped.
template <class Use>
Result<void> eachField(simdjson::ondemand::object &object, const QString &name, const Use &use)
{
    for (auto field : object) {
        std::string_view key;
        simdjson::ondemand::value value;
        auto code = field.unescaped_key().get(key);
        if (code == simdjson::SUCCESS)
            code = field.value().get(value);
        if (code != simdjson::SUCCESS)
            return fail(QStringLiteral("%1 is no valid JSON, or it is cut off (%2)").arg(name, reason(code)), {}, kRemedy);
        if (const Result<void> used = use(key, value); !used)
            return used;
    }
    return {};
}

/// One statistic: exactly 40 finite numbers.
Result<void> readChannel(simdjson::ondemand::value value, size_t channel, MelImage &image)
{
    const QString name = QStringLiteral("lowlevel.melbands.") + QLatin1String(kChannelNames[channel]);
    simdjson::ondemand::array array;
    if (value.get_array().get(array) != simdjson::SUCCESS)
        return fail(name + QStringLiteral(" is no array"), {}, kRemedy);
    size_t band = 0;
    for (auto element : array) {
        double number = 0;
        if (const auto code = element.get_double().get(number); code != simdjson::SUCCESS)
            return fail(QStringLiteral("%1[%2] is not a finite number (%3)").arg(name).arg(band).arg(reason(code)), {}, kRemedy);
        if (band == kBands)
            return fail(name + QStringLiteral(" has more than 40 bands"), {}, kRemedy);
        const auto single = float(number);
        if (!std::isfinite(single))
            return fail(QStringLiteral("%1[%2] is too large or not finite").arg(name).arg(band), {}, kRemedy);
        image[band * kChannels + channel] = single;
        ++band;
    }
    if (band != kBands)
        return fail(QStringLiteral("%1 has %2 bands instead of 40").arg(name).arg(band), {}, kRemedy);
    return {};
}

/// The parser looks only at what it is asked for, so a document that was cut off after the bands
/// would pass; its last character tells.
bool endsAsObject(std::string_view json)
{
    const size_t last = json.find_last_not_of(" \t\r\n");
    return last != std::string_view::npos && json[last] == '}';
}

int channelOf(std::string_view name)
{
    for (size_t channel = 0; channel < kChannels; ++channel) {
        if (name == kChannelNames[channel])
            return int(channel);
    }
    return -1;
}

class BandReader
{
public:
    Result<void> readLowLevel(simdjson::ondemand::value value)
    {
        simdjson::ondemand::object lowLevel;
        if (const auto code = value.get_object().get(lowLevel); code != simdjson::SUCCESS)
            return fail(QStringLiteral("lowlevel cannot be read (%1)").arg(reason(code)), {}, kRemedy);
        return eachField(lowLevel, QStringLiteral("lowlevel"), [&](std::string_view key, simdjson::ondemand::value inner) {
            return key == "melbands" ? readBands(inner) : Result<void>();
        });
    }

    Result<MelImage> finish() const
    {
        if (!m_any)
            return fail(QStringLiteral("lowlevel.melbands is missing"), {}, kRemedy);
        for (size_t channel = 0; channel < kChannels; ++channel) {
            if (!m_seen[channel])
                return fail(QStringLiteral("lowlevel.melbands.%1 is missing").arg(QLatin1String(kChannelNames[channel])), {}, kRemedy);
        }
        return m_image;
    }

private:
    Result<void> readBands(simdjson::ondemand::value value)
    {
        m_any = true;
        simdjson::ondemand::object bands;
        if (const auto code = value.get_object().get(bands); code != simdjson::SUCCESS)
            return fail(QStringLiteral("lowlevel.melbands cannot be read (%1)").arg(reason(code)), {}, kRemedy);
        return eachField(bands, QStringLiteral("lowlevel.melbands"), [&](std::string_view key, simdjson::ondemand::value inner) {
            const int channel = channelOf(key);
            if (channel < 0)
                return Result<void>(); // "stdev", "cov" and whatever else an extractor adds
            m_seen[size_t(channel)] = true;
            return readChannel(inner, size_t(channel), m_image);
        });
    }

    MelImage m_image {};
    std::array<bool, kChannels> m_seen {};
    bool m_any = false;
};

} // namespace

LowLevelDocumentReader::LowLevelDocumentReader()
    : m_parser(std::make_unique<Parser>())
{
}
LowLevelDocumentReader::~LowLevelDocumentReader() = default;
LowLevelDocumentReader::LowLevelDocumentReader(LowLevelDocumentReader &&) noexcept = default;

Result<MelImage> LowLevelDocumentReader::read(std::string &json)
{
    m_errorOffset = -1;
    if (json.empty())
        return fail(QStringLiteral("the document is empty (0 bytes)"), {}, kRemedy);
    json.reserve(json.size() + simdjson::SIMDJSON_PADDING);
    std::string_view text = json;
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    simdjson::ondemand::document document;
    const size_t capacity = json.capacity() - (json.size() - text.size());
    if (const auto code = m_parser->parser.iterate(simdjson::padded_string_view(text.data(), text.size(), capacity)).get(document);
        code != simdjson::SUCCESS)
        return fail(QStringLiteral("this is no JSON document (%1)").arg(reason(code)), {}, kRemedy);
    if (!endsAsObject(text)) {
        m_errorOffset = qint64(json.size());
        return fail(QStringLiteral("this is no JSON object, or it is cut off"), {}, kRemedy);
    }

    BandReader reader;
    simdjson::ondemand::object root;
    if (const auto code = document.get_object().get(root); code != simdjson::SUCCESS)
        return fail(QStringLiteral("this is no JSON object (%1)").arg(reason(code)), {}, kRemedy);
    // All the way through the object, so that a document that was cut off after the bands is noticed.
    if (const auto read = eachField(root, QStringLiteral("the document"), [&](std::string_view key, simdjson::ondemand::value value) {
            return key == "lowlevel" ? reader.readLowLevel(value) : Result<void>();
        });
        !read) {
        const char *place = nullptr;
        if (document.current_location().get(place) == simdjson::SUCCESS && place >= json.data() && place <= json.data() + json.size())
            m_errorOffset = place - json.data();
        return passOn(read);
    }
    return reader.finish();
}

} // namespace melscope
