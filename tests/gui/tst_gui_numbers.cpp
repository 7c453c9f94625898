// Numbers in the window: typed with point or comma, refused where they cannot be taken, written in one way. Runs under
// several countries' settings; what it expects depends on them in one place alone: "as the system".
#include "gui_fixture.h"

#include "core/base/number_text.h"
#include "core/study/pipeline.h"
#include "core/study/run_report.h"
#include "ui/models/label_threshold_model.h"
#include "ui/numbers/number_field.h"
#include "ui/pages/data/split_dialog.h"
#include "ui/pages/thresholds/rule_dialog.h"
#include "ui/pages/train/recipe_form.h"
#include "ui/pages/train/run_dialogs.h"
#include "ui/plots/threshold_plot.h"

#include <QAction>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QHelpEvent>
#include <QToolTip>
#include <QTreeView>

#include <qcustomplot.h>

#include <clocale>
#include <cmath>

using namespace melscope;

class GuiNumbersTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void theSystemSaysWhatItShould();
    void learningRateIsTyped_data();
    void learningRateIsTyped();
    void nothingIsDroppedSilently_data();
    void nothingIsDroppedSilently();
    void nothingStartsWithARefusedSetting();
    void wholeNumbersAreTyped_data();
    void wholeNumbersAreTyped();
    void thresholdIsTyped_data();
    void thresholdIsTyped();
    void thresholdStaysWithinScores();
    void dialogsRefuse();
    void queueReadsLists_data();
    void queueReadsLists();
    void oneFormEverywhere_data();
    void oneFormEverywhere();
    void choiceIsRemembered();
    void filesKeepThePoint();

private:
    ThresholdEditor &editor() const { return session().thresholds(); }
    bool openRun()
    {
        m_window->showPage(MainWindow::Page::Thresholds);
        if (!session().analysis())
            session().openRun(m_run);
        if (!QTest::qWaitFor([&] { return session().analysis() && editor().detail() != nullptr && isAtRest(); },
                             kPatience))
            return false;
        const auto &labels = editor().basis()->labels;
        const auto most =
            std::ranges::max_element(labels, {}, [](const auto &label) { return label.figures.support; })->classIndex;
        editor().select({});
        editor().select(most);
        return QTest::qWaitFor(
            [&] { return editor().detail() != nullptr && editor().whatIf()->label() == most && isAtRest(); },
            kPatience);
    }
    bool isAtRest() const
    {
        return !session().lane(Lane::Thresholds).isBusy() && !session().lane(Lane::Estimates).isBusy()
            && !session().lane(Lane::Data).isBusy() && tracksAreShown();
    }
    /// As a user does: everything in the field is replaced.
    static void type(QAbstractSpinBox *box, const QString &text, int end = Qt::Key_Return)
    {
        box->activateWindow();
        box->setFocus();
        box->selectAll();
        QTest::keyClick(box, Qt::Key_Delete);
        for (const QChar c : text) {
            if (c.unicode() < 0x80)
                QTest::keyClick(box, char(c.unicode()));
            else
                box->findChild<QLineEdit *>()->insert(c); // there are no keys for it
        }
        QTest::keyClick(box, Qt::Key(end));
    }
    QAction *form(const char *name) const { return find<QAction>(name); }
    static QStringList axisLabels(QWidget *plotWidget)
    {
        auto *plot = plotWidget->findChild<QCustomPlot *>();
        QVector<double> ticks;
        QVector<QString> labels;
        for (QCPAxis *axis : { plot->xAxis, plot->yAxis }) {
            QVector<QString> more;
            axis->ticker()->generate(axis->range(), plot->locale(), axis->numberFormat().front(),
                                     axis->numberPrecision(), ticks, nullptr, &more);
            labels += more;
        }
        return labels;
    }
};

void GuiNumbersTest::initTestCase()
{
    makeDemo("tst_gui_numbers_" + QLocale::system().name());
    makeRun(2, { 8, 16 });
}

void GuiNumbersTest::init()
{
    // One window for all, but for the tests that want it new: opening takes longer than most of them.
    if (!m_window)
        openWindow();
    if (!session().data())
        QVERIFY(openDemo());
}

void GuiNumbersTest::cleanup()
{
    form("numbers-point")->trigger();
    QSettings().clear();
}

