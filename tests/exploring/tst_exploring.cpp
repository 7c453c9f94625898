#include "core/base/atomic_file.h"
#include "core/exploring/filter_terms.h"
#include "core/exploring/label_relations.h"
#include "core/exploring/name_search.h"
#include "core/exploring/track_order.h"
#include "core/features/image_statistics.h"
#include "core/features/mel_view.h"
#include "core/truth/ground_truth_reader.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

using namespace melscope;

namespace {

const char *kTruthA = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\tgenre3\n"
                      "00000000-0000-4000-8000-000000000001\tg1\trock\trock---indie\t\n"
                      "00000000-0000-4000-8000-000000000002\tg1\trock\tpop\t\n"
                      "00000000-0000-4000-8000-000000000003\tg2\tjazz\t\t\n"
                      "10000000-0000-4000-8000-000000000004\tg3\tfolk, world, & country\tpop\tjazz\n";
const char *kValidationA = "recordingmbid\treleasegroupmbid\tgenre1\n"
                           "20000000-0000-4000-8000-000000000005\tg1\trock\n"
                           "odd-id\tg9\tRock---Indie Pop\n";
const char *kTruthB = "recordingmbid\treleasegroupmbid\tgenre1\tgenre2\n"
                      "00000000-0000-4000-8000-000000000001\tg1\tRock\tAlternative\n"
                      "00000000-0000-4000-8000-000000000003\tg2\tRock\t\n"
                      "30000000-0000-4000-8000-000000000006\tg4\tJazz\t\n";

} // namespace

class ExploringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void filters_data();
    void filters();
    void wrongFilters_data();
    void wrongFilters();
    void patterns_data();
    void patterns();
    void filtersAgreeWithAPlainSearch();
    void completions_data();
    void completions();
    void names_data();
    void names();
    void nameOrders();
    void nameCompletions();
    void nameSearchAgreesWithAPlainOne();
    void orders_data();
    void orders();
    void ordersAgreeWithAPlainSort();
    void cancelled();
    void relations();
    void relationsWithinOne();
    void statistics();
    void views();

private:
    std::vector<uint32_t> found(const QString &text) const
    {
        const auto filter = TrackFilter::parse(text);
        if (!filter)
            qFatal("%s", qPrintable(filter.error().what));
        const auto tracks = filter->apply(m_context);
        if (!tracks)
            qFatal("%s", qPrintable(tracks.error().what));
        return *tracks;
    }
    /// Many random tracks of two sources, to compare with searches made another way.
    FilterContext randomContext(size_t rows) const;
    FilterContext namedContext();

    QTemporaryDir m_folder;
    FilterContext m_context;
};

void ExploringTest::initTestCase()
{
    QVERIFY(writeFileAtomically(m_folder.filePath("a.tsv"), kTruthA));
    QVERIFY(writeFileAtomically(m_folder.filePath("av.tsv"), kValidationA));
    QVERIFY(writeFileAtomically(m_folder.filePath("b.tsv"), kTruthB));
    Project project;
    ProjectSource a;
    a.name = "Alpha";
    a.trainFile = m_folder.filePath("a.tsv");
    a.validationFile = m_folder.filePath("av.tsv");
    ProjectSource b;
    b.name = "beta";
    b.trainFile = m_folder.filePath("b.tsv");
    project.sources = { a, b };
    const auto data = loadCollection(project, m_folder.path());
    QVERIFY(data);
    m_context.data = *data;
    m_context.notes = std::make_shared<const std::vector<TrackNote>>(
        std::vector<TrackNote> { { "00000000-0000-4000-8000-000000000003", true, "sounds Like rock" } });
    auto results = std::make_shared<TrackResults>();
    results->f1.assign((*data)->trackCount(), std::nanf(""));
    results->topScore.assign((*data)->trackCount(), std::nanf(""));
    results->scoreRow.assign((*data)->trackCount(), TrackResults::kNoRow);
    results->f1[4] = 0.2F;
    results->f1[5] = 0.6667F;
    results->topScore[4] = 0.9F;
    // A run that predicts rock and jazz for track 4, which is rock, and jazz for track 5, which is Indie Pop.
    auto run = std::make_shared<Run>();
    run->space = LabelSpace::of({ { "Alpha", { "Rock---Indie Pop", "jazz", "rock" } } });
    auto source = std::make_shared<SourceAnalysis>();
    source->name = "Alpha";
    RecordingIds ids;
    ids.insert((*data)->idOf(4));
    ids.insert((*data)->idOf(5));
    source->validation.scores =
        ScoreMatrix::make(std::move(ids), run->space.classes(), { 0.1F, 0.8F, 0.9F, 0.2F, 0.7F, 0.1F });
    source->validation.predicted = Labels({ { 1, 2 }, { 1 } });
    auto analysis = std::make_shared<RunAnalysis>();
    analysis->run = run;
    analysis->sources.push_back(source);
    results->analysis = analysis;
    results->scoreRow[4] = 0;
    results->scoreRow[5] = 1;
    m_context.results = results;
}

