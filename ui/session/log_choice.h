#pragma once

#include "core/training/log_kinds.h"

namespace melscope {

/// What the window's next trainings write for other programs, beside what their project asks for. Remembered.
LogKinds chosenLogs();
void chooseLogs(LogKinds kinds);

} // namespace melscope