void GuiNumbersTest::theSystemSaysWhatItShould()
{
    const QString country = QString::fromLocal8Bit(qgetenv("LC_ALL")).left(5);
    if (country == "de_DE" || country == "tr_TR")
        QVERIFY(systemNumberMarks() == (NumberMarks { u',', u'.' }));
    else if (country == "ar_EG" || country == "en_US")
        QVERIFY(systemNumberMarks() == NumberMarks());
    // Qt takes over the C library's locale; in a window no number may depend on it.
    const QByteArray before = std::setlocale(LC_ALL, nullptr);
    std::setlocale(LC_ALL, "");
    if (country == "de_DE" && std::localeconv()->decimal_point != QByteArray(","))
        qWarning("The C library has no locale de_DE.UTF-8 here (package locales): only Qt's part is tested.");
    std::setlocale(LC_ALL, before.constData());
    QCOMPARE(QByteArray(std::localeconv()->decimal_point), QByteArray("."));
    QCOMPARE(QLocale().toString(1234.5, 'f', 1), QString("1234.5"));
    QVERIFY(m_window->layoutDirection() == Qt::LeftToRight);
}

void GuiNumbersTest::learningRateIsTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("value");
    QTest::newRow("point") << "0.0005" << 0.0005;
    QTest::newRow("comma") << "0,0005" << 0.0005;
    QTest::newRow("exponent") << "5e-4" << 0.0005;
    QTest::newRow("comma and exponent") << "2,5E-3" << 0.0025;
    QTest::newRow("no nought") << ",01" << 0.01;
    QTest::newRow("more digits than are shown") << "0.00012345678" << 0.00012345678;
    QTest::newRow("arabic digits") << QString::fromUtf8("٠٫٠٠٥") << 0.005;
}

void GuiNumbersTest::learningRateIsTyped()
{
    QFETCH(QString, typed);
    QFETCH(double, value);
    m_window->showPage(MainWindow::Page::Train);
    auto *box = find<DecimalField>("learningRateBox");
    for (const int end : { Qt::Key_Return, Qt::Key_Tab }) {
        box->setValue(0.002);
        type(box, typed, end);
        QCOMPARE(box->value(), value);
        QCOMPARE(session().project().recipe.learningRate, value);
        QVERIFY(box->refusal().isEmpty());
        QVERIFY2(box->text().toDouble() == value, qPrintable(box->text())); // all of it, with the point
    }
}

void GuiNumbersTest::nothingIsDroppedSilently_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed : { "2", "0", "-0.1", "0.3.4", "abc", "nan", "inf", "1e400", "0x1", "" })
        QTest::newRow(*typed == 0 ? "nothing" : typed) << typed;
}

void GuiNumbersTest::nothingIsDroppedSilently()
{
    QFETCH(QString, typed);
    m_window->showPage(MainWindow::Page::Train);
    auto *box = find<DecimalField>("learningRateBox");
    for (const int end : { Qt::Key_Return, Qt::Key_Tab }) {
        box->setValue(0.003);
        const QImage before = box->grab().toImage();
        type(box, typed, end);
        QCOMPARE(box->value(), 0.003);
        QCOMPARE(session().project().recipe.learningRate, 0.003);
        QCOMPARE(box->text(), typed); // it stays to be corrected
        QVERIFY2(box->refusal().contains("0.003") && box->refusal().contains("1e-06"), qPrintable(box->refusal()));
        QCOMPARE(QToolTip::text(), box->refusal().toHtmlEscaped());
        // The reason comes again by itself, for what ended the typing takes it away, and when the mouse rests there.
        if (end == Qt::Key_Tab) {
            QToolTip::hideText();
            QVERIFY(QTest::qWaitFor(
                [&] { return QToolTip::isVisible() && QToolTip::text() == box->refusal().toHtmlEscaped(); }, 5000));
        }
        QToolTip::hideText();
        QHelpEvent rests(QEvent::ToolTip, QPoint(5, 5), box->mapToGlobal(QPoint(5, 5)));
        QVERIFY(QCoreApplication::sendEvent(box, &rests));
        QCOMPARE(QToolTip::text(), box->refusal().toHtmlEscaped());
        const QImage frame = box->grab().toImage();
        QCOMPARE(frame.pixelColor(1, frame.height() / 2), QColor(0xc0, 0x1c, 0x28));
        QVERIFY(before.pixelColor(1, before.height() / 2) != QColor(0xc0, 0x1c, 0x28));
        m_window->showPage(MainWindow::Page::Data); // nor does it go when it is out of sight
        m_window->showPage(MainWindow::Page::Train);
        QCOMPARE(box->text(), typed);
    }
    type(box, "0,004");
    QVERIFY(box->refusal().isEmpty());
    QCOMPARE(session().project().recipe.learningRate, 0.004);
}

