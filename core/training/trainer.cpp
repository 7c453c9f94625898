#include "core/training/trainer.h"

#include "core/base/number_text.h"
#include "core/base/parallel.h"
#include "core/base/words.h"
#include "core/network/initial_state.h"
#include "core/training/batch_loader.h"
#include "core/training/epoch_metrics.h"
#include "core/training/process_exchange.h"

#include <array>
#include <chrono>
#include <cmath>
#include <numeric>
#include <thread>

namespace melscope {

namespace {

using Clock = std::chrono::steady_clock;

// Inference is fastest in large batches, whatever the training's.
constexpr size_t kValidationBatch = 1000;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Thrown out of the middle of an epoch when the user ends training.
struct Interrupted
{
};

class Training
{
public:
    Training(const TrainingPlan &plan, const Dataset &train, const Dataset &validation, const TrainingControl &control,
             const ProgressCallback &progress, std::unique_ptr<TrainingEngine> engine)
        : m_plan(plan)
        , m_recipe(plan.recipe)
        , m_train(train)
        , m_validation(validation)
        , m_control(control)
        , m_progress(progress)
        , m_stage(progress, Stage::Training, QStringLiteral("epochs"), m_recipe.epochs)
        , m_engine(std::move(engine))
        , m_masked(m_recipe.multiSource == Recipe::MultiSource::Masked)
        , m_epochTracks(epochLength(train, m_recipe.balance))
        , m_batchSize(size_t(batchSizeFor(m_recipe, m_epochTracks)))
        // A batch of one track is skipped: its statistics would be those of five positions.
        // [core/README.md, Network and training]
        , m_epochSteps(m_epochTracks / m_batchSize + (m_epochTracks % m_batchSize > 1 ? 1 : 0))
        , m_metrics(validation, plan.classes, m_masked, plan.group.get())
        , m_checkpoints(plan.checkpoints)
        , m_group(plan.group.get())
        , m_isFirst(m_group == nullptr || m_group->isFirst())
        , m_keepsCheckpoints(m_isFirst && !plan.checkpoints.isEmpty())
    {
        if (m_masked) {
            const auto both = std::to_array<const Dataset *>({ &train, &validation });
            m_masks = LossMasks::of(both);
            m_engine->setMasks(m_masks.rows);
        }
        m_now.recipe = m_recipe;
        m_now.fingerprint = fingerprintOf(train) + fingerprintOf(validation);
        m_now.engine = m_engine->description();
        if (m_group != nullptr)
            m_now.engine = tr("%1 processes: ").arg(m_group->size()) + m_now.engine;
        m_now.learningRate = m_recipe.learningRate;
        m_now.patience = m_recipe.patience;
    }

    Result<void> begin()
    {
        if (m_group != nullptr) {
            if (const int other = whoDiffers(*m_group, m_now.fingerprint); other >= 0)
                return fail(tr("process %1 has other data than the first").arg(other), {},
                            tr("Give all of them the same files."));
            // The gradients' order is that of the kernels.
            if (const int other = whoDiffers(*m_group, m_engine->description().section(QStringLiteral(", "), 2));
                other >= 0)
                return fail(tr("process %1 computes with other instructions than the first").arg(other), {},
                            tr("Set MELSCOPE_KERNELS to what all processors have, avx2 or baseline."));
        }
        if (m_isFirst) {
            if (const auto begun = beginFirst(); !begun)
                return begun;
        }
        if (m_group == nullptr)
            return {};
        NetworkState state;
        if (m_isFirst)
            state = m_engine->state();
        shareState(*m_group, state, { m_recipe.filters, int(m_plan.classes.size()) });
        shareValue(*m_group, m_now.input);
        shareValue(*m_group, m_now.epoch);
        shareValue(*m_group, m_now.steps);
        shareValue(*m_group, m_now.begun);
        shareValue(*m_group, m_now.bestEpoch);
        shareValue(*m_group, m_now.bestValidationLoss);
        shareValue(*m_group, m_now.learningRate);
        shareValue(*m_group, m_now.patience);
        return m_isFirst ? Result<void>() : m_engine->setState(state);
    }

