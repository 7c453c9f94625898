#include "gui_fixture.h"

#include "core/base/archive_reader.h"
#include "core/base/atomic_file.h"
#include "core/runs/run_thresholds.h"
#include "core/runs/threshold_choice.h"
#include "core/scoring/evaluation_files.h"
#include "core/study/pipeline.h"
#include "core/truth/ground_truth_reader.h"
#include "core/truth/label.h"
#include "ui/models/label_threshold_model.h"
#include "ui/pages/results/comparison_pane.h"
#include "ui/pages/results/confusion_pane.h"
#include "ui/pages/results/predictions_pane.h"
#include "ui/pages/results/result_export.h"
#include "ui/pages/results/results_page.h"
#include "ui/pages/shared/table_export.h"
#include "ui/pages/thresholds/error_tracks_pane.h"
#include "ui/pages/thresholds/label_pane.h"
#include "ui/pages/thresholds/rule_dialog.h"
#include "ui/pages/thresholds/thresholds_page.h"
#include "ui/plots/label_scatter_plot.h"
#include "ui/plots/matrix_plot.h"
#include "ui/plots/score_bars_plot.h"
#include "ui/plots/threshold_plot.h"

#include <QCheckBox>
#include <QDir>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QThread>
#include <QToolButton>
#include <QTreeView>

#include <cmath>

using namespace melscope;

/// The Thresholds and the Results page on a run that was made once.
class GuiResultsTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }

    void tableShowsTheEnginesFigures();
    void draggingMovesAllFigures();
    void keysAndTyping();
    void undoRedoAndSaving();
    void openingKnowsWhatIsChosenMeanwhile();
    void rules();
    void hierarchy();
    void scatterChoosesLabels();
    void errorsLeadToTracks();
    void predictionsAreFiltered();
    void submissionsOfOthers();
    void confusionLeadsToTracks();
    void exports();
    void interruptedSavingIsMadeUp();
    void unsavedThresholdsHold();
    void cancelledRuleIsTakenBack();
    void cancellingEndsWhatWaits();

private:
    /// Of a source's test part, as it is analysed now.
    std::string submissionText(size_t source) const
    {
        const RunAnalysis &analysis = *session().analysis();
        return submissionOf(*analysis.run, *analysis.sources[source], analysis.sources[source]->test);
    }
    /// Keeps a lane busy until it is cancelled.
    void block(Lane lane)
    {
        session().lane(lane).run(
            &session(), "waiting",
            [](const CancelToken &cancel, const ProgressCallback &) -> Result<void> {
                while (!cancel.isCancelled())
                    QThread::msleep(1);
                return cancelled();
            },
            [](const Result<void> &) {});
    }
    ThresholdEditor &editor() const { return session().thresholds(); }
    bool settle() const
    {
        return QTest::qWaitFor(
            [&] {
                return !session().lane(Lane::Thresholds).isBusy() && !session().lane(Lane::Estimates).isBusy()
                    && !session().lane(Lane::Data).isBusy() && tracksAreShown();
            },
            kPatience);
    }
    /// The genre with the most validation tracks.
    uint32_t greatest() const
    {
        const auto &labels = editor().basis()->labels;
        return std::max_element(labels.begin(), labels.end(),
                                [](const auto &a, const auto &b) { return a.figures.support < b.figures.support; })
            ->classIndex;
    }
    bool select(uint32_t label)
    {
        editor().select({});
        editor().select(label);
        return QTest::qWaitFor(
            [&] {
                return editor().detail() != nullptr && editor().whatIf()->label() == label
                    && !session().lane(Lane::Thresholds).isBusy();
            },
            kPatience);
    }
    QWidget *canvas() const
    {
        for (QObject *child : find<ThresholdPlot>("thresholdPlot")->children()) {
            if (child->inherits("QCustomPlot"))
                return qobject_cast<QWidget *>(child);
        }
        return nullptr;
    }
    /// The 18 means as the evaluation from scratch gives them for the shown thresholds.
    Evaluation evaluated() const
    {
        const LabelledTracks &tracks = *editor().labelled();
        Thresholds thresholds = tracks.labeller().thresholds();
        if (editor().whatIf() != nullptr)
            thresholds.values[editor().whatIf()->label()] = editor().whatIf()->threshold();
        const ScoreLabeller labeller(thresholds, tracks.labeller().rule(), tracks.labeller().parents());
        const PartAnalysis &part = editor().source()->validation;
        return *evaluate(*part.scoredTruth,
                         predictedLabels(*part.scoredTruth, tracks.scores().ids(),
                                         labelScores(tracks.scores(), labeller), session().analysis()->run->space,
                                         editor().source()->spaceIndex));
    }
    QString shownFigure(int row, int column) const
    {
        return modelOf("systemFigures")->index(row, column).data().toString();
    }
    bool figuresAreRight() const
    {
        const Evaluation expected = evaluated();
        for (size_t i = 0; i < 18; ++i) {
            if (!shownFigure(int(i / 3), int(i % 3)).startsWith(QString::number(figure(expected, i).mean, 'f', 4)))
                return false;
        }
        return true;
    }
};

