#include "core/base/atomic_file.h"
#include "core/base/json_fields.h"
#include "core/base/number_text.h"
#include "core/collection/project_file.h"
#include "core/features/feature_shards.h"
#include "core/runs/run_folder.h"
#include "core/runs/run_list.h"
#include "core/scoring/evaluation.h"
#include "core/study/published_results.h"
#include "core/training/checkpoint.h"
#include "core/truth/label.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace melscope;

Q_DECLARE_METATYPE(QJsonValue)

namespace {

const std::string kClasses = "0: pop\n1: rock\n";

/// A small run as version 0.1 wrote it.
QJsonObject description()
{
    const QJsonObject macro { { "labels", 2 },
                              { "supported", 2 },
                              { "macro_f1", 0.5 },
                              { "map", 1.0000000000000002 },
                              { "supported_macro_f1", 0.5 },
                              { "supported_map", 1 } };
    return { { "format", "melscope-run" },
             { "version", 1 },
             { "melscope", "0.1.0" },
             { "recipe", QJsonObject { { "epochs", 2 }, { "seed", "7" } } },
             { "sources",
               QJsonArray { QJsonObject { { "name", "one" },
                                          { "train", "../train.tsv" },
                                          { "validation", "" },
                                          { "test", "" },
                                          { "labels", QJsonArray { "pop", "rock" } },
                                          { "validation_tracks", 3 },
                                          { "test_tracks", 0 },
                                          { "all", macro },
                                          { "genres", macro } } } },
             { "features", QJsonArray { "../features" } },
             { "parameters", 918646 },
             { "train_tracks", 9 },
             { "epochs", 2 },
             { "best_epoch", 2 },
             { "best_validation_loss", QJsonValue() },
             { "train_tracks_per_s", 2600.5 },
             { "end", "all-epochs" },
             { "device", "cpu" },
             { "batch_size", 20 },
             { "notes", QJsonArray { "a note" } },
             { "shoe_size", 43 } };
}

/// The object with another value at a path like "sources/0/name"; one that is undefined takes the key away.
QJsonValue with(const QJsonValue &whole, const QStringList &path, const QJsonValue &value)
{
    if (path.isEmpty())
        return value;
    if (whole.isArray()) {
        QJsonArray array = whole.toArray();
        array[path[0].toInt()] = with(array[path[0].toInt()], path.mid(1), value);
        return array;
    }
    QJsonObject object = whole.toObject();
    const QJsonValue inner = with(object.value(path[0]), path.mid(1), value);
    if (inner.isUndefined())
        object.remove(path[0]);
    else
        object.insert(path[0], inner);
    return object;
}

bool put(const QString &path, const QJsonValue &json)
{
    return bool(writeFileAtomically(path, QJsonDocument(json.toObject()).toJson().toStdString()));
}

bool putRun(const QString &folder, const QJsonValue &json)
{
    return put(folder + "/run.json", json) && writeFileAtomically(folder + "/classes.txt", kClasses)
        && writeFileAtomically(folder + "/history.csv", "epoch,train_loss,validation_loss\n1,0.7,inf\n2,nan,0.6\n")
        && writeFileAtomically(folder + "/thresholds_one.txt", "0: 0.5\n1: nan\n");
}

} // namespace

class ReadersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbers_data();
    void numbers();
    void counts_data();
    void counts();
    void fieldsKeepTheFirstError();
    void fieldsOfDocuments_data();
    void fieldsOfDocuments();
    void runOfVersion01();
    void wrongRuns_data();
    void wrongRuns();
    void contradictingThresholds_data();
    void contradictingThresholds();
    void wrongChoices_data();
    void wrongChoices();
    void wrongProjects_data();
    void wrongProjects();
    void wrongRecipes_data();
    void wrongRecipes();
    void wrongHistories_data();
    void wrongHistories();
    void wrongPublished_data();
    void wrongPublished();
    void wrongStores_data();
    void wrongStores();
    void wrongCheckpoints_data();
    void wrongCheckpoints();
    void wrongClasses_data();
    void wrongClasses();

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
};