void ExploringTest::filters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("expected");
    // Tracks 0–3: Alpha's training; 4–5: its validation; 6–8: beta's training.
    QTest::newRow("nothing") << "" << QList<int> { 0, 1, 2, 3, 4, 5, 6, 7, 8 };
    QTest::newRow("id") << "0000" << QList<int> { 0, 1, 2, 6, 7 };
    QTest::newRow("whole id") << "id:10000000-0000-4000-8000-000000000004" << QList<int> { 3 };
    QTest::newRow("id in capitals, up to a dash") << "ID:20000000-" << QList<int> { 4 };
    QTest::newRow("odd id") << "ODD" << QList<int> { 5 };
    QTest::newRow("word in labels") << "indie" << QList<int> { 0, 5 };
    QTest::newRow("label") << "label:rock" << QList<int> { 0, 1, 4, 6, 7 };
    QTest::newRow("wildcard") << "label:rock---*" << QList<int> { 0, 5 };
    QTest::newRow("quoted") << "label:\"folk, world, & country\"" << QList<int> { 3 };
    QTest::newRow("and") << "label:rock label:pop" << QList<int> { 1 };
    QTest::newRow("and spelled") << "label:rock AND label:pop" << QList<int> { 1 };
    QTest::newRow("minus") << "label:rock -label:pop" << QList<int> { 0, 4, 6, 7 };
    QTest::newRow("not") << "not label:rock source:alpha" << QList<int> { 2, 3, 5 };
    QTest::newRow("or binds weaker") << "label:jazz label:pop or label:alternative" << QList<int> { 3, 6 };
    QTest::newRow("parentheses") << "label:jazz (label:pop or source:beta)" << QList<int> { 3, 8 };
    QTest::newRow("not parentheses") << "-(source:alpha or label:jazz)" << QList<int> { 6, 7 };
    QTest::newRow("source") << "source:ALPHA" << QList<int> { 0, 1, 2, 3, 4, 5 };
    QTest::newRow("part") << "part:validation" << QList<int> { 4, 5 };
    QTest::newRow("part begun") << "part:val" << QList<int> { 4, 5 };
    QTest::newRow("group") << "group:g1" << QList<int> { 0, 1, 4, 6 };
    QTest::newRow("features") << "features:no part:train source:beta" << QList<int> { 6, 7, 8 };
    QTest::newRow("labels") << "labels>=2" << QList<int> { 0, 1, 3, 6 };
    QTest::newRow("labels equal") << "labels:3" << QList<int> { 3 };
    QTest::newRow("F") << "f<0.3" << QList<int> { 4 };
    QTest::newRow("F equal as read off") << "f=0.6667" << QList<int> { 5 };
    QTest::newRow("F at most") << "f<=0.2" << QList<int> { 4 };
    QTest::newRow("score") << "score>=0.9" << QList<int> { 4 };
    QTest::newRow("predicted") << "predicted:jazz" << QList<int> { 4, 5 };
    QTest::newRow("predicted, by pattern") << "predicted:r*" << QList<int> { 4 };
    QTest::newRow("wrongly predicted") << "wrong:jazz" << QList<int> { 4, 5 };
    QTest::newRow("not wrongly") << "wrong:rock" << QList<int> {};
    QTest::newRow("rightly predicted") << "right:rock" << QList<int> { 4 };
    QTest::newRow("missed") << "missed:rock---*" << QList<int> { 5 };
    QTest::newRow("missed and wrong") << "missed:\"rock---indie pop\" wrong:jazz" << QList<int> { 5 };
    QTest::newRow("other source") << "beta:rock" << QList<int> { 0, 2, 6, 7 };
    QTest::newRow("own and other source") << "source:alpha label:jazz beta:rock" << QList<int> { 2 };
    QTest::newRow("marked") << "marked:yes" << QList<int> { 2, 7 };
    QTest::newRow("not marked") << "marked:no source:beta" << QList<int> { 6, 8 };
    QTest::newRow("note") << "note:\"like ROCK\"" << QList<int> { 2, 7 };
    QTest::newRow("nobody") << "label:polka" << QList<int> {};
}