void GuiResultsTest::initTestCase()
{
    makeDemo("gui_results");
    makeRun();
}

void GuiResultsTest::init()
{
    // Each test begins with the plain thresholds.
    for (const char *source : { "allmusic", "discogs", "lastfm", "tagtraum" })
        QFile::remove(m_run + "/choice_" + source + ".json");
    openWindow();
    QVERIFY(openDemo());
    session().openRun(m_run);
    QVERIFY(QTest::qWaitFor(
        [&] {
            return session().analysis() != nullptr && editor().source() != nullptr && editor().labelled() != nullptr;
        },
        kPatience));
    // Thresholds that an earlier test left are taken for some set by hand.
    const auto analysis = session().analysis(); // the session's own becomes another when the results follow
    for (const auto &source : analysis->sources) {
        editor().showSource(source->name);
        QVERIFY(settle());
        editor().resetAll();
        QVERIFY(QTest::qWaitFor(
            [&] { return editor().choice().isPlain() && !session().lane(Lane::Thresholds).isBusy(); }, kPatience));
    }
    editor().showSource("allmusic");
    QTest::qWait(800); // the results follow
    QVERIFY(settle());
    session().undoStack().clear();
    m_window->showPage(MainWindow::Page::Thresholds);
    QVERIFY(settle());
}

void GuiResultsTest::tableShowsTheEnginesFigures()
{
    auto *table = find<QTreeView>("thresholdsTable");
    auto *model = qobject_cast<LabelThresholdModel *>(table->model());
    QVERIFY(model->isTree()
            && fileTable(*model, nullptr, TableFormat::Csv).rows.size() == qsizetype(editor().basis()->labels.size()));
    for (int row = 0; row < model->rowCount(); ++row)
        QVERIFY(isGenre(editor().basis()->part.scores->classes()[model->classAt(model->index(row, 0))]));
    for (const LabelAnalysis &label : editor().basis()->labels) {
        const QModelIndex index = model->indexOfClass(label.classIndex);
        QVERIFY(index.isValid());
        auto text = [&](std::string_view key) { return index.siblingAtColumn(model->columnOf(key)).data().toString(); };
        QCOMPARE(text("support"), QString::number(label.figures.support));
        if (label.figures.support == 0) {
            QCOMPARE(text("threshold"), QString("never"));
            continue;
        }
        QCOMPARE(text("threshold"), QString::number(label.figures.threshold, 'f', 4));
        QVERIFY(text("best").startsWith(QString::number(label.figures.f1, 'f', 4)));
        QCOMPARE(text("averagePrecision"), QString::number(label.figures.averagePrecision, 'f', 4));
        QCOMPARE(text("rule"), QString("argmax"));
        QVERIFY(!index.siblingAtColumn(model->columnOf("curve"))
                     .data(TableModel::PointsRole)
                     .value<QList<QPointF>>()
                     .isEmpty());
    }
    QCOMPARE(editor().uncertainties().size(), editor().basis()->labels.size());
    QVERIFY(figuresAreRight());

    // A filter keeps the genre above what it finds; sorting keeps the selection.
    const uint32_t label = greatest();
    QVERIFY(select(label));
    find<QLineEdit>("labelFilter")->setText("bop");
    QCOMPARE(model->rowCount(), 1);
    QCOMPARE(model->rowCount(model->index(0, 0)), 1);
    find<QLineEdit>("labelFilter")->clear();
    find<QToolButton>("labelsAsTree")->setChecked(false);
    table->sortByColumn(model->columnOf("f1"), Qt::DescendingOrder);
    double before = 2;
    for (int row = 0; row < model->rowCount(); ++row) {
        const double key = model->index(row, model->columnOf("f1")).data(TableModel::KeyRole).toDouble();
        QVERIFY(std::isnan(key) || key <= before);
        before = std::isnan(key) ? -1 : key;
    }
}

