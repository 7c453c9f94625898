#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "core/targets/target.h"

#include <QByteArray>

#include <chrono>

namespace melscope {

/// A text as one word of a shell.
QString shellWord(const QString &text);

/// What a script brought.
struct HostAnswer
{
    int status = 0;
    QByteArray output;
    QByteArray errors; ///< what was said beside it
};

/// A computer on which scripts are run and to which files are copied: this one, or one behind ssh, which asks for no
/// password (an agent or a key answers it). One connection serves several calls, if ssh is not told otherwise. Used
/// by workers: every call waits, and answers a cancel within 100 ms.
class Host
{
public:
    explicit Host(const Target &target);

    /// Runs a script of bash, in a login shell behind ssh. Errors: no ssh; the host cannot be reached, with what ssh
    /// says; it does not answer in time; cancelled. A script that fails is an answer.
    Result<HostAnswer> run(const QString &script, const CancelToken &cancel,
                           std::chrono::seconds limit = std::chrono::seconds(60)) const;

    /// Copies files to a folder there, which exists; what is there already does not travel again.
    Result<void> send(const QStringList &files, const QString &folder, const CancelToken &cancel,
                      const ProgressCallback &progress) const;
    /// Copies what lies in a folder there into one of this computer.
    Result<void> fetch(const QString &folder, const QStringList &exclude, const QString &to, const CancelToken &cancel,
                       const ProgressCallback &progress) const;

private:
    QStringList sshArguments(const CancelToken &cancel) const;
    Result<void> copy(const QStringList &arguments, Stage stage, const CancelToken &cancel,
                      const ProgressCallback &progress) const;

    QString m_name;
    QStringList m_options;
    mutable QStringList m_sharing; ///< ssh options for one connection; made when first asked for
    mutable bool m_isSharingKnown = false;
};

} // namespace melscope
