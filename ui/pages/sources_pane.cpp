#include "ui/pages/sources_pane.h"

#include "core/base/number_text.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/row_table.h"
#include "ui/pages/split_dialog.h"
#include "ui/session/session.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QToolBar>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {

enum Column { Name, File, Recordings, Groups, Labels, Cardinality, WithoutFeatures, NoSupport, Shared, kColumns };

/// What a tree item stands for, kept in its data.
enum class Slot { Source, Train, Validation, Features, Test, TestTruth };
constexpr int kSlotRole = Qt::UserRole;
constexpr int kSourceRole = Qt::UserRole + 1;
constexpr int kInputRole = Qt::UserRole + 2;

/// Rows with some air; a style sheet would freeze the palette.
class RoomyDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(0, 4);
    }
};

QString fileFilter()
{
    return QObject::tr("Ground truths, archives, stores (*.tsv *.tsv.bz2 *.tar *.tar.bz2 *.tar.gz *.zip *.json "
                       "*.safetensors);;All files (*)");
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
    connect(bar->addAction(tr("Add files …")), &QAction::triggered, this, &SourcesPane::addFiles);
    connect(bar->addAction(tr("Add a folder …")), &QAction::triggered, this, &SourcesPane::addFolder);
    bar->addSeparator();
    m_replace = bar->addAction(tr("Replace …"));
    m_remove = bar->addAction(tr("Remove"));
    m_remove->setShortcut(QKeySequence::Delete);
    m_remove->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_replace->setToolTip(tr("Choose another file for the selected row"));
    m_remove->setToolTip(tr("Take the selected row out of the project (Del); the file stays where it is"));
    content->addAction(m_remove);
    connect(m_replace, &QAction::triggered, this, &SourcesPane::replaceSelected);
    connect(m_remove, &QAction::triggered, this, &SourcesPane::removeSelected);
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
    connect(bar->addAction(tr("Split …")), &QAction::triggered, this, [this] {
        const QTreeWidgetItem *item = m_tree->currentItem();
        if (!m_session.isEmpty())
            SplitDialog::ask(m_session, item == nullptr ? 0 : item->data(0, kSourceRole).toUInt(), false, this);
    });

    auto *splitter = new QSplitter(Qt::Vertical, content);
    splitter->setChildrenCollapsible(false);
    m_tree = new QTreeWidget(splitter);
    buildTree();

    auto *lower = new QWidget(splitter);
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 4, 0, 0);
    m_problemTitle = new QLabel(lower);
    m_problemTitle->setObjectName(QStringLiteral("problemTitle"));
    lowerLayout->addWidget(m_problemTitle);
    auto problem = [this](size_t row) -> const DataFinding & { return m_session.data()->findings[row]; };
    m_problemModel->setColumns({
        { tr("Kind"), {}, false, [=](size_t row) -> QVariant { return severityText(problem(row).severity); }, {}, {} },
        { tr("File"),
          {},
          false,
          [=](size_t row) -> QVariant { return QFileInfo(problem(row).file).fileName(); },
          {},
          {} },
        { tr("Line"),
          {},
          true,
          [=](size_t row) -> QVariant { return problem(row).line > 0 ? countText(problem(row).line) : QString(); },
          [=](size_t row) { return double(problem(row).line); },
          {} },
        { tr("Problem"), {}, false, [=](size_t row) -> QVariant { return problem(row).text; }, {}, {} },
    });
    m_problems = makeRowTable(m_problemModel, QStringLiteral("problemsTable"), tr("Problems of the data"), lower);
    m_problems->horizontalHeader()->setStretchLastSection(true);
    m_problems->setColumnWidth(0, 70);
    m_problems->setColumnWidth(1, 300);
    m_problems->setColumnWidth(2, 70);
    lowerLayout->addWidget(m_problems, 1);
    splitter->addWidget(m_tree);
    splitter->addWidget(lower);
    splitter->setSizes({ 480, 170 });
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    layout->addWidget(splitter, 1);
}

