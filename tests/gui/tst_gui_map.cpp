#include "gui_fixture.h"

#include "core/exploring/map_colouring.h"
#include "core/runs/run_folder.h"
#include "ui/pages/tracks/map_card.h"
#include "ui/pages/tracks/map_legend.h"
#include "ui/pages/tracks/map_pane.h"
#include "ui/plots/map_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>

#include <algorithm>

using namespace melscope;

/// The map of the open run's tracks, its table and its filter.
class GuiMapTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }

    void saysWhatItNeeds();
    void pointsAreTheRunsTracks();
    void enclosedTracksAreFiltered_data();
    void enclosedTracksAreFiltered();
    void filterGlows();
    void colours_data();
    void colours();
    void legendHides();
    void clickSelects();
    void pointingTells();
    void laysOutTheFoundAlone();
    void saves_data();
    void saves();

private:
    MapPane *map() const { return m_window->tracksPage()->map(); }
    MapPlot *plot() const { return map()->plot(); }
    void openMap()
    {
        session().openRun(m_run);
        QVERIFY(QTest::qWaitFor(
            [&] { return session().analysis() != nullptr && session().trackContext().results != nullptr; }, kPatience));
        find<QTabWidget>("tracksViews")->setCurrentWidget(map());
        if (QTest::qWaitFor([&] { return find<QPushButton>("makeMap")->isVisible(); }, 300))
            find<QPushButton>("makeMap")->click();
        QVERIFY(waitForMap());
    }
    bool waitForMap() const
    {
        return QTest::qWaitFor(
            [&] {
                return tracksAreShown() && !map()->isBusy() && map()->stage() && map()->stage()->rounds == 0
                    && plot()->drawing().shades && !plot()->isDrawing() && plot()->picture();
            },
            kPatience);
    }
    std::vector<uint32_t> shownTracks() const
    {
        std::vector<uint32_t> tracks = *m_window->tracksPage()->model()->rows();
        std::ranges::sort(tracks);
        return tracks;
    }
    void choose(const char *box, const QVariant &data)
    {
        auto *choice = find<QComboBox>(box);
        const int index = choice->findData(data);
        QVERIFY(index >= 0);
        choice->setCurrentIndex(index);
        Q_EMIT choice->activated(index);
    }
    /// Presses, moves through the places and releases, in the plot's pixels.
    void drag(const QList<QPoint> &path, Qt::KeyboardModifiers keys = {}) const
    {
        QWidget *surface = plot()->findChild<QWidget *>("mapOutline")->parentWidget();
        QTest::mousePress(surface, Qt::LeftButton, keys, path.front());
        for (const QPoint &place : path) {
            QMouseEvent move(QEvent::MouseMove, place, surface->mapToGlobal(place), Qt::NoButton, Qt::LeftButton, keys);
            QCoreApplication::sendEvent(surface, &move);
        }
        QTest::mouseRelease(surface, Qt::LeftButton, keys, path.back());
    }
    std::vector<uint8_t> shades() const { return *plot()->drawing().shades; }
};

void GuiMapTest::initTestCase()
{
    makeDemo("gui_map");
    makeRun();
}

void GuiMapTest::init()
{
    openWindow();
    m_window->resize(1400, 900);
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
}

void GuiMapTest::saysWhatItNeeds()
{
    find<QTabWidget>("tracksViews")->setCurrentWidget(map());
    QVERIFY(find<QLabel>("mapReason")->text().contains("Open a run"));
    QVERIFY(!find<QPushButton>("makeMap")->isVisible());
    session().openRun(m_run);
    QVERIFY(QTest::qWaitFor([&] { return find<QPushButton>("makeMap")->isVisible(); }, kPatience));
    QVERIFY(find<QLabel>("mapReason")->text().contains("train"));
    find<QPushButton>("makeMap")->click();
    QVERIFY(waitForMap());
    QVERIFY(QFile::exists(m_run + "/map_train+validation.safetensors"));
}

