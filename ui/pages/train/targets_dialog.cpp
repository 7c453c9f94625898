#include "ui/pages/train/targets_dialog.h"

#include "ui/numbers/number_field.h"
#include "ui/session/remote_trainings.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace melscope {

namespace {

/// Words as a command line has them, without quotes: what is meant here has no spaces of its own.
QStringList words(const QLineEdit *edit)
{
    return edit->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QString joined(const QStringList &words)
{
    return words.join(QLatin1Char(' '));
}

} // namespace

TargetsDialog::TargetsDialog(RemoteTrainings &remote, QWidget *parent)
    : QDialog(parent)
    , m_remote(remote)
    , m_list(nullptr)
    , m_result(nullptr)
    , m_save(nullptr)
    , m_try(nullptr)
    , m_remove(nullptr)
{
    setObjectName(QStringLiteral("targetsDialog"));
    setWindowTitle(tr("Targets: where trainings are computed"));
    auto *layout = new QVBoxLayout(this);
    auto *columns = new QHBoxLayout;
    columns->addWidget(buildList(), 1);
    columns->addWidget(buildForm(), 3);
    layout->addLayout(columns, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::ApplyRole);
    m_save->setObjectName(QStringLiteral("saveTarget"));
    m_save->setDefault(true);
    connect(m_save, &QPushButton::clicked, this, &TargetsDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &TargetsDialog::reject);
    layout->addWidget(buttons);
    connect(&m_remote, &RemoteTrainings::targetsChanged, this, &TargetsDialog::fillList);
    resize(820, 640);
    fillList();
    if (m_remote.targets().empty())
        addNew();
    else
        choose(0);
}

QWidget *TargetsDialog::buildList()
{
    auto *column = new QWidget(this);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    m_list = new QListWidget(column);
    m_list->setObjectName(QStringLiteral("targetList"));
    m_list->setAccessibleName(tr("Targets"));
    layout->addWidget(m_list, 1);
    auto *buttons = new QHBoxLayout;
    auto *add = new QPushButton(tr("New"), column);
    add->setObjectName(QStringLiteral("newTarget"));
    m_remove = new QPushButton(tr("Remove"), column);
    m_remove->setObjectName(QStringLiteral("removeTarget"));
    m_remove->setToolTip(tr("Removes the target's file; jobs that were submitted to it go on, and are followed"));
    for (QPushButton *button : { add, m_remove }) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    layout->addLayout(buttons);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (m_isFilling || row < 0)
            return;
        if (mayLeave())
            choose(row);
        else
            fillList(); // back to the one that is shown
    });
    connect(add, &QPushButton::clicked, this, [this] {
        if (mayLeave())
            addNew();
    });
    connect(m_remove, &QPushButton::clicked, this, &TargetsDialog::removeShown);
    return column;
}

QLineEdit *TargetsDialog::addText(QFormLayout *form, const QString &title, const char *name, const QString &toolTip,
                                  const QString &placeholder)
{
    auto *edit = new QLineEdit(form->parentWidget());
    edit->setObjectName(QLatin1String(name));
    edit->setToolTip(toolTip);
    edit->setPlaceholderText(placeholder);
    form->addRow(title, edit);
    connect(edit, &QLineEdit::textChanged, this, &TargetsDialog::update);
    return edit;
}

CountField *TargetsDialog::addCount(QFormLayout *form, const QString &title, const char *name, const QString &toolTip,
                                    int least)
{
    auto *field = new CountField(form->parentWidget());
    field->setObjectName(QLatin1String(name));
    field->setToolTip(toolTip);
    field->setRange(least, 1024);
    form->addRow(title, field);
    connect(field, &CountField::valueChanged, this, &TargetsDialog::update);
    return field;
}