void ReadersTest::numbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value"); // NaN: refused
    const double none = std::nan("");
    QTest::newRow("plain") << "0.25" << 0.25;
    QTest::newRow("exponent") << "7e-04" << 7e-4;
    QTest::newRow("negative") << "-3" << -3.0;
    QTest::newRow("all digits") << "0.18108005821704865" << 0.18108005821704865;
    QTest::newRow("denormal") << "4.9406564584124654e-324" << 4.9406564584124654e-324;
    for (const char *bad :
         { "", " 1", "1 ", "+1", "1.5x", "1,5", "inf", "nan", "1e999", "-1e999", "0x10", "--1", ".", "1e", "1.5 2" })
        QTest::addRow("bad \"%s\"", bad) << bad << none;
}

void ReadersTest::numbers()
{
    QFETCH(QString, text);
    QFETCH(double, value);
    QCOMPARE(parseNumber(text).value_or(std::nan("")), value);
}

void ReadersTest::counts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("ok");
    for (const char *good : { "0", "7", "18446744073709551615" })
        QTest::addRow("good %s", good) << good << true;
    for (const char *bad : { "", "-1", "+1", "1.0", "1e3", " 1", "1 ", "18446744073709551616" })
        QTest::addRow("bad \"%s\"", bad) << bad << false;
}

void ReadersTest::counts()
{
    QFETCH(QString, text);
    QFETCH(bool, ok);
    const auto count = parseCount(text);
    QCOMPARE(bool(count), ok);
    if (ok)
        QCOMPARE(QString::number(*count), text);
}

void ReadersTest::fieldsKeepTheFirstError()
{
    const JsonFields fields({ { "a", 1 },
                              { "list", QJsonArray { QJsonObject { { "b", "x" } }, QJsonObject { { "b", 2 } } } },
                              { "nü", true },
                              { "null", QJsonValue() } },
                            "f.json", {}, "Mend it.");
    QCOMPARE(fields.whole("a", 0, 9), qint64(1));
    QCOMPARE(fields.text("missing", "standard"), QString("standard"));
    QCOMPARE(fields.number("null", 0, 1, 0.5), 0.5);
    QVERIFY(fields.flag("nü") && !fields.has("null") && fields.check());
    const auto list = fields.list("list");
    QCOMPARE(list[0].text("b"), QString("x"));
    QVERIFY(fields.check());
    (void)list[1].text("b");
    (void)fields.text("a");
    QCOMPARE(fields.check().error().text(), QString("f.json: \"list[1].b\" must be a text, not 2. Mend it."));
    QCOMPARE(fields.fields("list").check().error().text(), fields.check().error().text()); // all parts share it
}

void ReadersTest::fieldsOfDocuments_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message"); // empty: taken
    QTest::newRow("plain") << QByteArray(R"({"format": "test", "version": 2})") << "";
    QTest::newRow("of the first version") << QByteArray(R"({"format": "test"})") << "";
    QTest::newRow("empty") << QByteArray() << "this is no thing: ";
    QTest::newRow("cut off") << QByteArray(R"({"format": "test")") << "at byte";
    QTest::newRow("two documents") << QByteArray(R"({"format": "test"}{"format": "test"})")
                                   << "garbage at the end of the document at byte 18";
    QTest::newRow("a list") << QByteArray(R"(["test"])") << "this is no thing";
    QTest::newRow("another format") << QByteArray(R"({"format": "rest"})") << "this is no thing";
    QTest::newRow("a newer version") << QByteArray(R"({"format": "test", "version": 3})")
                                     << "the thing has version 3, this program reads up to 2";
    QTest::newRow("a version of text") << QByteArray(R"({"format": "test", "version": "2"})")
                                       << "\"version\" must be a whole number, at least 1, not \"2\"";
    QTest::newRow("a version of half") << QByteArray(R"({"format": "test", "version": 1.5})") << "not 1.5";
    QTest::newRow("too deep") << QByteArray(5000, '[') << "this is no thing";
    QTest::newRow("too large") << QByteArray("{\"a\": \"" + QByteArray(qsizetype(JsonFields::kMostBytes), 'x') + "\"}")
                               << "larger than a thing can be";
}

