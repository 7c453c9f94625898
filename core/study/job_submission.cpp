#include "core/study/job_submission.h"

#include "core/base/atomic_file.h"
#include "core/base/number_text.h"
#include "core/base/version.h"
#include "core/base/words.h"
#include "core/collection/feature_cache.h"
#include "core/runs/unfinished_training.h"
#include "core/targets/host.h"
#include "core/targets/job_script.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSysInfo>

#include <map>

namespace melscope {

namespace {

using namespace std::chrono_literals;

constexpr auto kTimeToSubmit = 120s;
constexpr qint64 kBlock = 4 << 20; ///< bytes that are read between two looks at a cancel

QString lastLines(const HostAnswer &answer)
{
    QStringList lines;
    for (const QString &line :
         QString::fromUtf8(answer.errors + answer.output).split(QLatin1Char('\n'), Qt::SkipEmptyParts))
        lines << line.trimmed();
    return lines.mid(std::max<qsizetype>(0, lines.size() - 6)).join(QStringLiteral("; "));
}

QString hashText(const QString &text, int digits)
{
    return QString::fromLatin1(QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex().left(digits));
}

/// A file that the trainings read.
struct Input
{
    QString path; ///< absolute, on this computer: a file, or the folder of a store's shards
    QString original; ///< what the project names: documents, say, of which `path` is the store
    QStringList files; ///< that belong to it
    QString there; ///< within the target's folder: data/KEY/NAME; the key is of the content, whatever it is called here
    qint64 size = 0; ///< bytes
};

class Submitting
{
public:
    Submitting(const std::vector<RunPlan> &plans, const Target &target, const CancelToken &cancel,
               const ProgressCallback &progress)
        : m_plans(plans)
        , m_target(target)
        , m_host(target)
        , m_cancel(cancel)
        , m_progress(progress)
    {
    }

    Result<std::vector<JobRecord>> run()
    {
        for (auto step : { &Submitting::checkPlans, &Submitting::openInputs, &Submitting::findPlaces,
                           &Submitting::prepareHost, &Submitting::copyInputs, &Submitting::writeFiles }) {
            if (const auto done = (this->*step)(); !done)
                return undo(done.error());
        }
        return submit();
    }

private:
    void tell(const QString &text) const
    {
        if (!m_progress)
            return;
        Progress report;
        report.stage = StageName(Stage::Submitting, m_target.name);
        report.message = text;
        report.milestone = true;
        m_progress(report);
    }

    Result<void> checkPlans()
    {
        if (const auto checked = m_target.check(); !checked)
            return fail(tr("the target %1: %2").arg(m_target.name, checked.error().what), {}, tr("Change it."));
        for (const RunPlan &plan : m_plans) {
            if (const auto checked = checkTrainable(plan.project); !checked)
                return checked;
            if (const auto checked = plan.project.recipe.check(); !checked)
                return checked;
            if (const auto record = readJobRecord(plan.folder); record && record->isActive())
                return fail(tr("a job trains this run already: %1").arg(record->text()), plan.folder,
                            tr("Follow or cancel it (melscope-cli jobs), or choose another folder."));
            m_isNew.push_back(!QFileInfo::exists(plan.folder));
            if (const auto writable = makeWritableFolder(plan.folder); !writable)
                return writable;
            // Held only to see that nobody else trains here now.
            if (const auto lock = FolderLock::take(runLock(plan.folder)); !lock)
                return passOn(lock);
            if (plan.unfinished == RunPlan::Unfinished::Refuse && hasUnfinishedTraining(plan.folder))
                return fail(tr("a training was interrupted here"), stagingFolder(plan.folder),
                            tr("Go on with it, discard it, or choose another folder."));
        }
        return {};
    }

    /// A file, or a store's folder.
    Result<void> addInput(const QString &path, const QString &original)
    {
        const QFileInfo info(path);
        Input input { info.absoluteFilePath(), QFileInfo(original).absoluteFilePath(), {}, {}, 0 };
        if (m_inputs.contains(input.path))
            return {};
        input.files = { input.path };
        if (info.isDir()) {
            const auto store = ShardedStore::read(path);
            if (!store)
                return passOn(store);
            input.files = { QDir(input.path).filePath(ShardedStore::kManifest) };
            for (const QString &shard : store->shards)
                input.files << QDir(input.path).filePath(shard);
        }
        for (const QString &file : input.files) {
            if (!QFileInfo(file).isFile())
                return fail(tr("is no file that can be read"), original, tr("Look whether it is there."));
            input.size += QFileInfo(file).size();
        }
        m_inputs.emplace(input.path, std::move(input));
        return {};
    }