void GuiResultsTest::draggingMovesAllFigures()
{
    QVERIFY(select(greatest()));
    QTest::qWait(50);
    auto *plot = find<ThresholdPlot>("thresholdPlot");
    QWidget *target = canvas();
    const double before = editor().whatIf()->threshold();
    const int line = plot->lineReplotCount();
    const int whole = plot->replotCount();
    const int y = target->height() / 2;
    const int x = int(std::lround(plot->pixelOf(before)));
    QSignalSpy moved(&editor(), &ThresholdEditor::moved);
    QSignalSpy changed(&editor(), &ThresholdEditor::thresholdsChanged);
    QTest::mousePress(target, Qt::LeftButton, {}, { x, y });
    const QString figures = shownFigure(0, 2);
    for (int i = 1; i <= 30; ++i) {
        QTest::mouseMove(target, { x + 2 * i, y });
        QVERIFY(figuresAreRight());
        QCOMPARE(plot->chosenThreshold(), editor().whatIf()->threshold());
    }
    // Each move redraws the line, and no curve.
    QCOMPARE(moved.size(), 30);
    QCOMPARE(plot->lineReplotCount(), line + 30);
    QVERIFY(plot->replotCount() <= whole + 1);
    QVERIFY(editor().whatIf()->threshold() > before);
    QVERIFY(shownFigure(0, 2) != figures);
    QVERIFY2(find<QLabel>("thresholdFigures")->text().contains("below the greatest"),
             qPrintable(find<QLabel>("thresholdFigures")->text()));
    QCOMPARE(find<QDoubleSpinBox>("thresholdBox")->value(), std::round(editor().whatIf()->threshold() * 1e6) / 1e6);
    QCOMPARE(changed.size(), 0); // nothing is kept while it moves
    QVERIFY(!editor().isByHand(greatest()));
    const double there = editor().whatIf()->threshold();
    QTest::mouseRelease(target, Qt::LeftButton, {}, { x + 60, y });
    QVERIFY(editor().isByHand(greatest()));
    QVERIFY(settle());
    QCOMPARE(changed.size(), 1);
    QCOMPARE(editor().whatIf()->threshold(), there);
    QVERIFY(figuresAreRight());
    const auto *labels = qobject_cast<LabelThresholdModel *>(modelOf("thresholdsTable"));
    QCOMPARE(labels->indexOfClass(greatest()).siblingAtColumn(labels->columnOf("rule")).data().toString(),
             QString("by hand"));
    // Beside the line the mouse moves the axes, not the threshold.
    QTest::mousePress(target, Qt::LeftButton, {}, { int(plot->pixelOf(there)) - 40, y });
    QTest::mouseMove(target, { int(plot->pixelOf(there)) - 60, y });
    QTest::mouseRelease(target, Qt::LeftButton, {}, { int(plot->pixelOf(there)) - 60, y });
    QCOMPARE(editor().whatIf()->threshold(), there);
}

void GuiResultsTest::keysAndTyping()
{
    QVERIFY(select(greatest()));
    auto *plot = find<ThresholdPlot>("thresholdPlot");
    const double before = editor().whatIf()->threshold();
    const auto points = editor().detail()->curve.points(); // a copy: the detail is made anew with each change
    const auto at = std::find_if(points.begin(), points.end(),
                                 [&](const auto &point) { return double(point.threshold) == before; });
    QVERIFY(at != points.end() && at + 2 < points.end());
    QTest::keyClick(plot, Qt::Key_Right);
    QCOMPARE(editor().whatIf()->threshold(), double((at + 1)->threshold));
    QTest::keyClick(plot, Qt::Key_Right);
    QCOMPARE(editor().whatIf()->threshold(), double((at + 2)->threshold));
    QVERIFY(settle());
    QCOMPARE(session().undoStack().count(), 1); // the steps of one label are one change
    QTest::keyClick(plot, Qt::Key_Left);
    QCOMPARE(editor().whatIf()->threshold(), double((at + 1)->threshold));
    auto *box = find<QDoubleSpinBox>("thresholdBox");
    box->setValue(0.123456);
    QCOMPARE(editor().whatIf()->threshold(), 0.123456);
    QVERIFY(settle());
    QVERIFY(figuresAreRight());
    find<QCheckBox>("logThreshold")->setChecked(true);
    QVERIFY(plot->pixelOf(0.123456) > 0);
    find<QToolButton>("neverPredict")->click();
    QVERIFY(std::isnan(editor().whatIf()->threshold()));
    QVERIFY(settle());
    QVERIFY(figuresAreRight());
    QVERIFY(find<QLabel>("thresholdFigures")->text().contains("Never predicted"));
    find<QToolButton>("resetThreshold")->click();
    QVERIFY(settle());
    QCOMPARE(editor().whatIf()->threshold(), before);
}

