// Locks between processes: the test starts itself as the other one.
#include "core/base/atomic_file.h"
#include "core/base/folder_lock.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QScopeGuard>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

using namespace melscope;

namespace {

LockTarget targetOf(const QString &lockFile)
{
    return { lockFile, QFileInfo(lockFile).absolutePath(), QStringLiteral("run") };
}

/// The other process: takes the lock, says how that went, and holds it until it is killed or its input ends.
int hold(const QString &lockFile)
{
    const auto lock = FolderLock::tryTake(targetOf(lockFile));
    std::printf("%s\n", lock ? "taken" : qPrintable(lock.error().error.text()));
    std::fflush(stdout);
    if (lock)
        (void)std::getchar();
    return lock ? 0 : 1;
}

} // namespace

class FolderLockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_folder.reset(); }
    void secondProcessIsToldWho();
    void killedProcessIsTakenOver();
    void killedWhileRemovingALock_data();
    void killedWhileRemovingALock();
    void halfWrittenFilesOfAKilledProcessGo();
    void numberOfAnotherProcessIsNoHolder();
    void copyOfAHeldFolderIsFree();
    void lockFilesOfOthers_data();
    void lockFilesOfOthers();
    void lockFileWithoutText();
    void lockFileThatIsBeingWritten();
    void sharingWithinTheProcess();
    void linkedFolderIsTheSame();
    void unwritable_data();
    void unwritable();

