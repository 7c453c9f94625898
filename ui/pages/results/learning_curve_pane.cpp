#include "ui/pages/results/learning_curve_pane.h"

#include "core/base/number_text.h"
#include "core/runs/run_list.h"
#include "core/study/grid_file.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/empty_state.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/table_export.h"
#include "ui/plots/learning_curve_plot.h"
#include "ui/session/session.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <set>

namespace melscope {

namespace {

const QString kOwnRuns = QStringLiteral("own"); ///< in the place of a grid's folder

bool hasShares(const std::vector<RecipeVariant> &variants)
{
    std::set<double> shares;
    for (const RecipeVariant &variant : variants)
        shares.insert(variant.recipe.share);
    return shares.size() > 1;
}

QComboBox *makeBox(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessibleName);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(14);
    return box;
}

} // namespace

LearningCurvePane::LearningCurvePane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("learningCurvePane"));
    build();
    followNumberForm(this, [this] { showCurve(); });
    connect(&session.runs(), &RunCatalogue::changed, this, &LearningCurvePane::refresh);
    connect(&session, &Session::trainingEnded, this, &LearningCurvePane::refresh);
    connect(&session, &Session::projectChanged, this, &LearningCurvePane::refresh);
}

void LearningCurvePane::build()
{
    m_stack = new QStackedLayout(this);
    auto *empty = new EmptyState(tr("No learning curve yet"),
                                 tr("It takes runs on several shares of the training tracks: Train → Grid … with "
                                    "share = %1.")
                                     .arg(QStringLiteral("0.1, 0.2, 0.5, 1")),
                                 this);
    connect(empty->addButton(tr("To the Train page"), QStringLiteral("curveToTrain"), true), &QPushButton::clicked,
            this, &LearningCurvePane::trainPageWanted);
    m_stack->addWidget(empty);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 4, 0, 0);
    auto *top = new QHBoxLayout;
    m_choice = makeBox(QStringLiteral("curveRuns"), tr("Runs"), content);
    m_source = makeBox(QStringLiteral("curveSource"), tr("Source"), content);
    m_recipe = makeBox(QStringLiteral("curveRecipe"), tr("Recipe"), content);
    m_lines = new QToolButton(content);
    m_lines->setObjectName(QStringLiteral("curveLines"));
    m_lines->setText(tr("Lines"));
    m_lines->setToolTip(tr("Which groups of labels are drawn; a click on a name above the plot does the same"));
    m_lines->setPopupMode(QToolButton::InstantPopup);
    m_lines->setMenu(new QMenu(m_lines));
    for (QComboBox *box : { m_choice, m_source, m_recipe })
        top->addWidget(box, 1);
    top->addWidget(m_lines);
    auto *save = new QPushButton(tr("Save table …"), content);
    save->setObjectName(QStringLiteral("saveCurve"));
    connect(save, &QPushButton::clicked, this, [this] {
        saveTable(m_session, this, tr("Save the learning curve"), QStringLiteral("learning-curve.csv"),
                  [this](TableFormat format) { return learningTable(m_curves, format); });
    });
    top->addWidget(save);
    layout->addLayout(top);
    m_note = new QLabel(content);
    m_note->setObjectName(QStringLiteral("curveNote"));
    m_note->setWordWrap(true);
    layout->addWidget(m_note);
    auto *splitter = new QSplitter(Qt::Vertical, content);
    splitter->setObjectName(QStringLiteral("learningCurveSplitter"));
    splitter->setChildrenCollapsible(false);
    m_plot = new LearningCurvePlot(splitter);
    splitter->addWidget(m_plot);
    buildTable();
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 420, 150 });
    layout->addWidget(splitter, 1);
    m_stack->addWidget(content);
    connect(m_choice, &QComboBox::activated, this, [this] {
        m_wanted = m_choice->currentData().toString();
        read();
    });
    connect(m_source, &QComboBox::activated, this, &LearningCurvePane::showCurves);
    connect(m_recipe, &QComboBox::activated, this, &LearningCurvePane::showCurve);
    connect(m_plot, &LearningCurvePlot::shownChanged, this, &LearningCurvePane::fillLines);
}

