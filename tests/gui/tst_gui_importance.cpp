#include "gui_fixture.h"

#include "core/runs/run_model.h"
#include "ui/pages/results/duplicates_pane.h"
#include "ui/pages/results/importance_pane.h"
#include "ui/pages/results/mean_attribution.h"
#include "ui/pages/results/results_page.h"
#include "ui/plots/importance_plot.h"
#include "ui/plots/mel_heatmap.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDirIterator>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QHeaderView>
#include <QTableView>
#include <QTimer>
#include <QToolButton>

#include <cmath>

using namespace melscope;

/// What helps the open run's labels, and which recordings are near-duplicates: the Results page's panes.
class GuiImportanceTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_window.reset(); }

    void figuresAreTheCores();
    void labelsAreSearchedAndOrdered();
    void attributionIsTheCores();
    void tablesAreSaved();
    void cancelledAndBegunAgain();
    void evaluationKeepsItsRoom();
    void withoutModel();
    void eachRunKeepsItsOwn();
    void duplicatesAreTheCores();
    void duplicatesAreSavedAndShown();
    void duplicatesOfADamagedRun();

private:
    static constexpr int kImportanceTab = 6;
    static constexpr int kDuplicatesTab = 7;

    ImportancePane *pane() const { return find<ImportancePane>("importancePane"); }
    MelHeatmap *heatmap() const { return pane()->attribution()->heatmap(); }
    void openRun(const QString &folder, int tab)
    {
        session().openRun(folder);
        QVERIFY(QTest::qWaitFor([&] { return session().analysis() && session().analysis()->run->folder == folder; },
                                kPatience));
        QVERIFY(QTest::qWaitFor([&] { return !session().lane(Lane::Data).isBusy() && tracksAreShown(); }, kPatience));
        m_window->showPage(MainWindow::Page::Results);
        find<QComboBox>("resultSource")->setCurrentIndex(find<QComboBox>("resultSource")->findText("allmusic"));
        find<QTabWidget>("resultTabs")->setCurrentIndex(tab);
    }
    void compute()
    {
        auto *button = find<QPushButton>("computeImportance");
        QVERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(find<QPushButton>("cancelImportance")->isVisible() && !button->isVisible());
        QVERIFY(QTest::qWaitFor([&] { return pane()->reasons().importance() != nullptr; }, kPatience));
        QVERIFY(find<QTableView>("importanceLabels")->isVisible());
    }
    void chooseLabel(const QString &name)
    {
        TableModel *labels = modelOf("importanceLabels");
        for (int row = 0; row < labels->rowCount(); ++row) {
            if (cell(labels, row, "label") == name)
                return find<QTableView>("importanceLabels")->selectRow(row);
        }
        QFAIL(qPrintable(name));
    }
    bool isExplained() const
    {
        return QTest::qWaitFor([&] { return !pane()->reasons().isExplaining() && heatmap()->hasImage(); }, kPatience);
    }
    /// Answers the question for a file that a click asks.
    void answer(const QString &path)
    {
        QTimer::singleShot(0, this, [path] {
            auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
            if (dialog == nullptr)
                return;
            dialog->setOption(QFileDialog::DontConfirmOverwrite);
            dialog->selectFile(path);
            QMetaObject::invokeMethod(dialog, "accept");
        });
    }
    static QList<QByteArrayList> linesOf(const QString &path, char mark)
    {
        QFile file(path);
        QList<QByteArrayList> lines;
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray &line : file.readAll().trimmed().split('\n'))
                lines << line.split(mark);
        }
        return lines;
    }

    std::shared_ptr<const Run> m_read;
    std::optional<Importance> m_expected;
};

void GuiImportanceTest::initTestCase()
{
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    makeDemo("gui_importance");
    makeRun();
    m_read = *readRun(m_run);
    const auto tracks = *tracksOfPart(*m_read, *findPart(*m_read, "validation"));
    m_expected = *permutationImportance(*readRunModel(*m_read), *tracks, {});
}

void GuiImportanceTest::init()
{
    openWindow();
    QVERIFY(openDemo());
}

