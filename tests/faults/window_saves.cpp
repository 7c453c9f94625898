// What the window saves, without a screen: `window_saves faults PROJECT MOST` lets the calls of every save fail under the
// fault shim, and tells of each try in a line of cells; `window_saves save PROJECT FILE` saves a project over and over
// until it is killed. The project's run is open in both.
#include "fault_shim.h"

#include "core/experiment/run_folder.h"
#include "ui/main_window/main_window.h"
#include "ui/pages/data_page.h"
#include "ui/pages/result_export.h"
#include "ui/pages/results_page.h"
#include "ui/session/session.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QStandardPaths>
#include <QTabWidget>
#include <QTimer>

#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>

using namespace melscope;

namespace {

constexpr int kPatience = 20'000; ///< ms after which a save hangs
const QByteArray kOlder = "An older file, which stays until a new one is complete.\n";

struct Cell
{
    const char *kind;
    const char *error;
    bool sticky;
};
constexpr Cell kCells[] = { { "write", "ENOSPC", false }, { "write", "EIO", false },    { "write", "EDQUOT", false }, { "write", "EINTR", false },   { "write", "short", false },
                            { "write", "ENOSPC", true },  { "write", "short", true },   { "sync", "EIO", false },     { "sync", "ENOSPC", true },    { "rename", "EIO", false },
                            { "rename", "ENOSPC", false }, { "create", "ENOSPC", false }, { "create", "EDQUOT", false }, { "create", "EINTR", false }, { "open", "EIO", false },
                            { "close", "EIO", false },    { "close", "EDQUOT", false }, { "close", "EINTR", false },  { "truncate", "ENOSPC", false }, { "link", "ENOSPC", false },
                            { "read", "EIO", false },     { "read", "EINTR", false },   { "read", "short", true },    { "disk", "ENOSPC", true } };

/// One thing to save: what it does, and the files that it makes.
struct Save
{
    QString name;
    QStringList files;
    std::function<void()> act;
    std::function<void()> before; ///< makes the older files; else they are of kOlder
};

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Figures differ with the time of day and with the room that a message leaves them: they are to be whole.
bool isSame(const QString &path, const QByteArray &a, const QByteArray &b)
{
    if (path.endsWith(QStringLiteral(".pdf")))
        return a.startsWith("%PDF") && a.endsWith("%%EOF\n");
    if (path.endsWith(QStringLiteral(".svg")))
        return a.startsWith("<?xml") && a.trimmed().endsWith("</svg>");
    if (path.endsWith(QStringLiteral(".png")))
        return a.contains("IEND") && !QImage::fromData(a, "PNG").isNull();
    return a == b;
}

class Saves
{
public:
    Saves(MainWindow &window, const QString &folder)
        : m_window(window)
        , m_session(window.session())
        , m_folder(folder)
    {
        QObject::connect(&m_session, &Session::failed, &window, [this](const Error &error) { m_errors << error.text(); });
    }