void GuiNumbersTest::nothingStartsWithARefusedSetting()
{
    m_window->showPage(MainWindow::Page::Train);
    auto *box = find<DecimalField>("learningRateBox");
    type(box, "7", Qt::Key_Tab);
    QToolTip::hideText();
    QTest::mouseClick(find<QPushButton>("startTraining"), Qt::LeftButton);
    QVERIFY(!session().isTraining());
    QCOMPARE(QToolTip::text(), box->refusal().toHtmlEscaped());
    QTest::keyClick(m_window.get(), Qt::Key_F5);
    QVERIFY(!session().isTraining());
    box->setValue(0.002);
}

void GuiNumbersTest::wholeNumbersAreTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("value"); // 0: refused
    QTest::newRow("plain") << "1500" << 1500;
    QTest::newRow("comma") << "1,500" << 1500;
    QTest::newRow("point") << "1.500" << 1500;
    QTest::newRow("space") << "1 500" << 1500;
    QTest::newRow("exponent") << "1e3" << 1000;
    QTest::newRow("groups") << "1,000,000" << 1'000'000;
    QTest::newRow("fraction") << "1.5" << 0;
    QTest::newRow("half a group") << "1,50" << 0;
    QTest::newRow("too great") << "1000001" << 0;
    QTest::newRow("nought") << "0" << 0;
    QTest::newRow("words") << "many" << 0;
}

void GuiNumbersTest::wholeNumbersAreTyped()
{
    QFETCH(QString, typed);
    QFETCH(int, value);
    m_window->showPage(MainWindow::Page::Train);
    auto *box = find<CountField>("epochsBox");
    box->setValue(77);
    type(box, typed, Qt::Key_Tab);
    QCOMPARE(box->value(), value == 0 ? 77 : value);
    QCOMPARE(session().project().recipe.epochs, box->value());
    QCOMPARE(box->refusal().isEmpty(), value != 0);
    QCOMPARE(box->text(), value == 0 ? typed : countText(value, {}));
}

void GuiNumbersTest::thresholdIsTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<double>("value"); // 0: refused
    QTest::newRow("point") << "0.3" << 0.3;
    QTest::newRow("comma") << "0,3" << 0.3;
    QTest::newRow("exponent") << "1e-4" << 1e-4;
    QTest::newRow("one") << "1" << 1.0;
    QTest::newRow("three") << "3" << 0.0;
    QTest::newRow("a little more than one") << "1,01" << 0.0;
    QTest::newRow("negative") << "-0.3" << 0.0;
    QTest::newRow("nought") << "0" << 0.0;
    QTest::newRow("words") << "x" << 0.0;
}

void GuiNumbersTest::thresholdIsTyped()
{
    QFETCH(QString, typed);
    QFETCH(double, value);
    QVERIFY(openRun());
    auto *box = find<DecimalField>("thresholdBox");
    type(box, "0.7"); // from a known one
    QVERIFY(QTest::qWaitFor([&] { return isAtRest(); }, kPatience));
    QCOMPARE(editor().whatIf()->threshold(), 0.7);
    type(box, typed);
    QVERIFY(QTest::qWaitFor([&] { return isAtRest(); }, kPatience));
    QCOMPARE(editor().whatIf()->threshold(), value == 0 ? 0.7 : value);
    QCOMPARE(box->refusal().isEmpty(), value != 0);
    QVERIFY2(find<QLabel>("thresholdFigures")
                 ->text()
                 .contains(QStringLiteral("At threshold %1:").arg(value == 0 ? 0.7 : value)),
             qPrintable(find<QLabel>("thresholdFigures")->text()));
    if (value != 0)
        QCOMPARE(box->text(), QString::number(value, 'f', 6));
}

void GuiNumbersTest::thresholdStaysWithinScores()
{
    QVERIFY(openRun());
    auto *plot = find<ThresholdPlot>("thresholdPlot");
    auto *canvas = plot->findChild<QCustomPlot *>();
    canvas->xAxis->setRange(0, 3); // a plot can be zoomed out
    canvas->replot();
    const double now = editor().whatIf()->threshold();
    const int y = canvas->axisRect()->center().y();
    QTest::mousePress(canvas, Qt::LeftButton, {}, QPoint(int(plot->pixelOf(now)), y));
    QTest::mouseMove(canvas, QPoint(int(plot->pixelOf(2.5)), y));
    QCOMPARE(editor().whatIf()->threshold(), 1.0);
    QTest::mouseMove(canvas, QPoint(2, y));
    QVERIFY(editor().whatIf()->threshold() > 0);
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, QPoint(2, y));
    editor().moveThreshold(7);
    QCOMPARE(editor().whatIf()->threshold(), 1.0);
    editor().moveThreshold(-1);
    QCOMPARE(editor().whatIf()->threshold(), 0.0);
    editor().moveThreshold(std::nan(""));
    QVERIFY(std::isnan(editor().whatIf()->threshold()));
}

