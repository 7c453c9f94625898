#include "ui/pages/music/music_page.h"

#include "core/base/atomic_file.h"
#include "core/base/file_path.h"
#include "core/base/number_text.h"
#include "core/base/text.h"
#include "ui/controls/button_action.h"
#include "ui/controls/file_questions.h"
#include "ui/models/table_model.h"
#include "ui/models/track_text.h"
#include "ui/numbers/number_form.h"
#include "ui/pages/music/genre_tags_dialog.h"
#include "ui/pages/shared/empty_state.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/track_names.h"
#include "ui/session/session.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSet>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace melscope {

namespace {

std::vector<ProjectSource> musicOf(const Project &project)
{
    std::vector<ProjectSource> music;
    std::ranges::copy_if(project.sources, std::back_inserter(music),
                         [](const ProjectSource &source) { return source.isMusic(); });
    return music;
}

} // namespace

MusicPage::MusicPage(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_stack(new QStackedLayout(this))
    , m_source(new QComboBox)
    , m_filter(new QLineEdit)
    , m_watched(new QCheckBox(tr("Watch")))
    , m_downmix(new QCheckBox(tr("Mix surround")))
    , m_tags(new QToolButton)
    , m_exports(new QToolButton)
    , m_submissions(nullptr)
    , m_count(new QLabel)
    , m_hint(new QLabel)
    , m_model(new TableModel(this))
{
    setObjectName(QStringLiteral("musicPage"));
    setAcceptDrops(true);
    auto *empty = new EmptyState(tr("No music yet"),
                                 tr("Drop sound files or folders of them anywhere on this window: FLAC, MP3, Ogg, "
                                    "Opus, M4A, WAV and others. Each is heard, and the open run says which genres it "
                                    "is of."),
                                 this);
    connect(empty->addButton(tr("Add a folder …"), QStringLiteral("emptyAddMusicFolder"), true), &QPushButton::clicked,
            this, &MusicPage::addFolder);
    connect(empty->addButton(tr("Add files …"), QStringLiteral("emptyAddMusicFiles")), &QPushButton::clicked, this,
            &MusicPage::addFiles);
    m_stack->addWidget(empty);
    auto *content = new QWidget(this);
    auto *layout = new QVBoxLayout(content);
    auto *bar = new QWidget(content);
    buildBar(bar);
    layout->addWidget(bar);
    m_hint->setObjectName(QStringLiteral("musicHint"));
    m_hint->setWordWrap(true);
    layout->addWidget(m_hint);
    buildColumns();
    m_table = makeRowTable(m_model, QStringLiteral("musicTable"), tr("Music"), content);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    layout->addWidget(m_table, 1);
    m_stack->addWidget(content);
    offerRecordingMenu(m_table, session, [this](size_t row) { return idOf(row); });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex &index) {
        if (const auto row = m_model->rowAt(index))
            Q_EMIT trackActivated(m_source->currentText(), idOf(*row));
    });
    auto *remove = new QAction(m_table);
    remove->setShortcut(QKeySequence::Delete);
    remove->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(remove);
    connect(remove, &QAction::triggered, this, &MusicPage::removeSelected);
    connect(m_filter, &QLineEdit::textChanged, this, &MusicPage::refresh);
    connect(m_source, &QComboBox::currentIndexChanged, this, &MusicPage::refresh);
    followNumberForm(this, [this] { refresh(); });
    connect(&session, &Session::projectChanged, this, [this] {
        if (musicOf(m_session.project()) != m_known) // notes and settings change nothing here
            refreshSources();
    });
    connect(&session, &Session::dataChanged, this, &MusicPage::refreshSources);
    connect(&session, &Session::analysisChanged, this, &MusicPage::showHint);
    connect(&session, &Session::resultsChanged, this, [this] {
        // While newer results are made, the last ones stay.
        if (m_session.trackContext().results || !m_session.analysis() || m_context.data != m_session.data())
            refresh();
    });
    refreshSources();
}

