#include "ui/controls/fitted_label.h"
#include "ui/models/table_model.h"
#include "ui/pages/shared/row_table.h"
#include "ui/pages/shared/table_export.h"

#include <QAbstractItemModelTester>
#include <QFontMetrics>
#include <QHeaderView>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTreeView>

#include <cmath>

using namespace melscope;

/// The one family of tables and the one way in which they are saved, on rows that are made here.
class GuiTablesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void columnsAreFoundByKey();
    void sortsAndFilters();
    void sortingKeepsWhatIsSelected();
    void editsAndChecks();
    void rowsStandBeneathOthers();
    void othersOrder();
    void viewsAreAsColumnsSay();
    void labelsAreCutInTheGenre_data();
    void labelsAreCutInTheGenre();
    void filesAreExact_data();
    void filesAreExact();
    void filesFollowTheView();

private:
    struct Song
    {
        QString name;
        double f1;
        qint64 plays;
        bool isLiked = false;
        size_t album = TableModel::kTopLevel;
    };
    std::vector<TableColumn> columns();
    static QList<size_t> order(const TableModel &model)
    {
        QList<size_t> rows;
        for (int i = 0; i < model.rowCount(); ++i)
            rows << model.row(i);
        return rows;
    }

    std::vector<Song> m_songs;
};

void GuiTablesTest::init()
{
    m_songs = { { "b, \"live\"", 0.5, 1234567 },
                { "A & B_1 100%", std::nan(""), 0, true },
                { "c\nd", 0.25, 12 },
                { "−1 ± 2 – {x}~^\\#$", 1, 3 } };
}

std::vector<TableColumn> GuiTablesTest::columns()
{
    return { { .key = "name",
               .title = "Name, of a \"song\"",
               .toolTip = "What it is called",
               .text = [this](size_t row) { return m_songs[row].name; },
               .isStrong = [this](size_t row) { return m_songs[row].isLiked; },
               .isChecked = [this](size_t row) { return m_songs[row].isLiked; },
               .setChecked = [this](size_t row, bool checked) { m_songs[row].isLiked = checked; },
               .edit =
                   [this](size_t row, const QString &text) {
                       if (text.isEmpty())
                           return false;
                       m_songs[row].name = text;
                       return true;
                   },
               .isEditable = [](size_t row) { return row != 3; },
               .width = TableColumn::kStretched },
             figureColumn("f1", "F_1", {}, [this](size_t row) { return m_songs[row].f1; }),
             { .key = "spark",
               .title = "Curve",
               .text = [](size_t) { return QString(); },
               .points =
                   [](size_t) {
                       return QVariant::fromValue(QList<QPointF> { { 0, 1 } });
                   },
               .mark = [](size_t) { return 0.5; },
               .look = CellLook::Spark,
               .width = 91,
               .inFiles = InFiles::Never },
             countColumn("plays", "Plays", "How often it was played",
                         [this](size_t row) { return m_songs[row].plays; }),
             { .key = "exact",
               .title = "Exact",
               .text = [](size_t) { return QString("about"); },
               .isHidden = true,
               .inFiles = InFiles::Always,
               .fileTitle = "f1_exact",
               .fileText = [this](size_t row) { return QString::number(m_songs[row].f1, 'g', 17); } },
             { .key = "comment",
               .title = "Comment",
               .text = [](size_t row) { return QString("no. %1").arg(row); },
               .inFiles = InFiles::NotInLatex } };
}

void GuiTablesTest::columnsAreFoundByKey()
{
    TableModel model;
    QAbstractItemModelTester tester(&model);
    model.setColumns(columns());
    model.setRows(m_songs.size());
    QCOMPARE(model.columnCount(), 6);
    for (const TableColumn &column : model.columns())
        QCOMPARE(&model.columns()[size_t(model.columnOf(column.key))], &column);
    QCOMPARE(model.columnOf("nothing"), -1);
    auto head = [&](const char *key, int role) { return model.headerData(model.columnOf(key), Qt::Horizontal, role); };
    QCOMPARE(head("plays", Qt::DisplayRole).toString(), QString("Plays"));
    QCOMPARE(head("plays", Qt::ToolTipRole).toString(), QString("How often it was played"));
    QCOMPARE(head("f1", Qt::ToolTipRole).toString(), QString("F_1")); // for want of one
    auto at = [&](const char *key, int row, int role) {
        return model.data(model.index(row, model.columnOf(key)), role);
    };
    QCOMPARE(at("plays", 0, Qt::DisplayRole).toString(), QString("1,234,567"));
    QCOMPARE(at("f1", 1, Qt::DisplayRole).toString(), QString("—"));
    QCOMPARE(at("f1", 0, TableModel::KeyRole).toDouble(), 0.5);
    QCOMPARE(at("f1", 0, Qt::TextAlignmentRole).toInt(), int(Qt::AlignRight | Qt::AlignVCenter));
    QVERIFY(std::isnan(at("f1", 0, TableModel::MarkRole).toDouble()));
    QCOMPARE(at("spark", 0, TableModel::MarkRole).toDouble(), 0.5);
    QCOMPARE(at("spark", 0, TableModel::PointsRole).value<QList<QPointF>>().size(), 1);
    QVERIFY(at("name", 1, Qt::FontRole).value<QFont>().bold() && !at("name", 0, Qt::FontRole).isValid());
}

