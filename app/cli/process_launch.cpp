#include "app/cli/process_launch.h"

#include "core/base/file_path.h"
#include "core/base/words.h"
#include "core/training/process_exchange.h"

#include <QFile>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <thread>

namespace melscope {

namespace {

using namespace std::chrono_literals;

constexpr int kMostProcesses = 4096;

constexpr const char *kStarted = "MELSCOPE_STARTED"; ///< in the environment of those that the first one starts

/// The arguments of this process, byte for byte.
std::vector<std::string> ownArguments()
{
    QFile file(QStringLiteral("/proc/self/cmdline"));
    std::vector<std::string> arguments;
    if (!file.open(QIODevice::ReadOnly))
        return arguments;
    const QByteArray all = file.readAll();
    for (qsizetype begin = 0; begin < all.size();) {
        arguments.emplace_back(all.constData() + begin);
        begin += qsizetype(arguments.back().size()) + 1;
    }
    return arguments;
}

} // namespace

void ProcessLaunch::declare(OptionList &options)
{
    addOption(
        options, QStringLiteral("processes"),
        QStringLiteral("Share the work out between so many processes on this machine; with --rendezvous: so many in "
                       "all. Those of torchrun and srun find one another by themselves."),
        QStringLiteral("N"));
    addOption(options, QStringLiteral("rendezvous"),
              QStringLiteral("Where processes that are started one by one meet: the first one's host and a free port."),
              QStringLiteral("HOST:PORT"));
    addOption(options, QStringLiteral("rank"), QStringLiteral("Which of them this one is, from 0."),
              QStringLiteral("R"));
}

Result<ProcessLaunch> ProcessLaunch::begin(const QCommandLineParser &parser, const CommandContext &context)
{
    const QString processes = QStringLiteral("processes");
    const QString rank = QStringLiteral("rank");
    const QString meetingPoint = parser.value(QStringLiteral("rendezvous"));
    if (parser.isSet(rank) && meetingPoint.isEmpty())
        throw UsageError { QStringLiteral("--rank needs --rendezvous HOST:PORT") };
    ProcessLaunch launch;
    auto place = rendezvousOf(QProcessEnvironment::systemEnvironment(), meetingPoint);
    if (!place)
        return passOn(place);
    if (parser.isSet(rank)) {
        if (!parser.isSet(processes))
            throw UsageError { QStringLiteral("--rank needs --processes N") };
        auto byHand = rendezvousByHand(meetingPoint, integer(parser, rank, 0, kMostProcesses),
                                       integer(parser, processes, 1, kMostProcesses));
        if (!byHand)
            return passOn(byHand);
        *place = *byHand;
    } else if (parser.isSet(processes) && !*place) {
        const int count = integer(parser, processes, 1, kMostProcesses);
        if (count == 1)
            return launch;
        Rendezvous here;
        here.settings.size = count;
        here.settings.port = freePort();
        here.settings.hostsStore = true;
        here.localSize = count;
        here.settings.processorShares = count;
        launch.startOthers(count, here.settings);
        *place = here;
    } else if (*place && qEnvironmentVariableIsSet(kStarted)) { // by the same, as one of the others
        (*place)->settings.processorShare = (*place)->settings.rank;
        (*place)->settings.processorShares = (*place)->settings.size;
    }
    if (!*place)
        return launch;
    // Who writes to a process that is gone is to be told so, not ended.
    ::signal(SIGPIPE, SIG_IGN);
    (*place)->settings.threads = threadsOf(**place);
    (*place)->settings.interrupt = [&]() -> std::string {
        if (context.cancel.isCancelled() || context.stop.isCancelled())
            return "cancelled";
        for (size_t i = 0; i < launch.m_children.size(); ++i) {
            siginfo_t ended {};
            if (::waitid(P_PID, id_t(launch.m_children[i]), &ended, WEXITED | WNOHANG | WNOWAIT) == 0
                && ended.si_pid != 0)
                return "process " + std::to_string(i + 1) + " has ended at once, with status "
                    + std::to_string(ended.si_status);
        }
        return {};
    };
    auto group = meet((*place)->settings);
    if (context.cancel.isCancelled() || context.stop.isCancelled())
        return cancelled();
    if (!group)
        return passOn(group);
    launch.m_group = std::move(*group);
    return launch;
}

/// The same command, whose processes find one another as those of torchrun do. They end with this one.
void ProcessLaunch::startOthers(int count, const GroupSettings &settings)
{
    const std::vector<std::string> arguments = ownArguments();
    const std::string program = pathBytes(QFile::symLinkTarget(QStringLiteral("/proc/self/exe")));
    const pid_t parent = ::getpid();
    for (int rank = 1; rank < count; ++rank) {
        // Made ready before fork(): behind it nothing may be allocated.
        std::vector<std::string> environment;
        for (const QString &variable : QProcessEnvironment::systemEnvironment().toStringList())
            environment.push_back(QFile::encodeName(variable).toStdString());
        for (const auto &[name, value] :
             { std::pair("RANK", std::to_string(rank)), std::pair("WORLD_SIZE", std::to_string(count)),
               std::pair("LOCAL_RANK", std::to_string(rank)), std::pair("LOCAL_WORLD_SIZE", std::to_string(count)),
               std::pair("MASTER_ADDR", settings.host), std::pair("MASTER_PORT", std::to_string(settings.port)),
               std::pair(kStarted, std::string("1")) })
            environment.push_back(name + ("=" + value));
        std::vector<char *> argv;
        std::vector<char *> envp;
        for (const std::string &argument : arguments)
            argv.push_back(const_cast<char *>(argument.c_str()));
        for (const std::string &variable : environment)
            envp.push_back(const_cast<char *>(variable.c_str()));
        argv.push_back(nullptr);
        envp.push_back(nullptr);
        const pid_t child = ::fork();
        if (child == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGTERM);
            if (::getppid() != parent)
                _exit(kFailed); // it has ended in between
            const int nowhere = ::open("/dev/null", O_WRONLY);
            ::dup2(nowhere, STDOUT_FILENO); // results are the first one's
            ::execve(program.c_str(), argv.data(), envp.data());
            _exit(kFailed);
        }
        if (child > 0)
            m_children.push_back(child);
    }
}

