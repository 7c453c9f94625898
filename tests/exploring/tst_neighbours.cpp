#include "../benchmarks/simulated_embedding.h"

#include "core/exploring/duplicate_list.h"
#include "core/exploring/principal_axes.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <tuple>

using namespace melscope;

namespace {

std::shared_ptr<const Embedding> embeddingOf(const std::vector<std::vector<float>> &rows)
{
    RecordingIds ids;
    std::vector<float> values;
    for (size_t i = 0; i < rows.size(); ++i) {
        ids.insert("t" + std::to_string(i));
        values.insert(values.end(), rows[i].begin(), rows[i].end());
    }
    return Embedding::make(std::move(ids), rows.front().size(), std::move(values));
}

} // namespace

class NeighboursTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void exactByHand();
    void recall();
    void keptIndexFindsTheSame();
    void damagedIndexIsRefused();
    void oddEmbeddings();
    void nearDuplicatesAreFound();
    void duplicatesByHand();
    void axesByHand();

private:
    QTemporaryDir m_folder;
    std::shared_ptr<const Embedding> m_many;
    std::shared_ptr<const NeighbourIndex> m_index;
};

void NeighboursTest::initTestCase()
{
    m_many = simulatedEmbedding(20'000, 128, 1);
    const auto built = NeighbourIndex::build(m_many, 2);
    QVERIFY(built);
    m_index = *built;
}

void NeighboursTest::exactByHand()
{
    const auto embedding = embeddingOf({ { 2, 0 }, { 1, 1 }, { 0, 3 }, { -1, 0 }, { 0, 0 }, { 5, 0 } });
    const auto found = exactNeighbours(*embedding, embedding->row(0), 10);
    QCOMPARE(found.size(), size_t(6));
    const std::vector<std::pair<uint32_t, double>> expected { { 0, 0 }, { 5, 0 }, { 1, 1 - std::sqrt(0.5) },
                                                              { 2, 1 }, { 4, 1 }, { 3, 2 } };
    for (size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(found[i].track, expected[i].first);
        QVERIFY(std::fabs(found[i].distance - expected[i].second) < 1e-12);
    }
    // An index of so few looks at all.
    const auto index = *NeighbourIndex::build(embedding);
    const auto two = index->nearest(embedding->row(2), 2);
    QCOMPARE(two.size(), size_t(2));
    QCOMPARE(two[1].track, 1U);
}

void NeighboursTest::recall()
{
    size_t right = 0;
    size_t wanted = 0;
    const auto held = simulatedEmbedding(150, 128, 2); // of nobody's index
    for (size_t query = 0; query < 300; ++query) {
        const auto row = query < 150 ? m_many->row(query * 131) : held->row(query - 150);
        const auto exact = exactNeighbours(*m_many, row, 10);
        const auto found = m_index->nearest(row, 10);
        QCOMPARE(found.size(), size_t(10));
        std::set<uint32_t> tracks;
        for (const Neighbour &near : exact)
            tracks.insert(near.track);
        for (size_t i = 0; i < found.size(); ++i) {
            right += tracks.count(found[i].track);
            QVERIFY(i == 0 || found[i].distance >= found[i - 1].distance);
            for (const Neighbour &near : exact)
                QVERIFY(near.track != found[i].track || near.distance == found[i].distance);
        }
        wanted += 10;
        if (query < 150)
            QVERIFY(found[0].track == query * 131 && found[0].distance < 1e-9);
    }
    qInfo("recall at 10: %.4f", double(right) / double(wanted));
    QVERIFY(double(right) >= 0.98 * double(wanted));
    // More than the usual number, up to all there are.
    QCOMPARE(m_index->nearest(m_many->row(5), 500).size(), size_t(500));
    QCOMPARE(m_index->nearest(m_many->row(5), 30'000).size(), m_many->size());
}

void NeighboursTest::keptIndexFindsTheSame()
{
    const QString path = m_folder.filePath("neighbours.safetensors");
    QVERIFY(m_index->save(path));
    const auto opened = NeighbourIndex::open(path, m_many);
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().text()));
    for (size_t query = 0; query < 200; ++query) {
        const auto before = m_index->nearest(m_many->row(query * 17), 12);
        const auto after = (*opened)->nearest(m_many->row(query * 17), 12);
        QCOMPARE(after.size(), before.size());
        for (size_t i = 0; i < before.size(); ++i) {
            QCOMPARE(after[i].track, before[i].track);
            QCOMPARE(after[i].distance, before[i].distance);
        }
    }
    const auto other = NeighbourIndex::open(path, simulatedEmbedding(20'000, 128, 3));
    QVERIFY(!other && other.error().what.contains("another embedding"));
}

/// Whatever byte is wrong, it is refused or harmless, and no search leaves the memory.
void NeighboursTest::damagedIndexIsRefused()
{
    const QString path = m_folder.filePath("damaged.safetensors");
    QVERIFY(m_index->save(path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray whole = file.readAll();
    file.close();
    std::mt19937 random(4);
    size_t refused = 0;
    for (int i = 0; i < 40; ++i) {
        QByteArray bytes = whole;
        if (i < 5)
            bytes.truncate(bytes.size() * i / 5);
        for (int k = 0; k < 50; ++k) {
            if (!bytes.isEmpty())
                bytes[qsizetype(random() % size_t(bytes.size()))] = char(random());
        }
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto opened = NeighbourIndex::open(path, m_many);
        if (!opened) {
            ++refused;
            QVERIFY(!opened.error().what.isEmpty());
            continue;
        }
        for (size_t query = 0; query < 20; ++query)
            (void)(*opened)->nearest(m_many->row(query * 900), 10);
    }
    QVERIFY(refused > 5);
}

void NeighboursTest::oddEmbeddings()
{
    // One track, and all equal ones, few and many.
    const auto one = *NeighbourIndex::build(embeddingOf({ { 1, 2 } }));
    QCOMPARE(one->nearest(std::vector<float> { 3, 4 }, 10).size(), size_t(1));
    const auto equal = *NeighbourIndex::build(embeddingOf(std::vector<std::vector<float>>(3000, { 1, 2, 3 })), 2);
    const auto found = equal->nearest(equal->embedding().row(7), 10);
    QCOMPARE(found.size(), size_t(10));
    for (const Neighbour &near : found)
        QVERIFY(near.distance < 1e-9);
    const auto zeros = *NeighbourIndex::build(embeddingOf(std::vector<std::vector<float>>(2500, { 0, 0 })), 2);
    QCOMPARE(zeros->nearest(zeros->embedding().row(7), 3)[2].distance, 1.0);
    // A value that is no number is told, by the recording's name.
    for (const size_t count : { size_t(5), size_t(4000) }) {
        std::vector<std::vector<float>> rows(count, { 1, 2 });
        rows[count - 2][1] = std::numeric_limits<float>::quiet_NaN();
        const auto wrong = NeighbourIndex::build(embeddingOf(rows), 2);
        QVERIFY(!wrong);
        QVERIFY2(wrong.error().what.contains(QStringLiteral("t%1").arg(count - 2)), qPrintable(wrong.error().what));
    }
    CancelToken cancel;
    cancel.cancel();
    const auto ended = NeighbourIndex::build(m_many, 2, cancel);
    QVERIFY(!ended && ended.error().isCancelled());
}

void NeighboursTest::nearDuplicatesAreFound()
{
    // The second part has some tracks of the first under other names, a little changed, and one of the same name.
    const auto first = simulatedEmbedding(3000, 64, 11);
    const auto fresh = simulatedEmbedding(2500, 64, 12);
    RecordingIds ids;
    std::vector<float> values;
    for (size_t i = 0; i < 2500; ++i) {
        const bool isCopy = i % 250 == 7;
        ids.insert(i == 7 ? first->ids().key(7) : fresh->ids().key(i));
        const auto row = isCopy ? first->row(i) : fresh->row(i);
        for (const float value : row)
            values.push_back(isCopy ? value * 1.5F + 1e-4F : value); // louder is the same direction
    }
    const auto second = Embedding::make(std::move(ids), 64, std::move(values));
    const auto a = *NeighbourIndex::build(second, 2);
    const auto b = *NeighbourIndex::build(first, 2);
    const auto pairs = nearDuplicates(*a, *b, 1e-4, 2);
    QVERIFY(pairs);
    std::set<std::pair<uint32_t, uint32_t>> found;
    for (const NearDuplicate &pair : *pairs) {
        QVERIFY(pair.distance <= 1e-4);
        found.emplace(pair.track, pair.other);
    }
    std::set<std::pair<uint32_t, uint32_t>> expected;
    for (uint32_t i = 257; i < 2500; i += 250) // not 7, which is the same recording
        expected.emplace(i, i);
    QVERIFY(found == expected);
    // Within one part each pair stands once, and nothing is a duplicate of itself.
    const auto twins = embeddingOf({ { 1, 0 }, { 0, 1 }, { 2, 0 }, { 3, 0 } });
    const auto index = *NeighbourIndex::build(twins);
    const auto within = nearDuplicates(*index, *index, 1e-6);
    QCOMPARE(within->size(), size_t(3));
    for (const NearDuplicate &pair : *within)
        QVERIFY(pair.track < pair.other && pair.track != 1 && pair.other != 1);
}

/// Unit vectors on a line through the sphere's surface vary along it alone.
/// Angles by hand: what is across the parts stands first, and each kind by distance.
void NeighboursTest::duplicatesByHand()
{
    const auto at = [](const std::vector<double> &degrees, char mark) {
        RecordingIds ids;
        std::vector<float> values;
        for (const double angle : degrees) {
            ids.insert(mark + std::to_string(int(angle)));
            values.push_back(float(std::cos(angle * M_PI / 180)));
            values.push_back(float(std::sin(angle * M_PI / 180)));
        }
        return *NeighbourIndex::build(Embedding::make(std::move(ids), 2, std::move(values)));
    };
    auto sides = std::make_shared<std::vector<DuplicateSide>>();
    sides->push_back({ { RunPart::Kind::Train, 0, "train" }, at({ 0, 2, 40, 90 }, 't'), {} });
    sides->push_back({ { RunPart::Kind::Validation, 0, "validation" }, at({ 41, 95, 99, 180 }, 'v'), {} });
    const double most = 1 - std::cos(5.5 * M_PI / 180);
    const auto list = listDuplicates(sides, most, 2);
    QVERIFY(list);
    QCOMPARE(list->across, size_t(2));
    const std::vector<std::tuple<QString, QString, double>> expected {
        { "v41", "t40", 1 }, { "v95", "t90", 5 }, { "t0", "t2", 2 }, { "v95", "v99", 4 }
    };
    QCOMPARE(list->pairs.size(), expected.size());
    const ResultTable table = duplicateTable(*list);
    for (size_t i = 0; i < expected.size(); ++i) {
        const auto &[first, second, angle] = expected[i];
        QCOMPARE(list->pairs[i].isAcross(), i < 2);
        QCOMPARE((*sides)[list->pairs[i].side].recording(list->pairs[i].tracks.track), first);
        QCOMPARE((*sides)[list->pairs[i].otherSide].recording(list->pairs[i].tracks.other), second);
        QVERIFY(std::fabs(list->pairs[i].tracks.distance - (1 - std::cos(angle * M_PI / 180))) < 1e-6);
        QCOMPARE(table.rows[qsizetype(i)][2], first);
        QCOMPARE(table.rows[qsizetype(i)][6], second);
        QCOMPARE(table.rows[qsizetype(i)][5], i == 3 ? QStringLiteral("validation") : QStringLiteral("train"));
    }
    CancelToken cancel;
    cancel.cancel();
    const auto ended = listDuplicates(sides, most, 2, cancel);
    QVERIFY(!ended && ended.error().isCancelled());
}

void NeighboursTest::axesByHand()
{
    const auto axes = PrincipalAxes::of(*embeddingOf({ { 3, 4, 0 }, { 4, 3, 0 }, { 6, 8, 0 }, { 8, 6, 0 } }), 2);
    QVERIFY(std::fabs(axes.mean[0] - 0.7F) < 1e-6F && std::fabs(axes.mean[1] - 0.7F) < 1e-6F);
    QVERIFY(std::fabs(axes.variances[0] - 0.02) < 1e-7); // (±0.1, ∓0.1)
    QVERIFY(axes.variances[1] < 1e-7 && std::fabs(axes.variance - 0.02) < 1e-7);
    QVERIFY(std::fabs(std::fabs(axes.vectors[0]) - float(std::sqrt(0.5))) < 1e-5F);
    QVERIFY(std::fabs(axes.vectors[0] + axes.vectors[1]) < 1e-5F);
    std::array<float, 2> at {};
    axes.project(std::array<float, 3> { 3, 4, 0 }, at.data());
    QVERIFY(std::fabs(std::fabs(at[0]) - 0.1F * float(std::sqrt(2))) < 1e-5F && std::fabs(at[1]) < 1e-5F);
}

QTEST_GUILESS_MAIN(NeighboursTest)
#include "tst_neighbours.moc"
