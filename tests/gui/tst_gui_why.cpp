#include "gui_fixture.h"

#include "core/exploring/attribution.h"
#include "core/exploring/image_change.h"
#include "core/exploring/neighbours.h"
#include "core/runs/run_model.h"
#include "ui/pages/tracks/image_panel.h"
#include "ui/pages/tracks/neighbours_pane.h"
#include "ui/pages/tracks/track_details.h"
#include "ui/pages/tracks/what_if_bar.h"
#include "ui/plots/mel_heatmap.h"
#include "ui/plots/occlusion_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

#include <qcustomplot.h>

#include <algorithm>
#include <array>
#include <cmath>

using namespace melscope;

/// Asking the open run why it scores a track as it does.
class GuiWhyTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }

    void cellsAreThoseOfTheNetwork();
    void labelTableAsks();
    void followsTrackAndRun();
    void narrowWindowShowsOneOfThem();
    void neighboursAreThoseOfTheNetwork();
    void draggedBandsAreScored_data();
    void draggedBandsAreScored();

private:
    ImagePanel *images() const { return m_window->tracksPage()->details()->images(); }
    bool isExplained() const
    {
        return QTest::qWaitFor([&] { return !images()->isComputing() && images()->second()->hasImage(); }, kPatience);
    }
    void filter(const QString &text)
    {
        find<QLineEdit>("trackFilter")->setText(text);
        QVERIFY(waitForTracks());
    }
    uint32_t selected() const
    {
        return uint32_t(*m_window->tracksPage()->model()->rowAt(find<QTableView>("tracksTable")->currentIndex()));
    }
    QString summary() const { return images()->occlusionPlot()->readoutText(); }
};

void GuiWhyTest::initTestCase()
{
    makeDemo("gui_why");
    makeRun();
}

void GuiWhyTest::init()
{
    openWindow();
    m_window->resize(1500, 950); // where image and reasons stand side by side
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    filter("source:allmusic part:validation features:yes");
    find<QTableView>("tracksTable")->selectRow(2);
}

void GuiWhyTest::cellsAreThoseOfTheNetwork()
{
    // Without a run there is nobody to ask.
    images()->explain("jazz");
    QVERIFY(!images()->second()->hasImage());
    QVERIFY(images()->second()->readoutText().contains("Open a run"));
    QVERIFY(!images()->occlusionPlot()->isVisible());
    session().openRun(m_run);
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() != nullptr; }, kPatience));
    QVERIFY(isExplained());

    const Run &run = *session().analysis()->run;
    const auto explainer = *Explainer::of(*readRunModel(run));
    const uint32_t label = *run.space.classOf(*run.space.findSource("allmusic"), "jazz");
    // The mean of the training tracks that bear the label in any source, each recording once.
    const auto data = session().data();
    std::vector<uint32_t> tracks;
    for (size_t i = 0; i < run.sources.size(); ++i) {
        if (const auto name = run.space.spelling(i, label)) {
            const auto found = TrackFilter::parse("part:train source:" + run.sources[i].name
                                                  + " label:" + filterValue(QString::fromStdString(std::string(*name))))
                                   ->apply(session().trackContext());
            tracks.insert(tracks.end(), found->begin(), found->end());
        }
    }
    const NetworkInput baseline = *explainer->meanInput(imagesOfRecordings(*data, tracks));
    const NetworkInput input = explainer->inputOf(data->imageOf(data->track(selected())));
    const Attribution expected = explainer->attribute(input, baseline, label);
    for (size_t cell = 0; cell < kImageSize; ++cell)
        QVERIFY(std::fabs(images()->second()->shown()[cell] - expected.cells[cell]) < 1e-6F);
    // Nought in the middle of the colours, whatever the first image shows.
    const auto range = images()->second()->range();
    QCOMPARE(range.first, -range.second);
    for (int view = 0; view < find<QComboBox>("heatmapView")->count(); ++view) {
        find<QComboBox>("heatmapView")->setCurrentIndex(view);
        QVERIFY(isExplained());
        QCOMPARE(images()->second()->range(), range);
        QVERIFY(std::fabs(images()->second()->shown()[5] - expected.cells[5]) < 1e-6F);
    }
    for (const double figure : { expected.score, expected.baselineScore, std::fabs(expected.sum) })
        QVERIFY2(summary().contains(QString::number(figure, 'f', 3)), qPrintable(summary()));
    QVERIFY(!find<QCheckBox>("sameColours")->isVisible());
    QVERIFY(images()->occlusionPlot()->isVisible());
    const Occlusion occlusion = explainer->occlude(input, baseline, label);
    for (size_t band = 0; band < kBands; ++band)
        QVERIFY(std::fabs(images()->occlusionPlot()->occlusion().bands[band] - occlusion.bands[band]) < 1e-6F);
    QCOMPARE(images()->occlusionPlot()->values()().rows.size(), qsizetype(kBands + kChannels));
}