    /// The store of a feature input, opened once for all plans: a file, or the folder of its shards.
    Result<QString> storeOf(const QString &input, const RunPlan &plan)
    {
        if (const auto known = m_stores.find(input); known != m_stores.end())
            return known->second;
        const QString cache =
            plan.featureCache.isEmpty() ? plan.folder + QStringLiteral("/features") : plan.featureCache;
        const auto opened = openFeatures(input, cache, m_cancel, m_progress);
        if (!opened)
            return passOn(opened);
        const QString first = QFileInfo(opened->stores.front()->path()).absoluteFilePath();
        const QString store = first == QFileInfo(input).absoluteFilePath() ? first : QFileInfo(first).absolutePath();
        if (const auto added = addInput(store, input); !added)
            return passOn(added);
        return m_stores[input] = store;
    }

    Result<void> openInputs()
    {
        for (const RunPlan &plan : m_plans) {
            Project project;
            project.recipe = plan.project.recipe;
            for (const ProjectSource &source : plan.project.sources) {
                if (source.isMusic())
                    continue;
                ProjectSource trained;
                trained.name = source.name;
                trained.trainFile = QFileInfo(source.trainFile).absoluteFilePath();
                trained.validationFile = QFileInfo(source.validationFile).absoluteFilePath();
                if (!source.testTruth.isEmpty()) // nothing is learned from it, but the run's findings tell of it
                    trained.testTruth = QFileInfo(source.testTruth).absoluteFilePath();
                for (const QString &file : { trained.trainFile, trained.validationFile, trained.testTruth }) {
                    if (file.isEmpty())
                        continue;
                    if (const auto added = addInput(file, file); !added)
                        return added;
                }
                QStringList inputs = source.featureInputs;
                if (!source.testInput.isEmpty())
                    inputs << source.testInput;
                for (const QString &input : inputs) {
                    const auto store = storeOf(input, plan);
                    if (!store)
                        return passOn(store);
                }
                for (const QString &input : source.featureInputs)
                    trained.featureInputs << m_stores[input];
                if (!source.testInput.isEmpty())
                    trained.testInput = m_stores[source.testInput];
                project.sources.push_back(std::move(trained));
            }
            m_projects.push_back(std::move(project));
        }
        return {};
    }

    /// Where each input lies there. Reading two gigabytes takes some seconds, copying them in vain minutes.
    Result<void> findPlaces()
    {
        if (m_target.sharesFiles())
            return {};
        qint64 bytes = 0;
        for (const auto &[path, input] : m_inputs)
            bytes += input.size;
        StageProgress shown(m_progress, StageName(Stage::Reading, tr("the data")), QStringLiteral("bytes"), bytes);
        qint64 done = 0;
        for (auto &[path, input] : m_inputs) {
            const QString name = QFileInfo(path).fileName();
            QCryptographicHash hash(QCryptographicHash::Blake2b_256);
            hash.addData(name.toUtf8());
            for (const QString &path : input.files) {
                QFile file(path);
                hash.addData('/' + QFileInfo(path).fileName().toUtf8() + ' ' + QByteArray::number(file.size()) + ' ');
                if (!file.open(QIODevice::ReadOnly))
                    return fail(file.errorString(), path, tr("Look whether it can be read."));
                for (QByteArray block; !(block = file.read(kBlock)).isEmpty(); shown.update(done += block.size())) {
                    if (m_cancel.isCancelled())
                        return cancelled();
                    hash.addData(block);
                }
                if (file.error() != QFile::NoError)
                    return fail(file.errorString(), path, tr("Look whether it can be read."));
            }
            input.there = QStringLiteral("data/%1/%2").arg(QString::fromLatin1(hash.result().toHex().left(16)), name);
        }
        return {};
    }