void LearningCurvePane::buildTable()
{
    auto point = [this](size_t row) -> const LearningPoint & { return shown()->points[row]; };
    TableColumn share = figureColumn(
        "share", tr("Share"), tr("Of the training tracks, in percent"),
        [=](size_t row) { return 100 * point(row).share; }, 0);
    share.text = [=](size_t row) { return generalText(100 * point(row).share, 4) + QStringLiteral(" %"); };
    std::vector<TableColumn> columns {
        share,
        countColumn("tracks", tr("Tracks"), tr("That the runs were trained on, mean"),
                    [=](size_t row) { return qint64(std::llround(point(row).tracks)); }),
        countColumn("runs", tr("Runs"), tr("Seeds and folds"), [=](size_t row) { return qint64(point(row).runs); }),
    };
    static constexpr std::string_view keys[] = { "all", "below_10", "10_99", "100_999", "from_1000" };
    for (size_t group = 0; group < kSupportGroups; ++group) {
        const QString title = group == 0 ? tr("F1, all") : tr("F1, %1").arg(supportGroupText(SupportGroup(group)));
        TableColumn column = figureColumn(
            keys[group], title,
            group == 0 ? tr("Mean F1 of all labels ± standard deviation over the runs")
                       : tr("Mean F1 of the labels that %1 tracks of the whole training part have ± standard deviation "
                            "over the runs")
                             .arg(supportGroupText(SupportGroup(group))),
            [=](size_t row) { return point(row).mean[group]; });
        column.text = [=, plain = column.text](size_t row) {
            const double deviation = point(row).deviation[group];
            return std::isnan(deviation) ? plain(row) : plain(row) + QStringLiteral(" ± ") + decimalText(deviation, 4);
        };
        column.cellToolTip = [=](size_t row) {
            return tr("%1 labels, all sources together").arg(generalText(point(row).labels[group], 4));
        };
        columns.push_back(column.wideAs(QStringLiteral("0.0000 ± 0.0000")));
    }
    m_model->setColumns(std::move(columns));
    m_table = makeRowTable(m_model, QStringLiteral("learningCurveTable"), tr("The points of the learning curve"), this);
    m_table->setMinimumHeight(90);
}

const LearningCurve *LearningCurvePane::shown() const
{
    const auto index = size_t(std::max(0, m_recipe->currentIndex()));
    return index < m_curves.size() ? &m_curves[index] : nullptr;
}

void LearningCurvePane::choose(const QString &folder)
{
    m_wanted = folder;
    m_isStale = true;
    if (isVisible())
        read();
}

void LearningCurvePane::refresh()
{
    m_isStale = true;
    // While a training goes on, what is shown is not disturbed.
    if (isVisible() && !m_session.isTraining())
        read();
}

void LearningCurvePane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        read();
}

/// The project's runs that are no grid's, if they can make a curve.
LearningCurvePane::Choice LearningCurvePane::ownRuns() const
{
    Choice own { tr("the project's runs"), {}, {}, {} };
    std::set<double> shares;
    for (const RunSummary &run : m_session.runs().runs()) {
        if (run.unfinished)
            continue;
        own.runs << run.folder;
        shares.insert(run.recipe.share);
    }
    if (shares.size() < 2)
        own.runs.clear();
    for (const ProjectSource &source : m_session.project().sources)
        own.testTruths.insert(source.name, source.testTruth);
    return own;
}

Result<LearningCurvePane::Found> LearningCurvePane::look(const QString &runsFolder, Choice own, const QString &chosen,
                                                         const CancelToken &cancel, const ProgressCallback &progress)
{
    Found found;
    QStringList grids = gridFoldersIn(runsFolder);
    std::ranges::reverse(grids);
    for (const QString &folder : std::as_const(grids)) {
        const auto grid = readGrid(folder);
        if (!grid || !hasShares(grid->variants))
            continue;
        Choice choice { runTitle(folder), folder, runFoldersOfGrid(folder), testTruthsOfGrid(folder) };
        if (!choice.runs.isEmpty())
            found.choices.push_back(std::move(choice));
    }
    if (!own.runs.isEmpty())
        found.choices.push_back(std::move(own));
    if (found.choices.empty())
        return found;
    const auto wanted = std::ranges::find(found.choices, chosen == kOwnRuns ? QString() : chosen, &Choice::folder);
    found.chosen = wanted == found.choices.end() || chosen.isEmpty() ? 0 : int(wanted - found.choices.begin());
    const Choice &choice = found.choices[size_t(found.chosen)];
    auto runs = readLearningRuns({ choice.runs, choice.testTruths, {} }, cancel, progress);
    if (!runs)
        return passOn(runs);
    found.runs = std::move(*runs);
    return found;
}

