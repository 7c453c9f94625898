#pragma once

#include <QDoubleSpinBox>
#include <QSpinBox>

namespace melscope {

/// What the fields for numbers have in common. Point and comma are understood in every country, and numbers are written
/// with numberMarks(). What cannot be taken – no number, or one out of range – is neither dropped nor changed: it stays
/// in the field, framed, with the reason beside it, the value is the one before, and Enter goes no further.
class NumberField
{
public:
    virtual ~NumberField() = default;

    /// Why what stands in the field is not taken; empty if it is.
    virtual QString refusal() const = 0;
    /// Frames the field and says why, if what stands in it is not taken. Whether it is so.
    bool showRefusal();

protected:
    explicit NumberField(QAbstractSpinBox &box);
    /// Without prefix, suffix and the spaces around.
    QString typedPart(QString text, const QString &prefix, const QString &suffix) const;
    QString refusalOf(const QString &typed, bool isNumber, const QString &least, const QString &most,
                      const QString &kept) const;
    bool swallows(QEvent *event); ///< what would make Qt put the old value in the place of a text that is not taken
    void drawMark();

private:
    QAbstractSpinBox &m_box;
    bool m_isFinished = false; ///< Enter was pressed or the field was left: "0" will not become "0.3" any more
};

/// A decimal number. Shows so many decimals as setDecimals() says, and more where the value has more.
class DecimalField : public QDoubleSpinBox, public NumberField
{
    Q_OBJECT
public:
    explicit DecimalField(QWidget *parent = nullptr, int shownDecimals = 2);

    QString refusal() const override;
    /// Shows a value that the program sets, rounded to the decimals shown, and tells no one.
    void showValue(double value);

    QString textFromValue(double value) const override;
    double valueFromText(const QString &text) const override;
    QValidator::State validate(QString &text, int &position) const override;
    void fixup(QString &) const override { }
    void stepBy(int steps) override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    int m_shownDecimals;
};

/// A whole number, in groups of three digits where setGroupSeparatorShown() says so.
class CountField : public QSpinBox, public NumberField
{
    Q_OBJECT
public:
    explicit CountField(QWidget *parent = nullptr);

    QString refusal() const override;

    QString textFromValue(int value) const override;
    int valueFromText(const QString &text) const override;
    QValidator::State validate(QString &text, int &position) const override;
    void fixup(QString &) const override { }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

/// Takes what is typed into the fields that are shown in a form or dialog, up to the first that it cannot take; null if
/// it takes all.
NumberField *refusedField(const QWidget &form);

} // namespace melscope
