#include "gui_fixture.h"

#include "core/base/archive_reader.h"
#include "ui/pages/data/data_page.h"
#include "ui/pages/data/imports_pane.h"
#include "ui/pages/data/labels_pane.h"
#include "ui/pages/data/relations_pane.h"
#include "ui/pages/shared/label_tree.h"
#include "ui/pages/shared/track_names.h"
#include "ui/pages/tracks/filter_edit.h"
#include "ui/pages/tracks/image_panel.h"
#include "ui/pages/tracks/track_details.h"
#include "ui/plots/cardinality_plot.h"
#include "ui/plots/figure_export.h"
#include "ui/plots/matrix_plot.h"
#include "ui/plots/mel_heatmap.h"
#include "ui/plots/profile_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>

#include <algorithm>
#include <cmath>
#include <set>

using namespace melscope;

/// The Data page's tabs and the Tracks page's tools, by mouse and keyboard.
class GuiDataTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeDemo("tst_gui_data"); }
    void init() { openWindow(); }
    void cleanup() { m_window.reset(); }
    void labelTreeCountsAndSearches();
    void labelTreeFiltersTracks();
    void relationsOfTwoSources();
    void importReportFilters();
    void splitDialogSplits();
    void filterProposesAndComplains();
    void tracksAreOrderedByAWorker();
    void releaseGroupIsOneClickAway();
    void tracksHaveNames();
    void bookmarksAndNotes();
    void meanImages();
    void twoImagesShareColours();
    void figuresAreSaved();

private:
    QTableView *tracks() const { return find<QTableView>("tracksTable"); }
    const TableModel *trackModel() const { return modelOf("tracksTable"); }
    void filter(const QString &text)
    {
        find<QLineEdit>("trackFilter")->setText(text);
        QVERIFY(waitForTracks());
    }
    bool waitForImages() const
    {
        return QTest::qWaitFor([&] { return !m_window->tracksPage()->details()->images()->isComputing(); }, kPatience);
    }
};

void GuiDataTest::labelTreeCountsAndSearches()
{
    QVERIFY(openDemo());
    find<QTabWidget>("dataTabs")->setCurrentIndex(1);
    LabelTree *labels = m_window->dataPage()->labels()->tree();
    const LabelStatistics &statistics = session().data()->sources[0].part(Part::Train).statistics;
    const TableModel *tree = modelOf("labelTree");
    const int genres = tree->rowCount();
    QCOMPARE(genres, int(statistics.genres));
    size_t subgenres = 0;
    for (int i = 0; i < genres; ++i)
        subgenres += size_t(tree->rowCount(tree->index(i, 0)));
    QCOMPARE(subgenres, statistics.subgenres);
    // The most frequent genre stands first.
    const auto most = std::max_element(statistics.labels.begin(), statistics.labels.end(),
                                       [](const auto &a, const auto &b) { return a.recordings < b.recordings; });
    QCOMPARE(cell(tree, 0, "recordings"), QString::number(most->recordings));
    QCOMPARE(cell(tree, 0, "releaseGroups"), QString::number(most->releaseGroups));
    QTest::keyClicks(labels->search(), "bop");
    QVERIFY(tree->rowCount() >= 1 && tree->rowCount() < genres);
    QVERIFY(labels->tree()->isExpanded(tree->index(0, 0)));
    QCOMPARE(m_window->dataPage()->labels()->cardinality()->barCount(), int(statistics.recordingsWith.size()));
}

void GuiDataTest::labelTreeFiltersTracks()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    QTest::mouseClick(find<QToolButton>("showLabelsButton"), Qt::LeftButton);
    auto *tree = find<QTreeView>("trackLabelTree");
    QVERIFY(tree->isVisible());
    const QRect place = tree->visualRect(tree->model()->index(0, 0));
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, QPoint(40, place.center().y()));
    QVERIFY(waitForTracks());
    const QString label = cell(modelOf("trackLabelTree"), 0, "label");
    QCOMPARE(find<QLineEdit>("trackFilter")->text(), "label:" + filterValue(label));
    QCOMPARE(tracks()->model()->rowCount(), cell(modelOf("trackLabelTree"), 0, "recordings").remove(',').toInt());
    QTest::mouseClick(find<QToolButton>("showLabelsButton"), Qt::LeftButton);
    QVERIFY(!tree->isVisible());
}

