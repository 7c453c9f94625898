#include "core/base/atomic_file.h"
#include "core/network/onnx_file.h"
#include "core/training/scorer.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <cstring>
#include <random>

using namespace melscope;

namespace {

/// Debian's Python, which has Debian's torch.
QString python()
{
    return QFileInfo::exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
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
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }

    QTemporaryDir m_folder;
    const std::vector<MelImage> m_images = someImages();
};

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
    QProcess process;
    process.start(python(), { "-c", "import torch" });
    if (!process.waitForFinished(60'000) || process.exitCode() != 0)
        QSKIP("torch is not here (Debian: python3-torch)");
    const Model model = fetchModel();
    QVERIFY(writeFileAtomically(path("model.onnx"), *onnxModel(model, { { "more", "of it" } })));
    std::string raw;
    Dataset tracks;
    for (const MelImage &image : m_images) {
        raw += bytesOf(image);
        tracks.images.push_back(image.data());
        tracks.ids.insert(std::to_string(tracks.images.size()));
        tracks.labelOffsets.push_back(0);
    }
    tracks.classes = model.classes.size();
    QVERIFY(writeFileAtomically(path("images"), raw));
    process.start(
        python(),
        { "-B", MELSCOPE_TEST_SOURCES "/network/onnx_forward.py", path("model.onnx"), path("images"), path("scores") });
    QVERIFY(process.waitForFinished(120'000));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError());

    const auto ours = scoreTracks(model, tracks, { 1000, 0, "cpu" });
    QVERIFY(ours);
    QFile file(path("scores"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    std::vector<float> theirs(size_t(bytes.size()) / sizeof(float));
    std::memcpy(theirs.data(), bytes.data(), size_t(bytes.size()));
    QCOMPARE(theirs.size(), (*ours)->values().size());
    double farthest = 0;
    double least = 1;
    double most = 0;
    for (size_t i = 0; i < theirs.size(); ++i) {
        farthest = std::max(farthest, double(std::fabs(theirs[i] - (*ours)->values()[i])));
        least = std::min(least, double(theirs[i]));
        most = std::max(most, double(theirs[i]));
    }
    QVERIFY2(farthest < 1e-5, qPrintable(QString::number(farthest)));
    QVERIFY2(least < 0.4 && most > 0.6, "scores that are all alike prove nothing");

    const auto metadata = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    const auto classes = QJsonDocument::fromJson(metadata.value("classes").toString().toUtf8()).array();
    QCOMPARE(size_t(classes.size()), model.classes.size());
    QCOMPARE(classes.first().toString().toStdString(), model.classes.front());
    QCOMPARE(metadata.value("input").toString(), inputKindName(model.input.kind));
    QCOMPARE(metadata.value("more").toString(), QString("of it"));
}

QTEST_GUILESS_MAIN(OnnxTest)
#include "tst_onnx.moc"
