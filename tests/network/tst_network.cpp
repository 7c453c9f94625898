// Torch first: its headers clash with Qt's macros otherwise.
#include "core/network/initial_state.h"
#include "core/network/mel_network_module.hpp"
#include "plain_network.hpp"

#include "core/base/atomic_file.h"
#include "core/network/fused_network.h"
#include "core/network/lane_team.h"
#include "core/network/model_file.h"
#include "core/network/network_layout.h"
#include "core/network/torch_module.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>
#include <random>

extern "C" const melscope::TorchModule *melscope_torch_module(); // linked, here

using namespace melscope;

namespace {

/// Labels a batch so that each track has two, and gives it inputs between 0 and 1.
Batch randomBatch(size_t tracks, int classes, uint32_t seed)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> uniform(0, 1);
    Batch batch;
    batch.tracks = tracks;
    batch.offsets = { 0 };
    for (size_t i = 0; i < tracks * kImageSize; ++i)
        batch.inputs.push_back(uniform(random));
    for (size_t track = 0; track < tracks; ++track) {
        const auto first = uint32_t(random() % uint32_t(classes));
        const auto second = uint32_t(random() % uint32_t(classes));
        batch.labels.push_back(std::min(first, second));
        if (first != second)
            batch.labels.push_back(std::max(first, second));
        batch.offsets.push_back(uint32_t(batch.labels.size()));
    }
    return batch;
}

torch::Tensor inputsOf(const Batch &batch)
{
    return torch::from_blob(const_cast<float *>(batch.inputs.data()), { int64_t(batch.tracks), 40, 9 });
}

torch::Tensor targetsOf(const Batch &batch, int classes)
{
    torch::Tensor targets = torch::zeros({ int64_t(batch.tracks), classes });
    for (size_t track = 0; track < batch.tracks; ++track) {
        for (uint32_t at = batch.offsets[track]; at < batch.offsets[track + 1]; ++at)
            targets[int64_t(track)][int64_t(batch.labels[at])] = batch.targets.empty() ? 1.0F : batch.targets[at];
    }
    return targets;
}

/// Largest difference relative to the largest value.
double difference(const ModelTensor &a, const torch::Tensor &b)
{
    const torch::Tensor plain = b.detach().contiguous().to(torch::kFloat);
    double most = 1e-12;
    double apart = 0;
    for (size_t i = 0; i < a.values.size(); ++i) {
        const double value = double(plain.data_ptr<float>()[i]);
        most = std::max(most, std::fabs(value));
        apart = std::max(apart, std::fabs(double(a.values[i]) - value));
    }
    return apart / most;
}

double difference(const std::vector<float> &a, const std::vector<float> &b)
{
    double apart = 0;
    for (size_t i = 0; i < a.size(); ++i)
        apart = std::max(apart, std::fabs(double(a[i]) - double(b[i])));
    return apart;
}

/// A state with no two channels alike, with odd norms and statistics.
NetworkState unevenState(const NetworkShape &shape, uint64_t seed)
{
    NetworkState state = initialState(shape, seed);
    std::mt19937 random(unsigned(seed) + 17);
    std::uniform_real_distribution<float> uniform(0.5F, 1.5F);
    for (auto &[name, tensor] : state.tensors) {
        if (name.starts_with("norm") || name.ends_with("bias")) {
            for (float &value : tensor.values)
                value = uniform(random) * (name.ends_with("bias") || name.ends_with("mean") ? 0.3F : 1.0F);
        }
    }
    return state;
}

EngineSettings engineSettings(int threads = 2)
{
    EngineSettings settings;
    settings.normDecay = 0.99;
    settings.threads = threads;
    return settings;
}

/// sin(i · pace + shift), as tests/network/golden_losses.py has it.
float wave(int64_t i, double pace, double shift)
{
    return float(std::sin(double(i) * pace + shift));
}

} // namespace

class NetworkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(2); }
    void parameterCounts_data();
    void parameterCounts();
    void initialisationIsGlorot();
    void layoutKeepsEveryValue();
    void gradientsEqualPlainModules_data();
    void gradientsEqualPlainModules();
    void gradientsEqualFiniteDifferences();
    void tenStepsReproduceTorch_data();
    void tenStepsReproduceTorch();
    void masksAndSoftTargets();
    void dropoutRateAndDeterminism();
    void sameBitsAgain();
    void stateContinuesIdentically();
    void weightDecayShrinksKernels();
    void interruptedStepChangesNothing_data();
    void interruptedStepChangesNothing();
    void decibelsAreStandardised();
    void modelFile();
    void lanesRunEachPhase();

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
};