    TrainingResult run()
    {
        TrainingResult result;
        result.resumedAt = m_now.epoch;
        if (m_isFirst && m_plan.observer != nullptr)
            m_plan.observer->trainingBegins(m_now.history);
        result.end = loop();
        if (m_keepsCheckpoints)
            noteCheckpoint(m_checkpoints.finish());
        if (m_group != nullptr && m_now.bestEpoch > 0)
            shareTensors(*m_group, m_now.best, tensorShapes({ m_recipe.filters, int(m_plan.classes.size()) }));
        double tracks = 0;
        double seconds = 0;
        for (const EpochFigures &figures : m_now.history) {
            tracks += double(m_epochTracks);
            seconds += figures.tracksPerSecond > 0 ? double(m_epochTracks) / figures.tracksPerSecond : 0;
        }
        result.trainTracksPerSecond = seconds > 0 ? tracks / seconds : 0;
        result.model.tensors = std::move(m_now.best);
        result.model.input = m_now.input;
        result.history = m_now.history;
        result.bestEpoch = m_now.bestEpoch;
        result.bestValidationLoss = m_now.bestValidationLoss;
        result.engine = m_now.engine;
        result.fingerprint = m_now.fingerprint;
        result.batchSize = int(m_batchSize);
        result.notes = m_notes;
        return result;
    }

private:
    Result<void> beginFirst()
    {
        if (m_plan.resume && m_checkpoints.hasAny())
            return resume();
        if (m_recipe.input == InputKind::Decibels)
            m_now.input = standardisedDecibels(m_train.images);
        NetworkState state = initialState({ m_recipe.filters, int(m_plan.classes.size()) }, m_recipe.seed);
        if (m_recipe.logOddsBias)
            state.tensors.at("norm" + std::to_string(m_recipe.filters.size()) + ".bias").values =
                labelLogOdds(m_train, m_masked);
        return m_engine->setState(state);
    }

    Result<void> resume()
    {
        auto checkpoint = m_checkpoints.read();
        if (!checkpoint)
            return passOn(checkpoint);
        const QString remedy = tr("Start the training anew, or give the settings and files that it began with.");
        // How long to train may be changed; anything else would make it another training.
        Recipe comparable = checkpoint->recipe;
        comparable.patience = m_recipe.patience;
        comparable.device = m_recipe.device;
        comparable.threads = m_recipe.threads;
        if (comparable.schedule == Recipe::Schedule::Constant)
            comparable.epochs = m_recipe.epochs;
        if (!(comparable == m_recipe))
            return fail(tr("the interrupted training had other settings"), m_checkpoints.path(), remedy);
        if (checkpoint->fingerprint != m_now.fingerprint)
            return fail(tr("the interrupted training had other data"), m_checkpoints.path(), remedy);
        if (const auto set = m_engine->setState(checkpoint->state); !set)
            return fail(tr("the checkpoint does not fit: ") + set.error().what, m_checkpoints.path(), remedy);
        if (checkpoint->engine != m_now.engine)
            m_notes << tr("the training began on \"%1\" and goes on on \"%2\": the result differs in the "
                          "last digits from an undisturbed one")
                           .arg(checkpoint->engine, m_now.engine);
        const QString engine = m_now.engine;
        const int patience =
            m_recipe.patience != checkpoint->recipe.patience ? m_recipe.patience : checkpoint->patience;
        m_now = std::move(*checkpoint);
        m_now.recipe = m_recipe;
        m_now.engine = engine;
        m_now.patience = patience;
        for (const EpochFigures &figures : m_now.history)
            m_stage.milestone(figures.epoch, {}, metricsOf(figures));
        m_stage.milestone(m_now.epoch,
                          m_now.begun.steps > 0
                              ? tr("going on within epoch %1, after %2 of its steps")
                                    .arg(QString::number(m_now.epoch + 1), QString::number(m_now.begun.steps))
                              : tr("going on after epoch %1").arg(m_now.epoch));
        return {};
    }

    TrainingResult::End loop()
    {
        using End = TrainingResult::End;
        for (int epoch = m_now.epoch + 1; epoch <= m_recipe.epochs; ++epoch) {
            if (m_now.bestEpoch > 0 && m_now.epoch - m_now.bestEpoch >= m_now.patience)
                return End::EarlyStopping;
            EpochFigures figures;
            try {
                figures = runEpoch(epoch);
            } catch (const Interrupted &) {
                keepSteps();
                return End::Stopped;
            }
            if (!std::isfinite(figures.trainLoss) || !std::isfinite(figures.validationLoss))
                return End::LossNotFinite;
            finishEpoch(figures);
        }
        return m_now.bestEpoch > 0 && m_now.epoch - m_now.bestEpoch >= m_now.patience ? End::EarlyStopping
                                                                                      : End::AllEpochs;
    }

