#include "ui/pages/train/grids_pane.h"

#include "core/base/number_text.h"
#include "core/runs/run_list.h"
#include "core/study/grid_file.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/empty_state.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/table_export.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <set>

namespace melscope {

namespace {

/// "0.4664 ± 0.0120"; the deviation of a single run is not known.
QString meanText(const double (&figure)[2])
{
    if (std::isnan(figure[0]))
        return QStringLiteral("—");
    const QString mean = decimalText(figure[0], 4);
    return std::isnan(figure[1]) ? mean : mean + QStringLiteral(" ± ") + decimalText(figure[1], 4);
}

} // namespace

GridsPane::GridsPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("gridsPane"));
    build();
    followNumberForm(this, [this] { m_model->refresh(); });
    connect(&session.runs(), &RunCatalogue::changed, this, [this] {
        if (m_session.runs().folder() != m_project)
            refresh();
    });
    connect(&session, &Session::trainingEnded, this, &GridsPane::refresh);
    connect(&session, &Session::accessChanged, this, &GridsPane::updateButtons);
    connect(&session.trainings(), &Trainings::gridProgressed, this, &GridsPane::refresh);
    connect(&session.trainings(), &Trainings::queueChanged, this, &GridsPane::updateButtons);
    updateButtons();
}

void GridsPane::build()
{
    m_stack = new QStackedLayout(this);
    auto *empty = new EmptyState(
        tr("No grid yet"),
        tr("A grid trains the page's settings with several values, seeds and folds, and tells means ± deviation."),
        this);
    connect(empty->addButton(tr("Grid …"), QStringLiteral("firstGrid"), true), &QPushButton::clicked, this,
            &GridsPane::gridWanted);
    m_stack->addWidget(empty);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 4, 0, 0);
    auto *top = new QHBoxLayout;
    m_choice = new QComboBox(content);
    m_choice->setObjectName(QStringLiteral("gridChoice"));
    m_choice->setAccessibleName(tr("Grid"));
    m_source = new QComboBox(content);
    m_source->setObjectName(QStringLiteral("gridSource"));
    m_source->setAccessibleName(tr("Source"));
    m_source->addItem(tr("mean of the sources"));
    m_state = new QLabel(content);
    m_state->setObjectName(QStringLiteral("gridState"));
    top->addWidget(m_choice);
    top->addWidget(m_source);
    top->addStretch(1);
    layout->addLayout(top);
    buildTable();
    layout->addWidget(m_table, 1);
    auto *buttons = new QHBoxLayout;
    auto button = [&](const QString &text, const QString &name, const QString &toolTip, auto slot) {
        auto *widget = new QPushButton(text, content);
        widget->setObjectName(name);
        widget->setToolTip(toolTip);
        connect(widget, &QPushButton::clicked, this, slot);
        buttons->addWidget(widget);
        return widget;
    };
    m_continue = button(tr("Continue"), QStringLiteral("continueGrid"),
                        tr("Train what is missing, with the project as it was when the grid began"),
                        [this] { m_session.continueGrid(m_found.grid.folder); });
    m_curve = button(tr("Learning curve"), QStringLiteral("showLearningCurve"),
                     tr("F1 against the number of training tracks; needs a grid with several shares"),
                     [this] { Q_EMIT learningCurveWanted(m_found.grid.folder); });
    button(tr("Save …"), QStringLiteral("saveGrid"), tr("The means as CSV, TSV or LaTeX"), [this] {
        saveTable(m_session, this, tr("Save the grid's means"), QStringLiteral("grid.csv"),
                  [this](TableFormat format) { return gridTable(m_found.summaries, m_found.grid.variants, format); });
    });
    m_state->setWordWrap(true);
    m_state->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    buttons->addWidget(m_state, 1);
    layout->addLayout(buttons);
    m_stack->addWidget(content);
    for (QComboBox *box : { m_choice, m_source })
        connect(box, &QComboBox::activated, this, [this] { read(); });
}

void GridsPane::buildTable()
{
    m_model->setColumns(columns());
    m_table = makeRowTable(m_model, QStringLiteral("gridTable"), tr("Means of the grid's variants"), this);
}

TableColumn GridsPane::meanColumn(std::string_view key, const QString &title, const QString &toolTip,
                                  double (GridSummary::*figure)[2]) const
{
    TableColumn column = figureColumn(key, title, toolTip, [this, figure](size_t row) {
        const GridSummary *summary = summaryOf(row);
        return summary != nullptr ? (summary->*figure)[0] : std::nan("");
    });
    column.text = [this, figure](size_t row) {
        const GridSummary *summary = summaryOf(row);
        return summary != nullptr ? meanText(summary->*figure) : QStringLiteral("—");
    };
    return column.wideAs(QStringLiteral("0.0000 ± 0.0000"));
}

