#pragma once

#include "app/cli/command.h"
#include "core/training/rendezvous.h"

#include <sys/types.h>

namespace melscope {

/// The processes that share a command's work out: those that torchrun, srun or somebody by hand has started, or that
/// this one starts on its own machine (--processes N). Not of them: one process alone.
class ProcessLaunch
{
public:
    /// --processes, --rank and --rendezvous.
    static void declare(OptionList &options);

    /// Starts the others where that is asked for, and meets them. Errors: as meet(), rendezvousOf().
    static Result<ProcessLaunch> begin(const QCommandLineParser &parser, const CommandContext &context);

    ProcessLaunch(ProcessLaunch &&) noexcept = default;
    ProcessLaunch &operator=(ProcessLaunch &&) noexcept = default;
    ~ProcessLaunch();

    const std::shared_ptr<ProcessGroup> &group() const { return m_group; }
    bool isFirst() const { return !m_group || m_group->isFirst(); }
    /// Takes leave of the others, or tells them why it does not go on.
    Result<void> end(const Result<void> &done);

private:
    ProcessLaunch() = default;
    void startOthers(int count, const GroupSettings &settings);

    std::shared_ptr<ProcessGroup> m_group;
    std::vector<pid_t> m_children; ///< that this process has started
};

/// Whether the first process of several tells of an error, so that the others need not: of its own, and of their loss.
bool isToldByFirstProcess(const Error &error);
/// Whether a launcher has started this process that begins it again after SIGTERM, or another status than 0.
bool isElasticProcess();
/// Whether it has begun this process again, so that the job goes on without being told to.
bool isBegunAgain();

} // namespace melscope