void GuiNumbersTest::dialogsRefuse()
{
    QVERIFY(openRun());
    RuleDialog rules(editor(), m_window.get());
    rules.setAttribute(Qt::WA_DeleteOnClose, false);
    rules.show();
    rules.findChild<QComboBox *>("ruleKind")->setCurrentIndex(int(ThresholdRule::Fixed));
    auto *fixed = rules.findChild<DecimalField *>("ruleFixed");
    type(fixed, "1.5", Qt::Key_Tab);
    auto *ok = rules.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Ok);
    ok->click();
    QVERIFY(rules.isVisible());
    QVERIFY(editor().choice().rule == RuleSettings());
    QCOMPARE(QToolTip::text(), fixed->refusal().toHtmlEscaped());
    type(fixed, "0,25", Qt::Key_Tab);
    ok->click();
    QVERIFY(!rules.isVisible());
    QCOMPARE(editor().choice().rule.fixed, 0.25);
    QVERIFY(QTest::qWaitFor([&] { return isAtRest(); }, kPatience));

    SplitDialog split(session(), 0, false, m_window.get());
    split.show();
    QVERIFY(QTest::qWaitForWindowExposed(&split));
    auto *percent = split.findChild<DecimalField *>("splitPercent");
    type(percent, "120 %", Qt::Key_Tab);
    split.findChild<QPushButton *>("splitAccept")->click();
    QVERIFY(split.isVisible());
    type(percent, "75,5", Qt::Key_Tab);
    QCOMPARE(percent->value(), 75.5);
    QCOMPARE(percent->text(), QString("75.5 %"));
}

void GuiNumbersTest::queueReadsLists_data()
{
    QTest::addColumn<QString>("rates");
    QTest::addColumn<QString>("seeds");
    QTest::addColumn<QList<double>>("understood"); // empty: refused
    QTest::newRow("points and commas") << "0.001, 0.002"
                                       << "1, 2" << QList<double> { 0.001, 0.002 };
    QTest::newRow("points and commas, close") << "0.001,0.002"
                                              << "1,2" << QList<double> { 0.001, 0.002 };
    QTest::newRow("commas and semicolons") << "0,001; 0,002"
                                           << "1;2" << QList<double> { 0.001, 0.002 };
    QTest::newRow("commas and spaces") << "0,001 0,002"
                                       << "1 2" << QList<double> { 0.001, 0.002 };
    QTest::newRow("one with a comma") << "0,001"
                                      << "1" << QList<double> { 0.001 };
    QTest::newRow("may be read in two ways") << "1,2"
                                             << "1" << QList<double>();
    QTest::newRow("out of range") << "0.001; 3"
                                  << "1" << QList<double>();
    QTest::newRow("a broken seed") << "0.001"
                                   << "1.5" << QList<double>();
    QTest::newRow("a negative seed") << "0.001"
                                     << "-1" << QList<double>();
    QTest::newRow("words") << "fast"
                           << "1" << QList<double>();
}

void GuiNumbersTest::queueReadsLists()
{
    QFETCH(QString, rates);
    QFETCH(QString, seeds);
    QFETCH(QList<double>, understood);
    QueueDialog dialog(session().project().recipe);
    dialog.findChild<QLineEdit *>("queueRates")->setText(rates);
    dialog.findChild<QLineEdit *>("queueSeeds")->setText(seeds);
    QList<double> found;
    for (const Recipe &recipe : dialog.recipes()) {
        if (!found.contains(recipe.learningRate))
            found << recipe.learningRate;
    }
    QCOMPARE(found, understood);
    QCOMPARE(dialog.findChild<QPushButton *>("queueAdd")->isEnabled(), !understood.isEmpty());
    const QString told = dialog.findChild<QLabel *>("queueCount")->text();
    QVERIFY2(!told.isEmpty() && told.contains("learning rates 0.001") == !understood.isEmpty(), qPrintable(told));
}

