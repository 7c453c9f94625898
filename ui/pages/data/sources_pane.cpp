#include "ui/pages/data/sources_pane.h"

#include "core/base/number_text.h"
#include "ui/controls/file_questions.h"
#include "ui/models/source_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/data/proposal_dialog.h"
#include "ui/pages/data/split_dialog.h"
#include "ui/pages/data/tag_truth_dialog.h"
#include "ui/pages/shared/row_table.h"
#include "ui/session/session.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QToolBar>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {

QString fileFilter()
{
    return QObject::tr(
        "Ground truths, archives, stores (*.tsv *.tsv.bz2 *.tar *.tar.bz2 *.tar.gz *.zip *.json "
        "*.safetensors);;Sounds (*.flac *.mp3 *.ogg *.oga *.opus *.m4a *.wav *.aif *.aiff *.wma *.ape *.wv)"
        ";;All files (*)");
}

QString severityText(DataFinding::Severity severity)
{
    switch (severity) {
    case DataFinding::Severity::Error:
        return SourcesPane::tr("error");
    case DataFinding::Severity::Warning:
        return SourcesPane::tr("warning");
    case DataFinding::Severity::Note:
        break;
    }
    return SourcesPane::tr("note");
}

} // namespace

SourcesPane::SourcesPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new SourceModel([this](size_t source, const QString &name) { return rename(source, name); }, this))
    , m_problemModel(new TableModel(this))
{
    setObjectName(QStringLiteral("sourcesPane"));
    buildTable();
    connect(&session, &Session::projectChanged, this, &SourcesPane::refresh);
    followNumberForm(this, [this] { refresh(); });
    connect(&session, &Session::dataChanged, this, &SourcesPane::refresh);
    refresh();
}

void SourcesPane::buildTable()
{
    auto *content = this;
    auto *layout = new QVBoxLayout(content);
    auto *bar = new QToolBar(content);
    bar->setToolButtonStyle(Qt::ToolButtonTextOnly);
    auto add = [&](const QString &text, const char *name, const QString &toolTip, auto slot) {
        QAction *action = bar->addAction(text);
        action->setObjectName(QLatin1String(name));
        action->setToolTip(toolTip);
        connect(action, &QAction::triggered, this, slot);
        addAction(action); // of the page's menu, too
        // A tool bar's buttons are left out of the tab order otherwise.
        if (QWidget *button = bar->widgetForAction(action))
            button->setFocusPolicy(Qt::TabFocus);
        return action;
    };
    add(tr("Add files …"), "addFiles", tr("Ground truths, archives, stores, sounds (Ctrl+Shift+O)"),
        &SourcesPane::addFiles)
        ->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+O")));
    add(tr("Add a folder …"), "addFolder", tr("A folder of documents, of sounds, or with all that belongs together"),
        &SourcesPane::addFolder);
    add(tr("Truth from tags …"), "truthFromTags", tr("Make a ground truth of the genre tags of sound files"),
        [this] { TagTruthDialog::ask(m_session, this); });
    bar->addSeparator();
    m_replace = add(tr("Replace …"), "replaceFile", tr("Choose another file for the selected row"),
                    &SourcesPane::replaceSelected);
    m_relocate = add(tr("Relocate a folder …"), "relocateFolder",
                     tr("All files that lay in a folder lie in another one now"), [this] { relocate(); });
    m_remove = add(tr("Remove"), "removeFile",
                   tr("Take the selected row out of the project (Del); the file stays where it is"),
                   &SourcesPane::removeSelected);
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    add(tr("Split …"), "splitSource", tr("Make a training and a validation file anew, release groups kept whole"),
        [this] {
            const SourceModel::Row *row = m_model->at(m_tree->currentIndex());
            if (!m_session.isEmpty())
                SplitDialog::ask(m_session, row == nullptr ? 0 : row->source, false, this);
        });
    layout->addWidget(bar);
    m_warning = new QWidget(content);
    m_warning->setObjectName(QStringLiteral("albumWarning"));
    auto *warningLayout = new QHBoxLayout(m_warning);
    warningLayout->setContentsMargins(4, 0, 4, 4);
    m_warningText = new QLabel(m_warning);
    m_warningText->setObjectName(QStringLiteral("albumWarningText"));
    m_warningText->setWordWrap(true);
    auto *split = new QPushButton(tr("Split by release group …"), m_warning);
    split->setObjectName(QStringLiteral("splitButton"));
    warningLayout->addWidget(m_warningText, 1);
    warningLayout->addWidget(split);
    layout->addWidget(m_warning);
    connect(split, &QPushButton::clicked, this,
            [this] { SplitDialog::ask(m_session, size_t(std::max(m_warningSource, 0)), true, this); });
    auto *splitter = new QSplitter(Qt::Vertical, content);
    splitter->setChildrenCollapsible(false);
    buildTree(splitter);

    auto *lower = new QWidget(splitter);
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 4, 0, 0);
    m_problemTitle = new QLabel(lower);
    m_problemTitle->setObjectName(QStringLiteral("problemTitle"));
    lowerLayout->addWidget(m_problemTitle);
    auto problem = [this](size_t row) -> const DataFinding & { return m_session.data()->findings[row]; };
    m_problemModel->setColumns({
        textColumn(
            "kind", tr("Kind"), {}, [=](size_t row) { return severityText(problem(row).severity); }, 70),
        textColumn(
            "file", tr("File"), {}, [=](size_t row) { return QFileInfo(problem(row).file).fileName(); }, 300),
        { .key = "line",
          .title = tr("Line"),
          .alignment = Qt::AlignRight,
          .text = [=](size_t row) { return problem(row).line > 0 ? countText(problem(row).line) : QString(); },
          .sortKey = [=](size_t row) { return problem(row).line; },
          .width = 70 },
        textColumn("problem", tr("Problem"), {}, [=](size_t row) { return problem(row).text; }),
    });
    m_problems = makeRowTable(m_problemModel, QStringLiteral("problemsTable"), tr("Problems of the data"), lower);
    m_problems->horizontalHeader()->setStretchLastSection(true);
    lowerLayout->addWidget(m_problems, 1);
    lowerLayout->addStretch(0); // where there is no problem, the text stays at the top
    splitter->addWidget(m_tree);
    splitter->addWidget(lower);
    splitter->setSizes({ 480, 170 });
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    layout->addWidget(splitter, 1);
}