void GuiImportanceTest::figuresAreTheCores()
{
    openRun(m_run, kImportanceTab);
    // How long it will take stands there before.
    auto *empty = find<ImportancePane>("importancePane")->findChild<QWidget *>("emptyState");
    QVERIFY(empty->isVisible());
    QVERIFY(QTest::qWaitFor(
        [&] {
            for (const QLabel *label : empty->findChildren<QLabel *>()) {
                if (label->text().contains("That takes about"))
                    return true;
            }
            return false;
        },
        kPatience));
    QCOMPARE(pane()->reasons().importance(), nullptr); // nothing is computed unasked
    compute();
    TableModel *table = modelOf("importanceTable");
    const auto expect = [&](const QString &label) {
        const auto index = label.isEmpty()
            ? std::nullopt
            : m_read->space.classOf(*m_read->space.findSource("allmusic"), label.toStdString());
        QCOMPARE(label.isEmpty(), !index);
        QCOMPARE(table->rowCount(), 17);
        QCOMPARE(pane()->plot()->bars().size(), size_t(17));
        for (int group = 0; group < 17; ++group) {
            const auto &losses = m_expected->precisionLoss[size_t(group)];
            const auto &f1Losses = m_expected->f1Loss[size_t(group)];
            const Importance::Loss loss = index ? losses[*index] : m_expected->meanPrecisionLoss[size_t(group)];
            const Importance::Loss f1 = index ? f1Losses[*index] : m_expected->meanF1Loss[size_t(group)];
            QCOMPARE(cell(table, group, "group"), m_expected->groups[size_t(group)].name());
            QCOMPARE(cell(table, group, "precisionLoss"), QString::number(loss.mean, 'f', 4));
            QCOMPARE(cell(table, group, "precisionDeviation"), QString::number(loss.deviation, 'f', 4));
            QCOMPARE(cell(table, group, "f1Loss"), QString::number(f1.mean, 'f', 4));
            QCOMPARE(cell(table, group, "f1Deviation"), QString::number(f1.deviation, 'f', 4));
            const bool isF1 = find<QComboBox>("importanceFigure")->currentIndex() == 1;
            const ImportancePlot::Bar &bar = pane()->plot()->bars()[size_t(group)];
            QCOMPARE(bar.loss, (isF1 ? f1 : loss).mean);
            QCOMPARE(bar.deviation, (isF1 ? f1 : loss).deviation);
            QCOMPARE(bar.isStatistic, group < 9);
        }
    };
    expect({});
    QVERIFY(!heatmap()->hasImage());
    chooseLabel("jazz");
    expect("jazz");
    find<QComboBox>("importanceFigure")->setCurrentIndex(1);
    expect("jazz");
    chooseLabel("All labels");
    expect({});
    find<QComboBox>("importanceFigure")->setCurrentIndex(0);
    expect({});
    QVERIFY(find<QLabel>("importanceSummary")->text().contains("5 permutation"));
    const ResultTable values = pane()->plot()->values()();
    QCOMPARE(values.rows.size(), 17);
    QCOMPARE(values.rows[3][1].toDouble(), m_expected->meanPrecisionLoss[3].mean);
}

void GuiImportanceTest::labelsAreSearchedAndOrdered()
{
    openRun(m_run, kImportanceTab);
    compute();
    auto *table = find<QTableView>("importanceLabels");
    TableModel *labels = modelOf("importanceLabels");
    const size_t source = *m_read->space.findSource("allmusic");
    QCOMPARE(size_t(labels->rowCount()), m_read->space.labelsOf(source).size() + 1);
    QCOMPARE(cell(labels, 0, "label"), QStringLiteral("All labels"));
    double sum = 0;
    int supported = 0;
    for (size_t label = 0; label < m_expected->support.size(); ++label) {
        sum += m_expected->support[label] > 0 ? m_expected->precision[label] : 0;
        supported += m_expected->support[label] > 0 ? 1 : 0;
    }
    QCOMPARE(cell(labels, 0, "precision"), QString::number(sum / supported, 'f', 3));
    table->sortByColumn(labels->columnOf("precision"), Qt::DescendingOrder);
    QCOMPARE(cell(labels, 0, "label"), QStringLiteral("All labels"));
    double before = 2;
    for (int row = 1; row < labels->rowCount(); ++row) {
        const QString text = cell(labels, row, "precision");
        const double now = text == "—" ? -1 : text.toDouble();
        QVERIFY(now <= before);
        before = now;
        const uint32_t index = *m_read->space.classOf(source, cell(labels, row, "label").toStdString());
        if (now >= 0)
            QCOMPARE(text, QString::number(m_expected->precision[index], 'f', 3));
        else
            QCOMPARE(m_expected->support[index], size_t(0));
        // The one without which most is lost.
        const QString hangsOn = cell(labels, row, "greatest");
        for (size_t group = 0; now >= 0 && group < 17; ++group) {
            if (m_expected->groups[group].name() != hangsOn)
                continue;
            for (size_t other = 0; other < 17; ++other)
                QVERIFY(m_expected->precisionLoss[other][index].mean <= m_expected->precisionLoss[group][index].mean);
        }
    }
    find<QLineEdit>("importanceSearch")->setText("jaz");
    QVERIFY(labels->rowCount() < 20);
    for (int row = 1; row < labels->rowCount(); ++row)
        QVERIFY(cell(labels, row, "label").contains("jaz"));
    // Another source has other labels.
    find<QLineEdit>("importanceSearch")->clear();
    find<QComboBox>("resultSource")->setCurrentIndex(find<QComboBox>("resultSource")->findText("discogs"));
    QCOMPARE(size_t(labels->rowCount()), m_read->space.labelsOf(*m_read->space.findSource("discogs")).size() + 1);
    QVERIFY(pane()->reasons().importance() != nullptr);
}

