// What the window saves, without a screen: `window_saves faults PROJECT MOST` lets the calls of every save fail under
// the fault shim, and tells of each try in a line of cells; `window_saves save PROJECT FILE` saves a project over and
// over until it is killed. The project's run is open in both.
#include "fault_shim.h"
#include "window_save_list.h"

#include "core/runs/run_folder.h"
#include "ui/session/session.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QStandardPaths>

#include <dlfcn.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>

using namespace melscope;

namespace {

const QByteArray kOlder = "An older file, which stays until a new one is complete.\n";

struct Cell
{
    const char *kind;
    const char *error;
    bool sticky;
};
constexpr Cell kCells[] = {
    { "write", "ENOSPC", false },    { "write", "EIO", false },     { "write", "EDQUOT", false },
    { "write", "EINTR", false },     { "write", "short", false },   { "write", "ENOSPC", true },
    { "write", "short", true },      { "sync", "EIO", false },      { "sync", "ENOSPC", true },
    { "rename", "EIO", false },      { "rename", "ENOSPC", false }, { "create", "ENOSPC", false },
    { "create", "EDQUOT", false },   { "create", "EINTR", false },  { "open", "EIO", false },
    { "close", "EIO", false },       { "close", "EDQUOT", false },  { "close", "EINTR", false },
    { "truncate", "ENOSPC", false }, { "link", "ENOSPC", false },   { "read", "EIO", false },
    { "read", "EINTR", false },      { "read", "short", true },     { "disk", "ENOSPC", true }
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
        : m_session(window.session())
        , m_folder(folder)
        , m_list(window, folder, [this] { arm(); })
    {
        QObject::connect(&m_session, &Session::failed, &window,
                         [this](const Error &error) { m_errors << error.text(); });
    }

    const SaveList &list() const { return m_list; }

    int run(int most)
    {
        int wrong = 0;
        keepRun();
        for (const Save &save : m_list.all())
            wrong += tries(save, most);
        return wrong > 0 ? 1 : 0;
    }

private:
    using Plan = decltype(&fault_plan);

    QString path(const QString &name) const { return m_folder + QLatin1Char('/') + name; }

    void arm()
    {
        if (m_cell != nullptr)
            m_plan(m_cell->kind, m_number, m_cell->error, m_cell->sticky ? 1 : 0,
                   QFile::encodeName(m_folder).constData());
    }

    /// The older files in their places, the save done with a fault or none, and what there is then.
    bool saveOnce(const Save &save, const Cell *cell, long number, std::vector<QByteArray> &older,
                  std::vector<QByteArray> &now)
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
        if (!m_list.settle())
            return false;
        older.clear();
        for (const QString &name : save.files)
            older.push_back(content(path(name)));
        m_errors.clear();
        m_cell = cell;
        m_number = number;
        save.act();
        const bool ended = m_list.settle();
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
        const Result<QStringList> names = run_file::allIn(run);
        for (const QString &name : *names)
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
            tell(save, nothing, 0, "wrong",
                 QStringLiteral("undisturbed it comes to nothing: ") + m_errors.join(QLatin1Char(' ')));
            return 1;
        }
        const FaultBoard counts = *m_board();
        int wrong = 0;
        for (const Cell &cell : kCells) {
            const long count = countOf(counts, cell.kind);
            const long step = most > 0 ? std::max<long>(1, count / most) : 1;
            const long first =
                1 + long(qHash(save.name + QLatin1String(cell.kind) + QLatin1String(cell.error)) % size_t(step));
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
            const bool takesSpace = name == QLatin1String("write") || name == QLatin1String("create")
                || name == QLatin1String("truncate") || name == QLatin1String("folder")
                || name == QLatin1String("link");
            if (name == QLatin1String(kind) || (QLatin1String(kind) == QLatin1String("disk") && takesSpace))
                count += long(board.calls[i]);
        }
        return count;
    }

    /// What is wrong, or an empty text.
    QString fault(const Save &save, const std::vector<QByteArray> &older, const std::vector<QByteArray> &after,
                  const std::vector<QByteArray> &now) const
    {
        bool anyOld = false;
        for (size_t i = 0; i < now.size(); ++i) {
            const bool isNew = isSame(save.files[qsizetype(i)], now[i], after[i]);
            anyOld = anyOld || !isNew;
            if (!isNew && now[i] != older[i])
                return QStringLiteral("%1 is neither the old nor the new one%2")
                    .arg(save.files[qsizetype(i)],
                         m_errors.isEmpty() ? QStringLiteral(", and nothing is said") : QString());
        }
        if (m_errors.isEmpty())
            return anyOld ? QStringLiteral("nothing is said, and a file is the old one") : QString();
        const QString folder = QFileInfo(QString::fromUtf8(m_board()->path)).path();
        return m_errors.join(QLatin1Char('\n')).contains(folder)
            ? QString()
            : QStringLiteral("the message does not name the file: ") + m_errors.join(QLatin1Char(' ')).left(120);
    }

    void tell(const Save &save, const Cell &cell, long number, const char *verdict, const QString &reason) const
    {
        std::printf("done\t%s\t%s\t%s\t%d\t%ld\t%s\t%s\t%s\t%s\n", save.name.toUtf8().constData(), cell.kind,
                    cell.error, cell.sticky ? 1 : 0, number, verdict,
                    QString(reason).replace(QLatin1Char('\n'), QLatin1Char(' ')).toUtf8().constData(), m_board()->call,
                    m_board()->path);
        std::fflush(stdout);
    }

    Session &m_session;
    const QString m_folder;
    SaveList m_list;
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
    if (arguments.size() != 4
        || !QStringList({ QStringLiteral("faults"), QStringLiteral("save") }).contains(arguments[1])) {
        std::fprintf(stderr, "Usage: window_saves faults PROJECT MOST | window_saves save PROJECT FILE\n");
        return 2;
    }
    if (arguments[1] == QStringLiteral("faults") && dlsym(RTLD_DEFAULT, "fault_plan") == nullptr) {
        std::fprintf(stderr, "window_saves: the fault shim is not preloaded\n");
        return 2;
    }
    SessionWindow window;
    window.resize(1280, 800);
    window.show();
    Saves saves(window, QFileInfo(arguments[2]).absolutePath());
    Session &session = window.session();
    if (!session.openProject(arguments[2]))
        return 2;
    if (arguments[1] == QStringLiteral("save"))
        saveForEver(session, arguments[3]);
    const bool opened = saves.list().waitUntil([&] {
        return session.data() && session.analysis() && session.thresholds().labelled() != nullptr
            && saves.list().isIdle();
    });
    window.showPage(MainWindow::Page::Results);
    if (!opened || !saves.list().settle()) {
        std::fprintf(stderr, "window_saves: the project's run does not open\n");
        return 2;
    }
    return saves.run(arguments[3].toInt());
}
