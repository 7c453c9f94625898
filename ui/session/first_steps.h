#pragma once

#include <QString>

#include <vector>

namespace melscope {

class Session;

/// What lies between an empty window and an exported submission.
enum class FirstStep { Data, Features, Training, Thresholds, Export };

struct StepState
{
    FirstStep step;
    bool isDone = false;
    QString text; ///< "Features"
    QString hint; ///< what is to be done, or what is there
};

/// How far the open project is.
std::vector<StepState> firstSteps(Session &session);
/// The thresholds of a run were looked at, a submission was exported: steps that no data show.
void noteStep(FirstStep step);
/// Whether somebody who has come to the end once is still to be led.
bool leadsThroughSteps();
void setLeadsThroughSteps(bool leads);

} // namespace melscope
