#include "ui/session/threshold_editor.h"

#include "core/base/text.h"
#include "ui/session/choice_saving.h"
#include "ui/session/threshold_change.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace melscope {

namespace {
constexpr int kResamples = 1000; ///< of the selected label
constexpr size_t kBins = 1000;
constexpr size_t kBandBins = 400; // places along the curve
constexpr uint64_t kSeed = 1;

/// What the run says of the choice; where it says nothing, thresholds that are not the plain argmax were written by
/// hand.
ThresholdChoice choiceOf(const Run &run, const SourceAnalysis &source)
{
    const RunSource &own = run.sources[source.spaceIndex];
    ThresholdChoice choice = own.choice;
    if (!choice.isPlain() || !source.basis || own.thresholds.size() == 0)
        return choice;
    for (const LabelAnalysis &label : source.basis->labels) {
        const double plain = label.figures.threshold;
        const double written = own.thresholds.values[label.classIndex];
        if (!(plain == written || (std::isnan(plain) && std::isnan(written))))
            choice.overrides[run.space.classes()[label.classIndex]] = written;
    }
    return choice;
}
} // namespace

ThresholdEditor::ThresholdEditor(JobLane &lane, JobLane &slowLane, QUndoStack &undo, QObject *parent)
    : QObject(parent)
    , m_undo(undo)
    , m_lane(lane)
    , m_slowLane(slowLane)
{
}

void ThresholdEditor::report(const Error &error)
{
    if (!error.isCancelled())
        Q_EMIT failed(error);
}

void ThresholdEditor::setAnalysis(const std::shared_ptr<const RunAnalysis> &analysis)
{
    const bool isSame = analysis && m_analysis && analysis->run->folder == m_analysis->run->folder
        && analysis->sources.size() == m_states.size()
        && std::all_of(analysis->sources.begin(), analysis->sources.end(), [this](const auto &source) {
                            const auto known = m_states.find(source->name);
                            return known != m_states.end() && known->second->source->basis == source->basis;
                        });
    m_analysis = analysis;
    if (isSame) {
        for (const auto &source : analysis->sources)
            m_states[source->name]->source = source;
        return;
    }
    m_lane.cancelAll();
    m_slowLane.cancelAll();
    const QString shown = m_shown ? m_shown->source->name : QString();
    m_shown = nullptr;
    m_states.clear();
    m_run = analysis ? analysis->run : nullptr;
    m_inHand = std::make_shared<RunInHand>();
    if (analysis) {
        for (const auto &source : analysis->sources) {
            auto state = std::make_unique<State>();
            state->source = source;
            state->choice = choiceOf(*m_run, *source);
            m_states.emplace(source->name, std::move(state));
        }
    }
    showSource(m_states.contains(shown) || !analysis || analysis->sources.empty() ? shown
                                                                                  : analysis->sources.front()->name);
    for (auto wish = m_wishes.begin(); analysis && wish != m_wishes.end();) {
        const auto current = wish++;
        if (current->first.first != m_run->folder)
            continue;
        const auto [key, choice] = *current;
        m_wishes.erase(current);
        setChoice(key.first, key.second, choice);
    }
}

void ThresholdEditor::showSource(const QString &name)
{
    const auto found = m_states.find(name);
    m_shown = found == m_states.end() ? nullptr : found->second.get();
    m_selected.reset();
    m_detail.reset();
    m_whatIf.reset();
    m_detailing.cancel();
    Q_EMIT sourceChanged();
    Q_EMIT selectionChanged();
    if (m_shown == nullptr || basis() == nullptr)
        return;
    if (m_shown->labelled)
        Q_EMIT thresholdsChanged();
    else if (!m_shown->isSaving)
        labelTracks(m_shown, Keep::No);
}

bool ThresholdEditor::isSaving() const
{
    return std::any_of(m_states.begin(), m_states.end(), [](const auto &known) { return known.second->isSaving; });
}

QStringList ThresholdEditor::sourceNames() const
{
    QStringList names;
    for (const auto &source : m_analysis ? m_analysis->sources : std::vector<std::shared_ptr<const SourceAnalysis>>())
        names << source->name;
    return names;
}

QString ThresholdEditor::labelName(uint32_t label) const
{
    const auto name = m_run->space.spelling(m_shown->source->spaceIndex, label);
    return name ? textOf(*name) : QString();
}

