// What all plots have in common: the wheel zooms, dragging moves, a double click shows all, the menu copies and saves.
#include "gui_fixture.h"

#include "ui/plots/cardinality_plot.h"
#include "ui/plots/history_plot.h"
#include "ui/plots/importance_plot.h"
#include "ui/plots/label_histogram_plot.h"
#include "ui/plots/label_plots.h"
#include "ui/plots/label_scatter_plot.h"
#include "ui/plots/map_plot.h"
#include "ui/plots/learning_curve_plot.h"
#include "ui/plots/matrix_plot.h"
#include "ui/plots/mel_heatmap.h"
#include "ui/plots/occlusion_plot.h"
#include "ui/plots/profile_plot.h"
#include "ui/plots/score_bars_plot.h"
#include "ui/plots/sound_plots.h"
#include "ui/plots/threshold_plot.h"

#include <QAction>
#include <QClipboard>
#include <QMenu>
#include <QRegularExpression>
#include <QTimer>
#include <QToolTip>
#include <QWheelEvent>

#include <qcustomplot.h>

#include <cmath>
#include <numeric>

using namespace melscope;

namespace {

MelImage someImage()
{
    MelImage image;
    for (size_t i = 0; i < image.size(); ++i)
        image[i] = float(1 + std::sin(double(i)));
    return image;
}

ThresholdCurve someCurve()
{
    std::vector<float> scores;
    for (int i = 0; i < 100; ++i)
        scores.push_back(float(i + 1) / 101);
    const std::vector<uint32_t> positives { 20, 40, 60, 70, 80, 85, 90, 95, 97, 99 };
    return { scores, positives };
}

MovableLabel someTuning()
{
    MovableLabel movable;
    for (int i = 0; i < 100; ++i) {
        movable.scores.push_back(float(i) / 100);
        movable.isTrue.push_back(i % 7 == 0 ? 1 : 0);
    }
    movable.byScore.resize(movable.scores.size());
    std::iota(movable.byScore.begin(), movable.byScore.end(), 0U);
    movable.sortedScores = movable.scores;
    return movable;
}

std::vector<HistoryCurves> someHistory()
{
    HistoryCurves curves;
    for (int epoch = 1; epoch <= 20; ++epoch) {
        EpochFigures figures;
        figures.epoch = epoch;
        figures.trainLoss = 1.0 / epoch;
        figures.validationLoss = 1.2 / epoch;
        figures.macroF1 = figures.map = figures.mapGenres = figures.mapSubgenres = 1 - 1.0 / epoch;
        figures.learningRate = 0.001;
        figures.tracksPerSecond = 2000;
        curves.history.push_back(figures);
    }
    curves.bestEpoch = 20;
    return { curves };
}

std::shared_ptr<const MatrixContent> someMatrix()
{
    auto content = std::make_shared<MatrixContent>();
    content->rowTitle = "true";
    content->columnTitle = "predicted";
    content->rows = { "jazz", "pop", "rock" };
    content->columns = { "jazz", "pop", "rock", "folk" };
    content->values = { 0.1F, 0.2F, std::nanf(""), 0.4F, 0.5F, 0.6F, 0.7F, 0.8F, 0.9F, 0, 0.1F, 0.2F };
    content->rowTotals = { 1, 2, 3 };
    content->columnTotals = { 1, 2, 3, 4 };
    content->readout = [](size_t row, size_t column) {
        return QString("cell %1 %2").arg(QString::number(row), QString::number(column));
    };
    return content;
}

/// Half a minute that swells, with three windows.
std::shared_ptr<const SoundView> someSound()
{
    auto sound = std::make_shared<SoundView>();
    sound->seconds = 30;
    for (int column = 0; column < 60; ++column) {
        for (size_t band = 0; band < kBands; ++band)
            sound->bands.push_back(float(column) - float(band));
        sound->low.push_back(-float(column) / 60);
        sound->high.push_back(float(column) / 60);
    }
    sound->windows.resize(3);
    sound->windowCentres = { 5, 15, 25 };
    return sound;
}

/// Two shares: the rare labels get better, the others are good at once.
LearningCurve someLearning()
{
    const double none = std::nan("");
    return { "melscope",
             { { 0.1, 2, 120, { 0.3, 0.1, 0.5, none, none }, { 0.02, 0.05, 0.01, none, none }, { 9, 5, 4, 0, 0 } },
               { 1, 1, 1200, { 0.45, 0.3, 0.6, none, none }, { none, none, none, none, none }, { 9, 5, 4, 0, 0 } } } };
}

using Made = std::unique_ptr<PlotWidget>;

template <class Plot>
Made made(const std::function<void(Plot &)> &fill)
{
    auto plot = std::make_unique<Plot>();
    fill(*plot);
    return plot;
}

/// Each plot of the program with something to show. A new one takes a line here.
const std::vector<std::pair<const char *, std::function<Made()>>> kPlots = {
    { "history",
      [] {
          Made plot = std::make_unique<HistoryPlot>(HistoryPlot::Figure::Loss);
          static_cast<HistoryPlot &>(*plot).setCurves(someHistory());
          return plot;
      } },
    { "learning curve",
      [] { return made<LearningCurvePlot>([](LearningCurvePlot &plot) { plot.setCurve(someLearning()); }); } },
    { "matrix", [] { return made<MatrixPlot>([](MatrixPlot &plot) { plot.setContent(someMatrix()); }); } },
    { "spectrogram", [] { return made<SpectrogramPlot>([](auto &plot) { plot.setSound(someSound()); }); } },
    { "waveform", [] { return made<WaveformPlot>([](auto &plot) { plot.setSound(someSound()); }); } },
    { "scores over time",
      [] {
          return made<ScoresPlot>([](auto &plot) {
              const auto scores = std::make_shared<ScoresOverTime>();
              scores->sound = someSound();
              RecordingIds ids;
              for (const char *window : { "0", "1", "2" })
                  ids.insert(window);
              scores->scores = ScoreMatrix::make(ids, { "pop", "rock" }, { 0.1F, 0.9F, 0.2F, 0.8F, 0.3F, 0.7F });
              plot.setScores(scores, { { 0, "pop", 0.5 }, { 1, "rock", std::nan("") } });
          });
      } },
    { "map",
      [] {
          return made<MapPlot>([](MapPlot &plot) {
              plot.setDrawing(
                  { MapPoints::of({ 0, 0, 1, 2, 3, 1, 2, 2 }),
                    std::make_shared<const std::vector<uint8_t>>(std::vector<uint8_t> { 0, 1, 0, 1 }),
                    std::make_shared<const MapColours>(MapColours { { 0xFFCC3311, 0xFF0077BB }, 0xFF808080 }) });
              plot.setTable([] {
                  return ResultTable { { "recordingmbid", "x", "y" }, { { "a", "0", "0" }, { "b", "1", "2" } } };
              });
          });
      } },
    { "mel heatmap", [] { return made<MelHeatmap>([](MelHeatmap &plot) { plot.setImage(someImage()); }); } },
    { "cardinality",
      [] { return made<CardinalityPlot>([](CardinalityPlot &plot) {
               plot.setCounts({ 0, 500, 300, 20, 3 });
           }); } },
    { "label histogram",
      [] {
          return made<LabelHistogramPlot>([](LabelHistogramPlot &plot) {
              plot.setItems({ { "rock---punk", false, 20 }, { "rock", true, 100 }, { "pop", true, 60 } });
          });
      } },
    { "roc", [] { return made<RocPlot>([](RocPlot &plot) { plot.setCurve(someCurve(), 0.9); }); } },
    { "profile",
      [] {
          return made<ProfilePlot>([](ProfilePlot &plot) {
              plot.show({ "one", someImage() }, { "other", {} }, 1, "dB");
          });
      } },
    { "occlusion",
      [] {
          return made<OcclusionPlot>([](OcclusionPlot &plot) {
              Occlusion occlusion;
              for (size_t band = 0; band < kBands; ++band)
                  occlusion.bands[band] = 0.01F * float(int(band) - 15);
              for (size_t channel = 0; channel < kChannels; ++channel)
                  occlusion.statistics[channel] = 0.1F * float(channel) - 0.3F;
              plot.show(occlusion, "Score 0.5, of the label's mean 0.4");
          });
      } },
    { "importance",
      [] {
          return made<ImportancePlot>([](ImportancePlot &plot) {
              std::vector<ImportancePlot::Bar> bars;
              for (int i = 0; i < 17; ++i)
                  bars.push_back({ QString::number(i), QString::number(i), i < 9, 0.01 * i - 0.02, 0.005 });
              plot.setBars(bars, "mAP");
          });
      } },
    { "threshold",
      [] {
          return made<ThresholdPlot>([](ThresholdPlot &plot) {
              plot.setCurve(someCurve(), 0.9);
              plot.setBand({ { 0.1, 0.5 }, { 0.1, 0.2 }, { 0.3, 0.4 } });
          });
      } },
    { "precision and recall",
      [] { return made<PrecisionRecallPlot>([](auto &plot) { plot.setCurve(someCurve(), 0.5, 0.9); }); } },
    { "scores",
      [] {
          return made<ScoreHistogramPlot>([](auto &plot) {
              const MovableLabel movable = someTuning();
              plot.setMovable(&movable, 0.5);
          });
      } },
    { "calibration",
      [] {
          return made<CalibrationPlot>([](auto &plot) {
              const MovableLabel movable = someTuning();
              plot.setMovable(&movable);
          });
      } },
    { "scatter",
      [] {
          return made<LabelScatterPlot>([](auto &plot) {
              plot.setItems({ { "rock", true, 100, 0.7 }, { "rock---punk", false, 20, 0.3 } });
          });
      } },
    { "score bars",
      [] {
          return made<ScoreBarsPlot>([](auto &plot) {
              plot.setBars({ { "rock", 0.5, 0.4, true, true }, { "pop", 0.1, 0.3, false, false } });
          });
      } },
};

using Ranges = std::vector<std::pair<double, double>>;

/// Of both axes that are drawn in.
Ranges rangesOf(const PlotWidget &plot)
{
    Ranges ranges;
    for (const QCPAxis *axis : { plot.plot()->xAxis, plot.plot()->yAxis })
        ranges.emplace_back(axis->range().lower, axis->range().upper);
    return ranges;
}

QPoint middleOf(const PlotWidget &plot)
{
    return plot.plot()->xAxis->axisRect()->center();
}

void turnWheel(const PlotWidget &plot, int notches)
{
    QCustomPlot *canvas = plot.plot();
    const QPointF place = middleOf(plot);
    QWheelEvent event(place, canvas->mapToGlobal(place), {}, { 0, 120 * notches }, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(canvas, &event);
}

void send(QWidget *canvas, QEvent::Type type, const QPointF &place)
{
    const bool isMove = type == QEvent::MouseMove;
    QMouseEvent event(type, place, canvas->mapToGlobal(place), isMove ? Qt::NoButton : Qt::LeftButton,
                      type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(canvas, &event);
}

void drag(const PlotWidget &plot, const QPoint &from, const QPoint &by)
{
    send(plot.plot(), QEvent::MouseButtonPress, from);
    for (int step = 1; step <= 4; ++step)
        send(plot.plot(), QEvent::MouseMove, from + by * step / 4);
    send(plot.plot(), QEvent::MouseButtonRelease, from + by);
}

void point(const PlotWidget &plot, const QPointF &place)
{
    QMouseEvent event(QEvent::MouseMove, place, plot.plot()->mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                      Qt::NoModifier);
    QApplication::sendEvent(plot.plot(), &event);
}

bool isShown(PlotWidget &plot)
{
    plot.resize(480, 360);
    plot.QWidget::show(); // ProfilePlot has a show() of its own
    return QTest::qWaitForWindowExposed(&plot) && QTest::qWaitFor([&] { return plot.replotCount() > 0; });
}

} // namespace

class GuiPlotsTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeDemo("gui-plots"); }
    void init() { QVERIFY(m_folder.isValid()); }
    void cleanup() { m_window.reset(); }

