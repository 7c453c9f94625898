#include "core/exploring/id_terms.h"

#include "core/base/text.h"
#include "core/exploring/row_terms.h"

namespace melscope {

namespace {

/// Ids that begin with some text, compared as numbers where they are UUIDs.
class IdPrefix
{
public:
    explicit IdPrefix(const QString &prefix)
        : m_text(prefix.toLower().toStdString())
    {
        const std::string pattern = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
        m_mayBeUuid = m_text.size() <= pattern.size();
        std::string whole = "00000000-0000-0000-0000-000000000000";
        std::string mask = whole;
        for (size_t i = 0; i < m_text.size() && m_mayBeUuid; ++i) {
            const bool isDigit = (m_text[i] >= '0' && m_text[i] <= '9') || (m_text[i] >= 'a' && m_text[i] <= 'f');
            m_mayBeUuid = pattern[i] == '-' ? m_text[i] == '-' : isDigit;
            if (pattern[i] == 'x' && m_mayBeUuid) {
                whole[i] = m_text[i];
                mask[i] = 'f';
            }
        }
        if (!m_mayBeUuid)
            return;
        m_value = IdKey(whole);
        m_mask = IdKey(mask);
    }
    /// Without a look at each.
    bool mayBeIn(const RecordingIds &ids) const { return m_mayBeUuid || ids.hasOthers(); }
    bool matches(const IdKey &id) const
    {
        if (id.isUuid())
            return m_mayBeUuid && (id.high() & m_mask.high()) == m_value.high()
                && (id.low() & m_mask.low()) == m_value.low();
        return textOf(id.otherText()).startsWith(textOf(m_text), Qt::CaseInsensitive);
    }

private:
    std::string m_text;
    bool m_mayBeUuid = false;
    IdKey m_value;
    IdKey m_mask;
};

} // namespace

std::unique_ptr<const FilterTerm> idTerm(const FilterContext &context, const QString &typed)
{
    const IdPrefix prefix(typed);
    if (!prefix.mayBeIn(context.data->recordings))
        return std::make_unique<const NoTrackTerm>();
    return rowTerm([data = context.data, prefix](const TrackBlock &block, uint32_t row) {
        const GroundTruth *truth = data->sources[block.source].part(block.part).truth.get();
        return prefix.matches(truth != nullptr ? truth->recordings().key(row) : data->idOf(block.first + row));
    });
}

std::unique_ptr<const FilterTerm> groupTerm(const FilterContext &context, const QString &typed)
{
    const IdPrefix prefix(typed);
    std::vector<char> wanted;
    for (size_t group = 0; group < context.data->releaseGroups.size(); ++group)
        wanted.push_back(prefix.matches(context.data->releaseGroups.key(group)));
    return rowTerm([data = context.data, wanted = std::move(wanted)](const TrackBlock &block, uint32_t row) {
        const uint32_t group = data->releaseGroupOf[block.first + row];
        return group != GroundTruth::kNoReleaseGroup && wanted[group] != 0;
    });
}

} // namespace melscope
