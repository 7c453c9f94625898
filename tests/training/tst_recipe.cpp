#include "core/scoring/threshold_rules.h"
#include "core/study/run_grid.h"
#include "core/training/recipe_setting.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <cstdio>

using namespace melscope;

namespace {

/// A line of the README's list.
QString listLine(const RecipeSetting &setting)
{
    return QStringLiteral("| %1 | `%2` | %3 | %4 | %5 Value: %6. |")
        .arg(QString::fromUtf8(setting.title), setting.name(), setting.text(Recipe::melscope()),
             setting.text(Recipe::paper()), QString::fromUtf8(setting.explanation), setting.expectation());
}

} // namespace

/// The one table of settings, and everything that reads it.
class RecipeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreDistinct();
    void everySettingIsReadAsItIsWritten();
    void readmeListsThem();
    void misspelt_data();
    void misspelt();
    void olderFiles();
};

void RecipeTest::namesAreDistinct()
{
    QSet<QString> keys;
    QSet<QString> titles;
    for (const RecipeSetting &setting : recipeSettings()) {
        QVERIFY2(QRegularExpression("^[a-z]+(_[a-z]+)*$").match(setting.name()).hasMatch(), setting.key);
        QVERIFY(!keys.contains(setting.name()) && !titles.contains(QString::fromUtf8(setting.title)));
        keys.insert(setting.name());
        titles.insert(QString::fromUtf8(setting.title));
        QVERIFY(QString::fromUtf8(setting.explanation).endsWith(QLatin1Char('.')));
        QCOMPARE(*recipeSetting(setting.name()), &setting);
        QCOMPARE(*recipeSetting(setting.option()), &setting);
    }
    QCOMPARE(keys.size(), Recipe().toJson().size() - 1); // and the base
}

void RecipeTest::everySettingIsReadAsItIsWritten()
{
    for (const Recipe &recipe : { Recipe::melscope(), Recipe::paper() }) {
        Recipe copy;
        copy.base = recipe.base;
        for (const RecipeSetting &setting : recipeSettings()) {
            const auto set = setting.setText(copy, setting.text(recipe));
            QVERIFY2(set, set ? "" : qPrintable(set.error().text()));
        }
        QVERIFY(copy == recipe);
        QVERIFY(differences(copy, recipe).empty());
        QVERIFY(*Recipe::fromJson(recipe.toJson()) == recipe);
    }
    // A change of each is seen by all: text, JSON, differences.
    const QMap<QString, QString> others {
        { "epochs", "7" },
        { "patience", "3" },
        { "batch_size", "33" },
        { "learning_rate", "0.0123" },
        { "warmup", "2.5" },
        { "weight_decay", "0.1" },
        { "share", "0.25" },
        { "dropout", "0.45" },
        { "mixup", "0.3" },
        { "balance", "on" },
        { "filters", "8,16" },
        { "norm_decay", "0.95" },
        { "log_odds_bias", "off" },
        { "threads", "3" },
        { "device", "torch" },
        { "schedule", "constant" },
        { "input", "scaled" },
        { "multi_source", "union" },
        { "seed", "18446744073709551615" },
    };
    for (const RecipeSetting &setting : recipeSettings()) {
        QVERIFY2(others.contains(setting.name()), setting.key);
        Recipe changed;
        QVERIFY(takeSetting(changed, setting.option() + "=" + others[setting.name()]));
        QCOMPARE(setting.text(changed), others[setting.name()]);
        const auto list = differences({}, changed);
        QCOMPARE(list.size(), size_t(1));
        QCOMPARE(list[0].setting, setting.name());
        QVERIFY(*Recipe::fromJson(changed.toJson()) == changed);
        QVERIFY(setting.expectation().size() > 3 && !setting.placeholder().isEmpty());
    }
}

