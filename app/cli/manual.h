#pragma once

#include "app/cli/command.h"

#include <optional>

namespace melscope {

/// The manual page of melscope-cli in roff, section 1, from the tables that --help is made of.
QString manualPage(const std::vector<Command> &commands);
/// What completes the command line in bash, zsh or fish, from the same; nothing for another shell.
std::optional<QString> completionScript(const std::vector<Command> &commands, const QString &shell);

} // namespace melscope
