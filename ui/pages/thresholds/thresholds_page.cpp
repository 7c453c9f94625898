#include "ui/pages/thresholds/thresholds_page.h"

#include "core/base/number_text.h"
#include "core/truth/label.h"
#include "ui/controls/button_action.h"
#include "ui/models/label_threshold_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/empty_state.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/run_choice.h"
#include "ui/pages/shared/table_export.h"
#include "ui/pages/thresholds/label_pane.h"
#include "ui/pages/thresholds/rule_dialog.h"
#include "ui/plots/label_scatter_plot.h"
#include "ui/session/session.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace melscope {

ThresholdsPage::ThresholdsPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_editor(session.thresholds())
    , m_stack(new QStackedLayout(this))
    , m_model(new LabelThresholdModel(m_editor, this))
{
    setObjectName(QStringLiteral("thresholdsPage"));
    auto *empty = new EmptyState(
        tr("No thresholds yet"),
        tr("Here each label's score is chosen from which it is predicted: its F1 against the threshold, to be dragged. "
           "Train a network first, or open a run; thresholds are then searched on the validation part."),
        this);
    connect(empty->addButton(tr("To the Train page"), QStringLiteral("thresholdsToTrain"), true), &QPushButton::clicked,
            this, &ThresholdsPage::trainPageWanted);
    m_stack->addWidget(empty);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->addWidget(buildTop());
    layout->addWidget(m_summary);
    auto *splitter = new QSplitter(Qt::Horizontal, content);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildLabels());
    m_pane = new LabelPane(session, m_editor, splitter);
    m_pane->setMinimumWidth(std::max(430, m_pane->minimumSizeHint().width())); // other languages have longer words
    addActions(m_pane->actions());
    splitter->addWidget(m_pane);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({ 640, 480 });
    layout->addWidget(splitter, 1);
    m_stack->addWidget(content);

    connect(m_pane, &LabelPane::trackActivated, this, &ThresholdsPage::trackActivated);
    connect(m_pane, &LabelPane::tracksWanted, this, &ThresholdsPage::tracksWanted);
    followNumberForm(this, [this] {
        if (m_editor.labelled() != nullptr)
            showSummary();
    });
    connect(&m_editor, &ThresholdEditor::sourceChanged, this, &ThresholdsPage::showSources);
    connect(&m_editor, &ThresholdEditor::thresholdsChanged, this, &ThresholdsPage::showThresholds);
    connect(&m_editor, &ThresholdEditor::uncertaintiesChanged, m_model, &LabelThresholdModel::refresh);
    connect(&m_editor, &ThresholdEditor::moved, this, [this] { m_model->refreshLabel(m_editor.whatIf()->label()); });
    showSources();
    if (m_editor.source() != nullptr && m_editor.labelled() != nullptr)
        showThresholds(); // the window may be newer than its session
}

