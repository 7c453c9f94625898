#include "ui/pages/results/results_page.h"

#include "core/base/number_text.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/results/comparison_pane.h"
#include "ui/pages/results/confusion_pane.h"
#include "ui/pages/results/duplicates_pane.h"
#include "ui/pages/results/importance_pane.h"
#include "ui/pages/results/label_results_pane.h"
#include "ui/pages/results/learning_curve_pane.h"
#include "ui/pages/results/predictions_pane.h"
#include "ui/pages/results/result_export.h"
#include "ui/pages/results/subsets_pane.h"
#include "ui/pages/results/suspects_pane.h"
#include "ui/pages/shared/empty_state.h"
#include "ui/pages/shared/means_table.h"
#include "ui/pages/shared/run_choice.h"
#include "ui/session/session.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace melscope {

ResultsPage::ResultsPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_tabs(new QTabWidget(this))
    , m_predictions(new PredictionsPane(session, this))
    , m_comparison(new ComparisonPane(session, this))
    , m_labels(new LabelResultsPane(session, this))
    , m_confusion(new ConfusionPane(session, this))
    , m_subsets(new SubsetsPane(session, this))
    , m_suspects(new SuspectsPane(session, this))
    , m_curve(new LearningCurvePane(session, this))
    , m_importance(new ImportancePane(session, this))
    , m_duplicates(new DuplicatesPane(session, this))
    , m_means(new TableModel(this))
    , m_export(new ResultExport(session, this))
{
    setObjectName(QStringLiteral("resultsPage"));
    auto *empty = new EmptyState(
        tr("No results yet"),
        tr("Here a run's predictions are held against the truth, and submissions are checked and exported. Train a "
           "network first, or open a run."),
        this);
    connect(empty->addButton(tr("To the Train page"), QStringLiteral("resultsToTrain"), true), &QPushButton::clicked,
            this, &ResultsPage::trainPageWanted);
    m_stack->addWidget(empty);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    auto *top = new QHBoxLayout;
    m_source = new QComboBox(content);
    m_source->setObjectName(QStringLiteral("resultSource"));
    m_source->setAccessibleName(tr("Source"));
    m_part = new QComboBox(content);
    m_part->setObjectName(QStringLiteral("resultPart"));
    m_part->setAccessibleName(tr("Part"));
    m_part->addItem(tr("Test part"));
    m_part->addItem(tr("Validation part"));
    top->addWidget(new RunChoice(m_session, QStringLiteral("resultRun"), content));
    top->addWidget(m_source);
    top->addWidget(m_part);
    top->addStretch(1);
    layout->addLayout(top);
    m_tabs->setObjectName(QStringLiteral("resultTabs"));
    m_tabs->setAccessibleName(tr("Views of the results"));
    m_tabs->addTab(m_predictions, tr("Tracks"));
    m_tabs->addTab(m_comparison, tr("Runs"));
    m_tabs->addTab(m_labels, tr("Labels"));
    m_tabs->addTab(m_confusion, tr("Confusion"));
    m_tabs->addTab(m_subsets, tr("Subsets"));
    m_tabs->addTab(m_suspects, tr("Suspects"));
    m_tabs->addTab(m_importance, tr("What helps"));
    m_tabs->addTab(m_duplicates, tr("Near-duplicates"));
    m_tabs->addTab(m_curve, tr("Learning curve"));
    auto *splitter = new QSplitter(Qt::Horizontal, content);
    splitter->setObjectName(QStringLiteral("resultsSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_tabs);
    QWidget *figures = buildFigures();
    splitter->addWidget(figures);
    splitter->setStretchFactor(0, 1);
    splitter->setCollapsible(1, true);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({ 600, 380 });
    // These are shown without the evaluation; the width that they want then is not to push it out of a small window.
    for (QWidget *alone : { static_cast<QWidget *>(m_importance), static_cast<QWidget *>(m_duplicates),
                            static_cast<QWidget *>(m_curve) })
        alone->setMinimumWidth(1);
    // The evaluation of a part has nothing to say of those that look at the run's network, and they want the room.
    connect(m_tabs, &QTabWidget::currentChanged, figures, [this, figures] {
        const QWidget *shown = m_tabs->currentWidget();
        figures->setVisible(shown != m_importance && shown != m_duplicates && shown != m_curve);
    });
    layout->addWidget(splitter, 1);
    m_stack->addWidget(content);
    connectParts();
    refresh();
}

void ResultsPage::connectParts()
{
    addActions(m_comparison->actions());
    for (const auto &[text, pane] : { std::pair(tr("What &helps the labels"), static_cast<QWidget *>(m_importance)),
                                      std::pair(tr("&Near-duplicates"), static_cast<QWidget *>(m_duplicates)) }) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, m_tabs, [this, pane = pane] { m_tabs->setCurrentWidget(pane); });
        addAction(action);
    }
    followNumberForm(this, [this] { showVerdict(); });
    connect(m_source, &QComboBox::currentIndexChanged, this, &ResultsPage::showPart);
    connect(m_part, &QComboBox::currentIndexChanged, this, &ResultsPage::showPart);
    connect(&m_session, &Session::analysisChanged, this, &ResultsPage::refresh);
    connect(m_predictions, &PredictionsPane::trackActivated, this, &ResultsPage::trackActivated);
    connect(m_curve, &LearningCurvePane::trainPageWanted, this, &ResultsPage::trainPageWanted);
    connect(m_suspects, &SuspectsPane::trackActivated, this, &ResultsPage::trackActivated);
    connect(m_duplicates, &DuplicatesPane::trackActivated, this, &ResultsPage::trackActivated);
    connect(m_labels, &LabelResultsPane::tracksWanted, this, &ResultsPage::tracksWanted);
    connect(m_confusion, &ConfusionPane::tracksWanted, this, &ResultsPage::tracksWanted);
}

