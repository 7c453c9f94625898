#include "app/cli/console_progress.h"

#include "core/base/number_text.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace melscope {

namespace {

// Where stderr is no terminal (a log file, a batch job) a line every so often is enough.
constexpr double kSecondsBetweenLines = 5;

int terminalWidth()
{
    winsize size {};
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20)
        return size.ws_col;
    return 80;
}

void write(const QString &text)
{
    std::fputs(text.toUtf8().constData(), stderr);
    std::fflush(stderr);
}

} // namespace

ConsoleProgress::ConsoleProgress(bool quiet)
    : m_quiet(quiet)
    , m_terminal(isatty(STDERR_FILENO) != 0)
{
}

ConsoleProgress::~ConsoleProgress()
{
    clearBar();
}

void ConsoleProgress::clearBar()
{
    if (m_barShown)
        write(QStringLiteral("\r\x1b[K"));
    m_barShown = false;
}

QString ConsoleProgress::statusText(const Progress &progress) const
{
    const QString figures = progressText(progress);
    return figures.isEmpty() ? progress.stage.text() : progress.stage.text() + QLatin1Char(' ') + figures;
}

void ConsoleProgress::show(const Progress &progress)
{
    if (m_quiet)
        return;
    if (!progress.message.isEmpty()) {
        clearBar();
        write(progress.message + QLatin1Char('\n'));
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    const bool newStage = !(progress.stage == m_stage);
    if (newStage) {
        m_stage = progress.stage;
        m_stageStart = now;
        m_lastLine = now;
    }
    const bool complete = progress.total > 0 && progress.done >= progress.total;
    if (!m_terminal) {
        const double since = std::chrono::duration<double>(now - m_lastLine).count();
        const double stageSeconds = std::chrono::duration<double>(now - m_stageStart).count();
        if (since >= kSecondsBetweenLines || (complete && stageSeconds >= kSecondsBetweenLines)) {
            m_lastLine = now;
            write(statusText(progress) + QLatin1Char('\n'));
        }
        return;
    }
    if (complete) {
        clearBar();
        return;
    }
    const int width = terminalWidth();
    constexpr int barWidth = 20;
    QString line = statusText(progress);
    if (progress.total > 0 && width >= barWidth + 40) {
        const int filled = int(std::clamp<qint64>(progress.done * barWidth / progress.total, 0, barWidth));
        line = QStringLiteral("[%1%2] ").arg(QString(filled, QLatin1Char('#')),
                                             QString(barWidth - filled, QLatin1Char('.')))
            + line;
    }
    write(QStringLiteral("\r\x1b[K") + line.left(width - 1));
    m_barShown = true;
}

} // namespace melscope
