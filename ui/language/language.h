#pragma once

#include <QLocale>
#include <QString>

namespace melscope {

/// The languages of the window: "en", and those it is translated to.
QStringList languages();
/// By its own name: "Deutsch".
QString languageTitle(const QString &language);

/// The language that is chosen in the settings; "system" where none is.
QString chosenLanguage();
void chooseLanguage(const QString &language);

/// Installs the translations of the chosen language; what is made from now on speaks it.
void applyLanguage();
/// What the window speaks now: "en" or another of languages(). Dates are written as it does.
QString spokenLanguage();
QLocale spokenLocale();

} // namespace melscope