    /// The steps of an epoch that is cut short. An interruption changes nothing, so the network is as the last of them
    /// left it.
    void keepSteps()
    {
        if (!m_keepsCheckpoints || !m_control.keepsSteps || !m_control.cancel.isCancelled() || m_now.begun.steps == 0)
            return;
        m_now.state = m_engine->state();
        noteCheckpoint(m_checkpoints.write(m_now));
    }

    void finishEpoch(const EpochFigures &figures)
    {
        m_now.steps += m_now.begun.steps;
        m_now.begun = {};
        m_now.epoch = figures.epoch;
        m_now.history.push_back(figures);
        if (m_isFirst)
            m_now.state = m_engine->state();
        if (m_now.bestEpoch == 0 || figures.validationLoss < m_now.bestValidationLoss) {
            m_now.bestEpoch = figures.epoch;
            m_now.bestValidationLoss = figures.validationLoss;
            m_now.best = m_now.state.tensors;
        }
        if (m_keepsCheckpoints)
            noteCheckpoint(m_checkpoints.write(m_now));
        report(figures);
    }

    /// Training goes on without a checkpoint, but whoever relies on it must know.
    void noteCheckpoint(const Result<void> &written)
    {
        if (written)
            return;
        const QString note = tr("a checkpoint could not be written: %1 Training goes on; if it is "
                                "interrupted now, it goes on after an earlier epoch.")
                                 .arg(written.error().text());
        if (!m_notes.contains(note)) {
            m_notes << note;
            m_stage.milestone(m_now.epoch, note);
        }
    }

    void interruptIfAsked() const
    {
        if (isInterrupted())
            throw Interrupted();
    }
    bool isInterrupted() const { return m_control.cancel.isCancelled() || m_control.stop.isCancelled(); }

    /// Whether any process is interrupted: then all are, in the same place.
    void interruptTogether(bool here) const
    {
        std::array<double, 1> interrupted { here ? 1.0 : 0.0 };
        if (m_group != nullptr)
            m_group->sum(interrupted);
        if (interrupted[0] > 0)
            throw Interrupted();
    }

    /// What is wanted while training runs: of the first process, and interruptions of all.
    struct Wishes
    {
        double learningRate = 0;
        int patience = 0;
        bool isPaused = false;
    };
    Wishes wishes() const
    {
        std::array<double, 4> values { 0, 0, 0, isInterrupted() ? 1.0 : 0.0 };
        if (m_isFirst) {
            values[0] = m_control.live.learningRate();
            values[1] = m_control.live.patience();
            values[2] = m_control.live.isPaused() ? 1 : 0;
        }
        if (m_group != nullptr)
            m_group->sum(values);
        if (values[3] > 0)
            throw Interrupted();
        return { values[0], int(values[1]), values[2] > 0 };
    }

    void takeLiveSettings()
    {
        const auto start = Clock::now();
        Wishes wanted = wishes();
        if (wanted.isPaused) {
            while (wanted.isPaused) {
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
                wanted = wishes();
            }
            m_pausedSeconds += secondsSince(start);
        }
        if (const double rate = wanted.learningRate; rate > 0 && rate != m_now.learningRate) {
            m_stage.milestone(
                m_now.epoch,
                tr("learning rate changed from %1 to %2").arg(generalText(m_now.learningRate), generalText(rate)));
            m_now.learningRate = rate;
        }
        if (const int patience = wanted.patience; patience > 0 && patience != m_now.patience) {
            m_stage.milestone(m_now.epoch,
                              tr("patience changed from %1 to %2 epochs")
                                  .arg(QString::number(m_now.patience), QString::number(patience)));
            m_now.patience = patience;
        }
    }

    EpochFigures runEpoch(int epoch)
    {
        const auto start = Clock::now();
        m_pausedSeconds = 0;
        EpochFigures figures;
        figures.epoch = epoch;
        const BatchFigures train = trainEpoch(epoch, figures);
        const double trainSeconds = secondsSince(start) - m_pausedSeconds;
        figures.tracksPerSecond = trainSeconds > 0 ? double(m_trainedTracks) / trainSeconds : 0;
        figures.trainLoss = train.loss / train.weight;
        figures.trainAccuracy = train.correct / train.weight;
        const BatchFigures validation = validate(epoch);
        figures.validationLoss = validation.loss / validation.weight;
        figures.validationAccuracy = validation.correct / validation.weight;
        if (std::isfinite(figures.validationLoss)) {
            const auto metricStart = Clock::now();
            m_metrics.gather();
            if (m_isFirst)
                m_metrics.finish(figures, m_recipe.threads, m_control.cancel);
            // Figures that were cut short are none; the epoch must not be kept with them.
            interruptTogether(m_control.cancel.isCancelled());
            figures.metricSeconds = secondsSince(metricStart);
        }
        figures.seconds = secondsSince(start) - m_pausedSeconds;
        return figures;
    }