void LearningCurvePane::read()
{
    m_isStale = false;
    m_reading.run(
        m_session.lane(Lane::Estimates), this, tr("Reading the learning curve"),
        [runsFolder = m_session.runs().folder(), own = ownRuns(), chosen = m_wanted](const CancelToken &cancel,
                                                                                     const ProgressCallback &progress) {
            return look(runsFolder, own, chosen, cancel, progress);
        },
        [this](Result<Found> found) {
            if (found)
                take(std::move(*found));
            else
                m_session.report(found.error());
        });
}

void LearningCurvePane::take(Found found)
{
    m_model->setRows(0);
    m_found = std::move(found);
    m_stack->setCurrentIndex(m_found.choices.empty() ? 0 : 1);
    m_choice->clear();
    for (const Choice &choice : m_found.choices)
        m_choice->addItem(choice.title, choice.folder.isEmpty() ? kOwnRuns : choice.folder);
    m_choice->setCurrentIndex(m_found.chosen);
    const QString source = m_source->currentData().toString();
    m_source->clear();
    m_source->addItem(tr("mean of the sources"));
    std::set<QString> names;
    for (const LearningRun &run : m_found.runs.runs) {
        for (const auto &[name, figures] : run.sources) {
            if (names.insert(name).second)
                m_source->addItem(name, name);
        }
    }
    m_source->setCurrentIndex(std::max(0, m_source->findData(source)));
    m_source->setVisible(names.size() > 1);
    const QString lines = tr("A line is the mean over the labels that so many tracks of the whole training part have.");
    m_note->setText((m_found.runs.part == Part::Test
                         ? tr("The task's F per label on the test part.")
                         : tr("F per label on the validation part, since no truth of the test part is known: the "
                              "thresholds were chosen on it, which flatters rare labels."))
                    + QLatin1Char(' ') + lines);
    showCurves();
}

void LearningCurvePane::showCurves()
{
    m_model->setRows(0);
    m_curves = learningCurves(m_found.runs.runs, m_source->currentData().toString());
    const QString recipe = m_recipe->currentText();
    m_recipe->clear();
    for (const LearningCurve &curve : m_curves)
        m_recipe->addItem(curve.name);
    m_recipe->setCurrentIndex(m_curves.empty() ? -1 : std::max(0, m_recipe->findText(recipe)));
    m_recipe->setVisible(m_curves.size() > 1);
    showCurve();
}

void LearningCurvePane::showCurve()
{
    const LearningCurve *curve = shown();
    m_plot->setCurve(curve != nullptr ? *curve : LearningCurve());
    m_plot->setFileName(tr("learning-curve"));
    m_model->setRows(curve != nullptr ? curve->points.size() : 0);
    fillLines();
}

void LearningCurvePane::fillLines()
{
    QMenu *menu = m_lines->menu();
    menu->clear();
    for (size_t group = 0; group < kSupportGroups; ++group) {
        if (!m_plot->has(SupportGroup(group)))
            continue;
        QAction *action = menu->addAction(LearningCurvePlot::groupTitle(SupportGroup(group)));
        action->setCheckable(true);
        action->setChecked(m_plot->isShown(SupportGroup(group)));
        // After the menu has closed: it is filled anew.
        connect(
            action, &QAction::toggled, m_plot,
            [this, group](bool isShown) { m_plot->setShown(SupportGroup(group), isShown); }, Qt::QueuedConnection);
    }
}

} // namespace melscope