void GuiImportanceTest::attributionIsTheCores()
{
    openRun(m_run, kImportanceTab);
    compute();
    chooseLabel("jazz");
    QVERIFY(isExplained());
    const auto explainer = *RunExplainer::open(m_read, *findPart(*m_read, "validation"));
    const uint32_t label = *m_read->space.classOf(*m_read->space.findSource("allmusic"), "jazz");
    const auto expected = *explainer->attributeLabel(label);
    for (size_t i = 0; i < kImageSize; ++i)
        QVERIFY(std::fabs(heatmap()->shown()[i] - expected.mean.cells[i]) < 1e-6F);
    const auto range = heatmap()->range();
    QCOMPARE(range.first, -range.second);
    const QString text = find<QLabel>("attributionText")->text();
    for (const QString &figure :
         { QString::number(expected.tracks), QString::number(expected.mean.score, 'f', 3),
           QString::number(expected.mean.baselineScore, 'f', 3), QString::number(expected.mean.sum, 'f', 3) })
        QVERIFY2(text.contains(figure), qPrintable(text));
    const MelImage before = heatmap()->shown();
    chooseLabel("electronic");
    QVERIFY(isExplained());
    QVERIFY(heatmap()->shown() != before);
    chooseLabel("jazz"); // is kept
    QVERIFY(heatmap()->hasImage() && heatmap()->shown() == before);
    chooseLabel("All labels");
    QVERIFY(!heatmap()->hasImage());
}

void GuiImportanceTest::tablesAreSaved()
{
    openRun(m_run, kImportanceTab);
    compute();
    chooseLabel("electronic");
    const QMenu *menu = find<QToolButton>("saveImportance")->menu();
    const QString csv = m_folder.filePath("electronic.csv");
    answer(csv);
    menu->actions()[0]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(csv).size() > 0, kPatience);
    const auto lines = linesOf(csv, ',');
    QCOMPARE(lines.size(), 18);
    const uint32_t label = *m_read->space.classOf(*m_read->space.findSource("allmusic"), "electronic");
    QCOMPARE(lines[5][0], QByteArray("var"));
    QCOMPARE(lines[5][1].toDouble(), QString::number(m_expected->precisionLoss[4][label].mean, 'f', 4).toDouble());
    const QString all = m_folder.filePath("all.tsv");
    answer(all);
    menu->actions()[1]->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(all).size() > 0, kPatience);
    QFile file(all);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll().toStdString(),
             tableText(importanceTable(*m_expected, m_read->space.classes()), TableFormat::Tsv));
}

void GuiImportanceTest::cancelledAndBegunAgain()
{
    openRun(m_run, kImportanceTab);
    QTest::mouseClick(find<QPushButton>("computeImportance"), Qt::LeftButton);
    QVERIFY(pane()->reasons().isComputing());
    QTest::mouseClick(find<QPushButton>("cancelImportance"), Qt::LeftButton);
    QVERIFY(!pane()->reasons().isComputing());
    QCOMPARE(find<QLabel>("importanceMessage")->text(), QStringLiteral("Cancelled"));
    QVERIFY(find<QLabel>("importanceMessage")->isVisible());
    QVERIFY(QTest::qWaitFor([&] { return !session().lane(Lane::Reasons).isBusy(); }, kPatience));
    QCOMPARE(pane()->reasons().importance(), nullptr);
    compute();
    QVERIFY(!find<QLabel>("importanceMessage")->isVisible());
    // And from the lowest row, through its lane.
    QCOMPARE(pane()->reasons().importance()->meanF1Loss[2].mean, m_expected->meanF1Loss[2].mean);
}

