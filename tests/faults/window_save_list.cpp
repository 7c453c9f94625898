#include "window_save_list.h"

#include "core/runs/run_folder.h"
#include "ui/pages/results/result_export.h"
#include "ui/pages/results/results_page.h"
#include "ui/session/session.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileDialog>
#include <QTabWidget>
#include <QTimer>

#include <algorithm>

namespace melscope {

namespace {

QStringList evaluationFiles(const QString &predictions)
{
    QStringList files;
    for (const char *kind : { "", ".expanded" }) {
        for (const char *part : { "summary", "track", "label", "confusion" })
            files << predictions + QLatin1String(kind) + QStringLiteral(".results_") + QLatin1String(part);
    }
    return files;
}

} // namespace

SaveList::SaveList(MainWindow &window, QString folder, std::function<void()> arm)
    : m_window(window)
    , m_session(window.session())
    , m_folder(std::move(folder))
    , m_arm(std::move(arm))
{
}

QString SaveList::path(const QString &name) const
{
    return m_folder + QLatin1Char('/') + name;
}

std::function<void()> SaveList::armed(std::function<void()> act) const
{
    return [this, act = std::move(act)] {
        m_arm();
        act();
    };
}

bool SaveList::waitUntil(const std::function<bool()> &condition) const
{
    QDeadlineTimer deadline(kPatience);
    while (!condition() && !deadline.hasExpired()) {
        QTimer::singleShot(5, [] {});
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return condition();
}

bool SaveList::isIdle() const
{
    return !m_session.lane(Lane::Data).isBusy() && !m_session.lane(Lane::Thresholds).isBusy()
        && !m_session.lane(Lane::Estimates).isBusy();
}

bool SaveList::settle() const
{
    return waitUntil([this] { return isIdle(); });
}

std::vector<Save> SaveList::all()
{
    std::vector<Save> saves = exports();
    for (auto list : { changesOfRun(), buttons() })
        saves.insert(saves.end(), list.begin(), list.end());
    return saves;
}

std::vector<Save> SaveList::exports()
{
    ResultExport &exports = *m_window.resultsPage()->exports();
    const QString predictions = run_file::testPredictions(m_session.analysis()->sources.front()->name);
    return {
        { QStringLiteral("project"),
          { QStringLiteral("saved.melscope") },
          armed([this] { m_session.saveProject(path(QStringLiteral("saved.melscope"))); }),
          {} },
        { QStringLiteral("submission"),
          { QStringLiteral("s.tsv") },
          armed([&exports, this] { exports.exportSubmission(path(QStringLiteral("s.tsv"))); }),
          {} },
        { QStringLiteral("all submissions"),
          { predictions },
          armed([&exports, this] { exports.exportAllSubmissions(m_folder); }),
          {} },
        { QStringLiteral("evaluation"),
          evaluationFiles(predictions),
          armed([&exports, this] { exports.exportEvaluation(m_folder); }),
          {} },
        { QStringLiteral("thresholds"),
          { QStringLiteral("t.txt") },
          armed([&exports, this] { exports.exportThresholds(path(QStringLiteral("t.txt"))); }),
          {} },
        { QStringLiteral("scores"),
          { QStringLiteral("s.safetensors") },
          armed([&exports, this] { exports.exportScores(path(QStringLiteral("s.safetensors"))); }),
          {} },
        { QStringLiteral("suspects"),
          { QStringLiteral("u.tsv") },
          armed([&exports, this] { exports.exportSuspects(path(QStringLiteral("u.tsv"))); }),
          {} },
        { QStringLiteral("report"),
          { QStringLiteral("r.html") },
          armed([&exports, this] { exports.exportReport(path(QStringLiteral("r.html"))); }),
          {} },
    };
}

std::vector<Save> SaveList::changesOfRun()
{
    const QString run = m_session.analysis()->run->folder;
    const QString source = m_session.analysis()->sources.front()->name;
    auto inRun = [&](const QString &name) { return QDir(m_folder).relativeFilePath(run + QLatin1Char('/') + name); };
    const QString predictions = run_file::testPredictions(source);
    return {
        { QStringLiteral("run's title"),
          { inRun(run_file::description) },
          armed([this, run] {
              m_session.runs().edit(run, QStringLiteral("A new title"), QStringLiteral("and a comment"), false);
          }),
          [this, run] { m_session.runs().edit(run, QStringLiteral("An older title"), {}, false); } },
        { QStringLiteral("threshold choice"),
          { inRun(run_file::thresholds(source)), inRun(run_file::thresholdChoice(source)), inRun(predictions),
            inRun(run_file::validationPredictions(source)) },
          armed([this] { choose(int(ThresholdRule::Global)); }),
          [this] { choose(int(ThresholdRule::Fixed)); } },
    };
}

std::vector<Save> SaveList::buttons()
{
    using Page = MainWindow::Page;
    const struct
    {
        Page page;
        const char *tabs;
        int tab;
        const char *button;
        const char *file;
    } buttons[] = { { Page::Results, "resultTabs", 1, "saveComparison", "figures.csv" },
                    { Page::Results, "resultTabs", 1, "saveComparison", "figures.tex" },
                    { Page::Results, "resultTabs", 2, "saveLabelResults", "labels.csv" },
                    { Page::Results, "resultTabs", 3, "saveConfusion", "confusion.png" },
                    { Page::Thresholds, "labelTabs", 0, "saveLabelPlot", "plot.pdf" },
                    { Page::Thresholds, "labelTabs", 0, "saveLabelPlot", "plot.svg" },
                    { Page::Train, "", 0, "saveCharts", "charts.csv" },
                    { Page::Train, "", 0, "saveRunTable", "runs.tex" },
                    { Page::Data, "dataTabs", 2, "saveRelations", "pairs.tsv" },
                    { Page::Data, "dataTabs", 3, "saveImportReport", "import.tsv" } };
    std::vector<Save> saves;
    for (const auto &entry : buttons)
        saves.push_back({ QString::fromLatin1(entry.file),
                          { QString::fromLatin1(entry.file) },
                          button(entry.page, QString::fromLatin1(entry.tabs), entry.tab,
                                 QString::fromLatin1(entry.button), QString::fromLatin1(entry.file)),
                          {} });
    return saves;
}

/// A button that asks for a file: the dialog is answered, and faults begin when it is.
std::function<void()> SaveList::button(MainWindow::Page page, const QString &tabs, int tab, const QString &name,
                                       const QString &file)
{
    return [this, page, tabs, tab, name, file] {
        m_window.showPage(page);
        if (auto *found = m_window.findChild<QTabWidget *>(tabs))
            found->setCurrentIndex(tab);
        if (page == MainWindow::Page::Thresholds)
            selectLabel();
        (void)settle();
        QTimer::singleShot(0, [this, file] {
            auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
            if (dialog == nullptr)
                return;
            dialog->setOption(QFileDialog::DontConfirmOverwrite);
            dialog->selectFile(path(file));
            m_arm();
            QMetaObject::invokeMethod(dialog, "accept");
        });
        if (auto *found = m_window.findChild<QAbstractButton *>(name))
            found->click();
    };
}

/// The one with the most positives, which has a curve.
void SaveList::selectLabel()
{
    const auto &labels = m_session.thresholds().basis()->labels;
    const auto most = std::max_element(labels.begin(), labels.end(), [](const auto &a, const auto &b) {
        return a.figures.support < b.figures.support;
    });
    m_session.thresholds().select(most->classIndex);
}

void SaveList::choose(int kind)
{
    RuleSettings rule;
    rule.rule = ThresholdRule(kind);
    m_session.thresholds().applyRule(rule, {});
    // The submissions follow when the thresholds have rested.
    QDeadlineTimer rest(900);
    (void)waitUntil([&rest] { return rest.hasExpired(); });
}

} // namespace melscope
