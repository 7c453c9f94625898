#include "core/targets/target.h"

#include "core/base/atomic_file.h"
#include "core/base/words.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStandardPaths>

namespace melscope {

namespace {

constexpr int kMostNodes = 10'000;
constexpr int kMostPerNode = 1024;
const QString kEnding = QStringLiteral(".json");
const QStringList kQueues { QStringLiteral("slurm"), QStringLiteral("none") };
const QStringList kContainers { QStringLiteral("none"), QStringLiteral("apptainer"), QStringLiteral("podman"),
                                QStringLiteral("docker") };

JsonFormat format()
{
    return { QStringLiteral("melscope-target"), 1, QStringLiteral("Melscope target"),
             tr("Choose the file of a target, or make one in Train → Computing → Targets.") };
}

bool isOneLine(const QString &text)
{
    return !text.contains(QLatin1Char('\n')) && !text.contains(QLatin1Char('\r')) && !text.contains(QChar());
}

} // namespace

QString Target::text() const
{
    QStringList parts { queue == Queue::Slurm ? isHere() ? tr("Slurm") : tr("Slurm on %1").arg(host)
                            : isHere() ? tr("this computer")
                                              : host };
    if (!partition.isEmpty())
        parts << tr("partition %1").arg(partition);
    if (nodes > 1 || processes > 1)
        parts << tr("%1 × %2 processes").arg(QString::number(nodes), QString::number(processes));
    if (container != Container::None)
        parts << kContainers[qsizetype(container)];
    return parts.join(QStringLiteral(", "));
}

Result<void> Target::check() const
{
    auto refuse = [](const char *setting, const QString &expected) -> Result<void> {
        return fail(tr("%1 must be %2").arg(QLatin1String(setting), expected));
    };
    static const QRegularExpression nameText(QStringLiteral("^[^/\\\\.][^/\\\\]*$"));
    static const QRegularExpression timeText(QStringLiteral("^(\\d+-)?\\d+(:\\d+){0,2}$"));
    static const QRegularExpression memoryText(QStringLiteral("^\\d+[KMGT]?$"));
    const QString line = tr("one line of text");
    for (const auto &[setting, value] :
         { std::pair("name", &name), std::pair("host", &host), std::pair("folder", &folder),
           std::pair("program", &program), std::pair("partition", &partition), std::pair("account", &account),
           std::pair("image", &image) }) {
        if (!isOneLine(*value))
            return refuse(setting, line);
    }
    for (const auto &[setting, values] : { std::pair("ssh_options", &sshOptions), std::pair("modules", &modules),
                                           std::pair("more_options", &moreOptions) }) {
        for (const QString &value : *values) {
            if (value.isEmpty() || !isOneLine(value))
                return refuse(setting, line);
        }
    }
    if (!nameText.match(name).hasMatch())
        return refuse("name", tr("a name that a file can have"));
    if (host.startsWith(QLatin1Char('-')) || host.contains(QLatin1Char(' ')))
        return refuse("host", tr("a host as ssh knows it: user@host"));
    if (!sharesFiles() && folder.isEmpty())
        return refuse("folder", tr("a folder there, where data and runs are copied to"));
    if (program.isEmpty())
        return refuse("program", tr("what melscope-cli is called there"));
    if (!time.isEmpty() && !timeText.match(time).hasMatch())
        return refuse("time", tr("minutes, hours:minutes:seconds or days-hours:minutes:seconds"));
    if (!memory.isEmpty() && !memoryText.match(memory).hasMatch())
        return refuse("memory", tr("a number with K, M, G or T"));
    if (nodes < 1 || nodes > kMostNodes)
        return refuse("nodes", tr("between 1 and %1").arg(kMostNodes));
    if (processes < 1 || processes > kMostPerNode)
        return refuse("processes", tr("between 1 and %1").arg(kMostPerNode));
    if (processors < 0 || processors > kMostPerNode)
        return refuse("processors", tr("between 0 and %1").arg(kMostPerNode));
    if (queue == Queue::None && nodes > 1)
        return refuse("nodes", tr("1 where there is no queue"));
    if (container != Container::None && image.isEmpty())
        return refuse("image", tr("the image of the container"));
    // Their processes do not see what tells srun's from one another.
    if (queue == Queue::Slurm && container != Container::None && container != Container::Apptainer)
        return refuse("container", tr("apptainer under Slurm"));
    return {};
}

QJsonObject Target::toJson() const
{
    auto array = [](const QStringList &texts) { return QJsonArray::fromStringList(texts); };
    return { { QStringLiteral("format"), format().format },
             { QStringLiteral("version"), format().version },
             { QStringLiteral("name"), name },
             { QStringLiteral("queue"), kQueues[qsizetype(queue)] },
             { QStringLiteral("host"), host },
             { QStringLiteral("ssh_options"), array(sshOptions) },
             { QStringLiteral("folder"), folder },
             { QStringLiteral("shared"), isShared },
             { QStringLiteral("program"), program },
             { QStringLiteral("partition"), partition },
             { QStringLiteral("account"), account },
             { QStringLiteral("time"), time },
             { QStringLiteral("memory"), memory },
             { QStringLiteral("nodes"), nodes },
             { QStringLiteral("processes"), processes },
             { QStringLiteral("processors"), processors },
             { QStringLiteral("more_options"), array(moreOptions) },
             { QStringLiteral("modules"), array(modules) },
             { QStringLiteral("container"), kContainers[qsizetype(container)] },
             { QStringLiteral("image"), image } };
}

Target Target::fromJson(const JsonFields &fields)
{
    Target target;
    target.name = fields.text(QStringLiteral("name"));
    target.queue = Queue(fields.choice(QStringLiteral("queue"), kQueues, 0));
    target.host = fields.text(QStringLiteral("host"));
    target.sshOptions = fields.texts(QStringLiteral("ssh_options"));
    target.folder = fields.text(QStringLiteral("folder"));
    target.isShared = fields.flag(QStringLiteral("shared"));
    target.program = fields.text(QStringLiteral("program"), target.program);
    target.partition = fields.text(QStringLiteral("partition"));
    target.account = fields.text(QStringLiteral("account"));
    target.time = fields.text(QStringLiteral("time"));
    target.memory = fields.text(QStringLiteral("memory"));
    target.nodes = fields.integer(QStringLiteral("nodes"), 1, kMostNodes, 1);
    target.processes = fields.integer(QStringLiteral("processes"), 1, kMostPerNode, 1);
    target.processors = fields.integer(QStringLiteral("processors"), 0, kMostPerNode, 0);
    target.moreOptions = fields.texts(QStringLiteral("more_options"));
    target.modules = fields.texts(QStringLiteral("modules"));
    target.container = Container(fields.choice(QStringLiteral("container"), kContainers, 0));
    target.image = fields.text(QStringLiteral("image"));
    return target;
}

Result<Target> readTarget(const QString &path)
{
    const auto fields = JsonFields::read(path, format());
    if (!fields)
        return passOn(fields);
    Target target = Target::fromJson(*fields);
    if (target.name.isEmpty())
        target.name = QFileInfo(path).completeBaseName();
    if (const auto checked = fields->check(); !checked)
        return passOn(checked);
    if (const auto checked = target.check(); !checked)
        return fail(checked.error().what, path, tr("Change it there."));
    return target;
}

Result<void> writeTarget(const Target &target, const QString &path)
{
    if (const auto checked = target.check(); !checked)
        return checked;
    const QByteArray json = QJsonDocument(target.toJson()).toJson();
    return writeFileAtomically(path, { json.constData(), size_t(json.size()) });
}

QString targetsFolder()
{
    // The window and melscope-cli have them in common.
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/melscope/targets");
}

QString targetFile(const QString &name)
{
    return targetsFolder() + QLatin1Char('/') + name + kEnding;
}

std::vector<Target> knownTargets(std::vector<Error> *problems)
{
    std::vector<Target> targets;
    const QDir folder(targetsFolder());
    for (const QString &file : folder.entryList({ QLatin1Char('*') + kEnding }, QDir::Files, QDir::Name)) {
        auto target = readTarget(folder.filePath(file));
        if (target)
            target->name = QFileInfo(file).completeBaseName(); // whatever the file says: it is found by this
        if (target)
            targets.push_back(std::move(*target));
        else if (problems != nullptr)
            problems->push_back(target.error());
    }
    return targets;
}

Result<Target> findTarget(const QString &nameOrPath)
{
    for (const QString &path : { targetFile(nameOrPath), nameOrPath }) {
        if (QFileInfo(path).isFile())
            return readTarget(path);
    }
    QStringList names;
    for (const Target &target : knownTargets())
        names << target.name;
    return fail(tr("there is no target %1").arg(nameOrPath), targetsFolder(),
                names.isEmpty() ? tr("Make one in the window (Train → Computing → Targets), or name its file.")
                                : tr("There are: %1.").arg(names.join(QStringLiteral(", "))));
}

} // namespace melscope
