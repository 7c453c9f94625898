#include "ui/pages/results/comparison_pane.h"

#include "core/base/number_text.h"
#include "ui/controls/button_action.h"
#include "ui/controls/file_questions.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/table_export.h"
#include "ui/plots/plot_style.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace melscope {

namespace {

std::array<double, 18> meansOf(const std::optional<Evaluation> &evaluation)
{
    std::array<double, 18> means;
    means.fill(std::nan(""));
    for (size_t i = 0; evaluation && i < means.size(); ++i)
        means[i] = figure(*evaluation, i).mean;
    return means;
}

} // namespace

ComparisonPane::ComparisonPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_differences(new QCheckBox(tr("This run − each"), this))
    , m_remove(new QToolButton(this))
    , m_note(new QLabel(this))
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("comparisonPane"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 0);
    auto *top = new QHBoxLayout;
    auto button = [&](const QString &text, const QString &name, const QString &toolTip, auto slot) {
        auto *widget = new QToolButton(this);
        widget->setText(text);
        widget->setObjectName(name);
        widget->setToolTip(toolTip);
        connect(widget, &QToolButton::clicked, this, slot);
        top->addWidget(widget);
        return widget;
    };
    auto offer = [this](QToolButton *of, const QString &text) { addAction(new ButtonAction(of, text, this)); };
    top->addWidget(new QLabel(tr("Add"), this));
    offer(
        button(
            tr("Submission …"), QStringLiteral("addSubmission"),
            tr("Somebody's submission for this source: it is checked, evaluated on the same tracks and can be compared "
               "label by label"),
            [this] { addSubmissions(); }),
        tr("Compare with a &submission …"));
    offer(button(tr("Run …"), QStringLiteral("addRunToCompare"), tr("Another run's submission for this source"),
                 [this] { addRun(); }),
          tr("Compare with a &run …"));
    offer(button(tr("2018 …"), QStringLiteral("choosePublished"), tr("A CSV of the task's published results"),
                 [this] { choosePublished(); }),
          tr("Compare with results &published in 2018 …"));
    m_remove->setText(tr("Remove"));
    m_remove->setObjectName(QStringLiteral("removeSubmission"));
    m_remove->setEnabled(false);
    offer(m_remove, tr("Re&move the compared run"));
    connect(m_remove, &QToolButton::clicked, this, &ComparisonPane::remove);
    top->addWidget(m_remove);
    top->addStretch(1);
    auto *foot = new QHBoxLayout; // the head is as wide as a narrow window allows
    m_differences->setObjectName(QStringLiteral("showDifferences"));
    m_differences->setToolTip(tr("This run's figures less those of each other run"));
    foot->addWidget(m_note, 1);
    foot->addWidget(m_differences);
    button(tr("Save …"), QStringLiteral("saveComparison"), tr("As CSV or LaTeX"), [this] {
        // A row each for the 18 means, as the task's papers have them.
        saveTable(m_session, this, tr("Save the figures"), QStringLiteral("figures.csv"), [this](TableFormat format) {
            return transposed(fileTable(*m_model, m_table->horizontalHeader(), format));
        });
    });
    layout->addLayout(top);
    buildTable();
    layout->addWidget(m_table, 1);
    m_note->setObjectName(QStringLiteral("comparisonNote"));
    m_note->setWordWrap(true);
    layout->addLayout(foot);
    connect(m_differences, &QCheckBox::toggled, this, &ComparisonPane::fill);
    connect(&m_session.comparisons(), &Comparisons::changed, this, &ComparisonPane::fill);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                const auto row = m_model->rowAt(current);
                m_remove->setEnabled(row && !m_rows[*row].file.isEmpty());
            });
}

/// "F per track, genres", on two lines.
QString ComparisonPane::titleOf(size_t figure)
{
    static const char *const letters[] = { "P", "R", "F" };
    const QString level = figure % 9 < 3 ? tr("all") : figure % 9 < 6 ? tr("genres") : tr("subgenres");
    return (figure < 9 ? tr("%1 per track") : tr("%1 per label")).arg(QLatin1String(letters[figure % 3]))
        + QLatin1Char('\n') + level;
}

void ComparisonPane::buildTable()
{
    std::vector<TableColumn> columns { { .key = "run",
                                         .title = tr("Run"),
                                         .text = [this](size_t row) { return m_rows[row].name; },
                                         .isStrong = [this](size_t row) { return m_rows[row].isOwn; },
                                         .width = 210,
                                         .fileTitle = tr("measure") } };
    const auto names = figureNames();
    auto isDifference = [this](size_t row) { return m_differences->isChecked() && row > 0; };
    for (size_t i = 0; i < names.size(); ++i) {
        const QString name = QLatin1String(names[i]);
        TableColumn column =
            figureColumn(names[i], titleOf(i), tr("%1, mean %2").arg(i < 9 ? tr("Per track") : tr("Per label"), name),
                         [this, i](size_t row) { return shown(row, i); });
        column.isHidden = i % 3 != 2; // F alone fits into a window
        column.inFiles = InFiles::Always;
        column.fileTitle = name;
        column.text = [=, this, plain = column.text](size_t row) {
            const double value = shown(row, i);
            return isDifference(row) && !std::isnan(value)
                ? (value < 0 ? QStringLiteral("−") : QStringLiteral("+")) + decimalText(std::fabs(value), 4)
                : plain(row);
        };
        column.colour = [=, this](size_t row) {
            const double value = shown(row, i);
            return !isDifference(row) || std::isnan(value) || value == 0
                ? QVariant()
                : QBrush(differenceColour(value > 0, palette()));
        };
        column.fileText = [this, i](size_t row) {
            const double value = shown(row, i);
            return std::isnan(value) ? QStringLiteral("NA") : QString::number(value, 'f', 4);
        };
        columns.push_back(std::move(column));
    }
    columns.push_back({ .key = "note",
                        .title = tr("What it is"),
                        .text = [this](size_t row) { return m_rows[row].note; },
                        .width = 420,
                        .inFiles = InFiles::Never });
    m_model->setColumns(std::move(columns));
    m_table = makeRowTable(m_model, QStringLiteral("comparisonTable"), tr("Means of several runs"), this);
}