void MusicPage::buildBar(QWidget *bar)
{
    auto *layout = new QHBoxLayout(bar);
    layout->setContentsMargins(0, 0, 0, 0);
    auto button = [&](QToolButton *made, const QString &text, const QString &name, const QString &toolTip) {
        made->setText(text);
        made->setObjectName(name);
        made->setToolTip(toolTip);
        layout->addWidget(made);
        if (made->menu() == nullptr && made != m_exports)
            addAction(new ButtonAction(made, text, this));
        return made;
    };
    m_source->setObjectName(QStringLiteral("musicSource"));
    m_source->setAccessibleName(tr("Music"));
    m_filter->setObjectName(QStringLiteral("musicFilter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter by name, file or predicted label"));
    m_filter->setClearButtonEnabled(true);
    m_watched->setObjectName(QStringLiteral("watchMusic"));
    m_watched->setToolTip(tr("Hear and predict what is new in these folders as it appears"));
    m_count->setObjectName(QStringLiteral("musicCount"));
    layout->addWidget(m_source);
    connect(button(new QToolButton, tr("Add files …"), QStringLiteral("addMusicFiles"), tr("Add sound files")),
            &QToolButton::clicked, this, &MusicPage::addFiles);
    connect(button(new QToolButton, tr("Add a folder …"), QStringLiteral("addMusicFolder"),
                   tr("Add a folder of sound files, with those below it")),
            &QToolButton::clicked, this, &MusicPage::addFolder);
    m_downmix->setObjectName(QStringLiteral("mixSurround"));
    m_downmix->setToolTip(tr("Mix music of more than two channels down, which is refused otherwise"));
    layout->addWidget(m_watched);
    layout->addWidget(m_downmix);
    layout->addWidget(m_filter, 1);
    layout->addWidget(m_count);
    button(m_tags, tr("Write genre tags …"), QStringLiteral("writeTagsButton"),
           tr("Write predicted genres into the files, after a look at what would change; can be undone"));
    m_tags->setPopupMode(QToolButton::MenuButtonPopup);
    auto *menu = new QMenu(m_tags);
    connect(menu->addAction(tr("Undo an earlier writing …")), &QAction::triggered, this, [this] {
        const QString path = file_questions::open(this, tr("Undo an earlier writing of genres"),
                                                  GenreWriter::journalFolder(), tr("Journals (*.json)"));
        if (!path.isEmpty())
            m_session.genreWriter().undoJournal(path);
    });
    m_tags->setMenu(menu);
    button(m_exports, tr("Export"), QStringLiteral("musicExports"), tr("Save the predictions"));
    m_exports->setPopupMode(QToolButton::InstantPopup);
    buildExports(m_exports);
    addActions(menu->actions());
    addActions(m_exports->menu()->actions());
    addActions({ new ButtonAction(m_watched, tr("&Watch the folders"), this),
                 new ButtonAction(m_downmix, tr("Mix surroun&d down"), this) });
    connect(m_tags, &QToolButton::clicked, this, &MusicPage::openTagsDialog);
    connect(m_watched, &QCheckBox::clicked, this,
            [this](bool on) { m_session.setMusicWatched(m_source->currentText(), on); });
    connect(m_downmix, &QCheckBox::clicked, this,
            [this](bool on) { m_session.setMusicMixed(m_source->currentText(), on); });
}

