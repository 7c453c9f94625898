#include "ui/pages/results_page.h"

#include "core/base/number_text.h"
#include "core/scoring/evaluation_files.h"
#include "ui/models/table_model.h"
#include "ui/pages/empty_state.h"
#include "ui/pages/row_table.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QTableWidget>
#include <QVBoxLayout>

#include <cmath>
#include <limits>

namespace melscope {

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

} // namespace

ResultsPage::ResultsPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("resultsPage"));
    m_stack->addWidget(new EmptyState(tr("No results yet"), tr("Train a network on the Train page; its predictions, their evaluation and the submission appear here."), this));
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
    m_filter = new QLineEdit(content);
    m_filter->setObjectName(QStringLiteral("resultFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter by id or label"));
    m_filter->setClearButtonEnabled(true);
    top->addWidget(m_source);
    top->addWidget(m_part);
    top->addWidget(m_filter, 1);
    layout->addLayout(top);
    auto *splitter = new QSplitter(Qt::Horizontal, content);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildPredictions());
    splitter->addWidget(buildFigures());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setSizes({ 600, 380 });
    layout->addWidget(splitter, 1);
    m_stack->addWidget(content);
    connect(m_source, &QComboBox::currentIndexChanged, this, &ResultsPage::showPart);
    connect(m_part, &QComboBox::currentIndexChanged, this, &ResultsPage::showPart);
    connect(m_filter, &QLineEdit::textChanged, this, &ResultsPage::applyFilter);
    connect(&session, &Session::analysisChanged, this, &ResultsPage::refresh);
    refresh();
}

QWidget *ResultsPage::buildPredictions()
{
    m_model->setColumns({
        { tr("Recording"), tr("Double-click to see it on the Tracks page"), false, [this](size_t row) -> QVariant { return QString::fromStdString(part()->scores->ids().text(row)); }, {}, {} },
        { tr("F"), tr("F1 of the predicted labels, where the truth is known"), true,
          [this](size_t row) -> QVariant { return std::isnan(trackF(row)) ? QStringLiteral("—") : QString::number(trackF(row), 'f', 4); },
          [this](size_t row) { return trackF(row); }, {} },
        { tr("Predicted labels"), {}, false, [this](size_t row) -> QVariant { return predictedText(row); }, {}, {} },
        { tr("True labels"), {}, false, [this](size_t row) -> QVariant { return trueText(row); }, {}, {} },
    });
    m_table = makeRowTable(m_model, QStringLiteral("predictionsTable"), tr("Predictions"), this);
    m_table->setColumnWidth(0, m_table->fontMetrics().horizontalAdvance(QStringLiteral("00000000-0000 …")) + 16);
    m_table->setColumnWidth(1, m_table->fontMetrics().horizontalAdvance(QStringLiteral("0.0000")) + 20);
    m_table->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
    m_table->horizontalHeader()->setSectionResizeMode(3, QHeaderView::Stretch);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        Q_EMIT trackActivated(m_source->currentText(), QString::fromStdString(part()->scores->ids().text(m_model->row(index.row()))));
    });
    return m_table;
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
    m_figures = new QTableWidget(6, 6, side);
    m_figures->setObjectName(QStringLiteral("evaluationTable"));
    m_figures->setAccessibleName(tr("The task's 18 means, plain and expanded"));
    m_figures->setHorizontalHeaderLabels({ tr("P"), tr("R"), tr("F"), tr("P +"), tr("R +"), tr("F +") });
    for (int column = 3; column < 6; ++column)
        m_figures->horizontalHeaderItem(column)->setToolTip(tr("Expanded: the genre of each predicted subgenre is added first"));
    m_figures->setVerticalHeaderLabels({ tr("per track, all"), tr("per track, genres"), tr("per track, subgenres"), tr("per label, all"),
                                         tr("per label, genres"), tr("per label, subgenres") });
    m_figures->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_figures->setSelectionMode(QAbstractItemView::ContiguousSelection);
    m_figures->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_figures->horizontalHeader()->setMinimumSectionSize(m_figures->fontMetrics().horizontalAdvance(QStringLiteral("0.0000")) + 8);
    m_figures->verticalHeader()->setDefaultSectionSize(m_figures->fontMetrics().height() + 10);
    m_figures->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_figures->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_figures->setMinimumWidth(m_figures->verticalHeader()->sizeHint().width() + 6 * m_figures->horizontalHeader()->minimumSectionSize() + 4);
    m_figures->setFixedHeight(m_figures->horizontalHeader()->sizeHint().height() + 6 * m_figures->verticalHeader()->defaultSectionSize() + 4);
    layout->addWidget(m_figures);
    auto *legend = new QLabel(tr("P precision, R recall, F their harmonic mean; + after adding the genre of each predicted subgenre."), side);
    legend->setWordWrap(true);
    legend->setObjectName(QStringLiteral("evaluationLegend"));
    layout->addWidget(legend);
    layout->addSpacing(10);
    m_verdict = new QLabel(side);
    m_verdict->setObjectName(QStringLiteral("checkVerdict"));
    m_verdict->setWordWrap(true);
    layout->addWidget(m_verdict);
    m_exportSubmission = new QPushButton(tr("Export submission …"), side);
    m_exportSubmission->setObjectName(QStringLiteral("exportSubmission"));
    m_exportSubmission->setToolTip(tr("Write the predictions as the task wants them (Ctrl+E)"));
    m_exportEvaluation = new QPushButton(tr("Export evaluation …"), side);
    m_exportEvaluation->setObjectName(QStringLiteral("exportEvaluation"));
    m_exportEvaluation->setToolTip(tr("Write the four files of the task's evaluation into a folder"));
    connect(m_exportSubmission, &QPushButton::clicked, this, &ResultsPage::chooseAndExportSubmission);
    connect(m_exportEvaluation, &QPushButton::clicked, this, [this] {
        const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the evaluation's files"));
        if (!folder.isEmpty())
            exportEvaluation(folder);
    });
    layout->addWidget(m_exportSubmission);
    layout->addWidget(m_exportEvaluation);
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

