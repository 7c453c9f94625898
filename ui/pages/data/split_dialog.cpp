#include "ui/pages/data/split_dialog.h"

#include "ui/controls/file_questions.h"
#include "ui/numbers/number_field.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace melscope {

SplitDialog::SplitDialog(Session &session, size_t source, bool withValidation, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_source(new QComboBox(this))
    , m_withValidation(new QCheckBox(tr("Unite training and validation first"), this))
    , m_percent(new DecimalField(this, 1))
    , m_minCount(new CountField(this))
    , m_byGroup(new QCheckBox(tr("Keep each release group on one side"), this))
    , m_seed(new CountField(this))
    , m_folder(new QLineEdit(this))
{
    setObjectName(QStringLiteral("splitDialog"));
    setWindowTitle(tr("Split a ground truth"));
    auto *layout = new QVBoxLayout(this);
    auto *text = new QLabel(
        tr("The recordings are divided into a training and a validation part; both are written as new files and take "
           "the place "
           "of the present ones in the project (Undo brings those back). The same seed gives the same parts."),
        this);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *form = new QFormLayout;
    layout->addLayout(form);
    for (const ProjectSource &entry : session.project().sources)
        m_source->addItem(entry.name);
    m_source->setCurrentIndex(int(source));
    m_source->setObjectName(QStringLiteral("splitSource"));
    m_withValidation->setObjectName(QStringLiteral("splitWithValidation"));
    m_withValidation->setChecked(withValidation);
    m_percent->setObjectName(QStringLiteral("splitPercent"));
    m_percent->setRange(1, 99);
    m_percent->setValue(80);
    m_percent->setSuffix(tr(" %"));
    m_minCount->setObjectName(QStringLiteral("splitMinCount"));
    m_minCount->setRange(0, 1'000'000);
    m_minCount->setValue(20);
    m_minCount->setToolTip(tr("A label stays if it occurs so often in training, and half as often in validation"));
    m_byGroup->setObjectName(QStringLiteral("splitByGroup"));
    m_byGroup->setChecked(true);
    m_seed->setObjectName(QStringLiteral("splitSeed"));
    m_seed->setRange(0, 2'000'000'000);
    m_seed->setValue(1);
    m_folder->setObjectName(QStringLiteral("splitFolder"));
    const QString trainFile =
        session.project().sources.empty() ? QString() : session.project().sources[source].trainFile;
    m_folder->setText(QDir::toNativeSeparators(QFileInfo(trainFile).absolutePath() + QStringLiteral("/split")));
    m_folder->setMinimumWidth(320);
    auto *choose = new QPushButton(tr("Choose …"), this);
    auto *folder = new QHBoxLayout;
    folder->addWidget(m_folder, 1);
    folder->addWidget(choose);
    form->addRow(tr("Source"), m_source);
    form->addRow(QString(), m_withValidation);
    form->addRow(tr("Training part"), m_percent);
    form->addRow(QString(), m_byGroup);
    form->addRow(tr("Least count of a label"), m_minCount);
    form->addRow(tr("Seed"), m_seed);
    form->addRow(tr("Folder of the new files"), folder);
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString chosen = file_questions::folder(this, tr("Folder of the new files"), m_folder->text());
        if (!chosen.isEmpty())
            m_folder->setText(QDir::toNativeSeparators(chosen));
    });
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->addButton(tr("Split"), QDialogButtonBox::AcceptRole)->setObjectName(QStringLiteral("splitAccept"));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &SplitDialog::split);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SplitDialog::ask(Session &session, size_t source, bool withValidation, QWidget *parent)
{
    auto *dialog = new SplitDialog(session, source, withValidation, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void SplitDialog::split()
{
    if (NumberField *field = refusedField(*this); field != nullptr && field->showRefusal())
        return;
    SplitSettings settings;
    settings.trainPercent = m_percent->value();
    settings.minCount = m_minCount->value();
    settings.byReleaseGroup = m_byGroup->isChecked();
    settings.seed = uint64_t(m_seed->value());
    m_session.splitSource(size_t(m_source->currentIndex()), settings, m_withValidation->isChecked(),
                          QDir::fromNativeSeparators(m_folder->text()));
    accept();
}

} // namespace melscope