void MusicPage::buildExports(QToolButton *button)
{
    auto *menu = new QMenu(button);
    m_submissions = menu->addMenu(tr("&Submission"));
    connect(m_submissions, &QMenu::aboutToShow, this, [this] {
        m_submissions->clear();
        const auto known = predictions();
        for (size_t i = 0; known && i < known->run->sources.size(); ++i) {
            const QString name = known->run->sources[i].name;
            connect(
                m_submissions->addAction(tr("Labels of %1 …").arg(name)), &QAction::triggered, this, [this, i, name] {
                    const QString path =
                        file_questions::save(this, tr("Export submission"),
                                             m_source->currentText() + QLatin1Char('_') + name + QStringLiteral(".tsv"),
                                             tr("Submissions (*.tsv)"));
                    if (!path.isEmpty())
                        exportSubmission(i, path);
                });
        }
    });
    connect(menu->addAction(tr("Submissions of &all vocabularies …")), &QAction::triggered, this, [this] {
        const QString folder = file_questions::folder(this, tr("Folder for the submissions"));
        if (!folder.isEmpty())
            exportSubmissions(folder);
    });
    connect(menu->addAction(tr("&Table of the shown rows …")), &QAction::triggered, this, [this] {
        const QString path =
            file_questions::save(this, tr("Save the table"), m_source->currentText() + QStringLiteral(".csv"),
                                 tr("Comma-separated values (*.csv);;Tab-separated values (*.tsv)"));
        if (!path.isEmpty())
            exportTable(path);
    });
    button->setMenu(menu);
}

void MusicPage::buildColumns()
{
    auto file = [this](size_t row) { return shownPath(pathFromBytes(tagsOf(row).file)); };
    std::vector<TableColumn> columns {
        textColumn(
            "name", tr("Track"), tr("Double-click to see it on the Tracks page"),
            [this](size_t row) {
                const QString name = trackName(tagsOf(row));
                return name.isEmpty() ? idOf(row) : name;
            },
            180),
        textColumn(
            "file", tr("File"), {}, [file](size_t row) { return QFileInfo(file(row)).fileName(); }, 100),
        { .key = "length",
          .title = tr("Length"),
          .alignment = Qt::AlignRight,
          .text = [this](size_t row) { return lengthText(tagsOf(row).length); },
          .sortKey = [this](size_t row) { return double(tagsOf(row).length); },
          .width = 64 },
        textColumn(
            "genre", tr("Genre tags"), tr("What the file itself says"),
            [this](size_t row) { return textOf(tagsOf(row).genre); }, 120),
    };
    columns[0].cellToolTip = [this](size_t row) { return trackToolTip(tagsOf(row), idOf(row)); };
    columns[1].cellToolTip = [file](size_t row) { return QDir::toNativeSeparators(file(row)); };
    for (qsizetype i = 0; i < m_vocabularies.size(); ++i) {
        TableColumn column = textColumn(
            "predicted", m_vocabularies[i],
            tr("Predicted labels of %1, the highest scores first").arg(m_vocabularies[i]),
            [this, i](size_t row) {
                const auto scored = scoreRow(row);
                const MusicPredictions *known = predictions().get();
                return scored && known != nullptr && size_t(i) < known->predicted.size()
                    ? known->labelsOf(*scored, size_t(i)).join(QStringLiteral(" · "))
                    : QString();
            },
            TableColumn::kStretched);
        column.cellToolTip = [this, i](size_t row) {
            const auto scored = scoreRow(row);
            const auto known = predictions();
            QStringList lines;
            for (const uint32_t label : scored &&known &&size_t(i) < known->predicted.size()
                     ? known->predicted[size_t(i)].of(*scored)
                     : std::span<const uint32_t>()) {
                if (const auto name = known->run->space.spelling(size_t(i), label))
                    lines << tr("%1: %2").arg(textOf(*name),
                                              decimalText(double(known->scores->row(*scored)[label]), 4));
            }
            return lines.join(QLatin1Char('\n'));
        };
        columns.push_back(std::move(column));
    }
    m_model->setColumns(std::move(columns));
}

std::optional<size_t> MusicPage::source() const
{
    for (size_t i = 0; m_context.data && i < m_context.data->sources.size(); ++i) {
        if (m_context.data->sources[i].isMusic && m_context.data->sources[i].name == m_source->currentText())
            return i;
    }
    return std::nullopt;
}