void GuiMapTest::pointsAreTheRunsTracks()
{
    openMap();
    const auto run = readRun(m_run);
    QVERIFY(run);
    const auto tracks = MapTracks::of(**run, { *findPart(**run, "train"), *findPart(**run, "validation") });
    QVERIFY(tracks);
    QCOMPARE(map()->stage()->tracks->size(), (*tracks)->size());
    const auto kept = readMap(**run, **tracks);
    QVERIFY(kept);
    QCOMPARE(map()->stage()->points->positions(), *kept);
    // Each point is a recording of the snapshot, in the part that the point is of.
    const auto data = session().data();
    const MapRows &rows = *map()->stage()->rows;
    size_t known = 0;
    for (size_t i = 0; i < (*tracks)->size(); ++i) {
        for (const uint32_t track : rows.at(i)) {
            QCOMPARE(data->idOf(track).text(), (*tracks)->key(i).text());
            QCOMPARE(data->track(track).part == Part::Train, (*tracks)->partOf(i) == 0);
            ++known;
        }
    }
    QVERIFY(known >= (*tracks)->size());
    choose("mapLayout", false);
    QVERIFY(waitForMap());
    QCOMPARE(map()->stage()->points->positions(), *principalMap(**tracks, axesOfMap(**tracks)));
}

void GuiMapTest::enclosedTracksAreFiltered_data()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<Qt::KeyboardModifiers>("keys");
    QTest::newRow("rectangle") << "mapRectangle" << Qt::KeyboardModifiers();
    QTest::newRow("lasso") << "mapLasso" << Qt::KeyboardModifiers();
    QTest::newRow("lasso by Shift") << "mapMove" << Qt::KeyboardModifiers(Qt::ShiftModifier);
}

void GuiMapTest::enclosedTracksAreFiltered()
{
    QFETCH(QString, tool);
    QFETCH(Qt::KeyboardModifiers, keys);
    openMap();
    find<QToolButton>(tool.toLatin1())->click();
    // The left half of the plot.
    const QSize size = plot()->size();
    const QPoint middle(size.width() / 2, size.height() / 2);
    if (tool == "mapRectangle")
        drag({ { 16, 16 }, middle, { middle.x(), size.height() - 4 } }, keys);
    else
        drag({ { 16, 16 }, { middle.x(), 16 }, { middle.x(), size.height() - 4 }, { 16, size.height() - 4 } }, keys);
    QVERIFY(waitForMap());
    std::vector<uint32_t> expected;
    const MapStage &stage = *map()->stage();
    for (uint32_t point = 0; point < stage.points->size(); ++point) {
        if (plot()->pixelOf(stage.points->at(point)).x() <= middle.x())
            expected.insert(expected.end(), stage.rows->at(point).begin(), stage.rows->at(point).end());
    }
    std::ranges::sort(expected);
    QVERIFY(!expected.empty());
    QVERIFY(expected.size() < session().data()->trackCount());
    QCOMPARE(find<QLineEdit>("trackFilter")->text(), "picked:yes");
    QCOMPARE(shownTracks(), expected);
    // And what is not enclosed is pale.
    size_t pale = 0;
    for (size_t point = 0; point < stage.points->size(); ++point) {
        const bool isIn = std::ranges::binary_search(expected, stage.rows->at(point).front());
        QCOMPARE(shades()[point] == map_shade::kPale, !isIn);
        pale += isIn ? 0 : 1;
    }
    QVERIFY(pale > 0);
    // With Ctrl the rest comes too.
    const QPoint corner(size.width() - 16, size.height() - 16);
    QList<QPoint> rest { { middle.x() - 8, 16 }, corner };
    if (tool != "mapRectangle")
        rest = { { middle.x() - 8, 16 }, { corner.x(), 16 }, corner, { middle.x() - 8, corner.y() } };
    drag(rest, keys | Qt::ControlModifier);
    QVERIFY(waitForMap());
    std::vector<uint32_t> all = stage.rows->tracks;
    std::ranges::sort(all);
    QCOMPARE(shownTracks(), all);
}

void GuiMapTest::filterGlows()
{
    openMap();
    QVERIFY(std::ranges::none_of(shades(), [](uint8_t shade) { return shade == map_shade::kPale; }));
    find<QLineEdit>("trackFilter")->setText("part:validation source:allmusic");
    QVERIFY(waitForMap());
    const auto found = shownTracks();
    for (size_t point = 0; point < shades().size(); ++point) {
        const bool isFound = std::ranges::any_of(
            map()->stage()->rows->at(point), [&](uint32_t track) { return std::ranges::binary_search(found, track); });
        QCOMPARE(shades()[point] == map_shade::kPale, !isFound);
    }
    find<QLineEdit>("trackFilter")->clear();
    QVERIFY(waitForMap());
    QVERIFY(std::ranges::none_of(shades(), [](uint8_t shade) { return shade == map_shade::kPale; }));
}