private:
    /// Ends the process with the test that began it.
    struct Ender
    {
        void operator()(QProcess *process) const
        {
            process->kill();
            process->waitForFinished();
            delete process;
        }
    };
    std::unique_ptr<QProcess, Ender> other(const QString &lockFile, const QString &answer = "taken")
    {
        std::unique_ptr<QProcess, Ender> process(new QProcess);
        process->start(QCoreApplication::applicationFilePath(), { "--hold", lockFile });
        if (!process->waitForReadyRead(30'000))
            return nullptr;
        m_answer = QString::fromUtf8(process->readLine()).trimmed();
        return m_answer == answer || answer.isEmpty() ? std::move(process) : nullptr;
    }
    void write(const QByteArray &bytes) const
    {
        QFile file(m_lock);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_lock;
    QString m_answer;
};

void FolderLockTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_lock = m_folder->filePath(".lock");
}

void FolderLockTest::secondProcessIsToldWho()
{
    auto first = other(m_lock);
    QVERIFY(first);
    const auto refused = FolderLock::tryTake(targetOf(m_lock));
    QVERIFY(!refused && refused.error().holder);
    const LockHolder &holder = *refused.error().holder;
    QCOMPARE(holder.process, first->processId());
    QCOMPARE(holder.program, QString("tst_folder_lock"));
    QCOMPARE(holder.host, QSysInfo::machineHostName());
    QVERIFY(holder.isThisHost && !holder.isThisProcess);
    const QString text = refused.error().error.text();
    QVERIFY2(text.contains(m_folder->path()) && text.contains(QString::number(first->processId()))
                 && text.contains("run is in use"),
             qPrintable(text));
    QVERIFY(!text.contains("delete")); // whoever runs here can be waited for
    QCOMPARE(FolderLock::holderOf(targetOf(m_lock))->process, first->processId());
    QVERIFY(!FolderLock::isLeftOver(targetOf(m_lock)));
    // The other way round, too.
    first->closeWriteChannel();
    QVERIFY(first->waitForFinished(30'000));
    QVERIFY(!QFile::exists(m_lock));
    const auto lock = FolderLock::tryTake(targetOf(m_lock));
    QVERIFY(lock);
    auto second = other(m_lock, {});
    QVERIFY2(m_answer.contains(QString::number(QCoreApplication::applicationPid())), qPrintable(m_answer));
}

void FolderLockTest::killedProcessIsTakenOver()
{
    auto first = other(m_lock);
    QVERIFY(first);
    first->kill();
    QVERIFY(first->waitForFinished(30'000));
    QVERIFY(QFile::exists(m_lock));
    QVERIFY(FolderLock::isLeftOver(targetOf(m_lock)));
    QVERIFY(!FolderLock::holderOf(targetOf(m_lock)));
    {
        const auto lock = FolderLock::tryTake(targetOf(m_lock));
        QVERIFY(lock);
        QVERIFY(!FolderLock::isLeftOver(targetOf(m_lock)));
        QVERIFY(FolderLock::holderOf(targetOf(m_lock))->isThisProcess);
    }
    QVERIFY(QDir(m_folder->path()).isEmpty(QDir::Files | QDir::Hidden)); // neither it nor what removed it
}

void FolderLockTest::killedWhileRemovingALock_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("after it was written") << QByteArray("999999999\nmelscope-cli\n")
            + QSysInfo::machineHostName().toUtf8() + '\n' + QSysInfo::machineUniqueId() + '\n'
            + QSysInfo::bootUniqueId() + '\n';
    QTest::newRow("before it was written") << QByteArray();
}

void FolderLockTest::killedWhileRemovingALock()
{
    QFETCH(const QByteArray, text);
    // The lock itself was already gone, what guarded its removal was not.
    QVERIFY(writeFileAtomically(m_lock + ".rmlock", text.toStdString()));
    QVERIFY(FolderLock::tryTake(targetOf(m_lock)));
    QVERIFY(QDir(m_folder->path()).isEmpty(QDir::Files | QDir::Hidden));
}

void FolderLockTest::halfWrittenFilesOfAKilledProcessGo()
{
    auto first = other(m_lock);
    QVERIFY(first);
    const QDir folder(m_folder->path());
    for (const char *name : { "scores.txt.melscope-aB3xY9~", "thresholds.txt", "notes~" })
        QVERIFY(writeFileAtomically(folder.filePath(name), "text"));
    first->kill();
    QVERIFY(first->waitForFinished(30'000));
    // A lock beside what it guards says nothing about the others there.
    QVERIFY(FolderLock::tryTake({ m_lock, folder.filePath("thresholds.txt"), "file" }));
    QVERIFY(folder.exists("scores.txt.melscope-aB3xY9~"));
    auto second = other(m_lock);
    QVERIFY(second);
    second->kill();
    QVERIFY(second->waitForFinished(30'000));
    QVERIFY(FolderLock::tryTake({ m_lock, folder.path(), "run" }));
    QCOMPARE(folder.entryList(QDir::Files), QStringList({ "notes~", "thresholds.txt" }));
}

void FolderLockTest::numberOfAnotherProcessIsNoHolder()
{
    // As in a container, where every program has the same number: it lives, but has locked nothing.
    const QByteArray name = QFileInfo(QCoreApplication::applicationFilePath()).fileName().toUtf8();
    write(QByteArray::number(QCoreApplication::applicationPid()) + '\n' + name + '\n'
          + QSysInfo::machineHostName().toUtf8() + '\n' + QSysInfo::machineUniqueId() + '\n' + QSysInfo::bootUniqueId()
          + '\n');
    QVERIFY(FolderLock::isLeftOver(targetOf(m_lock)));
    QVERIFY(FolderLock::tryTake(targetOf(m_lock)));
}

void FolderLockTest::copyOfAHeldFolderIsFree()
{
    auto first = other(m_lock);
    QVERIFY(first);
    QVERIFY(QDir().mkpath(m_folder->filePath("copy")));
    const QString copy = m_folder->filePath("copy/.lock");
    QVERIFY(QFile::copy(m_lock, copy));
    QVERIFY(!FolderLock::holderOf(targetOf(copy)));
    QVERIFY(FolderLock::tryTake(targetOf(copy)));
    QVERIFY(!FolderLock::tryTake(targetOf(m_lock)));
}

void FolderLockTest::lockFilesOfOthers_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("message");
    const QByteArray own = QSysInfo::machineHostName().toUtf8();
    QTest::newRow("another host") << QByteArray("1234\nmelscope\nfar-away\n") << "melscope, process 1234 on far-away";
    QTest::newRow("another machine of the same name")
        << "1234\nmelscope\n" + own + "\n0123456789abcdef0123456789abcdef\n"
        << "melscope, process 1234 on " + QString::fromUtf8(own);
    QTest::newRow("no lock file at all") << QByteArray("\xff\x00 hello") << "does not say by whom";
}

void FolderLockTest::lockFilesOfOthers()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, message);
    write(content);
    // As old as it may be.
    QFile file(m_lock);
    QVERIFY(file.open(QIODevice::ReadWrite)
            && file.setFileTime(QDateTime::currentDateTime().addYears(-1), QFileDevice::FileModificationTime));
    file.close();
    const auto refused = FolderLock::tryTake(targetOf(m_lock));
    QVERIFY(!refused && refused.error().holder && FolderLock::holderOf(targetOf(m_lock)));
    QVERIFY(!FolderLock::isLeftOver(targetOf(m_lock)));
    const QString text = refused.error().error.text();
    QVERIFY2(text.contains(message) && text.contains("delete " + m_lock), qPrintable(text));
    QVERIFY(QFile::exists(m_lock));
    QVERIFY(QFile::remove(m_lock)); // as it says
    QVERIFY(FolderLock::tryTake(targetOf(m_lock)));
}

void FolderLockTest::lockFileWithoutText()
{
    // Killed between making and writing it: it is plain soon that nobody is about to write it.
    write({});
    QElapsedTimer clock;
    clock.start();
    const auto refused = FolderLock::tryTake(targetOf(m_lock));
    QVERIFY(clock.elapsed() < 1000); // the window's thread does not wait for that
    QVERIFY(!refused && refused.error().holder);
    QVERIFY(refused.error().error.text().contains("does not say by whom"));
    QVERIFY(!FolderLock::isLeftOver(targetOf(m_lock)));
    QVERIFY(FolderLock::take(targetOf(m_lock)));
    QVERIFY(QDir(m_folder->path()).isEmpty(QDir::Files | QDir::Hidden));
    // So was the process that removed one.
    write({});
    QVERIFY(QFile::copy(m_lock, m_lock + ".rmlock"));
    QVERIFY(FolderLock::take(targetOf(m_lock)));
    QVERIFY(QDir(m_folder->path()).isEmpty(QDir::Files | QDir::Hidden));
    // Long ago.
    write({});
    QFile file(m_lock);
    QVERIFY(file.open(QIODevice::ReadWrite)
            && file.setFileTime(QDateTime::currentDateTime().addSecs(-300), QFileDevice::FileModificationTime));
    file.close();
    QVERIFY(FolderLock::isLeftOver(targetOf(m_lock)));
    QVERIFY(FolderLock::tryTake(targetOf(m_lock)));
}

void FolderLockTest::lockFileThatIsBeingWritten()
{
    // Its maker holds the system's lock and has written nothing yet.
    write({});
    const int maker = ::open(QFile::encodeName(m_lock).constData(), O_RDWR | O_CLOEXEC);
    const auto closeMaker = qScopeGuard([maker] { ::close(maker); });
    QVERIFY(maker >= 0 && ::flock(maker, LOCK_EX) == 0);
    const auto refused = FolderLock::take(targetOf(m_lock));
    QVERIFY(!refused);
    QVERIFY(refused.error().text().contains("does not say by whom"));
    QVERIFY(!FolderLock::isLeftOver(targetOf(m_lock)) && QFile::exists(m_lock));
}

void FolderLockTest::sharingWithinTheProcess()
{
    using Sharing = FolderLock::Sharing;
    const LockTarget target = targetOf(m_lock);
    {
        const auto alone = FolderLock::tryTake(target);
        QVERIFY(alone);
        for (const Sharing sharing : { Sharing::Alone, Sharing::WithinProcess }) {
            const auto refused = FolderLock::tryTake(target, sharing);
            QVERIFY(!refused && refused.error().holder->isThisProcess);
        }
    }
    {
        std::optional<FolderLock> first(*FolderLock::tryTake(target, Sharing::WithinProcess));
        const auto second = FolderLock::tryTake(target, Sharing::WithinProcess);
        QVERIFY(second);
        QVERIFY(!FolderLock::tryTake(target, Sharing::Alone));
        QVERIFY(!FolderLock::holderOf(target)); // nobody who would keep this process out
        first.reset();
        QVERIFY(QFile::exists(m_lock)); // the second still writes
        auto stranger = other(m_lock, {});
        QVERIFY(m_answer.contains("in use"));
    }
    QVERIFY(!QFile::exists(m_lock));
}

void FolderLockTest::linkedFolderIsTheSame()
{
    QVERIFY(QDir().mkpath(m_folder->filePath("a")) && QFile::link("a", m_folder->filePath("b")));
    const auto lock = FolderLock::tryTake(targetOf(m_folder->filePath("a/.lock")));
    QVERIFY(lock);
    QVERIFY(!FolderLock::tryTake(targetOf(m_folder->filePath("b/.lock"))));
}

void FolderLockTest::unwritable_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("no such folder") << "missing";
    QTest::newRow("no permission") << "permission";
    QTest::newRow("not one byte can be written") << "full";
}

void FolderLockTest::unwritable()
{
    QFETCH(QString, kind);
    QProcess process;
    QString lockFile = m_lock;
    if (kind == "missing") {
        lockFile = m_folder->filePath("none/.lock");
    } else if (kind == "permission") {
        // Root may write anywhere, so the other process is nobody.
        QVERIFY(QFile::setPermissions(m_folder->path(),
                                      QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther));
        process.setChildProcessModifier([] {
            if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0))
                ::_exit(3);
        });
    } else {
        process.setChildProcessModifier([] {
            ::signal(SIGXFSZ, SIG_IGN);
            const rlimit none { 0, 0 };
            ::setrlimit(RLIMIT_FSIZE, &none);
        });
    }
    process.start(QCoreApplication::applicationFilePath(), { "--hold", lockFile });
    QVERIFY(process.waitForFinished(30'000));
    const QString text = QString::fromUtf8(process.readAllStandardOutput());
    if (kind == "permission" && process.exitCode() != 1)
        QSKIP("the program's folder is closed to others");
    QCOMPARE(process.exitCode(), 1);
    QVERIFY2(!text.contains("in use") && text.contains(QFileInfo(lockFile).path()), qPrintable(text));
    QVERIFY(QFile::setPermissions(m_folder->path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QVERIFY(!QFileInfo::exists(lockFile) && !QFileInfo::exists(m_folder->filePath("none")));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == QStringLiteral("--hold"))
        return hold(arguments[2]);
    FolderLockTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_folder_lock.moc"