QString ResultsPage::predictedText(size_t row) const
{
    QStringList names;
    for (const uint32_t index : part()->predicted[row])
        names << text(*m_session.analysis()->run->space.spelling(source()->spaceIndex, index));
    return names.join(QStringLiteral(" · "));
}

QString ResultsPage::trueText(size_t row) const
{
    const auto &truth = part()->truth;
    const auto recording = truth ? truth->recordings().find(part()->scores->ids().key(row)) : std::nullopt;
    if (!recording)
        return {};
    QStringList names;
    for (const uint32_t label : truth->labelsOf(*recording))
        names << text(truth->labels()[label]);
    return names.join(QStringLiteral(" · "));
}

double ResultsPage::trackF(size_t row) const
{
    return row < m_trackF.size() ? m_trackF[row] : std::numeric_limits<double>::quiet_NaN();
}

QString ResultsPage::submissionName() const
{
    return (m_part->currentIndex() == 0 ? run_file::testPredictions(m_source->currentText())
                                        : run_file::validationPredictions(m_source->currentText()));
}

void ResultsPage::refresh()
{
    const auto analysis = m_session.analysis();
    m_model->setRows(0);
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
    m_model->setRows(0);
    const PartAnalysis *shown = part();
    m_trackF.clear();
    if (shown != nullptr && shown->scores && shown->evaluation) {
        m_trackF.assign(shown->scores->rows(), std::numeric_limits<double>::quiet_NaN());
        for (const Evaluation::Track &track : shown->evaluation->perTrack) {
            if (const auto row = shown->scores->ids().find(track.id))
                m_trackF[*row] = track.figures[0].f1;
        }
    }
    const bool scored = shown != nullptr && shown->scores;
    applyFilter();
    fillEvaluation();
    m_exportSubmission->setEnabled(scored);
    m_exportEvaluation->setEnabled(shown != nullptr && shown->evaluation);
    if (!scored)
        m_verdict->setText(tr("This part was not predicted: the source had no test features when the run was made."));
    else if (shown->check.accepted())
        m_verdict->setText(tr("Checker: <b>accepted</b>. %1 lines, every rule of the task holds.").arg(countText(qint64(shown->check.lines))));
    else
        m_verdict->setText(tr("Checker: <b>%1 violations</b>. The first: %2")
                               .arg(countText(qint64(shown->check.violations.size())), shown->check.violations.front().text.toHtmlEscaped()));
}

