#include "core/base/json_fields.h"

#include "core/base/archive_reader.h"
#include "core/base/words.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>
#include <set>

namespace melscope {

namespace {

QString numberText(double value)
{
    return QString::number(value, 'g', 8);
}

tl::unexpected<Error> tooLarge(const QString &file, const JsonFormat &format)
{
    return fail(
        tr("larger than a %1 can be (%2 bytes at most)").arg(format.name, QString::number(JsonFields::kMostBytes)),
        file, format.remedy);
}

/// Distinct names, none empty. Errors: which of them is none.
Result<std::vector<std::string>> namesOf(const QJsonArray &array)
{
    std::vector<std::string> names;
    std::set<std::string> seen;
    for (const QJsonValue value : array) {
        const QString place = QString::number(names.size());
        if (!value.isString() || value.toString().isEmpty())
            return fail(tr("entry %1 is no name but %2").arg(place, jsonValueText(value)));
        names.push_back(value.toString().toStdString());
        if (!seen.insert(names.back()).second)
            return fail(tr("\"%2\" stands there again as entry %1").arg(place, value.toString()));
    }
    return names;
}

} // namespace

QString jsonValueText(const QJsonValue &value)
{
    constexpr qsizetype kShown = 40;
    QString text = QString::fromUtf8(QJsonDocument(QJsonArray { value }).toJson(QJsonDocument::Compact));
    text = text.mid(1, text.size() - 2);
    return text.size() > kShown ? text.left(kShown) + QStringLiteral("…") : text;
}

JsonFields::JsonFields(QJsonObject object, const QString &file, const QString &path, const QString &remedy)
    : JsonFields(std::move(object), path, std::make_shared<State>(State { file, remedy, {} }))
{
}

JsonFields::JsonFields(QJsonObject object, QString path, std::shared_ptr<State> state)
    : m_object(std::move(object))
    , m_path(std::move(path))
    , m_state(std::move(state))
{
}

Result<JsonFields> JsonFields::read(const QString &file, const JsonFormat &format)
{
    if (QFileInfo(file).size() > kMostBytes)
        return tooLarge(file, format);
    const auto text = readPlainOrCompressed(file);
    if (!text && (text.error().isUnread() || text.error().isCancelled()))
        return passOn(text); // what stands in it is not known
    if (!text)
        return fail(tr("this is no %1: %2").arg(format.name, text.error().what), file, format.remedy);
    return parse(*text, file, format);
}

Result<JsonFields> JsonFields::parse(std::string_view text, const QString &file, const JsonFormat &format)
{
    if (text.size() > size_t(kMostBytes))
        return tooLarge(file, format);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(text.data(), qsizetype(text.size())), &error);
    if (error.error != QJsonParseError::NoError)
        return fail(
            tr("this is no %1: %2 at byte %3").arg(format.name, error.errorString(), QString::number(error.offset)),
            file, format.remedy);
    const QJsonObject object = document.object();
    if (object.value(QStringLiteral("format")).toString() != format.format)
        return fail(tr("this is no %1").arg(format.name), file, format.remedy);
    JsonFields fields(object, file, {}, format.remedy);
    const qint64 version = fields.whole("version", 1, kMostExact, 1);
    if (const auto checked = fields.check(); !checked)
        return passOn(checked);
    if (version > format.version)
        return fail(tr("the %1 has version %2, this program reads up to %3")
                        .arg(format.name, QString::number(version), QString::number(format.version)),
                    file, tr("Update Melscope."));
    return fields;
}

QString JsonFields::pathOf(const QString &key) const
{
    return m_path.isEmpty() ? key : key.isEmpty() ? m_path : m_path + QLatin1Char('.') + key;
}

QJsonValue JsonFields::value(const QString &key) const
{
    return m_object.value(key);
}

bool JsonFields::has(const QString &key) const
{
    const QJsonValue found = value(key);
    return !found.isUndefined() && !found.isNull();
}

