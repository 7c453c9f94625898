#include "ui/pages/data/split_dialog.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "ui/controls/file_questions.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_field.h"
#include "ui/pages/shared/row_table.h"
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
#include <QRadioButton>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <cmath>

namespace melscope {

namespace {
constexpr int kPreviewDelay = 400; // ms after the last change
constexpr int kMostFolds = 20;
} // namespace

SplitDialog::SplitDialog(Session &session, size_t source, bool withValidation, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_inTwo(new QRadioButton(tr("Training and validation"), this))
    , m_inFolds(new QRadioButton(tr("Folds for cross-validation"), this))
    , m_source(new QComboBox(this))
    , m_allSources(new QCheckBox(tr("All sources together"), this))
    , m_withValidation(new QCheckBox(tr("Unite training and validation first"), this))
    , m_percent(new DecimalField(this, 1))
    , m_folds(new CountField(this))
    , m_minCount(new CountField(this))
    , m_byGroup(new QCheckBox(tr("Keep each release group on one side"), this))
    , m_seed(new CountField(this))
    , m_folder(new QLineEdit(this))
    , m_taken(new QComboBox(this))
    , m_model(new TableModel(this))
    , m_note(new QLabel(this))
    , m_previewSoon(new QTimer(this))
{
    setObjectName(QStringLiteral("splitDialog"));
    setWindowTitle(tr("Split a ground truth"));
    for (const ProjectSource &entry : session.project().sources)
        m_source->addItem(entry.name);
    m_source->setCurrentIndex(int(source));
    m_withValidation->setChecked(withValidation);
    build(session.project().sources.empty() ? QString() : session.project().sources[source].trainFile);
    connect(m_inFolds, &QRadioButton::toggled, this, &SplitDialog::showKind);
    for (QCheckBox *box : { m_allSources, m_withValidation })
        connect(box, &QCheckBox::toggled, this, &SplitDialog::previewSoon);
    for (CountField *field : { m_folds, m_minCount, m_seed })
        connect(field, &CountField::valueChanged, this, &SplitDialog::previewSoon);
    connect(m_source, &QComboBox::currentIndexChanged, this, &SplitDialog::previewSoon);
    connect(m_folder, &QLineEdit::textChanged, this, &SplitDialog::previewSoon);
    m_previewSoon->setSingleShot(true);
    m_previewSoon->setInterval(kPreviewDelay);
    connect(m_previewSoon, &QTimer::timeout, this, &SplitDialog::preview);
    showKind();
}

void SplitDialog::build(const QString &trainFile)
{
    auto *layout = new QVBoxLayout(this);
    auto *text = new QLabel(this);
    text->setObjectName(QStringLiteral("splitText"));
    text->setWordWrap(true);
    auto *kinds = new QHBoxLayout;
    m_inTwo->setObjectName(QStringLiteral("splitInTwo"));
    m_inFolds->setObjectName(QStringLiteral("splitInFolds"));
    m_inTwo->setChecked(true);
    kinds->addWidget(m_inTwo);
    kinds->addWidget(m_inFolds);
    kinds->addStretch(1);
    layout->addLayout(kinds);
    layout->addWidget(text);
    m_folder->setObjectName(QStringLiteral("splitFolder"));
    m_folder->setText(QDir::toNativeSeparators(QFileInfo(trainFile).absolutePath() + QStringLiteral("/split")));
    m_folder->setMinimumWidth(320);
    m_form = buildForm();
    layout->addLayout(m_form);
    buildTable();
    layout->addWidget(m_table, 1);
    m_note->setObjectName(QStringLiteral("splitNote"));
    m_note->setWordWrap(true);
    layout->addWidget(m_note);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(tr("Split"), QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(QStringLiteral("splitAccept"));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &SplitDialog::split);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QFormLayout *SplitDialog::buildForm()
{
    auto *form = new QFormLayout;
    m_source->setObjectName(QStringLiteral("splitSource"));
    m_withValidation->setObjectName(QStringLiteral("splitWithValidation"));
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
    auto *choose = new QPushButton(tr("Choose …"), this);
    auto *folder = new QHBoxLayout;
    folder->addWidget(m_folder, 1);
    folder->addWidget(choose);
    form->addRow(tr("Source"), m_source);
    buildFolds(form);
    form->addRow(QString(), m_withValidation);
    form->addRow(tr("Training part"), m_percent);
    form->addRow(QString(), m_byGroup);
    form->addRow(tr("Least count of a label"), m_minCount);
    form->addRow(tr("Seed"), m_seed);
    form->addRow(tr("Folder of the new files"), folder);
    form->addRow(tr("Into the project"), m_taken);
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString chosen = file_questions::folder(this, tr("Folder of the new files"), m_folder->text());
        if (!chosen.isEmpty())
            m_folder->setText(QDir::toNativeSeparators(chosen));
    });
    return form;
}

void SplitDialog::buildFolds(QFormLayout *form)
{
    m_allSources->setObjectName(QStringLiteral("splitAllSources"));
    m_allSources->setToolTip(tr("A recording or release group that stands in several sources goes to the same fold of "
                                "each"));
    m_folds->setObjectName(QStringLiteral("splitFolds"));
    m_folds->setRange(2, kMostFolds);
    m_folds->setValue(FoldSettings().folds);
    m_taken->setObjectName(QStringLiteral("splitTaken"));
    form->addRow(QString(), m_allSources);
    form->addRow(tr("Folds"), m_folds);
    const auto showFolds = [this] {
        const int taken = m_taken->currentIndex();
        m_taken->clear();
        m_taken->addItem(tr("nothing: files alone"));
        for (int fold = 1; fold <= m_folds->value(); ++fold)
            m_taken->addItem(tr("fold %1").arg(fold));
        m_taken->setCurrentIndex(taken > 0 && taken < m_taken->count() ? taken : 0);
    };
    connect(m_folds, &CountField::valueChanged, this, showFolds);
    showFolds();
}

void SplitDialog::buildTable()
{
    const auto files = [this](size_t row) -> const FoldFiles & { return m_preview[row / size_t(m_folds->value())]; };
    const auto fold = [this](size_t row) { return row % size_t(m_folds->value()); };
    TableColumn deviation =
        figureColumn("deviation", tr("Deviation"),
                     tr("Of that label's tracks from an even division; the smaller, the more alike the folds are"),
                     [=](size_t row) { return files(row).worst[fold(row)].deviation; });
    deviation.text = [=](size_t row) { return deviationText(files(row).worst[fold(row)].deviation); };
    m_model->setColumns({
        textColumn(
            "source", tr("Source"), {}, [=](size_t row) { return files(row).name; }, 90),
        countColumn("fold", tr("Fold"), {}, [=](size_t row) { return qint64(fold(row) + 1); }),
        countColumn("tracks", tr("Tracks"), tr("That the fold validates; training has the others"),
                    [=](size_t row) { return qint64(files(row).validationSizes[fold(row)]); }),
        countColumn("groups", tr("Release groups"), tr("A recording without one is one of its own"),
                    [=](size_t row) { return qint64(files(row).validationGroups[fold(row)]); }),
        textColumn(
            "label", tr("Farthest label"), tr("The label whose share is farthest from even"),
            [=](size_t row) { return textOf(files(row).worst[fold(row)].label); }, TableColumn::kStretched),
        deviation,
    });
    m_table = makeRowTable(m_model, QStringLiteral("foldTable"), tr("What the folds would be"), this);
    m_table->setMinimumHeight(170);
}

void SplitDialog::ask(Session &session, size_t source, bool withValidation, QWidget *parent)
{
    auto *dialog = new SplitDialog(session, source, withValidation, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void SplitDialog::showKind()
{
    const bool inFolds = m_inFolds->isChecked();
    findChild<QLabel *>(QStringLiteral("splitText"))
        ->setText(inFolds ? tr("Each fold validates a part of the recordings and trains on the others; labels are "
                               "spread evenly, and release groups stay whole. A pair of files is written for each "
                               "fold. A grid makes its own folds and needs none of these.")
                          : tr("The recordings are divided into a training and a validation part; both are written as "
                               "new files and take the place of the present ones in the project (Undo brings those "
                               "back). The same seed gives the same parts."));
    for (QWidget *field : std::initializer_list<QWidget *> { m_percent, m_byGroup, m_allSources, m_folds, m_taken }) {
        const bool isOfFolds = field == m_allSources || field == m_folds || field == m_taken;
        bool isShown = isOfFolds == inFolds;
        if (field == m_allSources)
            isShown = isShown && m_source->count() > 1;
        field->setVisible(isShown);
        if (QWidget *label = m_form->labelForField(field))
            label->setVisible(isShown);
    }
    m_table->setVisible(inFolds);
    m_note->setVisible(inFolds);
    m_accept->setText(inFolds ? tr("Write the folds") : tr("Split"));
    m_accept->setEnabled(true);
    previewSoon();
    // As high as what is shown needs; the text's lines depend on the width.
    const int wide = std::max(isVisible() ? width() : sizeHint().width(), inFolds ? 620 : 0);
    layout()->activate();
    resize(wide, layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(wide) : sizeHint().height());
}

std::vector<size_t> SplitDialog::sources() const
{
    std::vector<size_t> all;
    if (m_source->currentIndex() >= 0 && !m_allSources->isChecked())
        return { size_t(m_source->currentIndex()) };
    for (size_t i = 0; i < m_session.project().sources.size(); ++i) {
        if (!m_session.project().sources[i].trainFile.isEmpty())
            all.push_back(i);
    }
    return all;
}

FoldSettings SplitDialog::foldSettings() const
{
    return { m_folds->value(), m_minCount->value(), uint64_t(m_seed->value()) };
}

QString SplitDialog::folder() const
{
    return QDir::fromNativeSeparators(m_folder->text());
}

void SplitDialog::previewSoon()
{
    m_source->setEnabled(m_inTwo->isChecked() || !m_allSources->isChecked());
    m_previewing.cancel();
    if (!m_inFolds->isChecked()) {
        m_previewSoon->stop();
        return;
    }
    m_model->setRows(0);
    m_note->setText(tr("Dividing …"));
    m_accept->setEnabled(false);
    m_previewSoon->start();
}

void SplitDialog::preview()
{
    m_previewing.run(
        m_session.lane(Lane::Estimates), this, tr("Dividing the recordings"),
        [inputs = m_session.foldInputs(sources(), m_withValidation->isChecked()), settings = foldSettings(),
         folder = folder()](const CancelToken &cancel, const ProgressCallback &progress) {
            return previewFolds(inputs, settings, folder, cancel, progress);
        },
        [this](const Result<std::vector<FoldFiles>> &folds) { showPreview(folds); });
}

void SplitDialog::showPreview(const Result<std::vector<FoldFiles>> &folds)
{
    m_accept->setEnabled(folds.has_value());
    if (!folds) {
        if (!folds.error().isCancelled())
            m_note->setText(folds.error().text());
        return;
    }
    m_preview = *folds;
    m_model->setRows(m_preview.size() * size_t(m_folds->value()));
    size_t dropped = 0;
    size_t left = 0;
    size_t present = 0;
    for (const FoldFiles &files : m_preview) {
        dropped += files.droppedLabels.size();
        left += files.droppedTracks;
        present += files.present;
    }
    QStringList lines;
    if (dropped > 0)
        lines << tr("%1 labels are too rare and will be dropped, %2 recordings are left without labels.")
                     .arg(countText(qint64(dropped)), countText(qint64(left)));
    if (present > 0)
        lines << tr("%n file(s) there will be replaced.", nullptr, int(present));
    m_note->setText(lines.join(QLatin1Char(' ')));
}

void SplitDialog::split()
{
    if (NumberField *field = refusedField(*this); field != nullptr && field->showRefusal())
        return;
    if (m_inFolds->isChecked()) {
        if (!m_accept->isEnabled())
            return; // what was typed last is still being looked at
        m_session.foldSources(sources(), foldSettings(), m_withValidation->isChecked(), folder(),
                              m_taken->currentIndex());
        accept();
        return;
    }
    SplitSettings settings;
    settings.trainPercent = m_percent->value();
    settings.minCount = m_minCount->value();
    settings.byReleaseGroup = m_byGroup->isChecked();
    settings.seed = uint64_t(m_seed->value());
    m_session.splitSource(size_t(m_source->currentIndex()), settings, m_withValidation->isChecked(), folder());
    accept();
}

} // namespace melscope
