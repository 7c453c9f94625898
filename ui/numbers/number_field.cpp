#include "ui/numbers/number_field.h"

#include "core/base/number_reading.h"
#include "core/base/number_text.h"

#include <QCoreApplication>
#include <QFocusEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QTimer>
#include <QToolTip>

#include <cmath>
#include <optional>

namespace melscope {

namespace {

constexpr int kAfterKeyRelease = 250; // milliseconds
constexpr int kHeldDecimals = 30; // of the box itself, which would round to fewer what was typed

/// With so many decimals, or all that the value has; the point as decimal mark.
QString exactText(double value, int decimals)
{
    const QString fixed = QString::number(value, 'f', decimals);
    return fixed.toDouble() == value ? fixed : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace

NumberField::NumberField(QAbstractSpinBox &box)
    : m_box(box)
{
}

QString NumberField::typedPart(QString text, const QString &prefix, const QString &suffix) const
{
    if (!prefix.isEmpty() && text.startsWith(prefix))
        text.remove(0, prefix.size());
    if (!suffix.isEmpty() && text.endsWith(suffix))
        text.chop(suffix.size());
    return text.trimmed();
}

QString NumberField::refusalOf(const QString &typed, bool isNumber, const QString &least, const QString &most,
                               const QString &kept) const
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("melscope::NumberField", text); };
    if (typed.isEmpty())
        return tr("A number from %1 to %2 belongs here. It is still %3.").arg(least, most, kept);
    if (!isNumber)
        return tr("“%1” is not understood: a number from %2 to %3 belongs here. It is still %4.")
            .arg(typed, least, most, kept);
    return tr("%1 is out of range: from %2 to %3. It is still %4.").arg(typed, least, most, kept);
}

bool NumberField::showRefusal()
{
    const QString reason = refusal();
    if (reason.isEmpty())
        return false;
    m_isFinished = true;
    m_box.update();
    QToolTip::showText(m_box.mapToGlobal(QPoint(0, m_box.height())), reason.toHtmlEscaped(), &m_box);
    return true;
}

bool NumberField::swallows(QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress: {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key != Qt::Key_Return && key != Qt::Key_Enter) {
            m_isFinished = false;
            m_box.update();
            return false;
        }
        if (!showRefusal())
            return false;
        m_box.selectAll();
        event->accept();
        return true;
    }
    case QEvent::ShortcutOverride: {
        // What is taken already is undone with the project; only what is still being corrected has an undo of its own.
        const auto *key = static_cast<QKeyEvent *>(event);
        if (!refusal().isEmpty() || !(key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)))
            return false;
        event->ignore();
        return true;
    }
    case QEvent::FocusOut:
        if (refusal().isEmpty())
            return false;
        if (static_cast<QFocusEvent *>(event)->reason() != Qt::PopupFocusReason) {
            showRefusal();
            // The key or button that moved the focus takes the tip away when it is let go.
            QTimer::singleShot(kAfterKeyRelease, &m_box, [this] {
                if (m_box.isVisible() && !m_box.hasFocus())
                    showRefusal();
            });
        }
        // The line within must not go on blinking.
        QCoreApplication::sendEvent(m_box.findChild<QLineEdit *>(), event);
        m_box.update();
        return true;
    case QEvent::ToolTip:
        return m_isFinished && showRefusal();
    case QEvent::Hide:
    case QEvent::Show:
        return !refusal().isEmpty();
    default:
        return false;
    }
}

void NumberField::drawMark()
{
    if (!m_isFinished || refusal().isEmpty())
        return;
    const bool isDark = m_box.palette().color(QPalette::Base).lightness() < 128;
    QPainter painter(&m_box);
    painter.setPen(QPen(isDark ? QColor(0xff, 0x77, 0x77) : QColor(0xc0, 0x1c, 0x28), 2));
    painter.drawRect(m_box.rect().adjusted(1, 1, -1, -1));
}