void GuiDataTest::relationsOfTwoSources()
{
    QVERIFY(openDemo());
    RelationsPane *pane = m_window->dataPage()->relations();
    QVERIFY(!pane->relations()); // not before it is looked at
    find<QTabWidget>("dataTabs")->setCurrentIndex(2);
    QVERIFY(QTest::qWaitFor([&] { return pane->relations() != nullptr; }, kPatience));
    auto *pairs = find<QTableView>("pairsTable");
    find<QSpinBox>("leastPairs")->setValue(1);
    const auto relations = pane->relations();
    QTRY_COMPARE_WITH_TIMEOUT(pairs->model()->rowCount(), int(relations->strongestPairs(1, 2000).size()), kPatience);
    QVERIFY(pairs->model()->rowCount() > 5);
    const auto best = relations->strongestPairs(1, 1).front();
    pairs->selectRow(0);
    QCOMPARE(cell(modelOf("pairsTable"), 0, "row"), QString::fromStdString(relations->rows[best.row]));
    QVERIFY(pane->plot()->readoutText().contains(QString::fromStdString(relations->columns[best.column])));
    // A click on the cell offers its recordings, and they are as many as it says.
    QTest::qWait(50); // the queued replot lays the axes out
    auto *plot = pane->plot()->findChild<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    QSignalSpy clicked(pane->plot(), &MatrixPlot::cellClicked);
    QTest::mouseClick(plot, Qt::LeftButton, {}, pane->plot()->positionOf(best.row, best.column));
    QCOMPARE(clicked.size(), 1);
    QCOMPARE(clicked.first().at(0).value<size_t>(), size_t(best.row));
    auto *offer = find<QLabel>("pairOffer");
    Q_EMIT offer->linkActivated(offer->toolTip());
    QVERIFY(m_window->currentPage() == MainWindow::Page::Tracks);
    QVERIFY(waitForTracks());
    QCOMPARE(tracks()->model()->rowCount(), int(best.count));
    // Inside one source.
    m_window->showPage(MainWindow::Page::Data);
    find<QComboBox>("columnSource")->setCurrentIndex(find<QComboBox>("rowSource")->currentIndex());
    QVERIFY(QTest::qWaitFor([&] { return pane->relations()->isWithinOne(); }, kPatience));
}

void GuiDataTest::importReportFilters()
{
    QVERIFY(openDemo());
    find<QTabWidget>("dataTabs")->setCurrentIndex(3);
    auto *table = m_window->dataPage()->imports()->table();
    const auto &imports = session().data()->imports;
    QVERIFY(!imports.empty());
    QCOMPARE(find<QComboBox>("importChoice")->count(), int(imports.size()));
    const auto &problems = imports[0].report.problems;
    QCOMPARE(table->model()->rowCount(), int(problems.size()));
    find<QComboBox>("importKind")->setCurrentIndex(find<QComboBox>("importKind")->findText("read"));
    QCOMPARE(table->model()->rowCount(), int(std::count_if(problems.begin(), problems.end(), [](const auto &p) {
                 return p.kind == ImportProblem::Kind::Read;
             })));
    QTest::keyClicks(find<QLineEdit>("importFilter"), "no such path");
    QCOMPARE(table->model()->rowCount(), 0);
    QVERIFY(find<QPushButton>("saveImportReport")->isEnabled());
}