    static void add(BatchFigures &sum, const BatchFigures &batch)
    {
        if (batch.interrupted)
            throw Interrupted();
        sum.loss += batch.loss;
        sum.correct += batch.correct;
        sum.weight += batch.weight;
    }

    /// While all processes compute; what the first one does alone may use all processors.
    std::unique_ptr<ProcessorShare> stayOnOwnProcessors() const
    {
        return m_group != nullptr ? m_group->stayOnOwnProcessors() : nullptr;
    }

    BatchFigures trainEpoch(int epoch, EpochFigures &figures)
    {
        const auto apart = stayOnOwnProcessors();
        const double exchangedBefore = m_group != nullptr ? m_group->seconds() : 0;
        std::vector<uint32_t> order = epochOrder(m_train, m_recipe.balance, m_recipe.seed, epoch);
        Checkpoint::Begun &begun = m_now.begun; // by a training that was cut short, else nothing
        size_t done = size_t(std::min<uint64_t>(begun.steps * m_batchSize, order.size()));
        const size_t doneBefore = done;
        order.erase(order.begin(), order.begin() + ptrdiff_t(done));
        BatchLoader::Plan plan { std::move(order), m_batchSize };
        if (m_group != nullptr) {
            plan.rank = m_group->rank();
            plan.processes = m_group->size();
        }
        plan.mixup = m_recipe.mixup;
        plan.seed = m_recipe.seed;
        plan.firstStep = m_now.steps + begun.steps;
        BatchLoader loader(m_train, m_now.input, m_masks, std::move(plan));
        StageProgress stage(
            m_progress,
            StageName(Stage::Epoch, tr("%1 of %2").arg(QString::number(epoch), QString::number(m_recipe.epochs))),
            QStringLiteral("tracks"), qint64(m_epochTracks));
        BatchFigures sum { begun.loss, begun.correct, begun.weight };
        StepSettings step;
        step.weightDecay = m_recipe.weightDecay;
        step.seed = m_recipe.seed;
        auto rateOf = [this](uint64_t step) {
            return m_now.learningRate * scheduleFactor(m_recipe, step, m_epochSteps);
        };
        if (begun.steps > 0)
            step.learningRate = rateOf(m_now.steps + begun.steps - 1);
        while (const Batch *batch = loader.next()) {
            done += batch->whole;
            if (batch->whole < 2)
                continue;
            takeLiveSettings();
            step.step = m_now.steps + begun.steps;
            step.learningRate = rateOf(step.step);
            add(sum, m_engine->train(*batch, step));
            begun = { begun.steps + 1, sum.loss, sum.correct, sum.weight };
            stage.update(qint64(done));
            if (!std::isfinite(sum.loss))
                break;
        }
        m_trainedTracks = done - doneBefore;
        figures.learningRate = step.learningRate;
        figures.waitedSeconds = loader.waitedSeconds();
        figures.exchangeSeconds = m_group != nullptr ? m_group->seconds() - exchangedBefore : 0;
        return sum;
    }

    BatchFigures validate(int epoch)
    {
        const auto apart = stayOnOwnProcessors();
        const size_t whole = m_validation.size();
        const Share share = m_group != nullptr ? m_group->shareOf(whole) : Share { 0, whole };
        std::vector<uint32_t> order(share.size());
        std::iota(order.begin(), order.end(), uint32_t(share.begin));
        BatchLoader loader(m_validation, m_now.input, m_masks, { std::move(order), kValidationBatch });
        StageProgress stage(m_progress, StageName(Stage::Validating, QString::number(epoch)), QStringLiteral("tracks"),
                            qint64(whole));
        BatchFigures sum;
        size_t done = 0;
        m_scores.resize(std::min(kValidationBatch, share.size()) * m_plan.classes.size());
        try {
            while (const Batch *batch = loader.next()) {
                interruptIfAsked();
                add(sum, m_engine->evaluate(*batch, m_scores.data()));
                m_metrics.add(m_scores.data(), batch->tracks);
                done += batch->tracks;
                stage.update(qint64(double(whole) * double(done) / double(share.size())));
            }
        } catch (const Interrupted &) {
            interruptTogether(true);
        }
        interruptTogether(false);
        if (m_group != nullptr) {
            std::array<double, 3> sums { sum.loss, sum.correct, sum.weight };
            m_group->sum(sums);
            sum = { sums[0], sums[1], sums[2] };
        }
        return sum;
    }

