#include "core/truth/fold_files.h"
#include "core/truth/ground_truth_reader.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace melscope;

namespace {

using Truth = std::shared_ptr<const GroundTruth>;

const std::string kHeader = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\tgenre3\n";

/// Labels of very different frequency, in release groups of one to six recordings that are alike.
std::string randomRows(int groups, int labels, uint32_t seed, const std::string &prefix = "t")
{
    std::mt19937 random(seed);
    std::string text = kHeader;
    for (int group = 0; group < groups; ++group) {
        const int size = 1 + int(random() % 6) * int(random() % 2);
        const auto draw = [&] { return int(double(labels) * std::pow(double(random() % 1000) / 1000, 3)); };
        const int main = draw();
        for (int i = 0; i < size; ++i)
            text += prefix + std::to_string(group) + '-' + std::to_string(i) + "\tg" + std::to_string(group) + "\tl"
                + std::to_string(main) + "\tl" + std::to_string(draw()) + '\t'
                + (random() % 2 == 0 ? "l" + std::to_string(draw()) : "") + '\n';
    }
    return text;
}

Truth truthOf(const std::string &text)
{
    return *parseGroundTruth(text, "truth.tsv");
}

/// Mean over labels of the deviation of a fold's share of their annotations from 1 / folds, as Sechidis et al. judge
/// (labels' distribution).
double unevenness(const GroundTruth &truth, const std::vector<uint32_t> &foldOf, size_t folds)
{
    std::vector<std::vector<double>> counts(truth.labels().size(), std::vector<double>(folds));
    for (size_t i = 0; i < truth.size(); ++i) {
        for (const uint32_t label : truth.labelsOf(i))
            ++counts[label][foldOf[i]];
    }
    double sum = 0;
    for (const auto &own : counts) {
        double all = 0;
        for (const double count : own)
            all += count;
        for (const double count : own)
            sum += std::fabs(count / all - 1.0 / double(folds)) / double(folds);
    }
    return sum / double(counts.size());
}

} // namespace

class FoldsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallOnesByHand();
    void moreEvenThanChance_data();
    void moreEvenThanChance();
    void releaseGroupsStayWhole();
    void everyTrackIsValidatedOnce();
    void rareLabelsAreDropped();
    void filesAreWritten();
    void previewTellsGroupsAndDeviation();
    void inputsStay();
    void wrongOnes();
};

/// Four of a, two of b and c, singly: each half must have two of a, one of b and one of c.
void FoldsTest::smallOnesByHand()
{
    std::string text = kHeader;
    const char *labels[] = { "a", "a", "a", "a", "b", "b", "c", "c" };
    for (int i = 0; i < 8; ++i)
        text += "r" + std::to_string(i) + "\t\t" + labels[i] + "\t\t\n";
    for (const uint64_t seed : { 1, 2, 3, 4, 5 }) {
        const auto folds = foldsOf({ truthOf(text) }, 2, seed);
        QVERIFY(folds);
        std::map<std::string, int> first;
        for (size_t i = 0; i < 8; ++i)
            first[labels[i]] += (*folds)[0][i] == 0 ? 1 : 0;
        QCOMPARE(first["a"], 2);
        QCOMPARE(first["b"], 1);
        QCOMPARE(first["c"], 1);
        QVERIFY(*foldsOf({ truthOf(text) }, 2, seed) == *folds);
    }
}

void FoldsTest::moreEvenThanChance_data()
{
    QTest::addColumn<int>("folds");
    for (const int folds : { 2, 5, 10 })
        QTest::addRow("%d folds", folds) << folds;
}

void FoldsTest::moreEvenThanChance()
{
    QFETCH(const int, folds);
    const Truth truth = truthOf(randomRows(1500, 60, 3));
    const auto stratified = foldsOf({ truth }, folds, 1);
    QVERIFY(stratified);
    std::mt19937 random(5);
    std::vector<uint32_t> byChance(truth->size());
    std::vector<uint32_t> foldOfGroup(truth->releaseGroups().size());
    for (uint32_t &fold : foldOfGroup)
        fold = random() % uint32_t(folds);
    for (size_t i = 0; i < truth->size(); ++i)
        byChance[i] = foldOfGroup[truth->releaseGroupOf(i)];
    const double own = unevenness(*truth, (*stratified)[0], size_t(folds));
    const double chance = unevenness(*truth, byChance, size_t(folds));
    qInfo("%.4f, by chance %.4f", own, chance);
    QVERIFY(own < 0.5 * chance);
    std::vector<size_t> sizes;
    sizes.resize(size_t(folds));
    for (const uint32_t fold : (*stratified)[0])
        ++sizes[fold];
    const auto [least, most] = std::ranges::minmax(sizes);
    QVERIFY(double(most - least) < 0.15 * double(truth->size()) / folds);
}