void GuiDataTest::splitDialogSplits()
{
    QVERIFY(openDemo());
    QVERIFY(find<QWidget>("albumWarning")->isVisible()
            == std::any_of(session().data()->sources.begin(), session().data()->sources.end(), [](const auto &source) {
                   return source.overlap && source.overlap->sharedReleaseGroups > 0;
               }));
    auto *button = find<QPushButton>("splitButton");
    button->click();
    auto *dialog = m_window->findChild<QDialog *>("splitDialog");
    QVERIFY(dialog != nullptr);
    dialog->findChild<QSpinBox *>("splitMinCount")->setValue(1);
    dialog->findChild<QLineEdit *>("splitFolder")->setText(m_folder.filePath("split"));
    const QString before = session().project().sources[0].trainFile;
    QSignalSpy loaded(&session(), &Session::dataChanged);
    dialog->findChild<QPushButton *>("splitAccept")->click();
    QVERIFY(QTest::qWaitFor([&] { return !loaded.isEmpty() && !session().lane(Lane::Data).isBusy(); }, kPatience));
    QCOMPARE(session().project().sources[0].trainFile, m_folder.filePath("split/allmusic-train.tsv"));
    QCOMPARE(session().project().sources[0].validationFile, m_folder.filePath("split/allmusic-validation.tsv"));
    const CollectedSource &source = session().data()->sources[0];
    QVERIFY(source.part(Part::Train).truth && source.part(Part::Validation).truth);
    QVERIFY(source.part(Part::Train).truth->size() > 2 * source.part(Part::Validation).truth->size());
    QCOMPARE(source.overlap->sharedReleaseGroups, size_t(0));
    // One undo brings the older files back.
    loaded.clear();
    session().undoStack().undo();
    QCOMPARE(session().project().sources[0].trainFile, before);
    QVERIFY(QTest::qWaitFor([&] { return !loaded.isEmpty() && !session().lane(Lane::Data).isBusy(); }, kPatience));
}

void GuiDataTest::filterProposesAndComplains()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    auto *edit = static_cast<FilterEdit *>(find<QLineEdit>("trackFilter"));
    QTest::keyClicks(edit, "label:jaz");
    QVERIFY(!edit->proposals().isEmpty());
    QVERIFY2(edit->proposals().first().startsWith("jazz   "), qPrintable(edit->proposals().first())); // with its count
    auto *popup = edit->findChild<QAbstractItemView *>("filterProposals");
    popup = popup != nullptr ? popup : qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget());
    QVERIFY(popup != nullptr && popup->isVisible());
    QTest::keyClick(popup, Qt::Key_Down);
    QTest::keyClick(popup, Qt::Key_Return);
    QCOMPARE(edit->text(), QString("label:jazz"));
    QVERIFY(waitForTracks());
    const int jazz = tracks()->model()->rowCount();
    QVERIFY(jazz > 0);
    // Escape closes the proposals first, and then clears the line.
    QTest::keyClicks(edit, " label:ro");
    QVERIFY(!edit->proposals().isEmpty());
    QVERIFY(edit->closeProposals());
    QVERIFY(!edit->closeProposals());
    QCOMPARE(edit->text(), QString("label:jazz label:ro"));
    // What is not understood is told, and the table stays.
    filter("label:jazz (");
    QVERIFY2(find<QLabel>("trackHits")->text().contains("missing"), qPrintable(find<QLabel>("trackHits")->text()));
    QCOMPARE(tracks()->model()->rowCount(), jazz);
    filter("f<0.5");
    QVERIFY(find<QLabel>("trackHits")->text().contains("run"));
    filter("");
    QVERIFY(find<QLabel>("trackHits")->text().contains("rows"));
}

void GuiDataTest::tracksAreOrderedByAWorker()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    const int column = trackModel()->columnOf("labelCount");
    tracks()->sortByColumn(column, Qt::DescendingOrder);
    QVERIFY(waitForTracks());
    int last = INT_MAX;
    for (int row = 0; row < tracks()->model()->rowCount(); ++row) {
        const int labels = tracks()->model()->index(row, column).data().toInt();
        QVERIFY(labels <= last);
        last = labels;
    }
    const int id = trackModel()->columnOf("recording");
    tracks()->sortByColumn(id, Qt::AscendingOrder);
    QVERIFY(waitForTracks());
    for (int row = 1; row < tracks()->model()->rowCount(); ++row)
        QVERIFY(tracks()->model()->index(row - 1, id).data().toString()
                <= tracks()->model()->index(row, id).data().toString());
}

void GuiDataTest::releaseGroupIsOneClickAway()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    filter("source:allmusic part:train");
    tracks()->selectRow(2);
    auto *link = find<QLabel>("trackGroup");
    QVERIFY(link->text().contains("group:"));
    const QString group = cell(trackModel(), 2, "releaseGroup");
    Q_EMIT link->linkActivated("group:" + group);
    QVERIFY(waitForTracks());
    QVERIFY(tracks()->model()->rowCount() >= 1);
    for (int row = 0; row < tracks()->model()->rowCount(); ++row)
        QCOMPARE(cell(trackModel(), row, "releaseGroup"), group);
}

