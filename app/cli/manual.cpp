#include "app/cli/manual.h"

#include "core/base/version.h"

namespace melscope {

namespace {

OptionList optionsOf(const Command &command)
{
    OptionList options;
    command.declare(options);
    return options + commonOptions();
}

/// A text in roff: nothing in it is a command, and a hyphen is one that can be copied.
QString roff(QString text)
{
    text.replace(QLatin1Char('\\'), QStringLiteral("\\e")).replace(QLatin1Char('-'), QStringLiteral("\\-"));
    text.replace(QLatin1Char('\n'), QLatin1Char(' '));
    if (text.startsWith(QLatin1Char('.')) || text.startsWith(QLatin1Char('\'')))
        text.prepend(QStringLiteral("\\&"));
    return text;
}

/// Between single quotes of a shell.
QString quoted(QString text)
{
    return QLatin1Char('\'') + text.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

QString optionNames(const OptionList &options)
{
    QStringList names { QStringLiteral("--help") };
    for (const QCommandLineOption &option : options)
        names << QStringLiteral("--") + option.names().front();
    return names.join(QLatin1Char(' '));
}

QString commandNames(const std::vector<Command> &commands)
{
    QStringList names;
    for (const Command &command : commands)
        names << command.name;
    return names.join(QLatin1Char(' '));
}

QString bash(const std::vector<Command> &commands)
{
    QString text = QStringLiteral(R"(# bash completion for melscope-cli
_melscope_cli()
{
    local word=${COMP_WORDS[COMP_CWORD]} words
    if [ "$COMP_CWORD" -eq 1 ]; then
        words="%1 --help --version"
    elif [ "${word:0:1}" = - ]; then
        case ${COMP_WORDS[1]} in
)")
                       .arg(commandNames(commands));
    for (const Command &command : commands)
        text += QStringLiteral("        %1) words=%2 ;;\n").arg(command.name, quoted(optionNames(optionsOf(command))));
    return text + QStringLiteral(R"(        esac
    fi
    # Without words what the shell completes itself: files.
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o bashdefault -o default -F _melscope_cli melscope-cli
)");
}

/// A description in zsh's list of options.
QString zshText(QString text)
{
    return text.replace(QLatin1Char('\\'), QStringLiteral("\\\\"))
        .replace(QLatin1Char('['), QStringLiteral("\\["))
        .replace(QLatin1Char(']'), QStringLiteral("\\]"))
        .replace(QLatin1Char(':'), QStringLiteral("\\:"));
}

QString zsh(const std::vector<Command> &commands)
{
    QString text = QStringLiteral("#compdef melscope-cli\n\nlocal -a commands\ncommands=(\n");
    for (const Command &command : commands)
        text += QStringLiteral("    ") + quoted(command.name + QLatin1Char(':') + zshText(command.summary))
            + QLatin1Char('\n');
    text += QStringLiteral(")\n\nif ((CURRENT == 2)); then\n    _describe command commands\n    return\nfi\n\n"
                           "case $words[2] in\n");
    for (const Command &command : commands) {
        text += QStringLiteral("%1)\n    shift words\n    ((CURRENT--))\n    _arguments \\\n").arg(command.name);
        for (const QCommandLineOption &option : optionsOf(command)) {
            QString line = QStringLiteral("--%1[%2]").arg(option.names().front(), zshText(option.description()));
            if (!option.valueName().isEmpty())
                line += QLatin1Char(':') + option.valueName() + QStringLiteral(":_files");
            text += QStringLiteral("        ") + quoted(line) + QStringLiteral(" \\\n");
        }
        text += QStringLiteral("        '*:file:_files'\n    ;;\n");
    }
    return text + QStringLiteral("esac\n");
}

QString fish(const std::vector<Command> &commands)
{
    QString text = QStringLiteral("# fish completion for melscope-cli\n");
    for (const Command &command : commands)
        text += QStringLiteral("complete -c melscope-cli -n __fish_use_subcommand -f -a %1 -d %2\n")
                    .arg(command.name, quoted(command.summary));
    for (const Command &command : commands) {
        for (const QCommandLineOption &option : optionsOf(command))
            text += QStringLiteral("complete -c melscope-cli -n '__fish_seen_subcommand_from %1' -l %2 %3-d %4\n")
                        .arg(command.name, option.names().front(),
                             option.valueName().isEmpty() ? QString() : QStringLiteral("-r "),
                             quoted(option.description()));
    }
    return text;
}

} // namespace

QString manualPage(const std::vector<Command> &commands)
{
    QString text =
        QStringLiteral(".TH MELSCOPE\\-CLI 1 \"\" \"Melscope %1\" \"User Commands\"\n"
                       ".SH NAME\nmelscope\\-cli \\- train and evaluate music genre models from the command line\n"
                       ".SH SYNOPSIS\n.B melscope\\-cli\n.I COMMAND\n[\\fIARGUMENTS\\fR]\n"
                       ".SH DESCRIPTION\n"
                       "Everything that the window of\n.BR melscope (1)\n"
                       "does, without a display: import feature documents and ground truths, train networks,\n"
                       "search thresholds, predict, check and evaluate submissions of the MediaEval\n"
                       "AcousticBrainz Genre Task.\n.SH COMMANDS\n")
            .arg(QLatin1String(version()));
    for (const Command &command : commands) {
        text += QStringLiteral(".SS %1\n.B melscope\\-cli %1\n%2\n.PP\n%3\n")
                    .arg(roff(command.name), roff(command.arguments), roff(command.summary));
        OptionList options;
        command.declare(options);
        for (const QCommandLineOption &option : std::as_const(options))
            text += QStringLiteral(".TP\n\\fB\\-\\-%1\\fR%2\n%3\n")
                        .arg(roff(option.names().front()),
                             option.valueName().isEmpty() ? QString()
                                                          : QStringLiteral(" \\fI%1\\fR").arg(roff(option.valueName())),
                             roff(option.description()));
    }
    text += QStringLiteral(".SH COMMON OPTIONS\nEvery command takes\n");
    for (const QCommandLineOption &option : commonOptions())
        text +=
            QStringLiteral(".TP\n\\fB\\-\\-%1\\fR\n%2\n").arg(roff(option.names().front()), roff(option.description()));
    return text
        + QStringLiteral(".TP\n\\fB\\-\\-help\\fR\nThe options of the command.\n"
                         ".SH EXIT STATUS\n.TP\n0\nDone.\n.TP\n1\nFailed, or violations were found.\n.TP\n2\n"
                         "Wrong usage.\n.SH SEE ALSO\n.BR melscope (1)\n");
}

std::optional<QString> completionScript(const std::vector<Command> &commands, const QString &shell)
{
    if (shell == QStringLiteral("bash"))
        return bash(commands);
    if (shell == QStringLiteral("zsh"))
        return zsh(commands);
    if (shell == QStringLiteral("fish"))
        return fish(commands);
    return std::nullopt;
}

} // namespace melscope