/// Two truths that share recordings, and release groups by other recordings.
void FoldsTest::releaseGroupsStayWhole()
{
    const Truth one = truthOf(randomRows(400, 20, 7));
    const Truth two = truthOf(randomRows(300, 9, 8) + "extra\tg3\tl0\t\t\n" + "t5-0\tg77\tl1\t\t\n");
    const auto folds = foldsOf({ one, two }, 4, 1);
    QVERIFY(folds);
    std::map<std::string, uint32_t> ofGroup, ofRecording;
    for (size_t t = 0; t < 2; ++t) {
        const GroundTruth &truth = t == 0 ? *one : *two;
        for (size_t i = 0; i < truth.size(); ++i) {
            const uint32_t fold = (*folds)[t][i];
            QCOMPARE(ofGroup.try_emplace(truth.releaseGroupKey(i).text(), fold).first->second, fold);
            QCOMPARE(ofRecording.try_emplace(truth.recordings().text(i), fold).first->second, fold);
        }
    }
}

void FoldsTest::everyTrackIsValidatedOnce()
{
    const Truth truth = truthOf(randomRows(500, 12, 9));
    FoldSettings settings;
    settings.folds = 5;
    settings.minCount = 0;
    const auto folds = foldTruth(*truth, (*foldsOf({ truth }, 5, 1))[0], settings);
    QVERIFY(folds);
    QCOMPARE(folds->droppedTracks, size_t(0));
    std::set<std::string> validated;
    for (const FoldParts &parts : folds->parts) {
        QCOMPARE(parts.train->size() + parts.validation->size(), truth->size());
        QVERIFY(parts.train->labels() == truth->labels());
        QVERIFY(parts.validation->labels() == truth->labels());
        for (size_t i = 0; i < parts.validation->size(); ++i) {
            const std::string id = parts.validation->recordings().text(i);
            QVERIFY(validated.insert(id).second);
            QVERIFY(!parts.train->recordings().find(id));
            const size_t before = *truth->recordings().find(id);
            QVERIFY(std::ranges::equal(parts.validation->labelsOf(i), truth->labelsOf(before)));
            QCOMPARE(parts.validation->releaseGroupKey(i).text(), truth->releaseGroupKey(before).text());
        }
    }
    QCOMPARE(validated.size(), truth->size());
}

void FoldsTest::rareLabelsAreDropped()
{
    std::string text = kHeader;
    for (int i = 0; i < 40; ++i)
        text += "r" + std::to_string(i) + "\t\tcommon\t" + (i < 3 ? "rare" : "") + "\t\n";
    text += "lonely\t\trare\t\t\n";
    const Truth truth = truthOf(text);
    FoldSettings settings;
    settings.folds = 4;
    settings.minCount = 10;
    const auto folds = foldTruth(*truth, (*foldsOf({ truth }, 4, 1))[0], settings);
    QVERIFY(folds);
    QCOMPARE(folds->droppedLabels, std::vector<std::string> { "rare" });
    QCOMPARE(folds->droppedTracks, size_t(1));
    for (const FoldParts &parts : folds->parts)
        QCOMPARE(parts.train->labels(), std::vector<std::string> { "common" });
    settings.minCount = 1000;
    const auto nothing = foldTruth(*truth, (*foldsOf({ truth }, 4, 1))[0], settings);
    QVERIFY(!nothing && nothing.error().remedy.contains("Lower"));
}

