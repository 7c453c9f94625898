#include "ui/pages/runs_pane.h"

#include "core/base/number_text.h"
#include "ui/models/table_model.h"
#include "ui/pages/row_table.h"
#include "ui/pages/run_dialogs.h"
#include "ui/plots/plot_style.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
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
    connect(&session.runs(), &RunCatalogue::changed, this, &RunsPane::refresh);
    connect(&session, &Session::accessChanged, this, &RunsPane::updateButtons);
    connect(&session.trainings(), &Trainings::queueChanged, this, &RunsPane::refresh);
    connect(&session.trainings(), &Trainings::epochFinished, this, [this] {
        // The first row alone changes, ten times a second on small data.
        if (!m_entries.empty() && m_entries.front().state == State::Training) {
            m_entries.front().run.follow(m_session.liveHistory());
            Q_EMIT m_model->dataChanged(m_model->index(0, 0),
                                        m_model->index(m_model->rowCount() - 1, m_model->columnCount() - 1));
        }
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPane::updateButtons);
    connect(m_table, &QTableView::doubleClicked, this, &RunsPane::openSelected);
    refresh();
}

void RunsPane::buildTable()
{
    auto run = [this](size_t row) -> const RunSummary & { return m_entries[row].run; };
    auto known = [this](size_t row) { return !m_entries[row].run.history.empty(); };
    auto number = [=](double RunSummary::*value, int decimals) {
        return [=](size_t row) -> QVariant { return known(row) ? decimalText(run(row).*value, decimals) : QString(); };
    };
    TableColumn shown { tr("Run"), tr("A tick lays the run over the charts"),
                        false,     [=](size_t row) -> QVariant { return run(row).title; },
                        {},        {} };
    shown.isChecked = [this](size_t row) { return m_overlaid.contains(m_entries[row].run.folder); };
    shown.setChecked = [this](size_t row, bool checked) {
        m_overlaid.removeAll(m_entries[row].run.folder);
        if (checked)
            m_overlaid << m_entries[row].run.folder;
        Q_EMIT overlaysChanged();
    };
    shown.decoration = [this](size_t row) -> QVariant {
        return m_overlaid.contains(m_entries[row].run.folder) ? QVariant(colourOf(m_entries[row].run.folder))
                                                              : QVariant();
    };
    m_model->setColumns({
        shown,
        { tr("State"),
          {},
          false,
          [this](size_t row) -> QVariant { return stateText(m_entries[row]); },
          [this](size_t row) { return double(int(m_entries[row].state)); },
          {} },
        { tr("Recipe"), {}, false, [=](size_t row) -> QVariant { return run(row).recipe.base; }, {}, {} },
        { tr("Settings"),
          tr("What differs from the recipe"),
          false,
          [=](size_t row) -> QVariant { return recipeSummary(run(row).recipe); },
          {},
          {} },
        { tr("Best"),
          tr("Epoch with the lowest validation loss"),
          true,
          [=](size_t row) -> QVariant {
              return run(row).bestEpoch > 0 ? QString::number(run(row).bestEpoch) : QString();
          },
          [=](size_t row) { return double(run(row).bestEpoch); },
          {} },
        { tr("Loss"),
          tr("Validation loss of the best epoch"),
          true,
          number(&RunSummary::bestValidationLoss, 5),
          [=](size_t row) { return run(row).bestValidationLoss; },
          {} },
        { tr("F1"),
          tr("Validation, macro F1 at the best thresholds, mean over the sources"),
          true,
          number(&RunSummary::macroF1, 4),
          [=](size_t row) { return run(row).macroF1; },
          {} },
        { tr("mAP"),
          tr("Validation, mean over the sources"),
          true,
          number(&RunSummary::map, 4),
          [=](size_t row) { return run(row).map; },
          {} },
        { tr("Time"),
          tr("Of training and validating"),
          true,
          [=](size_t row) -> QVariant { return known(row) ? durationText(run(row).seconds) : QString(); },
          [=](size_t row) { return run(row).seconds; },
          {} },
        { tr("Note"), {}, false, [=](size_t row) -> QVariant { return run(row).comment; }, {}, {} },
    });
    m_table = makeRowTable(m_model, QStringLiteral("runTable"), tr("Runs"), this);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    const int character = fontMetrics().averageCharWidth();
    int column = 0;
    for (const int width : { 28, 27, 11, 20, 7, 11, 9, 9, 13 })
        m_table->setColumnWidth(column++, character * width);
    m_table->horizontalHeader()->setStretchLastSection(true);
}

