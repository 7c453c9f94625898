#include "ui/pages/data/imports_pane.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/collection/feature_cache.h"
#include "ui/controls/file_questions.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/shared/row_table.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

ImportsPane::ImportsPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_import(new QComboBox(this))
    , m_kind(new QComboBox(this))
    , m_filter(new QLineEdit(this))
    , m_summary(new QLabel(this))
    , m_save(new QPushButton(tr("Save as TSV …"), this))
    , m_table(nullptr)
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("importsPane"));
    auto *layout = new QVBoxLayout(this);
    auto *bar = new QHBoxLayout;
    m_import->setObjectName(QStringLiteral("importChoice"));
    m_import->setAccessibleName(tr("Import"));
    m_import->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_import->setMinimumContentsLength(30);
    m_kind->setObjectName(QStringLiteral("importKind"));
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->addItem(tr("All kinds"), -1);
    for (const auto kind : { ImportProblem::Kind::Failed, ImportProblem::Kind::Repeated, ImportProblem::Kind::Skipped,
                             ImportProblem::Kind::Read })
        m_kind->addItem(kindName(kind), int(kind));
    m_filter->setObjectName(QStringLiteral("importFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter by path or reason"));
    m_filter->setClearButtonEnabled(true);
    m_save->setObjectName(QStringLiteral("saveImportReport"));
    bar->addWidget(m_import, 1);
    bar->addWidget(m_kind);
    bar->addWidget(m_filter, 1);
    bar->addWidget(m_save);
    layout->addLayout(bar);
    m_summary->setObjectName(QStringLiteral("importSummary"));
    layout->addWidget(m_summary);
    buildTable();
    layout->addWidget(m_table, 1);
    connect(m_import, &QComboBox::currentIndexChanged, this, &ImportsPane::refresh);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ImportsPane::applyFilter);
    followNumberForm(this, [this] { refresh(); });
    connect(m_filter, &QLineEdit::textChanged, this, &ImportsPane::applyFilter);
    connect(m_save, &QPushButton::clicked, this, &ImportsPane::save);
    connect(&session, &Session::dataChanged, this, &ImportsPane::refreshImports);
    refreshImports();
}

void ImportsPane::buildTable()
{
    auto problem = [this](size_t row) -> const ImportProblem & {
        return m_session.data()->imports[size_t(m_import->currentIndex())].report.problems[row];
    };
    m_model->setColumns({
        textColumn(
            "kind", tr("Kind"), {}, [=](size_t row) { return kindName(problem(row).kind); }, 76),
        textColumn(
            "path", tr("Path"), {}, [=](size_t row) { return problem(row).path; }, TableColumn::kStretched),
        textColumn(
            "reason", tr("Reason"), {}, [=](size_t row) { return problem(row).reason; }, TableColumn::kStretched),
        { .key = "offset",
          .title = tr("Offset"),
          .toolTip = tr("The byte at which it went wrong"),
          .alignment = Qt::AlignRight,
          .text = [=](size_t row) { return problem(row).offset < 0 ? QString() : countText(problem(row).offset); },
          .sortKey = [=](size_t row) { return problem(row).offset; },
          .width = 90 },
    });
    m_table = makeRowTable(m_model, QStringLiteral("importTable"), tr("Report of the import"), this);
    m_table->setTextElideMode(Qt::ElideMiddle);
}

void ImportsPane::refreshImports()
{
    const auto data = m_session.data();
    m_model->setRows(0);
    {
        const QSignalBlocker blocker(m_import);
        m_import->clear();
        for (size_t i = 0; data && i < data->imports.size(); ++i) {
            m_import->addItem(QFileInfo(data->imports[i].input).fileName());
            m_import->setItemData(int(i), data->imports[i].input, Qt::ToolTipRole);
        }
    }
    refresh();
}

void ImportsPane::refresh()
{
    const auto data = m_session.data();
    const int index = m_import->currentIndex();
    const bool any = data && index >= 0 && size_t(index) < data->imports.size();
    for (QWidget *widget : { static_cast<QWidget *>(m_import), static_cast<QWidget *>(m_kind),
                             static_cast<QWidget *>(m_filter), static_cast<QWidget *>(m_save) })
        widget->setEnabled(any);
    if (!any) {
        m_model->setRows(0);
        m_summary->setText(tr("Nothing was imported for this project; its features are stores already."));
        return;
    }
    const ImportReport &report = data->imports[size_t(index)].report;
    QStringList parts { tr("%1 tracks imported from %2")
                            .arg(countText(report.imported), data->imports[size_t(index)].input.toHtmlEscaped()) };
    for (const auto &[count, text] :
         { std::pair(report.skipped, tr("%1 skipped")), std::pair(report.repeated, tr("%1 repeated")),
           std::pair(report.failed, tr("%1 failed")) }) {
        if (count > 0)
            parts << text.arg(countText(count));
    }
    QString summary = parts.join(QStringLiteral(", "));
    const qint64 all = report.skipped + report.repeated + report.failed;
    if (all > qint64(report.problems.size()))
        summary += tr(". Here are the first %1 of each kind; the saved file has all.")
                       .arg(countText(qint64(ImportReport::kKeptProblems)));
    m_summary->setText(summary);
    m_save->setEnabled(!report.file.isEmpty());
    applyFilter();
}

void ImportsPane::applyFilter()
{
    const auto data = m_session.data();
    const int index = m_import->currentIndex();
    if (!data || index < 0 || size_t(index) >= data->imports.size())
        return;
    const auto &problems = data->imports[size_t(index)].report.problems;
    const int kind = m_kind->currentData().toInt();
    const QString needle = m_filter->text().trimmed();
    m_model->setRows(problems.size(), [&problems, kind, needle](size_t row) {
        const ImportProblem &problem = problems[row];
        return (kind < 0 || int(problem.kind) == kind)
            && (needle.isEmpty() || problem.path.contains(needle, Qt::CaseInsensitive)
                || problem.reason.contains(needle, Qt::CaseInsensitive));
    });
}

void ImportsPane::save()
{
    const auto data = m_session.data();
    const QString path = file_questions::save(this, tr("Save the import's report"), tr("import.tsv"),
                                              tr("Tab-separated values (*.tsv)"));
    if (path.isEmpty())
        return;
    // The import's own file has all rows; where it is gone, that is an error and no empty copy.
    m_session.runJob(
        this, tr("Saving the report"),
        [path, file = data->imports[size_t(m_import->currentIndex())].report.file](
            const CancelToken &cancel, const ProgressCallback &) -> Result<void> {
            const auto report = readPlainOrCompressed(file, cancel);
            return report ? writeFileAtomically(path, *report) : passOn(report);
        },
        [this, path] { m_session.inform(tr("Written to %1").arg(path)); });
}

} // namespace melscope