void ReadersTest::fieldsOfDocuments()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    const JsonFormat format { "test", 2, "thing", "Mend it." };
    const auto parsed = JsonFields::parse({ text.constData(), size_t(text.size()) }, "f.json", format);
    QCOMPARE(bool(parsed), message.isEmpty());
    QVERIFY(writeFileAtomically(path("f.json"), text.toStdString()));
    const auto read = JsonFields::read(path("f.json"), format);
    QCOMPARE(bool(read), message.isEmpty());
    if (!read) {
        QVERIFY2(parsed.error().what.contains(message), qPrintable(parsed.error().what));
        QCOMPARE(read.error().what, parsed.error().what);
        QVERIFY(!read.error().remedy.isEmpty());
    }
}

void ReadersTest::runOfVersion01()
{
    QVERIFY(putRun(path("run"), description()));
    const auto run = readRun(path("run"));
    QVERIFY2(run, run ? "" : qPrintable(run.error().text()));
    QCOMPARE((*run)->engine, QString("cpu"));
    QCOMPARE((*run)->recipe.seed, uint64_t(7));
    QCOMPARE((*run)->sources[0].trainFile, path("train.tsv"));
    QCOMPARE((*run)->bestValidationLoss, 0.0); // null, where the loss was no number
    QVERIFY(std::isinf((*run)->history[0].validationLoss) && std::isnan((*run)->history[1].trainLoss)
            && std::isnan((*run)->history[0].map));
    QCOMPARE((*run)->unknown.value("shoe_size").toInt(), 43);
    const auto summary = readRunSummary(path("run"));
    QVERIFY(summary && summary->sources == QStringList("one") && summary->macroF1 == 0.5);
    // Editing keeps what is not known.
    QVERIFY(editRun(path("run"), "my run", "", true));
    QVERIFY(readRun(path("run")) && (*readRun(path("run")))->unknown.value("shoe_size").toInt() == 43);
    QVERIFY(readRunSummary(path("run"))->hidden);
}

void ReadersTest::wrongRuns_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("message");
    auto row = [](const char *key, const QJsonValue &value, const char *message) {
        QTest::addRow("%s %s", key, qPrintable(jsonValueText(value))) << key << value << message;
    };
    row("sources", 3, "\"sources\" must be a list, not 3");
    row("sources", QJsonArray(), "\"sources\" must be a list of 1 to 1000 sources");
    row("sources", QJsonArray { 1 }, "\"sources\" must be a list of objects; entry 0 is none");
    row("sources/0/name", 3, "\"sources[0].name\" must be a text, not 3");
    row("sources/0/name", "../one", "\"sources[0].name\" must be a name without \"/\", not \"../one\"");
    row("sources/0/name", "", "\"sources[0].name\"");
    row("sources/0/train", QJsonArray(), "\"sources[0].train\" must be a text");
    row("sources/0/labels", "pop", "\"sources[0].labels\" must be a list of names");
    row("sources/0/labels", QJsonArray { "pop", "pop" }, "\"pop\" stands there again");
    row("sources/0/labels", QJsonArray { "pop", 2 }, "entry 1 is no name but 2");
    row("sources/0/validation_tracks", -1,
        "\"sources[0].validation_tracks\" must be a whole number, at least 0, not -1");
    row("sources/0/validation_tracks", "many", "not \"many\"");
    row("sources/0/all/macro_f1", 1.5, "\"sources[0].all.macro_f1\" must be a number between 0 and 1, not 1.5");
    row("sources/0/all/labels", 1e12, "\"sources[0].all.labels\" must be a whole number between 0 and 65535");
    row("sources/0/genres", "none", "\"sources[0].genres\" must be an object");
    row("features", QJsonArray { 1 }, "\"features\" must be a list of texts");
    row("best_epoch", 1.5, "\"best_epoch\"");
    row("best_epoch", 1e12, "\"best_epoch\"");
    row("best_validation_loss", -0.5, "\"best_validation_loss\" must be a number, at least 0");
    row("parameters", "x", "\"parameters\"");
    row("batch_size", -3, "\"batch_size\"");
    row("title", 5, "\"title\" must be a text, not 5");
    row("notes", "a note", "\"notes\" must be a list of texts");
    row("recipe", "paper", "\"recipe\" must be an object, not \"paper\"");
    row("recipe/epochs", "forty", "\"recipe.epochs\" must be a whole number");
    row("recipe/epochs", 0, "\"recipe.epochs\" must be a whole number between 1 and 1000000, not 0");
    row("recipe/seed", -1, "\"recipe.seed\"");
    row("recipe/seed", "-1", "\"recipe.seed\" must be a whole number that is not negative");
    row("version", "1", "\"version\"");
}