double ThresholdEditor::threshold(uint32_t label) const
{
    if (m_whatIf && m_whatIf->label() == label)
        return m_whatIf->threshold();
    return m_shown->labelled->labeller().thresholds().values[label];
}

bool ThresholdEditor::isByHand(uint32_t label) const
{
    return m_shown->choice.overrides.contains(m_run->space.classes()[label]);
}

void ThresholdEditor::select(std::optional<uint32_t> label)
{
    if (label == m_selected)
        return;
    m_selected = label;
    m_detail.reset();
    m_whatIf.reset();
    Q_EMIT selectionChanged();
    makeDetail();
}

void ThresholdEditor::moveThreshold(double threshold)
{
    if (!m_whatIf)
        return;
    m_whatIf->setThreshold(std::isnan(threshold) ? threshold : std::clamp(threshold, 0.0, 1.0)); // as scores are
    Q_EMIT moved();
}

void ThresholdEditor::commitThreshold(bool isStep)
{
    if (!m_whatIf)
        return;
    const double before = m_shown->labelled->labeller().thresholds().values[m_whatIf->label()];
    const double now = m_whatIf->threshold();
    if (before == now || (std::isnan(before) && std::isnan(now)))
        return;
    ThresholdChoice choice = m_shown->choice;
    choice.overrides[m_run->space.classes()[m_whatIf->label()]] = now;
    change(choice, tr("the threshold of %1").arg(labelName(m_whatIf->label())), isStep ? int(m_whatIf->label()) : -1);
}

void ThresholdEditor::resetSelected()
{
    if (!m_selected || !isByHand(*m_selected))
        return;
    ThresholdChoice choice = m_shown->choice;
    choice.overrides.erase(m_run->space.classes()[*m_selected]);
    change(choice, tr("resetting %1").arg(labelName(*m_selected)));
}

void ThresholdEditor::resetAll()
{
    change({}, tr("resetting all thresholds"));
}

void ThresholdEditor::applyRule(const RuleSettings &rule, const HierarchyRule &hierarchy)
{
    ThresholdChoice choice = m_shown->choice;
    choice.rule = rule;
    choice.hierarchy = hierarchy;
    change(choice, tr("the rule of all labels"));
}

void ThresholdEditor::applyRuleToSelected(const RuleSettings &rule)
{
    if (!m_selected)
        return;
    ThresholdChoice choice = m_shown->choice;
    choice.overrides[m_run->space.classes()[*m_selected]] =
        chooseThreshold(basis()->steps[*m_selected], rule).threshold;
    change(choice, tr("the rule of %1").arg(labelName(*m_selected)));
}

void ThresholdEditor::change(const ThresholdChoice &choice, const QString &what, int mergeId)
{
    if (m_shown == nullptr || choice == m_shown->choice)
        return;
    if (const auto reason = m_obstacle ? m_obstacle(m_run->folder) : std::nullopt) {
        Q_EMIT failed(*reason);
        if (m_whatIf) { // back to where it was
            m_whatIf->setThreshold(m_shown->labelled->labeller().thresholds().values[m_whatIf->label()]);
            Q_EMIT moved();
        }
        return;
    }
    m_undo.push(
        new ThresholdChange(*this, m_run->folder, m_shown->source->name, m_shown->choice, choice, what, mergeId));
}

void ThresholdEditor::setChoice(const QString &run, const QString &source, const ThresholdChoice &choice)
{
    if (!m_run || m_run->folder != run) {
        m_wishes[{ run, source }] = choice;
        Q_EMIT runWanted(run);
        return;
    }
    const auto found = m_states.find(source);
    if (found == m_states.end())
        return;
    found->second->choice = choice;
    labelTracks(found->second.get(), Keep::InRun);
}

