#include "ui/pages/thresholds/rule_dialog.h"

#include "core/base/number_text.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_field.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/row_table.h"
#include "ui/session/threshold_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace melscope {

namespace {

DecimalField *number(const QString &name, double least, double most, double step, int decimals, QWidget *parent)
{
    auto *box = new DecimalField(parent, decimals);
    box->setObjectName(name);
    box->setRange(least, most);
    box->setSingleStep(step);
    return box;
}

} // namespace

RuleDialog::RuleDialog(ThresholdEditor &editor, QWidget *parent)
    : QDialog(parent)
    , m_editor(editor)
    , m_estimates(new TableModel(this))
    , m_previews(new TableModel(this))
{
    setObjectName(QStringLiteral("ruleDialog"));
    setWindowTitle(tr("Rule of %1").arg(editor.source()->name));
    setAttribute(Qt::WA_DeleteOnClose);
    m_estimates->setColumns(estimateColumns());
    m_previews->setColumns(previewColumns());
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(buildRule(), 3);
    layout->addWidget(buildHierarchy(), 2);
    auto *buttons =
        new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Apply | QDialogButtonBox::Cancel, this);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        if (apply())
            accept();
    });
    connect(buttons->button(QDialogButtonBox::Apply), &QPushButton::clicked, this, &RuleDialog::apply);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    showRule(editor.choice().rule);
    m_addParents->setChecked(editor.choice().hierarchy.addParents);
    m_dropOrphans->setChecked(editor.choice().hierarchy.dropOrphans);
    m_orphanRatio->setValue(editor.choice().hierarchy.orphanRatio);
    connect(&editor, &ThresholdEditor::comparisonChanged, this, &RuleDialog::showComparison);
    connect(&editor, &ThresholdEditor::previewsChanged, this, &RuleDialog::showPreviews);
    connect(&editor, &ThresholdEditor::thresholdsChanged, this,
            [this] { m_editor.previewHierarchy(m_orphanRatio->value()); });
    // The dialog speaks of one source.
    connect(&editor, &ThresholdEditor::sourceChanged, this, &QDialog::reject);
    followNumberForm(this, [this] {
        showComparison();
        showPreviews();
    });
    for (DecimalField *field : { m_smoothing, m_floor, m_fixed })
        connect(field, &DecimalField::valueChanged, this, &RuleDialog::showChange);
    for (QComboBox *choice : { m_kind, m_objective })
        connect(choice, &QComboBox::currentIndexChanged, this, &RuleDialog::showChange);
    showComparison();
    showPreviews();
    if (editor.previews().empty())
        editor.previewHierarchy(m_orphanRatio->value());
    resize(780, 640);
}

