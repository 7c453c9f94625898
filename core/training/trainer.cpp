#include "core/training/trainer.h"

#include "core/base/number_text.h"
#include "core/training/batch_loader.h"
#include "core/training/compute_device.hpp"
#include "core/training/mel_network_module.hpp"

#include <chrono>
#include <cmath>
#include <numeric>

namespace melscope {

namespace {

using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Thrown out of the middle of a step when the user ends training.
struct Interrupted
{
};

/// Sums over batches, weighted by tracks.
struct RunningFigures
{
    double loss = 0;
    double correct = 0;
    double tracks = 0;

    void add(double batchLoss, double batchCorrect, size_t batchTracks)
    {
        loss += batchLoss * double(batchTracks);
        correct += batchCorrect;
        tracks += double(batchTracks);
    }
};

class Training
{
public:
    Training(const Recipe &recipe, const Dataset &train, const Dataset &validation, const TrainingControl &control,
             const ProgressCallback &progress, torch::Device device, int classes)
        : m_recipe(recipe)
        , m_train(train)
        , m_validation(validation)
        , m_control(control)
        , m_progress(progress)
        , m_stage(progress, QStringLiteral("Training"), QStringLiteral("epochs"), recipe.epochs)
        , m_device(device)
        , m_network({ recipe.filters, classes }, recipe.dropout)
        , m_classes(size_t(classes))
    {
        m_network.initialise(recipe.seed);
        m_network.to(device);
        m_network.setInterrupt([this] { interruptIfAsked(); });
        m_optimizer = std::make_unique<torch::optim::Adam>(m_network.parameters(),
                                                           torch::optim::AdamOptions(recipe.learningRate).eps(1e-7));
        const size_t largest = std::min(size_t(recipe.batchSize), std::max(epochLength(), validation.size()));
        m_inputs.resize(largest * kImageSize);
        m_targets.resize(largest * m_classes);
    }

    TrainingResult run()
    {
        TrainingResult result;
        double trainSeconds = 0;
        double trainTracks = 0;
        for (int epoch = 1; epoch <= m_recipe.epochs; ++epoch) {
            EpochFigures figures;
            try {
                figures = runEpoch(epoch);
            } catch (const Interrupted &) {
                result.end = TrainingResult::End::Stopped;
                break;
            }
            trainTracks += m_lastTrainTracks;
            trainSeconds += m_lastTrainSeconds;
            if (!std::isfinite(figures.trainLoss) || !std::isfinite(figures.validationLoss)) {
                result.end = TrainingResult::End::LossNotFinite;
                break;
            }
            result.history.push_back(figures);
            if (result.bestEpoch == 0 || figures.validationLoss < result.bestValidationLoss) {
                result.bestEpoch = epoch;
                result.bestValidationLoss = figures.validationLoss;
                result.model.tensors = m_network.exportTensors();
            }
            report(figures, result.bestEpoch);
            if (epoch - result.bestEpoch >= m_recipe.patience) {
                result.end = TrainingResult::End::EarlyStopping;
                break;
            }
        }
        result.trainTracksPerSecond = trainSeconds > 0 ? trainTracks / trainSeconds : 0;
        return result;
    }

private:
    void interruptIfAsked() const
    {
        if (m_control.cancel.isCancelled() || m_control.stop.isCancelled())
            throw Interrupted();
    }

    size_t epochLength() const { return epochOrder(m_train, m_recipe.balance, m_recipe.seed, 0).size(); }

    EpochFigures runEpoch(int epoch)
    {
        const auto start = Clock::now();
        EpochFigures figures;
        figures.epoch = epoch;
        const RunningFigures train = trainEpoch(epoch);
        m_lastTrainSeconds = secondsSince(start);
        m_lastTrainTracks = train.tracks;
        const RunningFigures validation = validate(epoch);
        const double labels = double(m_classes);
        figures.trainLoss = train.loss / train.tracks;
        figures.trainAccuracy = train.correct / (train.tracks * labels);
        figures.validationLoss = validation.loss / validation.tracks;
        figures.validationAccuracy = validation.correct / (validation.tracks * labels);
        figures.seconds = secondsSince(start);
        figures.tracksPerSecond = m_lastTrainSeconds > 0 ? train.tracks / m_lastTrainSeconds : 0;
        return figures;
    }