void GuiResultsTest::undoRedoAndSaving()
{
    const uint32_t label = greatest();
    QVERIFY(select(label));
    const double before = editor().whatIf()->threshold();
    const QString predictions = m_run + "/test_preds_allmusic.tsv";
    const std::string submission = *readPlainOrCompressed(predictions);
    const std::string thresholds = *readPlainOrCompressed(m_run + "/thresholds_allmusic.txt");
    QSignalSpy analysed(&session(), &Session::analysisChanged);
    QStringList failures;
    const QObject listener;
    connect(&session(), &Session::failed, &listener, [&](const Error &error) { failures << error.text(); });
    editor().setThreshold(before / 4);
    QVERIFY(QTest::qWaitFor([&] { return analysed.size() == 1; }, kPatience)); // results follow
    QVERIFY(settle());
    QVERIFY(*readPlainOrCompressed(predictions) != submission);
    QCOMPARE(*readPlainOrCompressed(predictions), submissionText(0));
    const auto run = readRun(m_run);
    QVERIFY(run);
    QCOMPARE((*run)->sources[0].thresholds.values[label], before / 4);
    QCOMPARE((*run)->sources[0].choice.overrides.size(), size_t(1));
    QVERIFY(!m_window->isWindowModified()); // thresholds are the run's, not the project's

    session().undoStack().undo();
    QVERIFY(settle());
    QCOMPARE(editor().whatIf()->threshold(), before);
    // The files follow the thresholds, however often the window looks at the run meanwhile.
    const bool follow = QTest::qWaitFor(
        [&] { return analysed.size() >= 2 && *readPlainOrCompressed(predictions) == submission; }, kPatience / 4);
    QVERIFY2(follow, qPrintable(QString("%1 analyses; %2").arg(QString::number(analysed.size()), failures.join("; "))));
    QVERIFY(settle());
    QCOMPARE(*readPlainOrCompressed(m_run + "/thresholds_allmusic.txt"), thresholds);
    session().undoStack().redo();
    QVERIFY(settle());
    QCOMPARE(editor().whatIf()->threshold(), before / 4);

    // A window opened anew shows what was chosen.
    QVERIFY(QTest::qWaitFor([&] { return analysed.size() == 3; }, kPatience));
    m_window.reset();
    openWindow();
    QVERIFY(openDemo());
    session().openRun(m_run);
    QVERIFY(QTest::qWaitFor([&] { return editor().source() != nullptr && editor().labelled() != nullptr; }, kPatience));
    QCOMPARE(editor().threshold(label), before / 4);
    QVERIFY(editor().isByHand(label));
    editor().resetAll();
    QVERIFY(settle());
    QCOMPARE(editor().threshold(label), before);
}

void GuiResultsTest::openingKnowsWhatIsChosenMeanwhile()
{
    const uint32_t label = greatest();
    QVERIFY(select(label));
    const double chosen = editor().whatIf()->threshold() / 4;
    session().openRun(m_run);
    editor().setThreshold(chosen);
    const auto isChosen = [&] {
        return session().analysis()->run->sources[0].thresholds.values[label] == chosen
            && !session().lane(Lane::Data).isBusy();
    };
    QVERIFY(QTest::qWaitFor(isChosen, kPatience));
    QVERIFY(settle());
    QVERIFY(isChosen());
    QCOMPARE(editor().threshold(label), chosen);
    QCOMPARE(*readPlainOrCompressed(m_run + "/test_preds_allmusic.tsv"), submissionText(0));
}

void GuiResultsTest::rules()
{
    m_window->thresholdsPage()->openRuleDialog();
    auto *dialog = find<RuleDialog>("ruleDialog");
    QVERIFY(settle());
    find<QPushButton>("compareRules")->click();
    auto *comparison = find<QTableView>("ruleComparison");
    const TableModel *rules = modelOf("ruleComparison");
    QVERIFY(QTest::qWaitFor([&] { return rules->rowCount() == int(candidateRules().size()); }, kPatience));
    QVERIFY(find<QLabel>("ruleRecommendation")->text().contains("Recommended"));
    for (int row = 0; row < rules->rowCount(); ++row)
        QCOMPARE(cell(rules, row, "perLabel"), QString::number(editor().comparison()[size_t(row)].perLabel, 'f', 4));
    // The recommended one is marked, and taken by a click.
    const size_t best = recommendedRule(editor().comparison(), Objective::PerLabel);
    QCOMPARE(comparison->currentIndex().row(), int(best));
    QTest::mouseClick(comparison->viewport(), Qt::LeftButton, {},
                      comparison->visualRect(rules->index(int(best), 0)).center());
    QCOMPARE(dialog->rule(), candidateRules()[best]);
    comparison->setCurrentIndex(rules->index(2, 0));
    QCOMPARE(dialog->rule(), candidateRules()[2]);
    // Set by hand, a label keeps its threshold whatever the rule is.
    QVERIFY(select(greatest()));
    editor().setThreshold(0.4);
    QVERIFY(settle());
    QSignalSpy changed(&editor(), &ThresholdEditor::thresholdsChanged);
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
    QVERIFY(QTest::qWaitFor([&] { return changed.size() >= 1; }, kPatience));
    QVERIFY(settle());
    QCOMPARE(editor().choice().rule, candidateRules()[2]);
    QCOMPARE(editor().threshold(greatest()), 0.4);
    for (const LabelAnalysis &label : editor().basis()->labels) {
        const double expected =
            chooseThreshold(editor().basis()->steps[label.classIndex], candidateRules()[2]).threshold;
        const double found = editor().threshold(label.classIndex);
        QVERIFY(label.classIndex == greatest() || found == expected || (std::isnan(found) && std::isnan(expected)));
    }
    QVERIFY(figuresAreRight());
    QVERIFY(find<QLabel>("thresholdSummary")->text().contains("1 by hand"));
    find<QToolButton>("resetAllThresholds")->click();
    QVERIFY(settle());
    QVERIFY(editor().choice().isPlain() && !find<QToolButton>("resetAllThresholds")->isEnabled());
}