std::shared_ptr<const MusicPredictions> MusicPage::predictions() const
{
    const auto shown = source();
    return shown && m_context.results && *shown < m_context.results->music.size() ? m_context.results->music[*shown]
                                                                                  : nullptr;
}

TrackTags MusicPage::tagsOf(size_t row) const
{
    return m_context.data->tagsOf(m_context.data->track(m_first + row));
}

QString MusicPage::idOf(size_t row) const
{
    return textOf(m_context.data->idOf(m_first + row).text());
}

std::optional<uint32_t> MusicPage::scoreRow(size_t row) const
{
    if (!predictions() || m_context.results->scoreRow[m_first + row] == TrackResults::kNoRow)
        return std::nullopt;
    return m_context.results->scoreRow[m_first + row];
}

std::vector<uint32_t> MusicPage::scoreRows(bool selectedAlone) const
{
    std::vector<uint32_t> rows;
    for (int view = 0; view < m_model->rowCount(); ++view) {
        if (selectedAlone && !m_table->selectionModel()->isRowSelected(view, {}))
            continue;
        if (const auto scored = scoreRow(m_model->row(view)))
            rows.push_back(*scored);
    }
    return rows;
}

void MusicPage::refreshSources()
{
    m_known = musicOf(m_session.project());
    const QString chosen = m_source->currentText();
    bool isWatched = false;
    bool isMixed = false;
    {
        const QSignalBlocker blocker(m_source);
        m_source->clear();
        for (const ProjectSource &source : m_session.project().sources) {
            if (source.isMusic())
                m_source->addItem(source.name);
        }
        m_source->setCurrentIndex(std::max(0, m_source->findText(chosen)));
    }
    for (const ProjectSource &source : m_known) {
        isWatched = isWatched || (source.name == m_source->currentText() && source.isWatched);
        isMixed = isMixed || (source.name == m_source->currentText() && source.mixesSurround);
    }
    m_downmix->setChecked(isMixed);
    m_source->setVisible(m_source->count() > 1);
    m_watched->setChecked(isWatched);
    m_stack->setCurrentIndex(m_source->count() > 0 ? 1 : 0);
    refresh();
}

void MusicPage::refresh()
{
    m_model->setRows(0);
    m_context = m_session.trackContext();
    const auto shown = source();
    QStringList vocabularies;
    if (m_context.results && shown) {
        for (const RunSource &own : m_context.results->analysis->run->sources)
            vocabularies << own.name;
    }
    if (std::exchange(m_vocabularies, vocabularies) != vocabularies) {
        buildColumns();
        fitColumns(m_table, m_model);
    }
    uint32_t count = 0;
    for (const TrackBlock &block : m_context.data ? m_context.data->blocks : std::vector<TrackBlock>()) {
        if (shown && block.source == *shown && block.part == Part::Test) {
            m_first = block.first;
            count = block.count;
        }
    }
    TableModel::Filter filter;
    if (const QString typed = m_filter->text().trimmed(); !typed.isEmpty())
        filter = [this, typed](size_t row) {
            const TrackTags tags = tagsOf(row);
            const auto contains = [&](const QString &text) { return text.contains(typed, Qt::CaseInsensitive); };
            if (contains(trackName(tags)) || contains(idOf(row)) || contains(shownPath(pathFromBytes(tags.file))))
                return true;
            const auto scored = scoreRow(row);
            for (qsizetype i = 0; scored && i < m_vocabularies.size(); ++i) {
                if (std::ranges::any_of(predictions()->labelsOf(*scored, size_t(i)), contains))
                    return true;
            }
            return false;
        };
    m_model->setRows(count, std::move(filter));
    const int visible = m_model->rowCount();
    m_count->setText(visible == int(count) ? tr("%1 tracks").arg(countText(count))
                                           : tr("%1 of %2 tracks").arg(countText(visible), countText(count)));
    const bool isPredicted = predictions() != nullptr;
    m_tags->setEnabled(isPredicted);
    m_exports->setEnabled(isPredicted);
    showHint();
}

