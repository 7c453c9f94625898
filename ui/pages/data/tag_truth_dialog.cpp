#include "ui/pages/data/tag_truth_dialog.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/truth/ground_truth_reader.h"
#include "ui/controls/file_questions.h"
#include "ui/models/table_model.h"
#include "ui/numbers/number_field.h"
#include "ui/pages/shared/row_table.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace melscope {

namespace {
constexpr int kRestMilliseconds = 300;
}

TagTruthDialog::TagTruthDialog(Session &session, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_folder(new QLineEdit(this))
    , m_separators(new QLineEdit(QStringLiteral(";/,"), this))
    , m_lowerCase(new QCheckBox(tr("Capitals make no difference (\"Rock\" and \"rock\" are one label)"), this))
    , m_least(new CountField(this))
    , m_file(new QLineEdit(this))
    , m_takes(new QCheckBox(tr("Take it into the project, with these sounds as its features"), this))
    , m_count(new QLabel(this))
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("tagTruthDialog"));
    setWindowTitle(tr("Truth from tags"));
    resize(640, 560);
    auto *layout = new QVBoxLayout(this);
    auto *text =
        new QLabel(tr("The genre tags of sound files become the labels of a ground truth. Below are the labels "
                      "that it would have."),
                   this);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *form = new QWidget(this);
    buildForm(form);
    layout->addWidget(form);
    buildTable();
    layout->addWidget(m_table, 1);
    m_count->setObjectName(QStringLiteral("tagTruthCount"));
    m_count->setWordWrap(true);
    layout->addWidget(m_count);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_write = buttons->addButton(tr("Write"), QDialogButtonBox::AcceptRole);
    m_write->setObjectName(QStringLiteral("tagTruthWrite"));
    m_write->setEnabled(false);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &TagTruthDialog::write);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_wait.setSingleShot(true);
    m_wait.setInterval(kRestMilliseconds);
    m_wait.callOnTimeout(this, &TagTruthDialog::read);
    m_count->setText(tr("Choose a folder of sound files."));
    // Music that is in the project already is the likeliest.
    for (const ProjectSource &source : session.project().sources) {
        for (const QString &input : source.music) {
            if (m_folder->text().isEmpty() && QFileInfo(input).isDir())
                setFolder(input);
        }
    }
}