void SourcesPane::buildTree(QWidget *parent)
{
    m_tree = makeRowTree(m_model, QStringLiteral("sourcesTree"), tr("Sources and their files"), parent);
    m_tree->setSortingEnabled(false); // the order is the project's
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(m_model->columnOf("file"), QHeaderView::Stretch);
    m_tree->header()->setMinimumSectionSize(58);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_tree->addActions({ m_replace, m_relocate, m_remove });
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SourcesPane::updateActions);
}

void SourcesPane::addFiles()
{
    const QStringList files = file_questions::openSeveral(this, tr("Add ground truths and features"), {}, fileFilter());
    if (!files.isEmpty())
        ProposalDialog::ask(m_session, files, window());
}

void SourcesPane::addFolder()
{
    const QString folder = file_questions::folder(this, tr("Add a folder of documents, sounds, or all together"));
    if (!folder.isEmpty())
        ProposalDialog::ask(m_session, { folder }, window());
}

void SourcesPane::replaceSelected()
{
    const SourceModel::Row *chosen = m_model->at(m_tree->currentIndex());
    if (chosen == nullptr)
        return;
    const SourceModel::Row row = *chosen; // the list may be filled anew meanwhile
    const QString file = file_questions::open(this, tr("Choose another file"), {}, fileFilter());
    if (file.isEmpty())
        return;
    Project project = m_session.project();
    ProjectSource &source = project.sources[row.source];
    switch (row.slot) {
    case SourceModel::Slot::Train:
        source.trainFile = file;
        break;
    case SourceModel::Slot::Validation:
        source.validationFile = file;
        break;
    case SourceModel::Slot::Features:
        if (row.input >= 0 && row.input < source.featureInputs.size())
            source.featureInputs[row.input] = file;
        else
            source.featureInputs << file;
        break;
    case SourceModel::Slot::Test:
        source.testInput = file;
        break;
    case SourceModel::Slot::TestTruth:
        source.testTruth = file;
        break;
    case SourceModel::Slot::Music:
        if (row.input >= 0 && row.input < source.music.size())
            source.music[row.input] = file;
        break;
    case SourceModel::Slot::Source:
        return;
    }
    m_session.changeProject(project, tr("replacing a file"));
}

