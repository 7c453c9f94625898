#pragma once

#include "core/scoring/threshold_curve.h"
#include "core/scoring/threshold_uncertainty.h"
#include "core/scoring/what_if.h"
#include "core/study/run_analysis.h"
#include "ui/jobs/job_lane.h"

#include <QObject>
#include <QUndoStack>

#include <functional>
#include <map>
#include <memory>
#include <optional>

namespace melscope {

struct Relabelled;
struct RunInHand;
struct SavedChoice;

/// What is shown of one label; made in a worker.
struct LabelDetail
{
    std::shared_ptr<const MovableLabel> movable;
    ThresholdCurve curve;
    std::optional<LabelUncertainty> uncertainty; ///< comes a little later
    F1Band band;
};

/// The thresholds of the open run while the user chooses them: one source and one label are shown, a threshold moves
/// with all figures at hand, changes can be undone and are kept in the run. Lives in the GUI thread; whatever takes
/// longer than a step of a moving threshold is a job.
class ThresholdEditor : public QObject
{
    Q_OBJECT
public:
    /// `lane` labels and looks at the selected label; `slowLane` has what is looked at when it comes. Changes become
    /// steps of `undo`.
    ThresholdEditor(JobLane &lane, JobLane &slowLane, QUndoStack &undo, QObject *parent = nullptr);

    /// Says of a run's folder why its thresholds cannot be changed, if so.
    using Obstacle = std::function<std::optional<Error>(const QString &folder)>;
    void setObstacle(Obstacle obstacle) { m_obstacle = std::move(obstacle); }
    /// Another run, or the same one with other results; null: none.
    void setAnalysis(const std::shared_ptr<const RunAnalysis> &analysis);
    void showSource(const QString &name);
    QStringList sourceNames() const;
    void select(std::optional<uint32_t> label);

    const SourceAnalysis *source() const { return m_shown ? m_shown->source.get() : nullptr; }
    const ThresholdBasis *basis() const { return m_shown ? m_shown->source->basis.get() : nullptr; }
    const ThresholdChoice &choice() const { return m_shown->choice; }
    QString labelName(uint32_t label) const; ///< in the source's spelling
    std::optional<uint32_t> selected() const { return m_selected; }

    /// Null until the tracks are labelled; the others mean nothing before.
    const LabelledTracks *labelled() const { return m_shown ? m_shown->labelled.get() : nullptr; }
    /// Of all labels, with the moving one where it is.
    const LabellingCounts &counts() const { return m_whatIf ? m_whatIf->counts() : m_shown->labelled->counts(); }
    double threshold(uint32_t label) const;
    LabelledTracks::Decision decision(uint32_t label) const; ///< with the moving threshold where it is
    bool isByHand(uint32_t label) const;
    /// What the plain argmax gives without hierarchy, to compare with.
    const SystemFigures &optimum() const { return *m_shown->optimum; }
    const std::vector<LabelUncertainty> &uncertainties() const
    {
        return m_shown->uncertainties;
    } ///< as basis()->labels; may be empty

    /// Of the selected label; null until they are made.
    const LabelDetail *detail() const { return m_detail.get(); }
    const WhatIf *whatIf() const { return m_whatIf.get(); }

    /// Moves the selected label's threshold, within 0 … 1 (NaN: never predicted); nothing is kept before
    /// commitThreshold().
    void moveThreshold(double threshold);
    void commitThreshold(bool isStep = false); ///< steps of one label that follow one another are undone together
    void setThreshold(double threshold)
    {
        moveThreshold(threshold);
        commitThreshold();
    }
    void resetSelected();
    void resetAll();
    void applyRule(const RuleSettings &rule, const HierarchyRule &hierarchy); ///< to all labels but those set by hand
    void applyRuleToSelected(const RuleSettings &rule);

    /// Whether a choice is on its way to the run; another analysis would lose it.
    bool isSaving() const;

    void compareRules();
    const std::vector<RuleEstimate> &comparison() const { return m_shown->comparison; }
    void previewHierarchy(double orphanRatio);
    const std::vector<HierarchyPreview> &previews() const { return m_shown->previews; }

    /// The project is another one, and so are its runs.
    void forgetWishes() { m_wishes.clear(); }

Q_SIGNALS:
    void sourceChanged(); ///< another run or source is shown, or none
    void thresholdsChanged(); ///< labelled() is there, or is another
    void selectionChanged(); ///< another label; its detail follows
    void detailChanged();
    void moved();
    void uncertaintiesChanged();
    void comparisonChanged();
    void previewsChanged();
    /// The run's thresholds are another's; its analysis is to follow.
    void runChanged(const std::shared_ptr<const melscope::Run> &run, size_t source);
    /// A step of another run is undone or done again; when that run is open, it is.
    void runWanted(const QString &folder);
    /// Every choice is kept in the run, or came to nothing.
    void savingEnded();
    void failed(const melscope::Error &error);

private:
    friend class ThresholdChange;
    /// One source while the run is open.
    struct State
    {
        std::shared_ptr<const SourceAnalysis> source;
        ThresholdChoice choice;
        std::optional<RuleSettings> ruleOfValues;
        std::vector<double> ruleValues; ///< by class
        std::shared_ptr<const LabelledTracks> labelled;
        std::optional<SystemFigures> optimum;
        std::vector<LabelUncertainty> uncertainties;
        std::vector<RuleEstimate> comparison;
        std::vector<HierarchyPreview> previews;
        LatestJob labelling; ///< of the newest choice
        bool isSaving = false; ///< the newest choice is on its way to the run
        bool isTakenBack = false; ///< the last choice came to nothing
    };

    void change(const ThresholdChoice &choice, const QString &what, int mergeId = -1);
    void setChoice(const QString &run, const QString &source, const ThresholdChoice &choice);
    bool isLastStep(const State *state) const;
    enum class Keep { No, InRun };
    void labelTracks(State *state, Keep keep);
    void takeLabelled(State *state, const Relabelled &labelled, const SavedChoice *saved);
    void findUncertainties();
    void makeDetail();
    void takeOver(uint32_t label, const LabelUncertainty &uncertainty);
    void describeDetail();
    void report(const Error &error);

    std::shared_ptr<const RunAnalysis> m_analysis;
    Obstacle m_obstacle;
    std::shared_ptr<RunInHand> m_inHand;
    std::shared_ptr<const Run> m_run; ///< with the thresholds as they are now
    std::map<QString, std::unique_ptr<State>> m_states;
    State *m_shown = nullptr;
    std::optional<uint32_t> m_selected;
    std::shared_ptr<const LabelDetail> m_detail;
    std::unique_ptr<WhatIf> m_whatIf;
    QUndoStack &m_undo;
    std::map<std::pair<QString, QString>, ThresholdChoice> m_wishes; ///< of a run's source, until that run is open
    JobLane &m_lane;
    JobLane &m_slowLane;
    LatestJob m_detailing;
    LatestJob m_estimating;
};

} // namespace melscope