    RunningFigures trainEpoch(int epoch)
    {
        m_network.train();
        const std::vector<uint32_t> order = epochOrder(m_train, m_recipe.balance, m_recipe.seed, epoch);
        StageProgress stage(m_progress, QStringLiteral("Epoch %1 of %2").arg(epoch).arg(m_recipe.epochs), QStringLiteral("tracks"),
                            qint64(order.size()));
        RunningFigures figures;
        for (size_t first = 0; first < order.size(); first += size_t(m_recipe.batchSize)) {
            const size_t count = std::min(size_t(m_recipe.batchSize), order.size() - first);
            // A batch of one track is skipped: its statistics would be those of five positions. [REFERENCE §4]
            if (count == 1)
                continue;
            const auto [input, target] = batch(m_train, std::span(order).subspan(first, count));
            m_network.setDropoutStep(m_recipe.seed, m_step++);
            m_optimizer->zero_grad();
            const torch::Tensor logits = m_network.forward(input);
            const torch::Tensor loss = torch::binary_cross_entropy_with_logits(logits, target);
            loss.backward();
            interruptIfAsked();
            m_optimizer->step();
            figures.add(loss.item<double>(), correctOf(logits, target), count);
            stage.update(qint64(first + count));
            if (!std::isfinite(figures.loss))
                break;
        }
        return figures;
    }

    RunningFigures validate(int epoch)
    {
        m_network.eval();
        const torch::NoGradGuard noGrad;
        std::vector<uint32_t> order(m_validation.size());
        std::iota(order.begin(), order.end(), 0U);
        StageProgress stage(m_progress, QStringLiteral("Validating epoch %1").arg(epoch), QStringLiteral("tracks"), qint64(order.size()));
        RunningFigures figures;
        for (size_t first = 0; first < order.size(); first += size_t(m_recipe.batchSize)) {
            interruptIfAsked();
            const size_t count = std::min(size_t(m_recipe.batchSize), order.size() - first);
            const auto [input, target] = batch(m_validation, std::span(order).subspan(first, count));
            const torch::Tensor logits = m_network.forward(input);
            const torch::Tensor loss = torch::binary_cross_entropy_with_logits(logits, target);
            figures.add(loss.item<double>(), correctOf(logits, target), count);
            stage.update(qint64(first + count));
        }
        return figures;
    }

    std::pair<torch::Tensor, torch::Tensor> batch(const Dataset &dataset, std::span<const uint32_t> tracks)
    {
        const auto count = int64_t(tracks.size());
        gatherBatch(dataset, tracks, m_inputs, std::span(m_targets).first(tracks.size() * m_classes));
        return { torch::from_blob(m_inputs.data(), { count, int64_t(kBands), int64_t(kChannels) }).to(m_device),
                 torch::from_blob(m_targets.data(), { count, int64_t(m_classes) }).to(m_device) };
    }

    static double correctOf(const torch::Tensor &logits, const torch::Tensor &target)
    {
        return logits.detach().gt(0).eq(target.gt(0.5)).sum().item<double>();
    }

