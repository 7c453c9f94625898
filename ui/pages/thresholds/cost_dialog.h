#pragma once

#include "core/scoring/least_cost.h"

#include <QDialog>

class QLabel;

namespace melscope {

class DecimalField;

/// Asks what a wrongly predicted and a missed track of a label cost, and shows which threshold is the cheapest.
class CostDialog : public QDialog
{
    Q_OBJECT
public:
    /// `now` is the threshold that is chosen, NaN for never.
    CostDialog(const QString &label, ThresholdCurve curve, double now, QWidget *parent = nullptr);

    double threshold() const; ///< NaN: never

private:
    void showResult();

    ThresholdCurve m_curve;
    double m_now;
    DecimalField *m_wrong;
    DecimalField *m_missed;
    QLabel *m_result;
};

} // namespace melscope