QWidget *ThresholdsPage::buildTop()
{
    auto *top = new QWidget(this);
    auto *row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, 0, 0);
    m_source = new QComboBox(top);
    m_source->setObjectName(QStringLiteral("thresholdSource"));
    m_source->setAccessibleName(tr("Source"));
    m_filter = new QLineEdit(top);
    m_filter->setObjectName(QStringLiteral("labelFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter labels"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(220);
    auto button = [&](const QString &text, const QString &name, const QString &toolTip) {
        auto *widget = new QToolButton(top);
        widget->setText(text);
        widget->setObjectName(name);
        widget->setToolTip(toolTip);
        return widget;
    };
    m_asTree = button(tr("Tree"), QStringLiteral("labelsAsTree"), tr("Subgenres beneath their genres"));
    m_asTree->setCheckable(true);
    m_asTree->setChecked(true);
    m_rule = button(tr("Rule …"), QStringLiteral("chooseRule"),
                    tr("Choose how all thresholds are found, and compare rules on unseen data (Ctrl+R)"));
    m_resetAll = button(tr("Reset all"), QStringLiteral("resetAllThresholds"),
                        tr("Every label back to its greatest F1; can be undone"));
    auto *save = button(tr("Save table …"), QStringLiteral("saveThresholdTable"),
                        tr("The labels with all figures, as CSV or LaTeX"));
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("thresholdSummary"));
    m_summary->setWordWrap(true);
    row->addWidget(new RunChoice(m_session, QStringLiteral("thresholdRun"), top));
    row->addWidget(m_source);
    row->addWidget(m_filter, 1);
    row->addWidget(m_asTree);
    row->addWidget(m_rule);
    row->addWidget(m_resetAll);
    row->addWidget(save);
    row->addStretch(1);
    connect(m_source, &QComboBox::currentTextChanged, &m_editor, &ThresholdEditor::showSource);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &needle) {
        m_model->setNeedle(needle);
        showLabels();
    });
    connect(m_asTree, &QToolButton::toggled, this, [this](bool tree) {
        m_model->setTree(tree);
        showLabels();
    });
    connect(m_rule, &QToolButton::clicked, this, &ThresholdsPage::openRuleDialog);
    connect(m_resetAll, &QToolButton::clicked, &m_editor, &ThresholdEditor::resetAll);
    connect(save, &QToolButton::clicked, this, &ThresholdsPage::exportTable);
    auto *rule = new ButtonAction(m_rule, tr("&Rule of all labels …"), this);
    rule->setShortcut(QKeySequence(QStringLiteral("Ctrl+R")));
    addActions({ rule, new ButtonAction(m_resetAll, tr("Reset &all labels"), this),
                 new ButtonAction(save, tr("Save the &table …"), this) });
    return top;
}

QWidget *ThresholdsPage::buildLabels()
{
    m_views = new QTabWidget(this);
    m_views->setObjectName(QStringLiteral("labelViews"));
    m_views->setAccessibleName(tr("Views of all labels"));
    m_table = makeRowTree(m_model, QStringLiteral("thresholdsTable"), tr("Labels and their thresholds"), m_views);
    m_table->setIndentation(14);
    QMetaObject::invokeMethod(
        this, [this] { m_table->addActions(m_pane->actions()); }, Qt::QueuedConnection);
    m_table->header()->setMinimumSectionSize(36);
    m_scatter = new LabelScatterPlot(m_views);
    m_views->addTab(m_table, tr("Labels"));
    m_views->addTab(m_scatter, tr("F1 against support"));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ThresholdsPage::selectRow);
    // Sorting resets the model, and with it what is selected and open.
    connect(m_model, &QAbstractItemModel::modelReset, this, &ThresholdsPage::showLabels, Qt::QueuedConnection);
    connect(m_scatter, &LabelScatterPlot::itemClicked, this,
            [this](size_t item) { select(m_editor.basis()->labels[item].classIndex); });
    connect(m_views, &QTabWidget::currentChanged, this, &ThresholdsPage::showScatter);
    return m_views;
}

void ThresholdsPage::showSources()
{
    const auto analysis = m_session.thresholds().source() != nullptr;
    m_stack->setCurrentIndex(analysis ? 1 : 0);
    {
        const QSignalBlocker blocker(m_source);
        m_source->clear();
        for (const QString &name : m_editor.sourceNames())
            m_source->addItem(name);
        m_source->setCurrentText(analysis ? m_editor.source()->name : QString());
    }
    m_summary->clear();
    m_model->reset();
    showLabels();
    showScatter();
}

void ThresholdsPage::showLabels()
{
    m_table->expandAll();
    if (!m_wantedLabel.isEmpty() && m_editor.basis() != nullptr)
        selectLabel(std::exchange(m_wantedLabel, {}));
    // The same label again, or the first one.
    QModelIndex index = m_editor.selected() ? m_model->indexOfClass(*m_editor.selected()) : QModelIndex();
    if (!index.isValid())
        index = m_model->index(0, 0);
    if (!index.isValid()) {
        m_editor.select({});
        return;
    }
    m_table->setCurrentIndex(index);
    selectRow();
}

