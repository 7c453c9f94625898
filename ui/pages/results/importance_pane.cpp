#include "ui/pages/results/importance_pane.h"

#include "core/base/number_text.h"
#include "core/truth/label.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/results/mean_attribution.h"
#include "ui/pages/shared/empty_state.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/table_export.h"
#include "ui/plots/importance_plot.h"
#include "ui/plots/mel_heatmap.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

ImportancePane::ImportancePane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_reasons(session.lane(Lane::Reasons))
    , m_stack(new QStackedLayout)
    , m_message(new QLabel(this))
    , m_search(new QLineEdit(this))
    , m_labelModel(new TableModel(this))
    , m_figure(new QComboBox(this))
    , m_summary(new QLabel(this))
    , m_plot(new ImportancePlot(this))
    , m_model(new TableModel(this))
    , m_attribution(new MeanAttribution(m_reasons, this))
{
    setObjectName(QStringLiteral("importancePane"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    m_message->setObjectName(QStringLiteral("importanceMessage"));
    m_message->setWordWrap(true);
    m_message->setVisible(false);
    layout->addWidget(m_message);
    layout->addLayout(m_stack, 1);
    m_stack->addWidget(buildEmptyState());
    auto *content = new QSplitter(Qt::Horizontal, this);
    content->setObjectName(QStringLiteral("importanceSplitter"));
    content->setChildrenCollapsible(false);
    content->addWidget(buildLabels());
    content->addWidget(buildFigures());
    content->setStretchFactor(0, 1);
    content->setStretchFactor(1, 3);
    content->setSizes({ 290, 560 });
    m_stack->addWidget(content);
    followNumberForm(this, [this] { refresh(); });
    connect(&m_reasons, &LabelReasons::changed, this, &ImportancePane::refresh);
    refresh();
}

QWidget *ImportancePane::buildEmptyState()
{
    m_empty = new EmptyState({}, {}, this);
    m_compute = m_empty->addButton(tr("Compute"), QStringLiteral("computeImportance"), true);
    m_cancel = m_empty->addButton(tr("Cancel"), QStringLiteral("cancelImportance"));
    connect(m_compute, &QPushButton::clicked, &m_reasons, &LabelReasons::computeImportance);
    connect(m_cancel, &QPushButton::clicked, &m_reasons, &LabelReasons::cancel);
    return m_empty;
}

QWidget *ImportancePane::buildLabels()
{
    auto *side = new QWidget(this);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    m_search->setObjectName(QStringLiteral("importanceSearch"));
    m_search->setAccessibleName(tr("Search labels"));
    m_search->setPlaceholderText(tr("Search labels"));
    m_search->setClearButtonEnabled(true);
    layout->addWidget(m_search);
    m_labelModel->letOthersOrder();
    const auto groupName = [this](size_t row) {
        const auto group = m_reasons.importance()->greatestOf(m_labels[row].classIndex);
        return group ? m_reasons.importance()->groups[*group].name() : QStringLiteral("—");
    };
    m_labelModel->setColumns({
        { .key = "label",
          .title = tr("Label"),
          .toolTip = tr("Genres are bold"),
          .text = [this](size_t row) { return m_labels[row].name; },
          .isStrong =
              [this](size_t row) { return !m_labels[row].classIndex || isGenre(m_labels[row].name.toStdString()); },
          .order = int(Order::Name),
          .look = CellLook::Label,
          .width = TableColumn::kStretched },
        countColumn("support", tr("Tracks"), tr("Validation tracks that bear the label"),
                    [this](size_t row) { return qint64(m_reasons.importance()->supportOf(m_labels[row].classIndex)); })
            .orderedBy(int(Order::Support))
            .hiddenAtFirst(),
        figureColumn(
            "precision", tr("AP"), tr("Average precision with all of the input"),
            [this](size_t row) { return m_reasons.importance()->precisionOf(m_labels[row].classIndex); }, 3)
            .orderedBy(int(Order::Precision))
            .explainedAt(QStringLiteral("ap")),
        textColumn("greatest", tr("Hangs on"), tr("What it loses most without"), groupName)
            .orderedBy(int(Order::Greatest))
            .wideAs(tr("bands %1–%2").arg(QStringLiteral("35"), QStringLiteral("39"))),
    });
    m_labelTable = makeRowTable(m_labelModel, QStringLiteral("importanceLabels"), tr("Labels"), side);
    layout->addWidget(m_labelTable, 1);
    connect(m_search, &QLineEdit::textChanged, this, &ImportancePane::orderLabels);
    connect(m_labelModel, &TableModel::orderWanted, this, [this](std::optional<int> by, Qt::SortOrder order) {
        m_isOrdered = by.has_value();
        m_order = by ? Order(*by) : Order::Name;
        m_isDescending = order == Qt::DescendingOrder;
        orderLabels();
    });
    connect(m_labelTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) {
                const auto row = m_labelModel->rowAt(index);
                if (!row || *row == m_row)
                    return;
                m_row = *row;
                m_reasons.forgetProblems();
                showFigures();
                showAttribution();
            });
    return side;
}

QWidget *ImportancePane::buildFigures()
{
    auto *side = new QWidget(this);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *bar = new QHBoxLayout;
    m_figure->setObjectName(QStringLiteral("importanceFigure"));
    m_figure->setAccessibleName(tr("What is lost"));
    m_figure->addItems({ tr("Loss of average precision"), tr("Loss of F1") });
    m_figure->setToolTip(tr("F1 at the threshold that is best each time"));
    auto *save = new QToolButton(side);
    save->setText(tr("Save"));
    save->setObjectName(QStringLiteral("saveImportance"));
    save->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(save);
    menu->setObjectName(QStringLiteral("importanceMenu"));
    connect(menu->addAction(tr("Save this table …")), &QAction::triggered, this, &ImportancePane::saveFigures);
    connect(menu->addAction(tr("Save all labels …")), &QAction::triggered, this, &ImportancePane::saveAll);
    menu->addSeparator();
    connect(menu->addAction(tr("Save the bars …")), &QAction::triggered, m_plot, &PlotWidget::chooseFile);
    connect(menu->addAction(tr("Save the mean attribution …")), &QAction::triggered, m_attribution->heatmap(),
            &PlotWidget::chooseFile);
    save->setMenu(menu);
    bar->addWidget(m_figure);
    bar->addStretch(1);
    bar->addWidget(save);
    layout->addLayout(bar);
    m_summary->setObjectName(QStringLiteral("importanceSummary"));
    m_summary->setWordWrap(true);
    layout->addWidget(m_summary);
    buildFigureTable();
    auto *tabs = new QTabWidget(side);
    tabs->setObjectName(QStringLiteral("importanceTabs"));
    tabs->setAccessibleName(tr("Attribution and figures"));
    tabs->addTab(m_attribution, tr("Mean attribution"));
    tabs->addTab(m_table, tr("Figures"));
    auto *splitter = new QSplitter(Qt::Vertical, side);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_plot);
    splitter->addWidget(tabs);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({ 230, 370 });
    layout->addWidget(splitter, 1);
    connect(m_figure, &QComboBox::currentIndexChanged, this, &ImportancePane::showFigures);
    return side;
}

