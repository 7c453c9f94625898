#include "ui/pages/music/genre_tags_dialog.h"

#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/row_table.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

namespace melscope {

namespace {

QString genresText(const std::vector<std::string> &genres)
{
    QStringList texts;
    for (const std::string &genre : genres)
        texts << QString::fromStdString(genre);
    return texts.join(QStringLiteral("; "));
}

} // namespace

GenreTagsDialog::GenreTagsDialog(Session &session, std::shared_ptr<const MusicPredictions> predictions,
                                 std::vector<uint32_t> rows, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_predictions(std::move(predictions))
    , m_rows(std::move(rows))
    , m_vocabulary(new QComboBox(this))
    , m_old(new QComboBox(this))
    , m_splits(
          new QCheckBox(tr("Subgenres by their own names, beside their genres (\"Punk\", not \"rock---punk\")"), this))
    , m_count(new QLabel(this))
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("genreTagsDialog"));
    setWindowTitle(tr("Write genre tags"));
    resize(860, 520);
    auto *layout = new QVBoxLayout(this);
    auto *text = new QLabel(tr("The ticked files get the genres on the right as their genre tags; nothing else in them "
                               "changes. Undo (Ctrl+Z on the Music page) brings the old ones back."),
                            this);
    text->setWordWrap(true);
    layout->addWidget(text);
    auto *form = new QFormLayout;
    layout->addLayout(form);
    m_vocabulary->setObjectName(QStringLiteral("tagVocabulary"));
    for (const RunSource &source : m_predictions->run->sources)
        m_vocabulary->addItem(source.name);
    m_old->setObjectName(QStringLiteral("tagOldGenres"));
    m_old->addItem(tr("are replaced"), false);
    m_old->addItem(tr("stay, before the new ones"), true);
    m_splits->setObjectName(QStringLiteral("tagSplits"));
    m_splits->setChecked(true);
    form->addRow(tr("Predicted labels of"), m_vocabulary);
    form->addRow(tr("Present genres"), m_old);
    form->addRow(QString(), m_splits);
    buildTable();
    layout->addWidget(m_table, 1);
    m_count->setObjectName(QStringLiteral("tagCount"));
    m_count->setWordWrap(true);
    layout->addWidget(m_count);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_write = buttons->addButton(tr("Write"), QDialogButtonBox::AcceptRole);
    m_write->setObjectName(QStringLiteral("tagWrite"));
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &GenreTagsDialog::write);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_vocabulary, &QComboBox::currentIndexChanged, this, &GenreTagsDialog::propose);
    connect(m_old, &QComboBox::currentIndexChanged, this, &GenreTagsDialog::propose);
    connect(m_splits, &QCheckBox::toggled, this, &GenreTagsDialog::propose);
    propose();
}

void GenreTagsDialog::ask(Session &session, std::shared_ptr<const MusicPredictions> predictions,
                          std::vector<uint32_t> rows, QWidget *parent)
{
    auto *dialog = new GenreTagsDialog(session, std::move(predictions), std::move(rows), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void GenreTagsDialog::buildTable()
{
    auto change = [this](size_t row) -> const GenreChange & { return m_proposed.written[row]; };
    TableColumn file = textColumn(
        "file", tr("File"), {}, [=](size_t row) { return QFileInfo(shownPath(change(row).file)).fileName(); }, 260);
    file.cellToolTip = [=](size_t row) { return QDir::toNativeSeparators(shownPath(change(row).file)); };
    file.isChecked = [this](size_t row) { return m_isChosen[row] != 0; };
    file.setChecked = [this](size_t row, bool on) {
        m_isChosen[row] = on ? 1 : 0;
        showCount();
    };
    TableColumn after = textColumn(
        "after", tr("New genres"), {}, [=](size_t row) { return genresText(change(row).after); },
        TableColumn::kStretched);
    after.isStrong = [=](size_t row) { return change(row).changes(); };
    m_model->setColumns({ file,
                          textColumn(
                              "before", tr("Present genres"), {},
                              [=](size_t row) { return genresText(change(row).before); }, TableColumn::kStretched),
                          after });
    m_table = makeRowTable(m_model, QStringLiteral("tagPreview"), tr("What would change"), this);
}

void GenreTagsDialog::propose()
{
    m_write->setEnabled(false);
    m_model->setRows(0); // what is shown is what would be written
    m_proposed = {};
    m_isChosen.clear();
    m_count->setText(tr("Reading the files' tags …"));
    GenreTagging tagging;
    tagging.vocabulary = size_t(m_vocabulary->currentIndex());
    tagging.keepsOld = m_old->currentData().toBool();
    tagging.splitsSubgenres = m_splits->isChecked();
    m_reading.run(
        m_session.lane(Lane::Sounds), this, tr("Reading tags"),
        [predictions = m_predictions, rows = m_rows, tagging](const CancelToken &cancel,
                                                              const ProgressCallback &progress) {
            return proposedGenres(*predictions, rows, tagging, cancel, progress);
        },
        [this](Result<GenreReport> proposed) {
            m_model->setRows(0);
            if (!proposed) {
                m_count->setText(proposed.error().isCancelled() ? tr("Cancelled") : proposed.error().text());
                return;
            }
            m_proposed = std::move(*proposed);
            m_isChosen.clear();
            for (const GenreChange &change : m_proposed.written)
                m_isChosen.push_back(change.changes() ? 1 : 0);
            m_model->setRows(m_proposed.written.size());
            showCount();
        });
}

std::vector<GenreChange> GenreTagsDialog::chosen() const
{
    std::vector<GenreChange> changes;
    for (size_t row = 0; row < m_proposed.written.size(); ++row) {
        if (m_isChosen[row] && m_proposed.written[row].changes())
            changes.push_back(m_proposed.written[row]);
    }
    return changes;
}

void GenreTagsDialog::showCount()
{
    const auto count = qint64(chosen().size());
    QString text = count == 0
        ? tr("Nothing would change.")
        : tr("%1 of %2 files would change.").arg(countText(count), countText(qint64(m_proposed.written.size())));
    if (!m_proposed.failed.empty())
        text += QLatin1Char(' ')
            + tr("%1 cannot be read; the first: %2")
                  .arg(countText(qint64(m_proposed.failed.size())), m_proposed.failed.front().text());
    m_count->setText(text);
    m_write->setEnabled(count > 0 && !isBusy());
    m_write->setText(count > 0 ? tr("Write into %1 files").arg(countText(count)) : tr("Write"));
}

void GenreTagsDialog::write()
{
    if (isBusy())
        return;
    m_session.genreWriter().write(chosen());
    accept();
}

} // namespace melscope