    Result<void> prepareHost()
    {
        tell(tr("Looking at %1").arg(m_target.text()));
        QString script = QStringLiteral("set -e\n");
        if (!m_target.sharesFiles()) {
            script += QStringLiteral("cd\nmkdir -p %1/data %1/runs\ncd %1\n").arg(shellWord(m_target.folderThere()));
            script += QStringLiteral("echo \"base $(pwd -P)\"\n");
            for (const auto &[path, input] : m_inputs)
                script += QStringLiteral("[ ! -e %1/complete ] || echo there %1\n").arg(keyFolder(input));
        }
        script += programScript(m_target);
        const auto answer = m_host.run(script, m_cancel);
        if (!answer)
            return passOn(answer);
        if (answer->status != 0)
            return fail(tr("%1 cannot be used: %2").arg(m_target.name, lastLines(*answer)), {},
                        tr("Change the target, or what is missing there."));
        for (const QString &line : QString::fromUtf8(answer->output).split(QLatin1Char('\n'))) {
            if (line.startsWith(QStringLiteral("base ")))
                m_base = line.mid(5);
            else if (line.startsWith(QStringLiteral("there ")))
                m_there << line.mid(6);
        }
        for (const RunPlan &plan : m_plans) {
            const QString folder = QFileInfo(plan.folder).absoluteFilePath();
            m_places << (m_target.sharesFiles() ? folder
                                                : QStringLiteral("%1/runs/%2-%3")
                                                      .arg(m_base, QFileInfo(folder).fileName(),
                                                           hashText(QSysInfo::machineHostName() + folder, 8)));
        }
        return {};
    }

    Result<void> copyInputs()
    {
        if (m_target.sharesFiles())
            return {};
        qint64 bytes = 0;
        std::vector<const Input *> missing;
        for (const auto &[path, input] : m_inputs) {
            if (m_there.contains(keyFolder(input)))
                continue;
            missing.push_back(&input);
            bytes += input.size;
        }
        if (missing.empty()) {
            tell(tr("All data are there already"));
            return {};
        }
        QString script = QStringLiteral("set -e\n");
        for (const Input *input : missing)
            script += QStringLiteral("mkdir -p %1\n").arg(shellWord(folderThere(*input)));
        const auto made = m_host.run(script, m_cancel);
        if (!made)
            return passOn(made);
        if (made->status != 0)
            return fail(tr("%1 cannot take the data: %2").arg(m_target.name, lastLines(*made)), {},
                        tr("Look at its disk and its permissions."));
        tell(tr("Copying %1 to %2").arg(sizeText(bytes), m_target.name));
        script = QStringLiteral("set -e\n");
        for (const Input *input : missing) {
            if (const auto sent = m_host.send(input->files, folderThere(*input), m_cancel, m_progress); !sent)
                return sent;
            script +=
                QStringLiteral("touch %1/complete\n").arg(shellWord(m_base + QLatin1Char('/') + keyFolder(*input)));
        }
        const auto marked = m_host.run(script, m_cancel);
        if (!marked)
            return passOn(marked);
        if (marked->status != 0)
            return fail(tr("%1 cannot take the data: %2").arg(m_target.name, lastLines(*marked)), {},
                        tr("Look at its disk and its permissions."));
        return {};
    }

    /// The folder of an input, within the target's; "complete" stands there when all of it has been copied.
    static QString keyFolder(const Input &input) { return input.there.section(QLatin1Char('/'), 0, 1); }
    /// Of its files: a store's have one of their own.
    QString folderThere(const Input &input) const
    {
        return m_base + QLatin1Char('/')
            + (input.files.size() > 1 || input.files.front() != input.path ? input.there : keyFolder(input));
    }

    /// What a run's project calls a file: as it lies there, seen from the run's folder.
    QString pathThere(const QString &path, const QString &runFolder, QMap<QString, QString> &paths) const
    {
        if (path.isEmpty())
            return path;
        const Input &input = m_inputs.at(path);
        const QDir run(runFolder);
        const QString there = m_target.sharesFiles()
            ? path
            : QDir::cleanPath(run.absoluteFilePath(QStringLiteral("../../") + input.there));
        paths.insert(run.relativeFilePath(there), run.relativeFilePath(input.original));
        return there;
    }