void GuiTablesTest::sortsAndFilters()
{
    TableModel model;
    QAbstractItemModelTester tester(&model);
    model.setColumns(columns());
    model.setRows(m_songs.size());
    const int f1 = model.columnOf("f1");
    QCOMPARE(order(model), QList<size_t>({ 0, 1, 2, 3 }));
    model.sort(f1, Qt::AscendingOrder);
    QCOMPARE(order(model), QList<size_t>({ 1, 2, 0, 3 })); // no figure is below every figure
    model.sort(f1, Qt::DescendingOrder);
    QCOMPARE(order(model), QList<size_t>({ 3, 0, 2, 1 }));
    model.setFilter([&](size_t row) { return m_songs[row].f1 >= 0.5; });
    QCOMPARE(order(model), QList<size_t>({ 3, 0 }));
    QCOMPARE(model.viewRow(0), 1);
    QCOMPARE(model.viewRow(2), -1);
    QVERIFY(!model.indexOf(2).isValid() && !model.rowAt({}));
    QCOMPARE(model.rowAt(model.index(1, f1)).value(), size_t(0));
    model.sort(-1, Qt::AscendingOrder);
    QCOMPARE(order(model), QList<size_t>({ 0, 3 }));
    model.setFilter({});
    model.sort(model.columnOf("name"), Qt::AscendingOrder);
    QCOMPARE(order(model), QList<size_t>({ 1, 0, 2, 3 })); // capitals aside
    model.setRows(2); // sorted as before
    QCOMPARE(order(model), QList<size_t>({ 1, 0 }));
}

void GuiTablesTest::sortingKeepsWhatIsSelected()
{
    TableModel model;
    QAbstractItemModelTester tester(&model);
    model.setColumns(columns());
    model.setRows(m_songs.size());
    QTableView *table = makeRowTable(&model, "songs", "Songs", nullptr);
    const std::unique_ptr<QTableView> owner(table);
    table->selectRow(2);
    table->sortByColumn(model.columnOf("plays"), Qt::DescendingOrder);
    QCOMPARE(order(model), QList<size_t>({ 0, 2, 3, 1 }));
    QCOMPARE(table->currentIndex().row(), 1);
    QCOMPARE(table->selectionModel()->selectedRows().value(0).row(), 1);
}