Result<void> ProcessLaunch::end(const Result<void> &done)
{
    if (!m_group)
        return done;
    if (!done) {
        m_group->giveUp(done.error().text().toStdString());
        return done;
    }
    try {
        m_group->finish();
    } catch (const ProcessLost &lost) {
        return tl::make_unexpected(processLost(lost));
    }
    return {};
}

ProcessLaunch::~ProcessLaunch()
{
    if (m_children.empty())
        return;
    // They have taken leave, or see that this one does not go on. Whom it has not met cannot see that, and has begun
    // nothing yet.
    const auto end = std::chrono::steady_clock::now() + (m_group ? 25s : 0s);
    m_group.reset();
    for (const pid_t child : m_children) {
        while (::waitpid(child, nullptr, WNOHANG) == 0) {
            if (std::chrono::steady_clock::now() > end) {
                ::kill(child, SIGKILL);
                ::waitpid(child, nullptr, 0);
                break;
            }
            std::this_thread::sleep_for(10ms);
        }
    }
}

bool isToldByFirstProcess(const Error &error)
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const int rank =
        environment.value(QStringLiteral("RANK"), environment.value(QStringLiteral("SLURM_PROCID"))).toInt();
    // A loss that was told to all begins so; that this one has met nobody it alone knows.
    return error.isLost() && rank > 0 && error.what.startsWith(QLatin1String("process "))
        && !error.what.contains(QLatin1String(kFirstIsGone));
}

bool isBegunAgain()
{
    return qEnvironmentVariableIntValue("TORCHELASTIC_RESTART_COUNT") > 0
        || qEnvironmentVariableIntValue("SLURM_RESTART_COUNT") > 0;
}

bool isElasticProcess()
{
    return qEnvironmentVariableIsSet("SLURM_JOB_ID") || qEnvironmentVariableIsSet("TORCHELASTIC_RUN_ID")
        || qEnvironmentVariableIsSet("MELSCOPE_JOB"); // see jobScript()
}

} // namespace melscope