void SourcesPane::buildTree()
{
    m_tree->setObjectName(QStringLiteral("sourcesTree"));
    m_tree->setAccessibleName(tr("Sources and their files"));
    m_tree->setColumnCount(kColumns);
    m_tree->setHeaderLabels({ tr("Source"), tr("File"), tr("Recordings"), tr("Rel. groups"), tr("Labels"),
                              tr("Per rec."), tr("No feat."), tr("No supp."), tr("Shared") });
    m_tree->headerItem()->setToolTip(Groups, tr("Release groups"));
    m_tree->headerItem()->setToolTip(Labels, tr("Genres + subgenres"));
    m_tree->headerItem()->setToolTip(Cardinality, tr("Labels per recording"));
    m_tree->headerItem()->setToolTip(WithoutFeatures, tr("Recordings that no feature file holds; they are left out"));
    m_tree->headerItem()->setToolTip(
        NoSupport, tr("Labels of training that no validation recording has; no threshold can be found for them"));
    m_tree->headerItem()->setToolTip(Shared,
                                     tr("Release groups that are in training and in validation (\"album effect\")"));
    m_tree->setAlternatingRowColors(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setItemDelegate(new RoomyDelegate(m_tree));
    for (int column = Recordings; column < kColumns; ++column)
        m_tree->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setSectionResizeMode(File, QHeaderView::Stretch);
    m_tree->header()->setMinimumSectionSize(58);
    m_tree->setTextElideMode(Qt::ElideMiddle);
    connect(m_tree, &QTreeWidget::itemSelectionChanged, this, &SourcesPane::updateActions);
    connect(m_tree, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem *item, int) { renameSource(item); });
}

void SourcesPane::addFiles()
{
    const QStringList files =
        QFileDialog::getOpenFileNames(this, tr("Add ground truths and features"), {}, fileFilter());
    if (!files.isEmpty())
        m_session.addFiles(files);
}

void SourcesPane::addFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Add a folder of documents"));
    if (!folder.isEmpty())
        m_session.addFiles({ folder });
}

void SourcesPane::replaceSelected()
{
    QTreeWidgetItem *item = m_tree->currentItem();
    if (item == nullptr)
        return;
    const QString file = QFileDialog::getOpenFileName(this, tr("Choose another file"), {}, fileFilter());
    if (file.isEmpty())
        return;
    Project project = m_session.project();
    ProjectSource &source = project.sources[item->data(0, kSourceRole).toUInt()];
    switch (Slot(item->data(0, kSlotRole).toInt())) {
    case Slot::Train:
        source.trainFile = file;
        break;
    case Slot::Validation:
        source.validationFile = file;
        break;
    case Slot::Features:
        if (const auto index = item->data(0, kInputRole).toInt(); index >= 0 && index < source.featureInputs.size())
            source.featureInputs[index] = file;
        else
            source.featureInputs << file;
        break;
    case Slot::Test:
        source.testInput = file;
        break;
    case Slot::TestTruth:
        source.testTruth = file;
        break;
    case Slot::Source:
        return;
    }
    m_session.changeProject(project, tr("replacing a file"));
}

void SourcesPane::removeSelected()
{
    QTreeWidgetItem *item = m_tree->currentItem();
    if (item == nullptr)
        return;
    Project project = m_session.project();
    const auto index = item->data(0, kSourceRole).toUInt();
    ProjectSource &source = project.sources[index];
    switch (Slot(item->data(0, kSlotRole).toInt())) {
    case Slot::Source:
        project.sources.erase(project.sources.begin() + index);
        break;
    case Slot::Train:
        source.trainFile.clear();
        break;
    case Slot::Validation:
        source.validationFile.clear();
        break;
    case Slot::Features:
        if (const auto input = item->data(0, kInputRole).toInt(); input >= 0 && input < source.featureInputs.size())
            source.featureInputs.removeAt(input);
        break;
    case Slot::Test:
        source.testInput.clear();
        break;
    case Slot::TestTruth:
        source.testTruth.clear();
        break;
    }
    m_session.changeProject(project, tr("removing"));
}

void SourcesPane::renameSource(QTreeWidgetItem *item)
{
    if (m_filling || Slot(item->data(0, kSlotRole).toInt()) != Slot::Source)
        return;
    const QString name = item->text(Name).trimmed();
    Project project = m_session.project();
    ProjectSource &source = project.sources[item->data(0, kSourceRole).toUInt()];
    if (name.isEmpty() || name.contains(QLatin1Char('/')) || name == source.name) {
        refresh();
        return;
    }
    source.name = name;
    m_session.changeProject(project, tr("renaming a source"));
}

