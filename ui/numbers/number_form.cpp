#include "ui/numbers/number_form.h"

#include "core/base/number_text.h"

#include <QApplication>
#include <QEvent>
#include <QLocale>
#include <QPointer>
#include <QWidget>

#include <clocale>
#include <utility>

namespace melscope {

namespace {

/// Sees the event that Qt sends to every widget when the locale changes.
class FormFollower : public QObject
{
public:
    FormFollower(QWidget *widget, std::function<void()> show)
        : QObject(widget)
        , m_show(std::move(show))
    {
        widget->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LocaleChange && watched == parent())
            m_show();
        return false;
    }

private:
    std::function<void()> m_show;
};

} // namespace

void applyNumberForm(NumberForm form)
{
    // The application has taken over the environment's locale for the C library; nothing here may read or write by it.
    std::setlocale(LC_NUMERIC, "C");
    const NumberMarks before = numberMarks();
    const QLocale localeBefore;
    setNumberMarks(form == NumberForm::System ? systemNumberMarks() : NumberMarks());
    const QLocale locale = numberLocale();
    QLocale::setDefault(locale);
    for (QWidget *window : QApplication::topLevelWidgets())
        window->setLocale(locale); // goes on to all that is in it, with an event
    if (locale != localeBefore || numberMarks() == before)
        return;
    // Groups alone are written otherwise, which no locale of Qt's tells.
    QList<QPointer<QWidget>> widgets;
    for (QWidget *widget : QApplication::allWidgets())
        widgets << widget;
    for (const auto &widget : widgets) {
        QEvent changed(QEvent::LocaleChange);
        if (widget)
            QCoreApplication::sendEvent(widget, &changed);
    }
}

QString numberFormName(NumberForm form)
{
    return form == NumberForm::System ? QStringLiteral("system") : QStringLiteral("point");
}

NumberForm numberFormOfName(const QString &name)
{
    return name == QStringLiteral("system") ? NumberForm::System : NumberForm::Point;
}

QLocale numberLocale()
{
    // German stands for all countries with a comma: its digits and exponent are Latin, as not everywhere.
    QLocale locale = numberMarks().decimal == u',' ? QLocale(QLocale::German, QLocale::Germany) : QLocale::c();
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return locale;
}

void followNumberForm(QWidget *widget, std::function<void()> show)
{
    new FormFollower(widget, std::move(show));
}

} // namespace melscope
