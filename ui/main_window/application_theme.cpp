#include "ui/main_window/application_theme.h"

#include <QApplication>
#include <QLabel>
#include <QPalette>
#include <QStyle>
#include <QPainter>
#include <QProxyStyle>
#include <QSettings>
#include <QStyleOption>

namespace melscope {

namespace {

constexpr float kDownTint = 0.2F; ///< of the accent over a button that is down
const QString kDesktopDark = QStringLiteral("desktopPrefersDark");

QPalette lightPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0xf4, 0xf5, 0xf7));
    palette.setColor(QPalette::WindowText, QColor(0x1d, 0x22, 0x29));
    palette.setColor(QPalette::Base, Qt::white);
    palette.setColor(QPalette::AlternateBase, QColor(0xf0, 0xf3, 0xf7));
    palette.setColor(QPalette::Text, QColor(0x1d, 0x22, 0x29));
    palette.setColor(QPalette::PlaceholderText, QColor(0x5c, 0x65, 0x70));
    palette.setColor(QPalette::Button, QColor(0xe9, 0xec, 0xf0));
    palette.setColor(QPalette::ButtonText, QColor(0x1d, 0x22, 0x29));
    palette.setColor(QPalette::ToolTipBase, QColor(0xff, 0xff, 0xff));
    palette.setColor(QPalette::ToolTipText, QColor(0x1d, 0x22, 0x29));
    palette.setColor(QPalette::Highlight, QColor(0x1f, 0x6f, 0xb4));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x1a, 0x66, 0xa8));
    palette.setColor(QPalette::Mid, QColor(0xb8, 0xbf, 0xc8));
    return palette;
}

QPalette darkPalette()
{
    QPalette palette;
    palette.setColor(QPalette::Window, QColor(0x23, 0x27, 0x2d));
    palette.setColor(QPalette::WindowText, QColor(0xe6, 0xe9, 0xed));
    palette.setColor(QPalette::Base, QColor(0x1a, 0x1d, 0x22));
    palette.setColor(QPalette::AlternateBase, QColor(0x2a, 0x2f, 0x36));
    palette.setColor(QPalette::Text, QColor(0xe6, 0xe9, 0xed));
    palette.setColor(QPalette::PlaceholderText, QColor(0xa6, 0xae, 0xb8));
    palette.setColor(QPalette::Button, QColor(0x33, 0x39, 0x42));
    palette.setColor(QPalette::ButtonText, QColor(0xe6, 0xe9, 0xed));
    palette.setColor(QPalette::ToolTipBase, QColor(0x33, 0x39, 0x42));
    palette.setColor(QPalette::ToolTipText, QColor(0xe6, 0xe9, 0xed));
    palette.setColor(QPalette::Highlight, QColor(0x2c, 0x70, 0xb0));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(0x66, 0xb2, 0xff));
    palette.setColor(QPalette::Mid, QColor(0x55, 0x5d, 0x68));
    palette.setColor(QPalette::Light, QColor(0x4a, 0x52, 0x5d));
    palette.setColor(QPalette::Dark, QColor(0x14, 0x17, 0x1b));
    return palette;
}

/// Fusion frames a check box in a shade of the window, and tells a button that is down by a shade of it: on dark ground
/// both are lost.
class FramedFusion : public QProxyStyle
{
public:
    FramedFusion()
        : QProxyStyle(QStringLiteral("Fusion"))
    {
    }
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        if ((element == PE_PanelButtonTool || element == PE_PanelButtonCommand) && option->state.testFlag(State_On)) {
            QColor tint = option->palette.color(QPalette::Highlight);
            painter->fillRect(option->rect.adjusted(2, option->rect.height() - 4, -2, -2), tint);
            tint.setAlphaF(kDownTint);
            painter->fillRect(option->rect.adjusted(1, 1, -1, -1), tint);
            return;
        }
        if (element != PE_IndicatorCheckBox || option->palette.color(QPalette::Base).lightness() >= 128)
            return;
        painter->save();
        painter->setPen(option->palette.color(QPalette::PlaceholderText));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        painter->restore();
    }
};

void fadeDisabled(QPalette &palette)
{
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText }) {
        QColor colour = palette.color(QPalette::PlaceholderText);
        palette.setColor(QPalette::Disabled, role, colour);
    }
}

} // namespace

void applyTheme(Theme theme)
{
    // Fusion alone follows the palette everywhere.
    QApplication::setStyle(new FramedFusion);
    bool dark = theme == Theme::Dark;
    if (theme == Theme::System) {
        const QVariant told = QSettings().value(kDesktopDark); // last time; so nothing flashes at the start
        dark = told.isValid() ? told.toBool()
                              : QApplication::style()->standardPalette().color(QPalette::Window).lightness() < 128;
    }
    QPalette palette = dark ? darkPalette() : lightPalette();
    fadeDisabled(palette);
    QApplication::setPalette(palette);
    // A text keeps the colour of its links from when it was set.
    for (QWidget *widget : QApplication::allWidgets()) {
        auto *label = qobject_cast<QLabel *>(widget);
        if (label == nullptr || !label->text().contains(QStringLiteral("<a ")))
            continue;
        const QString text = label->text();
        label->clear();
        label->setText(text);
    }
}

void takeDesktopColours(bool isDark)
{
    QSettings settings;
    const QVariant before = settings.value(kDesktopDark);
    settings.setValue(kDesktopDark, isDark);
    const bool isFollowing = themeOfName(settings.value(QStringLiteral("theme")).toString()) == Theme::System;
    if (isFollowing && (!before.isValid() || before.toBool() != isDark))
        applyTheme(Theme::System);
}

QString themeName(Theme theme)
{
    return theme == Theme::Dark ? QStringLiteral("dark")
        : theme == Theme::Light ? QStringLiteral("light")
                                : QStringLiteral("system");
}

Theme themeOfName(const QString &name)
{
    return name == QStringLiteral("dark") ? Theme::Dark
        : name == QStringLiteral("light") ? Theme::Light
                                          : Theme::System;
}

} // namespace melscope