void ImportancePane::buildFigureTable()
{
    const auto of = [this](auto losses, double Importance::Loss::*figure) {
        return [=, this](size_t group) {
            return ((*m_reasons.importance()).*losses)(m_labels[m_row].classIndex, group).*figure;
        };
    };
    const QString over = tr("Standard deviation over the permutations");
    m_model->setColumns({
        textColumn(
            "group", tr("Without"), tr("Whose values are those of other tracks"),
            [this](size_t group) { return m_reasons.importance()->groups[group].name(); }, 110),
        figureColumn("precisionLoss", tr("AP loss"), tr("Average precision less the same where the values are others"),
                     of(&Importance::precisionLossOf, &Importance::Loss::mean)),
        figureColumn("precisionDeviation", tr("± AP"), over,
                     of(&Importance::precisionLossOf, &Importance::Loss::deviation)),
        figureColumn("f1Loss", tr("F1 loss"), tr("Best F1 less the best where the values are others"),
                     of(&Importance::f1LossOf, &Importance::Loss::mean)),
        figureColumn("f1Deviation", tr("± F1"), over, of(&Importance::f1LossOf, &Importance::Loss::deviation)),
    });
    m_table =
        makeRowTable(m_model, QStringLiteral("importanceTable"), tr("Losses without each part of the input"), this);
}