void ReadersTest::wrongRuns()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QFETCH(QString, message);
    QVERIFY(putRun(path("wrong"), with(description(), key.split('/'), value)));
    const auto run = readRun(path("wrong"));
    QVERIFY(!run);
    QVERIFY2(run.error().what.contains(message), qPrintable(run.error().what));
    QCOMPARE(run.error().file, path("wrong/run.json"));
}

void ReadersTest::contradictingThresholds_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message");
    QTest::newRow("as it should be") << QByteArray("0: 0.5\n1: 0.25\n") << "";
    QTest::newRow("a zero with a sign") << QByteArray("0: 0.5\n1: -0.0\n") << "";
    QTest::newRow("stronger than any score") << QByteArray("0: 0.5\n1: 7.5\n") << "";
    QTest::newRow("an own class negated")
        << QByteArray("0: 0.5\n1: -0.25\n") << "the threshold of class 1, \"rock\", is negative";
}

void ReadersTest::contradictingThresholds()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    QVERIFY(putRun(path("signs"), description()));
    QVERIFY(writeFileAtomically(path("signs/thresholds_one.txt"), text.toStdString()));
    const auto run = readRun(path("signs"));
    QCOMPARE(bool(run), message.isEmpty());
    if (!run)
        QVERIFY2(run.error().what.contains(message) && run.error().file.endsWith("thresholds_one.txt"),
                 qPrintable(run.error().text()));
    else
        QVERIFY((*run)->sources[0].thresholds.inTarget[1] && !std::signbit((*run)->sources[0].thresholds.values[1]));
}

void ReadersTest::wrongChoices_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("message");
    auto row = [](const char *key, const QJsonValue &value, const char *message) {
        QTest::addRow("%s %s", key, qPrintable(jsonValueText(value))) << key << value << message;
    };
    row("rule/rule", "best", "\"rule.rule\" must be argmax or smoothed or fbr or global or fixed, not \"best\"");
    row("rule/objective", 3, "\"rule.objective\"");
    row("rule/smoothing", -1, "\"rule.smoothing\"");
    row("rule/floor", 1.5, "\"rule.floor\" must be a number between 0 and 1, not 1.5");
    row("rule/fixed", "half", "\"rule.fixed\"");
    row("rule", "argmax", "\"rule\" must be an object");
    row("add_parents", 1, "\"add_parents\" must be true or false, not 1");
    row("orphan_ratio", -0.5, "\"orphan_ratio\"");
    row("by_hand/rock", -0.5, "\"by_hand.rock\" must be a number between 0 and 1000, not -0.5");
    row("by_hand/rock", "never", "\"by_hand.rock\"");
    row("by_hand", QJsonArray(), "\"by_hand\" must be an object");
}

