#pragma once

#include <QString>
#include <tl/expected.hpp>

#include <utility>

namespace melscope {

/// What went wrong, where, and what the user can do about it. Being cancelled is a kind of its own:
/// it ends a stage like an error does, but nobody is to be alarmed by it. So is what the disk or the network did not
/// give: the same file may be in order the next time, and nothing may be concluded from its absence for good. And so is
/// the loss of another process that works on the same thing: begun again, it goes on after its last checkpoint.
struct Error
{
    enum class Kind { Failure, Unread, Lost, Cancelled };

    Kind kind = Kind::Failure;
    QString what; ///< a sentence, without a full stop
    QString file; ///< the file concerned, or empty
    qint64 line = 0; ///< 1-based line in that file, or 0
    QString remedy; ///< what the user can do, or empty

    static Error failure(QString what, QString file = {}, QString remedy = {}, qint64 line = 0)
    {
        return { Kind::Failure, std::move(what), std::move(file), line, std::move(remedy) };
    }
    static Error unread(QString what, QString file = {}, QString remedy = {})
    {
        return { Kind::Unread, std::move(what), std::move(file), 0, std::move(remedy) };
    }
    static Error lost(QString what, QString remedy = {})
    {
        return { Kind::Lost, std::move(what), {}, 0, std::move(remedy) };
    }
    static Error cancelled() { return { Kind::Cancelled, QStringLiteral("cancelled"), {}, 0, {} }; }

    bool isCancelled() const { return kind == Kind::Cancelled; }
    bool isUnread() const { return kind == Kind::Unread; }
    bool isLost() const { return kind == Kind::Lost; }

    /// One line for people: "file:line: what. remedy"
    QString text() const;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(QString what, QString file = {}, QString remedy = {}, qint64 line = 0)
{
    return tl::make_unexpected(Error::failure(std::move(what), std::move(file), std::move(remedy), line));
}
inline tl::unexpected<Error> cancelled()
{
    return tl::make_unexpected(Error::cancelled());
}
/// Passes the error of one result on as that of another type.
template <class T>
tl::unexpected<Error> passOn(const Result<T> &result)
{
    return tl::make_unexpected(result.error());
}

} // namespace melscope