void GuiResultsTest::hierarchy()
{
    m_window->thresholdsPage()->openRuleDialog();
    auto *dialog = find<RuleDialog>("ruleDialog");
    QVERIFY(QTest::qWaitFor([&] { return modelOf("hierarchyPreviews")->rowCount() == 4; }, kPatience));
    const QString promised = cell(modelOf("hierarchyPreviews"), 3, "trackF");
    find<QCheckBox>("addParents")->setChecked(true);
    find<QCheckBox>("dropOrphans")->setChecked(true);
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok)->click();
    QVERIFY(QTest::qWaitFor([&] { return editor().labelled()->labeller().rule().addParents; }, kPatience));
    QVERIFY(settle());
    QVERIFY(figuresAreRight());
    QVERIFY2(shownFigure(0, 2).startsWith(promised), qPrintable(shownFigure(0, 2) + " " + promised));
    // A label moved with the hierarchy on.
    QVERIFY(select(greatest()));
    editor().moveThreshold(editor().whatIf()->threshold() * 1.7);
    QVERIFY(figuresAreRight());
}

void GuiResultsTest::scatterChoosesLabels()
{
    auto *views = find<QTabWidget>("labelViews");
    views->setCurrentIndex(1);
    auto *scatter = find<LabelScatterPlot>("labelScatterPlot");
    QTest::qWait(50);
    QVERIFY(QTest::qWaitFor([&] { return scatter->replotCount() > 0; }, kPatience));
    const auto &labels = editor().basis()->labels;
    const auto wanted = size_t(
        std::find_if(labels.begin(), labels.end(), [&](const auto &label) { return label.classIndex == greatest(); })
        - labels.begin());
    Q_EMIT scatter->itemClicked(wanted);
    QCOMPARE(editor().selected(), std::optional(greatest()));
    QCOMPARE(scatter->itemAt(scatter->positionOf(wanted)), int(wanted));
    QVERIFY(settle());
    QVERIFY(find<QLabel>("thresholdTitle")->text().contains(editor().labelName(greatest()).toHtmlEscaped()));
}

void GuiResultsTest::errorsLeadToTracks()
{
    QVERIFY(select(greatest()));
    auto *pane = find<ErrorTracksPane>("errorTracksPane");
    const WhatIf::Decision decision = editor().whatIf()->decision();
    auto *kind = find<QComboBox>("errorKind");
    kind->setCurrentIndex(0);
    QCOMPARE(pane->trackCount(), decision.falsePositives);
    kind->setCurrentIndex(1);
    QCOMPARE(pane->trackCount(), decision.falseNegatives);
    kind->setCurrentIndex(2);
    QCOMPARE(pane->trackCount(), decision.truePositives);
    QVERIFY(decision.truePositives > 0);
    // Right ones by the run are the same on the Tracks page, as long as no hierarchy or fallback adds any.
    find<QPushButton>("errorsToTracks")->click();
    QVERIFY(m_window->currentPage() == MainWindow::Page::Tracks);
    QVERIFY(waitForTracks());
    const auto fallbacks = editor().counts().figures().fallbackTracks;
    const auto shown = size_t(find<QTableView>("tracksTable")->model()->rowCount());
    QVERIFY2(shown >= decision.truePositives && shown <= decision.truePositives + fallbacks,
             qPrintable(QString::number(shown)));
}

