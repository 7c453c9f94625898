#include "ui/language/language.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTranslator>

/// Outside the namespace, as Qt asks: translations lie in a static library.
static void loadTranslations()
{
    Q_INIT_RESOURCE(melscope_i18n);
}

namespace melscope {

namespace {

const QString kKey = QStringLiteral("language");
const QString kSystem = QStringLiteral("system");
constexpr auto kSpoken = "spokenLanguage"; // a property of the application

} // namespace

QStringList languages()
{
    return { QStringLiteral("en"), QStringLiteral("de") };
}

QString languageTitle(const QString &language)
{
    return language == QStringLiteral("de") ? QStringLiteral("Deutsch") : QStringLiteral("English");
}

QString chosenLanguage()
{
    return QSettings().value(kKey, kSystem).toString();
}

void chooseLanguage(const QString &language)
{
    QSettings().setValue(kKey, language);
}

void applyLanguage()
{
    loadTranslations();
    QString language = chosenLanguage();
    if (!languages().contains(language)) {
        const QString system = QLocale::system().name().section(QLatin1Char('_'), 0, 0);
        language = languages().contains(system) ? system : languages().front();
    }
    for (QTranslator *old : QCoreApplication::instance()->findChildren<QTranslator *>()) {
        QCoreApplication::removeTranslator(old);
        delete old;
    }
    QCoreApplication::instance()->setProperty(kSpoken, language);
    auto install = [language](const QString &name, const QString &folder) {
        auto *translator = new QTranslator(QCoreApplication::instance());
        if (translator->load(name + language, folder))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    };
    if (language != QStringLiteral("en")) // the sources are; Qt's own texts, too
        install(QStringLiteral("qtbase_"), QStringLiteral(":/i18n"));
    install(QStringLiteral("melscope_"), QStringLiteral(":/i18n")); // English for its plurals
}

QString spokenLanguage()
{
    const QString spoken = QCoreApplication::instance()->property(kSpoken).toString();
    return spoken.isEmpty() ? QStringLiteral("en") : spoken;
}

QLocale spokenLocale()
{
    // In English as most of the world writes dates, unless the system's English says otherwise.
    const QLocale system = QLocale::system();
    if (system.name().startsWith(spokenLanguage()))
        return system;
    return spokenLanguage() == QStringLiteral("en") ? QLocale(QLocale::English, QLocale::UnitedKingdom)
                                                    : QLocale(spokenLanguage());
}

} // namespace melscope