void JsonFields::refuse(const QString &key, const QString &expected) const
{
    if (m_state->error)
        return;
    m_state->error =
        Error::failure(tr("\"%1\" must be %2, not %3").arg(pathOf(key), expected, jsonValueText(m_object.value(key))),
                       m_state->file, m_state->remedy);
}

Result<void> JsonFields::check() const
{
    if (m_state->error)
        return tl::make_unexpected(*m_state->error);
    return {};
}

QString JsonFields::text(const QString &key, const QString &standard) const
{
    if (!has(key))
        return standard;
    if (!value(key).isString())
        refuse(key, tr("a text"));
    return value(key).toString();
}

bool JsonFields::flag(const QString &key, bool standard) const
{
    if (!has(key))
        return standard;
    if (!value(key).isBool())
        refuse(key, tr("true or false"));
    return value(key).toBool(standard);
}

double JsonFields::number(const QString &key, double least, double most, double standard) const
{
    if (!has(key))
        return standard;
    const double found = value(key).toDouble(std::numeric_limits<double>::quiet_NaN());
    if (found >= least && found <= most)
        return found;
    const bool open = most >= std::numeric_limits<double>::max();
    refuse(key,
           open ? tr("a number, at least %1").arg(numberText(least))
                : tr("a number between %1 and %2").arg(numberText(least), numberText(most)));
    return standard;
}

qint64 JsonFields::whole(const QString &key, qint64 least, qint64 most, qint64 standard) const
{
    if (!has(key))
        return standard;
    const double found = value(key).toDouble(std::numeric_limits<double>::quiet_NaN());
    // Beyond kMostExact a double names several whole numbers at once.
    if (found >= double(least) && found <= double(std::min(most, kMostExact)) && std::floor(found) == found)
        return qint64(found);
    refuse(key,
           most >= kMostExact
               ? tr("a whole number, at least %1").arg(least)
               : tr("a whole number between %1 and %2").arg(QString::number(least), QString::number(most)));
    return standard;
}

qsizetype JsonFields::choice(const QString &key, const QStringList &words, qsizetype standard) const
{
    if (!has(key))
        return standard;
    const qsizetype place = value(key).isString() ? words.indexOf(value(key).toString()) : -1;
    if (place >= 0)
        return place;
    refuse(key, words.join(QStringLiteral(" or ")));
    return standard;
}

QStringList JsonFields::texts(const QString &key) const
{
    QStringList texts;
    if (!has(key))
        return texts;
    bool ok = value(key).isArray();
    for (const QJsonValue entry : value(key).toArray()) {
        ok = ok && entry.isString();
        texts << entry.toString();
    }
    if (!ok)
        refuse(key, tr("a list of texts"));
    return texts;
}

std::vector<std::string> JsonFields::names(const QString &key) const
{
    if (!has(key))
        return {};
    auto names = namesOf(value(key).toArray());
    if (!value(key).isArray())
        refuse(key, tr("a list of names"));
    else if (!names)
        refuse(key, tr("a list of distinct names; %1").arg(names.error().what));
    return names.value_or(std::vector<std::string>());
}

JsonFields JsonFields::fields(const QString &key) const
{
    if (has(key) && !value(key).isObject())
        refuse(key, tr("an object"));
    return { value(key).toObject(), pathOf(key), m_state };
}

std::vector<JsonFields> JsonFields::list(const QString &key) const
{
    std::vector<JsonFields> list;
    if (!has(key))
        return list;
    if (!value(key).isArray())
        refuse(key, tr("a list"));
    for (const QJsonValue entry : value(key).toArray()) {
        const QString place = QStringLiteral("%1[%2]").arg(key, QString::number(list.size()));
        if (!entry.isObject())
            refuse(key, tr("a list of objects; entry %1 is none").arg(list.size()));
        list.push_back({ entry.toObject(), pathOf(place), m_state });
    }
    return list;
}

Result<std::vector<std::string>> parseNameArray(const QString &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8(), &error);
    if (!document.isArray())
        return fail(error.error == QJsonParseError::NoError
                        ? tr("this is no JSON array of names")
                        : tr("this is no JSON array of names: %1").arg(error.errorString()));
    return namesOf(document.array());
}

} // namespace melscope