void GuiMapTest::colours_data()
{
    QTest::addColumn<int>("colouring");
    QTest::newRow("genre") << int(MapColouring::Genre);
    QTest::newRow("source") << int(MapColouring::Source);
    QTest::newRow("part") << int(MapColouring::Part);
    QTest::newRow("labels") << int(MapColouring::Labels);
    QTest::newRow("F1") << int(MapColouring::F1);
    QTest::newRow("score") << int(MapColouring::Score);
}

void GuiMapTest::colours()
{
    QFETCH(int, colouring);
    openMap();
    choose("mapColours", colouring);
    const QString label = find<QLineEdit>("mapLabel")->text();
    QCOMPARE(find<QLineEdit>("mapLabel")->isVisible(), MapColouring(colouring) == MapColouring::Score);
    QVERIFY(waitForMap());
    const auto context = session().trackContext();
    const auto expected =
        shadesOf(*context.data, context.results.get(), *map()->stage()->rows, MapColouring(colouring), label);
    QVERIFY(expected);
    QCOMPARE(shades(), expected->shades);
    // Each once more by the truth itself.
    const MapStage &stage = *map()->stage();
    for (size_t point = 0; point < shades().size(); ++point) {
        const TrackRef ref = context.data->track(stage.rows->at(point).front());
        const GroundTruth &truth = *context.data->truthOf(ref);
        const auto labels = truth.labelsOf(ref.index);
        const size_t shade = shades()[point];
        if (MapColouring(colouring) == MapColouring::Part) {
            QCOMPARE(expected->kinds[shade].name, QString(ref.part == Part::Train ? "train" : "validation"));
        } else if (MapColouring(colouring) == MapColouring::Genre && !labels.empty()) {
            const QString genre = QString::fromStdString(truth.spelling(labels.front())).section("---", 0, 0);
            QVERIFY(expected->kinds[shade].isRest || expected->kinds[shade].name == genre.toLower());
        } else if (MapColouring(colouring) == MapColouring::Labels) {
            const double share = double(shade) / (MapShades::kSteps - 1);
            const double number = expected->least + share * (expected->greatest - expected->least);
            QVERIFY(std::abs(number - double(labels.size())) < 0.5);
        }
    }
    auto *legend = find<MapLegend>("mapLegend");
    const int others = isFigure(MapColouring(colouring)) ? 2 : 0; // a strip and its ends
    QCOMPARE(legend->topLevelItemCount(), int(expected->kinds.size()) + others);
    for (size_t i = 0; i < expected->kinds.size(); ++i)
        QCOMPARE(legend->topLevelItem(int(i) + others)->text(0), expected->kinds[i].name);
    // There is colour, and not one alone.
    std::set<uint32_t> seen;
    for (const uint32_t pixel : plot()->picture()->pixels)
        seen.insert(pixel);
    QVERIFY(seen.size() > 3);
}

void GuiMapTest::legendHides()
{
    openMap();
    choose("mapColours", int(MapColouring::Part));
    QVERIFY(waitForMap());
    auto *legend = find<MapLegend>("mapLegend");
    QCOMPARE(legend->topLevelItemCount(), 2);
    const size_t all = plot()->picture()->seen;
    QCOMPARE(all, map()->stage()->points->size());
    legend->topLevelItem(1)->setCheckState(0, Qt::Unchecked);
    QVERIFY(waitForMap());
    const auto hidden = size_t(std::ranges::count(shades(), map_shade::kHidden));
    QCOMPARE(legend->topLevelItem(1)->text(1), QString::number(hidden));
    QCOMPARE(plot()->picture()->seen, all - hidden);
    // The legend has the map's colours in another theme, too, and hides the same.
    const auto legendColour = [&](int row) {
        return legend->topLevelItem(row)->icon(0).pixmap(12).toImage().pixel(5, 5) & 0xFFFFFF;
    };
    for (const Theme theme : { Theme::Dark, Theme::Light }) {
        applyTheme(theme);
        QVERIFY(waitForMap());
        for (int row = 0; row < 2; ++row)
            QCOMPARE(legendColour(row), plot()->drawing().colours->shades[size_t(row)] & 0xFFFFFF);
        QCOMPARE(legend->topLevelItem(1)->checkState(0), Qt::Unchecked);
    }
    QCOMPARE(plot()->picture()->seen, all - hidden);
    // Alone, and all again.
    Q_EMIT legend->itemDoubleClicked(legend->topLevelItem(1), 0);
    QVERIFY(waitForMap());
    QCOMPARE(plot()->picture()->seen, hidden);
    Q_EMIT legend->itemDoubleClicked(legend->topLevelItem(1), 0);
    QVERIFY(waitForMap());
    QCOMPARE(plot()->picture()->seen, all);
}

