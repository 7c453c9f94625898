#pragma once

#include "core/collection/collection.h"
#include "core/collection/file_assignment.h"
#include "core/collection/project_file.h"
#include "core/exploring/track_filter.h"
#include "core/study/run_analysis.h"
#include "core/training/trainer.h"
#include "core/truth/fold_files.h"
#include "core/truth/split.h"
#include "ui/jobs/job_history.h"
#include "ui/jobs/job_lanes.h"
#include "ui/playing/playback.h"
#include "ui/session/autosave.h"
#include "ui/session/comparisons.h"
#include "ui/session/genre_writer.h"
#include "ui/session/music_watch.h"
#include "ui/session/project_guard.h"
#include "ui/session/recovery.h"
#include "ui/session/remote_trainings.h"
#include "ui/session/run_catalogue.h"
#include "ui/session/threshold_editor.h"
#include "ui/session/trainings.h"

#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <memory>
#include <optional>
#include <set>

namespace melscope {

/// The open project with what was loaded of it, its run and the jobs: the only object that pages talk to.
/// Lives in the GUI thread and never computes; everything slow is a job.
class Session : public QObject
{
    Q_OBJECT
public:
    explicit Session(QObject *parent = nullptr);
    ~Session() override;

    // --- the project ---
    const Project &project() const { return m_project; }
    const QString &projectFile() const { return m_projectFile; }
    /// Where its file is, or else its first data file: where people look for what goes with it.
    QString projectFolder() const;
    bool isModified() const { return m_isChanged || m_runChanged; }
    /// Whether the project cannot be written, and why: another window or program has it open, or nobody may. In the
    /// first case changes are refused, and the project follows what is saved there; in the second they are for a copy.
    bool isReadOnly() const { return m_guard.access() != ProjectGuard::Access::Writable; }
    bool isFollowing() const { return m_guard.access() == ProjectGuard::Access::Following; }
    const Error &readOnlyReason() const { return m_guard.reason(); }
    bool isEmpty() const { return m_project.sources.empty(); }
    /// All that can be undone in the order in which it was done: of the project, of the runs' thresholds, of files.
    QUndoStack &undoStack() { return m_undo; }

    void newProject();
    bool openProject(const QString &path);
    bool saveProject(const QString &path);
    /// An undoable change; data are loaded anew where files changed.
    void changeProject(const Project &project, const QString &what);
    /// Looks whether an untitled project was left when a program ended without being asked to.
    void lookForUntitled();
    Recovery &recovery() { return m_recovery; }
    /// Takes what was found over, as a change that can be undone; an untitled project takes the open one's place.
    void restoreFound();
    void discardFound();
    /// Puts files and folders where they belong; opens a project file.
    void addFiles(const QStringList &paths);
    /// The same where it was decided what each is for.
    void addFiles(const QStringList &paths, const std::vector<FileAssignment> &assignments);
    /// Makes the demo in a folder (once) and opens it.
    void openDemo(const QString &folder, int tracks);

    // --- loaded data ---
    const std::shared_ptr<const Collection> &data() const { return m_data; }
    bool isLoading() const { return m_loading.isBusy(); }
    /// What a filter of tracks looks at now: data, the run's results where they fit the data, and the notes.
    FilterContext trackContext() const;
    /// An undoable change of a recording's bookmark and note.
    void changeNote(const TrackNote &note);
    /// Splits a source's truth anew into train and validation files in `folder`, and takes them into the project.
    void splitSource(size_t source, const SplitSettings &settings, bool withValidation, const QString &folder);
    /// Divides the truths of sources into folds, as files in `folder`; the pair of one fold (1 …) is taken into the
    /// project, or none (0).
    void foldSources(const std::vector<size_t> &sources, const FoldSettings &settings, bool withValidation,
                     const QString &folder, int taken);
    /// What foldSources() divides.
    std::vector<FoldInput> foldInputs(const std::vector<size_t> &sources, bool withValidation) const;

    // --- training and its run ---
    Trainings &trainings() { return m_trainings; }
    RunCatalogue &runs() { return m_runs; }
    RemoteTrainings &remote() { return m_remote; }
    ThresholdEditor &thresholds() { return m_thresholds; }
    Comparisons &comparisons() { return m_comparisons; }
    /// The one sound that plays.
    Playback &playback() { return m_playback; }
    GenreWriter &genreWriter() { return m_genreWriter; }
    /// Adds sounds and folders of them to the project's music.
    void addMusic(const QStringList &paths);
    /// Adds a source with its ground truth and its features, an undoable change.
    void addSource(const QString &name, const QString &trainFile, const QString &features);
    void setMusicWatched(const QString &source, bool isWatched);
    void setMusicMixed(const QString &source, bool isMixed);
    /// Looks again at what lies in the project's music: what is new is heard, what has changed is heard anew.
    void refreshMusic();
    /// Undoable: a submission to stand beside the source's own; a CSV of published results.
    void addSubmission(const QString &source, const QString &file);
    void removeSubmission(const QString &source, const QString &file);
    void setPublishedResults(const QString &file);
    bool isTraining() const { return m_trainings.isRunning(); }
    /// Trains the project into a new run folder: as a job of the chosen target, or here, behind the others if one runs
    /// already.
    void startTraining();
    /// The same with other recipes.
    void queueTrainings(const std::vector<Recipe> &recipes);
    /// Trains all variants with all seeds in all folds into a new folder beside the runs, behind what trains already.
    void startGrid(std::vector<RecipeVariant> variants, std::vector<uint64_t> seeds, int folds);
    /// Lets a grid go on that was interrupted, with the project as it was then.
    void continueGrid(const QString &folder);
    /// Opens a run of a grid, unless one is open already.
    void openRunOfGrid(const QString &folder);
    /// Lets an interrupted training go on, with the settings that it began with, where it was trained.
    void continueTraining(const QString &folder);
    const std::vector<EpochFigures> &liveHistory() const { return m_trainings.history(); }
    const std::shared_ptr<const RunAnalysis> &analysis() const { return m_analysis; }
    void openRun(const QString &folder);

