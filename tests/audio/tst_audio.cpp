// From samples to the 40 × 9 figures: against golden figures of the data set's extractor where these are at hand, and
// against a slow double-precision version of the definitions.
#include "core/audio/loudness_meter.h"
#include "core/audio/mel_extractor.h"
#include "core/audio/mel_framer.h"
#include "core/audio/sound_file.h"
#include "core/base/memory_use.h"
#include "core/features/low_level_document.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>
#include <complex>
#include <numbers>

using namespace melscope;

namespace {

const QString kGolden = QStringLiteral(MELSCOPE_SHARED_DATA "/audio/");

/// Samples as a file of one or two channels would give them.
class HeldSound : public AudioReader
{
public:
    explicit HeldSound(std::vector<float> left, std::vector<float> right = {}, size_t piece = 1000)
        : m_left(std::move(left))
        , m_right(std::move(right))
        , m_piece(piece)
    {
        m_format.channels = m_right.empty() ? 1 : 2;
        m_format.sampleRate = 44'100;
    }
    const AudioFormat &format() const override { return m_format; }
    qint64 damagedPackets() const override { return 0; }
    Result<std::span<const float>> next() override
    {
        m_mono.clear();
        for (; m_mono.size() < m_piece && m_at < m_left.size(); ++m_at)
            m_mono.push_back(m_right.empty() || m_downmix == Downmix::Left ? m_left[m_at]
                                                                           : (m_left[m_at] + m_right[m_at]) / 2);
        return std::span<const float>(m_mono);
    }
    Result<void> restart(Downmix downmix) override
    {
        ++restarts;
        m_downmix = downmix;
        m_at = 0;
        return {};
    }
    int restarts = 0;

private:
    std::vector<float> m_left, m_right, m_mono;
    size_t m_piece;
    size_t m_at = 0;
    Downmix m_downmix = Downmix::Mean;
    AudioFormat m_format;
};

std::vector<float> chirp(size_t samples, double loudness = 0.3)
{
    std::vector<float> sound(samples);
    double phase = 0;
    for (size_t i = 0; i < samples; ++i) {
        const double t = double(i) / 44'100;
        phase += 2 * std::numbers::pi * (60 + 2500 * t + 900 * std::sin(7 * t)) / 44'100;
        sound[i] = float(loudness * std::sin(phase) * (0.6 + 0.4 * std::sin(11 * t)));
    }
    return sound;
}

/// The definitions, word by word and in double precision.
std::vector<std::array<double, kBands>> slowFrames(const std::vector<float> &samples, double scale)
{
    auto mel = [](double hz) { return 2595 * std::log10(1 + hz / 700); };
    auto hz = [](double m) { return 700 * (std::pow(10, m / 2595) - 1); };
    std::vector<double> window(2048);
    double sum = 0;
    for (size_t i = 0; i < 2048; ++i) {
        const double turn = 2 * std::numbers::pi * double(i) / 2047;
        window[i] = 0.44959 - 0.49364 * std::cos(turn) + 0.05677 * std::cos(2 * turn);
        sum += std::abs(window[i]);
    }
    const size_t count = (samples.size() + 1023) / 1024 + 1;
    std::vector<std::array<double, kBands>> frames(count);
    for (size_t frame = 0; frame < count; ++frame) {
        std::vector<double> x(2048, 0.0);
        for (size_t i = 0; i < 2048; ++i) {
            const ptrdiff_t place = ptrdiff_t(frame) * 1024 - 1024 + ptrdiff_t(i);
            if (place >= 0 && size_t(place) < samples.size())
                x[i] = std::clamp(double(samples[size_t(place)]) * scale, -1.0, 1.0) * window[i] * 2 / sum;
        }
        std::vector<double> power(520);
        for (size_t bin = 0; bin < power.size(); ++bin) {
            std::complex<double> value = 0;
            const std::complex<double> step = std::polar(1.0, -2 * std::numbers::pi * double(bin) / 2048);
            std::complex<double> turned = 1;
            for (size_t i = 0; i < 2048; ++i) {
                value += x[i] * turned;
                turned *= step;
            }
            power[bin] = std::norm(value);
        }
        for (size_t b = 0; b < kBands; ++b) {
            const double low = hz(mel(11'000) * double(b) / 41);
            const double middle = hz(mel(11'000) * double(b + 1) / 41);
            const double high = hz(mel(11'000) * double(b + 2) / 41);
            const double binHz = 44'100.0 / 2048;
            double weighted = 0;
            double weights = 0;
            for (auto bin = size_t(low / binHz + 0.5); bin < size_t(high / binHz + 0.5); ++bin) {
                const double f = double(bin) * binHz;
                const double weight = f < low ? 0
                    : f < middle              ? (mel(f) - mel(low)) / (mel(middle) - mel(low))
                                              : (mel(high) - mel(f)) / (mel(high) - mel(middle));
                weighted += weight * power[bin];
                weights += weight;
            }
            frames[frame][b] = weighted / weights;
        }
    }
    return frames;
}

double relative(double value, double expected)
{
    return value == expected ? 0 : std::abs(value - expected) / std::max(std::abs(expected), 1e-300);
}

QJsonObject goldenJson(const QString &name)
{
    QFile file(kGolden + "v2.1_beta2/" + name + ".json");
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

} // namespace

class AudioTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filterBankIsTheGoldenOne();
    void framesAreAsDefined();
    void statisticsByHand();
    void statisticsOfManyFrames();
    void longSoundsLieInAFile();
    void gainOfSines();
    void piecesDoNotMatter();
    void numbersOfFrames_data();
    void numbersOfFrames();
    void silence();
    void oppositeChannels();
    void longSoundsAreReadAgain();
    void cancelled();
    void goldenSignals_data();
    void goldenSignals();
    void soundNames();
};

void AudioTest::filterBankIsTheGoldenOne()
{
    const QJsonObject golden = goldenJson("filterbank");
    if (golden.isEmpty())
        QSKIP("the golden figures are not here");
    const MelFilterBank &bank = MelFilterBank::get();
    const QJsonArray edges = golden.value("edges_hz").toArray();
    const QJsonArray bands = golden.value("bands").toArray();
    QCOMPARE(edges.size(), qsizetype(kBands + 2));
    QCOMPARE(bands.size(), qsizetype(kBands));
    for (size_t i = 0; i < kBands + 2; ++i)
        QVERIFY(std::abs(bank.edges()[i] - edges[qsizetype(i)].toDouble()) < 1e-4);
    for (size_t b = 0; b < kBands; ++b) {
        const QJsonObject band = bands[qsizetype(b)].toObject();
        const MelFilterBank::Band &ours = bank.bands()[b];
        const QJsonArray weights = band.value("weights").toArray();
        size_t skipped = 0; // weights of 0 at the beginning count for nothing
        while (skipped < ours.weights.size() && ours.weights[skipped] == 0)
            ++skipped;
        QCOMPARE(ours.first + skipped, size_t(band.value("first_bin").toInt()));
        QCOMPARE(ours.weights.size() - skipped, size_t(weights.size()));
        for (qsizetype i = 0; i < weights.size(); ++i)
            QVERIFY(std::abs(double(ours.weights[skipped + size_t(i)]) - weights[i].toDouble()) < 2e-6);
    }
}

void AudioTest::framesAreAsDefined()
{
    const std::vector<float> sound = chirp(9000, 0.8);
    for (const double scale : { 0.5, 1.9 }) { // the second clips
        BandFrames frames;
        MelFramer framer(scale, frames);
        QVERIFY(framer.add(sound) && framer.finish());
        const auto expected = slowFrames(sound, double(float(scale)));
        QCOMPARE(frames.size(), expected.size());
        const auto values = *frames.rows(0, frames.size());
        for (size_t i = 0; i < expected.size(); ++i) {
            for (size_t b = 0; b < kBands; ++b) {
                const auto value = double(values[i * kBands + b]);
                QVERIFY2(std::abs(value - expected[i][b]) <= 2e-4 * expected[i][b] + 2e-9,
                         qPrintable(QStringLiteral("frame %1, band %2: %3, not %4")
                                        .arg(QString::number(i), QString::number(b), QString::number(value),
                                             QString::number(expected[i][b]))));
            }
        }
    }
}

void AudioTest::statisticsByHand()
{
    // Band 0 has 1, 4, 2, 2, 7; band 1 is constant; the others are 0.
    BandFrames frames;
    for (const float value : { 1.0F, 4.0F, 2.0F, 2.0F, 7.0F }) {
        std::array<float, kBands> row {};
        row[0] = value;
        row[1] = 5;
        QVERIFY(frames.add(row));
    }
    const auto image = statisticsOf(frames);
    QVERIFY(image);
    // Differences 3, −2, 0, 5: |d| has mean 2.5 and variance 3.25; of the second −5, 2, 5 |d2| has mean 4, variance 2.
    const float expected[] = { 1, 3.2F, 2, 7, 4.56F, 2.5F, 3.25F, 4, 2 };
    for (size_t i = 0; i < kChannels; ++i)
        QCOMPARE((*image)[i], expected[i]);
    const float constant[] = { 5, 5, 5, 5, 0, 0, 0, 0, 0 };
    for (size_t i = 0; i < kChannels; ++i)
        QCOMPARE((*image)[kChannels + i], constant[i]);
    BandFrames two;
    std::array<float, kBands> row {};
    QVERIFY(two.add(row));
    row[0] = 3;
    QVERIFY(two.add(row));
    const auto ofTwo = statisticsOf(two);
    const float pair[] = { 0, 1.5F, 1.5F, 3, 2.25F, 3, 0, 0, 0 };
    for (size_t i = 0; i < kChannels; ++i)
        QCOMPARE((*ofTwo)[i], pair[i]);
    QVERIFY(!statisticsOf(BandFrames()));
}

void AudioTest::statisticsOfManyFrames()
{
    std::mt19937 random(3);
    std::uniform_real_distribution<float> uniform(0, 1);
    BandFrames frames;
    std::vector<double> first;
    for (int i = 0; i < 20'001; ++i) {
        std::array<float, kBands> row;
        for (float &value : row)
            value = uniform(random) * uniform(random) * 1e-3F;
        first.push_back(double(row[0]));
        QVERIFY(frames.add(row));
    }
    const auto image = statisticsOf(frames);
    const double mean = std::accumulate(first.begin(), first.end(), 0.0) / double(first.size());
    double variance = 0;
    for (const double value : first)
        variance += (value - mean) * (value - mean) / double(first.size());
    std::sort(first.begin(), first.end());
    QVERIFY(relative(double((*image)[1]), mean) < 1e-6);
    QCOMPARE(double((*image)[2]), first[10'000]);
    QVERIFY(relative(double((*image)[4]), variance) < 1e-6);
}

void AudioTest::longSoundsLieInAFile()
{
    std::mt19937 random(4);
    BandFrames held;
    BandFrames filed(100);
    for (int i = 0; i < 9'000; ++i) {
        std::array<float, kBands> row;
        for (float &value : row)
            value = float(random() % 1000);
        QVERIFY(held.add(row) && filed.add(row));
    }
    QCOMPARE(filed.size(), held.size());
    QCOMPARE(*statisticsOf(filed), *statisticsOf(held));
    QCOMPARE(*filed.rows(4'000, 4'500), *held.rows(4'000, 4'500));
    QCOMPARE(*filed.rows(8'990, 10), *held.rows(8'990, 10));
    filed.clear();
    QCOMPARE(filed.size(), size_t(0));
}

/// The filters' response to a sine is known in closed form.
void AudioTest::gainOfSines()
{
    const double b[] = { 0.05418656406430,  -0.02911007808948, -0.00848709379851, -0.00851165645469,
                         -0.00834990904936, 0.02245293253339,  -0.02596338512915, 0.01624864962975,
                         -0.00240879051584, 0.00674613682247,  -0.00187763777362 };
    const double a[] = { 1,
                         -3.47845948550071,
                         6.36317777566148,
                         -8.54751527471874,
                         9.47693607801280,
                         -8.81498681370155,
                         6.85401540936998,
                         -4.39470996079559,
                         2.19611684890774,
                         -0.75104302451432,
                         0.13149317958808 };
    for (const double hz : { 40.0, 300.0, 1000.0, 3500.0, 12'000.0 }) {
        const std::complex<double> z = std::polar(1.0, -2 * std::numbers::pi * hz / 44'100);
        std::complex<double> up = 0, down = 0, power = 1;
        for (int i = 0; i < 11; ++i, power *= z) {
            up += b[i] * power;
            down += a[i] * power;
        }
        const std::complex<double> high = (0.98500175787242 - 1.97000351574484 * z + 0.98500175787242 * z * z)
            / (1.0 - 1.96977855582618 * z + 0.97022847566350 * z * z);
        const double expected = -31.462667465209961 - 10 * std::log10(0.125 * std::norm(up / down * high)); // 0.5² / 2
        std::vector<float> sine(44'100 * 4);
        for (size_t i = 0; i < sine.size(); ++i)
            sine[i] = float(0.5 * std::sin(2 * std::numbers::pi * hz * double(i) / 44'100));
        LoudnessMeter meter;
        meter.add(sine);
        const double gain = meter.gain();
        QVERIFY2(std::abs(gain - expected) < 0.02,
                 qPrintable(QString("%1 Hz: %2, not %3")
                                .arg(QString::number(hz), QString::number(gain), QString::number(expected))));
    }
    QCOMPARE(LoudnessMeter().gain(), LoudnessMeter::gainOfSilence());
}

void AudioTest::piecesDoNotMatter()
{
    const std::vector<float> sound = chirp(200'000);
    HeldSound whole(sound, {}, 300'000);
    const auto expected = extractMel(whole);
    QVERIFY(expected);
    for (const size_t piece : { size_t(1), size_t(1023), size_t(2205), size_t(4097) }) {
        HeldSound reader(sound, {}, piece);
        const auto image = extractMel(reader);
        QVERIFY(image);
        QCOMPARE(image->image, expected->image);
        QCOMPARE(image->gain, expected->gain);
    }
}

void AudioTest::numbersOfFrames_data()
{
    QTest::addColumn<int>("samples");
    QTest::addColumn<int>("frames");
    for (const auto &[samples, frames] : { std::pair(1, 2), std::pair(718, 2), std::pair(1024, 2), std::pair(1025, 3),
                                           std::pair(2048, 3), std::pair(44'100, 45), std::pair(44'101, 45) })
        QTest::addRow("%d", samples) << samples << frames;
}

void AudioTest::numbersOfFrames()
{
    QFETCH(int, samples);
    QFETCH(int, frames);
    std::mt19937 random(1);
    std::vector<float> noise(static_cast<size_t>(samples));
    for (float &sample : noise)
        sample = random() % 2 == 0 ? 0.5F : -0.5F;
    HeldSound reader(noise);
    const auto sound = extractMel(reader);
    QVERIFY2(sound, sound ? "" : qPrintable(sound.error().what));
    QCOMPARE(int(sound->frames), frames);
    QCOMPARE(sound->samples, qint64(samples));
}

void AudioTest::silence()
{
    HeldSound nothing(std::vector<float>(44'100, 0.0F));
    const auto silent = extractMel(nothing);
    QVERIFY(!silent && silent.error().what.contains("silent"));
    HeldSound none((std::vector<float>()));
    QVERIFY(!extractMel(none));
    // A pause within: noise of 10⁻¹⁰ stands in it, always the same.
    std::vector<float> pause = chirp(40'000);
    std::fill(pause.begin() + 10'000, pause.begin() + 20'000, 0.0F);
    HeldSound first(pause), second(pause);
    const auto one = extractMel(first);
    QVERIFY(one && one->silentFrames >= 7 && one->silentFrames <= 9);
    QCOMPARE(one->image, extractMel(second)->image);
    for (size_t b = 0; b < kBands; ++b)
        QVERIFY((*one).image[b * kChannels] > 1e-26F && (*one).image[b * kChannels] < 1e-21F);
}

void AudioTest::oppositeChannels()
{
    const std::vector<float> left = chirp(44'100);
    std::vector<float> right = left;
    for (float &sample : right)
        sample = -sample;
    HeldSound opposite(left, right), alone(left);
    const auto sound = extractMel(opposite);
    QVERIFY(sound);
    QCOMPARE(sound->downmix, Downmix::Left);
    QCOMPARE(sound->image, extractMel(alone)->image);
    HeldSound silent(std::vector<float>(9'000, 0.0F), std::vector<float>(9'000, 0.0F));
    QVERIFY(!extractMel(silent));
}

void AudioTest::longSoundsAreReadAgain()
{
    // Six minutes are not held; the figures are those of the pieces that were heard.
    std::vector<float> sound = chirp(44'100 * 6);
    std::vector<float> longer;
    for (int i = 0; i < 60; ++i)
        longer.insert(longer.end(), sound.begin(), sound.end());
    HeldSound reader(longer, {}, 44'100);
    BandFrames frames;
    const auto image = extractMel(reader, {}, &frames);
    QVERIFY(image);
    QCOMPARE(reader.restarts, 1);
    QCOMPARE(image->frames, frames.size());
    QCOMPARE(image->frames, (longer.size() + 1023) / 1024 + 1);
    QCOMPARE(image->image, *statisticsOf(frames));
}

void AudioTest::cancelled()
{
    CancelToken cancel;
    HeldSound reader(chirp(441'000), {}, 1000);
    qint64 last = 0;
    const auto image = extractMel(reader, cancel, nullptr, [&](qint64 samples) {
        last = samples;
        if (samples >= 100'000)
            cancel.cancel();
    });
    QVERIFY(!image && image.error().isCancelled());
    QCOMPARE(last, qint64(100'000));
}

void AudioTest::goldenSignals_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : { "sweep", "noise_bursts", "chord", "square", "drums", "near_silence", "stereo",
                              "antiphase", "rate48k", "short", "silence" })
        QTest::newRow(name) << QString(name);
}

void AudioTest::goldenSignals()
{
    QFETCH(QString, name);
    const QJsonObject golden = goldenJson(name);
    if (golden.isEmpty())
        QSKIP("the golden figures are not here");
    BandFrames frames;
#ifdef MELSCOPE_NO_AUDIO
    QSKIP("this build has no module that reads sound files");
#endif
    const auto file = readSoundFile(kGolden + name + ".wav", {}, {}, &frames);
    if (golden.contains("refused")) {
        QVERIFY(!file && file.error().what.contains("silent"));
        return;
    }
    QVERIFY2(file, file ? "" : qPrintable(file.error().text()));
    const QJsonObject properties = golden.value("metadata").toObject().value("audio_properties").toObject();
    QVERIFY2(std::abs(file->sound.gain - properties.value("replay_gain").toDouble()) < 3e-4,
             qPrintable(QString::number(file->sound.gain, 'g', 9)));
    QCOMPARE(file->sound.downmix == Downmix::Left, properties.value("downmix").toString() == "left");
    QCOMPARE(QString::fromStdString(file->tags.tags.codec), properties.value("codec").toString());
    QCOMPARE(file->tags.tags.lossless, TrackTags::Lossless::Yes);
    const QJsonObject check = golden.value("check").toObject();
    QCOMPARE(int(file->sound.frames), check.value("frame_count").toInt());
    const QJsonObject bands = golden.value("lowlevel").toObject().value("melbands").toObject();
    double worst = 0;
    QString where;
    for (size_t channel = 0; channel < kChannels; ++channel) {
        const QString statistic = QString::fromLatin1(kChannelNames[channel]);
        const QJsonArray expected = bands.value(statistic).toArray();
        QCOMPARE(expected.size(), qsizetype(kBands));
        for (size_t b = 0; b < kBands; ++b) {
            const auto value = double(file->sound.image[b * kChannels + channel]);
            const double wanted = expected[qsizetype(b)].toDouble();
            double allowed = 3e-4;
            if (name == "near_silence" && channel == 0) { // noise
                QVERIFY(value > 1e-25 && value < 1e-22);
                continue;
            }
            if (name == "sweep" && channel == 0)
                allowed = 0.02;
            if (name == "rate48k" && wanted < 1e-9) // leakage alone, where floats are noise
                allowed = 0.02;
            const double error = relative(value, wanted) / allowed;
            if (error > worst) {
                worst = error;
                where = QStringLiteral("%1 of band %2: %3, not %4")
                            .arg(statistic, QString::number(b), QString::number(value), QString::number(wanted));
            }
        }
    }
    QVERIFY2(worst <= 1, qPrintable(QStringLiteral("%1 (%2 of what is allowed)").arg(where, QString::number(worst))));
    const QJsonObject golden40 = check.value("melbands_of_frames").toObject();
    const QJsonArray random = check.value("random_frames").toArray();
    for (auto frame = golden40.begin(); frame != golden40.end() && name != "rate48k"; ++frame) {
        if (random.contains(frame.key().toInt()))
            continue;
        const auto values = *frames.rows(frame.key().toULongLong(), 1);
        for (size_t b = 0; b < kBands; ++b) {
            const double wanted = frame.value().toArray()[qsizetype(b)].toDouble();
            QVERIFY2(std::abs(double(values[b]) - wanted) <= 2e-4 * wanted + 2e-9,
                     qPrintable(QString("frame %1, band %2").arg(frame.key(), QString::number(b))));
        }
    }
}

void AudioTest::soundNames()
{
    for (const char *name : { "a.flac", "/b/c.MP3", "x.y.Opus", "d.m4a", "e.wav" })
        QVERIFY2(isSoundName(name), name);
    for (const char *name : { "flac", ".flac", "a.flac/b", "._a.flac", "a.json", "a.mp3.part", "mp3" })
        QVERIFY2(!isSoundName(name), name);
}

QTEST_GUILESS_MAIN(AudioTest)
#include "tst_audio.moc"