    void zoomMoveAndShowAll_data() { rows(); }
    void zoomMoveAndShowAll();
    void pointingReads_data() { rows(); }
    void pointingReads();
    void menuCopies_data() { rows(); }
    void menuCopies();
    void menuSaves_data() { rows(); }
    void menuSaves();
    void legendsAreWhole_data() { rows(); }
    void legendsAreWhole();
    void gesturesOfTheirOwn();
    void learningCurves();
    void zoomOutlivesTheSameData();
    void windowWritesWhatPlotsSave();

private:
    static void rows()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < kPlots.size(); ++i)
            QTest::newRow(kPlots[i].first) << int(i);
    }
    static Made plotOfRow()
    {
        QFETCH(int, index);
        return kPlots[size_t(index)].second();
    }
    static QAction *action(const PlotWidget &plot, const char *name)
    {
        for (QAction *action : plot.plot()->actions()) {
            if (action->objectName() == QLatin1String(name))
                return action;
        }
        return nullptr;
    }
};

void GuiPlotsTest::zoomMoveAndShowAll()
{
    const Made plot = plotOfRow();
    QVERIFY(isShown(*plot));
    const Ranges all = rangesOf(*plot);
    turnWheel(*plot, 3);
    const Ranges zoomed = rangesOf(*plot);
    QVERIFY(zoomed[0].second - zoomed[0].first < 0.9 * (all[0].second - all[0].first));
    // A queued replot however many steps there are.
    QTest::qWait(30);
    const int replots = plot->replotCount();
    const QPoint from = middleOf(*plot);
    drag(*plot, from, { 40, 20 });
    const Ranges moved = rangesOf(*plot);
    QVERIFY(moved[0].first < zoomed[0].first);
    QCOMPARE(plot->replotCount(), replots);
    QVERIFY(QTest::qWaitFor([&] { return plot->replotCount() > replots; }));
    // Not beyond the whole, however far one drags or turns.
    for (int i = 0; i < 20; ++i)
        drag(*plot, from, { 150, 0 });
    QVERIFY(rangesOf(*plot)[0].first >= all[0].first - 1e-9);
    turnWheel(*plot, -100);
    QVERIFY(std::fabs(rangesOf(*plot)[0].first - all[0].first) < 1e-9);
    QVERIFY(std::fabs(rangesOf(*plot)[0].second - all[0].second) < 1e-9 * all[0].second);
    // Nor so far in that nothing is left.
    for (int i = 0; i < 50; ++i)
        turnWheel(*plot, 10);
    QVERIFY(rangesOf(*plot)[0].second > rangesOf(*plot)[0].first);
    QTest::mouseDClick(plot->plot(), Qt::LeftButton, {}, middleOf(*plot));
    QCOMPARE(rangesOf(*plot), all);
    // The button that opens the menu neither moves nor shows all.
    turnWheel(*plot, 2);
    const Ranges before = rangesOf(*plot);
    QTest::mousePress(plot->plot(), Qt::RightButton, {}, middleOf(*plot));
    point(*plot, middleOf(*plot) + QPoint(30, 30));
    QTest::mouseRelease(plot->plot(), Qt::RightButton, {}, middleOf(*plot));
    QCOMPARE(rangesOf(*plot), before);
}