QWidget *TargetsDialog::buildForm()
{
    auto *column = new QWidget(this);
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    m_form = new QWidget(column);
    auto *form = new QFormLayout(m_form);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_name = addText(form, tr("&Name"), "targetName", tr("What it is called here, and in melscope-cli … --on NAME"));
    m_queue = new QComboBox(m_form);
    m_queue->setObjectName(QStringLiteral("targetQueue"));
    m_queue->addItems({ tr("Slurm"), tr("none: a job begins at once") });
    m_queue->setToolTip(tr("Slurm: trainings are submitted by sbatch, several as one job array"));
    form->addRow(tr("&Queue"), m_queue);
    m_host =
        addText(form, tr("&Host"), "targetHost",
                tr("As ssh knows it; a key or an agent must let you in without a password. Empty: the commands are "
                   "run on this computer."),
                tr("this computer; or user@host"));
    m_isShared = new QCheckBox(tr("the files of this computer have the same paths there"), m_form);
    m_isShared->setObjectName(QStringLiteral("targetShared"));
    m_isShared->setToolTip(tr("Else truths and features are copied by rsync, once, and finished runs fetched"));
    form->addRow(tr("Shared"), m_isShared);
    m_folder = addText(form, tr("&Folder there"), "targetFolder",
                       tr("Where data and runs lie there; relative to your home folder unless it begins with /"),
                       QStringLiteral("melscope"));
    m_program = addText(form, tr("&Program there"), "targetProgram",
                        tr("What melscope-cli is called there: a name in the search path, or a path"));
    m_partition = addText(form, tr("Partit&ion"), "targetPartition", tr("Slurm's --partition"), tr("the usual one"));
    m_account = addText(form, tr("&Account"), "targetAccount", tr("Slurm's --account"), tr("the usual one"));
    m_time = addText(form, tr("&Time"), "targetTime",
                     tr("Slurm's --time: minutes, hours:minutes:seconds or days-hours:minutes:seconds. A training that "
                        "needs longer leaves a checkpoint, waits again and goes on."),
                     tr("the usual one; or 12:00:00"));
    m_memory = addText(form, tr("&Memory of a node"), "targetMemory", tr("Slurm's --mem: a number with K, M, G or T"),
                       tr("the usual one; or 16G"));
    m_nodes = addCount(form, tr("N&odes"), "targetNodes", tr("Over which each training is shared out"), 1);
    m_processes =
        addCount(form, tr("Processes on &each"), "targetProcesses", tr("That share the training out on each node"), 1);
    m_processors = addCount(form, tr("P&rocessors of each"), "targetProcessors", tr("Slurm's --cpus-per-task"), 0);
    m_processors->setSpecialValueText(tr("the usual number"));
    m_moreOptions = addText(form, tr("F&urther options"), "targetMoreOptions", tr("Of sbatch, with spaces between"),
                            QStringLiteral("--qos=low"));
    m_modules = addText(form, tr("Mo&dules"), "targetModules", tr("To be loaded there, with spaces between"));
    m_container = new QComboBox(m_form);
    m_container->setObjectName(QStringLiteral("targetContainer"));
    m_container->addItems(
        { tr("none"), QStringLiteral("apptainer"), QStringLiteral("podman"), QStringLiteral("docker") });
    m_container->setToolTip(tr("In what melscope-cli is run there; under Slurm apptainer alone"));
    form->addRow(tr("&Container"), m_container);
    m_image = addText(form, tr("Ima&ge"), "targetImage", tr("Of the container: a name, or a file of apptainer's"));
    m_sshOptions =
        addText(form, tr("Options of ss&h"), "targetSshOptions", tr("With spaces between"), QStringLiteral("-p 2222"));
    for (QComboBox *box : { m_queue, m_container })
        connect(box, &QComboBox::currentIndexChanged, this, &TargetsDialog::update);
    connect(m_isShared, &QCheckBox::toggled, this, &TargetsDialog::update);
    auto *scroll = new QScrollArea(column);
    scroll->setObjectName(QStringLiteral("targetScroll"));
    scroll->setAccessibleName(tr("Settings of a target"));
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    layout->addWidget(scroll, 1);
    auto *trying = new QHBoxLayout;
    m_try = new QPushButton(tr("Try it"), column);
    m_try->setObjectName(QStringLiteral("tryTarget"));
    m_try->setAutoDefault(false);
    m_try->setToolTip(tr("Whether it is reached, its folder can be written, and the programs are there"));
    m_result = new QLabel(column);
    m_result->setObjectName(QStringLiteral("targetResult"));
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_result->setMinimumHeight(4 * fontMetrics().lineSpacing());
    m_result->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    trying->addWidget(m_try, 0, Qt::AlignTop);
    trying->addWidget(m_result, 1);
    layout->addLayout(trying);
    connect(m_try, &QPushButton::clicked, this, &TargetsDialog::tryShown);
    return column;
}

void TargetsDialog::fillList()
{
    m_isFilling = true;
    m_list->clear();
    for (const Target &target : m_remote.targets()) {
        auto *item = new QListWidgetItem(target.name, m_list);
        item->setToolTip(target.text());
        if (target.name == m_before)
            m_list->setCurrentItem(item);
    }
    m_isFilling = false;
}

void TargetsDialog::choose(int row)
{
    const Target &chosen = m_remote.targets()[size_t(row)];
    m_before = chosen.name;
    showTarget(chosen);
    fillList();
}

void TargetsDialog::addNew()
{
    m_before.clear();
    Target fresh;
    fresh.folder = QStringLiteral("melscope");
    showTarget(fresh);
    fillList();
    m_name->setFocus();
}