    bool waitUntil(const std::function<bool()> &condition) const
    {
        QDeadlineTimer deadline(kPatience);
        while (!condition() && !deadline.hasExpired()) {
            QTimer::singleShot(5, [] {});
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        return condition();
    }
    bool isIdle() const
    {
        const ThresholdEditor &editor = m_session.thresholds();
        auto &mutableEditor = const_cast<ThresholdEditor &>(editor);
        return !m_session.dataLane().isBusy() && !mutableEditor.lane().isBusy() && !mutableEditor.slowLane().isBusy();
    }
    bool settle() const
    {
        return waitUntil([this] { return isIdle(); });
    }

    int run(int most)
    {
        int wrong = 0;
        keepRun();
        for (const Save &save : all())
            wrong += tries(save, most);
        return wrong > 0 ? 1 : 0;
    }

private:
    using Plan = decltype(&fault_plan);

    QString path(const QString &name) const { return m_folder + QLatin1Char('/') + name; }

    /// A button that asks for a file: the dialog is answered, and faults begin when it is.
    std::function<void()> button(MainWindow::Page page, const QString &tabs, int tab, const QString &name, const QString &file)
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
                arm();
                QMetaObject::invokeMethod(dialog, "accept");
            });
            if (auto *found = m_window.findChild<QAbstractButton *>(name))
                found->click();
            else
                m_errors << QStringLiteral("there is no button ") + name;
        };
    }

    /// The one with the most positives, which has a curve.
    void selectLabel()
    {
        const auto &labels = m_session.thresholds().ground()->labels;
        const auto most = std::max_element(labels.begin(), labels.end(), [](const auto &a, const auto &b) { return a.figures.support < b.figures.support; });
        m_session.thresholds().select(most->classIndex);
    }

    std::vector<Save> all()
    {
        ResultExport &exports = *m_window.resultsPage()->exports();
        const QString run = m_session.analysis()->run->folder;
        const QString source = m_session.analysis()->sources.front()->name;
        auto inRun = [&](const QString &name) { return QDir(m_folder).relativeFilePath(run + QLatin1Char('/') + name); };
        auto armed = [this](auto act) {
            return [this, act] {
                arm();
                act();
            };
        };
        const QString predictions = run_file::testPredictions(source);
        std::vector<Save> saves {
            { QStringLiteral("project"), { QStringLiteral("saved.melscope") }, armed([this] { m_session.saveProject(path(QStringLiteral("saved.melscope"))); }), {} },
            { QStringLiteral("submission"), { QStringLiteral("s.tsv") }, armed([&exports, this] { exports.exportSubmission(path(QStringLiteral("s.tsv"))); }), {} },
            { QStringLiteral("all submissions"), { predictions }, armed([&exports, this] { exports.exportAllSubmissions(m_folder); }), {} },
            { QStringLiteral("evaluation"), evaluationFiles(predictions), armed([&exports, this] { exports.exportEvaluation(m_folder); }), {} },
            { QStringLiteral("thresholds"), { QStringLiteral("t.txt") }, armed([&exports, this] { exports.exportThresholds(path(QStringLiteral("t.txt"))); }), {} },
            { QStringLiteral("scores"), { QStringLiteral("s.safetensors") }, armed([&exports, this] { exports.exportScores(path(QStringLiteral("s.safetensors"))); }), {} },
            { QStringLiteral("suspects"), { QStringLiteral("u.tsv") }, armed([&exports, this] { exports.exportSuspects(path(QStringLiteral("u.tsv"))); }), {} },
            { QStringLiteral("report"), { QStringLiteral("r.html") }, armed([&exports, this] { exports.exportReport(path(QStringLiteral("r.html"))); }), {} },
            { QStringLiteral("run's title"), { inRun(run_file::description) }, armed([this, run] { m_session.runs().edit(run, QStringLiteral("A new title"), QStringLiteral("and a comment"), false); }),
              [this, run] { m_session.runs().edit(run, QStringLiteral("An older title"), {}, false); } },
            { QStringLiteral("threshold choice"), { inRun(run_file::thresholds(source)), inRun(run_file::thresholdChoice(source)), inRun(predictions), inRun(run_file::validationPredictions(source)) },
              armed([this] { choose(ThresholdRule::Global); }), [this] { choose(ThresholdRule::Fixed); } },
        };
        using Page = MainWindow::Page;
        const struct
        {
            Page page;
            const char *tabs;
            int tab;
            const char *button;
            const char *file;
        } buttons[] = { { Page::Results, "resultTabs", 1, "saveComparison", "figures.csv" },  { Page::Results, "resultTabs", 1, "saveComparison", "figures.tex" },
                        { Page::Results, "resultTabs", 2, "saveLabelResults", "labels.csv" }, { Page::Results, "resultTabs", 3, "saveConfusion", "confusion.png" },
                        { Page::Thresholds, "labelTabs", 0, "saveLabelPlot", "plot.pdf" },    { Page::Thresholds, "labelTabs", 0, "saveLabelPlot", "plot.svg" },
                        { Page::Train, "", 0, "saveCharts", "charts.csv" },                   { Page::Train, "", 0, "saveRunTable", "runs.tex" },
                        { Page::Data, "dataTabs", 2, "saveRelations", "pairs.tsv" },          { Page::Data, "dataTabs", 3, "saveImportReport", "import.tsv" } };
        for (const auto &entry : buttons)
            saves.push_back({ QString::fromLatin1(entry.file), { QString::fromLatin1(entry.file) },
                              button(entry.page, QString::fromLatin1(entry.tabs), entry.tab, QString::fromLatin1(entry.button), QString::fromLatin1(entry.file)), {} });
        return saves;
    }

    static QStringList evaluationFiles(const QString &predictions)
    {
        QStringList files;
        for (const char *kind : { "", ".expanded" }) {
            for (const char *part : { "summary", "track", "label", "confusion" })
                files << predictions + QLatin1String(kind) + QStringLiteral(".results_") + QLatin1String(part);
        }
        return files;
    }

    void choose(ThresholdRule kind)
    {
        RuleSettings rule;
        rule.rule = kind;
        m_session.thresholds().applyRule(rule, {});
        // The submissions follow when the thresholds have rested.
        QDeadlineTimer rest(900);
        (void)waitUntil([&rest] { return rest.hasExpired(); });
    }

    void arm()
    {
        if (m_cell != nullptr)
            m_plan(m_cell->kind, m_number, m_cell->error, m_cell->sticky ? 1 : 0, QFile::encodeName(m_folder).constData());
    }

    /// The older files in their places, the save done with a fault or none, and what there is then.
    bool saveOnce(const Save &save, const Cell *cell, long number, std::vector<QByteArray> &older, std::vector<QByteArray> &now)
    {
        m_cell = nullptr;
        if (save.before) {
            restore(); // else what a fault spoilt would spoil what follows
            save.before();
        } else {
            for (const QString &name : save.files) {
                QFile file(path(name));
                if (file.open(QIODevice::WriteOnly))
                    file.write(kOlder);
            }
        }
        if (!settle())
            return false;
        older.clear();
        for (const QString &name : save.files)
            older.push_back(content(path(name)));
        m_errors.clear();
        m_cell = cell;
        m_number = number;
        save.act();
        const bool ended = settle();
        m_stop();
        now.clear();
        for (const QString &name : save.files)
            now.push_back(content(path(name)));
        return ended;
    }

    /// The run as it was at first.
    void keepRun()
    {
        const QString run = m_session.analysis()->run->folder;
        for (const QString &name : run_file::allIn(run))
            m_run[run + QLatin1Char('/') + name] = content(run + QLatin1Char('/') + name);
    }
    void restore() const
    {
        for (const auto &[name, bytes] : m_run) {
            QFile file(name);
            if (content(name) != bytes && file.open(QIODevice::WriteOnly))
                file.write(bytes);
        }
    }

    int tries(const Save &save, int most)
    {
        std::vector<QByteArray> older;
        std::vector<QByteArray> after;
        std::vector<QByteArray> now;
        static constexpr Cell nothing { "write", "EIO", false };
        (void)saveOnce(save, &nothing, 0, older, after); // what is shown for the first time is laid out yet
        if (!saveOnce(save, &nothing, 0, older, after) || !m_errors.isEmpty() || after == older) {
            tell(save, nothing, 0, "wrong", QStringLiteral("undisturbed it comes to nothing: ") + m_errors.join(QLatin1Char(' ')));
            return 1;
        }
        const FaultBoard counts = *m_board();
        int wrong = 0;
        for (const Cell &cell : kCells) {
            const long count = countOf(counts, cell.kind);
            const long step = most > 0 ? std::max<long>(1, count / most) : 1;
            const long first = 1 + long(qHash(save.name + QLatin1String(cell.kind) + QLatin1String(cell.error)) % size_t(step));
            for (long number = most == 1 ? first : 1; number <= count; number += step) {
                std::printf("try\t%s\t%s\t%s\t%ld\n", save.name.toUtf8().constData(), cell.kind, cell.error, number);
                std::fflush(stdout);
                const bool ended = saveOnce(save, &cell, number, older, now);
                if (m_board()->faults == 0)
                    continue;
                const QString reason = ended ? fault(save, older, after, now) : QStringLiteral("hangs");
                wrong += reason.isEmpty() ? 0 : 1;
                tell(save, cell, number, !reason.isEmpty() ? "wrong" : m_errors.isEmpty() ? "done" : "refused", reason);
            }
        }
        return wrong;
    }

    static long countOf(const FaultBoard &board, const char *kind)
    {
        long count = 0;
        for (int i = 0; i < FaultBoard::kKinds; ++i) {
            const QLatin1String name(kFaultKinds[i]);
            const bool takesSpace = name == QLatin1String("write") || name == QLatin1String("create") || name == QLatin1String("truncate") || name == QLatin1String("folder") || name == QLatin1String("link");
            if (name == QLatin1String(kind) || (QLatin1String(kind) == QLatin1String("disk") && takesSpace))
                count += long(board.calls[i]);
        }
        return count;
    }

    /// What is wrong, or an empty text.
    QString fault(const Save &save, const std::vector<QByteArray> &older, const std::vector<QByteArray> &after, const std::vector<QByteArray> &now) const
    {
        bool anyOld = false;
        for (size_t i = 0; i < now.size(); ++i) {
            const bool isNew = isSame(save.files[qsizetype(i)], now[i], after[i]);
            anyOld = anyOld || !isNew;
            if (!isNew && now[i] != older[i])
                return QStringLiteral("%1 is neither the old nor the new one%2").arg(save.files[qsizetype(i)], m_errors.isEmpty() ? QStringLiteral(", and nothing is said") : QString());
        }
        if (m_errors.isEmpty())
            return anyOld ? QStringLiteral("nothing is said, and a file is the old one") : QString();
        const QString folder = QFileInfo(QString::fromUtf8(m_board()->path)).path();
        return m_errors.join(QLatin1Char('\n')).contains(folder) ? QString() : QStringLiteral("the message does not name the file: ") + m_errors.join(QLatin1Char(' ')).left(120);
    }

    void tell(const Save &save, const Cell &cell, long number, const char *verdict, const QString &reason) const
    {
        std::printf("done\t%s\t%s\t%s\t%d\t%ld\t%s\t%s\t%s\t%s\n", save.name.toUtf8().constData(), cell.kind, cell.error, cell.sticky ? 1 : 0, number, verdict,
                    QString(reason).replace(QLatin1Char('\n'), QLatin1Char(' ')).toUtf8().constData(), m_board()->call, m_board()->path);
        std::fflush(stdout);
    }

    MainWindow &m_window;
    Session &m_session;
    const QString m_folder;
    QStringList m_errors;
    const Cell *m_cell = nullptr;
    long m_number = 0;
    std::map<QString, QByteArray> m_run; ///< the files of the run
    Plan m_plan = reinterpret_cast<Plan>(dlsym(RTLD_DEFAULT, "fault_plan"));
    decltype(&fault_stop) m_stop = reinterpret_cast<decltype(&fault_stop)>(dlsym(RTLD_DEFAULT, "fault_stop"));
    decltype(&fault_board) m_board = reinterpret_cast<decltype(&fault_board)>(dlsym(RTLD_DEFAULT, "fault_board"));
};