QWidget *RuleDialog::buildRule()
{
    auto *group = new QGroupBox(tr("Thresholds"), this);
    auto *layout = new QVBoxLayout(group);
    auto *form = new QFormLayout;
    m_kind = new QComboBox(group);
    m_kind->setObjectName(QStringLiteral("ruleKind"));
    m_kind->addItems({ tr("Greatest F1 (argmax)"), tr("Smoothed F"), tr("FBR: highest score where F1 is poor"),
                       tr("One threshold for all labels, searched"), tr("One threshold for all labels, fixed") });
    m_objective = new QComboBox(group);
    m_objective->setObjectName(QStringLiteral("ruleObjective"));
    m_objective->addItems({ tr("per-label F1"), tr("micro-F1"), tr("per-track F1") });
    m_smoothing = number(QStringLiteral("ruleSmoothing"), 0, 1000, 1, 1, group);
    m_floor = number(QStringLiteral("ruleFloor"), 0, 1, 0.05, 2, group);
    form->addRow(tr("Rule"), m_kind);
    form->addRow(tr("Objective"), m_objective);
    form->addRow(tr("Smoothing s"), m_smoothing);
    m_fixed = number(QStringLiteral("ruleFixed"), 0.0001, 1, 0.05, 4, group);
    form->addRow(tr("Floor of F1"), m_floor);
    form->addRow(tr("Threshold"), m_fixed);
    layout->addLayout(form);
    m_explanation = new QLabel(group);
    m_explanation->setWordWrap(true);
    m_explanation->setMinimumHeight(2 * fontMetrics().lineSpacing());
    layout->addWidget(m_explanation);
    m_form = form;
    connect(m_kind, &QComboBox::currentIndexChanged, this, &RuleDialog::showKind);
    showKind(m_kind->currentIndex());
    auto *row = new QHBoxLayout;
    m_compare = new QPushButton(tr("Compare rules"), group);
    m_compare->setObjectName(QStringLiteral("compareRules"));
    m_compare->setToolTip(tr("Searches thresholds on random halves of validation and judges them on the other halves"));
    m_recommendation = new QLabel(group);
    m_recommendation->setObjectName(QStringLiteral("ruleRecommendation"));
    m_recommendation->setWordWrap(true);
    m_take = new QPushButton(tr("Take the recommended rule"), group);
    m_take->setObjectName(QStringLiteral("takeRecommended"));
    m_take->setEnabled(false);
    m_take->setToolTip(tr("The one that is recommended per label"));
    row->addWidget(m_compare);
    row->addWidget(m_take);
    row->addWidget(m_recommendation, 1);
    connect(m_take, &QPushButton::clicked, this, [this] {
        m_comparison->setCurrentIndex(m_estimates->indexOf(recommendedRule(m_compared, Objective::PerLabel)));
    });
    layout->addLayout(row);
    m_comparison = makeRowTable(m_estimates, QStringLiteral("ruleComparison"), tr("Rules on unseen data"), group);
    m_comparison->setSortingEnabled(false);
    layout->addWidget(m_comparison, 1);
    connect(m_compare, &QPushButton::clicked, this, [this] {
        m_compare->setEnabled(false);
        m_recommendation->setText(tr("Comparing …"));
        m_editor.compareRules();
    });
    m_change = new QLabel(group);
    m_change->setObjectName(QStringLiteral("ruleChange"));
    m_change->setWordWrap(true);
    m_change->setMinimumHeight(3 * fontMetrics().lineSpacing());
    m_change->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->addWidget(m_change);
    connect(m_comparison->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RuleDialog::takeRow);
    connect(m_comparison, &QTableView::clicked, this, &RuleDialog::takeRow);
    return group;
}

QWidget *RuleDialog::buildHierarchy()
{
    auto *group = new QGroupBox(tr("Genres and subgenres"), this);
    auto *layout = new QVBoxLayout(group);
    m_addParents = new QCheckBox(tr("Predict the genre of a predicted subgenre too"), group);
    m_addParents->setObjectName(QStringLiteral("addParents"));
    auto *row = new QHBoxLayout;
    m_dropOrphans = new QCheckBox(tr("Drop a subgenre whose genre's score is below its threshold times"), group);
    m_dropOrphans->setObjectName(QStringLiteral("dropOrphans"));
    m_orphanRatio = number(QStringLiteral("orphanRatio"), 0.05, 1, 0.05, 2, group);
    m_orphanRatio->setAccessibleName(tr("Share of the genre's threshold"));
    row->addWidget(m_dropOrphans);
    row->addWidget(m_orphanRatio);
    row->addStretch(1);
    layout->addWidget(m_addParents);
    layout->addLayout(row);
    auto *table = makeRowTable(m_previews, QStringLiteral("hierarchyPreviews"), tr("What the hierarchy gains"), group);
    table->setSortingEnabled(false);
    layout->addWidget(table, 1);
    connect(m_orphanRatio, &DecimalField::valueChanged, this,
            [this](double ratio) { m_editor.previewHierarchy(ratio); });
    return group;
}

