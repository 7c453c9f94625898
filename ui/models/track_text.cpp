#include "ui/models/track_text.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <cmath>

namespace melscope {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("melscope", text);
}

} // namespace

QString trackName(const TrackTags &tags)
{
    QStringList parts;
    for (const std::string *text : { &tags.artist, &tags.title }) {
        if (!text->empty())
            parts << textOf(*text);
    }
    return parts.join(QStringLiteral(" – "));
}

QString lengthText(float seconds)
{
    const auto whole = qint64(std::lround(double(seconds)));
    if (seconds <= 0)
        return {};
    return QString::number(whole / 60) + QLatin1Char(':')
        + QString::number(whole % 60).rightJustified(2, QLatin1Char('0'));
}

QStringList trackLines(const TrackTags &tags)
{
    QStringList lines;
    QString album = textOf(tags.album);
    if (tags.year != 0)
        album += album.isEmpty() ? QString::number(tags.year) : QStringLiteral(" (%1)").arg(int(tags.year));
    if (!album.isEmpty())
        lines << album;
    if (!tags.genre.empty())
        lines << tr("Genre tags: %1").arg(textOf(tags.genre));
    QStringList file { lengthText(tags.length), textOf(tags.codec),
                       tags.lossless == TrackTags::Lossless::Yes ? tr("lossless") : QString() };
    file.removeAll(QString());
    if (!file.isEmpty())
        lines << file.join(QStringLiteral(", "));
    return lines;
}

QString trackToolTip(const TrackTags &tags, const QString &id)
{
    QStringList lines = trackLines(tags);
    if (const QString name = trackName(tags); !name.isEmpty())
        lines.prepend(name);
    lines << id;
    // Qt takes a text with something like a tag in it for HTML.
    return QStringLiteral("<p style='white-space:pre'>%1</p>")
        .arg(lines.join(QLatin1Char('\n')).toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")));
}

} // namespace melscope