void GuiMapTest::clickSelects()
{
    openMap();
    const MapStage &stage = *map()->stage();
    QWidget *surface = plot()->findChild<QWidget *>("mapOutline")->parentWidget();
    QTest::mouseClick(surface, Qt::LeftButton, {}, plot()->pixelOf(stage.points->at(5)));
    QVERIFY(waitForTracks());
    const auto row = m_window->tracksPage()->model()->rowAt(find<QTableView>("tracksTable")->currentIndex());
    QVERIFY(row);
    // Another point may lie closer to the pixel.
    const QPoint pixel = plot()->pixelOf(stage.points->at(5));
    const auto isNear = [&](uint32_t point) {
        return (plot()->pixelOf(stage.points->at(point)) - pixel).manhattanLength() <= 4;
    };
    bool isOfOne = false;
    for (uint32_t point = 0; point < stage.points->size(); ++point) {
        const auto tracks = stage.rows->at(point);
        isOfOne = isOfOne || (isNear(point) && std::ranges::find(tracks, uint32_t(*row)) != tracks.end());
    }
    QVERIFY(isOfOne);
    // While another map is made, the points of the one before lead nowhere.
    auto *parts = find<QComboBox>("mapParts");
    parts->setCurrentIndex(parts->findText("validation"));
    Q_EMIT parts->activated(parts->currentIndex());
    QTest::mouseClick(surface, Qt::LeftButton, {}, pixel);
    QVERIFY(waitForMap());
    QCOMPARE(map()->stage()->tracks->parts().size(), size_t(1));
}

void GuiMapTest::pointingTells()
{
    openMap();
    QWidget *surface = plot()->findChild<QWidget *>("mapOutline")->parentWidget();
    auto *card = find<MapCard>("mapCard");
    QVERIFY(!card->isVisible());
    QTest::mouseMove(surface, plot()->pixelOf(map()->stage()->points->at(7)));
    QVERIFY(QTest::qWaitFor([&] { return card->isVisible(); }, kPatience));
    QString told;
    bool hasImage = false;
    for (const QLabel *label : card->findChildren<QLabel *>()) {
        told += label->text();
        hasImage = hasImage || !label->pixmap(Qt::ReturnByValue).isNull();
    }
    QVERIFY(hasImage);
    QVERIFY2(told.contains("allmusic") || told.contains("discogs") || told.contains("lastfm")
                 || told.contains("tagtraum"),
             qPrintable(told));
    QTest::mouseMove(surface, { 1, 1 });
    QVERIFY(QTest::qWaitFor([&] { return !card->isVisible(); }, kPatience));
}

void GuiMapTest::laysOutTheFoundAlone()
{
    openMap();
    find<QLineEdit>("trackFilter")->setText("part:validation");
    QVERIFY(waitForMap());
    const size_t all = map()->stage()->tracks->size();
    find<QCheckBox>("mapFoundOnly")->click();
    QVERIFY(waitForMap());
    QVERIFY(map()->stage()->tracks->size() < all);
    QCOMPARE(map()->stage()->rows->tracks.size(), shownTracks().size());
    // Nothing found: it says so, and comes back.
    find<QLineEdit>("trackFilter")->setText("nosuchthing");
    QVERIFY(waitForTracks());
    QVERIFY(
        QTest::qWaitFor([&] { return find<QLabel>("mapReason")->text().contains("none of the tracks"); }, kPatience));
    find<QCheckBox>("mapFoundOnly")->click();
    find<QLineEdit>("trackFilter")->clear();
    QVERIFY(waitForMap());
    QCOMPARE(map()->stage()->tracks->size(), all);
}

void GuiMapTest::saves_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("csv") << "map.csv" << QByteArray("recordingmbid,part,x,y,colour\n");
    QTest::newRow("png") << "map.png" << QByteArray("\x89PNG");
    QTest::newRow("svg") << "map.svg" << QByteArray("<?xml");
    QTest::newRow("pdf") << "map.pdf" << QByteArray("%PDF");
}

void GuiMapTest::saves()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, begins);
    openMap();
    const QString path = m_folder.filePath(name);
    plot()->save(path);
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(path); }, kPatience));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    QVERIFY(content.startsWith(begins));
    if (name.endsWith(".csv"))
        QCOMPARE(content.count('\n'), qsizetype(map()->stage()->tracks->size()) + 1);
    else
        QVERIFY(content.size() > 2000);
}

QTEST_MAIN(GuiMapTest)
#include "tst_gui_map.moc"
