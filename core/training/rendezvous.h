#pragma once

#include "core/base/result.h"
#include "core/network/process_group.h"

#include <QProcessEnvironment>
#include <QString>

#include <optional>

namespace melscope {

/// How a process belongs to a group, and who has started it.
struct Rendezvous
{
    GroupSettings settings;
    int localSize = 1; ///< processes of the group on this machine
    QString launcher; ///< "torchrun", "Slurm", "by hand"
    bool isElastic = false; ///< SIGTERM means: leave a checkpoint and ask to be begun again
    int threads = 0; ///< for each process where the recipe leaves it open; 0: the processors shared out
};

/// What a launcher has put into the environment of its processes: torchrun (RANK, WORLD_SIZE, LOCAL_WORLD_SIZE,
/// MASTER_ADDR, MASTER_PORT, TORCHELASTIC_…) or srun (SLURM_PROCID, SLURM_NTASKS, SLURM_JOB_NODELIST …). Nothing where
/// this is one process alone. `meetingPoint` is HOST:PORT, or empty: as the launcher says.
/// Errors: what it says does not fit together.
Result<std::optional<Rendezvous>> rendezvousOf(const QProcessEnvironment &environment,
                                               const QString &meetingPoint = {});
/// Processes that somebody starts one by one. Errors: no HOST:PORT; a rank that is none of so many.
Result<Rendezvous> rendezvousByHand(const QString &meetingPoint, int rank, int size);

/// The first host of Slurm's list: "gpu[03-05,9],cpu1" begins with gpu03.
QString firstHost(const QString &nodeList);
/// A port of this machine that nobody uses now; 0: there is none.
int freePort();
/// Threads of each process.
int threadsOf(const Rendezvous &rendezvous);

/// Meets the others; loads the torch module. Errors: it cannot be had; the others do not come in time (Kind::Lost).
Result<std::shared_ptr<ProcessGroup>> meet(const GroupSettings &settings);

} // namespace melscope