DecimalField::DecimalField(QWidget *parent, int shownDecimals)
    : QDoubleSpinBox(parent)
    , NumberField(static_cast<QAbstractSpinBox &>(*this))
    , m_shownDecimals(shownDecimals)
{
    setDecimals(kHeldDecimals);
    setKeyboardTracking(false); // "0.3" is not 0 at first
}

QString DecimalField::refusal() const
{
    QString text = lineEdit()->text();
    int position = 0;
    if (validate(text, position) == QValidator::Acceptable)
        return {};
    const QString typed = typedPart(text, prefix(), suffix());
    return refusalOf(typed, typedDecimal(typed).has_value(), generalText(minimum()), generalText(maximum()),
                     textFromValue(value()));
}

void DecimalField::showValue(double value)
{
    const QSignalBlocker blocker(this);
    double rounded = QString::number(value, 'f', m_shownDecimals).toDouble();
    if (rounded != value && std::fabs(value) < std::pow(10, 2 - m_shownDecimals)) // little would be left of it
        rounded = QString::number(value, 'g', 3).toDouble();
    setValue(rounded);
}

QString DecimalField::textFromValue(double value) const
{
    return exactText(value, m_shownDecimals).replace(QLatin1Char('.'), QChar(numberMarks().decimal));
}

double DecimalField::valueFromText(const QString &text) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return minimum();
    return typedDecimal(typedPart(text, prefix(), suffix())).value_or(value());
}

QValidator::State DecimalField::validate(QString &text, int &) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return QValidator::Acceptable;
    const auto number = typedDecimal(typedPart(text, prefix(), suffix()));
    return number && *number >= minimum() && *number <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
}

void DecimalField::stepBy(int steps)
{
    interpretText();
    setValue(QString::number(value() + steps * singleStep(), 'f', m_shownDecimals).toDouble());
    selectAll();
}

bool DecimalField::event(QEvent *event)
{
    if (swallows(event))
        return true;
    const bool done = QDoubleSpinBox::event(event);
    if (event->type() == QEvent::LocaleChange && refusal().isEmpty())
        setValue(value());
    return done;
}

void DecimalField::paintEvent(QPaintEvent *event)
{
    QDoubleSpinBox::paintEvent(event);
    drawMark();
}

CountField::CountField(QWidget *parent)
    : QSpinBox(parent)
    , NumberField(static_cast<QAbstractSpinBox &>(*this))
{
    setKeyboardTracking(false);
}

QString CountField::refusal() const
{
    QString text = lineEdit()->text();
    int position = 0;
    if (validate(text, position) == QValidator::Acceptable)
        return {};
    const QString typed = typedPart(text, prefix(), suffix());
    return refusalOf(typed, typedCount(typed).has_value(), countText(minimum()), countText(maximum()),
                     textFromValue(value()));
}

QString CountField::textFromValue(int value) const
{
    return isGroupSeparatorShown() ? countText(value) : QString::number(value);
}

int CountField::valueFromText(const QString &text) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return minimum();
    return int(typedCount(typedPart(text, prefix(), suffix())).value_or(value()));
}

QValidator::State CountField::validate(QString &text, int &) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return QValidator::Acceptable;
    const auto number = typedCount(typedPart(text, prefix(), suffix()));
    return number && *number >= minimum() && *number <= maximum() ? QValidator::Acceptable : QValidator::Intermediate;
}

bool CountField::event(QEvent *event)
{
    if (swallows(event))
        return true;
    const bool done = QSpinBox::event(event);
    if (event->type() == QEvent::LocaleChange && refusal().isEmpty())
        setValue(value());
    return done;
}

void CountField::paintEvent(QPaintEvent *event)
{
    QSpinBox::paintEvent(event);
    drawMark();
}

NumberField *refusedField(const QWidget &form)
{
    for (QAbstractSpinBox *box : form.findChildren<QAbstractSpinBox *>()) {
        auto *field = dynamic_cast<NumberField *>(box);
        if (field == nullptr || !box->isEnabled() || !box->isVisibleTo(&form))
            continue;
        if (!field->refusal().isEmpty())
            return field;
        box->interpretText(); // a shortcut or a default button does not make the user leave the field
    }
    return nullptr;
}

} // namespace melscope
