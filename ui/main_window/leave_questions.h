#pragma once

class QWidget;

namespace melscope {

class Session;

/// What to do with a training that runs when its project is left.
enum class LeaveTraining {
    Stay,
    Interrupt, ///< it can go on later, after its last complete epoch
    StopAndKeep, ///< the best epoch so far becomes the run's; leave when that is done
};
/// Names the run, its epoch and its loss.
LeaveTraining askAboutTraining(const Session &session, QWidget *parent);

enum class LeaveChanges { Stay, Save, Discard };
/// Names the changes that would be lost.
LeaveChanges askAboutChanges(const Session &session, QWidget *parent);

} // namespace melscope