/// The 18 means stand whole beside the other tabs, however much room these want.
void GuiImportanceTest::evaluationKeepsItsRoom()
{
    openRun(m_run, 0);
    m_window->resize(1024, 700);
    QTest::qWait(100);
    const auto *figures = find<QTableView>("evaluationTable");
    QVERIFY(figures->isVisible());
    QVERIFY(figures->horizontalHeader()->length() <= figures->viewport()->width());
    QVERIFY(m_window->rect().contains(QRect(figures->mapTo(m_window.get(), QPoint(0, 0)), figures->size())));
}

void GuiImportanceTest::withoutModel()
{
    const QString model = m_run + "/model.safetensors";
    openRun(m_run, kImportanceTab);
    QVERIFY(QFile::rename(model, model + ".aside"));
    QTest::mouseClick(find<QPushButton>("computeImportance"), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return !pane()->reasons().isComputing(); }, kPatience));
    QVERIFY(QFile::rename(model + ".aside", model));
    auto *message = find<QLabel>("importanceMessage");
    QVERIFY2(message->isVisible() && message->text().contains("model.safetensors"), qPrintable(message->text()));
    compute();
    QVERIFY(!message->isVisible());
}

void GuiImportanceTest::eachRunKeepsItsOwn()
{
    const QString other = m_folder.filePath("demo/demo.data/runs/two"); // as deep: paths are relative
    QVERIFY(QDir().mkpath(other));
    for (const QString &name : QDir(m_run).entryList(QDir::Files)) {
        if (!name.startsWith(QLatin1Char('.')))
            QFile::copy(m_run + '/' + name, other + '/' + name);
    }
    openRun(m_run, kImportanceTab);
    compute();
    const Importance *first = pane()->reasons().importance();
    openRun(other, kImportanceTab);
    QCOMPARE(pane()->reasons().importance(), nullptr);
    QVERIFY(find<QPushButton>("computeImportance")->isVisible());
    openRun(m_run, kImportanceTab);
    QCOMPARE(pane()->reasons().importance(), first);
    QVERIFY(find<QTableView>("importanceLabels")->isVisible());
    // Thresholds have nothing to do with it.
    QCOMPARE(modelOf("importanceTable")->rowCount(), 17);
}

void GuiImportanceTest::duplicatesAreTheCores()
{
    openRun(m_run, kDuplicatesTab);
    auto *pane = find<DuplicatesPane>("duplicatesPane");
    auto *table = find<QTableView>("duplicatesTable");
    TableModel *model = modelOf("duplicatesTable");
    QVERIFY(!table->isVisible());
    QVERIFY(!QFile::exists(m_run + "/embedding_train.safetensors")); // nothing is made unasked
    auto *most = find<QDoubleSpinBox>("duplicateDistance");
    QTest::mouseClick(find<QPushButton>("findDuplicates"), Qt::LeftButton);
    const auto isFound = [&] { return QTest::qWaitFor([&] { return !pane->isComputing(); }, kPatience); };
    QVERIFY(isFound() && table->isVisible());
    const auto sides = *duplicateSides(*m_read);
    const auto expect = [&](double distance, bool acrossOnly) {
        const auto list = *listDuplicates(sides, distance);
        int row = 0;
        for (const DuplicateList::Pair &pair : list.pairs) {
            if (acrossOnly && !pair.isAcross())
                continue;
            const DuplicateSide &side = (*sides)[pair.side];
            const DuplicateSide &other = (*sides)[pair.otherSide];
            QCOMPARE(cell(model, row, "distance"), QString::number(pair.tracks.distance, 'f', 6));
            QCOMPARE(cell(model, row, "recording"), side.recording(pair.tracks.track));
            QCOMPARE(cell(model, row, "otherRecording"), other.recording(pair.tracks.other));
            QCOMPARE(cell(model, row, "part"), side.part.name);
            QCOMPARE(cell(model, row, "otherPart"), other.part.name);
            QCOMPARE(cell(model, row, "group"), side.releaseGroup(pair.tracks.track));
            QCOMPARE(cell(model, row, "labels"), side.labelsOf(pair.tracks.track).join(" · "));
            QVERIFY(!cell(model, row, "otherLabels").isEmpty());
            QCOMPARE(model->index(row, model->columnOf("parts")).data(Qt::FontRole).value<QFont>().bold(),
                     pair.isAcross());
            ++row;
        }
        QCOMPARE(model->rowCount(), row);
    };
    expect(most->value(), false);
    most->setValue(0.2); // looked for anew
    QVERIFY(isFound());
    QVERIFY(model->rowCount() > 20);
    expect(0.2, false);
    find<QCheckBox>("acrossOnly")->setChecked(true);
    expect(0.2, true);
    most->setValue(0.1); // found among them
    QVERIFY(!pane->isComputing());
    expect(0.1, true);
    find<QCheckBox>("acrossOnly")->setChecked(false);
    expect(0.1, false);
    most->setValue(0.2);
    expect(0.2, false);
    const QString id = cell(model, 1, "otherRecording");
    find<QLineEdit>("duplicateFilter")->setText(id);
    QVERIFY(model->rowCount() >= 1);
    for (int row = 0; row < model->rowCount(); ++row)
        QVERIFY(cell(model, row, "recording") == id || cell(model, row, "otherRecording") == id);
}