    void report(const EpochFigures &figures, int bestEpoch)
    {
        const QString message = QStringLiteral("epoch %1: loss %2, validation loss %3, accuracy %4, validation accuracy %5, %6%7")
                                    .arg(figures.epoch)
                                    .arg(figures.trainLoss, 0, 'f', 5)
                                    .arg(figures.validationLoss, 0, 'f', 5)
                                    .arg(figures.trainAccuracy, 0, 'f', 4)
                                    .arg(figures.validationAccuracy, 0, 'f', 4)
                                    .arg(rateText(figures.tracksPerSecond, QStringLiteral("tracks")),
                                         bestEpoch == figures.epoch ? QStringLiteral(", best so far") : QString());
        m_stage.milestone(figures.epoch, message,
                          { { metric::epoch, double(figures.epoch) },
                            { metric::trainLoss, figures.trainLoss },
                            { metric::trainAccuracy, figures.trainAccuracy },
                            { metric::validationLoss, figures.validationLoss },
                            { metric::validationAccuracy, figures.validationAccuracy },
                            { metric::tracksPerSecond, figures.tracksPerSecond },
                            { metric::seconds, figures.seconds } });
    }

    const Recipe &m_recipe;
    const Dataset &m_train;
    const Dataset &m_validation;
    const TrainingControl &m_control;
    const ProgressCallback &m_progress;
    StageProgress m_stage;
    torch::Device m_device;
    MelNetworkModule m_network;
    size_t m_classes;
    std::unique_ptr<torch::optim::Adam> m_optimizer;
    std::vector<float> m_inputs;
    std::vector<float> m_targets;
    uint64_t m_step = 0;
    double m_lastTrainSeconds = 0;
    double m_lastTrainTracks = 0;
};

Result<void> checkTracks(const Dataset &train, const Dataset &validation)
{
    const QString remedy = QStringLiteral("Check that the feature files hold the recordings of the ground truth.");
    if (train.size() < 2)
        return fail(train.size() == 0 ? QStringLiteral("no track to train on is left: none of the ground truth's recordings has features")
                                      : QStringLiteral("a single track is not enough to train on"),
                    {}, remedy);
    if (validation.size() == 0)
        return fail(QStringLiteral("no track to validate on is left: none of the validation recordings has features"), {}, remedy);
    return {};
}

} // namespace

EpochFigures epochFiguresOf(const QMap<QString, double> &metrics)
{
    return { int(metrics.value(metric::epoch)), metrics.value(metric::trainLoss), metrics.value(metric::trainAccuracy),
             metrics.value(metric::validationLoss), metrics.value(metric::validationAccuracy), metrics.value(metric::seconds),
             metrics.value(metric::tracksPerSecond) };
}

Result<TrainingResult> trainNetwork(const Recipe &recipe, const Dataset &train, const Dataset &validation,
                                    const std::vector<std::string> &classes, const TrainingControl &control,
                                    const ProgressCallback &progress)
{
    if (const auto checked = recipe.check(); !checked)
        return passOn(checked);
    if (const auto checked = checkTracks(train, validation); !checked)
        return passOn(checked);
    try {
        const int threads = useThreads(recipe.threads);
        const auto device = computeDevice(recipe.device);
        if (!device)
            return passOn(device);
        Training training(recipe, train, validation, control, progress, *device, int(classes.size()));
        TrainingResult result = training.run();
        if (control.cancel.isCancelled())
            return cancelled();
        if (result.bestEpoch == 0) {
            if (result.end == TrainingResult::End::LossNotFinite)
                return fail(QStringLiteral("training diverged: the loss is not a number in the first epoch"), {},
                            QStringLiteral("Lower the learning rate."));
            return tl::make_unexpected(Error { Error::Kind::Cancelled, QStringLiteral("stopped before the first epoch was complete, so there was nothing to keep"), {}, 0, {} });
        }
        result.model.shape = { recipe.filters, int(classes.size()) };
        result.model.classes = classes;
        result.device = device->is_cuda() ? QStringLiteral("cuda") : QStringLiteral("cpu");
        result.threads = threads;
        return result;
    } catch (const std::exception &exception) {
        return fail(QStringLiteral("training failed: ") + firstLine(exception.what()), {},
                    QStringLiteral("If memory ran out, lower the batch size."));
    }
}

} // namespace melscope