    Result<void> writeFiles()
    {
        m_script = jobScript(m_target, m_places, aboutText(), boundFolders());
        const QString now = QDateTime::currentDateTime().toString(Qt::ISODate);
        for (size_t i = 0; i < m_plans.size(); ++i) {
            const QString folder = QFileInfo(m_plans[i].folder).absoluteFilePath();
            JobRecord record;
            record.folder = folder;
            record.target = m_target;
            record.place = m_places[qsizetype(i)];
            record.number = int(i);
            record.submitted = record.changed = now;
            record.recipe = m_projects[i].recipe.toJson();
            if (m_target.queue == Target::Queue::Slurm)
                record.queueLog = m_places.front()
                    + (m_plans.size() > 1 ? QStringLiteral("/slurm-%1.log").arg(i) : QStringLiteral("/slurm.log"));
            for (ProjectSource &source : m_projects[i].sources) {
                for (QString *path :
                     { &source.trainFile, &source.validationFile, &source.testInput, &source.testTruth })
                    *path = pathThere(*path, folder, record.paths);
                for (QString &path : source.featureInputs)
                    path = pathThere(path, folder, record.paths);
            }
            auto before = hasJobRecord(folder) ? readJobRecord(folder) : Result<JobRecord>(fail(QString()));
            m_before.push_back(before ? std::optional(std::move(*before)) : std::nullopt);
            const QString base = folder + QLatin1Char('/');
            if (const auto written = writeProjectFile(m_projects[i], base + job_file::project); !written)
                return written;
            if (const auto written = writeFileAtomically(base + job_file::script, m_script.toStdString()); !written)
                return written;
            m_records.push_back(std::move(record));
        }
        return {};
    }

    QString aboutText() const
    {
        return QStringLiteral("Melscope %1: %2 on %3, submitted %4 from %5.\nmelscope-cli jobs FOLDER follows, fetches "
                              "and cancels it.")
            .arg(QString::fromLatin1(version()),
                 m_plans.size() > 1 ? QStringLiteral("%1 trainings").arg(m_plans.size()) : QStringLiteral("a training"),
                 m_target.name, QDateTime::currentDateTime().toString(Qt::ISODate), QSysInfo::machineHostName());
    }

    QStringList boundFolders() const
    {
        if (m_target.container == Target::Container::None)
            return {};
        if (!m_target.sharesFiles())
            return { m_base };
        QStringList folders = m_places;
        for (const auto &[path, input] : m_inputs)
            folders << QFileInfo(path).absolutePath();
        folders.removeDuplicates();
        return folders;
    }

    Result<std::vector<JobRecord>> submit()
    {
        QString script = QStringLiteral("set -e\n");
        for (size_t i = 0; i < m_plans.size(); ++i) {
            if (m_plans[i].unfinished == RunPlan::Unfinished::Discard) // else the job goes on with it
                script += QStringLiteral("rm -rf %1\n").arg(shellWord(stagingFolder(m_places[qsizetype(i)])));
        }
        if (!m_target.sharesFiles()) {
            for (qsizetype i = 0; i < m_places.size(); ++i) {
                script += QStringLiteral("mkdir -p %1\n").arg(shellWord(m_places[i]));
                QFile project(m_records[size_t(i)].folder + QLatin1Char('/') + job_file::project);
                if (!project.open(QIODevice::ReadOnly))
                    return undo(Error::failure(project.errorString(), project.fileName()));
                script += fileScript(m_places[i] + QLatin1Char('/') + job_file::project, project.readAll());
                script += fileScript(m_places[i] + QLatin1Char('/') + job_file::script, m_script.toUtf8());
            }
        }
        // From here on the queue may have the job, and the records are what it is found again by.
        for (const JobRecord &record : m_records) {
            if (const auto written = writeJobRecord(record); !written)
                return undo(written.error());
        }
        const auto answer = m_host.run(script + submissionScript(m_target, m_places), m_cancel, kTimeToSubmit);
        if (!answer)
            return passOn(answer);
        const QString id = QString::fromUtf8(answer->output).trimmed().section(QLatin1Char(';'), 0, 0);
        if (answer->status != 0 || id.isEmpty())
            return undo(Error::failure(tr("%1 has not taken the job: %2").arg(m_target.name, lastLines(*answer)), {},
                                       tr("Change the target (partition, account, nodes, time, memory), or ask whoever "
                                          "runs the cluster.")));
        for (JobRecord &record : m_records) {
            record.state = JobRecord::State::Waiting;
            record.id = id;
            if (m_records.size() > 1 && m_target.queue == Target::Queue::Slurm)
                record.id += QLatin1Char('_') + QString::number(record.number);
            if (const auto written = writeJobRecord(record); !written)
                return passOn(written);
        }
        tell(m_records.size() > 1 ? tr("Job %1 with %2 trainings submitted to %3")
                                        .arg(id, QString::number(m_records.size()), m_target.name)
                                  : tr("Job %1 submitted to %2").arg(id, m_target.name));
        return m_records;
    }

