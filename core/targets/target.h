#pragma once

#include "core/base/json_fields.h"

#include <QStringList>

#include <vector>

namespace melscope {

/// Where trainings are computed instead of on this computer, and what is asked for there.
struct Target
{
    enum class Queue {
        Slurm, ///< jobs are submitted by sbatch
        None, ///< a computer without a queue: a job begins at once, several one after the other
    };
    enum class Container { None, Apptainer, Podman, Docker };

    QString name;
    Queue queue = Queue::Slurm;
    QString host; ///< as ssh knows it: "me@cluster"; empty: the commands are run on this computer
    QStringList sshOptions; ///< before the host: "-F", "/home/me/other_config"
    QString folder; ///< where jobs and data lie there; relative to the home folder unless absolute
    bool isShared = false; ///< this computer's files have the same paths there, so that nothing is copied
    QString program = QStringLiteral("melscope-cli"); ///< there; within the container, where there is one

    QString partition; ///< empty, as the next ones: whatever is usual there
    QString account;
    QString time; ///< "2-12:00:00", "90" (minutes)
    QString memory; ///< of a node: "16G"
    int nodes = 1;
    int processes = 1; ///< on each node
    int processors = 0; ///< of each process; 0: whatever is usual there
    QStringList moreOptions; ///< of sbatch: "--gres=gpu:1"

    QStringList modules; ///< to be loaded
    Container container = Container::None;
    QString image; ///< of the container

    /// `folder` as a shell in the home folder finds it.
    QString folderThere() const { return folder.startsWith(QStringLiteral("~/")) ? folder.mid(2) : folder; }
    bool isHere() const { return host.isEmpty(); }
    /// Whether nothing need be copied.
    bool sharesFiles() const { return isHere() || isShared; }
    /// "Slurm on me@cluster, partition gpu, 2 nodes × 1 process"
    QString text() const;

    /// Errors: what cannot be meant, with the setting's name.
    Result<void> check() const;
    QJsonObject toJson() const;
    /// Errors are kept in `fields`.
    static Target fromJson(const JsonFields &fields);

    bool operator==(const Target &) const = default;
};

/// Errors: no target's file; values of another kind, or that cannot be meant.
Result<Target> readTarget(const QString &path);
Result<void> writeTarget(const Target &target, const QString &path);

/// Where the user's targets lie, a file each.
QString targetsFolder();
/// The file of the target of that name there.
QString targetFile(const QString &name);
/// All of them by name; those that cannot be read are left out, and told of in `problems`.
std::vector<Target> knownTargets(std::vector<Error> *problems = nullptr);
/// By name, or by the path of a file. Errors: there is none; the remedy lists those that there are.
Result<Target> findTarget(const QString &nameOrPath);

} // namespace melscope