    /// What the open run is called; empty without one.
    QString openRunTitle() const;
    /// What leaving the project now would lose of it, by what was done.
    QStringList unsavedChanges() const;

    JobLane &lane(Lane lane) { return m_lanes[lane]; }
    /// The jobs that are worth a line, since the session began.
    const JobHistory &jobs() const { return m_jobs; }
    /// What was told meanwhile, each line with its time.
    const QStringList &log() const { return m_log; }
    void cancelJobs();
    /// Tells the user; being cancelled alarms nobody.
    void report(const Error &error);
    void inform(const QString &text) { Q_EMIT informed(text); }
    void tellExported() { Q_EMIT exported(); }

    /// Writes `content()`, made in a worker, to a file; tells of it, or of its error, in a message.
    void exportFile(const QString &title, const QString &path, std::function<Result<std::string>()> content);
    /// Runs work in the data lane, see JobLane::run(). `done` gets its value, void() where it has none, unless
    /// `receiver` is gone by then; an error is shown.
    template <class Work, class Done>
    void runJob(QObject *receiver, const QString &title, Work work, Done done)
    {
        using Outcome = std::invoke_result_t<Work &, const CancelToken &, const ProgressCallback &>;
        m_lanes[Lane::Data].run(this, title, std::move(work),
                                [this, receiver = QPointer(receiver), done = std::move(done)](Outcome result) mutable {
                                    if (!result)
                                        report(result.error());
                                    else if (!receiver)
                                        return;
                                    else if constexpr (std::is_void_v<typename Outcome::value_type>)
                                        done();
                                    else
                                        done(std::move(*result));
                                });
    }

Q_SIGNALS:
    void projectChanged();
    void accessChanged(); ///< the project became writable or read-only, or another has it
    void dataChanged();
    void trainingStarted();
    void epochFinished(const melscope::EpochFigures &figures);
    void trainingEnded();
    void analysisChanged();
    void resultsChanged(); ///< of the tracks, by the run or without one
    void notesChanged();
    void logged(const QString &line);
    void exported(); ///< a submission
    void failed(const melscope::Error &error);
    void informed(const QString &text);
    void musicAdded(); ///< by somebody who may want to see it

private:
    friend class ProjectChange;
    void connectProject();
    void connectMusic();
    void takeFiles(const QStringList &paths, const std::vector<FileAssignment> &assignments);
    void applyProject(Project project);
    void setSaved(const Project &project);
    Error readOnlyError() const;
    bool mayChange(); ///< tells why not
    void placeAutosave();
    void followAccess();
    void followProject(const Project &project);
    void followOpenRun();
    QString untitledFolder();
    void loadData();
    void forgetUntitledFolder();
    void analyse(const std::shared_ptr<const Run> &run, std::optional<qint64> resultsRead = {});
    void findResults();
    void takeAnalysis(const std::shared_ptr<const RunAnalysis> &analysis, qint64 resultsRead);
    void updateResults();
    /// Whether thresholds of `run` were chosen in this window since m_changedRun was `before`.
    bool wasChangedSince(const std::shared_ptr<const Run> &before, const std::shared_ptr<const Run> &run) const;
    QString workFolder();
    QString runsFolder() { return workFolder() + QStringLiteral("/runs"); }
    void connectRemote();
    RunPlan planOf(Recipe recipe, const QString &folder);
    void train(const std::vector<RunPlan> &plans, const Target *target);
    void finishTraining(const EndedTraining &training);
    void finishGrid(const EndedGrid &grid);
    QString cacheFolder();
    QMap<QString, QString> testTruths() const;

    Project m_project;
    QString m_projectFile;
    Project m_saved; ///< as its file has it
    bool m_isChanged = false; ///< and whether m_project differs from it
    QUndoStack m_undo;
    QString m_untitledFolder; ///< of a project without a file; removed unless it holds a run
    bool m_runChanged = false; ///< a run was made that the project file does not name yet
    LatestJob m_loading;
    bool m_isMusicDue = false; ///< it is to be looked at again after the loading
    std::shared_ptr<const Collection> m_data;
    std::shared_ptr<const RunAnalysis> m_analysis;
    std::shared_ptr<const TrackResults> m_lastResults; ///< whose music's scores may still hold; or null
    LatestJob m_finding;
    std::shared_ptr<const TrackResults> m_results; ///< of m_data's tracks by m_analysis; null while unknown
    std::shared_ptr<const std::vector<TrackNote>> m_notes;
    JobLanes m_lanes;
    JobHistory m_jobs;
    QStringList m_log;
    Trainings m_trainings;
    RunCatalogue m_runs;
    RemoteTrainings m_remote;
    ThresholdEditor m_thresholds;
    Comparisons m_comparisons;
    Playback m_playback;
    GenreWriter m_genreWriter;
    MusicWatch m_watch;
    std::set<size_t> m_changedSources; ///< whose thresholds have changed since their results were made
    std::shared_ptr<const Run> m_changedRun; ///< with those thresholds
    QTimer m_resultTimer; ///< waits until thresholds rest
    LatestJob m_updating;
    ProjectGuard m_guard;
    Autosave m_autosave;
    Recovery m_recovery;
    bool m_isFollowing = false; ///< as the last change of access left it
    bool m_isRunChangedHere = false; ///< since it was opened; then it is locked, and nobody else changes it
    qint64 m_resultsRead =
        0; ///< when the shown run's results had been written as they were read, in ms since the epoch
};

} // namespace melscope