void ReadersTest::wrongChoices()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QFETCH(QString, message);
    ThresholdChoice choice;
    choice.rule = *parseRule("smoothed:3");
    choice.overrides = { { "rock", 0.25 }, { "nü metal", 7.5 }, { "pop", std::nan("") } };
    QVERIFY(writeThresholdChoice(choice, path("."), "one"));
    const auto read = readThresholdChoice(path("."), "one");
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QCOMPARE(*read, choice);
    QFile file(path("choice_one.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject good = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(put(path("choice_one.json"), with(good, key.split('/'), value)));
    const auto wrong = readThresholdChoice(path("."), "one");
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().what.contains(message), qPrintable(wrong.error().what));
    QVERIFY(wrong.error().file.endsWith("choice_one.json") && !wrong.error().remedy.isEmpty());
}

void ReadersTest::wrongProjects_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("message");
    auto row = [](const char *key, const QJsonValue &value, const char *message) {
        QTest::addRow("%s %s", key, qPrintable(jsonValueText(value))) << key << value << message;
    };
    row("sources", QJsonObject(), "\"sources\" must be a list");
    row("sources/0", "one", "entry 0 is none");
    row("sources/0/name", "", "\"sources[0].name\"");
    row("sources/0/train", QJsonArray { "x" }, "\"sources[0].train\" must be a text");
    row("sources/0/features", "x", "\"sources[0].features\" must be a list of texts");
    row("sources/0/features", QJsonArray { "x", 1 }, "\"sources[0].features\" must be a list of texts");
    row("notes/0/recording", QJsonValue(QJsonValue::Undefined), "\"notes[0].recording\"");
    row("notes/0/bookmarked", "yes", "\"notes[0].bookmarked\" must be true or false, not \"yes\"");
    row("notes/0/text", 3, "\"notes[0].text\"");
    row("submissions", 1, "\"submissions\" must be a list");
    row("submissions/0/file", 1, "\"submissions[0].file\"");
    row("published_results", 1, "\"published_results\" must be a text");
    row("run", false, "\"run\" must be a text");
    row("recipe/dropout", 2, "\"recipe.dropout\" must be a number of at least 0 and less than 1, not 2");
    row("recipe/dropout", "some", "\"recipe.dropout\"");
    row("recipe/balance", 1, "\"recipe.balance\" must be true or false, not 1");
}

void ReadersTest::wrongProjects()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QFETCH(QString, message);
    Project project;
    ProjectSource source;
    source.name = "one";
    source.featureInputs << path("f");
    project.sources = { source };
    project.notes = { { "id", true, "text" } };
    project.submissions = { { "one", path("s.tsv") } };
    project.unknown = { { "shoe_size", 43 } };
    QVERIFY(writeProjectFile(project, path("p.melscope")));
    const auto read = readProjectFile(path("p.melscope"));
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QVERIFY(*read == project);
    QFile file(path("p.melscope"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject good = QJsonDocument::fromJson(file.readAll()).object();
    QVERIFY(put(path("p.melscope"), with(good, key.split('/'), value)));
    const auto wrong = readProjectFile(path("p.melscope"));
    QVERIFY(!wrong);
    QVERIFY2(wrong.error().what.contains(message), qPrintable(wrong.error().what));
    QVERIFY(wrong.error().file.endsWith("p.melscope") && !wrong.error().remedy.isEmpty());
}

void ReadersTest::wrongRecipes_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value");
    auto row = [](const char *key, const QJsonValue &value) {
        QTest::addRow("%s %s", key, qPrintable(jsonValueText(value))) << key << value;
    };
    row("epochs", 2.5);
    row("epochs", 1e10);
    row("epochs", "2");
    row("epochs", 10'000'000);
    row("patience", 2'000'000);
    row("batch_size", 1e9);
    row("threads", 1e6);
    row("learning_rate", "0.1");
    row("learning_rate", 1e300);
    row("warmup", -1);
    row("log_odds_bias", "on");
    row("schedule", "zigzag");
    row("multi_source", 1);
    row("input", "octaves");
    row("device", 3);
    row("device", "tpu");
    row("base", 3);
    row("base", "cook");
    row("filters", "64");
    row("filters", QJsonArray { 64, "x" });
    row("filters", QJsonArray { 64.5 });
    row("filters", QJsonArray());
    row("seed", "12x");
    row("seed", 1.5);
    row("seed", true);
}