void ImportancePane::show(const SourceAnalysis *source)
{
    const auto analysis = m_session.analysis();
    m_source = source != nullptr ? source->name : QString();
    const QString before = chosen() != nullptr ? chosen()->name : QString();
    m_reasons.setRun(source != nullptr ? analysis->run : nullptr);
    listLabels();
    const auto found = std::ranges::find(m_labels, before, &Label::name);
    m_row = found != m_labels.end() ? size_t(found - m_labels.begin()) : 0;
    refresh();
}

void ImportancePane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void ImportancePane::listLabels()
{
    m_labelModel->showRows(std::make_shared<const std::vector<uint32_t>>());
    m_labels.clear();
    const auto &run = m_reasons.run();
    const auto source = run ? run->space.findSource(m_source) : std::nullopt;
    if (!source)
        return;
    m_labels.push_back({ tr("All labels"), {} });
    for (const std::string &label : run->space.labelsOf(*source))
        m_labels.push_back({ QString::fromStdString(label), run->space.classOf(*source, label) });
}

void ImportancePane::orderLabels()
{
    std::vector<uint32_t> rows;
    const QString typed = m_search->text().trimmed();
    for (uint32_t row = 0; row < m_labels.size(); ++row) {
        if (row == 0 || m_labels[row].name.contains(typed, Qt::CaseInsensitive))
            rows.push_back(row);
    }
    if (m_isOrdered && rows.size() > 1) { // all labels together stay above
        const Importance &importance = *m_reasons.importance();
        const auto key = [&](uint32_t row) -> double {
            const auto &label = m_labels[row].classIndex;
            if (importance.supportOf(label) == 0)
                return -1;
            return m_order == Order::Support  ? double(importance.supportOf(label))
                : m_order == Order::Precision ? importance.precisionOf(label)
                                              : double(*importance.greatestOf(label));
        };
        std::stable_sort(rows.begin() + 1, rows.end(), [&](uint32_t a, uint32_t b) {
            if (m_isDescending)
                std::swap(a, b);
            return m_order == Order::Name ? m_labels[a].name.compare(m_labels[b].name, Qt::CaseInsensitive) < 0
                                          : key(a) < key(b);
        });
    }
    m_labelModel->showRows(std::make_shared<const std::vector<uint32_t>>(std::move(rows)));
    const QModelIndex current = m_labelModel->indexOf(m_row);
    if (current.isValid())
        m_labelTable->setCurrentIndex(current);
}

void ImportancePane::refresh()
{
    const bool any = m_reasons.importance() != nullptr && !m_labels.empty();
    m_stack->setCurrentIndex(any ? 1 : 0);
    m_message->setVisible(!m_reasons.problem().isEmpty());
    m_message->setText(m_reasons.problem());
    if (!any) {
        m_labelModel->showRows(std::make_shared<const std::vector<uint32_t>>());
        m_model->setRows(0);
        return showEmptyState();
    }
    orderLabels();
    showFigures();
    showAttribution();
}

