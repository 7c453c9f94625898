#include "core/targets/host.h"

#include "core/base/words.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QUuid>

namespace melscope {

namespace {

using namespace std::chrono_literals;

constexpr int kLookMilliseconds = 20; ///< between two looks at a cancel
constexpr int kSshFailed = 255;
constexpr qsizetype kMostLines = 6; ///< of what a program said, in an error

/// The last lines of what a program said, as one.
QString lastLines(const QByteArray &text)
{
    QStringList lines;
    for (const QString &line : QString::fromUtf8(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (const QString trimmed = line.trimmed(); !trimmed.isEmpty())
            lines << trimmed;
    }
    return lines.mid(std::max<qsizetype>(0, lines.size() - kMostLines)).join(QStringLiteral("; "));
}

/// Waits for a program's end. `look` is called now and then.
template <class Look>
Result<void> await(QProcess &process, const CancelToken &cancel, std::chrono::milliseconds limit, const Look &look)
{
    const auto end = std::chrono::steady_clock::now() + limit;
    while (process.state() != QProcess::NotRunning && !process.waitForFinished(kLookMilliseconds)) {
        look();
        const bool isLate = limit > 0ms && std::chrono::steady_clock::now() > end;
        if (!isLate && !cancel.isCancelled())
            continue;
        process.kill();
        process.waitForFinished(1000);
        if (!isLate)
            return cancelled();
        return fail(tr("%1 has not answered within %2 s").arg(process.program(), QString::number(limit / 1s)), {},
                    tr("Try it again, or look whether the host is well."));
    }
    look();
    return {};
}

Result<void> begin(QProcess &process, const QString &program, const QStringList &arguments)
{
    process.start(program, arguments);
    if (process.waitForStarted(10'000))
        return {};
    return fail(tr("%1 cannot be started: %2").arg(program, process.errorString()), {},
                tr("Install it, or put it into the search path."));
}

/// Where the sockets of shared connections lie, for this user alone; empty where there is no such place.
QString socketFolder()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString folder =
        (runtime.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) : runtime)
        + QStringLiteral("/melscope");
    constexpr qsizetype kLongest = 60; // the path of a socket has hardly a hundred bytes, ssh's part of it about fifty
    const bool isPrivate = folder.size() <= kLongest && QDir().mkpath(folder)
        && QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return isPrivate ? folder : QString();
}

/// An option for rsync's --rsh, which takes words apart at spaces and knows quotes.
QString quoted(const QString &word)
{
    if (!word.contains(QLatin1Char(' ')) && !word.contains(QLatin1Char('\'')) && !word.contains(QLatin1Char('"')))
        return word;
    return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QStringLiteral("''")) + QLatin1Char('\'');
}

} // namespace

QString shellWord(const QString &text)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./=:,@%+-]+$"));
    if (plain.match(text).hasMatch())
        return text;
    return QLatin1Char('\'') + QString(text).replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

Host::Host(const Target &target)
    : m_name(target.host)
    , m_options(target.sshOptions)
{
}

QStringList Host::sshArguments(const CancelToken &cancel) const
{
    if (!m_isSharingKnown) {
        m_isSharingKnown = true;
        // Who has set up a connection of their own (behind a password, say) wants that to be used.
        QProcess asked;
        if (begin(asked, QStringLiteral("ssh"), QStringList { QStringLiteral("-G") } + m_options << m_name)) {
            asked.closeWriteChannel();
            (void)await(asked, cancel, 10s, [] {});
        }
        const QByteArray settings = asked.readAllStandardOutput();
        const bool isFree = !settings.contains("controlpath ") || settings.contains("controlpath none");
        const QString folder = socketFolder();
        if (isFree && !folder.isEmpty())
            m_sharing = { QStringLiteral("-oControlMaster=auto"), QStringLiteral("-oControlPersist=60"),
                          QStringLiteral("-oControlPath=%1/%C").arg(folder) };
    }
    return QStringList { QStringLiteral("-oBatchMode=yes"), QStringLiteral("-oConnectTimeout=15"),
                         QStringLiteral("-oServerAliveInterval=15"), QStringLiteral("-oServerAliveCountMax=4") }
    + m_sharing + m_options;
}