std::vector<TableColumn> RuleDialog::estimateColumns() const
{
    auto estimate = [this](size_t row) -> const RuleEstimate & { return m_compared[row]; };
    auto isBest = [this](Objective objective) {
        return [=, this](size_t row) { return row == recommendedRule(m_compared, objective); };
    };
    auto figure = [=](std::string_view key, const QString &title, const QString &toolTip, double RuleEstimate::*value) {
        return figureColumn(key, title, toolTip, [=](size_t row) { return estimate(row).*value; });
    };
    TableColumn perLabel =
        figure("perLabel", tr("per label"),
               tr("Mean F1 over labels on tracks that the thresholds were not searched on"), &RuleEstimate::perLabel);
    perLabel.isStrong = isBest(Objective::PerLabel);
    TableColumn perTrack = figure("perTrack", tr("per track"), {}, &RuleEstimate::perTrack);
    perTrack.isStrong = isBest(Objective::PerTrack);
    return {
        { .key = "rule",
          .title = tr("Rule"),
          .text = [=](size_t row) { return ruleText(estimate(row).rule); },
          .cellToolTip = [=](size_t row) { return tr("%1 on the command line").arg(ruleName(estimate(row).rule)); },
          .isStrong = isBest(Objective::PerLabel),
          .width = TableColumn::kStretched },
        perLabel,
        textColumn("gain", tr("gain"), tr("Gain over the plain argmax, and its standard error over the labels"),
                   [=](size_t row) {
                       const double gain = estimate(row).perLabel - estimate(0).perLabel;
                       return row == 0
                           ? QString()
                           : QStringLiteral("%1%2 ± %3")
                                 .arg(gain < 0 ? QStringLiteral("−") : QStringLiteral("+"),
                                      decimalText(std::fabs(gain), 4), decimalText(estimate(row).gainError, 4));
                   })
            .aligned(Qt::AlignRight)
            .wideAs(QStringLiteral("+0.0000 ± 0.0000")),
        perTrack,
        figure("micro", tr("micro"), {}, &RuleEstimate::micro),
        figure("perLabelSeen", tr("per label, seen"),
               tr("On the tracks they were searched on: what a naive look would tell"), &RuleEstimate::perLabelSeen)
    };
}

std::vector<TableColumn> RuleDialog::previewColumns() const
{
    const QStringList names { tr("as predicted"), tr("genres added"), tr("orphans dropped"), tr("both") };
    std::vector<TableColumn> columns { textColumn(
        "hierarchy", tr("On validation, with the thresholds as they are"), {},
        [=](size_t row) { return names.value(qsizetype(row)); }, TableColumn::kStretched) };
    auto add = [&](std::string_view key, const QString &title, auto value) {
        auto of = [=, this](size_t row) { return value(m_previewed[row].figures); };
        TableColumn column = figureColumn(key, title, tr("Bold where it is better than as predicted"), of);
        column.isStrong = [of](size_t row) { return of(row) > of(0) + 0.00005; };
        columns.push_back(std::move(column));
    };
    add("trackF", tr("track F"), [](const SystemFigures &figures) { return figures.tracks[0][2].mean; });
    add("genreF", tr("genre"), [](const SystemFigures &figures) { return figures.tracks[1][2].mean; });
    add("subgenreF", tr("subgenre"), [](const SystemFigures &figures) { return figures.tracks[2][2].mean; });
    add("labelF", tr("label F"), [](const SystemFigures &figures) { return figures.labels[0][2].mean; });
    add("micro", tr("micro"), [](const SystemFigures &figures) { return figures.microF1; });
    return columns;
}

void RuleDialog::takeRow(const QModelIndex &index)
{
    if (const auto row = m_estimates->rowAt(index))
        showRule(m_compared[*row].rule);
}

/// What OK would change, in figures.
void RuleDialog::showChange()
{
    const RuleSettings before = m_editor.choice().rule;
    const RuleSettings after = rule();
    auto of = [this](const RuleSettings &settings) {
        return std::ranges::find(m_compared, settings, &RuleEstimate::rule);
    };
    QString text = before == after ? tr("OK leaves the rule as it is: %1.").arg(ruleText(before))
                                   : tr("OK changes the rule from %1 to %2.").arg(ruleText(before), ruleText(after));
    if (before != after && of(before) != m_compared.end() && of(after) != m_compared.end())
        text += QLatin1Char(' ')
            + tr("On tracks that were not searched on, per-label F1 goes from %1 to %2; on those that were, from %3 to "
                 "%4. The latter is what all figures of validation show: a rule that is better on unseen tracks may "
                 "look "
                 "worse there, since it fits them less closely.")
                  .arg(decimalText(of(before)->perLabel, 4), decimalText(of(after)->perLabel, 4),
                       decimalText(of(before)->perLabelSeen, 4), decimalText(of(after)->perLabelSeen, 4));
    else if (before != after)
        text += QLatin1Char(' ') + tr("Compare rules to see what that is worth.");
    m_change->setText(text);
    const QSignalBlocker blocker(m_comparison->selectionModel());
    m_comparison->setCurrentIndex(
        of(after) == m_compared.end() ? QModelIndex() : m_estimates->indexOf(size_t(of(after) - m_compared.begin())));
}

