#include "ui/pages/thresholds/cost_dialog.h"

#include "core/base/number_text.h"
#include "ui/numbers/number_field.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QSettings>
#include <QVBoxLayout>

#include <cmath>

namespace melscope {

namespace {
const QString kMissedKey = QStringLiteral("costOfMissed");
}

CostDialog::CostDialog(const QString &label, ThresholdCurve curve, double now, QWidget *parent)
    : QDialog(parent)
    , m_curve(std::move(curve))
    , m_now(now)
    , m_wrong(new DecimalField(this, 2))
    , m_missed(new DecimalField(this, 2))
    , m_result(new QLabel(this))
{
    setObjectName(QStringLiteral("costDialog"));
    setWindowTitle(tr("Least cost of %1").arg(label));
    auto *layout = new QVBoxLayout(this);
    auto *form = new QFormLayout;
    for (DecimalField *field : { m_wrong, m_missed }) {
        field->setRange(0, 1e6);
        field->setSingleStep(0.5);
        field->setKeyboardTracking(true); // what is told is what OK takes
        connect(field, &DecimalField::valueChanged, this, &CostDialog::showResult);
    }
    m_wrong->setObjectName(QStringLiteral("costOfWrong"));
    m_missed->setObjectName(QStringLiteral("costOfMissed"));
    m_wrong->setValue(1);
    m_missed->setValue(QSettings().value(kMissedKey, 2.0).toDouble());
    form->addRow(tr("A wrongly predicted track costs"), m_wrong);
    form->addRow(tr("A missed track costs"), m_missed);
    layout->addLayout(form);
    m_result->setObjectName(QStringLiteral("costResult"));
    m_result->setWordWrap(true);
    m_result->setMinimumHeight(4 * fontMetrics().lineSpacing());
    m_result->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->addWidget(m_result);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        if (NumberField *field = refusedField(*this); field != nullptr && field->showRefusal())
            return;
        QSettings().setValue(kMissedKey, m_missed->value());
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(460, sizeHint().height());
    showResult();
    m_missed->setFocus();
    m_missed->selectAll();
}

double CostDialog::threshold() const
{
    return leastCost(m_curve, m_wrong->value(), m_missed->value()).threshold;
}

void CostDialog::showResult()
{
    const LabelCost best = leastCost(m_curve, m_wrong->value(), m_missed->value());
    const LabelCost now = costAt(m_curve, m_now, m_wrong->value(), m_missed->value());
    auto errors = [](const LabelCost &cost) {
        return tr("%1 wrongly predicted, %2 missed, cost %3")
            .arg(countText(cost.falsePositives), countText(cost.falseNegatives), generalText(cost.cost));
    };
    const QString place = std::isnan(best.threshold) ? tr("Cheapest is never to predict it")
                                                     : tr("Cheapest is %1").arg(generalText(best.threshold, 6));
    m_result->setText(tr("%1: %2.").arg(place, errors(best)) + QLatin1Char('\n')
                      + tr("As it is now: %1.").arg(errors(now)) + QLatin1Char('\n')
                      + tr("Counted on validation, this label alone."));
}

} // namespace melscope
