#include "ui/pages/rule_dialog.h"

#include "core/base/number_text.h"
#include "ui/numbers/number_field.h"
#include "ui/numbers/number_form.h"
#include "ui/session/threshold_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>

namespace melscope {

namespace {

QTableWidget *figureTable(const QString &name, const QStringList &headers, QWidget *parent)
{
    auto *table = new QTableWidget(0, int(headers.size()), parent);
    table->setObjectName(name);
    table->setHorizontalHeaderLabels(headers);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setShowGrid(false);
    table->setAlternatingRowColors(true);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 6);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table->horizontalHeader()->setHighlightSections(false);
    return table;
}

QTableWidgetItem *cell(const QString &text, bool strong = false, bool right = true)
{
    auto *item = new QTableWidgetItem(text);
    item->setTextAlignment((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    QFont font = item->font();
    font.setBold(strong);
    item->setFont(font);
    return item;
}

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
{
    setObjectName(QStringLiteral("ruleDialog"));
    setWindowTitle(tr("Rule of %1").arg(editor.source()->name));
    setAttribute(Qt::WA_DeleteOnClose);
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
    row->addWidget(m_compare);
    row->addWidget(m_recommendation, 1);
    layout->addLayout(row);
    m_comparison = figureTable(
        QStringLiteral("ruleComparison"),
        { tr("Rule"), tr("per label"), tr("gain"), tr("per track"), tr("micro"), tr("per label, seen") }, group);
    m_comparison->setAccessibleName(tr("Rules on unseen data"));
    m_comparison->horizontalHeaderItem(1)->setToolTip(
        tr("Mean F1 over labels on tracks that the thresholds were not searched on"));
    m_comparison->horizontalHeaderItem(2)->setToolTip(
        tr("Gain over the plain argmax, and its standard error over the labels"));
    m_comparison->horizontalHeaderItem(5)->setToolTip(
        tr("On the tracks they were searched on: what a naive look would tell"));
    layout->addWidget(m_comparison, 1);
    connect(m_compare, &QPushButton::clicked, this, [this] {
        m_compare->setEnabled(false);
        m_recommendation->setText(tr("Comparing …"));
        m_editor.compareRules();
    });
    // The recommended row is current already when it is clicked.
    connect(m_comparison, &QTableWidget::currentCellChanged, this, &RuleDialog::takeRow);
    connect(m_comparison, &QTableWidget::cellClicked, this, &RuleDialog::takeRow);
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
    m_previews = figureTable(QStringLiteral("hierarchyPreviews"),
                             { tr("On validation, with the thresholds as they are"), tr("track F"), tr("genre"),
                               tr("subgenre"), tr("label F"), tr("micro") },
                             group);
    m_previews->setAccessibleName(tr("What the hierarchy gains"));
    for (int column = 1; column < m_previews->columnCount(); ++column)
        m_previews->horizontalHeaderItem(column)->setToolTip(tr("Bold where it is better than as predicted"));
    layout->addWidget(m_previews, 1);
    connect(m_orphanRatio, &DecimalField::valueChanged, this,
            [this](double ratio) { m_editor.previewHierarchy(ratio); });
    return group;
}

void RuleDialog::takeRow(int row)
{
    if (row >= 0 && size_t(row) < m_editor.comparison().size())
        showRule(m_editor.comparison()[size_t(row)].rule);
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
    const auto &estimates = m_editor.comparison();
    const QSignalBlocker blocker(m_comparison);
    m_comparison->setRowCount(int(estimates.size()));
    if (estimates.empty()) {
        m_recommendation->setText(tr("Shows which rule is worth most on unseen data."));
        return;
    }
    const size_t best = recommendedRule(estimates, Objective::PerLabel);
    const size_t bestTrack = recommendedRule(estimates, Objective::PerTrack);
    for (size_t i = 0; i < estimates.size(); ++i) {
        const RuleEstimate &estimate = estimates[i];
        const double gain = estimate.perLabel - estimates[0].perLabel;
        m_comparison->setItem(int(i), 0, cell(ruleText(estimate.rule), i == best, false));
        m_comparison->item(int(i), 0)->setToolTip(tr("%1 on the command line").arg(ruleName(estimate.rule)));
        m_comparison->setItem(int(i), 1, cell(decimalText(estimate.perLabel, 4), i == best));
        m_comparison->setItem(
            int(i), 2,
            cell(i == 0 ? QString()
                        : QStringLiteral("%1%2 ± %3")
                              .arg(gain < 0 ? QStringLiteral("−") : QStringLiteral("+"),
                                   decimalText(std::fabs(gain), 4), decimalText(estimate.gainError, 4))));
        m_comparison->setItem(int(i), 3, cell(decimalText(estimate.perTrack, 4), i == bestTrack));
        m_comparison->setItem(int(i), 4, cell(decimalText(estimate.micro, 4)));
        m_comparison->setItem(int(i), 5, cell(decimalText(estimate.perLabelSeen, 4)));
    }
    m_comparison->setCurrentCell(int(best), 0);
    m_comparison->scrollToItem(m_comparison->item(int(best), 0), QAbstractItemView::PositionAtCenter);
    m_recommendation->setText(
        tr("Recommended per label: <b>%1</b>; per track: <b>%2</b>. Choose a row to take its rule.")
            .arg(ruleText(estimates[best].rule).toHtmlEscaped(), ruleText(estimates[bestTrack].rule).toHtmlEscaped()));
}

void RuleDialog::showPreviews()
{
    const auto &previews = m_editor.previews();
    m_previews->setRowCount(int(previews.size()));
    const QString names[] = { tr("as predicted"), tr("genres added"), tr("orphans dropped"), tr("both") };
    for (size_t i = 0; i < previews.size() && i < std::size(names); ++i) {
        m_previews->setItem(int(i), 0, cell(names[i], false, false));
        const SystemFigures &figures = previews[i].figures;
        const double values[] = { figures.tracks[0][2].mean, figures.tracks[1][2].mean, figures.tracks[2][2].mean,
                                  figures.labels[0][2].mean, figures.microF1 };
        const SystemFigures &plain = previews[0].figures;
        const double before[] = { plain.tracks[0][2].mean, plain.tracks[1][2].mean, plain.tracks[2][2].mean,
                                  plain.labels[0][2].mean, plain.microF1 };
        for (int k = 0; k < 5; ++k)
            m_previews->setItem(int(i), k + 1,
                                cell(decimalText(values[k], 4), i > 0 && values[k] > before[k] + 0.00005));
    }
}

bool RuleDialog::apply()
{
    if (NumberField *field = refusedField(*this); field != nullptr && field->showRefusal())
        return false;
    m_editor.applyRule(rule(), hierarchy());
    return true;
}

} // namespace melscope