void GuiImportanceTest::duplicatesAreSavedAndShown()
{
    openRun(m_run, kDuplicatesTab);
    auto *pane = find<DuplicatesPane>("duplicatesPane");
    auto *table = find<QTableView>("duplicatesTable");
    TableModel *model = modelOf("duplicatesTable");
    find<QDoubleSpinBox>("duplicateDistance")->setValue(0.1);
    QTest::mouseClick(find<QPushButton>("findDuplicates"), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return !pane->isComputing() && table->isVisible(); }, kPatience));
    QVERIFY(model->rowCount() > 2);
    const QString tsv = m_folder.filePath("pairs.tsv");
    answer(tsv);
    QTest::mouseClick(find<QPushButton>("saveDuplicates"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(tsv).size() > 0, kPatience);
    const auto lines = linesOf(tsv, '\t');
    QCOMPARE(lines.size(), qsizetype(model->rowCount()) + 1);
    // Ids, parts and release groups too, which are hidden at first.
    QVERIFY(lines[1].contains(cell(model, 0, "recording").toUtf8()));
    QVERIFY(lines[1].contains(cell(model, 0, "otherRecording").toUtf8()));
    QVERIFY(lines[0].contains("Release group"));
    // A double click leads to the one that was pointed at.
    for (const auto &[name, id] : { std::pair("name", "recording"), std::pair("otherName", "otherRecording") }) {
        m_window->showPage(MainWindow::Page::Results);
        const QString wanted = cell(model, 1, id);
        Q_EMIT table->activated(model->index(1, model->columnOf(name)));
        QVERIFY(waitForTracks());
        QTRY_VERIFY2(shownTrack().contains(wanted), qPrintable(shownTrack()));
    }
}

void GuiImportanceTest::duplicatesOfADamagedRun()
{
    const QString model = m_run + "/model.safetensors";
    openRun(m_run, kDuplicatesTab);
    QVERIFY(QFile::rename(model, model + ".aside"));
    auto *pane = find<DuplicatesPane>("duplicatesPane");
    QTest::mouseClick(find<QPushButton>("findDuplicates"), Qt::LeftButton);
    QVERIFY(QTest::qWaitFor([&] { return !pane->isComputing(); }, kPatience));
    QVERIFY(QFile::rename(model + ".aside", model));
    auto *message = find<QLabel>("duplicatesMessage");
    QVERIFY2(message->isVisible() && message->text().contains("model.safetensors"), qPrintable(message->text()));
    // Cancelled before it ends, it says so and can be begun again.
    QTest::mouseClick(find<QPushButton>("findDuplicates"), Qt::LeftButton);
    QTest::mouseClick(find<QPushButton>("cancelDuplicates"), Qt::LeftButton);
    QCOMPARE(message->text(), QStringLiteral("Cancelled"));
    QVERIFY(find<QPushButton>("findDuplicates")->isVisible());
}

QTEST_MAIN(GuiImportanceTest)
#include "tst_gui_importance.moc"