QWidget *ResultsPage::buildFigures()
{
    auto *side = new QWidget(this);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    m_evaluationTitle = new QLabel(side);
    m_evaluationTitle->setObjectName(QStringLiteral("evaluationTitle"));
    m_evaluationTitle->setWordWrap(true);
    layout->addWidget(m_evaluationTitle);
    auto meanOf = [this](std::optional<Evaluation> PartAnalysis::*evaluation) -> MeanOf {
        return [=, this](size_t index) {
            const PartAnalysis *shown = part();
            return shown != nullptr && shown->*evaluation ? &figure(*(shown->*evaluation), index) : nullptr;
        };
    };
    std::vector<TableColumn> columns = meanColumns({ "P", "R", "F" }, {}, this, meanOf(&PartAnalysis::evaluation));
    std::ranges::move(meanColumns({ "P +", "R +", "F +" },
                                  tr("Expanded: the genre of each predicted subgenre is added first"), this,
                                  meanOf(&PartAnalysis::expanded)),
                      std::back_inserter(columns));
    m_figures = makeMeansTable(m_means, std::move(columns), QStringLiteral("evaluationTable"),
                               tr("The task's 18 means, plain and expanded"), side);
    m_figures->horizontalHeader()->setMinimumSectionSize(
        m_figures->fontMetrics().horizontalAdvance(QStringLiteral("0.0000")) + 6);
    // The rows' titles in full, whatever the language; the style's hint is not theirs before they are shown.
    int titles = m_figures->verticalHeader()->sizeHint().width();
    for (int row = 0; row < m_means->rowCount(); ++row) {
        const QString title = m_means->headerData(row, Qt::Vertical).toString();
        titles = std::max(titles, m_figures->fontMetrics().horizontalAdvance(title) + 28);
    }
    m_figures->setMinimumWidth(titles + m_means->columnCount() * m_figures->horizontalHeader()->minimumSectionSize()
                               + 4);
    layout->addWidget(m_figures);
    auto *legend =
        new QLabel(tr("P precision, R recall, F their harmonic mean: of each track or label, and then the mean over "
                      "them. + after adding the genre of each predicted subgenre."),
                   side);
    legend->setWordWrap(true);
    legend->setObjectName(QStringLiteral("evaluationLegend"));
    layout->addWidget(legend);
    layout->addSpacing(10);
    m_verdict = new QLabel(side);
    m_verdict->setObjectName(QStringLiteral("checkVerdict"));
    m_verdict->setWordWrap(true);
    layout->addWidget(m_verdict);
    auto *exports = new QPushButton(tr("Export"), side);
    exports->setObjectName(QStringLiteral("exportButton"));
    exports->setMenu(m_export);
    layout->addWidget(exports);
    layout->addStretch(1);
    return side;
}