/// A double click on a label asks about it.
void GuiWhyTest::labelTableAsks()
{
    session().openRun(m_run);
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() != nullptr && waitForTracks(); }, kPatience));
    auto *table = find<QTableView>("trackLabelsTable");
    TableModel *labels = modelOf("trackLabelsTable");
    QTRY_VERIFY(labels->rowCount() > 5);
    QSignalSpy shown(table, &QTableView::activated);
    Q_EMIT table->activated(labels->index(1, 0));
    QVERIFY(isExplained());
    QVERIFY(images()->occlusionPlot()->isVisible());
    QCOMPARE(images()->secondSide()->choice().label, cell(labels, 1, "label"));
}

void GuiWhyTest::followsTrackAndRun()
{
    session().openRun(m_run);
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() != nullptr && waitForTracks(); }, kPatience));
    images()->explain("jazz");
    QVERIFY(isExplained());
    const MelImage before = images()->second()->shown();
    find<QTableView>("tracksTable")->selectRow(4);
    QVERIFY(isExplained());
    QVERIFY(images()->second()->shown() != before);
    find<QTableView>("tracksTable")->selectRow(2);
    QVERIFY(isExplained());
    QVERIFY(images()->second()->shown() == before);
    // What is asked quickly one after another: the last one counts.
    for (int row = 0; row < 8; ++row)
        find<QTableView>("tracksTable")->selectRow(row);
    find<QTableView>("tracksTable")->selectRow(2);
    QVERIFY(isExplained());
    QVERIFY(images()->second()->shown() == before);
    // A track without features cannot be explained, and says so.
    filter("source:allmusic part:validation features:no");
    if (m_window->tracksPage()->model()->rowCount() > 0) {
        find<QTableView>("tracksTable")->selectRow(0);
        QVERIFY(QTest::qWaitFor([&] { return !images()->isComputing(); }, kPatience));
        QVERIFY(!images()->second()->hasImage());
    }
    // The next image is one again.
    filter("source:allmusic part:validation features:yes");
    images()->secondSide()->choose(ImageChoice::Kind::Track);
    QTRY_VERIFY(images()->second()->hasImage());
    QVERIFY(images()->second()->shown() == images()->first()->shown());
    QVERIFY(!images()->occlusionPlot()->isVisible());
}

