#pragma once

#include "core/base/result.h"

#include <mutex>

namespace melscope {

/// A part of the program in a library of its own, with a package of its own, since what it needs takes long to load:
/// opened on demand. It has one function, which returns a table whose first member is the version of Melscope that it
/// was built with, a const char *.
class ProgramModule
{
public:
    /// `file` lies in the modules' folder, `entry` is its function; `purpose` needs `package`, else the remedy ends
    /// with `otherwise`: ".", or ", or do something else.". All live as long as the program.
    ProgramModule(const char *file, const char *entry, const char *package, const char *purpose, const char *otherwise)
        : m_file(file)
        , m_entry(entry)
        , m_package(package)
        , m_purpose(purpose)
        , m_otherwise(otherwise)
    {
    }
    /// Loads it when it is first asked for, and keeps it; of any thread. Errors: not installed; of another version; a
    /// library that it needs is missing. They name the package.
    Result<const void *> table();

private:
    Result<const void *> load() const;

    const char *m_file;
    const char *m_entry;
    const char *m_package;
    const char *m_purpose;
    const char *m_otherwise;
    std::mutex m_mutex;
    const void *m_loaded = nullptr;
};

} // namespace melscope