void GuiResultsTest::predictionsAreFiltered()
{
    m_window->showPage(MainWindow::Page::Results);
    auto *pane = find<PredictionsPane>("predictionsPane");
    auto *table = find<QTableView>("predictionsTable");
    const PartAnalysis &test = session().analysis()->sources[0]->test;
    QVERIFY(QTest::qWaitFor([&] { return !pane->isBusy(); }, kPatience));
    QCOMPARE(table->model()->rowCount(), int(test.scores->rows()));
    QVERIFY(find<ScoreBarsPlot>("scoreBarsPlot")->barCount() > 0);
    const auto nothing = std::count_if(test.evaluation->perTrack.begin(), test.evaluation->perTrack.end(),
                                       [](const auto &track) { return track.figures[0].f1 == 0; });
    find<QComboBox>("resultErrors")->setCurrentIndex(1);
    QVERIFY(QTest::qWaitFor([&] { return !pane->isBusy(); }, kPatience));
    QCOMPARE(table->model()->rowCount(), int(nothing));
    find<QComboBox>("resultErrors")->setCurrentIndex(0);
    table->sortByColumn(modelOf("predictionsTable")->columnOf("f1"), Qt::DescendingOrder);
    QVERIFY(QTest::qWaitFor([&] { return !pane->isBusy(); }, kPatience));
    double before = 2;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        const double f1 = cell(modelOf("predictionsTable"), row, "f1").toDouble();
        QVERIFY(f1 <= before);
        before = f1;
    }
    const std::string first = test.scores->ids().text(3);
    find<QLineEdit>("resultFilter")->setText(QString::fromStdString(first).left(12));
    QVERIFY(QTest::qWaitFor([&] { return !pane->isBusy(); }, kPatience));
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(cell(modelOf("predictionsTable"), 0, "recording"), QString::fromStdString(first));
}

void GuiResultsTest::submissionsOfOthers()
{
    m_window->showPage(MainWindow::Page::Results);
    QVERIFY(settle());
    // Somebody who says "jazz" of everything, and one whose file has faults.
    const PartAnalysis &test = session().analysis()->sources[0]->test;
    std::string jazz;
    for (size_t row = 0; row < test.scores->rows(); ++row)
        jazz += test.scores->ids().text(row) + "\tjazz\n";
    const QString other = m_folder.filePath("jazz.tsv");
    const QString faulty = m_folder.filePath("faulty.tsv");
    QVERIFY(writeFileAtomically(other, jazz));
    QVERIFY(writeFileAtomically(faulty, "nobody\tjazz\tno label\n"));
    auto *pane = find<ComparisonPane>("comparisonPane");
    QCOMPARE(pane->runCount(), 2);
    session().addSubmission("allmusic", other);
    session().addSubmission("allmusic", faulty);
    QVERIFY(settle());
    QCOMPARE(pane->runCount(), 5); // plain and expanded, and the faulty one without figures
    const TableModel *table = modelOf("comparisonTable");
    const auto direct = evaluate(*restrictedTruth(*test.truth, test.scores->ids()), Submission::parse(jazz));
    QVERIFY(direct);
    for (size_t i = 0; i < 18; ++i) {
        const double mean = figure(*direct, i).mean;
        QCOMPARE(cell(table, 2, figureNames()[i]), std::isnan(mean) ? QString("—") : QString::number(mean, 'f', 4));
    }
    QVERIFY(cell(table, 4, "note").contains("violations"));
    find<QCheckBox>("showDifferences")->setChecked(true);
    QVERIFY(cell(table, 2, figureNames()[2]).startsWith("+"));
    // Label by label, with a bootstrap.
    auto *with = find<QComboBox>("comparedWith");
    QCOMPARE(with->count(), 2);
    with->setCurrentIndex(1);
    QVERIFY(QTest::qWaitFor([&] { return find<QLabel>("differenceSummary")->text().contains("significantly"); },
                            kPatience));
    const QString published = m_folder.filePath("published.csv");
    std::string header = "\"team\",\"task\",\"dataset\",\"run\"";
    std::string values = "\"kart\",\"task1\",\"allmusic\",\"run1\"";
    for (const char *name : figureNames()) {
        header += std::string(",\"") + name + "\"";
        values += ",0.25";
    }
    QVERIFY(writeFileAtomically(published, header + "\n" + values + "\n"));
    session().setPublishedResults(published);
    QVERIFY(settle());
    QCOMPARE(pane->runCount(), 6);
    QVERIFY(cell(table, 5, "note").contains("hidden test set"));
    // All of it belongs to the project.
    const QString file = m_folder.filePath("demo/compared.melscope");
    QVERIFY(session().saveProject(file));
    const auto project = readProjectFile(file);
    QVERIFY(project && project->submissions == session().project().submissions
            && project->publishedResults == published);
    session().undoStack().undo();
    session().undoStack().undo();
    QVERIFY(settle());
    QCOMPARE(pane->runCount(), 4);
}

