#include "ui/pages/data/proposal_dialog.h"

#include "core/base/number_text.h"
#include "ui/controls/spacing.h"
#include "ui/session/session.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {

enum Column { File, Role, Source, Reason };

const std::pair<FileRole, const char *> kRoles[] = {
    { FileRole::TrainTruth, QT_TRANSLATE_NOOP("melscope::ProposalDialog", "Ground truth, training") },
    { FileRole::ValidationTruth, QT_TRANSLATE_NOOP("melscope::ProposalDialog", "Ground truth, validation") },
    { FileRole::TestTruth, QT_TRANSLATE_NOOP("melscope::ProposalDialog", "Ground truth, test") },
    { FileRole::Features, QT_TRANSLATE_NOOP("melscope::ProposalDialog", "Features") },
    { FileRole::TestFeatures, QT_TRANSLATE_NOOP("melscope::ProposalDialog", "Features of the test part") },
    { FileRole::Music, QT_TRANSLATE_NOOP("melscope::ProposalDialog", "Music to be predicted") },
    { FileRole::Unknown, QT_TRANSLATE_NOOP("melscope::ProposalDialog", "Leave out") },
};

bool namesSource(FileRole role)
{
    return role != FileRole::Music && role != FileRole::Unknown && role != FileRole::Project;
}

QString reasonOf(const QString &path, const FileAssignment &assignment)
{
    const QFileInfo info(path);
    switch (assignment.role) {
    case FileRole::TrainTruth:
        return ProposalDialog::tr("a TSV whose name says neither “validation” nor “test”");
    case FileRole::ValidationTruth:
        return ProposalDialog::tr("a TSV with “valid” in its name");
    case FileRole::TestTruth:
        return ProposalDialog::tr("a TSV with “test” in its name");
    case FileRole::Features:
        return info.isDir() ? ProposalDialog::tr("a folder without sounds or ground truths")
                            : ProposalDialog::tr("an archive, document or feature store");
    case FileRole::TestFeatures:
        return ProposalDialog::tr("features with “test” in their name");
    case FileRole::Music:
        return info.isDir() ? ProposalDialog::tr("a folder of sounds") : ProposalDialog::tr("a sound file");
    case FileRole::Project:
    case FileRole::Unknown:
        break;
    }
    return info.exists() ? ProposalDialog::tr("neither its name nor its first bytes tell what it is")
                         : ProposalDialog::tr("it is not there");
}

/// What a folder holds that is recognised one by one; itself where it is one thing.
QStringList expanded(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isDir())
        return { path };
    QStringList inside;
    bool anyTruth = false;
    for (const QFileInfo &entry : QDir(path).entryInfoList(QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot)) {
        const FileAssignment assignment = entry.isDir() ? FileAssignment() : assignmentOf(entry.absoluteFilePath());
        const bool isTruth = assignment.role == FileRole::TrainTruth || assignment.role == FileRole::ValidationTruth
            || assignment.role == FileRole::TestTruth;
        anyTruth = anyTruth || isTruth;
        const bool isFeature = entry.isFile() && entry.suffix() != QStringLiteral("json")
            && (assignment.role == FileRole::Features || assignment.role == FileRole::TestFeatures);
        // What a project keeps beside itself is none of it.
        const bool isKept = entry.isDir() && entry.suffix() == QStringLiteral("data")
            && QFileInfo::exists(entry.absolutePath() + QLatin1Char('/') + entry.completeBaseName()
                                 + QStringLiteral(".melscope"));
        if (isTruth || isFeature || (entry.isDir() && !isKept))
            inside << entry.absoluteFilePath();
    }
    return anyTruth ? inside : QStringList { path };
}

} // namespace

void ProposalDialog::ask(Session &session, const QStringList &paths, QWidget *parent, std::function<void()> added)
{
    using Looked = std::pair<QStringList, std::vector<FileAssignment>>;
    session.runJob(
        parent, tr("Looking at what was added"),
        [paths](const CancelToken &cancel, const ProgressCallback &) -> Result<Looked> {
            Looked looked;
            for (const QString &path : paths) {
                for (const QString &file : expanded(QFileInfo(path).absoluteFilePath())) {
                    if (cancel.isCancelled())
                        return cancelled();
                    looked.first << file;
                    looked.second.push_back(assignmentOf(file, cancel));
                }
            }
            return looked;
        },
        [&session, parent, added = std::move(added)](const Looked &looked) {
            // Sounds alone need no questions.
            if (std::ranges::all_of(looked.second,
                                    [](const FileAssignment &one) { return one.role == FileRole::Music; })) {
                session.addFiles(looked.first, looked.second);
                return;
            }
            auto *dialog = new ProposalDialog(session, looked.first, looked.second, parent);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &QDialog::accepted, &session, [&session, dialog, added] {
                session.addFiles(dialog->paths(), dialog->assignments());
                if (added)
                    added();
            });
            dialog->open();
        });
}