    static QString fileScript(const QString &path, const QByteArray &content)
    {
        return QStringLiteral("base64 -d > %1 <<'END'\n%2\nEND\n")
            .arg(shellWord(path), QString::fromLatin1(content.toBase64()));
    }

    /// What was made for a job that there is not. The record of an earlier one stays: its checkpoint may lie there.
    tl::unexpected<Error> undo(const Error &error) const
    {
        for (size_t i = 0; i < m_before.size(); ++i) {
            if (m_before[i]) {
                (void)writeJobRecord(*m_before[i]);
                continue;
            }
            QDir folder(m_plans[i].folder);
            for (const QString &name : { job_file::record, job_file::project, job_file::script,
                                         job_file::submitted + QStringLiteral(".new") })
                folder.remove(name);
        }
        for (size_t i = 0; i < m_isNew.size(); ++i) {
            if (m_isNew[i]) // unless documents have been imported into it
                QDir().rmdir(m_plans[i].folder);
        }
        return tl::make_unexpected(error);
    }

public:
    /// Says on its first lines what is missing.
    static QString programScript(const Target &target)
    {
        QString script;
        auto need = [&script](const QString &program) {
            script += QStringLiteral("command -v %1 > /dev/null || { echo %1 is not there >&2; exit 1; }\n")
                          .arg(shellWord(program));
        };
        for (const QString &module : target.modules)
            script += QStringLiteral("module load %1 >&2\n").arg(shellWord(module));
        if (target.queue == Target::Queue::Slurm) {
            for (const char *program : { "sbatch", "squeue", "scancel" })
                need(QLatin1String(program));
        }
        switch (target.container) {
        case Target::Container::None:
            need(target.program);
            break;
        case Target::Container::Apptainer:
            if (target.queue == Target::Queue::None) // else it may be there on the nodes alone
                need(QStringLiteral("apptainer"));
            break;
        case Target::Container::Podman:
            need(QStringLiteral("podman"));
            break;
        case Target::Container::Docker:
            need(QStringLiteral("docker"));
            break;
        }
        if (!target.sharesFiles())
            need(QStringLiteral("rsync"));
        return script;
    }

private:
    const std::vector<RunPlan> &m_plans;
    const Target &m_target;
    const Host m_host;
    const CancelToken &m_cancel;
    const ProgressCallback &m_progress;
    std::vector<bool> m_isNew; ///< by plan: its folder was made here
    std::map<QString, Input> m_inputs; ///< by path
    std::map<QString, QString> m_stores; ///< by input
    std::vector<Project> m_projects; ///< by plan
    QString m_base; ///< the target's folder, absolute
    QStringList m_there; ///< data that are there already
    QStringList m_places; ///< by plan
    QString m_script;
    std::vector<std::optional<JobRecord>> m_before; ///< by plan, as far as files were written
    std::vector<JobRecord> m_records;
};

} // namespace

Result<std::vector<JobRecord>> submitTrainings(const std::vector<RunPlan> &plans, const Target &target,
                                               const CancelToken &cancel, const ProgressCallback &progress)
{
    return Submitting(plans, target, cancel, progress).run();
}

Result<QStringList> tryTarget(const Target &target, const CancelToken &cancel)
{
    if (const auto checked = target.check(); !checked)
        return passOn(checked);
    QString script = QStringLiteral("set -e\necho \"$(uname -sr) on $(uname -n)\"\n");
    if (!target.sharesFiles())
        script += QStringLiteral("cd\nmkdir -p %1\ncd %1\ntouch .melscope-try\nrm .melscope-try\n"
                                 "df -Ph . | awk 'NR == 2 { print $4 \" free in '\"$(pwd -P)\"'\" }'\n")
                      .arg(shellWord(target.folderThere()));
    script += Submitting::programScript(target);
    if (target.container == Target::Container::None)
        script += QStringLiteral("%1 --version\n").arg(shellWord(target.program));
    if (target.queue == Target::Queue::Slurm)
        script += QStringLiteral("sbatch --version\nsinfo --noheader --format='partition %P: %a, %D nodes, %c "
                                 "processors each'\n");
    const auto answer = Host(target).run(script, cancel);
    if (!answer)
        return passOn(answer);
    if (answer->status != 0)
        return fail(tr("%1 cannot be used: %2").arg(target.name, lastLines(*answer)), {},
                    tr("Change the target, or what is missing there."));
    QStringList lines = QString::fromUtf8(answer->output).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    return lines;
}

} // namespace melscope