void ExploringTest::filters()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, expected);
    QList<int> tracks;
    for (const uint32_t track : found(text))
        tracks << int(track);
    QCOMPARE(tracks, expected);
}

void ExploringTest::wrongFilters_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("column");
    QTest::newRow("open") << "label:rock ("
                          << "missing" << 13;
    QTest::newRow("closed") << "label:rock )"
                            << "too many" << 12;
    QTest::newRow("not closed") << "(label:rock"
                                << "\")\" is missing" << 12;
    QTest::newRow("empty parentheses") << "()"
                                       << "before \")\"" << 2;
    QTest::newRow("or at the end") << "label:rock or"
                                   << "missing" << 14;
    QTest::newRow("no value") << "label: rock"
                              << "needs a value" << 7;
    QTest::newRow("quotes") << "label:\"rock"
                            << "not closed" << 7;
    QTest::newRow("field") << "rock colour:red"
                           << "no field \"colour\"" << 6;
    QTest::newRow("source") << "source:gamma"
                            << "no source \"gamma\"; there are Alpha, beta" << 1;
    QTest::newRow("part") << "part:middle"
                          << "no part" << 1;
    QTest::newRow("number") << "f<low"
                            << "number" << 1;
    QTest::newRow("compared") << "label<3"
                              << "cannot be compared" << 1;
    QTest::newRow("yes") << "features:maybe"
                         << "yes or no" << 1;
    QTest::newRow("deep") << QString(100'000, '(') << "deep" << 202;
    QTest::newRow("deep minus") << QString(100'000, '-') << "deep" << 202;
}

void ExploringTest::wrongFilters()
{
    QFETCH(QString, text);
    QFETCH(QString, word);
    QFETCH(int, column);
    const auto filter = TrackFilter::parse(text);
    const auto tracks = filter ? filter->apply(m_context) : Result<std::vector<uint32_t>>(passOn(filter));
    QVERIFY(!tracks);
    QVERIFY2(tracks.error().what.contains(word), qPrintable(tracks.error().what));
    QCOMPARE(int(tracks.error().line), column);
    // Without a run, its figures are no answer.
    FilterContext bare = m_context;
    bare.results.reset();
    QVERIFY(TrackFilter::parse("f<1")->apply(bare).error().what.contains("run"));
    QVERIFY(TrackFilter::parse("wrong:rock")->apply(bare).error().what.contains("run"));
}

void ExploringTest::patterns_data()
{
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<bool>("matches");
    QTest::newRow("equal") << "rock"
                           << "rock" << true;
    QTest::newRow("shorter") << "rock"
                             << "roc" << false;
    QTest::newRow("star") << "rock---indie"
                          << "rock---*" << true;
    QTest::newRow("star in the middle") << "rock---indie pop"
                                        << "rock*pop" << true;
    QTest::newRow("two stars") << "a---b---c"
                               << "*---b*" << true;
    QTest::newRow("star for nothing") << "rock"
                                      << "rock*" << true;
    QTest::newRow("back to the star") << "aab"
                                      << "*ab" << true;
    QTest::newRow("no") << "aab"
                        << "*ac" << false;
    QTest::newRow("all") << ""
                         << "*" << true;
}

void ExploringTest::patterns()
{
    QFETCH(QString, label);
    QFETCH(QString, pattern);
    QTEST(matchesPattern(label, pattern), "matches");
}

FilterContext ExploringTest::randomContext(size_t rows) const
{
    std::mt19937 random(7);
    Project project;
    for (const char *name : { "one", "two" }) {
        std::string text = "recordingmbid\treleasegroupmbid\tg\tg\tg\tg\tg\n";
        char line[128];
        for (size_t i = 0; i < rows; ++i) {
            std::snprintf(line, sizeof line, "%08x-0000-4000-8000-%012zx\tgroup%u",
                          unsigned((i * 2654435761U) & 0xffffffffU), i, unsigned(random() % (rows / 5)));
            text += line;
            const unsigned count = 1 + random() % 5;
            for (unsigned k = 0; k < count; ++k)
                text += "\tl" + std::to_string(random() % 30);
            text += '\n';
        }
        const QString file = m_folder.filePath(QLatin1String(name) + ".tsv");
        (void)writeFileAtomically(file, text);
        ProjectSource source;
        source.name = QLatin1String(name);
        source.trainFile = file;
        project.sources.push_back(source);
    }
    return { *loadCollection(project, m_folder.path()), nullptr, nullptr, nullptr };
}

void ExploringTest::filtersAgreeWithAPlainSearch()
{
    const FilterContext context = randomContext(20'000); // several chunks, the last one short
    const Collection &data = *context.data;
    auto has = [&](size_t track, const char *label) {
        const TrackRef ref = data.track(track);
        const GroundTruth &truth = *data.truthOf(ref);
        const auto labels = truth.labelsOf(ref.index);
        return std::any_of(labels.begin(), labels.end(), [&](uint32_t l) { return truth.labels()[l] == label; });
    };
    auto id = [&](size_t track) { return data.idOf(track).text(); };
    const std::vector<std::pair<const char *, std::function<bool(size_t)>>> cases = {
        { "label:l3", [&](size_t t) { return has(t, "l3"); } },
        { "label:l3 -label:l4 source:two",
          [&](size_t t) { return has(t, "l3") && !has(t, "l4") && data.track(t).source == 1; } },
        { "(id:7 or id:a1) (label:l1 or label:l2)",
          [&](size_t t) {
              return (id(t).starts_with("7") || id(t).starts_with("a1")) && (has(t, "l1") || has(t, "l2"));
          } },
        { "not (label:l0 label:l1) labels>3",
          [&](size_t t) {
              return !(has(t, "l0") && has(t, "l1"))
                  && data.truthOf(data.track(t))->labelsOf(data.track(t).index).size() > 3;
          } },
    };
    for (const auto &[text, matches] : cases) {
        std::vector<uint32_t> expected;
        for (uint32_t track = 0; track < data.trackCount(); ++track) {
            if (matches(track))
                expected.push_back(track);
        }
        QVERIFY2(!expected.empty(), text);
        QVERIFY2(*TrackFilter::parse(text)->apply(context) == expected, text);
    }
}

void ExploringTest::completions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("cursor");
    QTest::addColumn<QString>("first");
    QTest::addColumn<int>("begin");
    QTest::newRow("field") << "sou" << 3 << "source:" << 0;
    QTest::newRow("second word") << "label:pop so" << 12 << "source:" << 10;
    QTest::newRow("label") << "label:ro" << 8 << "label:rock" << 0;
    QTest::newRow("label after minus") << "-label:ja" << 9 << "label:jazz" << 1;
    QTest::newRow("in parentheses") << "(label:fo" << 9 << "label:\"folk, world, & country\"" << 1;
    QTest::newRow("in quotes") << "label:\"folk, w" << 14 << "label:\"folk, world, & country\"" << 0;
    QTest::newRow("bare word") << "jaz" << 3 << "label:jazz" << 0;
    QTest::newRow("source") << "source:al" << 9 << "source:Alpha" << 0;
    QTest::newRow("other source") << "beta:alt" << 8 << "beta:Alternative" << 0;
    QTest::newRow("part") << "part:v" << 6 << "part:validation" << 0;
    QTest::newRow("in the middle") << "label:ro label:pop" << 8 << "label:rock" << 0;
}

void ExploringTest::completions()
{
    QFETCH(QString, text);
    QFETCH(int, cursor);
    QFETCH(int, begin);
    const auto completions = completeFilter(text, cursor, *m_context.data);
    QVERIFY(!completions.choices.empty());
    QTEST(completions.choices.front().text, "first");
    QCOMPARE(completions.begin, begin);
    QCOMPARE(completions.begin + completions.length, cursor);
}

/// Three tracks whose documents say what they are, one without a document, and the same in a test part.
FilterContext ExploringTest::namedContext()
{
    const QString store = m_folder.filePath("named.safetensors");
    FeatureStoreWriter writer(store);
    const TrackTags tags[] = {
        { "So What", "Miles Davis", "Kind of Blue", "Jazz", "flac", "", 1959, 562.5F, TrackTags::Lossless::Yes },
        { "Straße", "ÄRZTE", "Blue", "", "mp3", "", 1984, 60, TrackTags::Lossless::No },
        { "so what (live)", "miles davis quintet", "", "", "", "", 0, 0, TrackTags::Lossless::Unknown },
    };
    if (!writer.open())
        return {};
    for (size_t i = 0; i < 3; ++i)
        (void)writer.add("00000000-0000-4000-8000-00000000000" + std::to_string(i + 1), MelImage {}, tags[i]);
    if (!writer.finish({}))
        return {};
    Project project;
    ProjectSource a;
    a.name = "Alpha";
    a.trainFile = m_folder.filePath("a.tsv");
    a.featureInputs = { store };
    a.testInput = store;
    project.sources = { a };
    const auto data = loadCollection(project, m_folder.path());
    return { data ? *data : nullptr, nullptr, nullptr, nullptr };
}

void ExploringTest::names_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("expected"); // 0 to 3: train, 4 to 6: test
    QTest::newRow("artist") << "artist:\"MILES dav\"" << QList<int> { 0, 2, 4, 6 };
    QTest::newRow("title") << "title:\"so what\" part:train" << QList<int> { 0, 2 };
    QTest::newRow("album") << "album:blue part:test" << QList<int> { 4, 5 };
    QTest::newRow("genre tag") << "genre:JAZZ" << QList<int> { 0, 4 };
    QTest::newRow("umlaut") << QString::fromUtf8("artist:ärz") << QList<int> { 1, 5 };
    QTest::newRow("sharp s") << QString::fromUtf8("title:straße") << QList<int> { 1, 5 };
    QTest::newRow("free word") << "blue" << QList<int> { 0, 1, 4, 5 };
    QTest::newRow("free words") << "\"so what\" -live part:train" << QList<int> { 0 };
    QTest::newRow("a label, too") << "jazz" << QList<int> { 0, 2, 3, 4 };
    QTest::newRow("year") << "year>=1960" << QList<int> { 1, 5 };
    QTest::newRow("years before") << "year<1960" << QList<int> { 0, 4 };
    QTest::newRow("that year") << "year:1984 part:train" << QList<int> { 1 };
    QTest::newRow("length") << "length<=60" << QList<int> { 1, 5 };
    QTest::newRow("long") << "length>562.4" << QList<int> { 0, 4 };
    QTest::newRow("codec") << "codec:mp3" << QList<int> { 1, 5 };
    QTest::newRow("lossless") << "lossless:yes" << QList<int> { 0, 4 };
    QTest::newRow("lossy") << "lossless:no" << QList<int> { 1, 5 };
    QTest::newRow("nobody") << "artist:coltrane" << QList<int> {};
}

void ExploringTest::names()
{
    QFETCH(QString, text);
    QFETCH(QList<int>, expected);
    const FilterContext context = namedContext();
    QVERIFY(context.data && context.data->hasTags());
    QList<int> tracks;
    const auto found = TrackFilter::parse(text)->apply(context);
    QVERIFY(found);
    for (const uint32_t track : *found)
        tracks << int(track);
    QCOMPARE(tracks, expected);
}

void ExploringTest::nameOrders()
{
    const FilterContext context = namedContext();
    auto ordered = [&](TrackColumn column, bool descending) {
        QList<int> tracks;
        const auto sorted = orderTracks(context, column, descending, { 0, 1, 2, 3 });
        for (size_t i = 0; sorted && i < sorted->size(); ++i)
            tracks << int((*sorted)[i]);
        return tracks;
    };
    QCOMPARE(ordered(TrackColumn::Title, false), (QList<int> { 3, 0, 2, 1 }));
    QCOMPARE(ordered(TrackColumn::Title, true), (QList<int> { 1, 2, 0, 3 }));
    QCOMPARE(ordered(TrackColumn::Artist, false), (QList<int> { 3, 0, 2, 1 }));
    QCOMPARE(ordered(TrackColumn::Album, false), (QList<int> { 2, 3, 1, 0 }));
    QCOMPARE(ordered(TrackColumn::Year, true), (QList<int> { 1, 0, 2, 3 }));
    QCOMPARE(ordered(TrackColumn::Length, false), (QList<int> { 2, 3, 1, 0 }));
}

void ExploringTest::nameCompletions()
{
    const FilterContext context = namedContext();
    const auto completions = completeFilter("artist:mi", 9, *context.data);
    QStringList texts;
    for (const FilterCompletion &choice : completions.choices)
        texts << choice.text;
    QCOMPARE(texts, (QStringList { "artist:\"Miles Davis\"", "artist:\"miles davis quintet\"" }));
    QCOMPARE(completeFilter("yea", 3, *context.data).choices.front().text, QString("year<"));
}

/// The search by bytes finds what Qt's finds.
void ExploringTest::nameSearchAgreesWithAPlainOne()
{
    std::mt19937 random(5);
    const QString letters = QString::fromUtf8("aAbB  éÉüÜпПß佐ΑαǅžŽ.");
    auto word = [&](int least, int most) {
        QString text;
        for (int i = least + int(random() % uint32_t(most - least + 1)); i > 0; --i)
            text += letters[qsizetype(random() % uint32_t(letters.size()))];
        return text;
    };
    QList<QString> names;
    std::string bytes;
    std::vector<uint64_t> offsets { 0 };
    for (int i = 0; i < 70'000; ++i) { // more than a thread's piece
        names << word(0, 9);
        bytes += names.back().toStdString();
        offsets.push_back(bytes.size());
    }
    for (int round = 0; round < 60; ++round) {
        const QString typed = word(1, 3);
        const auto found = NameSearch(typed).of({ offsets, bytes, {} });
        QCOMPARE(found.size(), size_t(names.size()));
        for (qsizetype i = 0; i < names.size(); ++i)
            QVERIFY2((found[size_t(i)] != 0) == names[i].contains(typed, Qt::CaseInsensitive),
                     qPrintable(typed + " in " + names[i]));
    }
    // A store's offsets are not read when it is opened: those that fall or lead out of the file find nothing.
    const std::string some = "abcabcabc";
    for (const std::vector<uint64_t> &odd :
         { std::vector<uint64_t> { 0, 6, 3, 9 }, std::vector<uint64_t> { 0, 3, 6, uint64_t(1) << 40 },
           std::vector<uint64_t> { uint64_t(1) << 40, 3, 6, 9 } }) {
        const auto found = NameSearch("b").of({ odd, some, {} });
        QCOMPARE(std::count(found.begin(), found.end(), 1), 0);
    }
}

void ExploringTest::orders_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("descending");
    QTest::addColumn<QList<int>>("expected");
    QTest::newRow("id") << int(TrackColumn::Recording) << false << QList<int> { 0, 6, 1, 2, 7, 3, 4, 8, 5 };
    QTest::newRow("id down") << int(TrackColumn::Recording) << true << QList<int> { 5, 8, 4, 3, 2, 7, 1, 0, 6 };
    QTest::newRow("group") << int(TrackColumn::ReleaseGroup) << false << QList<int> { 0, 1, 4, 6, 2, 7, 3, 8, 5 };
    QTest::newRow("labels") << int(TrackColumn::LabelCount) << true << QList<int> { 3, 0, 1, 6, 2, 4, 5, 7, 8 };
    // By code point: capitals come first; a row before those that go on.
    QTest::newRow("label text") << int(TrackColumn::Labels) << false << QList<int> { 8, 7, 6, 5, 3, 2, 4, 1, 0 };
    QTest::newRow("F down, missing last") << int(TrackColumn::F1) << true << QList<int> { 5, 4, 0, 1, 2, 3, 6, 7, 8 };
    QTest::newRow("marked") << int(TrackColumn::Marked) << true << QList<int> { 2, 7, 0, 1, 3, 4, 5, 6, 8 };
}