void GuiPlotsTest::pointingReads()
{
    const Made plot = plotOfRow();
    QVERIFY(isShown(*plot));
    auto *history = qobject_cast<HistoryPlot *>(plot.get());
    auto *scatter = qobject_cast<LabelScatterPlot *>(plot.get());
    auto *map = qobject_cast<MapPlot *>(plot.get());
    int epoch = 0;
    std::optional<uint32_t> hovered;
    if (map != nullptr)
        connect(map, &MapPlot::pointHovered, this, [&](const std::optional<uint32_t> &at) { hovered = at; });
    if (history != nullptr)
        connect(history, &HistoryPlot::epochHovered, this, [&epoch](int hovered) { epoch = hovered; });
    QVERIFY(QTest::qWaitFor([] { return !QToolTip::isVisible(); })); // of an earlier plot
    QTest::qWait(30);
    const int replots = plot->replotCount();
    point(*plot,
          scatter != nullptr   ? scatter->positionOf(0)
              : map != nullptr ? QPointF(map->pixelOf({ 3, 1 }))
                               : QPointF(middleOf(*plot)));
    if (history != nullptr)
        QVERIFY(epoch > 0);
    else if (map != nullptr)
        QCOMPARE(hovered, std::optional<uint32_t>(2));
    else if (plot->readoutText().isEmpty())
        QVERIFY(QTest::qWaitFor([] { return QToolTip::text().contains(QRegularExpression("\\d")); }));
    else
        QVERIFY2(plot->readoutText().contains(QRegularExpression("\\d")), qPrintable(plot->readoutText()));
    QTest::qWait(30);
    QCOMPARE(plot->replotCount(), replots);
    QToolTip::hideText();
}