Result<HostAnswer> Host::run(const QString &script, const CancelToken &cancel, std::chrono::seconds limit) const
{
    QProcess process;
    const QString mark = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto begun = m_name.isEmpty()
        ? begin(process, QStringLiteral("bash"), { QStringLiteral("-s") })
        : begin(process, QStringLiteral("ssh"),
                sshArguments(cancel) << m_name << QStringLiteral("bash -ls")); // where modules and paths are set up
    if (!begun)
        return passOn(begun);
    // What greets a login shell comes before the mark.
    process.write(QStringLiteral("echo %1\n").arg(mark).toUtf8() + script.toUtf8() + '\n');
    process.closeWriteChannel();
    if (const auto ended = await(process, cancel, limit, [] {}); !ended)
        return passOn(ended);
    HostAnswer answer { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError() };
    const qsizetype place = answer.output.indexOf(mark.toUtf8());
    if (place < 0 || (!m_name.isEmpty() && answer.status == kSshFailed)
        || process.exitStatus() == QProcess::CrashExit) {
        const QString said = lastLines(answer.errors.isEmpty() ? answer.output : answer.errors);
        if (m_name.isEmpty())
            return fail(tr("bash has failed: %1").arg(said));
        return tl::make_unexpected(
            Error::unread(tr("%1 cannot be reached: %2").arg(m_name, said), {},
                          tr("Look whether `ssh %1` works without asking for a password (a key, or an agent).")
                              .arg((m_options + QStringList { m_name }).join(QLatin1Char(' ')))));
    }
    answer.output = answer.output.mid(place + mark.size() + 1);
    return answer;
}

Result<void> Host::copy(const QStringList &arguments, Stage stage, const CancelToken &cancel,
                        const ProgressCallback &progress) const
{
    QStringList all { QStringLiteral("--recursive"),       QStringLiteral("--links"),
                      QStringLiteral("--times"),           QStringLiteral("--protect-args"),
                      QStringLiteral("--partial"),         QStringLiteral("--info=progress2"),
                      QStringLiteral("--no-inc-recursive") };
    if (!m_name.isEmpty()) {
        QStringList shell { QStringLiteral("ssh") };
        for (const QString &option : sshArguments(cancel))
            shell << quoted(option);
        all << QStringLiteral("--rsh") << shell.join(QLatin1Char(' '));
    }
    QProcess process;
    if (const auto begun = begin(process, QStringLiteral("rsync"), all + arguments); !begun)
        return begun;
    process.closeWriteChannel();
    StageProgress shown(progress, StageName(stage, m_name.isEmpty() ? tr("this computer") : m_name),
                        QStringLiteral("bytes"), 0);
    auto look = [&] {
        // "  1,234,567  12%  10.00MB/s    0:00:10"
        static const QRegularExpression line(QStringLiteral("([0-9,.]+)\\s+(\\d+)%"));
        const QString text = QString::fromUtf8(process.readAllStandardOutput());
        qint64 bytes = -1;
        for (auto match = line.globalMatch(text); match.hasNext();)
            bytes = match.next().captured(1).remove(QLatin1Char(',')).remove(QLatin1Char('.')).toLongLong();
        if (bytes >= 0)
            shown.update(bytes);
    };
    if (const auto ended = await(process, cancel, 0ms, look); !ended)
        return ended;
    if (process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return {};
    const QString said = lastLines(process.readAllStandardError());
    const QString where = m_name.isEmpty() ? tr("this computer") : m_name;
    return tl::make_unexpected(
        Error::unread(stage == Stage::Sending ? tr("files could not be copied to %1: %2").arg(where, said)
                                              : tr("files could not be copied from %1: %2").arg(where, said),
                      {},
                      tr("Look whether rsync is installed on both sides, the disk has room and the host answers; "
                         "what has been copied need not travel again.")));
}

Result<void> Host::send(const QStringList &files, const QString &folder, const CancelToken &cancel,
                        const ProgressCallback &progress) const
{
    const QString place = m_name.isEmpty() ? folder : m_name + QLatin1Char(':') + folder;
    return copy(QStringList { QStringLiteral("--") } + files << place + QLatin1Char('/'), Stage::Sending, cancel,
                progress);
}

Result<void> Host::fetch(const QString &folder, const QStringList &exclude, const QString &to,
                         const CancelToken &cancel, const ProgressCallback &progress) const
{
    QStringList arguments;
    for (const QString &pattern : exclude)
        arguments << QStringLiteral("--exclude=") + pattern;
    const QString place = m_name.isEmpty() ? folder : m_name + QLatin1Char(':') + folder;
    return copy(arguments << QStringLiteral("--") << place + QLatin1Char('/') << to + QLatin1Char('/'), Stage::Fetching,
                cancel, progress);
}

} // namespace melscope