/// Where image, reasons and occlusion have no room together, a switch shows one of them with all of it.
void GuiWhyTest::narrowWindowShowsOneOfThem()
{
    session().openRun(m_run);
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() != nullptr && waitForTracks(); }, kPatience));
    auto *choice = find<QTabBar>("whySwitch");
    const auto shown = [&] {
        return std::array { images()->first()->isVisible(), images()->second()->isVisible(),
                            images()->occlusionPlot()->isVisible() };
    };
    QVERIFY(!choice->isVisible());
    images()->explain("jazz");
    QVERIFY(isExplained());
    QVERIFY(!choice->isVisible());
    QVERIFY((shown() == std::array { true, true, true }));
    m_window->resize(1024, 700);
    QTRY_VERIFY(choice->isVisible());
    QVERIFY((shown() == std::array { false, true, false })); // what was asked for
    choice->setCurrentIndex(0);
    QVERIFY((shown() == std::array { true, false, false }));
    choice->setCurrentIndex(2);
    QVERIFY((shown() == std::array { false, false, true }));
    // All of what it says is to be seen.
    const auto *readout = find<QLabel>("whyReadout");
    QVERIFY(readout->height() >= readout->heightForWidth(readout->width()));
    find<QTableView>("tracksTable")->selectRow(4);
    QVERIFY(isExplained());
    QVERIFY((shown() == std::array { false, false, true }));
    images()->secondSide()->choose(ImageChoice::Kind::MeanOfShown);
    QVERIFY(!choice->isVisible());
    QVERIFY((shown() == std::array { true, true, false }));
    images()->explain("jazz");
    QVERIFY(choice->isVisible());
    m_window->resize(1500, 950);
    QTRY_VERIFY(!choice->isVisible());
    QVERIFY(isExplained());
    QVERIFY((shown() == std::array { true, true, true }));
}

void GuiWhyTest::neighboursAreThoseOfTheNetwork()
{
    NeighboursPane *pane = m_window->tracksPage()->details()->neighbours();
    auto *reason = find<QLabel>("neighboursReason");
    find<QTabWidget>("trackTabs")->setCurrentIndex(1);
    QVERIFY(reason->isVisible() && reason->text().contains("Open a run"));
    session().openRun(m_run);
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() != nullptr && waitForTracks(); }, kPatience));
    // Nothing is made unasked.
    QTRY_VERIFY(find<QPushButton>("findNeighbours")->isVisible());
    QVERIFY(!QFile::exists(m_run + "/embedding_validation.safetensors"));
    auto *table = find<QTableView>("neighboursTable");
    TableModel *model = modelOf("neighboursTable");
    const auto isFound = [&] {
        return QTest::qWaitFor([&] { return !pane->isComputing() && table->isVisible(); }, kPatience);
    };
    QTest::mouseClick(find<QPushButton>("findNeighbours"), Qt::LeftButton);
    QVERIFY(isFound());
    QVERIFY(QFile::exists(m_run + "/embedding_validation.safetensors"));

    const Run &run = *session().analysis()->run;
    const auto data = session().data();
    const auto embedding = *embeddingOf(run, *findPart(run, "validation"));
    const auto expect = [&] {
        const auto exact =
            exactNeighbours(*embedding, embedding->row(*embedding->ids().find(data->idOf(selected()))), 21);
        QCOMPARE(exact[0].distance, 0.0); // itself
        QCOMPARE(model->rowCount(), int(std::min<size_t>(20, embedding->size() - 1)));
        for (int row = 0; row < model->rowCount(); ++row) {
            QCOMPARE(cell(model, row, "recording"),
                     QString::fromStdString(embedding->ids().text(exact[size_t(row) + 1].track)));
            QCOMPARE(cell(model, row, "distance"), QString::number(exact[size_t(row) + 1].distance, 'f', 4));
        }
    };
    expect();
    QVERIFY(!find<ElidedLabel>("neighbourLabels")->wholeText().isEmpty());
    // The selection is followed without asking again.
    find<QTableView>("tracksTable")->selectRow(5);
    QVERIFY(isFound());
    expect();
    // Other albums alone.
    find<QCheckBox>("otherAlbums")->setChecked(true);
    QVERIFY(isFound());
    const uint32_t group = data->releaseGroupOf[selected()];
    for (int row = 0; row < model->rowCount(); ++row) {
        const auto recording = *data->recordings.find(cell(model, row, "recording").toStdString());
        const auto at = std::ranges::find(data->recordingOf, recording) - data->recordingOf.begin();
        QVERIFY(data->releaseGroupOf[size_t(at)] != group);
    }
    find<QCheckBox>("otherAlbums")->setChecked(false);
    QVERIFY(isFound());
    // A double click goes there.
    const QString id = cell(model, 2, "recording");
    Q_EMIT table->activated(model->index(2, 0));
    QVERIFY(waitForTracks());
    QTRY_VERIFY(shownTrack().contains(id));
    QVERIFY(isFound());
    expect();
    // And stand beside prediction and truth, for the next track too.
    find<QTabWidget>("trackTabs")->setCurrentIndex(0);
    const TableModel *ofTrack = modelOf("trackLabelsTable");
    const auto checkCounts = [&] {
        QVERIFY(!find<QTableView>("trackLabelsTable")->isColumnHidden(ofTrack->columnOf("neighbours")));
        const TableModel *near = modelOf("neighboursTable");
        int most = 0;
        for (int row = 0; row < ofTrack->rowCount(); ++row) {
            int count = 0;
            for (int i = 0; i < near->rowCount(); ++i)
                count += cell(near, i, "labels").split(" · ").contains(cell(ofTrack, row, "label")) ? 1 : 0;
            QCOMPARE(cell(ofTrack, row, "neighbours").toInt(), count);
            most = std::max(most, count);
        }
        QVERIFY(most > 1);
    };
    checkCounts();
    filter("source:allmusic part:validation features:yes");
    find<QTableView>("tracksTable")->selectRow(5);
    QVERIFY(QTest::qWaitFor([&] { return !pane->isComputing() && !pane->labelCounts().empty(); }, kPatience));
    checkCounts();
    find<QTabWidget>("trackTabs")->setCurrentIndex(1);
    // Another part is another embedding.
    filter("source:allmusic part:train features:yes");
    QTRY_VERIFY(find<QPushButton>("findNeighbours")->isVisible());
}

