#include "ui/pages/thresholds/label_pane.h"

#include "core/base/number_text.h"
#include "core/study/run_curve.h"
#include "ui/controls/button_action.h"
#include "ui/numbers/number_field.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/means_table.h"
#include "ui/pages/thresholds/error_tracks_pane.h"
#include "ui/pages/thresholds/cost_dialog.h"
#include "ui/plots/label_plots.h"
#include "ui/plots/threshold_plot.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>
#include <utility>

namespace melscope {

namespace {

constexpr double kLeastThreshold = 1e-9; // zero would predict the label for every track, which is no choice

/// Whether precision, recall and F of a row of the means' table are the same in both.
bool haveSameRow(const std::optional<SystemFigures> &a, const std::optional<SystemFigures> &b, size_t row)
{
    if (!a || !b)
        return !a && !b;
    for (size_t index = 3 * row; index < 3 * row + 3; ++index) {
        const double left = figure(*a, index).mean;
        const double right = figure(*b, index).mean;
        if (left != right && !(std::isnan(left) && std::isnan(right)))
            return false;
    }
    return true;
}

} // namespace

LabelPane::LabelPane(Session &session, ThresholdEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_editor(editor)
    , m_title(new QLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_curve(new ThresholdPlot(this))
    , m_precisionRecall(new PrecisionRecallPlot(this))
    , m_roc(new RocPlot(this))
    , m_histogram(new ScoreHistogramPlot(this))
    , m_calibration(new CalibrationPlot(this))
    , m_errors(new ErrorTracksPane(session, editor, this))
    , m_figures(new QLabel(this))
    , m_system(new TableModel(this))
    , m_systemTitle(new QLabel(this))
{
    setObjectName(QStringLiteral("labelPane"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    m_title->setObjectName(QStringLiteral("thresholdTitle"));
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    layout->addWidget(m_title);
    m_tabs->setObjectName(QStringLiteral("labelTabs"));
    m_tabs->setAccessibleName(tr("Views of the label"));
    m_tabs->addTab(m_curve, tr("Threshold"));
    m_tabs->addTab(m_precisionRecall, tr("P–R"));
    m_tabs->setTabToolTip(1, tr("Precision against recall"));
    m_tabs->addTab(m_roc, tr("ROC"));
    m_tabs->setTabToolTip(2, tr("True positive rate against false positive rate"));
    m_tabs->addTab(m_histogram, tr("Scores"));
    m_tabs->addTab(m_calibration, tr("Calibration"));
    m_tabs->addTab(m_errors, tr("Tracks"));
    m_tabs->setTabToolTip(5, tr("The tracks nearest to the threshold: wrongly predicted, missed, right"));
    layout->addWidget(m_tabs, 1);
    layout->addWidget(buildControls());
    m_figures->setObjectName(QStringLiteral("thresholdFigures"));
    m_figures->setWordWrap(true);
    m_figures->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_figures->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_figures->setMinimumHeight(3 * fontMetrics().lineSpacing() + 2);
    layout->addWidget(m_figures);
    m_systemTitle->setObjectName(QStringLiteral("systemTitle"));
    m_systemTitle->setWordWrap(true);
    layout->addWidget(m_systemTitle);
    auto meanOf = [](const std::optional<SystemFigures> &figures) -> MeanOf {
        return [&figures](size_t index) { return figures ? &figure(*figures, index) : nullptr; };
    };
    layout->addWidget(
        makeMeansTable(m_system,
                       meanColumns({ "P", "R", "F" }, tr("With the difference to the plain argmax of every label"),
                                   this, meanOf(m_shown), meanOf(m_optimum)),
                       QStringLiteral("systemFigures"), tr("The whole system's 18 means on validation"), this));

    followNumberForm(this, [this] { showDetail(); });
    connect(m_curve, &ThresholdPlot::thresholdMoved, &m_editor, &ThresholdEditor::moveThreshold);
    connect(m_curve, &ThresholdPlot::thresholdReleased, &m_editor, &ThresholdEditor::commitThreshold);
    connect(&m_editor, &ThresholdEditor::selectionChanged, this, &LabelPane::showDetail);
    connect(&m_editor, &ThresholdEditor::detailChanged, this, &LabelPane::showDetail);
    connect(&m_editor, &ThresholdEditor::thresholdsChanged, this, &LabelPane::showFigures);
    connect(&m_editor, &ThresholdEditor::sourceChanged, this, &LabelPane::showDetail);
    connect(&m_editor, &ThresholdEditor::moved, this, [this] {
        const double now = m_editor.whatIf()->threshold();
        m_curve->setChosen(now);
        // The other plots are repainted only where they are seen.
        if (m_tabs->currentWidget() == m_precisionRecall)
            m_precisionRecall->setChosen(now);
        else if (m_tabs->currentWidget() == m_roc)
            m_roc->setChosen(now);
        else if (m_tabs->currentWidget() == m_histogram)
            m_histogram->setChosen(now);
        else if (m_tabs->currentWidget() == m_errors)
            m_errors->refresh();
        showFigures();
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, &LabelPane::showDetail);
    connect(m_errors, &ErrorTracksPane::trackActivated, this, &LabelPane::trackActivated);
    connect(m_errors, &ErrorTracksPane::tracksWanted, this, &LabelPane::tracksWanted);
    showDetail();
}

void LabelPane::askForCost()
{
    const LabelDetail *detail = m_editor.detail();
    if (detail == nullptr || m_editor.whatIf() == nullptr)
        return;
    CostDialog dialog(m_editor.labelName(*m_editor.selected()), detail->curve, m_editor.whatIf()->threshold(), this);
    if (dialog.exec() == QDialog::Accepted)
        m_editor.setThreshold(dialog.threshold());
}

void LabelPane::fillOtherRuns()
{
    m_otherRuns->clear();
    const auto analysis = m_session.analysis();
    for (const RunSummary &run : m_session.runs().runs()) {
        if (run.unfinished || !analysis || run.folder == analysis->run->folder)
            continue;
        QAction *action = m_otherRuns->addAction(run.title);
        action->setCheckable(true);
        action->setChecked(m_others.contains(run.folder));
        connect(action, &QAction::triggered, this, [this, folder = run.folder](bool isShown) {
            m_others.removeAll(folder);
            if (isShown)
                m_others << folder;
            showOthers();
        });
    }
    if (m_otherRuns->isEmpty())
        m_otherRuns->addAction(tr("There is no other run"))->setEnabled(false);
}

void LabelPane::showOthers()
{
    m_readingOthers.cancel();
    const LabelDetail *detail = m_editor.detail();
    const auto analysis = m_session.analysis();
    if (m_others.isEmpty() || detail == nullptr || !analysis || !m_editor.selected()) {
        m_curve->setOthers({});
        return;
    }
    std::vector<std::pair<QString, QString>> runs;
    for (const QString &folder : m_others) {
        const RunSummary *run = m_session.runs().find(folder);
        if (folder != analysis->run->folder)
            runs.emplace_back(folder, run != nullptr ? run->title : runTitle(folder));
    }
    const uint32_t label = *m_editor.selected();
    m_readingOthers.run(
        m_session.lane(Lane::Estimates), this, tr("Reading other runs' scores"),
        [runs, source = m_editor.source()->name, label, name = analysis->run->space.classes()[label],
         tracks = detail->movable->tracks](const CancelToken &cancel,
                                           const ProgressCallback &) -> Result<std::vector<ThresholdPlot::Other>> {
            std::vector<ThresholdPlot::Other> others;
            for (const auto &[folder, title] : runs) {
                auto curve = curveOfRun(folder, source, name, *tracks, label, cancel);
                if (!curve)
                    return passOn(curve);
                others.push_back({ title, std::move(*curve) });
            }
            return others;
        },
        [this](const Result<std::vector<ThresholdPlot::Other>> &others) {
            if (!others)
                m_session.report(others.error());
            m_curve->setOthers(others.value_or(std::vector<ThresholdPlot::Other>()));
        });
}

QWidget *LabelPane::buildControls()
{
    m_controls = new QWidget(this);
    auto *row = new QHBoxLayout(m_controls);
    row->setContentsMargins(0, 0, 0, 0);
    m_threshold = new DecimalField(m_controls, 6);
    m_threshold->setObjectName(QStringLiteral("thresholdBox"));
    m_threshold->setAccessibleName(tr("Threshold"));
    m_threshold->setRange(kLeastThreshold, 1);
    m_threshold->setSingleStep(0.001);
    m_threshold->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("0.0000000")) + 34);
    m_threshold->setToolTip(tr("Type a threshold, drag the line in the plot, or move it from score to score with the "
                               "arrow keys (Shift: by ten)"));
    m_logarithmic = new QCheckBox(tr("log"), m_controls);
    m_logarithmic->setObjectName(QStringLiteral("logThreshold"));
    m_logarithmic->setToolTip(tr("Logarithmic threshold axis"));
    m_byRule = new QPushButton(m_controls);
    m_byRule->setObjectName(QStringLiteral("labelRule"));
    m_byRule->setText(tr("By rule"));
    m_byRule->setToolTip(tr("Find this label's threshold by a rule of its own"));
    auto *menu = new QMenu(m_byRule);
    for (const char *rule :
         { "argmax", "smoothed:1", "smoothed:2", "smoothed:5", "smoothed:10", "fbr:0.1", "fbr:0.2", "fbr:0.3" }) {
        const RuleSettings settings = *parseRule(QString::fromLatin1(rule));
        connect(menu->addAction(ruleText(settings)), &QAction::triggered, this,
                [this, settings] { m_editor.applyRuleToSelected(settings); });
    }
    menu->addSeparator();
    QAction *cost = menu->addAction(tr("Least cost …"));
    cost->setObjectName(QStringLiteral("leastCost"));
    connect(cost, &QAction::triggered, this, &LabelPane::askForCost);
    m_byRule->setMenu(menu);
    auto *others = new QToolButton(m_controls);
    others->setText(tr("Runs"));
    others->setObjectName(QStringLiteral("curvesOfRuns"));
    others->setToolTip(tr("Lay this label's F1 in other runs over the curve"));
    others->setPopupMode(QToolButton::InstantPopup);
    m_otherRuns = new QMenu(others);
    others->setMenu(m_otherRuns);
    connect(m_otherRuns, &QMenu::aboutToShow, this, &LabelPane::fillOtherRuns);
    m_never = new QToolButton(m_controls);
    m_never->setText(tr("Never"));
    m_never->setObjectName(QStringLiteral("neverPredict"));
    m_never->setToolTip(tr("Never predict this label"));
    m_reset = new QToolButton(m_controls);
    m_reset->setText(tr("Reset"));
    m_reset->setObjectName(QStringLiteral("resetThreshold"));
    m_reset->setToolTip(tr("Back to what the rule of all labels says"));
    auto *save = new QToolButton(m_controls);
    save->setText(tr("Save …"));
    save->setToolTip(tr("Save the plot that is shown"));
    save->setObjectName(QStringLiteral("saveLabelPlot"));
    row->addWidget(m_threshold);
    row->addWidget(m_logarithmic);
    row->addWidget(m_byRule);
    row->addWidget(m_never);
    row->addWidget(m_reset);
    row->addWidget(others);
    row->addStretch(1);
    save->hide(); // the plot's own menu and the page's have it; a narrow window has no room
    auto *rules = new QAction(tr("This label by a r&ule"), this);
    rules->setMenu(menu);
    addActions({ rules, new ButtonAction(m_never, tr("&Never predict this label"), this),
                 new ButtonAction(m_reset, tr("R&eset this label"), this),
                 new ButtonAction(save, tr("Save the &plot …"), this) });
    connect(m_threshold, &DecimalField::valueChanged, &m_editor, &ThresholdEditor::setThreshold);
    connect(m_logarithmic, &QCheckBox::toggled, m_curve, &ThresholdPlot::setLogarithmic);
    connect(m_never, &QToolButton::clicked, this, [this] { m_editor.setThreshold(std::nan("")); });
    connect(m_reset, &QToolButton::clicked, &m_editor, &ThresholdEditor::resetSelected);
    connect(save, &QToolButton::clicked, this, [this] {
        auto *plot = qobject_cast<PlotWidget *>(m_tabs->currentWidget());
        (plot != nullptr ? plot : m_curve)->chooseFile();
    });
    return m_controls;
}

void LabelPane::showDetail()
{
    const LabelDetail *detail = m_editor.detail();
    const bool any = m_editor.basis() != nullptr && m_editor.selected();
    m_title->setText(any ? QStringLiteral("<b>%1</b>").arg(m_editor.labelName(*m_editor.selected()).toHtmlEscaped())
                         : tr("No label selected"));
    for (PlotWidget *plot : { static_cast<PlotWidget *>(m_curve), static_cast<PlotWidget *>(m_precisionRecall),
                              static_cast<PlotWidget *>(m_roc), static_cast<PlotWidget *>(m_histogram),
                              static_cast<PlotWidget *>(m_calibration) })
        plot->setFileName(any ? m_editor.labelName(*m_editor.selected()) : tr("label"));
    m_controls->setEnabled(detail != nullptr && detail->curve.support() > 0);
    m_threshold->showValue(m_threshold->value()); // what was refused for another label says nothing here
    if (detail == nullptr || detail->curve.support() == 0) {
        m_curve->clear();
        m_precisionRecall->setCurve({}, 0, std::nan(""));
        m_roc->setCurve({}, std::nan(""));
        m_histogram->setMovable(nullptr, std::nan(""));
        m_calibration->setMovable(nullptr);
    } else {
        const double now = m_editor.whatIf()->threshold();
        const LabelThreshold best = chooseThreshold(m_editor.basis()->steps[*m_editor.selected()], {});
        m_curve->setBand(detail->band);
        m_curve->setCurve(detail->curve, now, best.threshold);
        if (m_tabs->currentWidget() == m_precisionRecall)
            m_precisionRecall->setCurve(detail->curve, best.averagePrecision, now);
        if (m_tabs->currentWidget() == m_roc)
            m_roc->setCurve(detail->curve, now);
        if (m_tabs->currentWidget() == m_histogram)
            m_histogram->setMovable(detail->movable.get(), now);
        if (m_tabs->currentWidget() == m_calibration)
            m_calibration->setMovable(detail->movable.get());
    }
    m_errors->refresh();
    showFigures();
    const void *shown = detail != nullptr ? static_cast<const void *>(detail->movable.get()) : nullptr;
    if (std::exchange(m_othersOf, shown) != shown)
        showOthers();
}

void LabelPane::showFigures()
{
    if (m_editor.labelled() == nullptr) {
        m_figures->clear();
        m_shown.reset();
        m_system->refresh();
        m_systemTitle->setText(m_editor.basis() ? tr("Labelling the tracks …")
                                                : tr("The truth of the validation part is not to be found; without it "
                                                     "there is nothing to search thresholds on."));
        return;
    }
    const auto shown = std::exchange(m_shown, m_editor.counts().figures());
    const auto optimum = std::exchange(m_optimum, m_editor.optimum());
    // Only what changed is painted anew, as this happens with every pixel of a dragged line.
    for (size_t row = 0; row < size_t(m_system->rowCount()); ++row) {
        if (!haveSameRow(shown, m_shown, row) || !haveSameRow(optimum, m_optimum, row))
            m_system->refreshRow(row);
    }
    bool differs = false;
    for (size_t row = 0; row < size_t(m_system->rowCount()); ++row)
        differs = differs || !haveSameRow(m_shown, m_optimum, row);
    // A template each, since what is added stands within the sentence.
    const QString title = differs
        ? tr("<b>Whole system</b> on %1 validation tracks, ± against the plain argmax. Micro-F1 %2; tracks that no "
             "label reaches: %3")
        : tr("<b>Whole system</b> on %1 validation tracks. Micro-F1 %2; tracks that no label reaches: %3");
    m_systemTitle->setText(title.arg(countText(qint64(m_editor.labelled()->size())), decimalText(m_shown->microF1, 4),
                                     countText(qint64(m_shown->fallbackTracks))));
    const WhatIf *whatIf = m_editor.whatIf();
    if (whatIf == nullptr) {
        m_figures->clear();
        return;
    }
    const double now = whatIf->threshold();
    const WhatIf::Decision decision = whatIf->decision();
    m_reset->setEnabled(m_editor.isByHand(whatIf->label()));
    if (decision.support() == 0) {
        m_figures->setText(
            tr("No validation track bears this label, so there is no threshold and the label is never predicted."));
        return;
    }
    m_threshold->setSpecialValueText(std::isnan(now) ? tr("never") : QString());
    m_threshold->showValue(std::isnan(now) ? m_threshold->minimum() : now);
    const double f1 = decision.f1();
    const double best = chooseThreshold(m_editor.basis()->steps[whatIf->label()], {}).f1;
    QString text = std::isnan(now) ? tr("Never predicted. ") : tr("At threshold %1: ").arg(generalText(now, 7));
    text += tr("F1 <b>%1</b>%2, precision %3, recall %4. TP %5 · FP %6 · FN %7 · TN %8.")
                .arg(decimalText(f1, 4),
                     best - f1 > 0.00005 ? tr(" (%1 below the greatest)").arg(decimalText(best - f1, 4)) : QString(),
                     decimalText(decision.precision(), 4), decimalText(decision.recall(), 4),
                     countText(qint64(decision.truePositives)), countText(qint64(decision.falsePositives)),
                     countText(qint64(decision.falseNegatives)), countText(qint64(decision.trueNegatives)));
    for (const char *name : { "TP", "FP", "FN", "TN" }) // a count stays beside its name
        text.replace(QLatin1String(name) + QLatin1Char(' '), QLatin1String(name) + QChar(QChar::Nbsp));
    // What was resampled belongs to the threshold that is kept, not to one on its way.
    const double kept = m_editor.labelled()->labeller().thresholds().values[whatIf->label()];
    if (const LabelDetail *detail = m_editor.detail(); detail->uncertainty && kept == now)
        text += tr("<br>Resampled: F1 %1–%2; ")
                    .arg(decimalText(detail->uncertainty->f1.low, 2), decimalText(detail->uncertainty->f1.high, 2))
            + (std::isnan(detail->uncertainty->expectedF1)
                   ? tr("too rare to tell what to expect on unseen tracks.")
                   : tr("on unseen tracks expect %1 (%2–%3).")
                         .arg(decimalText(detail->uncertainty->expectedF1, 3),
                              decimalText(detail->uncertainty->unseen.low, 2),
                              decimalText(detail->uncertainty->unseen.high, 2)));
    m_figures->setText(text);
}

} // namespace melscope