    void report(const EpochFigures &figures)
    {
        m_stage.milestone(figures.epoch, epochText(figures, m_now.bestEpoch == figures.epoch), metricsOf(figures));
        if (m_isFirst && m_plan.observer != nullptr)
            m_plan.observer->epochEnded(figures);
    }

    const TrainingPlan &m_plan;
    const Recipe &m_recipe;
    const Dataset &m_train;
    const Dataset &m_validation;
    const TrainingControl &m_control;
    const ProgressCallback &m_progress;
    StageProgress m_stage;
    std::unique_ptr<TrainingEngine> m_engine;
    bool m_masked;
    size_t m_epochTracks;
    size_t m_trainedTracks = 0; ///< of them, in the last epoch, by this training
    size_t m_batchSize;
    uint64_t m_epochSteps;
    LossMasks m_masks;
    EpochMetrics m_metrics;
    CheckpointFolder m_checkpoints;
    ProcessGroup *m_group;
    bool m_isFirst;
    bool m_keepsCheckpoints;
    Checkpoint m_now; ///< where training stands
    std::vector<float> m_scores;
    QStringList m_notes;
    double m_pausedSeconds = 0; ///< of this epoch
};

Result<void> checkTracks(const Dataset &train, const Dataset &validation)
{
    const QString remedy = tr("Check that the feature files hold the recordings of the ground truth.");
    if (train.size() < 2)
        return fail(train.size() == 0
                        ? tr("no track to train on is left: none of the ground truth's recordings has features")
                        : tr("a single track is not enough to train on"),
                    {}, remedy);
    if (validation.size() == 0)
        return fail(tr("no track to validate on is left: none of the validation recordings has features"), {}, remedy);
    return {};
}

} // namespace

EngineSettings engineSettings(const Recipe &recipe)
{
    EngineSettings settings;
    settings.dropout = recipe.dropout;
    settings.normDecay = recipe.normDecay;
    settings.threads = recipe.threads > 0 ? recipe.threads : availableProcessors();
    return settings;
}

Result<TrainingResult> trainNetwork(const TrainingPlan &plan, const Dataset &train, const Dataset &validation,
                                    const TrainingControl &control, const ProgressCallback &progress)
{
    if (const auto checked = plan.recipe.check(); !checked)
        return passOn(checked);
    if (const auto checked = checkTracks(train, validation); !checked)
        return passOn(checked);
    try {
        EngineSettings settings = engineSettings(plan.recipe);
        settings.group = plan.group;
        if (plan.group && plan.recipe.threads == 0)
            settings.threads = plan.group->threads();
        settings.interrupt = [&control] { return control.cancel.isCancelled() || control.stop.isCancelled(); };
        const NetworkShape shape { plan.recipe.filters, int(plan.classes.size()) };
        auto apart = plan.group ? plan.group->stayOnOwnProcessors() : nullptr; // the engine's threads
        auto engine = makeEngine(shape, settings, plan.recipe.device);
        apart.reset();
        if (!engine)
            return passOn(engine);
        Training training(plan, train, validation, control, progress, std::move(*engine));
        if (const auto begun = training.begin(); !begun)
            return passOn(begun);
        TrainingResult result = training.run();
        if (control.cancel.isCancelled())
            return cancelled();
        if (result.bestEpoch == 0) {
            if (result.end == TrainingResult::End::LossNotFinite)
                return fail(tr("training diverged: the loss is not a number in the first epoch"), {},
                            tr("Lower the learning rate."));
            return tl::make_unexpected(
                Error { Error::Kind::Cancelled,
                        tr("stopped before the first epoch was complete, so there was nothing to keep"),
                        {},
                        0,
                        {} });
        }
        result.model.shape = shape;
        result.model.classes = plan.classes;
        return result;
    } catch (const ProcessLost &lost) {
        return tl::make_unexpected(processLost(lost));
    } catch (const std::exception &exception) {
        return fail(tr("training failed: ") + QString::fromUtf8(exception.what()).section(QLatin1Char('\n'), 0, 0), {},
                    tr("If memory ran out, lower the batch size."));
    }
}

} // namespace melscope