void GuiWhyTest::draggedBandsAreScored_data()
{
    QTest::addColumn<int>("extent");
    QTest::addColumn<int>("upwards");
    QTest::newRow("band up") << int(ImageChange::Extent::Band) << 75;
    QTest::newRow("band down") << int(ImageChange::Extent::Band) << -60;
    QTest::newRow("cell") << int(ImageChange::Extent::Cell) << 90;
    QTest::newRow("statistic") << int(ImageChange::Extent::Statistic) << 50;
}

void GuiWhyTest::draggedBandsAreScored()
{
    QFETCH(int, extent);
    QFETCH(int, upwards);
    session().openRun(m_run);
    QVERIFY(QTest::qWaitFor(
        [&] { return session().analysis() != nullptr && session().trackContext().results != nullptr; }, kPatience));
    QVERIFY(waitForTracks());
    auto *whatIf = images()->whatIf();
    MelHeatmap *heatmap = images()->first();
    auto *table = find<QTableView>("trackLabelsTable");
    const TableModel *labels = modelOf("trackLabelsTable");
    const MelImage raw = *heatmap->raw();
    QVERIFY(!whatIf->isVisible());
    QVERIFY(table->isColumnHidden(labels->columnOf("whatIf")));
    find<QToolButton>("whatIfButton")->click();
    QVERIFY(whatIf->isVisible());
    auto *choice = find<QComboBox>("whatIfExtent");
    choice->setCurrentIndex(choice->findData(extent));
    // Band 15, median.
    QCustomPlot *surface = heatmap->plot();
    const QPoint from(int(surface->xAxis->coordToPixel(2)), int(surface->yAxis->coordToPixel(15)));
    const auto move = [&](const QPoint &place) {
        QMouseEvent event(QEvent::MouseMove, place, surface->mapToGlobal(place), Qt::NoButton, Qt::LeftButton, {});
        QCoreApplication::sendEvent(surface, &event);
    };
    const QCPRange before = surface->yAxis->range();
    QTest::mousePress(surface, Qt::LeftButton, {}, from);
    move(from - QPoint(0, upwards / 2));
    const MelImage half = *heatmap->raw();
    move(from - QPoint(0, upwards));
    QTest::mouseRelease(surface, Qt::LeftButton, {}, from - QPoint(0, upwards));
    QCOMPARE(surface->yAxis->range(), before); // the image was not moved
    const double decibels = 0.2 * upwards;
    const MelImage expected = changed(raw, { ImageChange::Extent(extent), 15, 2, decibels });
    QVERIFY(*heatmap->raw() == expected);
    QVERIFY(half != raw && half != expected); // live
    QCOMPARE(find<QDoubleSpinBox>("whatIfLevel")->value(), decibels);
    const auto isScored = [&] { return !whatIf->isComputing() && whatIf->scores() != nullptr; };
    QVERIFY(QTest::qWaitFor(isScored, kPatience));
    const auto explainer = Explainer::of(*readRunModel(*session().analysis()->run));
    const auto scoresOf = [&](const MelImage &image) {
        return (*explainer)->scoresOf((*explainer)->inputOf(image.data()));
    };
    const auto checkScores = [&](const MelImage &image) {
        const std::vector<float> after = scoresOf(image);
        const std::vector<float> plain = scoresOf(raw);
        const LabelSpace &space = session().analysis()->run->space;
        double most = 0;
        QVERIFY(labels->rowCount() > 3);
        for (int row = 0; row < labels->rowCount(); ++row) {
            const auto index = space.classOf(0, cell(labels, row, "label").toStdString());
            QVERIFY(index.has_value());
            const double change = double(after[*index]) - double(plain[*index]);
            QVERIFY(std::abs(cell(labels, row, "whatIf").toDouble() - double(after[*index])) < 6e-4);
            QVERIFY(std::abs(cell(labels, row, "change").replace(QChar(0x2212), '-').toDouble() - change) < 6e-4);
            most = std::max(most, std::abs(change));
        }
        QVERIFY(most > 1e-4);
    };
    checkScores(expected);
    QVERIFY(!table->isColumnHidden(labels->columnOf("whatIf")));
    QVERIFY(find<QLabel>("trackLabelsTitle")->text().startsWith("What if"));
    // Typed, the figure corrects the drag.
    find<QDoubleSpinBox>("whatIfLevel")->setValue(-7.5);
    const MelImage softer = changed(raw, { ImageChange::Extent(extent), 15, 2, -7.5 });
    QVERIFY(*heatmap->raw() == softer);
    QVERIFY(QTest::qWaitFor(isScored, kPatience));
    checkScores(softer);
    // A second change, which is taken back; then all.
    choice->setCurrentIndex(0);
    Q_EMIT choice->activated(0);
    QTest::mouseClick(surface, Qt::LeftButton, {}, QPoint(from.x(), int(surface->yAxis->coordToPixel(30))));
    find<QDoubleSpinBox>("whatIfLevel")->setValue(12);
    QVERIFY(*heatmap->raw() == changed(softer, { ImageChange::Extent::Band, 30, 2, 12 }));
    find<QToolButton>("whatIfUndo")->click();
    QVERIFY(*heatmap->raw() == softer);
    find<QToolButton>("whatIfReset")->click();
    QVERIFY(*heatmap->raw() == raw);
    QVERIFY(table->isColumnHidden(labels->columnOf("whatIf")));
    // Another track is as it is; off, dragging moves the image again.
    find<QDoubleSpinBox>("whatIfLevel")->setValue(3);
    find<QTableView>("tracksTable")->selectRow(3);
    QVERIFY(!whatIf->hasChanges());
    find<QToolButton>("whatIfButton")->click();
    const MelImage other = *heatmap->raw();
    QTest::mousePress(surface, Qt::LeftButton, {}, from);
    move(from - QPoint(0, 40));
    QTest::mouseRelease(surface, Qt::LeftButton, {}, from - QPoint(0, 40));
    QVERIFY(*heatmap->raw() == other);
}

QTEST_MAIN(GuiWhyTest)
#include "tst_gui_why.moc"