void ReadersTest::wrongRecipes()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    QJsonObject json = Recipe().toJson();
    QVERIFY(Recipe::fromJson(json));
    json.insert(key, value);
    const auto recipe = Recipe::fromJson(json, "r.json", "recipe");
    QVERIFY(!recipe);
    QCOMPARE(recipe.error().file, QString("r.json"));
    QVERIFY2(recipe.error().what.contains(QString(key).replace('_', '-')) || recipe.error().what.contains(key)
                 || key == "base",
             qPrintable(recipe.error().what));
}

void ReadersTest::wrongHistories_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("line"); // 0: taken
    QTest::newRow("plain") << QByteArray("epoch,train_loss\n1,0.5\n2,0.25\n") << qint64(0);
    QTest::newRow("no epoch yet") << QByteArray("epoch,train_loss\n") << qint64(0);
    QTest::newRow("CRLF and columns of a newer program")
        << QByteArray("epoch,taste,train_loss\r\n1,sweet,0.5\r\n") << qint64(0);
    QTest::newRow("empty") << QByteArray() << qint64(1);
    QTest::newRow("no epochs") << QByteArray("train_loss\n0.5\n") << qint64(1);
    QTest::newRow("a column twice") << QByteArray("epoch,map,map\n1,0,0\n") << qint64(1);
    QTest::newRow("too few cells") << QByteArray("epoch,map\n1,0.5\n2\n") << qint64(3);
    QTest::newRow("a word") << QByteArray("epoch,map\n1,0.5\n\n2,good\n") << qint64(4);
    QTest::newRow("text behind") << QByteArray("epoch,map\n1,0.5x\n") << qint64(2);
    QTest::newRow("a negative epoch") << QByteArray("epoch,map\n-1,0.5\n") << qint64(2);
    QTest::newRow("an epoch is missing") << QByteArray("epoch,map\n1,0.5\n3,0.5\n") << qint64(3);
    QTest::newRow("an epoch twice") << QByteArray("epoch,map\n1,0.5\n1,0.5\n") << qint64(3);
}

void ReadersTest::wrongHistories()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, line);
    const auto history = parseHistory(text.toStdString(), "h.csv");
    QCOMPARE(history ? qint64(0) : history.error().line, line);
    QVERIFY(history || history.error().file == "h.csv");
}

void ReadersTest::wrongPublished_data()
{
    QTest::addColumn<QString>("row");
    QTest::addColumn<QString>("message"); // empty: taken
    QString good = "k,task1,allmusic,r";
    for (int i = 0; i < 18; ++i)
        good += ",0.5";
    auto changed = [&](const QString &last) { return good.left(good.size() - 3) + last; };
    QTest::newRow("plain") << good << "";
    QTest::newRow("R's exponent") << changed("7e-04") << "";
    QTest::newRow("percent") << changed("50") << "\"50\" is no Flabelsub";
    QTest::newRow("negative") << changed("-0.5") << "\"-0.5\" is no Flabelsub";
    QTest::newRow("infinite") << changed("inf") << "\"inf\" is no Flabelsub";
    QTest::newRow("text behind") << changed("0.5%") << "is no Flabelsub";
    QTest::newRow("empty") << changed("") << "\"\" is no Flabelsub";
    QTest::newRow("a cell too few") << good.left(good.size() - 4) << "21 cells stand here, 22 were expected";
    QTest::newRow("a cell too many") << good + ",1"
                                     << "23 cells";
    QTest::newRow("a quote that is not closed") << "\"" + good << "a quote is not closed";
}