QWidget *RunsPane::buildButtons()
{
    auto *bar = new QWidget(this);
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    auto button = [&](const QString &text, const QString &name, const QString &toolTip, auto slot) {
        auto *made = new QPushButton(text, bar);
        made->setObjectName(name);
        made->setToolTip(toolTip);
        connect(made, &QPushButton::clicked, this, slot);
        layout->addWidget(made);
        return made;
    };
    m_open = button(tr("Open"), QStringLiteral("openRun"), tr("Show this run on all pages"), &RunsPane::openSelected);
    m_continue =
        button(tr("Continue"), QStringLiteral("continueRun"),
               tr("Go on after the last complete epoch, as if nothing had happened"), &RunsPane::continueSelected);
    m_edit = button(tr("Rename …"), QStringLiteral("editRun"), tr("Name and note"), &RunsPane::editSelected);
    m_compare = button(tr("Compare"), QStringLiteral("compareRuns"), tr("In what the settings of two runs differ"),
                       &RunsPane::compareSelected);
    m_hide = button(tr("Hide"), QStringLiteral("hideRun"), tr("Out of this list; nothing is deleted"),
                    &RunsPane::hideSelected);
    m_delete = button(tr("Delete …"), QStringLiteral("deleteRun"),
                      tr("Into the waste basket; a waiting one is taken out of the queue"), &RunsPane::deleteSelected);
    layout->addStretch(1);
    m_showHidden = new QCheckBox(tr("Hidden too"), bar);
    m_showHidden->setObjectName(QStringLiteral("showHiddenRuns"));
    connect(m_showHidden, &QCheckBox::toggled, this, &RunsPane::refresh);
    layout->addWidget(m_showHidden);
    (void)button(tr("Save …"), QStringLiteral("saveRunTable"), tr("The runs as CSV or LaTeX"), &RunsPane::exportTable);
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
    for (auto it = runs.rbegin(); it != runs.rend(); ++it) { // newest first
        const bool listed = std::any_of(m_entries.begin(), m_entries.begin() + ptrdiff_t(busy),
                                        [&](const Entry &entry) { return entry.run.folder == it->folder; });
        if (!listed && (!it->hidden || m_showHidden->isChecked()))
            m_entries.push_back({ stateOf(*it), 0, *it });
    }
    m_model->setRows(m_entries.size());
    for (size_t row = 0; row < m_entries.size(); ++row) {
        if (chosen.contains(m_entries[row].run.folder))
            m_table->selectionModel()->select(m_model->index(m_model->viewRow(row), 0),
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
        if (const size_t row = m_model->row(index.row()); row < m_entries.size())
            entries.push_back(&m_entries[row]);
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
    m_edit->setEnabled(one && finished && mine);
    m_hide->setEnabled(finished && mine);
    m_hide->setText(finished && entries.front()->run.hidden ? tr("Show again") : tr("Hide"));
    m_delete->setEnabled(mine && all([](State state) {
                             return state != State::Training && state != State::Elsewhere && state != State::InUse;
                         }));
    m_compare->setEnabled(entries.size() == 2);
}

RunsPane::State RunsPane::stateOf(const RunSummary &run)
{
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
        HistoryCurves made;
        if (group.size() > 1) {
            made = meanOf(group);
            made.name = tr("%1, %2 seeds").arg(group.front()->recipe.base, QString::number(group.size()));
        } else {
            made.history = group.front()->history;
            made.bestEpoch = group.front()->bestEpoch;
            made.name = group.front()->title;
        }
        made.colour = colourOf(group.front()->folder);
        curves.push_back(std::move(made));
    }
    return curves;
}

void RunsPane::openSelected()
{
    const auto entries = selected();
    if (entries.size() == 1 && (entries.front()->state == State::Finished || entries.front()->state == State::InUse))
        m_session.openRun(entries.front()->run.folder);
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

void RunsPane::compareSelected()
{
    const auto entries = selected();
    if (entries.size() != 2)
        return;
    SettingsDialog dialog(entries[0]->run, entries[1]->run, this);
    dialog.exec();
}

void RunsPane::exportTable()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the table of runs"), tr("runs.csv"),
                                                      tr("CSV (*.csv);;LaTeX (*.tex)"));
    if (path.isEmpty())
        return;
    std::vector<RunSummary> runs;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Entry &entry = m_entries[m_model->row(row)];
        if (!entry.run.history.empty())
            runs.push_back(entry.run);
    }
    const RunTable format = path.endsWith(QStringLiteral(".tex")) ? RunTable::Latex : RunTable::Csv;
    m_session.exportFile(tr("Writing the table of runs"), path,
                         [runs = std::move(runs), format] { return runTable(runs, format).toStdString(); });
}

} // namespace melscope