void NetworkTest::parameterCounts_data()
{
    QTest::addColumn<int>("classes");
    QTest::addColumn<qint64>("parameters");
    QTest::newRow("allmusic") << 766 << qint64(918'646);
    QTest::newRow("discogs") << 315 << qint64(685'479);
    QTest::newRow("lastfm") << 327 << qint64(691'683);
    QTest::newRow("tagtraum") << 296 << qint64(675'656);
}

void NetworkTest::parameterCounts()
{
    QFETCH(int, classes);
    QFETCH(qint64, parameters);
    const NetworkShape shape { { 64, 128, 256, 512 }, classes };
    QCOMPARE(qint64(parameterCount(shape)), parameters);
    // The tensors themselves, not only the table.
    const FusedNetwork network(shape, engineSettings());
    qint64 counted = 0;
    for (const auto &[name, tensor] : network.state().tensors)
        counted += qint64(tensor.values.size());
    QCOMPARE(counted, parameters);
    QCOMPARE(describeLayers(shape)[7].positions, 5);
}

void NetworkTest::initialisationIsGlorot()
{
    const NetworkShape shape { { 64, 128 }, 10 };
    const auto tensors = initialState(shape, 1).tensors;
    const auto &weights = tensors.at("conv1.weight").values;
    const float limit = std::sqrt(6.0F / (3 * (64 + 128)));
    const auto [least, most] = std::minmax_element(weights.begin(), weights.end());
    QVERIFY(*least >= -limit && *least < -0.98F * limit);
    QVERIFY(*most <= limit && *most > 0.98F * limit);
    for (const float bias : tensors.at("conv1.bias").values)
        QCOMPARE(bias, 0.0F);
    for (const float gamma : tensors.at("norm2.weight").values)
        QCOMPARE(gamma, 1.0F);
    QVERIFY(initialState(shape, 1).tensors.at("conv1.weight").values == weights);
    QVERIFY(initialState(shape, 2).tensors.at("conv1.weight").values != weights);
}

void NetworkTest::layoutKeepsEveryValue()
{
    const NetworkShape shape { { 8, 40, 5 }, 33 };
    const auto tensors = unevenState(shape, 3).tensors;
    for (const int panel : { 8, 16, 32 }) {
        const NetworkLayout layout(shape, panel);
        std::vector<float> flat(size_t(layout.size), 7.0F);
        layout.flatten(tensors, flat);
        for (const auto &[name, tensor] : layout.named(flat)) {
            QVERIFY2(tensor.values == tensors.at(name).values, name.c_str());
            QVERIFY2(tensor.shape == tensors.at(name).shape, name.c_str());
        }
    }
}

/// What inference makes on the way, and how a score hangs on the input: what maps and explanations are made of.
static void compareInside(FusedNetwork &fused, PlainNetwork &plain, const Batch &batch, int classes)
{
    const auto tracks = int64_t(batch.tracks);
    std::vector<float> embedding(batch.tracks * size_t(fused.embeddingSize()));
    (void)fused.embed(batch, embedding.data());
    const torch::Tensor hidden = plain.hidden(inputsOf(batch)).mean(2);
    QCOMPARE(hidden.size(1), int64_t(fused.embeddingSize()));
    QVERIFY(difference({ {}, embedding }, hidden.contiguous()) < 1e-5);

    const uint32_t classIndex = uint32_t(classes) / 2;
    std::vector<float> gradients(batch.tracks * kImageSize);
    std::vector<float> scores(batch.tracks);
    (void)fused.inputGradients(batch, classIndex, gradients.data(), scores.data());
    const torch::AutoGradMode on(true);
    const torch::Tensor inputs = inputsOf(batch).detach().clone().requires_grad_();
    const torch::Tensor expected = torch::sigmoid(plain.forward(inputs)).select(1, int64_t(classIndex));
    expected.sum().backward();
    QVERIFY(difference({ {}, scores }, expected.detach().contiguous()) < 1e-5);
    const torch::Tensor gradient = inputs.grad().reshape({ tracks, int64_t(kImageSize) }).contiguous();
    QVERIFY2(difference({ {}, gradients }, gradient) < 3e-5,
             qPrintable(QString::number(difference({ {}, gradients }, gradient))));
}

void NetworkTest::gradientsEqualPlainModules_data()
{
    QTest::addColumn<int>("kernels");
    QTest::addColumn<QList<int>>("filters");
    QTest::addColumn<int>("classes");
    QTest::addColumn<int>("tracks");
    const Kernels *list[kKernelSets] {};
    const int count = availableKernels(list);
    for (int i = 0; i < count; ++i) {
        auto row = [&](const char *name, const QList<int> &filters, int classes, int tracks) {
            QTest::addRow("%s, %s", list[i]->name, name) << i << filters << classes << tracks;
        };
        row("paper's", { 64, 128, 256, 512 }, 98, 45);
        row("narrow", { 8, 12, 5 }, 7, 37);
        row("one block", { 20 }, 3, 9);
        row("five blocks", { 8, 8, 8, 8, 8 }, 4, 23); // positions 5 and 2 in one network
        row("one class, wide", { 150, 33 }, 1, 21);
        row("six blocks", { 8, 8, 8, 8, 8, 8 }, 4, 13); // 5 → 2 drops a position, 2 → 1
        row("two tracks", { 16, 32 }, 5, 2);
    }
}

void NetworkTest::gradientsEqualPlainModules()
{
    QFETCH(int, kernels);
    QFETCH(QList<int>, filters);
    QFETCH(int, classes);
    QFETCH(int, tracks);
    const Kernels *list[kKernelSets] {};
    (void)availableKernels(list);
    const NetworkShape shape { { filters.begin(), filters.end() }, classes };
    const NetworkState start = unevenState(shape, 5);
    FusedNetwork fused(shape, engineSettings(), *list[kernels]);
    QVERIFY(fused.setState(start));
    PlainNetwork plain(shape);
    plain.load(start.tensors);
    const Batch batch = randomBatch(size_t(tracks), classes, 1);
    const torch::Tensor targets = targetsOf(batch, classes);

    plain.train();
    const torch::Tensor logits = plain.forward(inputsOf(batch));
    const torch::Tensor loss = torch::binary_cross_entropy_with_logits(logits, targets);
    loss.backward();
    const BatchFigures figures = fused.computeGradients(batch, {});
    QCOMPARE(figures.weight, double(tracks * classes));
    QVERIFY2(std::fabs(figures.loss / figures.weight - loss.item<double>()) < 1e-5 * loss.item<double>(),
             qPrintable(QStringLiteral("%1 %2").arg(QString::number(figures.loss / figures.weight, 'g', 9),
                                                    QString::number(loss.item<double>(), 'g', 9))));
    QCOMPARE(figures.correct, logits.gt(0).eq(targets.gt(0.5)).sum().item<double>());

    auto gradients = fused.namedGradients();
    for (size_t i = 0; i <= shape.filters.size(); ++i) {
        const std::string conv = "conv" + std::to_string(i);
        const std::string norm = "norm" + std::to_string(i);
        // A bias before a norm has a gradient of almost zero: differences are taken relative to the layer's largest.
        const double scale = plain.convolutions[i]->weight.grad().abs().max().item<double>();
        const std::pair<std::string, torch::Tensor> pairs[] = { { conv + ".weight",
                                                                  plain.convolutions[i]->weight.grad() },
                                                                { conv + ".bias", plain.convolutions[i]->bias.grad() },
                                                                { norm + ".weight", plain.norms[i]->weight.grad() },
                                                                { norm + ".bias", plain.norms[i]->bias.grad() } };
        for (const auto &[name, gradient] : pairs) {
            const double own = gradient.abs().max().item<double>();
            const double apart = difference(gradients.at(name), gradient) * own / std::max(scale, own);
            QVERIFY2(apart < 3e-5, qPrintable(QString::fromStdString(name) + QStringLiteral(": %1").arg(apart)));
        }
    }
    // The running statistics moved alike, so inference agrees too.
    plain.eval();
    const torch::NoGradGuard noGrad;
    std::vector<float> scores(size_t(tracks * classes));
    const BatchFigures evaluated = fused.evaluate(batch, scores.data());
    const torch::Tensor expected = torch::sigmoid(plain.forward(inputsOf(batch))).contiguous();
    QVERIFY(difference({ {}, scores }, expected) < 1e-5);
    const double expectedLoss = torch::binary_cross_entropy(expected, targets).item<double>();
    QVERIFY(std::fabs(evaluated.loss / evaluated.weight - expectedLoss) < 2e-5 * expectedLoss);
    compareInside(fused, plain, batch, classes);
    for (size_t i = 0; i <= shape.filters.size(); ++i) {
        const auto state = fused.state();
        QVERIFY(difference(state.tensors.at("norm" + std::to_string(i) + ".running_mean"), plain.norms[i]->running_mean)
                < 1e-5);
        QVERIFY(difference(state.tensors.at("norm" + std::to_string(i) + ".running_var"), plain.norms[i]->running_var)
                < 1e-5);
    }
}

void NetworkTest::gradientsEqualFiniteDifferences()
{
    const NetworkShape shape { { 6, 10, 7 }, 5 };
    EngineSettings settings = engineSettings();
    settings.dropout = 0.3; // its mask is the same in every call with the same step
    FusedNetwork network(shape, settings);
    const NetworkState start = unevenState(shape, 2);
    const Batch batch = randomBatch(30, shape.classes, 8);
    StepSettings step { 1e-3 };
    step.seed = 4;
    QVERIFY(network.setState(start));
    (void)network.computeGradients(batch, step);
    const auto gradients = network.namedGradients();
    auto lossWith = [&](const std::string &name, size_t index, float value) {
        NetworkState state = start;
        state.tensors.at(name).values[index] = value;
        (void)network.setState(state);
        const BatchFigures figures = network.computeGradients(batch, step);
        return figures.loss / figures.weight;
    };
    int compared = 0;
    for (const auto &[name, gradient] : gradients) {
        double scale = 0;
        for (const float value : gradient.values)
            scale = std::max(scale, std::fabs(double(value)));
        for (size_t index = 0; index < gradient.values.size(); index += 1 + gradient.values.size() / 3) {
            const float value = start.tensors.at(name).values[index];
            constexpr float h = 2e-2F;
            const double expected =
                (lossWith(name, index, value + h) - lossWith(name, index, value - h)) / (2 * double(h));
            // Float32 losses leave an error of about 1e-7 / h; the second derivative one of h².
            QVERIFY2(std::fabs(double(gradient.values[index]) - expected)
                         < 2e-5 + 0.03 * std::max(scale, std::fabs(expected)),
                     qPrintable(QStringLiteral("%1[%2]: %3, by differences %4")
                                    .arg(QString::fromStdString(name), QString::number(index),
                                         QString::number(gradient.values[index]), QString::number(expected))));
            ++compared;
        }
    }
    QVERIFY2(compared >= 32, qPrintable(QString::number(compared)));
}

void NetworkTest::tenStepsReproduceTorch_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("fused") << "cpu" << 2e-5;
    QTest::newRow("torch") << "torch" << 2e-5;
}

void NetworkTest::tenStepsReproduceTorch()
{
    QFETCH(QString, engine);
    QFETCH(double, tolerance);
    // Made by golden_losses.py, in double precision.
    const double golden[] = { 0.7328136143616616, 0.7045135370792205, 0.6993792576852735, 0.6967319588780491,
                              0.6948993398508663, 0.6935749429202602, 0.6925462075848342, 0.6917198239431023,
                              0.6910222122417499, 0.6904011876183498 };
    constexpr double goldenAfter = 0.8054854190649209;
    const NetworkShape shape { { 64, 128, 256, 512 }, 30 };
    NetworkState state = initialState(shape, 0);
    for (size_t i = 0; i <= shape.filters.size(); ++i) {
        ModelTensor &weight = state.tensors.at("conv" + std::to_string(i) + ".weight");
        const auto limit = float(std::sqrt(6.0 / double(weight.shape[2] * (weight.shape[0] + weight.shape[1]))));
        for (size_t k = 0; k < weight.values.size(); ++k)
            weight.values[k] = limit * wave(int64_t(k), 0.7, double(i));
        ModelTensor &bias = state.tensors.at("conv" + std::to_string(i) + ".bias");
        for (size_t k = 0; k < bias.values.size(); ++k)
            bias.values[k] = 0.1F * wave(int64_t(k), 1.3, double(i));
    }
    Batch batch;
    batch.tracks = 50;
    batch.offsets = { 0 };
    for (int64_t i = 0; i < 50 * 360; ++i)
        batch.inputs.push_back(0.5F + 0.5F * wave(i, 0.013, 0));
    for (uint32_t track = 0; track < 50; ++track) {
        const uint32_t first = track * 7 % 30;
        const uint32_t second = (track * 3 + 1) % 30;
        batch.labels.push_back(first);
        if (second != first)
            batch.labels.push_back(second);
        batch.offsets.push_back(uint32_t(batch.labels.size()));
    }
    EngineSettings settings = engineSettings();
    const auto network = makeEngine(shape, settings, engine);
    QVERIFY(network && (*network)->setState(state));
    for (int i = 0; i < 10; ++i) {
        StepSettings step { 1e-3 };
        step.step = uint64_t(i);
        const BatchFigures figures = (*network)->train(batch, step);
        const double loss = figures.loss / figures.weight;
        QVERIFY2(std::fabs(loss - golden[i]) < tolerance * golden[i],
                 qPrintable(
                     QStringLiteral("step %1: %2, torch %3")
                         .arg(QString::number(i), QString::number(loss, 'g', 9), QString::number(golden[i], 'g', 9))));
    }
    const BatchFigures after = (*network)->evaluate(batch, nullptr);
    // These weights make channels of almost no variance, by which inference divides: float32 shows.
    QVERIFY2(std::fabs(after.loss / after.weight - goldenAfter) < 100 * tolerance * goldenAfter,
             qPrintable(QString::number(after.loss / after.weight, 'g', 9)));
}

void NetworkTest::masksAndSoftTargets()
{
    const NetworkShape shape { { 16, 24 }, 6 };
    const NetworkState start = unevenState(shape, 9);
    Batch batch = randomBatch(25, shape.classes, 2);
    for (size_t i = 0; i < batch.labels.size(); ++i)
        batch.targets.push_back(0.3F + 0.1F * float(i % 7));
    for (size_t track = 0; track < batch.tracks; ++track)
        batch.masks.push_back(uint32_t(track % 3));
    const std::vector<std::vector<float>> masks { { 1, 1, 1, 0, 0, 0 }, { 0, 0, 0.5F, 1, 2, 1 }, { 0, 0, 0, 0, 0, 0 } };

    PlainNetwork plain(shape);
    plain.load(start.tensors);
    plain.train();
    torch::Tensor weights = torch::zeros({ 25, 6 });
    for (int64_t track = 0; track < 25; ++track) {
        for (int64_t i = 0; i < 6; ++i)
            weights[track][i] = masks[size_t(track % 3)][size_t(i)];
    }
    const torch::Tensor targets = targetsOf(batch, shape.classes);
    const torch::Tensor loss = torch::binary_cross_entropy_with_logits(plain.forward(inputsOf(batch)), targets, weights,
                                                                       {}, at::Reduction::Sum)
        / weights.sum();
    loss.backward();

    FusedNetwork fused(shape, engineSettings());
    fused.setMasks(masks);
    QVERIFY(fused.setState(start));
    const BatchFigures figures = fused.computeGradients(batch, {});
    QVERIFY(std::fabs(figures.weight - weights.sum().item<double>()) < 1e-6);
    QVERIFY(std::fabs(figures.loss / figures.weight - loss.item<double>()) < 1e-5);
    auto gradients = fused.namedGradients();
    for (size_t i = 0; i <= shape.filters.size(); ++i)
        QVERIFY(difference(gradients.at("conv" + std::to_string(i) + ".weight"), plain.convolutions[i]->weight.grad())
                < 3e-5);

    // Torch's engine agrees, also on what it counts.
    const auto torchEngine = melscope_torch_module()->makeEngine(shape, engineSettings(), false);
    torchEngine->setMasks(masks);
    QVERIFY(torchEngine->setState(start));
    const BatchFigures other = torchEngine->train(batch, {});
    QVERIFY(std::fabs(other.loss - figures.loss) < 1e-4);
    QCOMPARE(other.correct, figures.correct);
    QCOMPARE(other.weight, figures.weight);
}

void NetworkTest::dropoutRateAndDeterminism()
{
    const Kernels *list[kKernelSets] {};
    const int count = availableKernels(list);
    for (int k = 0; k < count; ++k) {
        const Kernels &kernels = *list[k];
        const auto panel = size_t(kernels.panel);
        constexpr int64_t tracks = 200;
        constexpr int64_t positions = 40;
        const size_t values = size_t(tracks * positions) * panel;
        const std::vector<float> ones(values, 1.0F);
        const std::vector<float> zeros(panel, 0.0F);
        auto drawn = [&](DropoutBits bits, uint32_t panelIndex) {
            std::vector<float> output(values), slope(values), sum(panel), squares(panel);
            bits.dropBelow = uint32_t(std::lround(0.2 * 65536));
            bits.scale = 1.25F;
            kernels.activate({ ones.data(), tracks, positions, false, bits, 0, 3, panelIndex, output.data(),
                               slope.data(), int64_t(panel), zeros.data(), sum.data(), squares.data() });
            for (size_t i = 0; i < values; ++i) {
                if (output[i] != slope[i]) // of 1, the ELU's slope is 1
                    return std::vector<float>();
            }
            return output;
        };
        auto rate = [](const std::vector<float> &values) {
            return double(std::count_if(values.begin(), values.end(), [](float value) { return value > 0; }))
                / double(values.size());
        };
        std::mt19937 random(7); // as the engine's keys, these have no pattern
        const DropoutBits bits { uint32_t(random()), uint32_t(random()) };
        const auto first = drawn(bits, 1);
        QVERIFY(first == drawn(bits, 1));
        // At least 64,000 draws: the standard deviation of the rate is at most 0.0016.
        QVERIFY2(std::fabs(rate(first) - 0.8) < 0.007, qPrintable(QString::number(rate(first))));
        // Every channel and every position by itself.
        for (size_t channel = 0; channel < panel; ++channel) {
            double kept = 0;
            for (size_t row = 0; row < size_t(tracks * positions); ++row)
                kept += first[row * panel + channel] > 0 ? 1 : 0;
            QVERIFY(std::fabs(kept / double(tracks * positions) - 0.8) < 0.023); // five standard deviations
        }
        const auto agreement = [&](const std::vector<float> &other) {
            double same = 0;
            for (size_t i = 0; i < values; ++i)
                same += (first[i] > 0) == (other[i] > 0) ? 1 : 0;
            return same / double(values);
        };
        // Independent masks agree in 0.8² + 0.2² of the places.
        for (const auto &other : { drawn({ uint32_t(random()), bits.key1 }, 1),
                                   drawn({ uint32_t(random()), uint32_t(random()) }, 1), drawn(bits, 2) })
            QVERIFY2(std::fabs(agreement(other) - 0.68) < 0.01, qPrintable(QString::number(agreement(other))));
        // Neighbours in a row and in a column are independent too.
        std::vector<float> shifted(first.begin() + 1, first.end());
        shifted.push_back(first.front());
        QVERIFY(std::fabs(agreement(shifted) - 0.68) < 0.01);
        std::rotate(shifted.begin(), shifted.begin() + ptrdiff_t(panel), shifted.end());
        QVERIFY(std::fabs(agreement(shifted) - 0.68) < 0.01);
    }
}

void NetworkTest::sameBitsAgain()
{
    const NetworkShape shape { { 32, 48 }, 11 };
    const Batch batch = randomBatch(64, shape.classes, 5);
    auto after = [&](int threads, uint64_t seed) {
        EngineSettings settings = engineSettings(threads);
        settings.dropout = 0.2;
        FusedNetwork network(shape, settings);
        (void)network.setState(initialState(shape, 1));
        for (uint64_t i = 0; i < 5; ++i) {
            StepSettings step { 1e-3 };
            step.seed = seed;
            step.step = i;
            (void)network.train(batch, step);
        }
        return network.state();
    };
    const NetworkState first = after(2, 1);
    const NetworkState again = after(2, 1);
    for (const auto &[name, tensor] : first.tensors)
        QVERIFY2(tensor.values == again.tensors.at(name).values, name.c_str());
    QVERIFY(after(2, 2).tensors.at("conv0.weight").values != first.tensors.at("conv0.weight").values);
    // More threads than tiles of tracks: some have nothing to do.
    QVERIFY(!after(40, 1).tensors.empty());
    // Another number of threads adds up in another order, but the masks are the same.
    const NetworkState three = after(3, 1);
    for (const auto &[name, tensor] : first.tensors)
        QVERIFY2(difference(tensor.values, three.tensors.at(name).values) < 2e-3, name.c_str());
}

void NetworkTest::stateContinuesIdentically()
{
    const NetworkShape shape { { 16, 32 }, 7 };
    for (const char *device : { "cpu", "torch" }) {
        const Batch batch = randomBatch(40, shape.classes, 5);
        EngineSettings settings = engineSettings();
        settings.dropout = 0.1;
        const auto one = makeEngine(shape, settings, device);
        const auto two = makeEngine(shape, settings, device);
        QVERIFY((*one)->setState(initialState(shape, 3)));
        for (uint64_t i = 0; i < 6; ++i) {
            StepSettings step { 1e-3 };
            step.step = i;
            if (i == 3)
                QVERIFY((*two)->setState((*one)->state()));
            if (i >= 3)
                (void)(*two)->train(batch, step);
            (void)(*one)->train(batch, step);
        }
        const NetworkState a = (*one)->state();
        const NetworkState b = (*two)->state();
        QCOMPARE(a.updates, int64_t(6));
        for (const auto &[name, tensor] : a.tensors)
            QVERIFY2(tensor.values == b.tensors.at(name).values, name.c_str());
        for (const auto &[name, tensor] : a.secondMoments)
            QVERIFY2(tensor.values == b.secondMoments.at(name).values, name.c_str());
        // A state of another network is refused, and named.
        const auto refused = (*one)->setState(initialState({ { 16, 33 }, 7 }, 1));
        QVERIFY(!refused);
        QVERIFY2(refused.error().what.contains("conv1"), qPrintable(refused.error().what));
    }
}

void NetworkTest::weightDecayShrinksKernels()
{
    const NetworkShape shape { { 8 }, 3 };
    FusedNetwork network(shape, engineSettings());
    const NetworkState start = unevenState(shape, 4);
    Batch batch = randomBatch(10, shape.classes, 5);
    network.setMasks({ { 0, 0, 0 } }); // no gradient at all
    StepSettings step { 1e-3 };
    step.learningRate = 0.1;
    step.weightDecay = 0.5;
    QVERIFY(network.setState(start));
    (void)network.train(batch, step);
    const NetworkState after = network.state();
    for (size_t i = 0; i < start.tensors.at("conv0.weight").values.size(); ++i) {
        const float before = start.tensors.at("conv0.weight").values[i];
        QVERIFY(std::fabs(after.tensors.at("conv0.weight").values[i] - 0.95F * before) < 1e-6F);
    }
    QVERIFY(after.tensors.at("norm0.weight").values == start.tensors.at("norm0.weight").values);
    QVERIFY(after.tensors.at("conv0.bias").values == start.tensors.at("conv0.bias").values);
}

void NetworkTest::interruptedStepChangesNothing_data()
{
    QTest::addColumn<QString>("device");
    QTest::addColumn<int>("questions");
    QTest::newRow("fused") << "cpu" << 20; // many times a step
    QTest::newRow("torch") << "torch" << 3; // a layer, and once before the update
}

void NetworkTest::interruptedStepChangesNothing()
{
    QFETCH(const QString, device);
    QFETCH(const int, questions);
    const NetworkShape shape { { 16, 32 }, 7 };
    std::atomic<int> asked = 0;
    std::atomic<int> allowed = 1'000'000;
    EngineSettings settings = engineSettings();
    settings.interrupt = [&] { return ++asked > allowed; };
    const auto made = makeEngine(shape, settings, device);
    QVERIFY(made);
    TrainingEngine &network = **made;
    QVERIFY(network.setState(initialState(shape, 3)));
    const Batch batch = randomBatch(200, shape.classes, 5);
    QVERIFY(!network.train(batch, {}).interrupted);
    const int whole = asked;
    QVERIFY(whole >= questions);
    const NetworkState before = network.state();
    for (const int when : { 0, whole / 3, std::max(0, whole - 2), whole - 1 }) {
        asked = 0;
        allowed = when;
        QVERIFY(network.train(batch, {}).interrupted);
        const NetworkState after = network.state();
        for (const auto &[name, tensor] : before.tensors)
            QVERIFY2(tensor.values == after.tensors.at(name).values, name.c_str());
        QCOMPARE(after.updates, before.updates);
    }
}

void NetworkTest::decibelsAreStandardised()
{
    std::mt19937 random(3);
    std::uniform_real_distribution<float> exponent(-9, 1);
    std::vector<MelImage> images(500);
    std::vector<const float *> pointers;
    for (MelImage &image : images) {
        for (float &value : image)
            value = std::pow(10.0F, exponent(random));
        pointers.push_back(image.data());
    }
    images[0][5] = 0; // -120 dB
    images[1][4] = 1e-30F; // a variance: -240 dB
    QCOMPARE(decibelsOf(0, 1), -120.0F);
    QCOMPARE(decibelsOf(0, 4), -240.0F);
    QCOMPARE(decibelsOf(0.01F, 0), -20.0F);
    const InputTransform transform = standardisedDecibels(pointers);
    std::vector<double> sum(kImageSize), squares(kImageSize);
    std::vector<float> input(kImageSize);
    for (const MelImage &image : images) {
        transform.apply(image, input.data());
        for (size_t i = 0; i < kImageSize; ++i) {
            const double expected = std::clamp(
                double((decibelsOf(image[i], i % kChannels) - transform.mean[i]) * transform.inverse[i]), -6.0, 6.0);
            QVERIFY(std::fabs(double(input[i]) - expected) < 1e-4);
            sum[i] += double(input[i]);
            squares[i] += double(input[i]) * double(input[i]);
        }
    }
    for (const size_t i : { size_t(0), size_t(7), size_t(200), size_t(359) }) {
        QVERIFY(std::fabs(sum[i] / 500) < 1e-3);
        QVERIFY(std::fabs(squares[i] / 500 - 1) < 1e-3);
    }
    // Equal values are centred and not divided by nothing.
    const float *same[] = { images[3].data(), images[3].data() };
    standardisedDecibels(same).apply(images[3], input.data());
    for (const float value : input)
        QVERIFY(std::fabs(value) < 1e-3F);
}

void NetworkTest::modelFile()
{
    const NetworkShape shape { { 8, 16 }, 3 };
    Model model { shape, {}, { "a", "b---c", "ü" }, unevenState(shape, 6).tensors };
    model.input.kind = InputKind::Decibels;
    model.input.mean[3] = -41.5F;
    model.input.inverse[359] = 0.125F;
    QVERIFY(writeModel(model, path("m.safetensors")));
    const auto read = readModel(path("m.safetensors"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(read->classes, model.classes);
    QVERIFY(read->input.kind == InputKind::Decibels);
    QVERIFY(read->input.mean == model.input.mean && read->input.inverse == model.input.inverse);
    for (const auto &[name, tensor] : model.tensors)
        QVERIFY(tensor.values == read->tensors.at(name).values);

    QFile file(path("m.safetensors"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    auto reads = [&](const QByteArray &bytes) {
        (void)writeFileAtomically(path("x.safetensors"), { bytes.constData(), size_t(bytes.size()) });
        return bool(readModel(path("x.safetensors")));
    };
    QVERIFY(reads(good));
    QVERIFY(!reads(good.left(good.size() - 4)));
    QVERIFY(!reads(QByteArray(good).replace("\"filters\":\"8,16\"", "\"filters\":\"8,17\"")));
    QVERIFY(!reads(QByteArray(good).replace("\"version\":\"2\"", "\"version\":\"7\"")));
    QVERIFY(!reads(QByteArray(good).replace("\"input\":\"decibels\"", "\"input\":\"otherings\"")));
    // A scaled one stays readable for older programs.
    model.input = {};
    QVERIFY(writeModel(model, path("s.safetensors")));
    QVERIFY(readModel(path("s.safetensors"))->input.kind == InputKind::Scaled);
    // Torch itself would load another shape silently; we do not.
    MelNetworkModule other({ { 8, 17 }, 3 }, 0, 0.99);
    QVERIFY(!other.importTensors(read->tensors));
}

void NetworkTest::lanesRunEachPhase()
{
    for (const int lanes : { 1, 2, 5 }) {
        LaneTeam team(lanes);
        QCOMPARE(team.lanes(), lanes);
        std::vector<int> calls(size_t(lanes), 0);
        for (int phase = 0; phase < 2000; ++phase) {
            team.run([&](int lane) { ++calls[size_t(lane)]; });
            // All have ended when run() returns.
            QCOMPARE(std::accumulate(calls.begin(), calls.end(), 0), (phase + 1) * lanes);
        }
        for (const int count : calls)
            QCOMPARE(count, 2000);
    }
}

QTEST_GUILESS_MAIN(NetworkTest)
#include "tst_network.moc"
