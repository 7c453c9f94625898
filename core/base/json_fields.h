#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QStringList>

#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace melscope {

/// What a JSON file must be to be read at all.
struct JsonFormat
{
    QString format; ///< value of the key "format"
    int version = 1; ///< the newest that we read; a file without "version" is of the first
    QString name; ///< for people: "Melscope project"
    QString remedy;
};

/// The fields of a JSON object that somebody else may have written, each with its kind and range. A key that is
/// missing, or null, has the default; one of another kind or out of its range is an error that names the file, the key
/// and what was found there. The first error of an object and of all its parts is kept; what is read after it is worth
/// nothing.
class JsonFields
{
public:
    /// Larger documents are refused unparsed; no description of ours comes near.
    static constexpr qint64 kMostBytes = 64 << 20;
    /// Whole numbers beyond this are not exact in JSON.
    static constexpr qint64 kMostExact = qint64(1) << 53;

    /// `path` leads to the object within the file: "recipe", "sources[2]"; empty at its root.
    explicit JsonFields(QJsonObject object, const QString &file = {}, const QString &path = {},
                        const QString &remedy = {});

    /// Errors: unreadable, too large, no JSON object, of another format, of a newer version.
    static Result<JsonFields> read(const QString &file, const JsonFormat &format);
    static Result<JsonFields> parse(std::string_view text, const QString &file, const JsonFormat &format);

    const QJsonObject &object() const { return m_object; }
    const QString &path() const { return m_path; }
    /// Whether the key is there with something other than null.
    bool has(const QString &key) const;

    QString text(const QString &key, const QString &standard = {}) const;
    bool flag(const QString &key, bool standard = false) const;
    /// Between `least` and `most`, both included.
    double number(const QString &key, double least, double most, double standard = 0) const;
    qint64 whole(const QString &key, qint64 least, qint64 most, qint64 standard = 0) const;
    int integer(const QString &key, int least, int most, int standard = 0) const
    {
        return int(whole(key, least, most, standard));
    }
    /// One of some words; returns its place, or `standard`.
    qsizetype choice(const QString &key, const QStringList &words, qsizetype standard) const;
    /// An array of texts; an empty one where the key is missing.
    QStringList texts(const QString &key) const;
    /// An array of distinct texts, none of them empty.
    std::vector<std::string> names(const QString &key) const;
    /// An object; an empty one where the key is missing.
    JsonFields fields(const QString &key) const;
    /// An array of objects; none where the key is missing.
    std::vector<JsonFields> list(const QString &key) const;

    /// Notes that a key's value is not what was expected: "a whole number between 1 and 9".
    void refuse(const QString &key, const QString &expected) const;
    /// The first thing that was wrong in the whole file.
    Result<void> check() const;

private:
    struct State
    {
        QString file;
        QString remedy;
        std::optional<Error> error;
    };
    JsonFields(QJsonObject object, QString path, std::shared_ptr<State> state);
    QString pathOf(const QString &key) const;
    QJsonValue value(const QString &key) const;

    QJsonObject m_object;
    QString m_path;
    std::shared_ptr<State> m_state;
};

/// A value as it stands in a file, shortened.
QString jsonValueText(const QJsonValue &value);

/// A JSON array of distinct names, none empty, as metadata hold class names. Errors (without a file): what is wrong,
/// and with which name.
Result<std::vector<std::string>> parseNameArray(const QString &json);

} // namespace melscope