void ImportancePane::showEmptyState()
{
    const auto &run = m_reasons.run();
    m_compute->setVisible(run != nullptr && !m_reasons.isComputing());
    m_cancel->setVisible(m_reasons.isComputing());
    if (!run)
        return m_empty->setText(tr("What helps a label"), tr("Open a run: its network is asked."));
    if (m_reasons.isComputing())
        return m_empty->setText(tr("Measuring …"), tr("How far it is stands in the lowest row of the window."));
    const auto seconds = isVisible() ? m_reasons.estimate() : std::nullopt;
    const QString what = tr(
        "How much the figures on validation lose where each statistic, or each group of five bands, is that of other "
        "tracks; and which cells of the image speak for a label, on average over its tracks.");
    m_empty->setText(tr("What helps a label"),
                     seconds ? what + QLatin1Char(' ') + tr("That takes about %1.").arg(durationText(*seconds)) : what);
}

void ImportancePane::showFigures()
{
    const Importance *importance = m_reasons.importance();
    const Label *label = chosen();
    if (importance == nullptr || label == nullptr)
        return;
    const bool isF1 = m_figure->currentIndex() == 1;
    std::vector<ImportancePlot::Bar> bars;
    for (size_t group = 0; group < importance->groups.size() && importance->supportOf(label->classIndex) > 0; ++group) {
        const InputGroup &of = importance->groups[group];
        const bool isStatistic = of.kind == InputGroup::Kind::Statistic;
        const Importance::Loss &loss = isF1 ? importance->f1LossOf(label->classIndex, group)
                                            : importance->precisionLossOf(label->classIndex, group);
        bars.push_back({ of.name(),
                         isStatistic ? of.name()
                                     : QStringLiteral("%1–%2").arg(QString::number(of.first), QString::number(of.last)),
                         isStatistic, loss.mean, loss.deviation });
    }
    const bool any = !bars.empty();
    const QString figure =
        label->classIndex ? (isF1 ? tr("F1") : tr("average precision")) : (isF1 ? tr("macro F1") : tr("mAP"));
    m_plot->setBars(std::move(bars), figure);
    m_plot->setFileName(tr("importance for %1").arg(label->name));
    m_model->setRows(any ? importance->groups.size() : 0);
    const QString how =
        tr("%1 validation tracks, %n permutation(s) of each part of the input", nullptr, importance->repeats)
            .arg(countText(qint64(importance->tracks)));
    if (!label->classIndex)
        m_summary->setText(
            tr("<b>All labels of the run</b>: mAP %1. %2.").arg(decimalText(importance->precisionOf({}), 4), how));
    else if (any)
        m_summary->setText(tr("<b>%1</b>: average precision %2, on %3 tracks with the label. %4.")
                               .arg(label->name.toHtmlEscaped(),
                                    decimalText(importance->precisionOf(label->classIndex), 4),
                                    countText(qint64(importance->supportOf(label->classIndex))), how));
    else
        m_summary->setText(tr("<b>%1</b>: no validation track bears the label.").arg(label->name.toHtmlEscaped()));
}

void ImportancePane::showAttribution()
{
    const Label *label = chosen();
    m_attribution->show(label != nullptr ? label->name : QString(),
                        label != nullptr ? label->classIndex : std::nullopt);
}

const ImportancePane::Label *ImportancePane::chosen() const
{
    return m_row < m_labels.size() ? &m_labels[m_row] : nullptr;
}

void ImportancePane::saveFigures()
{
    saveTable(m_session, this, tr("Save the losses"), QStringLiteral("importance.csv"),
              [this](TableFormat format) { return fileTable(*m_model, m_table->horizontalHeader(), format); });
}

void ImportancePane::saveAll()
{
    if (m_reasons.importance() == nullptr)
        return;
    saveTable(
        m_session, this, tr("Save the losses of all labels"), QStringLiteral("importance-labels.csv"),
        [this](TableFormat) { return importanceTable(*m_reasons.importance(), m_reasons.run()->space.classes()); });
}

} // namespace melscope
