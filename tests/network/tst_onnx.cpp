#include "core/base/atomic_file.h"
#include "core/demo/demo_data.h"
#include "core/exploring/run_tracks.h"
#include "core/network/onnx_file.h"
#include "core/runs/run_model.h"
#include "core/study/pipeline.h"
#include "core/training/scorer.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <span>

using namespace melscope;

namespace {

/// Debian's Python, which has Debian's torch.
QString python()
{
    return QFileInfo::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
}

bool hasTorch()
{
    return QProcess::execute(python(), { "-c", "import torch" }) == 0;
}

/// The greatest, or infinity where there are not as many of either.
double difference(std::span<const float> a, std::span<const float> b)
{
    double greatest = a.size() == b.size() ? 0 : std::numeric_limits<double>::infinity();
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        greatest = std::max(greatest, double(std::fabs(a[i] - b[i])));
    return greatest;
}

std::string bytesOf(std::span<const float> values)
{
    return { reinterpret_cast<const char *>(values.data()), values.size_bytes() };
}

/// Energies over many decades, as documents have them, with silence in places.
std::vector<MelImage> someImages()
{
    std::mt19937 random(7);
    std::normal_distribution<float> level(-9, 3);
    std::vector<MelImage> images(300);
    for (size_t track = 0; track < images.size(); ++track) {
        for (size_t i = 0; i < kImageSize; ++i)
            images[track][i] = std::exp(level(random)) * std::exp(-float(i / kChannels) / 8);
        if (track % 10 == 0)
            images[track][track % kImageSize] = 0;
        if (track % 25 == 0) {
            for (size_t band = 0; band < kBands; ++band)
                images[track][band * kChannels + track % kChannels] = 0; // a whole statistic
        }
    }
    images[1].fill(0);
    images[2].fill(1e-24F);
    images[3].fill(3e30F);
    images[4][5] = 1e20F; // all others are far below the least half
    return images;
}

Model someModel(InputKind kind, std::vector<int> filters, int classes, const std::vector<MelImage> &images)
{
    std::mt19937 random(11);
    std::normal_distribution<float> normal;
    Model model;
    model.shape = { std::move(filters), classes };
    for (const auto &[name, shape] : tensorShapes(model.shape)) {
        ModelTensor &tensor = model.tensors[name];
        tensor.shape = shape;
        size_t size = 1;
        for (const int64_t length : shape)
            size *= size_t(length);
        const float spread = shape.size() == 3 ? 1 / std::sqrt(float(shape[1] * shape[2])) : 0.3F;
        const bool isScale = name.starts_with("norm") && name.ends_with("weight");
        for (size_t i = 0; i < size; ++i)
            tensor.values.push_back(name.ends_with("var") ? std::exp(normal(random))
                                                          : spread * normal(random) + (isScale ? 1.0F : 0.0F));
    }
    if (kind == InputKind::Decibels) {
        std::vector<const float *> raw;
        for (const MelImage &image : images)
            raw.push_back(image.data());
        model.input = standardisedDecibels(raw);
    }
    for (int i = 0; i < classes; ++i)
        model.classes.push_back(i == 0 ? "r&b---\"soul\" é" : "genre " + std::to_string(i));
    return model;
}

} // namespace

/// A network as ONNX, judged by libonnx and by a forward pass that knows nothing of ours.
class OnnxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passesTheChecker_data() { networks(); }
    void passesTheChecker();
    void scoresAreTheNetworks_data() { networks(); }
    void scoresAreTheNetworks();
    void savedRunScoresTheSame();

private:
    void networks()
    {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QList<int>>("filters");
        QTest::addColumn<int>("classes");
        QTest::newRow("the paper's") << "scaled" << QList<int> { 64, 128, 256, 512 } << 296;
        QTest::newRow("melscope's") << "decibels" << QList<int> { 64, 128, 256, 512 } << 766;
        QTest::newRow("one block") << "scaled" << QList<int> { 7 } << 5;
        QTest::newRow("as many blocks as can be") << "decibels" << QList<int> { 9, 8, 17, 6, 5, 13 } << 33;
    }
    Model fetchModel() const
    {
        QFETCH(QString, input);
        QFETCH(QList<int>, filters);
        QFETCH(int, classes);
        return someModel(*inputKindOf(input), { filters.begin(), filters.end() }, classes, m_images);
    }
    /// What the forward pass that knows nothing of ours makes of a file.
    struct Forward
    {
        std::vector<float> scores; ///< empty where it failed, which is told on stderr
        QJsonObject metadata;
    };
    Forward forwardOf(const QString &model, const Dataset &tracks) const;
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
    const std::vector<MelImage> m_images = someImages();
};