double ComparisonPane::shown(size_t row, size_t figure) const
{
    const double own = m_rows.front().figures[figure];
    return m_differences->isChecked() && row > 0 ? own - m_rows[row].figures[figure] : m_rows[row].figures[figure];
}

void ComparisonPane::show(const SourceAnalysis *source, const PartAnalysis *part)
{
    m_model->setRows(0);
    m_analysis = m_session.analysis();
    m_source = source;
    m_part = part;
    fill();
}

void ComparisonPane::fill()
{
    m_model->setRows(0);
    m_rows.clear();
    m_remove->setEnabled(false);
    if (m_source == nullptr || m_part == nullptr)
        return;
    const bool isTest = m_part == &m_source->test;
    const QString part = isTest ? tr("test part") : tr("validation part");
    m_rows.push_back({ tr("This run"),
                       m_part->evaluation ? part : tr("%1; its truth is not known").arg(part),
                       {},
                       meansOf(m_part->evaluation),
                       true });
    m_rows.push_back({ tr("This run, expanded"),
                       tr("the genre of each predicted subgenre is added first"),
                       {},
                       meansOf(m_part->expanded),
                       true });
    for (const auto &run : m_session.comparisons().of(m_source->name)) {
        if (run->isOfTest != isTest)
            continue;
        const CheckReport &check = run->check;
        QString verdict = tr("accepted by the checker");
        if (!check.accepted())
            verdict = tr("%1 violations, the first: %2")
                          .arg(countText(qint64(check.violations.size())), check.violations.front().text);
        else if (!check.warnings.empty())
            verdict = tr("accepted, but: %1").arg(check.warnings.front().text);
        m_rows.push_back({ run->title, run->problem.isEmpty() ? verdict : verdict + QStringLiteral("; ") + run->problem,
                           run->file, meansOf(run->evaluation), false });
        if (run->expanded)
            m_rows.push_back({ tr("%1, expanded").arg(run->title), verdict, run->file, meansOf(run->expanded), false });
    }
    bool anyPublished = false;
    for (const PublishedRun &run : m_session.comparisons().published()) {
        if (run.source != m_source->name)
            continue;
        anyPublished = true;
        m_rows.push_back({ QStringLiteral("%1 · %2 · %3").arg(run.team, run.task, run.run),
                           tr("published 2018, measured on the hidden test set"),
                           {},
                           run.figures,
                           false });
    }
    m_note->setText(
        anyPublished ? tr("Published results were measured on the task's hidden test set, this run on the tracks whose "
                          "truth you have: compare with care.")
                     : tr("Add submissions, other runs or the published results of 2018 to see them beside this run."));
    m_model->setRows(m_rows.size());
}

void ComparisonPane::addSubmissions()
{
    if (m_source == nullptr)
        return;
    const QStringList files = file_questions::openSeveral(this, tr("Submissions for %1").arg(m_source->name), {},
                                                          tr("Submissions (*.tsv *.tsv.bz2 *.txt);;All files (*)"));
    for (const QString &file : files)
        m_session.addSubmission(m_source->name, file);
}

void ComparisonPane::addRun()
{
    if (m_source == nullptr)
        return;
    const QString folder = file_questions::folder(this, tr("Folder of a run (job directory)"),
                                                  QFileInfo(m_analysis->run->folder).absolutePath());
    if (folder.isEmpty())
        return;
    const bool isTest = m_part == &m_source->test;
    const QString file = folder + QLatin1Char('/')
        + (isTest ? run_file::testPredictions(m_source->name) : run_file::validationPredictions(m_source->name));
    if (QFileInfo::exists(file))
        m_session.addSubmission(m_source->name, file);
    else
        m_session.report(Error::failure(tr("this run has no submission for %1").arg(m_source->name), folder,
                                        tr("Choose the job directory of a run that predicted this source.")));
}

void ComparisonPane::choosePublished()
{
    const QString file = file_questions::open(this, tr("Published results"), {}, tr("Comma-separated values (*.csv)"));
    if (!file.isEmpty())
        m_session.setPublishedResults(file);
}

void ComparisonPane::remove()
{
    if (const auto row = m_model->rowAt(m_table->currentIndex()))
        m_session.removeSubmission(m_source->name, m_rows[*row].file);
}

} // namespace melscope
