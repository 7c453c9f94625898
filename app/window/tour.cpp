#include "app/window/tour.h"

#include "core/demo/demo_songs.h"
#include "ui/help/help_window.h"
#include "ui/main_window/application_theme.h"
#include "ui/main_window/command_palette.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/windows.h"
#include "ui/models/table_model.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/data/proposal_dialog.h"
#include "ui/pages/music/music_page.h"
#include "ui/pages/thresholds/thresholds_page.h"
#include "ui/pages/tracks/map_pane.h"
#include "ui/pages/tracks/tracks_page.h"
#include "ui/session/session.h"

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QPixmap>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QTreeView>

#include <cstdio>

namespace melscope {

namespace {

constexpr int kDemoTracks = 2000;
// Time for queued replots and layouts before a page is taken.
constexpr int kSettleMilliseconds = 350;
constexpr int kSongs = 12;
const QSize kLarge(1440, 900);
const QSize kSmall(1024, 700);
const QSize kFine(1280, 720); ///< that many pixels twice over

using Page = MainWindow::Page;
const std::pair<Page, const char *> kPages[] = { { Page::Data, "data" },       { Page::Tracks, "tracks" },
                                                 { Page::Train, "train" },     { Page::Thresholds, "thresholds" },
                                                 { Page::Results, "results" }, { Page::Music, "music" } };

} // namespace

Tour::Tour(Windows &windows, const QString &folder, const QString &demo, QObject *parent)
    : QObject(parent)
    , m_windows(windows)
    , m_folder(folder)
    , m_demo(demo)
{
}

MainWindow &Tour::window() const
{
    return *m_windows.newest();
}

void Tour::start()
{
    if (!QDir().mkpath(m_folder) || m_demo.isEmpty()) {
        std::fprintf(stderr, "melscope: the tour's folder cannot be made\n");
        Q_EMIT ended(1);
        return;
    }
    applyTheme(Theme::Light);
    m_windows.open()->show();
    connectSession();
    window().resize(kSmall);
    QTimer::singleShot(kSettleMilliseconds, this, [this] {
        if (qGuiApp->devicePixelRatio() < 2)
            shoot(QStringLiteral("empty-1024x700"));
        window().session().openDemo(m_demo, kDemoTracks);
    });
}

void Tour::connectSession()
{
    Session &session = window().session();
    connect(&session, &Session::failed, this, [this](const Error &error) {
        std::fprintf(stderr, "melscope: %s\n", error.text().toUtf8().constData());
        if (!m_isAddingMusic)
            Q_EMIT ended(1);
    });
    connect(&session, &Session::logged, this,
            [](const QString &line) { std::fprintf(stderr, "%s\n", line.toUtf8().constData()); });
    connect(&session, &Session::dataChanged, this, [this, &session] {
        if (m_trained || !session.data() || session.data()->trackCount() == 0)
            return;
        m_trained = true;
        window().showPage(Page::Train);
        // Something to compare: the paper's recipe, and two seeds of ours.
        Recipe paper = Recipe::paper();
        paper.epochs = Recipe().epochs;
        paper.batchSize = 50;
        Recipe second;
        second.seed = 2;
        session.queueTrainings({ paper, second, Recipe() });
    });
    connect(&session, &Session::analysisChanged, this, [this, &session] {
        if (!session.analysis() || session.isTraining() || !m_steps.empty())
            return;
        plan();
        next();
    });
}

void Tour::plan()
{
    planData();
    if (qGuiApp->devicePixelRatio() >= 2) {
        planPages(kFine, QStringLiteral("-2560x1440"));
        addStep([] { applyTheme(Theme::Dark); });
        planPages(kFine, QStringLiteral("-2560x1440-dark"));
        planGerman({ kFine }, QStringLiteral("-2560x1440"));
        return;
    }
    for (const QSize &size : { kLarge, kSmall }) {
        planPages(size, {});
        planSound(size);
    }
    planTabs();
    planDialogs();
    planRuns();
    addStep([] { applyTheme(Theme::Dark); });
    for (const QSize &size : { kLarge, kSmall })
        planPages(size, QStringLiteral("-dark"));
    addStep([] { applyTheme(Theme::Light); });
    planGerman({ kLarge, kSmall }, {});
}

void Tour::planData()
{
    // A validation track shows truth and scores at once.
    addStep([this] {
        const auto data = window().session().data();
        for (const TrackBlock &block : data->blocks) {
            if (block.part == Part::Validation && block.source == 0)
                window().tracksPage()->selectTrack(data->sources[0].name,
                                                   QString::fromStdString(data->idOf(block.first).text()));
        }
        // The first run beside the open one.
        for (const RunSummary &run : window().session().runs().runs()) {
            const QString file = run.folder + QLatin1Char('/') + run_file::testPredictions(QStringLiteral("allmusic"));
            if (run.folder != window().session().analysis()->run->folder && QFile::exists(file)) {
                window().session().addSubmission(QStringLiteral("allmusic"), file);
                break;
            }
        }
        // Neither the first label nor an easy one.
        if (auto *table = window().findChild<QTreeView *>(QStringLiteral("thresholdsTable")))
            table->setCurrentIndex(table->model()->index(0, 0, table->model()->index(3, 0)));
    });
    addStep([this] {
        m_isAddingMusic = true;
        const QString songs = m_demo + QStringLiteral("/songs");
        if (const auto made = makeDemoSongs(songs, kSongs); made)
            window().session().addMusic({ songs });
    });
    addStep([this] { waitForMusic(); });
}

void Tour::addShot(const QString &name, const QSize &size, const QString &suffix)
{
    const QString sized = suffix.startsWith(QStringLiteral("-2560"))
        ? name + suffix
        : QStringLiteral("%1-%2x%3%4").arg(name, QString::number(size.width()), QString::number(size.height()), suffix);
    addStep([this, sized] { shoot(sized); });
}

void Tour::planPages(const QSize &size, const QString &suffix)
{
    for (const auto &[page, name] : kPages) {
        addStep([this, size, page = page] {
            window().resize(size);
            window().showPage(page);
            window().dataPage()->tabs()->setCurrentIndex(0);
        });
        addShot(QLatin1String(name), size, suffix);
    }
    const char *const tabs[] = { "labels", "relations", "imports", "files" };
    for (int i = 0; i < int(std::size(tabs)); ++i) {
        addStep([this, i] {
            window().showPage(Page::Data);
            window().dataPage()->tabs()->setCurrentIndex(i + 1);
        });
        addShot(QLatin1String(tabs[i]), size, suffix);
    }
}

void Tour::addTab(int page, const char *tabs, int index, const QString &name)
{
    const auto turn = [this, tabs](int to) {
        if (auto *found = window().findChild<QTabWidget *>(QLatin1String(tabs)))
            found->setCurrentIndex(to);
    };
    addStep([this, page, turn, index] {
        window().resize(kLarge);
        window().showPage(Page(page));
        turn(index);
    });
    addShot(name, kLarge);
    addStep([turn] { turn(0); });
}

void Tour::planTabs()
{
    addTab(int(Page::Thresholds), "labelViews", 1, QStringLiteral("scatter"));
    addTab(int(Page::Thresholds), "labelTabs", 5, QStringLiteral("errors"));
    addTab(int(Page::Results), "resultTabs", 1, QStringLiteral("compared"));
    addStep([this] {
        if (auto *other = window().findChild<QComboBox *>(QStringLiteral("comparedWith")))
            other->setCurrentIndex(other->count() - 1);
    });
    addTab(int(Page::Results), "resultTabs", 2, QStringLiteral("label-results"));
    addTab(int(Page::Results), "resultTabs", 3, QStringLiteral("confusion"));
    planReasons();
    planMap();
}

/// The map of the tracks, where jazz stands out; the table comes back.
void Tour::planMap()
{
    addStep([this] {
        window().resize(kLarge);
        window().showPage(Page::Tracks);
        if (auto *views = window().findChild<QTabWidget *>(QStringLiteral("tracksViews")))
            views->setCurrentIndex(1);
        m_waits = 0;
    });
    addStep([this] {
        if (auto *button = window().findChild<QAbstractButton *>(QStringLiteral("makeMap")); button->isVisible())
            button->click();
    });
    addStep([this] { waitForMap(); });
    addShot(QStringLiteral("map"), kLarge);
    addStep([this] { window().tracksPage()->showFiltered(QStringLiteral("label:jazz*")); });
    addStep([this] { applyTheme(Theme::Dark); });
    addShot(QStringLiteral("map-filtered"), kLarge, QStringLiteral("-dark"));
    addStep([this] {
        applyTheme(Theme::Light);
        window().tracksPage()->showFiltered({});
        if (auto *views = window().findChild<QTabWidget *>(QStringLiteral("tracksViews")))
            views->setCurrentIndex(0);
    });
}

void Tour::waitForMap()
{
    constexpr int most = 240;
    const MapPane *map = window().tracksPage()->map();
    const bool isDone = !map->isBusy() && map->stage() && map->stage()->rounds == 0;
    if (!isDone && ++m_waits < most)
        m_steps.emplace_front([this] { waitForMap(); });
}

/// What helps the fourth label; and the near-duplicates.
void Tour::planReasons()
{
    addStep([this] {
        if (auto *distance = window().findChild<QDoubleSpinBox *>(QStringLiteral("duplicateDistance")))
            distance->setValue(0.05);
        for (const char *name : { "computeImportance", "findDuplicates" }) {
            if (auto *button = window().findChild<QAbstractButton *>(QLatin1String(name)))
                button->click();
        }
        m_waits = 0;
    });
    addStep([this] { waitForReasons(); });
    addTab(int(Page::Results), "resultTabs", 6, QStringLiteral("what-helps"));
    addTab(int(Page::Results), "resultTabs", 7, QStringLiteral("near-duplicates"));
}

void Tour::waitForReasons()
{
    constexpr int most = 120;
    constexpr int shown = 4;
    auto *labels = window().findChild<QTableView *>(QStringLiteral("importanceLabels"));
    Session &session = window().session();
    if ((session.lane(Lane::Reasons).isBusy() || session.lane(Lane::Neighbours).isBusy()) && ++m_waits < most)
        m_steps.emplace_front([this] { waitForReasons(); });
    else if (labels != nullptr)
        labels->selectRow(shown);
}

void Tour::planSound(const QSize &size)
{
    addStep([this, size] {
        window().resize(size);
        window().tracksPage()->selectTrack(kMusicName, QStringLiteral("song007"));
        window().showPage(Page::Tracks);
    });
    addStep([] {}); // time to listen
    addStep([] {});
    addShot(QStringLiteral("sound"), size);
    addStep([this] { // what the other pages were taken with
        const auto data = window().session().data();
        for (const TrackBlock &block : data->blocks) {
            if (block.part == Part::Validation && block.source == 0)
                window().tracksPage()->selectTrack(data->sources[0].name,
                                                   QString::fromStdString(data->idOf(block.first).text()));
        }
    });
}

void Tour::planDialogs()
{
    addStep([this] {
        window().showPage(Page::Thresholds);
        window().thresholdsPage()->openRuleDialog();
        window().session().thresholds().compareRules();
    });
    addStep([] {}); // time for the comparison
    addStep([] {});
    addStep([this] {
        if (auto *dialog = window().findChild<QDialog *>(QStringLiteral("ruleDialog"))) {
            shoot(QStringLiteral("rules"), dialog);
            dialog->reject();
        }
    });
    addStep([this] { showHelp(QStringLiteral("figures")); });
    addStep([this] {
        if (auto *guide = window().findChild<QDialog *>(QStringLiteral("helpWindow"))) {
            shoot(QStringLiteral("guide"), guide);
            guide->close();
        }
    });
    addStep([this] {
        window().openPalette();
        if (auto *line = window().findChild<QLineEdit *>(QStringLiteral("commandEdit")))
            line->setText(QStringLiteral("exp"));
    });
    addStep([this] {
        if (auto *palette = window().findChild<QDialog *>(QStringLiteral("commandPalette"))) {
            shoot(QStringLiteral("commands"), palette);
            palette->close();
        }
    });
    addStep([this] { ProposalDialog::ask(window().session(), { m_demo }, &window()); });
    addStep([] {}); // time to look at the files
    addStep([this] {
        if (auto *proposal = window().findChild<QDialog *>(QStringLiteral("proposalDialog"))) {
            shoot(QStringLiteral("proposal"), proposal);
            proposal->reject();
        }
    });
}

void Tour::planRuns()
{
    // All runs over one another, the seeds as their mean.
    addStep([this] {
        window().resize(kLarge);
        window().showPage(Page::Train);
        tickRuns(Qt::Checked);
        if (auto *average = window().findChild<QCheckBox *>(QStringLiteral("averageSeeds")))
            average->setChecked(true);
    });
    addShot(QStringLiteral("runs"), kLarge);
    addStep([this] {
        tickRuns(Qt::Unchecked);
        if (auto *average = window().findChild<QCheckBox *>(QStringLiteral("averageSeeds")))
            average->setChecked(false);
    });
}

/// The pages with the longest texts, in both themes.
void Tour::planGerman(const std::vector<QSize> &sizes, const QString &suffix)
{
    const std::pair<Theme, QString> themes[] = { { Theme::Light, QStringLiteral("-de") },
                                                 { Theme::Dark, QStringLiteral("-dark-de") } };
    addStep([this] { m_windows.setLanguage(QStringLiteral("de")); });
    for (const auto &[theme, ending] : themes) {
        addStep([theme = theme] { applyTheme(theme); });
        for (const QSize &size : sizes) {
            for (const auto &[page, name] : kPages) {
                if (page != Page::Train && page != Page::Thresholds && page != Page::Results)
                    continue;
                addStep([this, size, page = page] {
                    window().resize(size);
                    window().showPage(page);
                });
                addShot(QLatin1String(name), size, suffix + ending);
            }
        }
    }
}

/// Goes on when the music is predicted, or after some seconds where sounds cannot be read.
void Tour::waitForMusic()
{
    constexpr int most = 60;
    if (!window().musicPage()->predictions() && ++m_waits < most)
        m_steps.emplace_front([this] { waitForMusic(); });
    else
        m_isAddingMusic = false;
}

void Tour::tickRuns(Qt::CheckState state)
{
    const auto *table = window().findChild<QTableView *>(QStringLiteral("runTable"));
    auto *model = table == nullptr ? nullptr : qobject_cast<TableModel *>(table->model());
    for (int row = 0; model != nullptr && row < model->rowCount(); ++row)
        model->setData(model->index(row, model->columnOf("run")), state, Qt::CheckStateRole);
}

void Tour::next()
{
    if (m_steps.empty()) {
        Q_EMIT ended(0);
        return;
    }
    const auto step = std::move(m_steps.front());
    m_steps.pop_front();
    step();
    QTimer::singleShot(kSettleMilliseconds, this, &Tour::next);
}

void Tour::shoot(const QString &name, QWidget *widget)
{
    const QString path = m_folder + QLatin1Char('/') + name + QStringLiteral(".png");
    if (!(widget != nullptr ? widget : &window())->grab().save(path))
        std::fprintf(stderr, "melscope: %s could not be written\n", path.toUtf8().constData());
}

} // namespace melscope
