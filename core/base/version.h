#pragma once

#include <QString>

namespace melscope {

/// "0.2.0", as the top CMakeLists.txt says.
const char *version();
/// "0.2.0 (2f8cdb9)", with the commit where it was built from a checkout, and "+" behind it where that was changed:
/// what both programs show.
QString versionText();

} // namespace melscope
