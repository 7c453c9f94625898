#pragma once

#include <QString>

#include <cstddef>

namespace melscope::soak {

/// Writes a project of one simulated source into a folder: `rows` training recordings, a twentieth of that for
/// validation, and features of a part of them, so that a training takes seconds. Returns its file.
QString writeProject(const QString &folder, size_t rows);

} // namespace melscope::soak
