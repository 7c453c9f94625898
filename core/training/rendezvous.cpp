#include "core/training/rendezvous.h"

#include "core/base/parallel.h"
#include "core/base/words.h"
#include "core/network/torch_module.h"
#include "core/training/process_exchange.h"

#include <QProcess>
#include <QRegularExpression>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace melscope {

namespace {

constexpr int kDefaultPort = 29500; // torchrun's

/// A whole number of the environment; nothing where it is not set, or is none.
std::optional<int> numberOf(const QProcessEnvironment &environment, const char *name)
{
    bool isNumber = false;
    const int value = environment.value(QLatin1String(name)).trimmed().toInt(&isNumber);
    return isNumber ? std::optional(value) : std::nullopt;
}

Result<void> setMeetingPoint(const QString &meetingPoint, GroupSettings &settings)
{
    const qsizetype colon = meetingPoint.lastIndexOf(QLatin1Char(':'));
    bool isNumber = false;
    const int port = meetingPoint.mid(colon + 1).toInt(&isNumber);
    if (colon <= 0 || !isNumber || port < 1 || port > 65535)
        return fail(tr("\"%1\" is no HOST:PORT").arg(meetingPoint), {},
                    tr("Name the first process's host and a free port there, as in node1:29500."));
    settings.host = meetingPoint.left(colon).toStdString();
    settings.port = port;
    return {};
}

Result<void> checkPlace(const GroupSettings &settings, const QString &launcher)
{
    if (settings.size < 1 || settings.rank < 0 || settings.rank >= settings.size)
        return fail(tr("%1: process %2 is none of %3")
                        .arg(launcher, QString::number(settings.rank), QString::number(settings.size)),
                    {}, tr("Number the processes from 0."));
    return {};
}

bool isKnownHost(const QString &host)
{
    addrinfo *found = nullptr;
    const int error = ::getaddrinfo(host.toUtf8().constData(), nullptr, nullptr, &found);
    if (found != nullptr)
        ::freeaddrinfo(found);
    return error == 0;
}

/// A node's name need not be a host's: Slurm itself knows under which address it is reached.
QString addressOfNode(const QString &node)
{
    if (isKnownHost(node))
        return node;
    QProcess scontrol;
    scontrol.start(QStringLiteral("scontrol"),
                   { QStringLiteral("--oneliner"), QStringLiteral("show"), QStringLiteral("node"), node });
    if (!scontrol.waitForFinished(10'000))
        return node;
    static const QRegularExpression address(QStringLiteral("\\bNodeAddr=(\\S+)"));
    const QString found = address.match(QString::fromUtf8(scontrol.readAllStandardOutput())).captured(1);
    return found.isEmpty() ? node : found;
}

Result<std::optional<Rendezvous>> ofTorchrun(const QProcessEnvironment &environment, const QString &meetingPoint)
{
    Rendezvous place;
    place.launcher = QStringLiteral("torchrun");
    place.settings.rank = *numberOf(environment, "RANK");
    place.settings.size = *numberOf(environment, "WORLD_SIZE");
    place.localSize = numberOf(environment, "LOCAL_WORLD_SIZE").value_or(1);
    place.settings.placeOnMachine = numberOf(environment, "LOCAL_RANK").value_or(0);
    place.isElastic = environment.contains(QStringLiteral("TORCHELASTIC_RUN_ID"));
    if (!meetingPoint.isEmpty()) {
        if (const auto set = setMeetingPoint(meetingPoint, place.settings); !set)
            return passOn(set);
    } else {
        place.settings.host =
            environment.value(QStringLiteral("MASTER_ADDR"), QStringLiteral("127.0.0.1")).toStdString();
        place.settings.port = numberOf(environment, "MASTER_PORT").value_or(kDefaultPort);
    }
    // Its agent may host the store already: then it is joined, and each attempt has names of its own in it.
    const bool agentHosts = environment.value(QStringLiteral("TORCHELASTIC_USE_AGENT_STORE")) == QStringLiteral("True");
    place.settings.hostsStore = place.settings.rank == 0 && (!agentHosts || !meetingPoint.isEmpty());
    place.settings.scope =
        QStringLiteral("melscope/%1")
            .arg(environment.value(QStringLiteral("TORCHELASTIC_RESTART_COUNT"), QStringLiteral("0")))
            .toStdString();
    if (const auto checked = checkPlace(place.settings, place.launcher); !checked)
        return passOn(checked);
    return place.settings.size > 1 ? std::optional(place) : std::nullopt;
}

Result<std::optional<Rendezvous>> ofSlurm(const QProcessEnvironment &environment, const QString &meetingPoint)
{
    // A job's script sees the variables of its first task, too, but is none of those that srun starts.
    if (environment.contains(QStringLiteral("SLURM_JOB_ID")) && !environment.contains(QStringLiteral("SLURM_STEP_ID")))
        return std::nullopt;
    Rendezvous place;
    place.launcher = QStringLiteral("Slurm");
    place.isElastic = true;
    place.settings.rank = *numberOf(environment, "SLURM_PROCID");
    place.settings.size =
        numberOf(environment, "SLURM_STEP_NUM_TASKS").value_or(numberOf(environment, "SLURM_NTASKS").value_or(1));
    place.settings.placeOnMachine = numberOf(environment, "SLURM_LOCALID").value_or(0);
    place.settings.hostsStore = place.settings.rank == 0;
    // "2(x3),1": so many tasks on the nodes in their order.
    const QStringList tasks = environment.value(QStringLiteral("SLURM_STEP_TASKS_PER_NODE")).split(QLatin1Char(','));
    for (const QString &task : tasks)
        place.localSize = std::max(place.localSize, task.section(QLatin1Char('('), 0, 0).toInt());
    place.threads = numberOf(environment, "SLURM_CPUS_PER_TASK").value_or(0);
    if (const auto checked = checkPlace(place.settings, place.launcher); !checked)
        return passOn(checked);
    if (place.settings.size == 1)
        return std::nullopt;
    const int job = numberOf(environment, "SLURM_JOB_ID").value_or(0);
    const int step = numberOf(environment, "SLURM_STEP_ID").value_or(0);
    if (!meetingPoint.isEmpty()) {
        if (const auto set = setMeetingPoint(meetingPoint, place.settings); !set)
            return passOn(set);
    } else {
        const QString nodes = environment.value(QStringLiteral("SLURM_STEP_NODELIST"),
                                                environment.value(QStringLiteral("SLURM_JOB_NODELIST")));
        const QString host =
            environment.value(QStringLiteral("MASTER_ADDR"),
                              nodes.isEmpty() ? QStringLiteral("127.0.0.1") : addressOfNode(firstHost(nodes)));
        place.settings.host = host.toStdString();
        // All have to know it beforehand, and jobs of one node must not meet: below the ports that systems hand out.
        place.settings.port = numberOf(environment, "MASTER_PORT").value_or(15'000 + (job * 16 + step % 16) % 17'000);
    }
    place.settings.scope = QStringLiteral("melscope/%1.%2.%3")
                               .arg(QString::number(job), QString::number(step),
                                    environment.value(QStringLiteral("SLURM_RESTART_COUNT"), QStringLiteral("0")))
                               .toStdString();
    return place;
}

} // namespace

Result<std::optional<Rendezvous>> rendezvousOf(const QProcessEnvironment &environment, const QString &meetingPoint)
{
    if (numberOf(environment, "RANK") && numberOf(environment, "WORLD_SIZE"))
        return ofTorchrun(environment, meetingPoint);
    if (numberOf(environment, "SLURM_PROCID"))
        return ofSlurm(environment, meetingPoint);
    return std::nullopt;
}

Result<Rendezvous> rendezvousByHand(const QString &meetingPoint, int rank, int size)
{
    Rendezvous place;
    place.launcher = QStringLiteral("by hand");
    place.settings.rank = rank;
    place.settings.size = size;
    place.settings.hostsStore = rank == 0;
    if (const auto set = setMeetingPoint(meetingPoint, place.settings); !set)
        return passOn(set);
    if (const auto checked = checkPlace(place.settings, place.launcher); !checked)
        return passOn(checked);
    return place;
}

QString firstHost(const QString &nodeList)
{
    static const QRegularExpression pattern(QStringLiteral("^\\s*([^,\\[\\s]*)(?:\\[(\\w+)[^\\]]*\\]([^,\\[\\s]*))?"));
    const auto match = pattern.match(nodeList);
    return match.captured(1) + match.captured(2) + match.captured(3);
}

int freePort()
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return 0;
    sockaddr_in address {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    const bool isBound = ::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), length) == 0
        && ::getsockname(descriptor, reinterpret_cast<sockaddr *>(&address), &length) == 0;
    ::close(descriptor);
    return isBound ? int(ntohs(address.sin_port)) : 0;
}

int threadsOf(const Rendezvous &rendezvous)
{
    const int processors = availableProcessors();
    if (rendezvous.threads > 0)
        return std::min(rendezvous.threads, processors);
    return std::max(1, processors / std::max(1, rendezvous.localSize));
}

Result<std::shared_ptr<ProcessGroup>> meet(const GroupSettings &settings)
{
    const auto torch = torchModule();
    if (!torch)
        return passOn(torch);
    try {
        return std::shared_ptr<ProcessGroup>((*torch)->makeGroup(settings));
    } catch (const ProcessLost &lost) {
        return tl::make_unexpected(
            Error::lost(QString::fromUtf8(lost.what()),
                        tr("Look whether all processes were started, and reach one another at this host and port.")));
    }
}

} // namespace melscope