std::vector<TableColumn> GridsPane::columns() const
{
    TableColumn recipe = textColumn(
        "recipe", tr("Recipe"), tr("And what of it the grid changes"),
        [this](size_t row) { return m_found.grid.variants[row].name; }, 30 * fontMetrics().averageCharWidth());
    TableColumn runs =
        countColumn("runs", tr("Runs"), tr("Seeds × folds that are finished, of all"), [this](size_t row) {
            const GridSummary *summary = summaryOf(row);
            return summary != nullptr ? qint64(summary->runs) : 0;
        });
    runs.text = [this, count = runs.text](size_t row) {
        return tr("%1 of %2").arg(count(row), countText(qint64(m_found.grid.runs() / m_found.grid.variants.size())));
    };
    runs.width = 12 * fontMetrics().averageCharWidth();
    TableColumn time = figureColumn("seconds", tr("Time"), tr("Of training a run, mean"), [this](size_t row) {
        const GridSummary *summary = summaryOf(row);
        return summary != nullptr ? summary->seconds : std::nan("");
    });
    time.text = [this](size_t row) {
        const GridSummary *summary = summaryOf(row);
        return summary != nullptr ? durationText(summary->seconds) : QString();
    };
    const QString over = QLatin1Char('\n') + tr("Mean ± standard deviation over seeds and folds");
    return { recipe,
             runs,
             meanColumn("label_f", tr("Test, per label"), tr("F per label on the test part, all labels") + over,
                        &GridSummary::labelF),
             meanColumn("track_f", tr("Test, per track"), tr("F per track on the test part, all labels") + over,
                        &GridSummary::trackF),
             meanColumn("macro_f1", tr("Validation F1"),
                        tr("Macro F1 on validation, at the thresholds chosen on it") + over, &GridSummary::macroF1)
                 .explainedAt(QStringLiteral("macro-f1")),
             meanColumn("map", tr("Validation mAP"), tr("Mean average precision on validation") + over,
                        &GridSummary::map)
                 .explainedAt(QStringLiteral("map")),
             time };
}

const GridSummary *GridsPane::summaryOf(size_t variant) const
{
    const auto found = std::ranges::find(m_found.summaries, variant, &GridSummary::variant);
    return found == m_found.summaries.end() ? nullptr : &*found;
}

void GridsPane::refresh()
{
    m_isStale = true;
    if (isVisible())
        read();
}

void GridsPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        read();
}

Result<GridsPane::Found> GridsPane::look(const QString &runsFolder, const QString &chosen, const QString &source,
                                         const CancelToken &cancel)
{
    Found found;
    found.folders = gridFoldersIn(runsFolder);
    std::ranges::reverse(found.folders);
    if (found.folders.isEmpty())
        return found;
    auto grid = readGrid(found.folders.contains(chosen) ? chosen : found.folders.front());
    if (!grid)
        return passOn(grid);
    found.grid = std::move(*grid);
    const auto results = finishedResults(found.grid, cancel);
    if (!results)
        return passOn(results);
    found.summaries = summarise(*results, found.grid.variants.size(), source);
    for (const GridSummary &summary : summarise(*results, found.grid.variants.size()))
        found.finished += summary.runs;
    return found;
}

void GridsPane::read()
{
    m_isStale = false;
    const QString runsFolder = m_session.runs().folder();
    const bool isSame = runsFolder == m_project;
    m_project = runsFolder;
    // A grid that has just begun is what its user wants to see.
    const GridConfig *running = m_session.trainings().grid();
    const QString chosen = running != nullptr && !m_found.folders.contains(running->folder)
        ? running->folder
        : m_choice->currentData().toString();
    m_reading.run(
        m_session.lane(Lane::Runs), this, tr("Reading the grids"),
        [runsFolder, chosen, source = isSame ? m_source->currentData().toString() : QString()](
            const CancelToken &cancel, const ProgressCallback &) { return look(runsFolder, chosen, source, cancel); },
        [this](Result<Found> found) {
            if (found)
                take(std::move(*found));
            else
                m_session.report(found.error());
        });
}

void GridsPane::take(Found found)
{
    m_model->setRows(0);
    m_found = std::move(found);
    {
        const QSignalBlocker choiceBlocker(m_choice);
        const QSignalBlocker sourceBlocker(m_source);
        m_choice->clear();
        for (const QString &folder : std::as_const(m_found.folders))
            m_choice->addItem(runTitle(folder), folder);
        m_choice->setCurrentIndex(int(m_found.folders.indexOf(m_found.grid.folder)));
        const QString source = m_source->currentData().toString();
        while (m_source->count() > 1)
            m_source->removeItem(1);
        for (const ProjectSource &one : m_found.grid.project.sources) {
            if (!one.isMusic())
                m_source->addItem(one.name, one.name);
        }
        m_source->setCurrentIndex(std::max(0, m_source->findData(source)));
        m_source->setVisible(m_source->count() > 2);
    }
    m_stack->setCurrentIndex(m_found.folders.isEmpty() ? 0 : 1);
    m_model->setRows(m_found.grid.variants.size());
    updateButtons();
}

void GridsPane::updateButtons()
{
    const Trainings &trainings = m_session.trainings();
    const GridConfig &grid = m_found.grid;
    const size_t runs = grid.runs();
    const bool isBusy = trainings.hasGrid(grid.folder);
    QString text = tr("%1 of %n run(s) finished.", nullptr, int(runs)).arg(countText(qint64(m_found.finished)));
    if (grid.folds > 0)
        text = tr("%n folds.", nullptr, grid.folds) + QLatin1Char(' ') + text;
    if (isBusy)
        text += QLatin1Char(' ')
            + (trainings.grid() != nullptr && trainings.grid()->folder == grid.folder ? tr("It is being trained.")
                                                                                      : tr("It waits to be trained."));
    m_state->setText(text);
    m_continue->setEnabled(m_found.finished < runs && !isBusy && !m_session.isFollowing());
    std::set<double> shares;
    for (const RecipeVariant &variant : grid.variants)
        shares.insert(variant.recipe.share);
    m_curve->setEnabled(shares.size() > 1 && m_found.finished > 0);
}

} // namespace melscope