void TagTruthDialog::ask(Session &session, QWidget *parent)
{
    auto *dialog = new TagTruthDialog(session, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void TagTruthDialog::buildForm(QWidget *form)
{
    auto *layout = new QFormLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    m_folder->setObjectName(QStringLiteral("tagTruthFolder"));
    m_separators->setObjectName(QStringLiteral("tagTruthSeparators"));
    m_separators->setToolTip(tr("Each of these characters ends one genre and begins the next"));
    m_lowerCase->setObjectName(QStringLiteral("tagTruthLowerCase"));
    m_lowerCase->setChecked(true);
    m_least->setObjectName(QStringLiteral("tagTruthLeast"));
    m_least->setRange(1, 1'000'000);
    m_least->setValue(1);
    m_least->setToolTip(tr("Labels of fewer recordings are left out"));
    m_file->setObjectName(QStringLiteral("tagTruthFile"));
    m_takes->setObjectName(QStringLiteral("tagTruthTakes"));
    m_takes->setChecked(true);
    auto withButton = [&](QLineEdit *edit, auto choose) {
        auto *row = new QHBoxLayout;
        auto *button = new QPushButton(tr("Choose …"), form);
        row->addWidget(edit, 1);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, choose);
        return row;
    };
    layout->addRow(tr("Folder of sounds"), withButton(m_folder, [this] {
                       const QString folder = file_questions::folder(this, tr("Folder of sounds"), m_folder->text());
                       if (!folder.isEmpty())
                           setFolder(folder);
                   }));
    layout->addRow(tr("Between genres"), m_separators);
    layout->addRow(QString(), m_lowerCase);
    layout->addRow(tr("Least count of a label"), m_least);
    layout->addRow(tr("Ground truth"), withButton(m_file, [this] {
                       const QString file =
                           file_questions::save(this, tr("Ground truth"), m_file->text(), tr("Ground truths (*.tsv)"));
                       if (file.isEmpty())
                           return;
                       m_file->setText(QDir::toNativeSeparators(file));
                       m_isFileChosen = true;
                       m_replaced = file; // the dialog has asked
                   }));
    layout->addRow(QString(), m_takes);
    connect(m_folder, &QLineEdit::textChanged, &m_wait, qOverload<>(&QTimer::start));
    connect(m_folder, &QLineEdit::textChanged, this, [this] {
        if (!m_isFileChosen)
            m_file->setText(QDir::toNativeSeparators(folder() + QStringLiteral("-train.tsv")));
    });
    connect(m_file, &QLineEdit::textEdited, this, [this] { m_isFileChosen = true; });
    connect(m_separators, &QLineEdit::textChanged, &m_wait, qOverload<>(&QTimer::start));
    connect(m_lowerCase, &QCheckBox::toggled, &m_wait, qOverload<>(&QTimer::start));
    connect(m_least, &CountField::valueChanged, &m_wait, qOverload<>(&QTimer::start));
}

void TagTruthDialog::buildTable()
{
    m_model->setColumns({
        textColumn(
            "label", tr("Label"), {}, [this](size_t row) { return textOf(m_labels[row].name); },
            TableColumn::kStretched)
            .drawnAs(CellLook::Label),
        countColumn("recordings", tr("Recordings"), {},
                    [this](size_t row) { return qint64(m_labels[row].recordings); }),
        countColumn("releaseGroups", tr("Rel. groups"), tr("Release groups, by tag or by artist and album"),
                    [this](size_t row) { return qint64(m_labels[row].releaseGroups); }),
    });
    m_table = makeRowTable(m_model, QStringLiteral("tagTruthLabels"), tr("Labels"), this);
    m_table->sortByColumn(m_model->columnOf("recordings"), Qt::DescendingOrder);
}

void TagTruthDialog::setFolder(const QString &folder)
{
    m_folder->setText(QDir::toNativeSeparators(QDir::cleanPath(folder)));
}

TagRules TagTruthDialog::rules() const
{
    TagRules rules;
    rules.separators = m_separators->text().toStdString();
    rules.isLowerCase = m_lowerCase->isChecked();
    rules.leastRecordings = size_t(m_least->value());
    return rules;
}

QString TagTruthDialog::folder() const
{
    const QString text = m_folder->text().trimmed();
    return text.isEmpty() ? QString() : QDir::cleanPath(QDir::fromNativeSeparators(text));
}

void TagTruthDialog::read()
{
    m_write->setEnabled(false);
    const QString folder = this->folder();
    if (folder.isEmpty())
        return;
    struct Read
    {
        TagTruth truth;
        LabelStatistics statistics;
    };
    m_count->setText(tr("Reading tags …"));
    m_reading.run(
        m_session.lane(Lane::Sounds), this, tr("Reading tags"),
        [folder, rules = rules()](const CancelToken &cancel, const ProgressCallback &progress) -> Result<Read> {
            auto truth = truthFromTags({ folder }, rules, cancel, progress);
            if (!truth)
                return passOn(truth);
            LabelStatistics statistics = truth->truth ? labelStatistics(*truth->truth) : LabelStatistics();
            return Read { std::move(*truth), std::move(statistics) };
        },
        [this](Result<Read> read) {
            m_model->setRows(0);
            m_labels.clear();
            if (!read) {
                m_count->setText(read.error().isCancelled() ? tr("Cancelled") : read.error().text());
                return;
            }
            m_truth = std::move(read->truth);
            m_labels = std::move(read->statistics.labels);
            m_model->setRows(m_labels.size());
            QString text = tr("%1 of %2 sounds have genre tags, %3 labels.")
                               .arg(countText(qint64(m_truth.sounds - m_truth.untagged)),
                                    countText(qint64(m_truth.sounds)), countText(qint64(m_labels.size())));
            if (m_truth.rareLabels > 0)
                text += QLatin1Char(' ') + tr("%1 labels are too rare.").arg(countText(qint64(m_truth.rareLabels)));
            m_count->setText(text);
            m_write->setEnabled(m_truth.truth != nullptr);
        });
}

void TagTruthDialog::write()
{
    if (NumberField *field = refusedField(*this); field != nullptr && field->showRefusal())
        return;
    const QString file = QDir::fromNativeSeparators(m_file->text().trimmed());
    const QString folder = this->folder();
    if (file.isEmpty() || !m_truth.truth || isBusy())
        return;
    if (QFileInfo::exists(file) && file != m_replaced) {
        m_count->setText(tr("%1 exists already. Press Write once more to replace it, or name another file.")
                             .arg(QDir::toNativeSeparators(file)));
        m_replaced = file;
        return;
    }
    m_session.runJob(
        &m_session, tr("Writing the ground truth"),
        [truth = m_truth.truth, file](const CancelToken &cancel, const ProgressCallback &) -> Result<void> {
            if (const auto written = writeGroundTruth(*truth, file); !written)
                return written;
            if (cancel.isCancelled()) // it may be another project by now
                return cancelled();
            return {};
        },
        [session = &m_session, file, folder, takes = m_takes->isChecked()] {
            session->inform(tr("Written to %1").arg(QDir::toNativeSeparators(file)));
            if (takes)
                session->addSource(QFileInfo(folder).fileName(), file, folder);
        });
    accept();
}

} // namespace melscope