void ExploringTest::orders()
{
    QFETCH(int, column);
    QFETCH(bool, descending);
    QFETCH(QList<int>, expected);
    const auto ordered = orderTracks(m_context, TrackColumn(column), descending, found(""));
    QVERIFY(ordered);
    QList<int> tracks;
    for (const uint32_t track : *ordered)
        tracks << int(track);
    QCOMPARE(tracks, expected);
}

void ExploringTest::ordersAgreeWithAPlainSort()
{
    const FilterContext context = randomContext(5'000);
    const Collection &data = *context.data;
    auto labels = [&](uint32_t track) {
        const TrackRef ref = data.track(track);
        std::vector<std::string> names;
        for (const uint32_t label : data.truthOf(ref)->labelsOf(ref.index))
            names.push_back(data.truthOf(ref)->labels()[label]);
        return names;
    };
    const auto all = *TrackFilter::parse("")->apply(context);
    for (const bool descending : { false, true }) {
        auto expected = all;
        std::stable_sort(expected.begin(), expected.end(), [&](uint32_t a, uint32_t b) {
            return descending ? labels(b) < labels(a) : labels(a) < labels(b);
        });
        QVERIFY(*orderTracks(context, TrackColumn::Labels, descending, all) == expected);
        expected = all;
        std::stable_sort(expected.begin(), expected.end(), [&](uint32_t a, uint32_t b) {
            const std::string x = data.releaseGroups.text(data.releaseGroupOf[a]);
            const std::string y = data.releaseGroups.text(data.releaseGroupOf[b]);
            return descending ? y < x : x < y;
        });
        QVERIFY(*orderTracks(context, TrackColumn::ReleaseGroup, descending, all) == expected);
    }
}

void ExploringTest::cancelled()
{
    const CancelToken cancel;
    cancel.cancel();
    QVERIFY(TrackFilter::parse("label:rock")->apply(m_context, cancel).error().isCancelled());
    QVERIFY(orderTracks(m_context, TrackColumn::Labels, false, { 0, 1 }, cancel).error().isCancelled());
    QVERIFY(relateSources(*m_context.data, 0, 1, cancel).error().isCancelled());
    const float image[kImageSize] {};
    QVERIFY(imageStatistics(
                3, [&](size_t) { return image; }, cancel)
                .error()
                .isCancelled());
}

void ExploringTest::relations()
{
    const auto relations = *relateSources(*m_context.data, 0, 1);
    // Recordings 1 (rock, rock---indie | Rock, Alternative) and 3 (jazz | Rock) are in both.
    QCOMPARE(relations->recordings, size_t(2));
    auto row = [&](const char *name) {
        return size_t(std::find(relations->rows.begin(), relations->rows.end(), name) - relations->rows.begin());
    };
    auto column = [&](const char *name) {
        return size_t(std::find(relations->columns.begin(), relations->columns.end(), name)
                      - relations->columns.begin());
    };
    QCOMPARE(relations->count(row("rock"), column("Rock")), 1U);
    QCOMPARE(relations->count(row("jazz"), column("Rock")), 1U);
    QCOMPARE(relations->count(row("jazz"), column("Alternative")), 0U);
    QCOMPARE(relations->columnTotals[column("Rock")], 2U);
    QCOMPARE(relations->probability(row("rock---indie"), column("Alternative")), 1.0);
    QVERIFY(std::isnan(relations->probability(row("pop"), column("Rock"))));
    const auto pairs = relations->strongestPairs(1, 100);
    QCOMPARE(pairs.size(), size_t(5));
    QCOMPARE(pairs.front().jaccard, 1.0); // rock and rock---indie with Alternative
    QCOMPARE(pairs.front().row, uint32_t(row("rock")));
    QCOMPARE(pairs.back().forward, 1.0);
    QCOMPARE(pairs.back().backward, 0.5);
    QVERIFY(relations->strongestPairs(2, 100).empty());
}

void ExploringTest::relationsWithinOne()
{
    const auto relations = *relateSources(*m_context.data, 0, 0);
    QCOMPARE(relations->recordings, size_t(6));
    const auto pairs = relations->strongestPairs(1, 100);
    // folk–jazz, folk–pop, jazz–pop, pop–rock; rock with its own subgenre is no news.
    QCOMPARE(pairs.size(), size_t(4));
    std::set<std::pair<std::string, std::string>> names;
    for (const auto &pair : pairs)
        names.emplace(relations->rows[pair.row], relations->columns[pair.column]);
    QVERIFY(names.contains({ "pop", "rock" }));
    QVERIFY(!names.contains({ "rock", "rock---indie" }));
    for (size_t row = 0; row < relations->rows.size(); ++row)
        QCOMPARE(relations->count(row, row), relations->rowTotals[row]);
}

void ExploringTest::statistics()
{
    // Large means with small deviations, in more than one chunk; every fifth image is missing.
    std::mt19937 random(3);
    std::normal_distribution<double> normal(1e6, 0.5);
    std::vector<std::array<float, kImageSize>> images(5000);
    for (auto &image : images) {
        for (float &value : image)
            value = float(normal(random));
    }
    const auto statistics =
        *imageStatistics(images.size(), [&](size_t i) { return i % 5 == 0 ? nullptr : images[i].data(); });
    QCOMPARE(statistics.count, size_t(4000));
    for (const size_t cell : { size_t(0), size_t(137), kImageSize - 1 }) {
        // Two passes in long double.
        long double sum = 0;
        for (size_t i = 0; i < images.size(); ++i)
            sum += i % 5 == 0 ? 0 : static_cast<long double>(images[i][cell]);
        const long double mean = sum / 4000;
        long double squares = 0;
        for (size_t i = 0; i < images.size(); ++i) {
            if (i % 5 != 0)
                squares += (images[i][cell] - mean) * (images[i][cell] - mean);
        }
        QCOMPARE(statistics.mean[cell], float(mean));
        QVERIFY(std::abs(double(statistics.deviation[cell]) / double(std::sqrt(squares / 3999)) - 1) < 1e-6);
    }
    QCOMPARE(imageStatistics(3, [](size_t) { return nullptr; })->count, size_t(0));
    const auto one = *imageStatistics(1, [&](size_t) { return images[0].data(); });
    QCOMPARE(one.mean, images[0]);
    QVERIFY(std::isnan(one.deviation[0]));
}

void ExploringTest::views()
{
    MelImage raw {};
    MelImage reference {};
    for (size_t i = 0; i < kImageSize; ++i) {
        raw[i] = float(i);
        reference[i] = float(2 * i);
    }
    QCOMPARE(viewed(raw, MelView::Raw), raw);
    QCOMPARE(viewed(raw, MelView::Decibel)[100], 20.0F);
    QVERIFY(std::isnan(viewed(raw, MelView::Decibel)[0])); // no level
    QCOMPARE(viewed(raw, MelView::Scaled)[39 * kChannels], 1.0F);
    QCOMPARE(viewed(raw, MelView::Difference, &reference)[7], float(-10 * std::log10(2.0)));
    QVERIFY(std::isnan(viewed(raw, MelView::Difference)[7]));
    const std::string csv = imageAsCsv(raw);
    QVERIFY(csv.starts_with("band,centre_hz,min,mean,median,max,var,dmean,dvar,dmean2,dvar2\n0,"));
    QVERIFY(csv.find(",351.0,352.0,353.0,354.0,355.0,356.0,357.0,358.0,359.0\n") != std::string::npos);
}

QTEST_GUILESS_MAIN(ExploringTest)
#include "tst_exploring.moc"
