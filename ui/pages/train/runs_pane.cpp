#include "ui/pages/train/runs_pane.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/runs/run_model.h"
#include "ui/controls/button_action.h"
#include "ui/controls/file_questions.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/table_export.h"
#include "ui/pages/train/job_dialog.h"
#include "ui/pages/train/recipe_words.h"
#include "ui/pages/train/run_dialogs.h"
#include "ui/plots/plot_style.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>

namespace melscope {

namespace {

/// Mean and deviation of runs over the epochs that all of them have.
HistoryCurves meanOf(const std::vector<const RunSummary *> &runs)
{
    HistoryCurves curves;
    size_t epochs = std::numeric_limits<size_t>::max();
    for (const RunSummary *run : runs)
        epochs = std::min(epochs, run->history.size());
    for (size_t epoch = 0; epoch < epochs; ++epoch) {
        EpochFigures mean;
        EpochFigures deviation;
        mean.epoch = deviation.epoch = runs.front()->history[epoch].epoch;
        for (const EpochFigure &figure : epochFigureList()) {
            double sum = 0;
            double squares = 0;
            for (const RunSummary *run : runs)
                sum += run->history[epoch].*figure.value;
            const double average = sum / double(runs.size());
            for (const RunSummary *run : runs)
                squares += std::pow(run->history[epoch].*figure.value - average, 2);
            mean.*figure.value = average;
            deviation.*figure.value = std::sqrt(squares / double(runs.size() - 1));
        }
        curves.history.push_back(mean);
        curves.deviation.push_back(deviation);
    }
    return curves;
}

} // namespace

RunsPane::RunsPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new TableModel(this))
    , m_table(nullptr)
{
    setObjectName(QStringLiteral("runsPane"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    buildTable();
    layout->addWidget(m_table, 1);
    layout->addWidget(buildButtons());
    m_table->addActions(actions());
    connect(&session.runs(), &RunCatalogue::changed, this, &RunsPane::refresh);
    connect(&session, &Session::accessChanged, this, &RunsPane::updateButtons);
    connect(&session.trainings(), &Trainings::queueChanged, this, &RunsPane::refresh);
    connect(&session.trainings(), &Trainings::epochFinished, this, [this] {
        // The first row alone changes, ten times a second on small data.
        if (!m_entries.empty() && m_entries.front().state == State::Training) {
            m_entries.front().run.follow(m_session.liveHistory());
            m_model->refreshRow(0);
        }
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPane::updateButtons);
    connect(m_table, &QTableView::activated, this, &RunsPane::openSelected);
    refresh();
}

void RunsPane::buildTable()
{
    auto run = [this](size_t row) -> const RunSummary & { return m_entries[row].run; };
    std::vector<TableColumn> columns {
        { .key = "run",
          .title = tr("Run"),
          .toolTip = tr("A tick lays the run over the charts"),
          .text = [=](size_t row) { return run(row).title; },
          .decoration = [=, this](size_t row) -> QVariant {
              return m_overlaid.contains(run(row).folder) ? QVariant(colourOf(run(row).folder)) : QVariant();
          },
          .isChecked = [=, this](size_t row) { return m_overlaid.contains(run(row).folder); },
          .setChecked = [=, this](size_t row, bool checked) { overlay(run(row).folder, checked); },
          .width = 36 },
        { .key = "state",
          .title = tr("State"),
          .text = [this](size_t row) { return stateText(m_entries[row]); },
          .sortKey = [this](size_t row) { return double(int(m_entries[row].state)); },
          .width = 20,
          .inFiles = InFiles::Never },
        { .key = "seed",
          .title = tr("Seed"),
          .text = [=](size_t row) { return QString::number(run(row).recipe.seed); },
          .isHidden = true, // stands among the settings where it is not the recipe's
          .inFiles = InFiles::Always },
        { .key = "best_epoch",
          .title = tr("Best"),
          .toolTip = tr("Epoch with the lowest validation loss"),
          .alignment = Qt::AlignRight,
          .text = [=](size_t row) { return run(row).bestEpoch > 0 ? QString::number(run(row).bestEpoch) : QString(); },
          .sortKey = [=](size_t row) { return run(row).bestEpoch; },
          .width = 7,
          .fileText = [=](size_t row) { return QString::number(run(row).bestEpoch); } },
    };
    std::ranges::move(resultColumns(), std::back_inserter(columns));
    // The figures stand before them, which a narrow window still shows.
    TableColumn settings = textColumn(
        "settings", tr("Settings"), tr("What differs from the recipe"),
        [=](size_t row) { return recipeDifferences(run(row).recipe); }, 20);
    settings.fileText = [=](size_t row) { return recipeSummary(run(row).recipe); };
    columns.insert(columns.end() - 1,
                   { textColumn(
                         "recipe", tr("Recipe"), {}, [=](size_t row) { return run(row).recipe.base; }, 11),
                     std::move(settings) });
    std::ranges::move(settingColumns(), std::back_inserter(columns));
    for (TableColumn &column : columns) {
        column.width *= fontMetrics().averageCharWidth();
        column.fileTitle = textOf(column.key);
    }
    m_model->setColumns(std::move(columns));
    m_table = makeRowTable(m_model, QStringLiteral("runTable"), tr("Runs"), this);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->horizontalHeader()->setStretchLastSection(true);
}

std::vector<TableColumn> RunsPane::resultColumns() const
{
    auto run = [this](size_t row) -> const RunSummary & { return m_entries[row].run; };
    auto figure = [=](std::string_view key, const QString &title, const QString &toolTip, double RunSummary::*value,
                      int decimals, int width) {
        auto known = [=](size_t row) { return run(row).history.empty() ? std::nan("") : run(row).*value; };
        TableColumn column = figureColumn(key, title, toolTip, known, decimals, {}).wide(width);
        column.fileText = [=](size_t row) { return QString::number(run(row).*value, 'f', decimals); };
        return column;
    };
    // Of one that trains only the figures of all classes are known, which are others.
    auto ofSources = [this](TableColumn column) {
        column.text = [this, text = column.text](size_t row) {
            const State state = m_entries[row].state;
            return state == State::Finished || state == State::InUse ? text(row) : QString();
        };
        return column;
    };
    TableColumn time = figure("seconds", tr("Time"), tr("Of training and validating"), &RunSummary::seconds, 1, 13);
    time.text = [=](size_t row) { return run(row).history.empty() ? QString() : durationText(run(row).seconds); };
    time.inFiles = InFiles::NotInLatex;
    return { figure("validation_loss", tr("Loss"), tr("Validation loss of the best epoch"),
                    &RunSummary::bestValidationLoss, 5, 11),
             ofSources(figure("macro_f1", tr("Mean F1"),
                              tr("Validation: each source's macro F1 at the greatest thresholds, mean over the "
                                 "sources; known when the run has ended. The chart shows it of all classes together."),
                              &RunSummary::macroF1, 4, 11)
                           .explainedAt(QStringLiteral("macro-f1"))),
             ofSources(figure("map", tr("Mean mAP"),
                              tr("Validation: each source's mAP, mean over the sources; known when the run has ended. "
                                 "The chart shows it of all classes together."),
                              &RunSummary::map, 4, 11)
                           .explainedAt(QStringLiteral("map"))),
             time,
             { .key = "comment",
               .title = tr("Note"),
               .text = [=](size_t row) { return run(row).comment; },
               .inFiles = InFiles::NotInLatex } };
}

/// Each setting by itself, to sort by; to be chosen from the titles' menu.
std::vector<TableColumn> RunsPane::settingColumns() const
{
    std::vector<TableColumn> columns;
    for (const RecipeSetting &setting : recipeSettings()) {
        if (setting.name() == QStringLiteral("seed"))
            continue; // is there
        TableColumn column = textColumn(
            setting.key, recipeWord(setting.title), recipeWord(setting.explanation),
            [this, &setting](size_t row) {
                const QString text = setting.text(m_entries[row].run.recipe);
                const auto number = parseNumber(text);
                return number && std::holds_alternative<double Recipe::*>(setting.field) ? generalText(*number) : text;
            },
            12);
        const bool isNumber = std::holds_alternative<int Recipe::*>(setting.field)
            || std::holds_alternative<double Recipe::*>(setting.field);
        if (isNumber) {
            column.alignment = Qt::AlignRight;
            column.sortKey = [this, &setting](size_t row) {
                return parseNumber(setting.text(m_entries[row].run.recipe)).value_or(0);
            };
        }
        column.isHidden = true;
        columns.push_back(std::move(column));
    }
    return columns;
}

void RunsPane::overlay(const QString &folder, bool on)
{
    m_overlaid.removeAll(folder);
    if (on)
        m_overlaid << folder;
    updateButtons();
    Q_EMIT overlaysChanged();
}

QWidget *RunsPane::buildButtons()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    auto button = [&](const QString &text, const QString &name, const QString &toolTip, auto slot) {
        auto *widget = new QPushButton(text, bar);
        widget->setObjectName(name);
        widget->setToolTip(toolTip);
        connect(widget, &QPushButton::clicked, this, slot);
        layout->addWidget(widget);
        addAction(new ButtonAction(widget, text, this));
        return widget;
    };
    m_open = button(tr("Open"), QStringLiteral("openRun"), tr("Show this run on all pages"), &RunsPane::openSelected);
    m_continue =
        button(tr("Continue"), QStringLiteral("continueRun"),
               tr("Go on after the last complete epoch, as if nothing had happened"), &RunsPane::continueSelected);
    m_job =
        button(tr("Job …"), QStringLiteral("showJob"),
               tr("Where the run is trained, what the queue and its log say, and to cancel it"), &RunsPane::showJob);
    m_edit = button(tr("Rename …"), QStringLiteral("editRun"), tr("Name and note"), &RunsPane::editSelected);
    m_compare =
        button(tr("Compare"), QStringLiteral("compareRuns"),
               tr("In what the settings of the two selected or ticked runs differ"), &RunsPane::compareSelected);
    m_clone = button(tr("Use its settings"), QStringLiteral("cloneRun"),
                     tr("Take the settings of this run for the next training"), &RunsPane::cloneSelected);
    m_hide = button(tr("Hide"), QStringLiteral("hideRun"), tr("Out of this list; nothing is deleted"),
                    &RunsPane::hideSelected);
    m_delete = button(tr("Delete …"), QStringLiteral("deleteRun"),
                      tr("Into the waste basket; a waiting one is taken out of the queue"), &RunsPane::deleteSelected);
    m_onnx = button(tr("Save as ONNX …"), QStringLiteral("saveRunAsOnnx"),
                    tr("The network for other programs: melbands as in the documents in, scores out"),
                    &RunsPane::saveSelectedAsOnnx);
    m_showHidden = new QCheckBox(tr("Hidden too"), bar);
    m_showHidden->setObjectName(QStringLiteral("showHiddenRuns"));
    connect(m_showHidden, &QCheckBox::toggled, this, &RunsPane::refresh);
    addAction(new ButtonAction(m_showHidden, tr("Show hidden runs, too"), this));
    QPushButton *save = button(tr("Save …"), QStringLiteral("saveRunTable"), tr("The runs as CSV or LaTeX"), [this] {
        saveTable(m_session, this, tr("Save the table of runs"), tr("runs.csv"), [this](TableFormat format) {
            return fileTable(*m_model, m_table->horizontalHeader(), format,
                             [this](size_t row) { return !m_entries[row].run.history.empty(); });
        });
    });
    // A narrow window has no room for all of them; the rest stands in a menu.
    auto *more = new QToolButton(bar);
    more->setText(tr("More"));
    more->setObjectName(QStringLiteral("moreOfRuns"));
    more->setToolTip(tr("What else can be done with runs; the table's own menu has it, too"));
    more->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(more);
    for (QAbstractButton *seldom :
         { static_cast<QAbstractButton *>(m_edit), static_cast<QAbstractButton *>(m_hide),
           static_cast<QAbstractButton *>(m_delete), static_cast<QAbstractButton *>(m_onnx),
           static_cast<QAbstractButton *>(m_showHidden), static_cast<QAbstractButton *>(save) }) {
        seldom->hide();
        menu->addAction(findChild<QAction *>(seldom->objectName() + QStringLiteral("Action")));
    }
    more->setMenu(menu);
    layout->addWidget(more);
    layout->addStretch(1);
    return bar;
}

void RunsPane::refresh()
{
    QStringList chosen;
    for (const Entry *entry : selected())
        chosen << entry->run.folder;
    m_entries.clear();
    Trainings &trainings = m_session.trainings();
    auto planned = [this](const RunPlan &plan, State state, size_t queueIndex) {
        Entry entry { state, queueIndex, {} };
        entry.run.folder = plan.folder;
        entry.run.title = runTitle(plan.folder);
        entry.run.recipe = plan.project.recipe;
        if (state == State::Training)
            entry.run.follow(m_session.liveHistory());
        m_entries.push_back(std::move(entry));
    };
    if (trainings.isRunning())
        planned(trainings.current(), State::Training, 0);
    for (size_t i = 0; i < trainings.queue().size(); ++i)
        planned(trainings.queue()[i], State::Waiting, i);
    const auto busy = m_entries.size();
    const auto &runs = m_session.runs().runs();
    for (auto known = runs.rbegin(); known != runs.rend(); ++known) { // newest first
        const RunSummary &run = *known;
        const bool listed = std::any_of(m_entries.begin(), m_entries.begin() + ptrdiff_t(busy),
                                        [&](const Entry &entry) { return entry.run.folder == run.folder; });
        if (!listed && (!run.hidden || m_showHidden->isChecked()))
            m_entries.push_back({ stateOf(run), 0, run });
    }
    // A job's curves are what it was submitted for; those that were found again count as such.
    for (const Entry &entry : m_entries) {
        if (entry.state != State::Remote || m_followed.contains(entry.run.folder))
            continue;
        m_followed.insert(entry.run.folder);
        m_overlaid.removeAll(entry.run.folder);
        m_overlaid << entry.run.folder;
    }
    m_model->setRows(m_entries.size());
    for (size_t row = 0; row < m_entries.size(); ++row) {
        if (chosen.contains(m_entries[row].run.folder))
            m_table->selectionModel()->select(m_model->indexOf(row),
                                              QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    updateButtons();
    if (!m_overlaid.isEmpty())
        Q_EMIT overlaysChanged();
}

std::vector<const RunsPane::Entry *> RunsPane::selected() const
{
    std::vector<const Entry *> entries;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows()) {
        if (const auto row = m_model->rowAt(index); row && *row < m_entries.size())
            entries.push_back(&m_entries[*row]);
    }
    return entries;
}

void RunsPane::updateButtons()
{
    const auto entries = selected();
    const bool one = entries.size() == 1;
    auto all = [&entries](auto holds) {
        return !entries.empty()
            && std::ranges::all_of(entries, [&](const Entry *entry) { return holds(entry->state); });
    };
    const bool finished = all([](State state) { return state == State::Finished; });
    m_open->setEnabled(one && all([](State state) { return state == State::Finished || state == State::InUse; }));
    const QString whyNot = whyNotContinued(entries);
    m_continue->setEnabled(one && whyNot.isEmpty() && all([](State state) { return state == State::Interrupted; }));
    m_continue->setToolTip(whyNot.isEmpty() ? tr("Go on after the last complete epoch, as if nothing had happened")
                                            : whyNot);
    const bool mine = !m_session.isFollowing();
    m_job->setEnabled(one && entries.front()->run.job.has_value());
    m_job->setToolTip(m_job->isEnabled() ? entries.front()->run.job->text()
                                         : tr("Where the run is trained, what the queue and its log say, and to "
                                              "cancel it; of runs that were submitted to a target"));
    m_edit->setEnabled(one && finished && mine);
    m_hide->setEnabled(finished && mine);
    m_hide->setText(finished && entries.front()->run.hidden ? tr("Show again") : tr("Hide"));
    findChild<QAction *>(QStringLiteral("hideRunAction"))->setText(m_hide->text());
    m_delete->setEnabled(mine && all([](State state) {
                             return state != State::Training && state != State::Remote && state != State::Elsewhere
                                 && state != State::InUse;
                         }));
    m_compare->setEnabled(entries.size() == 2 || m_overlaid.size() == 2);
    m_clone->setEnabled(one && mine);
    m_onnx->setEnabled(m_open->isEnabled());
}

RunsPane::State RunsPane::stateOf(const RunSummary &run)
{
    if (run.job && run.job->isActive())
        return State::Remote;
    if (run.holder)
        return run.training ? State::Elsewhere : State::InUse;
    return run.unfinished ? State::Interrupted : State::Finished;
}

QString RunsPane::whyNotContinued(const std::vector<const Entry *> &entries) const
{
    if (entries.size() == 1 && entries.front()->run.holder)
        return tr("In use by %1").arg(entries.front()->run.holder->text());
    return m_session.isFollowing() ? tr("The project is read-only: %1").arg(m_session.readOnlyReason().what)
                                   : QString();
}

QString RunsPane::stateText(const Entry &entry) const
{
    switch (entry.state) {
    case State::Training:
        return tr("training, epoch %1").arg(entry.run.history.empty() ? 1 : entry.run.history.back().epoch + 1);
    case State::Remote:
        return entry.run.job->shortText(entry.run.history.empty() ? 1 : entry.run.history.back().epoch + 1);
    case State::Elsewhere:
        return tr("training, epoch %1: %2")
            .arg(QString::number(
                     entry.run.history.empty() || !entry.run.unfinished ? 1 : entry.run.history.back().epoch + 1),
                 entry.run.holder->text());
    case State::InUse:
        return tr("in use by %1").arg(entry.run.holder->text());
    case State::Waiting:
        return tr("waiting");
    case State::Interrupted:
        if (entry.run.job && entry.run.job->state != JobRecord::State::Done)
            return entry.run.job->shortText(0);
        return tr("interrupted after epoch %1").arg(entry.run.history.size());
    case State::Finished:
        return tr("%1 epochs").arg(entry.run.history.size()) + (entry.run.hidden ? tr(", hidden") : QString());
    }
    return {};
}

QColor RunsPane::colourOf(const QString &folder) const
{
    return seriesColour(size_t(std::max<qsizetype>(0, m_overlaid.indexOf(folder))), palette());
}

std::vector<HistoryCurves> RunsPane::overlays(bool averageSeeds) const
{
    // Groups in the order in which the first of them was ticked.
    std::vector<std::vector<const RunSummary *>> groups;
    std::map<QString, size_t> groupOf;
    for (const QString &folder : m_overlaid) {
        const auto found = std::ranges::find_if(m_entries, [&folder](const Entry &entry) {
            return entry.run.folder == folder && !entry.run.history.empty();
        });
        if (found == m_entries.end())
            continue;
        const QString key = averageSeeds ? recipeKey(found->run) : folder;
        const auto [place, added] = groupOf.try_emplace(key, groups.size());
        if (added)
            groups.emplace_back();
        groups[place->second].push_back(&found->run);
    }
    std::vector<HistoryCurves> curves;
    for (const auto &group : groups) {
        HistoryCurves curve;
        if (group.size() > 1) {
            curve = meanOf(group);
            curve.name = tr("%1, %2 seeds").arg(group.front()->recipe.base, QString::number(group.size()));
        } else {
            curve.history = group.front()->history;
            curve.bestEpoch = group.front()->bestEpoch;
            curve.name = group.front()->title;
        }
        curve.colour = colourOf(group.front()->folder);
        curves.push_back(std::move(curve));
    }
    return curves;
}

void RunsPane::openSelected()
{
    const auto entries = selected();
    if (entries.size() == 1 && (entries.front()->state == State::Finished || entries.front()->state == State::InUse))
        m_session.openRun(entries.front()->run.folder);
}

void RunsPane::showJob()
{
    const auto entries = selected();
    if (entries.size() != 1 || !entries.front()->run.job)
        return;
    auto *dialog = new JobDialog(m_session, entries.front()->run.folder, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void RunsPane::continueSelected()
{
    const auto entries = selected();
    if (entries.size() == 1)
        m_session.continueTraining(entries.front()->run.folder);
}

void RunsPane::editSelected()
{
    const auto entries = selected();
    if (entries.size() != 1)
        return;
    const RunSummary run = entries.front()->run; // the list may be read anew meanwhile
    RunNameDialog dialog(run.title, run.comment, this);
    if (dialog.exec() == QDialog::Accepted)
        m_session.runs().edit(run.folder, dialog.title(), dialog.comment(), run.hidden);
}

void RunsPane::hideSelected()
{
    for (const Entry *entry : selected())
        m_session.runs().edit(entry->run.folder, entry->run.title, entry->run.comment, !entry->run.hidden);
}

void RunsPane::deleteSelected()
{
    QStringList folders;
    std::vector<size_t> waiting;
    for (const Entry *entry : selected()) {
        if (entry->state == State::Waiting)
            waiting.push_back(entry->queueIndex);
        else
            folders << entry->run.folder;
    }
    if (!folders.isEmpty()) {
        QMessageBox box(QMessageBox::Question, tr("Delete runs"),
                        tr("Delete %n run(s) with their models, scores and submissions?", nullptr, int(folders.size())),
                        QMessageBox::Yes | QMessageBox::Cancel, this);
        box.setObjectName(QStringLiteral("deleteRunsBox"));
        if (box.exec() != QMessageBox::Yes)
            return;
        m_session.runs().remove(folders);
    }
    std::ranges::sort(waiting, std::greater<>());
    for (const size_t index : waiting)
        m_session.trainings().removeQueued(index);
}

void RunsPane::cloneSelected()
{
    const auto entries = selected();
    if (entries.size() != 1)
        return;
    Project project = m_session.project();
    project.recipe = entries.front()->run.recipe;
    m_session.changeProject(project, tr("the settings of the run %1").arg(entries.front()->run.title));
    m_session.inform(
        tr("The settings are those of %1 now; Start trains a new run with them.").arg(entries.front()->run.title));
}

void RunsPane::saveSelectedAsOnnx()
{
    const auto entries = selected();
    if (entries.size() != 1)
        return;
    const QString folder = entries.front()->run.folder; // the list may be read anew meanwhile
    const QString path =
        file_questions::save(this, tr("Save the network as ONNX"), run_file::onnx, tr("ONNX models (*.onnx)"));
    if (path.isEmpty())
        return;
    m_session.exportFile(tr("Writing the network"), path, [folder]() -> Result<std::string> {
        const auto run = readRun(folder);
        return run ? runAsOnnx(**run) : passOn(run);
    });
}

void RunsPane::compareSelected()
{
    auto entries = selected();
    if (entries.size() != 2) { // those that are ticked will be meant
        entries.clear();
        for (const Entry &entry : m_entries) {
            if (m_overlaid.contains(entry.run.folder))
                entries.push_back(&entry);
        }
    }
    if (entries.size() != 2)
        return;
    SettingsDialog dialog(entries[0]->run, entries[1]->run, this);
    dialog.exec();
}

} // namespace melscope
