#pragma once

#include <QtGlobal>

namespace melscope {

/// Memory of this process that is its own: resident, without what is mapped from files. 0 where it is not known.
qint64 residentBytes();

} // namespace melscope