void GuiResultsTest::confusionLeadsToTracks()
{
    m_window->showPage(MainWindow::Page::Results);
    find<QTabWidget>("resultTabs")->setCurrentIndex(3);
    QVERIFY(settle());
    auto *pane = find<ConfusionPane>("confusionPane");
    const Evaluation &evaluation = *session().analysis()->sources[0]->test.evaluation;
    const auto content = pane->plot()->content();
    QCOMPARE(content->rows.size(), evaluation.perLabel.size());
    QCOMPARE(content->columns.size(), evaluation.columns.size());
    for (size_t column = 0; column < content->columns.size(); ++column)
        QCOMPARE(content->columnTotals[column], double(evaluation.predicted[column]));
    for (const auto &confusion : evaluation.confusions)
        QCOMPARE(content->values[confusion.row * content->columns.size() + confusion.column],
                 float(confusion.weight / double(evaluation.perLabel[confusion.row].support)));
    find<QComboBox>("confusionLevel")->setCurrentIndex(1);
    for (const std::string &name : pane->plot()->content()->rows)
        QVERIFY(isGenre(name));
    // The strongest confusion of genres, and the tracks behind it.
    const auto genres = pane->plot()->content();
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < genres->values.size(); ++i) {
        const bool isDiagonal = genres->rows[i / genres->columns.size()] == genres->columns[i % genres->columns.size()];
        if (!isDiagonal && !std::isnan(genres->values[i])
            && (best == SIZE_MAX || genres->values[i] > genres->values[best]))
            best = i;
    }
    QVERIFY(best != SIZE_MAX);
    Q_EMIT pane->plot()->cellClicked(best / genres->columns.size(), best % genres->columns.size());
    auto *offer = find<QLabel>("confusionOffer");
    QVERIFY(offer->text().contains("missed"));
    QString filter = offer->text().section('"', 1, 1).replace("&quot;", "\"").replace("&amp;", "&");
    Q_EMIT offer->linkActivated(filter);
    QVERIFY(m_window->currentPage() == MainWindow::Page::Tracks);
    QVERIFY(waitForTracks());
    const int tracks = find<QTableView>("tracksTable")->model()->rowCount();
    QVERIFY2(tracks >= 1, qPrintable(filter));
}

void GuiResultsTest::exports()
{
    m_window->showPage(MainWindow::Page::Results);
    QVERIFY(settle());
    ResultExport &exports = *m_window->resultsPage()->exports();
    const QString folder = m_folder.filePath("exports");
    QVERIFY(makeWritableFolder(folder));
    QSignalSpy informed(&session(), &Session::informed);
    exports.exportAllSubmissions(folder);
    exports.exportThresholds(folder + "/t.txt");
    exports.exportScores(folder + "/s.safetensors");
    exports.exportSuspects(folder + "/suspects.tsv");
    exports.exportReport(folder + "/report.html");
    QVERIFY(QTest::qWaitFor([&] { return informed.size() == 5; }, kPatience));
    QVERIFY2(informed[0][0].toString().contains("tagtraum: accepted"), qPrintable(informed[0][0].toString()));
    for (size_t i = 0; i < 4; ++i) {
        const QString name = run_file::testPredictions(session().analysis()->sources[i]->name);
        QCOMPARE(*readPlainOrCompressed(folder + "/" + name), submissionText(i));
    }
    QCOMPARE(*readPlainOrCompressed(folder + "/t.txt"), *readPlainOrCompressed(m_run + "/thresholds_allmusic.txt"));
    QVERIFY(ScoreMatrix::open(folder + "/s.safetensors"));
    QVERIFY(readPlainOrCompressed(folder + "/suspects.tsv")->starts_with("source\tlabel\tsuspicion\trecordingmbid"));
    QFile page(folder + "/report.html"); // not by the reader of texts, which takes HTML for a failed download
    QVERIFY(page.open(QIODevice::ReadOnly));
    const std::string report = page.readAll().toStdString();
    for (const char *part : { "<svg", "Ftrackall", "allmusic", "tagtraum", "</html>" })
        QVERIFY2(report.find(part) != std::string::npos, part);
    QVERIFY(report.find("http") == std::string::npos); // nothing is fetched
}

void GuiResultsTest::interruptedSavingIsMadeUp()
{
    // Thresholds chosen, and the program killed before the submissions followed.
    const auto run = readRun(m_run);
    QVERIFY(run);
    m_window.reset();
    ThresholdChoice choice;
    choice.hierarchy.addParents = true;
    QTest::qWait(20); // so that the files' times differ
    QVERIFY(saveThresholdChoice(*run, 0, choice, (*run)->sources[0].thresholds));
    QVERIFY(predictionsAreOld(**readRun(m_run), 0));
    openWindow();
    session().openRun(m_run);
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() != nullptr; }, kPatience));
    QVERIFY(!predictionsAreOld(*session().analysis()->run, 0));
    QCOMPARE(*readPlainOrCompressed(m_run + "/test_preds_allmusic.tsv"), submissionText(0));
}