void MusicPage::showHint()
{
    const QString hint = m_session.analysis()
        ? QString()
        : tr("Train a network on the Train page, or open a run there, to see of which genres this music is.");
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

void MusicPage::addFiles()
{
    const QStringList files = file_questions::openSeveral(
        this, tr("Add music"), {},
        tr("Sounds (*.flac *.mp3 *.ogg *.oga *.opus *.m4a *.m4b *.mp4 *.aac *.wav *.wave *.w64 *.aif *.aiff *.aifc "
           "*.wma *.ape *.wv *.mka *.caf *.mpc);;All files (*)"));
    m_session.addMusic(files);
}

void MusicPage::addFolder()
{
    const QString folder = file_questions::folder(this, tr("Add a folder of music"));
    if (!folder.isEmpty())
        m_session.addMusic({ folder });
}

/// Files that were added one by one leave the project; what is in a folder stays with it.
void MusicPage::removeSelected()
{
    Project project = m_session.project();
    for (ProjectSource &own : project.sources) {
        if (own.name != m_source->currentText())
            continue;
        QSet<QString> files;
        for (const QModelIndex &index : m_table->selectionModel()->selectedRows()) {
            if (const auto row = m_model->rowAt(index))
                files.insert(pathFromBytes(tagsOf(*row).file));
        }
        erase_if(own.music, [&](const QString &input) { return files.contains(input); });
    }
    std::erase_if(project.sources, [this](const ProjectSource &own) {
        return own.name == m_source->currentText() && own.music.isEmpty();
    });
    if (project == m_session.project()) {
        m_session.inform(tr("These tracks lie in a folder of the project; the Data page takes the whole folder out."));
        return;
    }
    m_session.changeProject(project, tr("removing music"));
}

void MusicPage::exportSubmission(size_t vocabulary, const QString &path)
{
    if (const auto known = predictions())
        m_session.exportFile(tr("Exporting the submission"), path,
                             [known, vocabulary]() -> Result<std::string> { return submissionOf(*known, vocabulary); });
}

void MusicPage::exportSubmissions(const QString &folder)
{
    const auto known = predictions();
    if (!known)
        return;
    m_session.runJob(
        this, tr("Exporting all submissions"),
        [known, folder](const CancelToken &cancel, const ProgressCallback &) -> Result<void> {
            for (size_t i = 0; i < known->run->sources.size(); ++i) {
                if (cancel.isCancelled())
                    return cancelled();
                const QString path = folder + QLatin1Char('/') + known->source + QLatin1Char('_')
                    + known->run->sources[i].name + QStringLiteral(".tsv");
                if (const auto written = writeFileAtomically(path, submissionOf(*known, i)); !written)
                    return written;
            }
            return {};
        },
        [this, folder] { m_session.inform(tr("Written to %1").arg(QDir::toNativeSeparators(folder))); });
}

void MusicPage::exportTable(const QString &path)
{
    if (const auto known = predictions())
        m_session.exportFile(tr("Saving the table"), path,
                             [known, rows = scoreRows(false), format = formatOf(path)]() -> Result<std::string> {
                                 return tableText(musicTable(*known, rows), format);
                             });
}

void MusicPage::openTagsDialog()
{
    const auto known = predictions();
    if (!known)
        return;
    // Several selected rows are meant alone; one is selected by the last click.
    const auto selected = scoreRows(true);
    GenreTagsDialog::ask(m_session, known, selected.size() > 1 ? selected : scoreRows(false), this);
}

void MusicPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

/// Whatever is dropped here is music.
void MusicPage::dropEvent(QDropEvent *event)
{
    QStringList paths;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
    }
    event->acceptProposedAction();
    m_session.addMusic(paths);
}

} // namespace melscope