ProposalDialog::ProposalDialog(const Session &session, const QStringList &paths,
                               std::vector<FileAssignment> assignments, QWidget *parent)
    : QDialog(parent)
    , m_before(session.project())
    , m_paths(paths)
    , m_assignments(std::move(assignments))
    , m_table(new QTableWidget(this))
    , m_verdict(new QLabel(this))
    , m_add(nullptr)
{
    setObjectName(QStringLiteral("proposalDialog"));
    setWindowTitle(tr("What these files are"));
    auto *layout = new QVBoxLayout(this);
    auto *text =
        new QLabel(tr("This is what each is taken for. Change it where it is wrong; nothing is copied, and all "
                      "of it can be undone."),
                   this);
    text->setWordWrap(true);
    layout->addWidget(text);
    buildTable();
    layout->addWidget(m_table, 1);
    m_verdict->setObjectName(QStringLiteral("proposalVerdict"));
    m_verdict->setWordWrap(true);
    m_verdict->setTextFormat(Qt::PlainText);
    layout->addWidget(m_verdict);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_add = buttons->addButton(tr("Add"), QDialogButtonBox::AcceptRole);
    m_add->setObjectName(QStringLiteral("proposalAdd"));
    m_add->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(960, 460);
    judge();
}

void ProposalDialog::buildTable()
{
    m_table->setObjectName(QStringLiteral("proposalTable"));
    m_table->setAccessibleName(tr("Files and what they are taken for"));
    m_table->setColumnCount(4);
    m_table->setRowCount(int(m_paths.size()));
    m_table->setHorizontalHeaderLabels({ tr("File"), tr("Taken for"), tr("Source"), tr("Why") });
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setWordWrap(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setTabKeyNavigation(false);
    QStringList sources { QString() };
    for (const ProjectSource &source : m_before.sources) {
        if (!source.isMusic())
            sources << source.name;
    }
    for (const FileAssignment &one : m_assignments) {
        if (!sources.contains(one.source))
            sources << one.source;
    }
    for (int row = 0; row < m_table->rowCount(); ++row) {
        FileAssignment &one = m_assignments[size_t(row)];
        if (one.role == FileRole::Project)
            one.role = FileRole::Unknown; // a project is opened, not added
        auto *file = new QTableWidgetItem(QFileInfo(m_paths[row]).fileName());
        file->setToolTip(QDir::toNativeSeparators(m_paths[row]));
        file->setFlags(Qt::ItemIsEnabled);
        m_table->setItem(row, File, file);
        auto *reason = new QTableWidgetItem(reasonOf(m_paths[row], one));
        reason->setToolTip(reason->text());
        reason->setFlags(Qt::ItemIsEnabled);
        m_table->setItem(row, Reason, reason);
        auto *role = new QComboBox(m_table);
        role->setObjectName(QStringLiteral("proposalRole%1").arg(row));
        role->setAccessibleName(tr("What %1 is taken for").arg(file->text()));
        for (const auto &[value, name] : kRoles)
            role->addItem(tr(name), int(value));
        role->setCurrentIndex(role->findData(int(one.role)));
        m_table->setCellWidget(row, Role, role);
        auto *source = new QComboBox(m_table);
        source->setObjectName(QStringLiteral("proposalSource%1").arg(row));
        source->setAccessibleName(tr("Source of %1").arg(file->text()));
        source->setEditable(true);
        source->setInsertPolicy(QComboBox::NoInsert);
        source->addItems(sources);
        source->lineEdit()->setAccessibleName(source->accessibleName());
        source->lineEdit()->setPlaceholderText(tr("every source"));
        source->setCurrentText(one.source);
        m_table->setCellWidget(row, Source, source);
        connect(role, &QComboBox::currentIndexChanged, this, [this, row, role] {
            m_assignments[size_t(row)].role = FileRole(role->currentData().toInt());
            showSourceOf(row);
            judge();
        });
        connect(source, &QComboBox::currentTextChanged, this, [this, row](const QString &name) {
            m_assignments[size_t(row)].source = name.trimmed();
            judge();
        });
        showSourceOf(row);
    }
    m_table->setColumnWidth(File, 300);
    m_table->setColumnWidth(Role, 190);
    m_table->setColumnWidth(Source, 140);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 16);
}

void ProposalDialog::showSourceOf(int row)
{
    m_table->cellWidget(row, Source)->setEnabled(namesSource(m_assignments[size_t(row)].role));
}

void ProposalDialog::judge()
{
    QStringList problems;
    for (size_t i = 0; i < m_assignments.size(); ++i) {
        const FileAssignment &one = m_assignments[i];
        const bool isTruth = one.role == FileRole::TrainTruth || one.role == FileRole::ValidationTruth
            || one.role == FileRole::TestTruth;
        if (isTruth && (one.source.isEmpty() || one.source.contains(QLatin1Char('/'))))
            problems << tr("%1 needs the name of a source.").arg(QFileInfo(m_paths[qsizetype(i)]).fileName());
    }
    Project after = m_before;
    assignFiles(after, m_paths, m_assignments);
    m_add->setEnabled(problems.isEmpty() && after.sources != m_before.sources);
    QStringList missing;
    for (const ProjectSource &source : after.sources) {
        if (source.isMusic())
            continue;
        QStringList parts;
        if (source.trainFile.isEmpty())
            parts << tr("a training file");
        if (source.validationFile.isEmpty())
            parts << tr("a validation file (the training file can be split)");
        if (source.featureInputs.isEmpty())
            parts << tr("features");
        if (!parts.isEmpty())
            missing << tr("%1 lacks %2.").arg(source.name, parts.join(tr(" and ")));
    }
    if (!problems.isEmpty())
        m_verdict->setText(problems.join(QLatin1Char(' ')));
    else if (after.sources.empty())
        m_verdict->setText(tr("Nothing is left to add."));
    else if (missing.isEmpty())
        m_verdict->setText(tr("Everything that a training needs is there."));
    else
        m_verdict->setText(tr("Still missing for a training: %1").arg(missing.join(QLatin1Char(' '))));
}

} // namespace melscope