const SourceAnalysis *ResultsPage::source() const
{
    return m_session.analysis() ? m_session.analysis()->find(m_source->currentText()) : nullptr;
}

const PartAnalysis *ResultsPage::part() const
{
    const SourceAnalysis *shown = source();
    if (shown == nullptr)
        return nullptr;
    return m_part->currentIndex() == 0 ? &shown->test : &shown->validation;
}

void ResultsPage::showLearningCurve(const QString &folder)
{
    m_tabs->setCurrentWidget(m_curve);
    m_curve->choose(folder);
}

void ResultsPage::refresh()
{
    const auto analysis = m_session.analysis();
    m_stack->setCurrentIndex(analysis ? 1 : 0);
    const QString chosen = m_source->currentText();
    {
        const QSignalBlocker blocker(m_source);
        m_source->clear();
        bool anyTest = false;
        if (analysis) {
            for (const auto &source : analysis->sources) {
                m_source->addItem(source->name);
                anyTest = anyTest || source->test.scores;
            }
        }
        m_source->setCurrentIndex(std::max(0, m_source->findText(chosen)));
        const QSignalBlocker partBlocker(m_part);
        if (analysis && !anyTest)
            m_part->setCurrentIndex(1);
    }
    showPart();
}

void ResultsPage::showPart()
{
    const SourceAnalysis *of = source();
    const PartAnalysis *shown = part();
    m_predictions->show(m_session.analysis(), of, shown);
    m_comparison->show(of, shown);
    m_labels->show(of, shown);
    m_confusion->show(of, shown);
    m_subsets->show(of, shown);
    m_suspects->show(of);
    m_importance->show(of);
    m_duplicates->show(m_session.analysis() ? m_session.analysis()->run : nullptr);
    m_export->show(of, shown);
    showVerdict();
}

void ResultsPage::showVerdict()
{
    const PartAnalysis *shown = part();
    fillEvaluation();
    const bool scored = shown != nullptr && shown->scores;
    if (!scored)
        m_verdict->setText(tr("This part was not predicted: the source had no test features when the run was made."));
    else if (shown->check.accepted() && !shown->check.warnings.empty())
        m_verdict->setText(
            tr("Checker: <b>accepted</b>, but: %1").arg(shown->check.warnings.front().text.toHtmlEscaped()));
    else if (shown->check.accepted())
        m_verdict->setText(tr("Checker: <b>accepted</b>. %1 lines, every rule of the task holds.")
                               .arg(countText(qint64(shown->check.lines))));
    else
        m_verdict->setText(tr("Checker: <b>%1 violations</b>. The first: %2")
                               .arg(countText(qint64(shown->check.violations.size())),
                                    shown->check.violations.front().text.toHtmlEscaped()));
}

void ResultsPage::fillEvaluation()
{
    const PartAnalysis *shown = part();
    const bool any = shown != nullptr && shown->evaluation;
    m_evaluationTitle->setText(
        any ? tr("<b>Evaluation</b> as the task does it, on %1 tracks with known truth")
                  .arg(countText(qint64(shown->evaluation->perTrack.size())))
            : tr("<b>Evaluation</b>: the truth of this part is not known. Add it on the Data page as test truth."));
    m_figures->setVisible(any);
    m_means->refresh();
}

} // namespace melscope