void TargetsDialog::showTarget(const Target &target)
{
    m_isFilling = true;
    m_shown = target;
    m_name->setText(target.name);
    m_queue->setCurrentIndex(int(target.queue));
    m_host->setText(target.host);
    m_isShared->setChecked(target.isShared);
    m_folder->setText(target.folder);
    m_program->setText(target.program);
    m_partition->setText(target.partition);
    m_account->setText(target.account);
    m_time->setText(target.time);
    m_memory->setText(target.memory);
    m_nodes->setValue(target.nodes);
    m_processes->setValue(target.processes);
    m_processors->setValue(target.processors);
    m_moreOptions->setText(joined(target.moreOptions));
    m_modules->setText(joined(target.modules));
    m_container->setCurrentIndex(int(target.container));
    m_image->setText(target.image);
    m_sshOptions->setText(joined(target.sshOptions));
    m_result->clear();
    m_isFilling = false;
    update();
}

Target TargetsDialog::target() const
{
    Target target;
    target.name = m_name->text().trimmed();
    target.queue = Target::Queue(m_queue->currentIndex());
    target.host = m_host->text().trimmed();
    target.isShared = m_isShared->isChecked();
    target.folder = m_folder->text().trimmed();
    target.program = m_program->text().trimmed();
    target.partition = m_partition->text().trimmed();
    target.account = m_account->text().trimmed();
    target.time = m_time->text().trimmed();
    target.memory = m_memory->text().trimmed();
    target.nodes = m_nodes->value();
    target.processes = m_processes->value();
    target.processors = m_processors->value();
    target.moreOptions = words(m_moreOptions);
    target.modules = words(m_modules);
    target.container = Target::Container(m_container->currentIndex());
    target.image = m_image->text().trimmed();
    target.sshOptions = words(m_sshOptions);
    return target;
}

bool TargetsDialog::isChanged() const
{
    return !(target() == m_shown);
}

void TargetsDialog::update()
{
    if (m_isFilling)
        return;
    const bool isSlurm = m_queue->currentIndex() == int(Target::Queue::Slurm);
    const bool isHere = m_host->text().trimmed().isEmpty();
    for (QWidget *widget : std::initializer_list<QWidget *> { m_partition, m_account, m_time, m_memory, m_nodes,
                                                              m_processors, m_moreOptions })
        widget->setEnabled(isSlurm);
    m_isShared->setEnabled(!isHere);
    m_folder->setEnabled(!isHere && !m_isShared->isChecked());
    m_sshOptions->setEnabled(!isHere);
    m_image->setEnabled(m_container->currentIndex() != int(Target::Container::None));
    m_save->setEnabled(isChanged());
    m_remove->setEnabled(!m_before.isEmpty());
}

bool TargetsDialog::mayLeave()
{
    if (!isChanged() || (m_before.isEmpty() && m_name->text().trimmed().isEmpty()))
        return true;
    QMessageBox box(QMessageBox::Question, tr("Targets"),
                    tr("The target %1 has changes that are not saved.").arg(m_name->text().trimmed()),
                    QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    box.setObjectName(QStringLiteral("unsavedTargetBox"));
    switch (box.exec()) {
    case QMessageBox::Save:
        save();
        return target().check().has_value();
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

void TargetsDialog::save()
{
    if (NumberField *field = refusedField(*this); field != nullptr && field->showRefusal())
        return;
    const Target edited = target();
    if (const auto checked = edited.check(); !checked) {
        m_result->setText(checked.error().text());
        return;
    }
    const QString before = m_before;
    m_before = edited.name;
    m_shown = edited;
    update();
    m_remote.saveTarget(edited, before, [this, self = QPointer(this), before](const Result<void> &saved) {
        if (!self || saved)
            return;
        m_result->setText(saved.error().text());
        m_before = before;
        m_shown = {};
        update();
    });
}

void TargetsDialog::removeShown()
{
    QMessageBox box(QMessageBox::Question, tr("Targets"), tr("Remove the target %1?").arg(m_before),
                    QMessageBox::Yes | QMessageBox::Cancel, this);
    box.setObjectName(QStringLiteral("removeTargetBox"));
    if (box.exec() != QMessageBox::Yes)
        return;
    m_remote.removeTarget(m_before);
    addNew();
}

void TargetsDialog::tryShown()
{
    m_try->setEnabled(false);
    m_result->setText(tr("Trying …"));
    m_remote.tryOut(target(), this, [this](const Result<QStringList> &tried) {
        m_try->setEnabled(true);
        m_result->setText(tried ? tr("It works: %1").arg(tried->join(QStringLiteral("; "))) : tried.error().text());
    });
}

void TargetsDialog::reject()
{
    if (mayLeave())
        QDialog::reject();
}

} // namespace melscope