void FoldsTest::filesAreWritten()
{
    QTemporaryDir folder;
    const QString input = folder.filePath("mine.tsv");
    QVERIFY(writeGroundTruth(*truthOf(randomRows(200, 5, 2)), input));
    FoldSettings settings;
    settings.folds = 3;
    settings.minCount = 2;
    const auto all = foldTruthFiles({ { "mine", { input } } }, settings, folder.filePath("out"));
    QVERIFY2(all, qPrintable(all ? QString() : all.error().text()));
    QCOMPARE(QDir(folder.filePath("out")).entryList(QDir::Files),
             (QStringList { "mine-fold1-train.tsv", "mine-fold1-validation.tsv", "mine-fold2-train.tsv",
                            "mine-fold2-validation.tsv", "mine-fold3-train.tsv", "mine-fold3-validation.tsv" }));
    size_t validated = 0;
    for (const QString &file : all->front().validationFiles)
        validated += (*readGroundTruth(file))->size();
    QCOMPARE(validated + all->front().droppedTracks, (*readGroundTruth(input))->size());
    const auto twice = foldTruthFiles({ { "mine", { input } }, { "mine", { input } } }, settings, folder.path());
    QVERIFY(!twice && twice.error().what.contains("mine"));
    // Several files of one truth are united first.
    const QString more = folder.filePath("more.tsv");
    QVERIFY(writeGroundTruth(*truthOf(randomRows(50, 5, 4, "m")), more));
    const auto united = foldTruthFiles({ { "both", { input, more } } }, settings, folder.path());
    QVERIFY(united);
    QVERIFY(united->front().validationSizes[0] > all->front().validationSizes[0]);
}

/// Twelve albums of two tracks with label a, three tracks without an album with b: halves have six albums each, one
/// half two of b and the other one, a third more and less than 1.5.
void FoldsTest::previewTellsGroupsAndDeviation()
{
    QTemporaryDir folder;
    std::string text = kHeader;
    for (int i = 0; i < 24; ++i)
        text += "r" + std::to_string(i) + "\tg" + std::to_string(i / 2) + "\ta\t\t\n";
    for (int i = 0; i < 3; ++i)
        text += "s" + std::to_string(i) + "\t\tb\t\t\n";
    const QString input = folder.filePath("mine.tsv");
    QVERIFY(writeGroundTruth(*truthOf(text), input));
    FoldSettings settings;
    settings.folds = 2;
    settings.minCount = 1;
    const auto all = previewFolds({ { "mine", { input } } }, settings, folder.filePath("out"));
    QVERIFY2(all, qPrintable(all ? QString() : all.error().text()));
    QVERIFY(!QFileInfo::exists(folder.filePath("out")));
    const FoldFiles &files = all->front();
    QCOMPARE(files.present, size_t(0));
    const size_t more = files.validationSizes[0] == 14 ? 0 : 1;
    QCOMPARE(files.validationSizes[more], size_t(14));
    QCOMPARE(files.validationSizes[1 - more], size_t(13));
    QCOMPARE(files.validationGroups[more], size_t(8));
    QCOMPARE(files.validationGroups[1 - more], size_t(7));
    QCOMPARE(files.worst[0].label, std::string("b"));
    QCOMPARE(files.worst[more].deviation, 2 / 1.5 - 1);
    QCOMPARE(files.worst[1 - more].deviation, 1 / 1.5 - 1);
    QCOMPARE(deviationText(files.worst[more].deviation), QString("+33.3 %"));
    QCOMPARE(deviationText(files.worst[1 - more].deviation), QString("−33.3 %"));
    QVERIFY(foldTruthFiles({ { "mine", { input } } }, settings, folder.filePath("out")));
    QCOMPARE(previewFolds({ { "mine", { input } } }, settings, folder.filePath("out"))->front().present, size_t(4));
}

void FoldsTest::inputsStay()
{
    QTemporaryDir folder;
    const QString input = folder.filePath("mine-fold1-train.tsv");
    QVERIFY(writeGroundTruth(*truthOf(randomRows(50, 5, 2)), input));
    FoldSettings settings;
    settings.folds = 2;
    settings.minCount = 0;
    const size_t before = (*readGroundTruth(input))->size();
    const auto refused = foldTruthFiles({ { "mine", { input } } }, settings, folder.path());
    QVERIFY(!refused && refused.error().what.contains("written over"));
    QCOMPARE((*readGroundTruth(input))->size(), before);
}

void FoldsTest::wrongOnes()
{
    const Truth truth = truthOf(kHeader + "a\tg\tl\t\t\nb\tg\tl\t\t\nc\th\tl\t\t\n");
    QVERIFY(!foldsOf({ truth }, 1, 1));
    const auto tooMany = foldsOf({ truth }, 3, 1); // two release groups
    QVERIFY(!tooMany && tooMany.error().what.contains("2 release groups"));
    CancelToken cancel;
    cancel.cancel();
    const auto ended = foldsOf({ truth }, 2, 1, cancel);
    QVERIFY(!ended && ended.error().isCancelled());
}

QTEST_GUILESS_MAIN(FoldsTest)
#include "tst_folds.moc"