void ThresholdEditor::labelTracks(State *state, Keep keep)
{
    Relabelling given { m_run,
                        state->source->spaceIndex,
                        state->source->basis,
                        state->choice,
                        state->labelled,
                        m_detail ? m_detail->movable : nullptr,
                        state->ruleOfValues == state->choice.rule ? state->ruleValues : std::vector<double>(),
                        state->optimum };
    using Made = std::pair<Relabelled, std::optional<SavedChoice>>;
    state->isSaving = keep == Keep::InRun;
    state->labelling.run(
        m_lane, this, tr("Applying thresholds"),
        [given = std::move(given), keep, inHand = m_inHand](const CancelToken &cancel,
                                                            const ProgressCallback &progress) -> Result<Made> {
            auto labelled = relabel(given, cancel, progress);
            if (!labelled)
                return passOn(labelled);
            if (keep == Keep::No)
                return Made { std::move(*labelled), std::nullopt };
            auto saved = saveChoice(given, labelled->labelled->labeller().thresholds(), *inHand);
            if (!saved)
                return passOn(saved);
            return Made { std::move(*labelled), std::move(*saved) };
        },
        [this, state, keep](const Result<Made> &outcome) {
            state->isSaving = false;
            if (outcome) {
                takeLabelled(state, outcome->first, outcome->second ? &*outcome->second : nullptr);
            } else {
                report(outcome.error());
                // The choice was not made: back to the one before, but no further if that comes to nothing too.
                if (keep == Keep::InRun && isLastStep(state) && !std::exchange(state->isTakenBack, true))
                    m_undo.undo();
            }
            if (keep == Keep::InRun && !isSaving())
                Q_EMIT savingEnded();
        });
}

bool ThresholdEditor::isLastStep(const State *state) const
{
    const auto *step =
        m_undo.canUndo() ? dynamic_cast<const ThresholdChange *>(m_undo.command(m_undo.index() - 1)) : nullptr;
    return step != nullptr && step->source() == state->source->name;
}

void ThresholdEditor::takeLabelled(State *state, const Relabelled &labelled, const SavedChoice *saved)
{
    state->isTakenBack = false;
    state->ruleOfValues = state->choice.rule;
    state->ruleValues = labelled.ruleValues;
    state->labelled = labelled.labelled;
    state->optimum = labelled.optimum;
    if (saved != nullptr && saved->unsaved)
        report(*saved->unsaved);
    if (saved != nullptr && !saved->unsaved) {
        m_run = saved->run;
        Q_EMIT runChanged(m_run, state->source->spaceIndex);
    }
    if (state != m_shown)
        return;
    state->previews.clear();
    makeDetail();
    Q_EMIT thresholdsChanged();
    findUncertainties();
}

void ThresholdEditor::makeDetail()
{
    m_detailing.cancel();
    if (!m_selected || labelled() == nullptr)
        return;
    m_detailing.run(
        m_lane, this, tr("Looking at a label"),
        [tracks = m_shown->labelled, label = *m_selected](const CancelToken &cancel,
                                                          const ProgressCallback &) -> Result<LabelDetail> {
            auto movable = MovableLabel::make(tracks, label, cancel);
            if (!movable)
                return passOn(movable);
            LabelDetail detail { std::move(*movable), {}, std::nullopt, {} };
            detail.curve = ThresholdCurve::ofSorted(detail.movable->sortedScores, [&](size_t i) {
                return detail.movable->isTrue[detail.movable->byScore[i]] != 0;
            });
            return detail;
        },
        [this](Result<LabelDetail> outcome) {
            if (!outcome)
                report(outcome.error());
            if (!outcome || labelled() == nullptr || outcome->movable->tracks.get() != labelled())
                return; // something newer is on its way
            if (m_detail && m_detail->movable->label == outcome->movable->label) {
                outcome->uncertainty = m_detail->uncertainty; // the same label after a change: nothing flickers
                outcome->band = m_detail->band;
            }
            m_detail = std::make_shared<const LabelDetail>(std::move(*outcome));
            m_whatIf = std::make_unique<WhatIf>(m_detail->movable);
            Q_EMIT detailChanged();
            describeDetail();
        });
}

void ThresholdEditor::describeDetail()
{
    const uint32_t label = m_detail->movable->label;
    const bool isByRule = !isByHand(label) && isPerLabel(m_shown->choice.rule);
    const auto fixed =
        isByRule ? std::nullopt : std::optional(FixedThreshold { threshold(label), decision(label).predicted() });
    m_detailing.run(
        m_lane, this, tr("Resampling a label"),
        [detail = *m_detail, fixed, basis = m_shown->source->basis, rule = m_shown->choice.rule,
         label](const CancelToken &cancel, const ProgressCallback &) mutable -> Result<LabelDetail> {
            ResamplingSettings settings { kResamples, kResamples, kSeed, kBins };
            detail.uncertainty = labelUncertainty(basis->steps[label], rule, fixed, settings, cancel);
            settings.bins = kBandBins;
            detail.band = f1Band(detail.curve, settings, cancel);
            if (cancel.isCancelled())
                return cancelled();
            return std::move(detail);
        },
        [this](Result<LabelDetail> outcome) {
            if (!outcome)
                report(outcome.error());
            if (!outcome || !m_detail || m_detail->movable != outcome->movable)
                return;
            m_detail = std::make_shared<const LabelDetail>(std::move(*outcome));
            takeOver(m_detail->movable->label, *m_detail->uncertainty);
            Q_EMIT detailChanged();
            Q_EMIT uncertaintiesChanged(); // the table says the same
        });
}