void GuiDataTest::tracksHaveNames()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    filter("artist:\"paper LANTERNS\" year>=1965");
    const int rows = tracks()->model()->rowCount();
    QVERIFY(rows > 0);
    for (int row = 0; row < rows; ++row)
        QCOMPARE(cell(trackModel(), row, "artist"), QString("The Paper Lanterns"));
    QVERIFY(!tracks()->isColumnHidden(trackModel()->columnOf("title")));
    tracks()->selectRow(0);
    const QString title = cell(trackModel(), 0, "title");
    QVERIFY(!title.isEmpty());
    QVERIFY(shownTrack().contains("The Paper Lanterns – " + title));
    QVERIFY(find<QLabel>("trackGroup")->text().contains(cell(trackModel(), 0, "album")));
    const QModelIndex index = trackModel()->index(0, trackModel()->columnOf("recording"));
    for (const QString &part : { title, cell(trackModel(), 0, "recording"), QString("flac, lossless") })
        QVERIFY2(index.data(Qt::ToolTipRole).toString().contains(part), qPrintable(part));
    // MusicBrainz has a page of it.
    QMenu menu;
    addMusicBrainzActions(menu, cell(trackModel(), 0, "recording"), cell(trackModel(), 0, "releaseGroup"));
    QCOMPARE(menu.actions().size(), 2);
    QCOMPARE(menu.actions().front()->data().toUrl(),
             QUrl("https://musicbrainz.org/recording/" + cell(trackModel(), 0, "recording")));
    addMusicBrainzActions(menu, "no-uuid", {});
    QCOMPARE(menu.actions().size(), 2);
    // A tag is text, whatever it looks like.
    TrackTags odd;
    odd.title = "<b>bold</b> & co";
    QVERIFY(trackToolTip(odd, "x").contains("&lt;b&gt;bold&lt;/b&gt; &amp; co"));
    // Sorted by year, greatest first.
    filter("source:allmusic");
    tracks()->sortByColumn(trackModel()->columnOf("year"), Qt::DescendingOrder);
    QVERIFY(waitForTracks());
    for (int row = 1; row < tracks()->model()->rowCount(); ++row)
        QVERIFY(cell(trackModel(), row - 1, "year").toInt() >= cell(trackModel(), row, "year").toInt());
}

void GuiDataTest::bookmarksAndNotes()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    tracks()->selectRow(1);
    const QString id = cell(trackModel(), 1, "recording");
    QTest::mouseClick(find<QToolButton>("bookmarkButton"), Qt::LeftButton);
    auto *note = find<QLineEdit>("trackNote");
    note->setFocus();
    QTest::keyClicks(note, "wrong label?");
    QTest::keyClick(note, Qt::Key_Return);
    QVERIFY(session().isModified());
    const TrackNote *known = noteOn(session().project(), id);
    QVERIFY(known != nullptr && known->bookmarked);
    QCOMPARE(known->text, QString("wrong label?"));
    QVERIFY(waitForTracks());
    filter("marked:yes note:wrong");
    QVERIFY(tracks()->model()->rowCount() >= 1);
    QCOMPARE(cell(trackModel(), 0, "marked"), QString("★✎"));
    QCOMPARE(cell(trackModel(), 0, "recording"), id);
    // They live in the project, come back with it, and can be undone.
    const QString saved = m_folder.filePath("notes.melscope");
    QVERIFY(session().saveProject(saved));
    QCOMPARE(readProjectFile(saved)->notes, session().project().notes);
    QCOMPARE(notesText(session().project()),
             "recordingmbid\tbookmarked\tnote\n" + id.toStdString() + "\tyes\twrong label?\n");
    session().undoStack().undo();
    session().undoStack().undo();
    QVERIFY(noteOn(session().project(), id) == nullptr);
}