void GuiResultsTest::unsavedThresholdsHold()
{
    // Nothing can be written into the run's folder: a folder stands where the file should be.
    QVERIFY(select(greatest()));
    const double before = editor().whatIf()->threshold();
    QFile::remove(m_run + "/choice_allmusic.json");
    QVERIFY(QDir().mkpath(m_run + "/choice_allmusic.json/in the way"));
    QSignalSpy failed(&editor(), &ThresholdEditor::failed);
    editor().setThreshold(before * 1.3);
    QVERIFY(QTest::qWaitFor([&] { return failed.size() == 1; }, kPatience));
    QVERIFY(settle());
    QCOMPARE(editor().whatIf()->threshold(), before * 1.3);
    QVERIFY(figuresAreRight());
    QVERIFY(QDir(m_run + "/choice_allmusic.json").removeRecursively());
    session().undoStack().undo();
    QVERIFY(settle());
    QCOMPARE(editor().whatIf()->threshold(), before);
    QCOMPARE(failed.size(), 1);
}

void GuiResultsTest::cancelledRuleIsTakenBack()
{
    QVERIFY(select(greatest()));
    editor().setThreshold(0.3);
    QVERIFY(settle());
    // Where this thread has to wait for a processor, the rule may be through before it is cancelled.
    bool isCancelled = false;
    for (int attempt = 0; attempt < 20 && !isCancelled; ++attempt) {
        QSignalSpy changed(&editor(), &ThresholdEditor::thresholdsChanged);
        editor().applyRule(*parseRule("argmax@track"), {});
        session().lane(Lane::Thresholds).current()->cancel();
        QVERIFY(settle());
        QVERIFY(changed.size() <= 1);
        isCancelled = editor().choice().rule == RuleSettings();
        if (!isCancelled) {
            session().undoStack().undo();
            QVERIFY(settle());
        }
    }
    QVERIFY(isCancelled);
    QCOMPARE(editor().threshold(greatest()), 0.3); // what was chosen before stays
    QVERIFY(figuresAreRight());
}

void GuiResultsTest::cancellingEndsWhatWaits()
{
    QVERIFY(select(greatest()));
    QVERIFY(settle());
    const PartAnalysis &test = session().analysis()->sources[0]->test;
    std::string jazz;
    for (size_t row = 0; row < test.scores->rows(); ++row)
        jazz += test.scores->ids().text(row) + "\tjazz\n";
    const QString other = m_folder.filePath("waiting.tsv");
    QVERIFY(writeFileAtomically(other, jazz));
    session().addSubmission("allmusic", other);
    QVERIFY(settle());
    const double before = editor().threshold(greatest());
    m_window->showPage(MainWindow::Page::Results);
    for (const Lane lane : { Lane::Data, Lane::Thresholds, Lane::Estimates, Lane::Tracks })
        block(lane);
    // Of each lane something waits that a page waits for.
    find<QLineEdit>("resultFilter")->setText("nobody");
    find<QComboBox>("comparedWith")->setCurrentIndex(1);
    auto *predictions = find<PredictionsPane>("predictionsPane");
    auto *summary = find<QLabel>("differenceSummary");
    QVERIFY(predictions->isBusy());
    QCOMPARE(summary->text(), QString("Comparing …"));
    session().addSubmission("allmusic", m_folder.filePath("missing.tsv"));
    editor().setThreshold(before * 0.5);
    QVERIFY(!editor().choice().isPlain());
    QSignalSpy compared(&editor(), &ThresholdEditor::comparisonChanged);
    QSignalSpy previewed(&editor(), &ThresholdEditor::previewsChanged);
    editor().compareRules();
    editor().previewHierarchy(0.5);
    m_window->tracksPage()->showFiltered("labels>1");
    QVERIFY(m_window->tracksPage()->isBusy());
    session().cancelJobs();
    QVERIFY(settle());
    QVERIFY(!predictions->isBusy() && !m_window->tracksPage()->isBusy());
    QCOMPARE(summary->text(), QString("Cancelled"));
    QCOMPARE(compared.size(), 1);
    QCOMPARE(previewed.size(), 1);
    QVERIFY(editor().comparison().empty());
    QVERIFY(editor().choice().isPlain()); // taken back, and shown so
    QCOMPARE(editor().threshold(greatest()), before);
    // What was cancelled can be had again.
    find<QLineEdit>("resultFilter")->clear();
    QVERIFY(QTest::qWaitFor([&] { return !predictions->isBusy(); }, kPatience));
    QCOMPARE(find<QTableView>("predictionsTable")->model()->rowCount(), int(test.scores->rows()));
}

QTEST_MAIN(GuiResultsTest)
#include "tst_gui_results.moc"
