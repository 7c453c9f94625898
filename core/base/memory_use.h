#pragma once

#include <QtGlobal>

namespace melscope {

/// Memory of this process that is its own: resident, without what is mapped from files. 0 where it is not known.
qint64 residentBytes();
/// What of the processors nobody uses now, 0.05 … 1, by the load of the last minute; 1 where that is not known.
double freeShareOfProcessors();

} // namespace melscope