void GuiTablesTest::editsAndChecks()
{
    TableModel model;
    QAbstractItemModelTester tester(&model);
    model.setColumns(columns());
    model.setRows(m_songs.size());
    model.sort(model.columnOf("plays"), Qt::DescendingOrder);
    const QModelIndex name = model.index(1, model.columnOf("name")); // of row 2
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QVERIFY(name.flags().testFlag(Qt::ItemIsEditable) && name.flags().testFlag(Qt::ItemIsUserCheckable));
    QVERIFY(!model.index(2, name.column()).flags().testFlag(Qt::ItemIsEditable)); // row 3
    QVERIFY(!model.index(1, model.columnOf("f1")).flags().testFlag(Qt::ItemIsEditable));
    QCOMPARE(name.data(Qt::EditRole).toString(), QString("c\nd"));
    QVERIFY(model.setData(name, "e"));
    QCOMPARE(m_songs[2].name, QString("e"));
    QVERIFY(!model.setData(name, QString()));
    QVERIFY(!model.setData(model.index(2, name.column()), "f"));
    QVERIFY(!model.setData(model.index(1, model.columnOf("f1")), "1"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(name.data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    QVERIFY(model.setData(name, Qt::Checked, Qt::CheckStateRole));
    QVERIFY(m_songs[2].isLiked);
    QCOMPARE(name.data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QVERIFY(!model.setData(model.index(1, model.columnOf("f1")), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(changed.size(), 2);
}

void GuiTablesTest::rowsStandBeneathOthers()
{
    // Row 0 is an album with the songs 1 and 3, row 2 one without songs.
    m_songs[1].album = m_songs[3].album = 0;
    TableModel model;
    QAbstractItemModelTester tester(&model);
    model.setColumns(columns());
    model.setParents([this](size_t row) { return m_songs[row].album; });
    model.setRows(m_songs.size());
    QCOMPARE(order(model), QList<size_t>({ 0, 2 }));
    const QModelIndex album = model.index(0, 0);
    QCOMPARE(model.rowCount(album), 2);
    QCOMPARE(model.rowCount(model.index(1, 0)), 0);
    const QModelIndex song = model.index(1, 0, album);
    QCOMPARE(model.row(song), size_t(3));
    QCOMPARE(model.parent(song), album);
    QCOMPARE(model.indexOf(3), song);
    model.sort(model.columnOf("plays"), Qt::DescendingOrder);
    QCOMPARE(model.row(model.index(0, 0, model.indexOf(0))), size_t(3));
    // What holds something that is shown is shown.
    model.setFilter([](size_t row) { return row == 1; });
    QCOMPARE(order(model), QList<size_t>({ 0 }));
    QCOMPARE(model.rowCount(model.index(0, 0)), 1);
    model.setFilter([](size_t row) { return row == 0; });
    QCOMPARE(model.rowCount(model.index(0, 0)), 0);
    model.setFilter({});
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.refreshRow(3);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex(), model.indexOf(3));
    model.refresh();
    QCOMPARE(changed.size(), 3); // the top level, and what stands beneath its first row
    // A file has them all, each after the one it stands beneath.
    const ResultTable table = fileTable(model, nullptr, TableFormat::Csv);
    QCOMPARE(table.rows.size(), 4);
    QCOMPARE(table.rows[1].front(), m_songs[3].name);
}

void GuiTablesTest::othersOrder()
{
    TableModel model;
    QAbstractItemModelTester tester(&model);
    std::vector<TableColumn> list = columns();
    list[1].order = 42;
    model.setColumns(std::move(list));
    model.letOthersOrder();
    std::optional<int> by = 0;
    Qt::SortOrder wanted = Qt::AscendingOrder;
    connect(&model, &TableModel::orderWanted, this, [&](std::optional<int> column, Qt::SortOrder direction) {
        by = column;
        wanted = direction;
    });
    const auto rows = std::make_shared<const std::vector<uint32_t>>(std::vector<uint32_t> { 3, 0, 2 });
    model.showRows(rows);
    QCOMPARE(order(model), QList<size_t>({ 3, 0, 2 }));
    QCOMPARE(model.rows(), rows); // handed over, and no copy
    model.sort(model.columnOf("f1"), Qt::DescendingOrder);
    QVERIFY(by == 42 && wanted == Qt::DescendingOrder);
    QCOMPARE(order(model), QList<size_t>({ 3, 0, 2 }));
    model.sort(-1, Qt::AscendingOrder);
    QVERIFY(!by);
}

void GuiTablesTest::viewsAreAsColumnsSay()
{
    TableModel model;
    model.setColumns(columns());
    model.setRows(m_songs.size());
    const std::unique_ptr<QTableView> table(makeRowTable(&model, "songs", "Songs", nullptr));
    QCOMPARE(table->objectName(), QString("songs"));
    QCOMPARE(table->accessibleName(), QString("Songs"));
    QVERIFY(table->isColumnHidden(model.columnOf("exact")) && !table->isColumnHidden(model.columnOf("name")));
    QCOMPARE(table->columnWidth(model.columnOf("spark")), 91);
    QVERIFY(table->columnWidth(model.columnOf("f1")) > table->fontMetrics().horizontalAdvance("0.0000"));
    QVERIFY(table->horizontalHeader()->sectionResizeMode(model.columnOf("name")) == QHeaderView::Stretch);
    QVERIFY(table->itemDelegateForColumn(model.columnOf("spark")) != nullptr);
    QVERIFY(table->itemDelegateForColumn(model.columnOf("f1")) == nullptr);
}

void GuiTablesTest::labelsAreCutInTheGenre_data()
{
    QTest::addColumn<QString>("label");
    QTest::addColumn<int>("letters"); // of room
    QTest::addColumn<QString>("shown"); // a pattern, since an ellipsis is not as wide as a letter in every font
    const QString dots(QChar(0x2026));
    QTest::newRow("fits") << "rock---surf" << 11 << "rock---surf";
    QTest::newRow("genre") << "classical---opera" << 13 << "cla?s?" + dots + "---opera";
    QTest::newRow("genre, little room") << "classical---opera" << 10 << "c?" + dots + "---opera";
    QTest::newRow("name too") << "classical---chamber music" << 10 << "c" + dots + "-{1,3}" + dots + "u?sic";
    QTest::newRow("a genre alone") << "folk, world, & country" << 9 << "folk?" + dots + "n?try";
    QTest::newRow("nothing") << "" << 9 << "";
}

void GuiTablesTest::labelsAreCutInTheGenre()
{
    QFETCH(const QString, label);
    QFETCH(const int, letters);
    QFETCH(const QString, shown);
    QFont font("DejaVu Sans Mono");
    font.setPixelSize(20);
    const QFontMetrics metrics(font);
    const int room = letters * metrics.horizontalAdvance('m');
    const QString fitted = fittedLabel(label, metrics, room);
    QVERIFY2(QRegularExpression('^' + shown + '$').match(fitted).hasMatch(), qPrintable(fitted));
    QVERIFY(metrics.horizontalAdvance(fitted) <= room);
}

void GuiTablesTest::filesAreExact_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    QTest::newRow("csv") << "a.csv"
                         << "\"Name, of a \"\"song\"\"\",F_1,Plays,f1_exact,Comment\n"
                            "\"b, \"\"live\"\"\",0.5000,1234567,0.5,no. 0\n"
                            "A & B_1 100%,—,0,nan,no. 1\n"
                            "\"c\nd\",0.2500,12,0.25,no. 2\n"
                            "−1 ± 2 – {x}~^\\#$,1.0000,3,1,no. 3\n";
    QTest::newRow("tsv") << "a.TSV"
                         << "Name, of a \"song\"\tF_1\tPlays\tf1_exact\tComment\n"
                            "b, \"live\"\t0.5000\t1234567\t0.5\tno. 0\n"
                            "A & B_1 100%\t—\t0\tnan\tno. 1\n"
                            "c d\t0.2500\t12\t0.25\tno. 2\n"
                            "−1 ± 2 – {x}~^\\#$\t1.0000\t3\t1\tno. 3\n";
    QTest::newRow("latex") << "a.tex"
                           << "\\begin{tabular}{lrrr}\n"
                              "\\hline\n"
                              "Name, of a \"song\" & F\\_1 & Plays & f1\\_exact \\\\\n"
                              "\\hline\n"
                              "b, \"live\" & 0.5000 & 1234567 & 0.5 \\\\\n"
                              "A \\& B\\_1 100\\% & --- & 0 & nan \\\\\n"
                              "c d & 0.2500 & 12 & 0.25 \\\\\n"
                              "$-$1 $\\pm$ 2 -- \\{x\\}\\~{}\\^{}\\textbackslash{}\\#\\$ & 1.0000 & 3 & 1 \\\\\n"
                              "\\hline\n"
                              "\\end{tabular}\n";
}

void GuiTablesTest::filesAreExact()
{
    QFETCH(QString, path);
    QFETCH(QString, expected);
    TableModel model;
    model.setColumns(columns());
    model.setRows(m_songs.size());
    const TableFormat format = formatOf(path);
    QCOMPARE(QString::fromStdString(tableText(fileTable(model, nullptr, format), format)), expected);
}

void GuiTablesTest::filesFollowTheView()
{
    TableModel model;
    model.setColumns(columns());
    model.setRows(m_songs.size());
    const std::unique_ptr<QTableView> table(makeRowTable(&model, "songs", "Songs", nullptr));
    table->sortByColumn(model.columnOf("plays"), Qt::AscendingOrder);
    table->setColumnHidden(model.columnOf("name"), true);
    table->setColumnHidden(model.columnOf("comment"), true);
    table->horizontalHeader()->moveSection(model.columnOf("plays"), 0);
    const ResultTable written = fileTable(model, table->horizontalHeader(), TableFormat::Csv,
                                          [this](size_t row) { return m_songs[row].plays > 0; });
    QCOMPARE(QString::fromStdString(tableText(written, TableFormat::Csv)),
             QString("Plays,F_1,f1_exact\n3,1.0000,1\n12,0.2500,0.25\n1234567,0.5000,0.5\n"));
    QCOMPARE(QString::fromStdString(tableText(transposed(written), TableFormat::Csv)),
             QString("Plays,3,12,1234567\nF_1,1.0000,0.2500,0.5000\nf1_exact,1,0.25,0.5\n"));
    QCOMPARE(QString::fromStdString(tableText({ { "a", "b" }, { { "c|d", "1\n2" } } }, TableFormat::Markdown)),
             QString("| a | b |\n|---|---:|\n| c\\|d | 1 2 |\n"));
}

QTEST_MAIN(GuiTablesTest)
#include "tst_gui_tables.moc"