void ThresholdsPage::selectRow()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid() || m_editor.basis() == nullptr)
        return;
    m_editor.select(m_model->classAt(current));
    showScatter();
}

void ThresholdsPage::select(uint32_t label)
{
    if (!m_model->indexOfClass(label).isValid())
        m_filter->clear();
    if (const QModelIndex index = m_model->indexOfClass(label); index.isValid()) {
        m_table->setCurrentIndex(index);
        m_table->scrollTo(index);
    }
    m_editor.select(label);
    showScatter();
}

QVariant ThresholdsPage::viewState() const
{
    return m_editor.basis() != nullptr && m_editor.selected() ? m_editor.labelName(*m_editor.selected())
                                                              : m_wantedLabel;
}

void ThresholdsPage::selectLabel(const QString &name)
{
    for (const LabelAnalysis &label :
         m_editor.basis() != nullptr ? m_editor.basis()->labels : std::vector<LabelAnalysis>()) {
        if (m_editor.labelName(label.classIndex).compare(name, Qt::CaseInsensitive) == 0) {
            select(label.classIndex);
            return;
        }
    }
}

void ThresholdsPage::showThresholds()
{
    m_model->refresh();
    showScatter();
    m_resetAll->setEnabled(!m_editor.choice().isPlain());
    showSummary();
}

void ThresholdsPage::showSummary()
{
    const SourceAnalysis *source = m_editor.source();
    const RunSource &figures = m_session.analysis()->run->sources[source->spaceIndex];
    const auto byHand = m_editor.choice().overrides.size();
    const HierarchyRule &hierarchy = m_editor.choice().hierarchy;
    m_summary->setText(
        tr("%1%2%3%4 · each label alone at its greatest F1: mean %5 over the %6 labels that occur (genres %7), %8 over "
           "all %9; mAP %10")
            .arg(ruleText(m_editor.choice().rule), byHand > 0 ? tr(", %1 by hand").arg(byHand) : QString(),
                 hierarchy.addParents ? tr(", genres added") : QString(),
                 hierarchy.dropOrphans ? tr(", orphans dropped") : QString(), decimalText(figures.all.supportedF1, 4),
                 countText(qint64(figures.all.supported)), decimalText(figures.genres.supportedF1, 4),
                 decimalText(figures.all.f1, 4), countText(qint64(figures.all.labels)),
                 decimalText(figures.all.map, 4)));
    m_summary->setToolTip(m_summary->text());
}

void ThresholdsPage::showScatter()
{
    if (m_views->currentWidget() != m_scatter || m_editor.basis() == nullptr)
        return;
    std::vector<LabelScatterPlot::Item> items;
    int selected = -1;
    for (const LabelAnalysis &label : m_editor.basis()->labels) {
        const QString name = m_editor.labelName(label.classIndex);
        double f1 = label.figures.f1;
        if (m_editor.labelled() != nullptr && label.figures.support > 0)
            f1 = m_editor.decision(label.classIndex).f1();
        if (m_editor.selected() == label.classIndex)
            selected = int(items.size());
        items.push_back({ name, isGenre(name.toStdString()), double(label.figures.support), f1 });
    }
    m_scatter->setItems(std::move(items));
    m_scatter->select(selected);
}

void ThresholdsPage::openRuleDialog()
{
    if (m_editor.basis() == nullptr || m_editor.labelled() == nullptr)
        return;
    auto *dialog = new RuleDialog(m_editor, this);
    dialog->show();
}

void ThresholdsPage::exportTable()
{
    if (m_editor.basis() == nullptr || m_editor.labelled() == nullptr)
        return;
    // As a list, so that each label stands with its whole name.
    LabelThresholdModel list(m_editor);
    list.setTree(false);
    saveTable(m_session, this, tr("Save the labels"), m_editor.source()->name + QStringLiteral("-thresholds.csv"),
              [&](TableFormat format) { return fileTable(list, nullptr, format); });
}

} // namespace melscope
