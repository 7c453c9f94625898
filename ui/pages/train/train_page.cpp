#include "ui/pages/train/train_page.h"

#include "core/base/number_text.h"
#include "core/runs/run_list.h"
#include "ui/numbers/number_field.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/train/grid_dialog.h"
#include "ui/pages/train/grids_pane.h"
#include "ui/pages/train/history_charts.h"
#include "ui/pages/train/log_boxes.h"
#include "ui/pages/train/network_pane.h"
#include "ui/pages/train/recipe_form.h"
#include "ui/pages/train/run_dialogs.h"
#include "ui/pages/train/runs_pane.h"
#include "ui/pages/train/target_box.h"
#include "ui/pages/train/targets_dialog.h"
#include "ui/session/session.h"

#include <QFontDatabase>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QTabWidget>
#include <QVBoxLayout>
#include <QWidgetAction>

#include <algorithm>

namespace melscope {

namespace {
// The log of a long training: a line an epoch and a few more.
constexpr int kLogLines = 20'000;
} // namespace

TrainPage::TrainPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
{
    setObjectName(QStringLiteral("trainPage"));
    auto *layout = new QHBoxLayout(this);
    layout->addWidget(buildSettings());
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("trainSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildCharts());
    m_tabs = new QTabWidget(splitter);
    m_tabs->setObjectName(QStringLiteral("trainTabs"));
    m_tabs->setAccessibleName(tr("Runs, grids, network and log"));
    m_runs = new RunsPane(m_session, m_tabs);
    m_tabs->addTab(m_runs, tr("Runs"));
    m_grids = new GridsPane(m_session, m_tabs);
    m_tabs->addTab(m_grids, tr("Grids"));
    connect(m_grids, &GridsPane::gridWanted, this, &TrainPage::openGridDialog);
    connect(m_grids, &GridsPane::learningCurveWanted, this, &TrainPage::learningCurveWanted);
    m_network = new NetworkPane(m_session, m_tabs);
    m_tabs->addTab(m_network, tr("Network"));
    m_tabs->addTab(buildLog(), tr("Log"));
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({ 480, 260 });
    layout->addWidget(splitter, 1);
    connect(m_network, &NetworkPane::described, m_size, &QLabel::setText);
    m_size->setText(m_network->description());
    connect(m_runs, &RunsPane::overlaysChanged, this, &TrainPage::showCurves);
    addActions(m_runs->actions());
    connectSession();
    refresh();
    showCurves(); // the window may be newer than its session
}

void TrainPage::goToSetting(const QString &name)
{
    m_form->goTo(name);
}

void TrainPage::connectSession()
{
    followNumberForm(this, [this] { updateState(); });
    connect(&m_session, &Session::projectChanged, this, &TrainPage::refresh);
    connect(&m_session, &Session::accessChanged, this, &TrainPage::updateState);
    connect(&m_session, &Session::trainingStarted, this, [this] {
        const Recipe &recipe = m_session.trainings().current().project.recipe;
        const QSignalBlocker rateBlocker(m_liveRate);
        const QSignalBlocker patienceBlocker(m_livePatience);
        m_liveRate->setValue(recipe.learningRate);
        m_livePatience->setValue(recipe.patience);
        showCurves();
        updateState();
    });
    connect(&m_session, &Session::epochFinished, this, &TrainPage::appendEpoch);
    connect(&m_session, &Session::trainingEnded, this, [this] {
        showCurves();
        updateState();
    });
    connect(&m_session, &Session::analysisChanged, this, [this] {
        showCurves();
        updateState();
    });
    connect(&m_session.trainings(), &Trainings::pausedChanged, this, &TrainPage::updateState);
    connect(&m_session.trainings(), &Trainings::queueChanged, this, &TrainPage::updateState);
    connect(&m_session.trainings(), &Trainings::stageChanged, this, &TrainPage::updateState);
    connect(&m_session.trainings(), &Trainings::gridProgressed, this, &TrainPage::updateState);
    connect(&m_session.runs(), &RunCatalogue::changed, this, &TrainPage::updateState);
    connect(&m_session.remote(), &RemoteTrainings::chosenChanged, this, &TrainPage::updateState);
    connect(&m_session.remote(), &RemoteTrainings::submittingChanged, this, &TrainPage::updateState);
    connect(&m_session, &Session::logged, m_log, &QPlainTextEdit::appendPlainText);
}

QWidget *TrainPage::buildSettings()
{
    auto *column = new QWidget(this);
    auto *columnLayout = new QVBoxLayout(column);
    columnLayout->setContentsMargins(0, 0, 0, 0);
    auto *settings = new QWidget(column);
    auto *layout = new QVBoxLayout(settings);
    layout->setContentsMargins(0, 0, 6, 0);
    m_form = new RecipeForm(settings);
    connect(m_form, &RecipeForm::edited, this, &TrainPage::takeRecipe);
    auto *where = new TargetBox(m_session.remote(), m_form);
    connect(where, &TargetBox::targetsWanted, this, &TrainPage::openTargets);
    m_form->addComputing(tr("Logs"), new LogBoxes(m_form));
    m_form->addComputing(tr("Where"), where);
    layout->addWidget(m_form);
    layout->addStretch(1);
    // A short window scrolls the form instead of clipping it; the buttons stay in sight.
    auto *scroll = new QScrollArea(column);
    scroll->setObjectName(QStringLiteral("recipeScroll"));
    scroll->setAccessibleName(tr("Settings of a training"));
    scroll->setWidget(settings);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    columnLayout->addWidget(scroll, 1);
    columnLayout->addWidget(buildControls());
    // As wide as the form wants to be, beside its scroll bar.
    column->setFixedWidth(settings->sizeHint().width() + scroll->verticalScrollBar()->sizeHint().width() + 4);
    return column;
}

QWidget *TrainPage::buildControls()
{
    auto *controls = new QWidget(this);
    auto *layout = new QVBoxLayout(controls);
    layout->setContentsMargins(0, 4, 6, 0);
    auto label = [&](const QString &name) {
        auto *widget = new QLabel(controls);
        widget->setObjectName(name);
        widget->setWordWrap(true);
        layout->addWidget(widget);
        return widget;
    };
    auto button = [&](const QString &text, const QString &name, const QString &toolTip) {
        auto *widget = new QPushButton(text, controls);
        widget->setObjectName(name);
        widget->setToolTip(toolTip);
        return widget;
    };
    m_size = label(QStringLiteral("networkSize"));
    m_start = button(tr("Start training"), QStringLiteral("startTraining"),
                     tr("Train, search thresholds and predict the test parts (F5)"));
    m_queue = button(tr("Queue …"), QStringLiteral("queueTrainings"),
                     tr("Several runs one after the other: seeds, recipes, learning rates (Ctrl+Shift+T)"));
    m_pause = button(tr("Pause"), QStringLiteral("pauseTraining"),
                     tr("Hold on after this step, and go on when clicked again (F6)"));
    m_stop = button(tr("Stop and keep the best"), QStringLiteral("stopTraining"),
                    tr("End training now; the weights of the best epoch so far become the run's (Shift+F5)"));
    auto *first = new QHBoxLayout;
    first->addWidget(m_start, 2);
    first->addWidget(m_queue, 1);
    layout->addLayout(first);
    auto *second = new QHBoxLayout;
    second->addWidget(m_stop, 2);
    second->addWidget(m_pause, 1);
    layout->addLayout(second);
    m_grid = button(tr("Grid …"), QStringLiteral("openGrid"),
                    tr("All combinations of some settings' values, with seeds and folds: means ± deviation; trained on "
                       "this computer"));
    m_adjust = button(tr("While it runs …"), QStringLiteral("adjustTraining"),
                      tr("Learning rate and patience of the training that runs"));
    auto *menu = new QMenu(m_adjust);
    auto *content = new QWidgetAction(menu);
    content->setDefaultWidget(buildLiveSettings());
    menu->addAction(content);
    m_adjust->setMenu(menu);
    auto *third = new QHBoxLayout;
    third->addWidget(m_adjust, 2);
    third->addWidget(m_grid, 1);
    layout->addLayout(third);
    m_state = label(QStringLiteral("trainingState"));
    connect(m_start, &QPushButton::clicked, this, &TrainPage::start);
    connect(m_queue, &QPushButton::clicked, this, &TrainPage::openQueueDialog);
    connect(m_grid, &QPushButton::clicked, this, &TrainPage::openGridDialog);
    connect(m_stop, &QPushButton::clicked, &m_session.trainings(), &Trainings::stop);
    connect(m_pause, &QPushButton::clicked, this,
            [this] { m_session.trainings().setPaused(!m_session.trainings().isPaused()); });
    return controls;
}

QWidget *TrainPage::buildLiveSettings()
{
    m_live = new QGroupBox(tr("While it runs"), this);
    auto *form = new QFormLayout(m_live);
    form->setContentsMargins(8, 4, 8, 6);
    m_liveRate = new DecimalField(m_live, 6);
    m_liveRate->setObjectName(QStringLiteral("liveLearningRate"));
    m_liveRate->setRange(1e-6, 1);
    m_liveRate->setSingleStep(1e-4);
    m_liveRate->setToolTip(tr("Taken at the next step; the schedule goes on from it"));
    m_livePatience = new CountField(m_live);
    m_livePatience->setObjectName(QStringLiteral("livePatience"));
    m_livePatience->setRange(1, 1'000'000);
    m_livePatience->setToolTip(tr("Epochs without a better validation loss before training ends"));
    form->addRow(tr("Learning rate, at its highest"), m_liveRate);
    form->addRow(tr("Patience"), m_livePatience);
    connect(m_liveRate, &DecimalField::valueChanged, this,
            [this](double rate) { m_session.trainings().setLearningRate(rate); });
    connect(m_livePatience, &CountField::valueChanged, this, [this](int epochs) {
        m_session.trainings().setPatience(epochs);
        updateState();
    });
    return m_live;
}

QWidget *TrainPage::buildCharts()
{
    m_charts = new HistoryCharts(this);
    connect(m_charts, &HistoryCharts::averagingChanged, this, &TrainPage::showCurves);
    connect(m_charts, &HistoryCharts::exportWanted, this, &TrainPage::saveCharts);
    return m_charts;
}

QWidget *TrainPage::buildLog()
{
    m_log = new QPlainTextEdit(this);
    m_log->setObjectName(QStringLiteral("trainingLog"));
    m_log->setAccessibleName(tr("Training log"));
    m_log->setReadOnly(true);
    m_log->setMaximumBlockCount(kLogLines);
    m_log->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_log->setPlainText(m_session.log().join(QLatin1Char('\n'))); // the window may be newer than its session
    m_log->setPlaceholderText(tr("What happens during training is told here."));
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF() * 0.92);
    m_log->setFont(fixed);
    m_log->setMinimumHeight(80);
    return m_log;
}

void TrainPage::takeRecipe()
{
    const auto recipe = m_form->recipe();
    if (!recipe) {
        m_session.report(recipe.error());
        return;
    }
    Project project = m_session.project();
    project.recipe = *recipe;
    m_session.changeProject(project, tr("changing the settings"));
}

bool TrainPage::mayStart()
{
    NumberField *refused = refusedField(*m_form);
    return refused == nullptr || !refused->showRefusal();
}

void TrainPage::start()
{
    if (mayStart())
        m_session.startTraining();
}

void TrainPage::openTargets()
{
    TargetsDialog dialog(m_session.remote(), this);
    dialog.exec();
}

void TrainPage::openQueueDialog()
{
    if (m_session.isEmpty() || !mayStart())
        return;
    const Target *target = m_session.remote().chosenTarget();
    QueueDialog dialog(m_session.project().recipe, target != nullptr ? target->name : QString(), this);
    if (dialog.exec() == QDialog::Accepted)
        m_session.queueTrainings(dialog.recipes());
}

void TrainPage::openGridDialog()
{
    if (!m_grid->isEnabled() || !mayStart())
        return;
    GridDialog dialog(m_session, this);
    if (dialog.exec() == QDialog::Accepted)
        m_tabs->setCurrentWidget(m_grids);
}

void TrainPage::refresh()
{
    const auto shown = m_form->recipe();
    if (!shown || !(*shown == m_session.project().recipe))
        m_form->setRecipe(m_session.project().recipe);
    updateState();
}

void TrainPage::showCurves()
{
    HistoryCurves live;
    live.name = m_session.isTraining() ? tr("in training") : tr("shown run");
    live.colour = palette().color(QPalette::Text);
    live.history = m_session.liveHistory();
    for (const EpochFigures &figures : live.history) {
        if (live.bestEpoch == 0 || figures.validationLoss < live.history[size_t(live.bestEpoch) - 1].validationLoss)
            live.bestEpoch = figures.epoch;
    }
    std::vector<HistoryCurves> curves = m_runs->overlays(m_charts->averagesSeeds());
    m_overlaid = !curves.empty();
    // The overlaid runs are what the user asked for; what trains comes along, what is merely open does not.
    if (!m_overlaid || m_session.isTraining())
        curves.insert(curves.begin(), std::move(live));
    m_charts->setCurves(curves);
}

void TrainPage::appendEpoch(const EpochFigures &figures)
{
    const auto &history = m_session.liveHistory();
    const auto best = std::ranges::min_element(history, {}, &EpochFigures::validationLoss);
    m_charts->append(figures, best->epoch);
    updateState();
}

void TrainPage::saveCharts(const QString &path)
{
    if (path.endsWith(QStringLiteral(".csv"))) {
        std::vector<RunSummary> runs;
        for (const HistoryCurves &curves : m_runs->overlays(m_charts->averagesSeeds())) {
            RunSummary run;
            run.title = curves.name;
            run.history = curves.history;
            runs.push_back(std::move(run));
        }
        if (runs.empty()) {
            runs.emplace_back().title = tr("run");
            runs.back().history = m_session.liveHistory();
        }
        m_session.exportFile(tr("Writing the curves"), path, [runs = std::move(runs)] { return historiesText(runs); });
        return;
    }
    m_session.exportFile(tr("Writing the charts"), path, m_charts->render(path));
}

} // namespace melscope