void SourcesPane::refresh()
{
    m_filling = true;
    m_tree->clear();
    const auto data = m_session.data();
    const auto &sources = m_session.project().sources;
    for (size_t i = 0; i < sources.size(); ++i) {
        // While newly added files load, the older snapshot may have other sources.
        const bool fits = data && i < data->sources.size() && data->sources[i].name == sources[i].name;
        fillSource(sources[i], fits ? &data->sources[i] : nullptr, int(i));
    }
    m_tree->expandAll();
    m_filling = false;
    const size_t problems = data ? data->findings.size() : 0;
    m_problemModel->setRows(problems);
    m_problemTitle->setText(problems == 0       ? tr("No problems found.")
                                : problems == 1 ? tr("One problem or note")
                                                : tr("%1 problems and notes").arg(countText(qint64(problems))));
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

void SourcesPane::fillSource(const ProjectSource &source, const CollectedSource *loaded, int index)
{
    auto addItem = [&](QTreeWidgetItem *parent, Slot slot, const QString &name, const QString &file, int input = -1) {
        auto *item = parent == nullptr ? new QTreeWidgetItem(m_tree) : new QTreeWidgetItem(parent);
        item->setText(Name, name);
        item->setText(File, file.isEmpty() ? (parent == nullptr ? QString() : tr("—")) : QFileInfo(file).fileName());
        item->setToolTip(File, QDir::toNativeSeparators(file));
        item->setData(0, kSlotRole, int(slot));
        item->setData(0, kSourceRole, index);
        item->setData(0, kInputRole, input);
        for (int column = Recordings; column < kColumns; ++column)
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        return item;
    };
    auto addPart = [&](QTreeWidgetItem *parent, Slot slot, const QString &name, const QString &file, Part part) {
        QTreeWidgetItem *item = addItem(parent, slot, name, file);
        if (loaded == nullptr || !loaded->part(part).truth || loaded->part(part).file != file)
            return;
        const CollectedPart &snapshot = loaded->part(part);
        const LabelStatistics &statistics = snapshot.statistics;
        item->setText(Recordings, countText(qint64(statistics.recordings)));
        item->setText(Groups, countText(qint64(statistics.releaseGroups)));
        item->setText(Labels,
                      tr("%1 + %2").arg(QString::number(statistics.genres), QString::number(statistics.subgenres)));
        item->setToolTip(Labels,
                         tr("%1 genres and %2 subgenres")
                             .arg(QString::number(statistics.genres), QString::number(statistics.subgenres)));
        item->setText(Cardinality, decimalText(statistics.cardinality, 2));
        item->setText(WithoutFeatures, countText(qint64(statistics.recordings - snapshot.withFeatures)));
        if (part == Part::Validation && loaded->overlap) {
            const PartOverlap &overlap = *loaded->overlap;
            item->setText(NoSupport, countText(qint64(overlap.withoutSupport.size())));
            QStringList names;
            for (size_t i = 0; i < std::min<size_t>(overlap.withoutSupport.size(), 20); ++i)
                names << QString::fromStdString(overlap.withoutSupport[i]);
            item->setToolTip(NoSupport,
                             names.join(QStringLiteral(", "))
                                 + (overlap.withoutSupport.size() > 20 ? QStringLiteral(" …") : QString()));
            item->setText(Shared, countText(qint64(overlap.sharedReleaseGroups)));
            item->setToolTip(
                Shared,
                tr("with %1 of %2 validation recordings")
                    .arg(countText(qint64(overlap.validationInShared)), countText(qint64(statistics.recordings))));
        }
    };
    QTreeWidgetItem *top = addItem(nullptr, Slot::Source, source.name, {});
    QFont bold = font();
    bold.setBold(true);
    top->setFont(Name, bold);
    top->setFlags(top->flags() | Qt::ItemIsEditable);
    addPart(top, Slot::Train, tr("train"), source.trainFile, Part::Train);
    addPart(top, Slot::Validation, tr("validation"), source.validationFile, Part::Validation);
    for (qsizetype i = 0; i < source.featureInputs.size(); ++i) {
        QTreeWidgetItem *item = addItem(top, Slot::Features, tr("features"), source.featureInputs[i], int(i));
        if (loaded != nullptr && m_session.data()->inputTracks.contains(source.featureInputs[i]))
            item->setText(Recordings, countText(m_session.data()->inputTracks.value(source.featureInputs[i])));
    }
    if (source.featureInputs.isEmpty())
        addItem(top, Slot::Features, tr("features"), {});
    QTreeWidgetItem *test = addItem(top, Slot::Test, tr("test features"), source.testInput);
    if (loaded != nullptr && !loaded->testFeatures.stores().empty())
        test->setText(Recordings, countText(qint64(loaded->testFeatures.size())));
    addPart(top, Slot::TestTruth, tr("test truth"), source.testTruth, Part::Test);
}

void SourcesPane::updateActions()
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    m_remove->setEnabled(item != nullptr);
    m_replace->setEnabled(item != nullptr && Slot(item->data(0, kSlotRole).toInt()) != Slot::Source);
}

} // namespace melscope