void ResultsPage::applyFilter()
{
    const bool scored = part() != nullptr && part()->scores;
    m_model->setRows(scored ? part()->scores->rows() : 0, [this, needle = m_filter->text()](size_t row) {
        return needle.isEmpty() || QString::fromStdString(part()->scores->ids().text(row)).startsWith(needle, Qt::CaseInsensitive)
            || predictedText(row).contains(needle, Qt::CaseInsensitive) || trueText(row).contains(needle, Qt::CaseInsensitive);
    });
}

void ResultsPage::fillEvaluation()
{
    const PartAnalysis *shown = part();
    const bool any = shown != nullptr && shown->evaluation;
    m_evaluationTitle->setText(any ? tr("<b>Evaluation</b> as the task does it, on %1 tracks with known truth").arg(countText(qint64(shown->evaluation->perTrack.size())))
                                   : tr("<b>Evaluation</b>: the truth of this part is not known. Add it on the Data page as test truth."));
    m_figures->setVisible(any);
    if (!any)
        return;
    for (size_t i = 0; i < 18; ++i) {
        for (const bool expanded : { false, true }) {
            const MeanFigure &value = figure(expanded ? *shown->expanded : *shown->evaluation, i);
            auto *item = new QTableWidgetItem(std::isnan(value.mean) ? QStringLiteral("—") : QString::number(value.mean, 'f', 4));
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            item->setToolTip(tr("%1: mean %2, standard deviation %3 over %4")
                                 .arg(QLatin1String(figureNames()[i]), QString::fromStdString(fourDecimals(value.mean)),
                                      QString::fromStdString(fourDecimals(value.deviation)))
                                 .arg(value.count));
            m_figures->setItem(int(i / 3), int(i % 3) + (expanded ? 3 : 0), item);
        }
    }
}

void ResultsPage::chooseAndExportSubmission()
{
    if (part() == nullptr || !part()->scores)
        return;
    const QString path = QFileDialog::getSaveFileName(this, tr("Export submission"), submissionName(), tr("Submissions (*.tsv)"));
    if (!path.isEmpty())
        exportSubmission(path);
}

void ResultsPage::exportSubmission(const QString &path)
{
    if (part() != nullptr && part()->scores)
        m_session.exportFile(tr("Exporting the submission"), path,
                             [analysis = m_session.analysis(), shown = part()] { Q_UNUSED(analysis); return shown->submission; });
}

void ResultsPage::exportEvaluation(const QString &folder)
{
    if (part() == nullptr || !part()->evaluation)
        return;
    // The analysis is kept alive by the job; the part lies within it.
    m_session.runJob(
        tr("Exporting the evaluation"),
        [analysis = m_session.analysis(), shown = part(), folder, name = submissionName()](const CancelToken &, const ProgressCallback &) -> Result<void> {
            const auto plain = writeEvaluation(*shown->evaluation, folder, name);
            if (!plain)
                return passOn(plain);
            const auto expanded = writeEvaluation(*shown->expanded, folder, name + QStringLiteral(".expanded"));
            return expanded ? Result<void>() : passOn(expanded);
        },
        [this, folder] { Q_EMIT m_session.informed(tr("Evaluation written to %1").arg(QDir::toNativeSeparators(folder))); });
}

} // namespace melscope