void GuiPlotsTest::menuCopies()
{
    const Made plot = plotOfRow();
    QVERIFY(isShown(*plot));
    // As the right button brings it up, through the window.
    QStringList shown;
    QTimer::singleShot(100, plot.get(), [&shown] {
        const auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        for (const QAction *entry : menu != nullptr ? menu->actions() : QList<QAction *>())
            shown << entry->objectName();
        if (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
    });
    QTest::mouseClick(plot->windowHandle(), Qt::RightButton, {},
                      plot->plot()->mapTo(plot.get(), plot->plot()->rect().center()));
    QTRY_COMPARE(shown, QStringList({ "copyImage", "copyData", "savePlot", "showAllOfPlot", "copyDescription" }));
    for (const char *name : { "copyImage", "copyData", "savePlot", "showAllOfPlot", "copyDescription" })
        QVERIFY2(action(*plot, name) != nullptr && !action(*plot, name)->text().isEmpty(), name);
    QClipboard *clipboard = QGuiApplication::clipboard();
    clipboard->clear();
    action(*plot, "copyImage")->trigger();
    QVERIFY(clipboard->image().width() >= plot->plot()->width());
    action(*plot, "copyData")->trigger();
    const QStringList lines = clipboard->text().split('\n', Qt::SkipEmptyParts);
    QVERIFY2(lines.size() >= 2, qPrintable(clipboard->text()));
    const auto columns = lines[0].count('\t');
    QVERIFY(columns >= 1);
    for (const QString &line : lines)
        QCOMPARE(line.count('\t'), columns);
    QVERIFY(!lines[0].contains(QRegularExpression("^\t|\t\t|\t$"))); // each column has a name
    QVERIFY(lines.mid(1).join('\n').contains(QRegularExpression("\\d")));
}

void GuiPlotsTest::menuSaves()
{
    const Made plot = plotOfRow();
    QVERIFY(isShown(*plot));
    QSignalSpy wanted(plot.get(), &PlotWidget::exportWanted);
    std::vector<Result<std::string>> written;
    connect(plot.get(), &PlotWidget::exportWanted, this,
            [&](const QString &, const QString &, const std::function<Result<std::string>()> &content) {
                written.push_back(content());
            });
    for (const char *name : { "x.csv", "x.PNG", "x.svg", "x.pdf", "x.doc" })
        plot->save(QLatin1String(name));
    QCOMPARE(written.size(), size_t(5));
    QVERIFY(written[0] && QByteArray::fromStdString(*written[0]).count('\n') >= 2);
    QVERIFY(written[1] && written[1]->starts_with("\x89PNG"));
    QVERIFY(written[2] && written[2]->find("<svg") != std::string::npos);
    QVERIFY(written[3] && written[3]->starts_with("%PDF"));
    QVERIFY(!written[4] && written[4].error().file == "x.doc" && !written[4].error().remedy.isEmpty());
}

void GuiPlotsTest::legendsAreWhole()
{
    const Made plot = plotOfRow();
    QVERIFY(isShown(*plot));
    const QCPLegend &legend = *plot->plot()->legend;
    for (const int width : { 480, 230, 480 }) {
        plot->resize(width, 360);
        QCoreApplication::processEvents();
        plot->plot()->replot();
        for (int i = 0; legend.visible() && i < legend.itemCount(); ++i) {
            if (const QCPAbstractLegendItem *item = legend.item(i)) {
                QVERIFY(item->outerRect().width() >= item->minimumOuterSizeHint().width());
                QVERIFY(plot->plot()->rect().contains(item->outerRect()));
            }
        }
    }
}

void GuiPlotsTest::gesturesOfTheirOwn()
{
    // A drag on the threshold's line moves the line, beside it the axis.
    ThresholdPlot threshold;
    threshold.setCurve(someCurve(), 0.5);
    QVERIFY(isShown(threshold));
    QSignalSpy moved(&threshold, &ThresholdPlot::thresholdMoved);
    const Ranges all = rangesOf(threshold);
    const QPoint line(int(threshold.pixelOf(0.5)), middleOf(threshold).y());
    drag(threshold, line, { 30, 0 });
    QCOMPARE(moved.size(), 4);
    QCOMPARE(rangesOf(threshold), all);
    turnWheel(threshold, 4);
    const Ranges zoomed = rangesOf(threshold);
    QCOMPARE(zoomed[1], all[1]); // along the thresholds alone
    drag(threshold, QPoint(int(threshold.pixelOf(0.5)) - 60, line.y()), { 30, 0 });
    QCOMPARE(moved.size(), 4);
    QVERIFY(rangesOf(threshold) != zoomed);
    // A click selects, a drag does not.
    LabelScatterPlot scatter;
    scatter.setItems({ { "rock", true, 100, 0.7 }, { "rock---punk", false, 20, 0.3 } });
    QVERIFY(isShown(scatter));
    QSignalSpy items(&scatter, &LabelScatterPlot::itemClicked);
    drag(scatter, scatter.positionOf(1).toPoint(), { 30, 0 });
    QCOMPARE(items.size(), 0);
    QTest::mouseClick(scatter.plot(), Qt::LeftButton, {}, scatter.positionOf(1).toPoint());
    QCOMPARE(items.size(), 1);
    QCOMPARE(items[0][0].value<size_t>(), size_t(1));
    MatrixPlot matrix;
    matrix.setContent(someMatrix());
    QVERIFY(isShown(matrix));
    QSignalSpy cells(&matrix, &MatrixPlot::cellClicked);
    drag(matrix, matrix.positionOf(2, 1), { 30, 0 });
    QCOMPARE(cells.size(), 0);
    QTest::mouseClick(matrix.plot(), Qt::LeftButton, {}, matrix.positionOf(2, 3));
    QCOMPARE(cells.size(), 1);
    QCOMPARE(matrix.readoutText(), QString("cell 2 3"));
    // A chart of the history is zoomed along the epochs, tells it and can be told.
    HistoryPlot history(HistoryPlot::Figure::Quality);
    history.setCurves(someHistory());
    QVERIFY(isShown(history));
    QSignalSpy ranges(&history, &HistoryPlot::epochRangeChanged);
    QSignalSpy resets(&history, &HistoryPlot::epochRangeReset);
    turnWheel(history, 2);
    QCOMPARE(ranges.size(), 1);
    QTest::mouseDClick(history.plot(), Qt::LeftButton, {}, middleOf(history));
    QCOMPARE(resets.size(), 1);
}

/// The points as they were given, whiskers where runs were repeated, and a legend that hides lines.
void GuiPlotsTest::learningCurves()
{
    LearningCurvePlot plot;
    plot.setCurve(someLearning());
    QVERIFY(isShown(plot));
    QCPGraph *all = plot.plot()->graph(0);
    QCOMPARE(all->dataCount(), 2);
    QCOMPARE(all->data()->at(1)->key, 1200.0);
    QCOMPARE(all->data()->at(1)->value, 0.45);
    QCOMPARE(plot.plot()->graph(3)->dataCount(), 0);
    const auto *whiskers = plot.plot()->findChild<QCPErrorBars *>();
    QVERIFY(whiskers != nullptr && whiskers->dataPlottable() == all);
    QCOMPARE(whiskers->data()->at(0).errorPlus, 0.02);
    QCOMPARE(whiskers->data()->at(1).errorPlus, 0.0); // of a single run nothing is known
    QCOMPARE(plot.plot()->legend->itemCount(), 3); // the groups that have labels
    QSignalSpy changed(&plot, &LearningCurvePlot::shownChanged);
    const QPoint name = plot.legendPlaceOf(SupportGroup::Below10).center();
    QTest::mouseClick(plot.plot(), Qt::LeftButton, {}, name);
    QCOMPARE(changed.size(), 1);
    QVERIFY(!plot.isShown(SupportGroup::Below10) && !plot.plot()->graph(1)->visible());
    QVERIFY(plot.isShown(SupportGroup::All));
    QTest::qWait(50);
    QTest::mouseClick(plot.plot(), Qt::LeftButton, {}, plot.legendPlaceOf(SupportGroup::Below10).center());
    QVERIFY(plot.isShown(SupportGroup::Below10) && plot.plot()->graph(1)->visible());
    const ResultTable table = plot.values()();
    QCOMPARE(table.rows.size(), 2);
    QCOMPARE(table.rows[0].mid(0, 7), (QStringList { "120", "0.1", "2", "0.3", "0.02", "0.1", "0.05" }));
    QVERIFY(plot.description().contains("0.3000") && plot.description().contains("0.4500"));
}

void GuiPlotsTest::zoomOutlivesTheSameData()
{
    ThresholdPlot threshold;
    threshold.setCurve(someCurve(), 0.5);
    QVERIFY(isShown(threshold));
    turnWheel(threshold, 3);
    const Ranges zoomed = rangesOf(threshold);
    threshold.setCurve(someCurve(), 0.6);
    QCOMPARE(rangesOf(threshold), zoomed);
    threshold.clear();
    QVERIFY(rangesOf(threshold) != zoomed);
    // An epoch more does not end what is looked at.
    HistoryPlot history(HistoryPlot::Figure::Loss);
    history.setCurves(someHistory());
    history.setEpochRange(std::pair(3.0, 6.0));
    EpochFigures more;
    more.epoch = 21;
    history.append(more, 20);
    QCOMPARE(rangesOf(history)[0], std::pair(3.0, 6.0));
    history.showAll();
    QCOMPARE(rangesOf(history)[0].second, 21.5);
}

void GuiPlotsTest::windowWritesWhatPlotsSave()
{
    openWindow();
    QVERIFY(openDemo());
    QStringList known;
    for (const auto &[name, make] : kPlots)
        known << make()->metaObject()->className();
    const auto plots = m_window->findChildren<PlotWidget *>();
    QVERIFY(plots.size() > 10);
    int number = 0;
    for (PlotWidget *plot : plots) {
        QVERIFY2(known.contains(plot->metaObject()->className()), plot->metaObject()->className());
        for (const char *ending : { ".csv", ".png" }) {
            const QString path = m_folder.filePath(QString::number(++number) + ending);
            plot->save(path);
            QVERIFY2(QTest::qWaitFor([&] { return QFileInfo(path).size() > 0; }, kPatience),
                     qPrintable(plot->objectName()));
        }
    }
    QSignalSpy failed(&session(), &Session::failed);
    plots.first()->save(m_folder.filePath("x.doc"));
    QVERIFY(QTest::qWaitFor([&] { return failed.size() == 1; }, kPatience));
}

QTEST_MAIN(GuiPlotsTest)
#include "tst_gui_plots.moc"