/// Two contents by turns, until somebody kills us.
[[noreturn]] void saveForEver(Session &session, const QString &file)
{
    for (int turn = 0;; ++turn) {
        Project project = session.project();
        project.recipe.epochs = turn % 2 == 0 ? 11 : 22;
        session.changeProject(project, QStringLiteral("turn"));
        session.saveProject(file);
        if (turn == 1)
            std::puts("saving"), std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("melscope-test"));
    QCoreApplication::setApplicationName(QStringLiteral("window_saves"));
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4 || !QStringList({ QStringLiteral("faults"), QStringLiteral("save") }).contains(arguments[1])) {
        std::fprintf(stderr, "Usage: window_saves faults PROJECT MOST | window_saves save PROJECT FILE\n");
        return 2;
    }
    if (arguments[1] == QStringLiteral("faults") && dlsym(RTLD_DEFAULT, "fault_plan") == nullptr) {
        std::fprintf(stderr, "window_saves: the fault shim is not preloaded\n");
        return 2;
    }
    MainWindow window;
    window.resize(1280, 800);
    window.show();
    Saves saves(window, QFileInfo(arguments[2]).absolutePath());
    Session &session = window.session();
    if (!session.openProject(arguments[2]))
        return 2;
    if (arguments[1] == QStringLiteral("save"))
        saveForEver(session, arguments[3]);
    const bool opened = saves.waitUntil([&] { return session.data() && session.analysis() && session.thresholds().labelled() != nullptr && saves.isIdle(); });
    window.showPage(MainWindow::Page::Results);
    if (!opened || !saves.settle()) {
        std::fprintf(stderr, "window_saves: the project's run does not open\n");
        return 2;
    }
    return saves.run(arguments[3].toInt());
}
