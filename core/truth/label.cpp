#include "core/truth/label.h"

#include "core/truth/cell_text.h"

#include <QStringList>

namespace melscope {

namespace {

std::string lettersOf(const QString &text)
{
    QString letters;
    for (const char32_t point : text.toUcs4()) {
        if (QChar::isLetter(point))
            letters += QString::fromUcs4(&point, 1);
    }
    return letters.toStdString();
}

} // namespace

bool isSubgenre(std::string_view label)
{
    return label.find(kSubgenreMark) != std::string_view::npos;
}

std::string_view genreOf(std::string_view label)
{
    return label.substr(0, label.find(kSubgenreMark));
}

std::string normaliseLabel(std::string_view label)
{
    const QString lower = QString::fromStdString(labelKey(label)).toLower();
    // AllMusic has "pop/rock---europop" too, so this one keeps its hyphen.
    if (lower == QStringLiteral("pop/rock---euro-pop") || lower == QStringLiteral("poprock---euro-pop"))
        return "poprock---euro-pop";
    std::string normal;
    const QStringList parts = lower.split(QStringLiteral("---"));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i > 0)
            normal += kSubgenreMark;
        normal += lettersOf(parts[i]);
    }
    return normal;
}

} // namespace melscope