void RecipeTest::readmeListsThem()
{
    QFile file(QStringLiteral(MELSCOPE_TEST_SOURCES "/../README.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString readme = QString::fromUtf8(file.readAll());
    QStringList list;
    for (const RecipeSetting &setting : recipeSettings())
        list << listLine(setting);
    const bool isThere = readme.contains(list.join('\n') + "\n\n");
    if (!isThere) // whole, to be put there
        std::fprintf(stderr, "%s\n", qPrintable(list.join('\n')));
    QVERIFY(isThere);
}

void RecipeTest::misspelt_data()
{
    QTest::addColumn<QString>("reader");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("right"); // part of what is told: what would be right
    auto row = [](const char *reader, const char *text, const char *right) {
        QTest::addRow("%s %s", reader, text) << QString(reader) << QString(text) << QString(right);
    };
    row("setting", "epochs=2.5", "epochs must be a whole number between 1 and 1000000, not \"2.5\"");
    row("setting", "epochs=many", "a whole number between 1 and 1000000, not \"many\"");
    row("setting", "epochs=", "a whole number between 1 and 1000000, not \"\"");
    row("setting", "epochs", "a whole number between 1 and 1000000");
    row("setting", "epoch=3", "The settings are: epochs, patience");
    row("setting", "patience=0", "a whole number between 1 and 1000000, not \"0\"");
    row("setting", "batch_size=1", "between 2 and 1000000, or 0: follows the data");
    row("setting", "batch-size=-2", "between 2 and 1000000, or 0: follows the data");
    row("setting", "learning_rate=0", "a number of more than 0 and at most 1");
    row("setting", "learning_rate=0,001", "a number of more than 0 and at most 1");
    row("setting", "schedule=cosin", "schedule must be constant or cosine, not \"cosin\"");
    row("setting", "schedule=Cosine", "constant or cosine");
    row("setting", "dropout=1", "a number of at least 0 and less than 1");
    row("setting", "dropout=nan", "a number of at least 0 and less than 1");
    row("setting", "balance=yes", "on or off");
    row("setting", "log-odds-bias=2", "log-odds-bias must be on or off");
    row("setting", "filters=8,x", "1 to 6 whole numbers between 1 and 8192");
    row("setting", "filters=8,8,8,8,8,8,8", "1 to 6 whole numbers between 1 and 8192");
    row("setting", "seed=-1", "a whole number that is not negative");
    row("setting", "seed=18446744073709551616", "fits into 64 bits");
    row("setting", "input=decibel", "scaled or decibels");
    row("setting", "multi_source=mask", "masked or union");
    row("setting", "device=gpu", "auto or cpu or cuda or torch");
    row("setting", "threads=4097", "between 1 and 4096, or 0: all processors");
    row("variant", "melscop", "Take melscope or paper");
    row("variant", "melscope:epochs=2.5", "a whole number between 1 and 1000000, not \"2.5\"");
    row("variant", "paper:multi_source=singel", "masked or union, not \"singel\"");
    row("variant", "paper:multi_source=alone", "Or single");
    row("rule", "argmx", "Choose argmax");
    row("rule", "argmax@macro", "@micro or @track");
    row("rule", "argmax@", "Choose argmax");
    row("rule", "fbr:", "Choose argmax");
    row("rule", "fbr:2", "between 0 and 1");
    row("rule", "fixed:half", "fixed:0.5");
    row("json", R"({"schedule": "zigzag"})", "\"recipe.schedule\" must be constant or cosine, not \"zigzag\"");
    row("json", R"({"epochs": 2.5})", "\"recipe.epochs\" must be a whole number between 1 and 1000000, not 2.5");
    row("json", R"({"epochs": "3"})", "\"recipe.epochs\" must be a whole number");
    row("json", R"({"balance": 1})", "\"recipe.balance\" must be true or false");
    row("json", R"({"filters": [8, "x"]})", "\"recipe.filters\" must be 1 to 6 whole numbers");
    row("json", R"({"filters": 8})", "\"recipe.filters\" must be 1 to 6 whole numbers");
    row("json", R"({"base": "chef"})", "Take melscope or paper");
}

void RecipeTest::misspelt()
{
    QFETCH(QString, reader);
    QFETCH(QString, text);
    QFETCH(QString, right);
    Recipe recipe;
    std::optional<Error> error;
    auto keep = [&](const auto &result) {
        if (!result)
            error = result.error();
    };
    if (reader == "setting")
        keep(takeSetting(recipe, text));
    else if (reader == "variant")
        keep(parseVariant(text));
    else if (reader == "rule")
        keep(parseRule(text));
    else
        keep(Recipe::fromJson(QJsonDocument::fromJson(text.toUtf8()).object(), "f.json", "recipe"));
    QVERIFY(error);
    QVERIFY2(error->text().contains(right), qPrintable(error->text()));
    QVERIFY(recipe == Recipe()); // nothing was taken over
}

void RecipeTest::olderFiles()
{
    // As runs were written before: what there is no setting of any more is passed over.
    const auto run = Recipe::fromJson(QJsonDocument::fromJson(R"({"base": "melscope", "precision": "bfloat16",
        "log_odds_bias": false, "seed": 12, "filters": [8, 16], "batch_size": 50})")
                                          .object());
    QVERIFY2(run, run ? "" : qPrintable(run.error().text()));
    QCOMPARE(recipeSummary(*run), QString("batch_size 50, filters 8/16, log_odds_bias off, seed 12"));
}

QTEST_GUILESS_MAIN(RecipeTest)
#include "tst_recipe.moc"