OnnxTest::Forward OnnxTest::forwardOf(const QString &model, const Dataset &tracks) const
{
    std::string raw;
    for (const float *image : tracks.images)
        raw += bytesOf({ image, kImageSize });
    if (!writeFileAtomically(path("images"), raw))
        return {};
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(python(),
                  { "-B", MELSCOPE_TEST_SOURCES "/network/onnx_forward.py", model, path("images"), path("scores") });
    QFile file(path("scores"));
    if (!process.waitForFinished(120'000) || process.exitCode() != 0 || !file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray bytes = file.readAll();
    Forward forward { std::vector<float>(size_t(bytes.size()) / sizeof(float)),
                      QJsonDocument::fromJson(process.readAllStandardOutput()).object() };
    std::memcpy(forward.scores.data(), bytes.data(), forward.scores.size() * sizeof(float));
    return forward;
}

void OnnxTest::passesTheChecker()
{
    const QString checker = QStringLiteral(MELSCOPE_ONNX_CHECK);
    if (checker.isEmpty())
        QSKIP("libonnx is not here (Debian: libonnx-dev)");
    const Model model = fetchModel();
    QVERIFY(writeFileAtomically(path("model.onnx"), *onnxModel(model, { { "more", "of it" } })));
    QProcess process;
    process.start(checker, { path("model.onnx") });
    QVERIFY(process.waitForFinished());
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
    const QStringList shapes = QString::fromUtf8(process.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
    const QString classes = QString::number(model.shape.classes);
    QVERIFY2(shapes.contains("logits batch " + classes), qPrintable(shapes.join(", ")));
    QCOMPARE(shapes.last(), "scores batch " + classes);
    // Each layer's positions and channels are those that the table of layers shows.
    for (const LayerDescription &layer : describeLayers(model.shape)) {
        if (layer.name != "input" && layer.name != "output")
            QVERIFY2(shapes.contains(QStringLiteral("%1 batch %2 %3")
                                         .arg(QString::fromStdString(layer.name), QString::number(layer.channels),
                                              QString::number(layer.positions))),
                     layer.name.c_str());
    }
}

void OnnxTest::scoresAreTheNetworks()
{
    if (!hasTorch())
        QSKIP("torch is not here (Debian: python3-torch)");
    const Model model = fetchModel();
    QVERIFY(writeFileAtomically(path("model.onnx"), *onnxModel(model, { { "more", "of it" } })));
    Dataset tracks;
    for (const MelImage &image : m_images) {
        tracks.images.push_back(image.data());
        tracks.ids.insert(std::to_string(tracks.images.size()));
        tracks.labelOffsets.push_back(0);
    }
    tracks.classes = model.classes.size();
    const Forward forward = forwardOf(path("model.onnx"), tracks);
    const auto ours = scoreTracks(model, tracks, { 1000, 0, "cpu" });
    QVERIFY(ours);
    const double farthest = difference(forward.scores, (*ours)->values());
    QVERIFY2(farthest < 1e-5, qPrintable(QString::number(farthest)));
    const auto [least, most] = std::ranges::minmax(forward.scores);
    QVERIFY2(least < 0.4F && most > 0.6F, "scores that are all alike prove nothing");

    const QJsonObject &metadata = forward.metadata;
    const auto classes = QJsonDocument::fromJson(metadata.value("classes").toString().toUtf8()).array();
    QCOMPARE(size_t(classes.size()), model.classes.size());
    QCOMPARE(classes.first().toString().toStdString(), model.classes.front());
    QCOMPARE(metadata.value("input").toString(), inputKindName(model.input.kind));
    QCOMPARE(metadata.value("more").toString(), QString("of it"));
}

void OnnxTest::savedRunScoresTheSame()
{
    if (!hasTorch())
        QSKIP("torch is not here (Debian: python3-torch)");
    const auto demo = makeDemoData({ path("demo"), 300, 1 });
    QVERIFY(demo);
    RunPlan plan;
    const DemoFiles::Source &source = demo->sources[2];
    plan.project.sources = { { source.name, source.train, source.validation, demo->features, {}, {}, {} } };
    plan.project.recipe.epochs = 6;
    plan.project.recipe.filters = { 16, 24 };
    plan.project.recipe.batchSize = 20;
    plan.folder = path("run");
    QVERIFY(trainAndPredict(plan));
    const auto run = readRun(path("run"));
    QVERIFY(run);
    const auto tracks = tracksOfPart(**run, *findPart(**run, "validation"));
    QVERIFY(tracks);

    QProcess cli;
    cli.start(QStringLiteral(MELSCOPE_CLI), { "onnx", "--job-dir", path("run"), "--json" });
    QVERIFY(cli.waitForFinished() && cli.exitCode() == 0);
    QCOMPARE(QJsonDocument::fromJson(cli.readAllStandardOutput()).object().value("model").toString(),
             path("run/model.onnx"));
    const Forward forward = forwardOf(path("run/model.onnx"), **tracks);
    const auto &scores = (*run)->sources[0].validationScores;
    QCOMPARE(scores->rows(), (*tracks)->size());
    QVERIFY(difference(forward.scores, scores->values()) < 1e-5);
    const auto thresholds =
        QJsonDocument::fromJson(forward.metadata.value("thresholds." + source.name).toString().toUtf8()).array();
    QCOMPARE(size_t(thresholds.size()), (*run)->space.size());
    for (size_t i = 0; i < (*run)->space.size(); ++i) {
        const QJsonValue value = thresholds[qsizetype(i)];
        const Thresholds &chosen = (*run)->sources[0].thresholds;
        QVERIFY(chosen.predicts(i) ? value.toDouble() == chosen.values[i] : value.isNull());
    }

    // Another run in this folder takes it away, as it is no longer its network.
    cli.start(QStringLiteral(MELSCOPE_CLI), { "onnx", "--job-dir", path("run"), "--to", path("elsewhere.onnx") });
    QVERIFY(cli.waitForFinished() && cli.exitCode() == 0);
    QVERIFY(trainAndPredict(plan));
    QVERIFY(QFileInfo::exists(path("elsewhere.onnx")) && !QFileInfo::exists(path("run/model.onnx")));
}

QTEST_GUILESS_MAIN(OnnxTest)
#include "tst_onnx.moc"