void SourcesPane::removeSelected()
{
    const SourceModel::Row *chosen = m_model->at(m_tree->currentIndex());
    if (chosen == nullptr)
        return;
    const SourceModel::Row row = *chosen; // the list may be filled anew meanwhile
    Project project = m_session.project();
    ProjectSource &source = project.sources[row.source];
    switch (row.slot) {
    case SourceModel::Slot::Source:
        project.sources.erase(project.sources.begin() + ptrdiff_t(row.source));
        break;
    case SourceModel::Slot::Train:
        source.trainFile.clear();
        break;
    case SourceModel::Slot::Validation:
        source.validationFile.clear();
        break;
    case SourceModel::Slot::Features:
        if (row.input >= 0 && row.input < source.featureInputs.size())
            source.featureInputs.removeAt(row.input);
        break;
    case SourceModel::Slot::Test:
        source.testInput.clear();
        break;
    case SourceModel::Slot::TestTruth:
        source.testTruth.clear();
        break;
    case SourceModel::Slot::Music:
        if (row.input >= 0 && row.input < source.music.size())
            source.music.removeAt(row.input);
        if (source.isEmpty())
            project.sources.erase(project.sources.begin() + ptrdiff_t(row.source));
        break;
    }
    m_session.changeProject(project, tr("removing"));
}

void SourcesPane::relocate()
{
    const SourceModel::Row *row = m_model->at(m_tree->currentIndex());
    if (row == nullptr || row->file.isEmpty())
        return;
    const QString file = row->file; // the list may be filled anew meanwhile
    const QString before = QFileInfo(file).absolutePath();
    const QString after =
        file_questions::folder(this, tr("Where is what lay in %1 now?").arg(QDir::toNativeSeparators(before)));
    if (after.isEmpty())
        return;
    const auto moved = m_session.project().relocated(before, after);
    if (moved == m_session.project())
        return;
    m_session.changeProject(moved, tr("relocating %1").arg(QDir::toNativeSeparators(before)));
}

bool SourcesPane::rename(size_t index, const QString &name)
{
    Project project = m_session.project();
    ProjectSource &source = project.sources[index];
    if (name.isEmpty() || name.contains(QLatin1Char('/')) || name == source.name)
        return false;
    source.name = name;
    m_session.changeProject(project, tr("renaming a source"));
    return true;
}

void SourcesPane::refresh()
{
    const auto data = m_session.data();
    m_model->show(m_session.project().sources, data);
    m_tree->expandAll();
    const size_t problems = data ? data->findings.size() : 0;
    m_problemModel->setRows(problems);
    const auto serious = data ? std::ranges::count_if(data->findings, &DataFinding::isSerious) : 0;
    QStringList found;
    if (serious > 0)
        found << tr("%n problem(s)", nullptr, int(serious));
    if (problems > size_t(serious))
        found << tr("%n note(s)", nullptr, int(problems - size_t(serious)));
    const auto gap = std::ranges::find_if(m_session.project().sources, [](const ProjectSource &source) {
        return !source.isMusic()
            && (source.trainFile.isEmpty() || source.validationFile.isEmpty() || source.featureInputs.isEmpty());
    });
    QString title = !found.isEmpty() ? found.join(tr(" and "))
        : m_session.isLoading()      ? tr("The files are being read; what is wrong with them stands here then.")
        : gap != m_session.project().sources.end() ? QString()
                                                   : tr("No problems found.");
    if (gap != m_session.project().sources.end() && !m_session.isLoading())
        title += (title.isEmpty() ? QString() : QStringLiteral(" · "))
            + tr("%1 lacks a file that a training needs.").arg(gap->name);
    m_problemTitle->setText(title);
    m_problems->setVisible(problems > 0);
    fillWarning();
    updateActions();
}

void SourcesPane::fillWarning()
{
    m_warningSource = -1;
    QStringList sources;
    const auto data = m_session.data();
    for (size_t i = 0; data && i < data->sources.size() && i < m_session.project().sources.size(); ++i) {
        const CollectedSource &source = data->sources[i];
        if (!source.overlap || source.overlap->sharedReleaseGroups == 0
            || source.name != m_session.project().sources[i].name)
            continue;
        if (m_warningSource < 0)
            m_warningSource = int(i);
        sources << tr("%1 (%2 of validation)")
                       .arg(source.name,
                            tr("%1 %").arg(decimalText(100.0 * double(source.overlap->validationInShared)
                                                           / double(source.part(Part::Validation).truth->size()),
                                                       0)));
    }
    m_warning->setVisible(!sources.isEmpty());
    m_warningText->setText(
        tr("⚠ Albums are in training and in validation, so figures will look better than on music that is new: %1.")
            .arg(sources.join(QStringLiteral(", "))));
}

void SourcesPane::updateActions()
{
    const SourceModel::Row *row = m_model->at(m_tree->currentIndex());
    m_remove->setEnabled(row != nullptr);
    m_replace->setEnabled(row != nullptr && row->slot != SourceModel::Slot::Source);
    m_relocate->setEnabled(row != nullptr && !row->file.isEmpty());
}

} // namespace melscope