void GuiNumbersTest::oneFormEverywhere_data()
{
    QTest::addColumn<QString>("choice");
    QTest::newRow("point, as at the first start") << QString();
    QTest::newRow("point") << "numbers-point";
    QTest::newRow("system") << "numbers-system";
}

void GuiNumbersTest::oneFormEverywhere()
{
    QFETCH(QString, choice);
    QVERIFY(openRun());
    editor().setThreshold(0.4321);
    QVERIFY(QTest::qWaitFor([&] { return isAtRest(); }, kPatience));
    if (!choice.isEmpty()) {
        form("numbers-system")->trigger(); // live, and back
        form(choice.toLatin1().constData())->trigger();
    }
    const NumberMarks marks = choice == "numbers-system" ? systemNumberMarks() : NumberMarks();
    QVERIFY(numberMarks() == marks);
    const QString decimal = QRegularExpression::escape(QChar(marks.decimal));
    const QString group = QRegularExpression::escape(QChar(marks.group));
    // Every number in these texts is made of Latin digits, groups of three and one decimal mark.
    const QRegularExpression other(QStringLiteral("[٠-٩۰-۹]|\\d(?!%1\\d|%2\\d{3}(?!\\d))[.,]\\d").arg(decimal, group));
    const QRegularExpression hasDecimals(QStringLiteral("\\d%1\\d").arg(decimal));
    QStringList texts { find<QLabel>("thresholdFigures")->text(), find<QLabel>("systemTitle")->text(),
                        find<DecimalField>("thresholdBox")->text(), find<QLabel>("thresholdSummary")->text() };
    const TableModel *table = modelOf("thresholdsTable");
    for (const TableColumn &column : table->columns()) {
        if (column.key == "label" || column.key == "rule")
            continue; // what the command line would take, which has the point
        if (const QString text = cell(table, 0, column.key); text.contains(QRegularExpression("\\d[.,]\\d")))
            texts << text;
    }
    const QStringList axes = axisLabels(find<ThresholdPlot>("thresholdPlot"));
    texts << axes.join(' ') << find<DecimalField>("learningRateBox")->text()
          << find<DecimalField>("dropoutBox")->text();
    QVERIFY(texts.size() > 8);
    for (const QString &text : texts) {
        QVERIFY2(hasDecimals.match(text).hasMatch(), qPrintable(text));
        QVERIFY2(!other.match(text).hasMatch(), qPrintable(text));
    }
    auto *epochs = find<CountField>("epochsBox");
    epochs->setValue(12345);
    QCOMPARE(epochs->text(), QString("12") + QChar(marks.group) + "345");
    QVERIFY(find<QLabel>("trackHits")->text().startsWith(countText(qint64(session().data()->trackCount()))));
}

void GuiNumbersTest::choiceIsRemembered()
{
    QVERIFY(form("numbers-point")->isChecked());
    form("numbers-system")->trigger();
    m_window.reset();
    setNumberMarks({}); // as another process begins
    QLocale::setDefault(QLocale::c());
    openWindow();
    QVERIFY(form("numbers-system")->isChecked());
    QVERIFY(numberMarks() == systemNumberMarks());
    QCOMPARE(find<DecimalField>("learningRateBox")->text(), decimalText(0.002, 6, systemNumberMarks()));
    form("numbers-point")->trigger();
    QCOMPARE(find<DecimalField>("learningRateBox")->text(), QString("0.002000"));
    m_window.reset();
    openWindow();
    QVERIFY(form("numbers-point")->isChecked());
}

void GuiNumbersTest::filesKeepThePoint()
{
    QVERIFY(openRun());
    const auto exported = [&] { return QByteArray::fromStdString(reportHtml(*session().analysis(), {})); };
    const QByteArray point = exported();
    setNumberMarks({ u',', u'.' });
    QCOMPARE(exported(), point);
    QVERIFY(ruleName(*parseRule("fixed:0.25")) == "fixed:0.25");
    QCOMPARE(ruleText(*parseRule("fixed:0.25")), QString("fixed at 0,25"));
    {
        const NumberMarksScope table(kTableMarks);
        QCOMPARE(countText(1234567), QString("1234567"));
        QCOMPARE(decimalText(0.5, 2), QString("0.50"));
    }
    QCOMPARE(countText(1234567), QString("1.234.567"));
    setNumberMarks({});
}

QTEST_MAIN(GuiNumbersTest)
#include "tst_gui_numbers.moc"