void ThresholdEditor::takeOver(uint32_t label, const LabelUncertainty &uncertainty)
{
    const auto &labels = basis()->labels;
    for (size_t i = 0; i < std::min(labels.size(), m_shown->uncertainties.size()); ++i) {
        if (labels[i].classIndex == label)
            m_shown->uncertainties[i] = uncertainty; // the table shows what the label's pane does
    }
}

LabelledTracks::Decision ThresholdEditor::decision(uint32_t label) const
{
    return m_whatIf && m_whatIf->label() == label ? m_whatIf->decision() : m_shown->labelled->decision(label);
}

void ThresholdEditor::findUncertainties()
{
    m_estimating.run(
        m_slowLane, this, tr("Estimating F1 on unseen data"),
        [basis = m_shown->source->basis, choice = m_shown->choice, labelled = m_shown->labelled,
         classes = m_run->space.classes()](const CancelToken &cancel,
                                           const ProgressCallback &) -> Result<std::vector<LabelUncertainty>> {
            std::vector<LabelSteps> steps;
            std::vector<std::optional<FixedThreshold>> fixed;
            for (const LabelAnalysis &label : basis->labels) {
                steps.push_back(basis->steps[label.classIndex]);
                fixed.emplace_back();
                if (!isPerLabel(choice.rule) || choice.overrides.contains(classes[label.classIndex]))
                    fixed.back() = FixedThreshold { labelled->labeller().thresholds().values[label.classIndex],
                                                    labelled->decision(label.classIndex).predicted() };
            }
            auto uncertainties = labelUncertainties(steps, choice.rule, fixed, {}, cancel);
            if (cancel.isCancelled())
                return cancelled();
            return uncertainties;
        },
        [this, state = m_shown, labelled = m_shown->labelled](Result<std::vector<LabelUncertainty>> outcome) {
            if (!outcome)
                report(outcome.error());
            if (!outcome || m_shown != state || state->labelled != labelled)
                return;
            state->uncertainties = std::move(*outcome);
            if (m_detail && m_detail->uncertainty)
                takeOver(m_detail->movable->label, *m_detail->uncertainty);
            Q_EMIT uncertaintiesChanged();
        });
}

void ThresholdEditor::compareRules()
{
    m_slowLane.run(
        this, tr("Comparing threshold rules"),
        [basis = m_shown->source->basis](const CancelToken &cancel, const ProgressCallback &progress) {
            return melscope::compareRules(basis->part, candidateRules(), kSeed, cancel, progress);
        },
        [this, basis = m_shown->source->basis](const Result<std::vector<RuleEstimate>> &outcome) {
            if (!outcome)
                report(outcome.error());
            for (auto &[name, state] : m_states) {
                if (outcome && state->source->basis == basis)
                    state->comparison = *outcome;
            }
            Q_EMIT comparisonChanged();
        });
}

void ThresholdEditor::previewHierarchy(double orphanRatio)
{
    if (labelled() == nullptr)
        return;
    m_slowLane.run(
        this, tr("Trying what genres and subgenres gain"),
        [orphanRatio, basis = m_shown->source->basis,
         thresholds = m_shown->labelled->labeller().thresholds()](const CancelToken &cancel, const ProgressCallback &) {
            return melscope::previewHierarchy(basis->part, thresholds, orphanRatio, cancel);
        },
        [this, state = m_shown](Result<std::vector<HierarchyPreview>> outcome) {
            if (!outcome)
                report(outcome.error());
            if (outcome && m_shown == state)
                state->previews = std::move(*outcome);
            Q_EMIT previewsChanged();
        });
}

} // namespace melscope