void ReadersTest::wrongPublished()
{
    QFETCH(QString, row);
    QFETCH(QString, message);
    QString header = "team,task,dataset,run";
    for (const char *name : figureNames())
        header += QString(",") + name;
    const auto read = parsePublishedResults((header + "\n\n" + row + "\n").toStdString(), "p.csv");
    QCOMPARE(bool(read), message.isEmpty());
    if (!read) {
        QVERIFY2(read.error().what.contains(message), qPrintable(read.error().what));
        QCOMPARE(read.error().line, qint64(3));
    }
    QCOMPARE(parsePublishedResults((header + ",team\n").toStdString(), "p.csv").error().what,
             QString("the column team stands there twice"));
}

void ReadersTest::wrongStores_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("message"); // empty: taken
    QTest::newRow("plain") << QByteArray(
        R"({"format": "melscope-feature-shards", "shards": ["a.safetensors"], "tracks": 3})")
                           << "";
    QTest::newRow("shards") << QByteArray(R"({"format": "melscope-feature-shards", "shards": "a.safetensors"})")
                            << "\"shards\" must be a list of texts";
    QTest::newRow("a number") << QByteArray(R"({"format": "melscope-feature-shards", "shards": [1]})")
                              << "\"shards\" must be a list of texts";
    QTest::newRow("outside") << QByteArray(R"({"format": "melscope-feature-shards", "shards": ["../a"]})")
                             << "outside its folder";
    QTest::newRow("tracks") << QByteArray(R"({"format": "melscope-feature-shards", "shards": [], "tracks": -3})")
                            << "\"tracks\" must be a whole number, at least 0, not -3";
}

void ReadersTest::wrongStores()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, message);
    QVERIFY(writeFileAtomically(path("store/store.json"), text.toStdString()));
    const auto store = ShardedStore::read(path("store"));
    QCOMPARE(bool(store), message.isEmpty());
    QVERIFY2(store || store.error().what.contains(message), store ? "" : qPrintable(store.error().what));
}

void ReadersTest::wrongCheckpoints_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::newRow("epoch") << "epoch"
                           << "one";
    QTest::newRow("an epoch without figures") << "epoch"
                                              << "2";
    QTest::newRow("steps") << "steps"
                           << "-1";
    QTest::newRow("updates") << "updates"
                             << "";
    QTest::newRow("best epoch") << "best_epoch"
                                << "2";
    QTest::newRow("loss") << "best_validation_loss"
                          << "0.5x";
    QTest::newRow("negative loss") << "best_validation_loss"
                                   << "-1";
    QTest::newRow("rate") << "learning_rate"
                          << "nan";
    QTest::newRow("patience") << "patience"
                              << "99999999999";
    QTest::newRow("history") << "history"
                             << "epoch\nx\n";
    QTest::newRow("recipe") << "recipe"
                            << "[]";
    QTest::newRow("recipe's epochs") << "recipe"
                                     << R"({"epochs": "many"})";
    QTest::newRow("input") << "input"
                           << "octaves";
}