void GuiDataTest::meanImages()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    filter("source:allmusic part:train label:jazz features:yes");
    ImagePanel *images = m_window->tracksPage()->details()->images();
    images->secondSide()->choose(ImageChoice::Kind::MeanOfShown);
    QVERIFY(waitForImages());
    QTRY_VERIFY(images->second()->hasImage());
    const auto data = session().data();
    const auto shown = *m_window->tracksPage()->model()->rows();
    double sum = 0;
    for (const uint32_t track : shown)
        sum += double(data->imageOf(data->track(track))[7]);
    QVERIFY(std::abs(double((*images->second()->raw())[7]) / (sum / double(shown.size())) - 1) < 1e-6);
    // A recording that stands in several sources counts once.
    const auto all = *TrackFilter::parse("features:yes")->apply(session().trackContext());
    std::set<std::string> recordings;
    for (const uint32_t track : all)
        recordings.insert(data->idOf(track).text());
    QVERIFY(recordings.size() < all.size());
    QCOMPARE(imagesOfRecordings(*data, all).size(), recordings.size());
    // The label's mean is that of the same tracks in all parts; another filter gives another mean of the shown ones.
    images->secondSide()->choose(ImageChoice::Kind::MeanOfLabel, "jazz");
    QVERIFY(waitForImages());
    QTRY_VERIFY(images->second()->hasImage());
    images->secondSide()->choose(ImageChoice::Kind::DeviationOfShown);
    QVERIFY(waitForImages());
    QTRY_VERIFY(images->second()->hasImage());
    const float before = (*images->second()->raw())[7];
    filter("source:allmusic part:train");
    QTRY_VERIFY(images->second()->hasImage() && (*images->second()->raw())[7] != before);
    // Against a label's mean: the difference in decibels.
    find<QComboBox>("heatmapView")->setCurrentIndex(3);
    QVERIFY(waitForImages());
    QTRY_VERIFY(std::isfinite(images->first()->cell(3, 1)));
    QVERIFY(find<QComboBox>("referenceLabel")->isVisible());
}

void GuiDataTest::twoImagesShareColours()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    filter("features:yes");
    ImagePanel *images = m_window->tracksPage()->details()->images();
    find<QComboBox>("heatmapView")->setCurrentIndex(2);
    tracks()->selectRow(0);
    QTest::mouseClick(find<QToolButton>("pinButton"), Qt::LeftButton);
    QCOMPARE(images->second()->shown(), images->first()->shown());
    tracks()->selectRow(5);
    QVERIFY(images->second()->shown() != images->first()->shown());
    QCOMPARE(images->first()->range(), images->second()->range());
    // The pin outlives newly loaded data.
    const MelImage pinned = *images->second()->raw();
    QSignalSpy loaded(&session(), &Session::dataChanged);
    Project project = session().project();
    project.sources.pop_back();
    session().changeProject(project, "removing");
    QVERIFY(QTest::qWaitFor(
        [&] { return !loaded.isEmpty() && !session().lane(Lane::Data).isBusy() && tracksAreShown(); }, kPatience));
    QVERIFY(images->second()->hasImage() && *images->second()->raw() == pinned);
    filter("features:yes");
    tracks()->selectRow(5);
    find<QCheckBox>("sameColours")->setChecked(false);
    QVERIFY(images->first()->range() != images->second()->range());
    QCOMPARE(images->first()->range(), *images->first()->ownRange());
    auto *channel = find<QComboBox>("profileChannel");
    channel->setCurrentIndex(2);
    auto *profile = find<ProfilePlot>("profilePlot");
    QVERIFY(profile->isVisible());
    QCOMPARE(profile->pointCount(), 2 * int(kBands));
}

void GuiDataTest::figuresAreSaved()
{
    QVERIFY(openDemo());
    m_window->showPage(MainWindow::Page::Tracks);
    filter("features:yes");
    MelHeatmap *heatmap = m_window->tracksPage()->details()->heatmap();
    QVERIFY(heatmap->hasImage());
    const QByteArray png = renderFigure(*heatmap->plot(), "x.png");
    QVERIFY(png.startsWith("\x89PNG"));
    const QImage image = QImage::fromData(png);
    QVERIFY(image.width() > 300 && image.height() > 300);
    QVERIFY(renderFigure(*heatmap->plot(), "x.SVG").contains("<svg"));
    QVERIFY(renderFigure(*heatmap->plot(), "x.pdf").startsWith("%PDF"));
    QVERIFY(renderFigure(*heatmap->plot(), "x.txt").isEmpty());
    const std::string csv = imageAsCsv(heatmap->shown());
    QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), ptrdiff_t(kBands + 1));
}

QTEST_MAIN(GuiDataTest)
#include "tst_gui_data.moc"
