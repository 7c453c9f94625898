#include "app/window/tour.h"

#include "core/demo/demo_songs.h"
#include "ui/main_window/application_theme.h"
#include "ui/main_window/main_window.h"
#include "ui/models/table_model.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/music/music_page.h"
#include "ui/pages/thresholds/thresholds_page.h"
#include "ui/pages/tracks/tracks_page.h"
#include "ui/session/session.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QFile>
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
const QSize kSizes[] = { { 1440, 900 }, { 1024, 700 } };
const std::pair<MainWindow::Page, const char *> kPages[] = {
    { MainWindow::Page::Data, "data" },       { MainWindow::Page::Tracks, "tracks" },
    { MainWindow::Page::Train, "train" },     { MainWindow::Page::Thresholds, "thresholds" },
    { MainWindow::Page::Results, "results" }, { MainWindow::Page::Music, "music" }
};
constexpr int kSongs = 12;
} // namespace

Tour::Tour(MainWindow &window, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_folder(folder)
{
}

void Tour::start()
{
    if (!QDir().mkpath(m_folder) || !m_demo.isValid()) {
        std::fprintf(stderr, "melscope: the tour's folder cannot be made\n");
        Q_EMIT ended(1);
        return;
    }
    Session &session = m_window.session();
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
        m_window.showPage(MainWindow::Page::Train);
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
    m_window.resize(kSizes[1]);
    QTimer::singleShot(kSettleMilliseconds, this, [this, &session] {
        shoot(QStringLiteral("empty-1024x700"));
        session.openDemo(m_demo.path(), kDemoTracks);
    });
}

void Tour::plan()
{
    // A validation track shows truth and scores at once.
    m_steps.emplace_back([this] {
        const auto data = m_window.session().data();
        for (const TrackBlock &block : data->blocks) {
            if (block.part == Part::Validation && block.source == 0)
                m_window.tracksPage()->selectTrack(data->sources[0].name,
                                                   QString::fromStdString(data->idOf(block.first).text()));
        }
        // The first run beside the open one.
        for (const RunSummary &run : m_window.session().runs().runs()) {
            const QString file = run.folder + QLatin1Char('/') + run_file::testPredictions(QStringLiteral("allmusic"));
            if (run.folder != m_window.session().analysis()->run->folder && QFile::exists(file)) {
                m_window.session().addSubmission(QStringLiteral("allmusic"), file);
                break;
            }
        }
        // Neither the first label nor an easy one.
        if (auto *table = m_window.findChild<QTreeView *>(QStringLiteral("thresholdsTable")))
            table->setCurrentIndex(table->model()->index(0, 0, table->model()->index(3, 0)));
    });
    m_steps.emplace_back([this] {
        m_isAddingMusic = true;
        const QString songs = m_demo.path() + QStringLiteral("/songs");
        if (const auto made = makeDemoSongs(songs, kSongs); made)
            m_window.session().addMusic({ songs });
    });
    m_steps.emplace_back([this] { waitForMusic(); });
    auto take = [this](const QSize &size, const QString &suffix) {
        for (const auto &[page, name] : kPages) {
            m_steps.emplace_back([this, size, page = page] {
                m_window.resize(size);
                m_window.showPage(page);
                m_window.dataPage()->tabs()->setCurrentIndex(0);
            });
            m_steps.emplace_back([this,
                                  file = QStringLiteral("%1-%2x%3%4")
                                             .arg(QLatin1String(name), QString::number(size.width()),
                                                  QString::number(size.height()), suffix)] { shoot(file); });
        }
        for (const auto &[tab, name] : { std::pair(1, "labels"), std::pair(2, "relations"), std::pair(3, "imports") }) {
            m_steps.emplace_back([this, tab = tab] {
                m_window.showPage(MainWindow::Page::Data);
                m_window.dataPage()->tabs()->setCurrentIndex(tab);
            });
            m_steps.emplace_back([this,
                                  file = QStringLiteral("%1-%2x%3%4")
                                             .arg(QLatin1String(name), QString::number(size.width()),
                                                  QString::number(size.height()), suffix)] { shoot(file); });
        }
    };
    for (const QSize &size : kSizes)
        take(size, {});
    auto tab = [this](MainWindow::Page page, const char *tabs, int index, const QString &file) {
        m_steps.emplace_back([this, page, tabs, index] {
            m_window.resize(kSizes[0]);
            m_window.showPage(page);
            if (auto *found = m_window.findChild<QTabWidget *>(QLatin1String(tabs)))
                found->setCurrentIndex(index);
        });
        m_steps.emplace_back([this, file] { shoot(file); });
        m_steps.emplace_back([this, tabs] {
            if (auto *found = m_window.findChild<QTabWidget *>(QLatin1String(tabs)))
                found->setCurrentIndex(0);
        });
    };
    for (const QSize &size : kSizes) {
        m_steps.emplace_back([this, size] {
            m_window.resize(size);
            m_window.tracksPage()->selectTrack(kMusicName, QStringLiteral("song007"));
            m_window.showPage(MainWindow::Page::Tracks);
        });
        m_steps.emplace_back([] {}); // time to listen
        m_steps.emplace_back([] {});
        m_steps.emplace_back([this, size] {
            shoot(QStringLiteral("sound-%1x%2").arg(QString::number(size.width()), QString::number(size.height())));
        });
    }
    tab(MainWindow::Page::Thresholds, "labelViews", 1, QStringLiteral("scatter-1440x900"));
    tab(MainWindow::Page::Thresholds, "labelTabs", 4, QStringLiteral("errors-1440x900"));
    tab(MainWindow::Page::Results, "resultTabs", 1, QStringLiteral("compared-1440x900"));
    m_steps.emplace_back([this] {
        if (auto *other = m_window.findChild<QComboBox *>(QStringLiteral("comparedWith")))
            other->setCurrentIndex(other->count() - 1);
    });
    tab(MainWindow::Page::Results, "resultTabs", 2, QStringLiteral("label-results-1440x900"));
    tab(MainWindow::Page::Results, "resultTabs", 3, QStringLiteral("confusion-1440x900"));
    m_steps.emplace_back([this] {
        m_window.showPage(MainWindow::Page::Thresholds);
        m_window.thresholdsPage()->openRuleDialog();
        m_window.session().thresholds().compareRules();
    });
    m_steps.emplace_back([] {}); // time for the comparison
    m_steps.emplace_back([this] {
        if (auto *dialog = m_window.findChild<QDialog *>(QStringLiteral("ruleDialog"))) {
            dialog->grab().save(m_folder + QStringLiteral("/rules.png"));
            dialog->reject();
        }
    });
    // All runs over one another, the seeds as their mean.
    m_steps.emplace_back([this] {
        m_window.resize(kSizes[0]);
        m_window.showPage(MainWindow::Page::Train);
        tickRuns(Qt::Checked);
        if (auto *average = m_window.findChild<QCheckBox *>(QStringLiteral("averageSeeds")))
            average->setChecked(true);
    });
    m_steps.emplace_back([this] { shoot(QStringLiteral("runs-1440x900")); });
    m_steps.emplace_back([this] { tickRuns(Qt::Unchecked); });
    m_steps.emplace_back([] { applyTheme(Theme::Dark); });
    take(kSizes[0], QStringLiteral("-dark"));
}

/// Goes on when the music is predicted, or after some seconds where sounds cannot be read.
void Tour::waitForMusic()
{
    constexpr int most = 60;
    if (!m_window.musicPage()->predictions() && ++m_waits < most)
        m_steps.emplace_front([this] { waitForMusic(); });
    else
        m_isAddingMusic = false;
}

void Tour::tickRuns(Qt::CheckState state)
{
    const auto *table = m_window.findChild<QTableView *>(QStringLiteral("runTable"));
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

void Tour::shoot(const QString &name)
{
    const QString path = m_folder + QLatin1Char('/') + name + QStringLiteral(".png");
    if (!m_window.grab().save(path))
        std::fprintf(stderr, "melscope: %s could not be written\n", path.toUtf8().constData());
}

} // namespace melscope