void ReadersTest::wrongCheckpoints()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    Checkpoint checkpoint;
    checkpoint.epoch = 1;
    checkpoint.bestEpoch = 1;
    checkpoint.steps = 12;
    checkpoint.patience = 50;
    checkpoint.bestValidationLoss = std::numeric_limits<double>::infinity();
    checkpoint.learningRate = 0.002;
    EpochFigures figures;
    figures.epoch = 1;
    checkpoint.history = { figures };
    const QString file = path("checkpoint.safetensors");
    QVERIFY(writeCheckpoint(checkpoint, file));
    const auto read = readCheckpoint(file);
    QVERIFY2(read, read ? "" : qPrintable(read.error().text()));
    QVERIFY(read->steps == 12 && std::isinf(read->bestValidationLoss));
    const auto whole = SafetensorsFile::open(file, "melscope-checkpoint", 1);
    QVERIFY(whole);
    QMap<QString, QString> metadata = whole->metadata();
    metadata[key] = value;
    std::vector<NamedTensor> tensors;
    for (const auto &[name, tensor] : whole->tensors())
        tensors.push_back({ name, tensor.dtype, tensor.shape, tensor.bytes });
    QVERIFY(writeSafetensors(path("wrong.safetensors"), tensors, metadata));
    const auto wrong = readCheckpoint(path("wrong.safetensors"));
    QVERIFY(!wrong);
    QVERIFY(wrong.error().file.endsWith("wrong.safetensors"));
}

void ReadersTest::wrongClasses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("line"); // 0: taken
    QTest::newRow("numbered") << QByteArray("0: pop\r\n1: rock: hard\n") << qint64(0);
    QTest::newRow("names alone") << QByteArray("\xEF\xBB\xBFpop\n\nrock: hard\n") << qint64(0);
    QTest::newRow("a gap") << QByteArray("0: pop\n2: rock\n") << qint64(2);
    QTest::newRow("from 1") << QByteArray("1: pop\n2: rock\n") << qint64(1);
    QTest::newRow("an index twice") << QByteArray("0: pop\n0: rock\n") << qint64(2);
    QTest::newRow("a huge index") << QByteArray("0: pop\n18446744073709551617: rock\n") << qint64(2);
    QTest::newRow("a name twice") << QByteArray("0: pop\n1: rock\n2: pop\n") << qint64(3);
    QTest::newRow("no name") << QByteArray("0: pop\n1: \n") << qint64(2);
    QTest::newRow("no name at all") << QByteArray("0: pop\n1:\n") << qint64(2);
    QTest::newRow("no space") << QByteArray("0:pop\n1:rock\n") << qint64(1);
    QTest::newRow("an index is missing") << QByteArray("0: pop\nrock\n") << qint64(2);
    QTest::newRow("an index too many") << QByteArray("pop\n1: rock\n") << qint64(2);
    QTest::newRow("a tab") << QByteArray("0: pop\trock\n") << qint64(1);
    QTest::newRow("a zero byte") << QByteArray("0: pop\n1: ro\0ck\n", 16) << qint64(2);
    QTest::newRow("no UTF-8") << QByteArray("0: pop\n1: \xC3\x28\n") << qint64(2);
    QTest::newRow("a long name") << QByteArray("0: ") + QByteArray(qsizetype(kLongestLabel), 'x') << qint64(0);
    QTest::newRow("a name too long") << QByteArray("0: x") + QByteArray(qsizetype(kLongestLabel), 'x') << qint64(1);
    QByteArray many;
    for (size_t i = 0; i <= kMostClasses; ++i)
        many += 'c' + QByteArray::number(qulonglong(i)) + '\n';
    QTest::newRow("as many as can be") << many.left(many.lastIndexOf('\n', -2) + 1) << qint64(0);
    QTest::newRow("too many") << many << qint64(kMostClasses + 1);
}

void ReadersTest::wrongClasses()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, line);
    QVERIFY(writeFileAtomically(path("classes.txt"), text.toStdString()));
    const auto classes = readClasses(path("classes.txt"));
    QCOMPARE(classes ? qint64(0) : classes.error().line, line);
    QVERIFY(classes || !classes.error().remedy.isEmpty());
    // What can be read is what may be written.
    if (classes)
        QVERIFY(checkClasses(*classes));
    QVERIFY(!checkClasses({ "pop", "" }) && !checkClasses({ std::string(kLongestLabel + 1, 'x') })
            && !checkClasses({ "a\tb" }) && !checkClasses({ std::string("a\0b", 3) }));
}

QTEST_GUILESS_MAIN(ReadersTest)
#include "tst_readers.moc"
