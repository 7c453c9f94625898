#pragma once

#include <QString>

#include <functional>

class QLocale;
class QWidget;

namespace melscope {

/// How the window writes numbers: 0.5 wherever it runs, or as the system's settings say.
enum class NumberForm { Point, System };

/// Takes a form for the whole window, live: texts by core/base/number_text, fields, plots and whatever Qt itself
/// formats. GUI thread.
void applyNumberForm(NumberForm form);
QString numberFormName(NumberForm form);
NumberForm numberFormOfName(const QString &name); ///< Point if the name is unknown

/// A locale of Qt's that writes as numberMarks() say, with digits 0 to 9 and no groups; for plots and Qt's own widgets.
QLocale numberLocale();

/// Calls `show` whenever the form changes, so that a widget's texts are written anew.
void followNumberForm(QWidget *widget, std::function<void()> show);

} // namespace melscope