void RuleDialog::showKind(int kind)
{
    m_form->setRowVisible(m_objective, kind == int(ThresholdRule::Argmax) || kind == int(ThresholdRule::Global));
    m_form->setRowVisible(m_smoothing, kind == int(ThresholdRule::SmoothedF));
    m_form->setRowVisible(m_floor, kind == int(ThresholdRule::Fbr));
    m_form->setRowVisible(m_fixed, kind == int(ThresholdRule::Fixed));
    switch (ThresholdRule(kind)) {
    case ThresholdRule::Argmax:
        m_explanation->setText(
            tr("Each label's threshold is the score that makes the objective greatest on validation."));
        break;
    case ThresholdRule::SmoothedF:
        m_explanation->setText(tr("The greatest (2 tp + s) / (2 tp + fp + fn + s): a rare label is predicted only "
                                  "where it pays clearly (Lin & Lin 2023)."));
        break;
    case ThresholdRule::Fbr:
        m_explanation->setText(
            tr("Where the greatest F1 stays under the floor, the highest score of all is the threshold (SCutFBR.1)."));
        break;
    case ThresholdRule::Global:
        m_explanation->setText(tr("The same threshold for every label that occurs on validation."));
        break;
    case ThresholdRule::Fixed:
        m_explanation->setText(tr("As typed, for every label that occurs on validation; nothing is searched."));
        break;
    }
}

RuleSettings RuleDialog::rule() const
{
    RuleSettings rule;
    rule.rule = ThresholdRule(m_kind->currentIndex());
    if (rule.rule == ThresholdRule::Argmax || rule.rule == ThresholdRule::Global)
        rule.objective = Objective(m_objective->currentIndex());
    if (rule.rule == ThresholdRule::SmoothedF)
        rule.smoothing = m_smoothing->value();
    if (rule.rule == ThresholdRule::Fbr)
        rule.floor = m_floor->value();
    if (rule.rule == ThresholdRule::Fixed)
        rule.fixed = m_fixed->value();
    return rule;
}

HierarchyRule RuleDialog::hierarchy() const
{
    return { m_addParents->isChecked(), m_dropOrphans->isChecked(), m_orphanRatio->value() };
}

void RuleDialog::showRule(const RuleSettings &rule)
{
    m_kind->setCurrentIndex(int(rule.rule));
    m_objective->setCurrentIndex(int(rule.objective));
    m_smoothing->setValue(rule.smoothing);
    m_floor->setValue(rule.floor);
    m_fixed->setValue(rule.fixed);
}

void RuleDialog::showComparison()
{
    m_compare->setEnabled(true);
    m_estimates->setRows(0);
    m_compared = m_editor.comparison();
    m_estimates->setRows(m_compared.size());
    if (m_compared.empty()) {
        m_recommendation->setText(tr("Shows which rule is worth most on unseen data."));
        showChange();
        return;
    }
    const size_t best = recommendedRule(m_compared, Objective::PerLabel);
    const size_t bestTrack = recommendedRule(m_compared, Objective::PerTrack);
    {
        // Highlighted is what is chosen above, which may not be among those compared.
        const QSignalBlocker blocker(m_comparison->selectionModel());
        const auto chosen = std::ranges::find(m_compared, rule(), &RuleEstimate::rule);
        if (chosen != m_compared.end())
            m_comparison->setCurrentIndex(m_estimates->indexOf(size_t(chosen - m_compared.begin())));
        else
            m_comparison->setCurrentIndex({});
    }
    m_take->setEnabled(true);
    m_comparison->scrollTo(m_estimates->indexOf(best), QAbstractItemView::PositionAtCenter);
    m_recommendation->setText(
        tr("Recommended per label: <b>%1</b>; per track: <b>%2</b>. The row that is highlighted is chosen above.")
            .arg(ruleText(m_compared[best].rule).toHtmlEscaped(),
                 ruleText(m_compared[bestTrack].rule).toHtmlEscaped()));
    showChange();
}

void RuleDialog::showPreviews()
{
    showChange();
    m_previews->setRows(0);
    m_previewed = m_editor.previews();
    m_previews->setRows(m_previewed.size());
}

bool RuleDialog::apply()
{
    if (NumberField *field = refusedField(*this); field != nullptr && field->showRefusal())
        return false;
    m_editor.applyRule(rule(), hierarchy());
    return true;
}

} // namespace melscope
