#include "gui_fixture.h"

#include "core/scoring/submission_check.h"
#include "core/truth/ground_truth_reader.h"
#include "ui/controls/elided_label.h"
#include "ui/language/language.h"
#include "ui/main_window/command_palette.h"
#include "ui/main_window/menu_commands.h"
#include "ui/main_window/windows.h"
#include "ui/pages/data/proposal_dialog.h"
#include "ui/pages/music/music_page.h"
#include "ui/plots/colour_gradients.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/plot_widget.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDialog>
#include <QFile>
#include <QFileDialog>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QScrollBar>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>

#include <qcustomplot.h>

#include <array>
#include <cmath>

using namespace melscope;

namespace {

QStringList warnings;

void keepWarning(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    // What the offscreen platform cannot do is not the window's fault.
    if ((type == QtWarningMsg || type == QtCriticalMsg) && !text.contains("This plugin does not support"))
        warnings << text;
}

// --- colours ---

std::array<double, 3> linear(const QColor &colour)
{
    auto channel = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return { channel(colour.redF()), channel(colour.greenF()), channel(colour.blueF()) };
}

double luminance(const QColor &colour)
{
    const auto rgb = linear(colour);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

QColor over(const QColor &colour, const QColor &ground)
{
    const double a = colour.alphaF();
    return QColor::fromRgbF(float(colour.redF() * a + ground.redF() * (1 - a)),
                            float(colour.greenF() * a + ground.greenF() * (1 - a)),
                            float(colour.blueF() * a + ground.blueF() * (1 - a)));
}

/// As WCAG 2 has it.
double contrast(const QColor &text, const QColor &ground)
{
    const double a = luminance(over(text, ground));
    const double b = luminance(ground);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

using Matrix = std::array<std::array<double, 3>, 3>;
/// What people see who lack one kind of cones; Machado, Oliveira and Fernandes 2009, severity 1, of linear values.
const std::pair<const char *, Matrix> kVisions[] = {
    { "normal", { { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } } },
    { "protanopia",
      { { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 }, { -0.003882, -0.048116, 1.051998 } } } },
    { "deuteranopia",
      { { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 }, { -0.011820, 0.042940, 0.968881 } } } },
    { "tritanopia",
      { { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 }, { 0.004733, 0.691367, 0.303900 } } } },
};

/// CIE L*a*b*, D65.
std::array<double, 3> lab(const QColor &colour, const Matrix &vision)
{
    const auto given = linear(colour);
    std::array<double, 3> rgb {};
    for (size_t i = 0; i < 3; ++i)
        rgb[i] = std::clamp(vision[i][0] * given[0] + vision[i][1] * given[1] + vision[i][2] * given[2], 0.0, 1.0);
    const double x = (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047;
    const double y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    const double z = (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883;
    auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    return { 116 * f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z)) };
}

double difference(const QColor &a, const QColor &b, const Matrix &vision)
{
    const auto first = lab(a, vision);
    const auto second = lab(b, vision);
    return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

QString nameOf(const QObject *object)
{
    QString name = QString::fromLatin1(object->metaObject()->className()) + ' ' + object->objectName();
    for (const QObject *above = object->parent(); above != nullptr; above = above->parent()) {
        if (!above->objectName().isEmpty() && !above->objectName().startsWith("qt_"))
            return name + " in " + above->objectName();
    }
    return name;
}

} // namespace

/// Whether everybody can use the window: by keyboard, by ear, with any colour vision, in both languages.
class GuiAccessTest : public GuiFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { makeDemo("gui-access"); }
    void init() { openWindow(); }
    void cleanup();
    void everythingHasAName();
    void plotsSayWhatTheyShow();
    void textsAreReadable_data();
    void textsAreReadable();
    void seriesAreToldApart_data();
    void seriesAreToldApart();
    void brightnessRisesEvenly();
    void shortcutsAreUnambiguous();
    void everyActionInBothLanguages_data();
    void everyActionInBothLanguages();
    void nothingIsCutInASmallWindow_data() { everyActionInBothLanguages_data(); }
    void nothingIsCutInASmallWindow();
    void fromEmptyToSubmissionByKeyboard();

private:
    bool openWithRun();
    void showEveryPage();
    QStringList cutTexts(const QString &place) const;
    static void later(std::function<bool()> step);
    static void typeFile(const QString &text);
};

void GuiAccessTest::cleanup()
{
    qInstallMessageHandler(nullptr);
    if (m_window) {
        session().cancelJobs();
        m_window.reset();
    }
}

bool GuiAccessTest::openWithRun()
{
    if (!openDemo())
        return false;
    if (!session().project().runFolder.isEmpty())
        return QTest::qWaitFor([&] { return session().analysis() != nullptr; }, kPatience);
    Project project = session().project();
    project.recipe.epochs = 2;
    session().changeProject(project, "settings");
    session().startTraining();
    const bool done = QTest::qWaitFor([&] { return session().analysis() && !session().isTraining(); }, kPatience);
    return done && session().saveProject(session().projectFile());
}

void GuiAccessTest::showEveryPage()
{
    for (int page = 0; page <= int(MainWindow::Page::Music); ++page) {
        m_window->showPage(MainWindow::Page(page));
        QCoreApplication::processEvents();
    }
}

void GuiAccessTest::everythingHasAName()
{
    QVERIFY(openWithRun());
    showEveryPage();
    QStringList nameless;
    for (QWidget *widget : m_window->findChildren<QWidget *>()) {
        const bool isInner = widget->objectName().startsWith("qt_") || qobject_cast<QScrollBar *>(widget) != nullptr
            || qobject_cast<QMenu *>(widget) != nullptr || qobject_cast<QMenuBar *>(widget) != nullptr
            || qobject_cast<QHeaderView *>(widget) != nullptr || widget->inherits("QComboBoxPrivateContainer")
            || widget->inherits("QComboBoxListView") || widget->inherits("QToolBarExtension")
            || widget->inherits("QTableCornerButton") || widget->inherits("QAbstractScrollAreaScrollBarContainer");
        if (isInner || widget->focusPolicy() == Qt::NoFocus)
            continue;
        QAccessibleInterface *seen = QAccessible::queryAccessibleInterface(widget);
        if (seen == nullptr || seen->text(QAccessible::Name).trimmed().isEmpty())
            nameless << nameOf(widget);
        else if (seen->role() == QAccessible::NoRole)
            nameless << "no role: " + nameOf(widget);
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join("\n")));
}

void GuiAccessTest::plotsSayWhatTheyShow()
{
    QVERIFY(openWithRun());
    showEveryPage();
    m_window->showPage(MainWindow::Page::Train);
    for (const char *name : { "lossPlot", "qualityPlot" }) {
        auto *plot = find<PlotWidget>(name);
        plot->setFocus(Qt::TabFocusReason);
        const QString text = plot->description();
        QVERIFY2(text.contains("least") && text.contains("epoch"), qPrintable(text));
        QTRY_COMPARE(plot->accessibleDescription(), text);
        // Zooming and moving, and back.
        QTest::keyClick(plot, Qt::Key_Plus);
        QVERIFY(plot->isZoomed());
        QTest::keyClick(plot, Qt::Key_Right);
        QTest::keyClick(plot, Qt::Key_Home);
        QVERIFY(!plot->isZoomed());
    }
    for (const PlotWidget *plot : m_window->findChildren<PlotWidget *>())
        QVERIFY2(!plot->accessibleName().isEmpty() && !plot->description().isEmpty(), qPrintable(plot->objectName()));
}

void GuiAccessTest::textsAreReadable_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("theme");
    const int light = int(Theme::Light);
    const int dark = int(Theme::Dark);
    QTest::newRow("light") << light << light;
    QTest::newRow("dark") << dark << dark;
    QTest::newRow("light that becomes dark") << light << dark;
    QTest::newRow("dark that becomes light") << dark << light;
}

void GuiAccessTest::textsAreReadable()
{
    QFETCH(int, theme);
    QFETCH(int, before);
    constexpr double least = 4.5;
    applyTheme(Theme(before));
    QVERIFY(openWithRun());
    showEveryPage();
    m_window->openHelp();
    m_window->openJobs();
    applyTheme(Theme(theme));
    QCoreApplication::processEvents();
    QStringList faint;
    int looked = 0;
    auto look = [&](const QColor &text, const QColor &ground, const QString &what) {
        ++looked;
        if (const double found = contrast(text, ground); found < least)
            faint << QString("%1: %2 (%3 on %4)")
                         .arg(what, QString::number(found, 'f', 2), text.name(QColor::HexArgb), ground.name());
    };
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        const QPalette palette = widget->palette();
        const QString name = nameOf(widget);
        if (qobject_cast<const QAbstractItemView *>(widget) != nullptr) {
            const bool onWindow = widget->backgroundRole() == QPalette::Window;
            look(palette.color(QPalette::Text), palette.color(onWindow ? QPalette::Window : QPalette::Base), name);
            look(palette.color(QPalette::Text), palette.color(QPalette::AlternateBase), name + ", every other row");
            look(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight), name + ", selected");
        } else if (qobject_cast<const QLabel *>(widget) != nullptr) {
            const QWidget *ground = widget;
            while (!ground->autoFillBackground() && !ground->isWindow() && ground->parentWidget() != nullptr)
                ground = ground->parentWidget();
            const QColor colour = palette.color(ground->backgroundRole());
            look(palette.color(widget->foregroundRole()), colour, name);
            look(palette.color(QPalette::Link), colour, name + ", links");
        } else if (qobject_cast<const QAbstractButton *>(widget) != nullptr) {
            look(palette.color(QPalette::ButtonText), palette.color(QPalette::Button), name);
            look(palette.color(QPalette::WindowText), palette.color(QPalette::Window), name);
        } else if (qobject_cast<const QLineEdit *>(widget) != nullptr) {
            look(palette.color(QPalette::Text), palette.color(QPalette::Base), name);
            look(palette.color(QPalette::PlaceholderText), palette.color(QPalette::Base), name + ", placeholder");
        } else if (qobject_cast<const QTabBar *>(widget) != nullptr
                   || qobject_cast<const QGroupBox *>(widget) != nullptr) {
            look(palette.color(QPalette::WindowText), palette.color(QPalette::Window), name);
        } else if (const auto *plot = qobject_cast<const QCustomPlot *>(widget)) {
            auto *shown = const_cast<QCustomPlot *>(plot);
            const QColor ground = palette.color(QPalette::Base);
            for (QCPAxis *axis : { shown->xAxis, shown->yAxis, shown->xAxis2, shown->yAxis2 }) {
                look(axis->tickLabelColor(), ground, name + ", figures of an axis");
                look(axis->labelColor(), ground, name + ", title of an axis");
            }
            if (shown->legend != nullptr)
                look(shown->legend->textColor(), ground, name + ", legend");
            for (int i = 0; i < shown->itemCount(); ++i) {
                if (const auto *text = qobject_cast<const QCPItemText *>(shown->item(i)))
                    look(text->color(), ground, name + ", text " + text->text());
            }
        }
    }
    // What figures are coloured with, on any row.
    const QPalette palette = m_window->palette();
    for (const bool isBetter : { true, false }) {
        for (const auto role : { QPalette::Base, QPalette::AlternateBase })
            look(differenceColour(isBetter, palette), palette.color(role), isBetter ? "better" : "worse");
    }
    look(palette.color(QPalette::ToolTipText), palette.color(QPalette::ToolTipBase), "tooltips and messages");
    applyTheme(Theme::Light);
    QVERIFY(looked > 300);
    faint.removeDuplicates();
    QVERIFY2(faint.isEmpty(), qPrintable(faint.join("\n")));
}

void GuiAccessTest::seriesAreToldApart_data()
{
    QTest::addColumn<int>("theme");
    QTest::addColumn<int>("vision");
    for (const auto &[theme, name] : { std::pair(Theme::Light, "light"), std::pair(Theme::Dark, "dark") }) {
        for (size_t vision = 0; vision < std::size(kVisions); ++vision)
            QTest::addRow("%s, %s", name, kVisions[vision].first) << int(theme) << int(vision);
    }
}

void GuiAccessTest::seriesAreToldApart()
{
    QFETCH(int, theme);
    QFETCH(int, vision);
    const Matrix &matrix = kVisions[vision].second;
    applyTheme(Theme(theme));
    const QPalette palette = QApplication::palette();
    std::vector<std::vector<QColor>> sets(2);
    for (const CurveColour colour : { CurveColour::Blue, CurveColour::Orange, CurveColour::Green, CurveColour::Purple })
        sets[0].push_back(curveColour(colour, palette));
    for (size_t i = 0; i < 6; ++i) // more than lie over one another as a rule; they come with a legend
        sets[1].push_back(seriesColour(i, palette));
    applyTheme(Theme::Light);
    for (const auto &colours : sets) {
        for (size_t i = 0; i < colours.size(); ++i) {
            // Against the ground, as thin lines are.
            QVERIFY2(contrast(colours[i], palette.color(QPalette::Base)) >= 3, qPrintable(colours[i].name()));
            for (size_t k = i + 1; k < colours.size(); ++k) {
                const double found = difference(colours[i], colours[k], matrix);
                QVERIFY2(
                    found >= 11,
                    qPrintable(
                        QString("%1 and %2: %3").arg(colours[i].name(), colours[k].name(), QString::number(found))));
            }
        }
    }
}

void GuiAccessTest::brightnessRisesEvenly()
{
    for (const auto theme : { Theme::Light, Theme::Dark }) {
        applyTheme(theme);
        auto lightness = [](const QCPColorGradient &gradient, double place) {
            auto copy = gradient;
            return lab(QColor(copy.color(place, QCPRange(0, 1))), kVisions[0].second)[0];
        };
        std::vector<double> steps;
        const QCPColorGradient even = evenGradient(QApplication::palette());
        for (int i = 0; i < 20; ++i)
            steps.push_back(lightness(even, (i + 1) / 20.0) - lightness(even, i / 20.0));
        const auto [least, most] = std::minmax_element(steps.begin(), steps.end());
        QVERIFY2(*least * *most > 0, "it rises all the way, or falls");
        QVERIFY2(std::fabs(*most) < 3 * std::fabs(*least) && std::fabs(*least) < 3 * std::fabs(*most),
                 qPrintable(QString("%1 %2").arg(QString::number(*least), QString::number(*most))));
        // Nought in the middle, both ends as far from it.
        const QCPColorGradient diverging = divergingGradient(QApplication::palette());
        QVERIFY(std::fabs(lightness(diverging, 0) - lightness(diverging, 1)) < 12);
        QVERIFY(std::fabs(lightness(diverging, 0.5) - lightness(diverging, 0)) > 25);
    }
    applyTheme(Theme::Light);
}

void GuiAccessTest::shortcutsAreUnambiguous()
{
    QMap<QString, QString> taken;
    for (const PlacedAction &placed : actionsOf(*m_window->menuBar())) {
        for (const QKeySequence &keys : placed.action->shortcuts()) {
            const QString text = keys.toString();
            QVERIFY2(!taken.contains(text) || taken[text] == placed.action->text(),
                     qPrintable(text + ": " + taken[text] + ", " + placed.action->text()));
            taken.insert(text, placed.action->text());
        }
    }
    QVERIFY(taken.size() > 25);
    // Menus' letters, too.
    QSet<QChar> letters;
    for (const QAction *menu : m_window->menuBar()->actions()) {
        const qsizetype mark = menu->text().indexOf('&');
        QVERIFY2(mark >= 0 && !letters.contains(menu->text()[mark + 1].toLower()), qPrintable(menu->text()));
        letters << menu->text()[mark + 1].toLower();
    }
}

void GuiAccessTest::everyActionInBothLanguages_data()
{
    QTest::addColumn<QString>("language");
    for (const QString &language : languages())
        QTest::newRow(qPrintable(language)) << language;
}

void GuiAccessTest::everyActionInBothLanguages()
{
    QFETCH(QString, language);
    QVERIFY(openWithRun());
    m_window.reset();
    warnings.clear();
    qInstallMessageHandler(keepWarning);
    chooseLanguage(language);
    applyLanguage();
    openWindow();
    QVERIFY(openWithRun());
    QSet<QString> seen;
    // Whatever asks is told no.
    QTimer closer;
    connect(&closer, &QTimer::timeout, this, [&] {
        if (QWidget *popup = QApplication::activePopupWidget()) {
            popup->close();
        } else if (QWidget *modal = QApplication::activeModalWidget()) {
            seen << QString::fromLatin1(modal->metaObject()->className());
            for (const QLabel *label : modal->findChildren<QLabel *>())
                QVERIFY2(!label->text().contains("%1"), qPrintable(label->text()));
            modal->close();
        }
    });
    closer.start(5);
    int triggered = 0;
    for (const PlacedAction &placed : actionsOf(*m_window->menuBar())) {
        if (!placed.action)
            continue; // of a menu that was filled anew meanwhile
        const QString keys = placed.action->shortcut().toString();
        const QString name = placed.action->objectName();
        const bool leaves = keys == "Ctrl+Q" || keys == "Ctrl+W" || keys == "Ctrl+F4" || keys == "Ctrl+N"
            || keys == "Ctrl+Shift+N" || name.startsWith("language-") || name.startsWith("theme-")
            || placed.path.size() > 1;
        if (leaves || !placed.action->isEnabled() || placed.action->text().contains("emo"))
            continue;
        placed.action->trigger();
        ++triggered;
        QTest::qWait(30);
        for (QWidget *widget : QApplication::topLevelWidgets()) {
            if (auto *dialog = qobject_cast<QDialog *>(widget); dialog != nullptr && dialog->isVisible()) {
                seen << QString::fromLatin1(dialog->metaObject()->className());
                dialog->close();
            }
        }
        if (session().isTraining()) {
            session().cancelJobs();
            QVERIFY(QTest::qWaitFor([&] { return !session().isTraining(); }, kPatience));
        }
    }
    // Those that no menu opens.
    ProposalDialog::ask(session(), { m_project, m_folder.path() }, m_window.get());
    QTest::qWait(200);
    closer.stop();
    chooseLanguage("en");
    applyLanguage();
    QVERIFY2(triggered > 35, qPrintable(QString::number(triggered)));
    QVERIFY2(seen.size() > 10, qPrintable(QStringList(seen.values()).join(' ')));
    QVERIFY2(warnings.isEmpty(), qPrintable(warnings.join("\n")));
}

/// Tries a step until it holds, from within whatever dialog is open by then.
void GuiAccessTest::later(std::function<bool()> step)
{
    auto *timer = new QTimer(qApp);
    QObject::connect(timer, &QTimer::timeout, timer, [timer, step = std::move(step)] {
        if (step())
            timer->deleteLater();
    });
    timer->start(30);
}

void GuiAccessTest::typeFile(const QString &text)
{
    later([text] {
        auto *dialog = qobject_cast<QFileDialog *>(QApplication::activeModalWidget());
        if (dialog == nullptr || !dialog->isVisible())
            return false;
        auto *line = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        if (line == nullptr)
            return false; // the line has the focus when the dialog opens
        line->selectAll();
        QTest::keyClicks(line, text);
        // What the line proposes would take the first Enter; Escape would close the dialog where nothing is proposed.
        if (line->completer() != nullptr && line->completer()->popup()->isVisible())
            QTest::keyClick(line->completer()->popup(), Qt::Key_Escape);
        QTest::keyClick(line, Qt::Key_Return);
        return true;
    });
}

/// Texts of buttons, switches and lines that have less room than they need, or lie outside of what holds them.
QStringList GuiAccessTest::cutTexts(const QString &place) const
{
    QStringList cut;
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty())
            continue;
        // A table that does not scroll is to be seen whole.
        if (const auto *table = qobject_cast<const QTableView *>(widget); table != nullptr
            && table->horizontalScrollBarPolicy() == Qt::ScrollBarAlwaysOff
            && table->horizontalHeader()->length() > table->viewport()->width())
            cut << QString("%1: %2 has %3 of %4 px")
                       .arg(place, nameOf(widget), QString::number(table->viewport()->width()),
                            QString::number(table->horizontalHeader()->length()));
        QString text;
        if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            const auto *tool = qobject_cast<const QToolButton *>(widget);
            if (tool == nullptr || tool->toolButtonStyle() != Qt::ToolButtonIconOnly || tool->icon().isNull())
                text = button->text();
        } else if (const auto *label = qobject_cast<const QLabel *>(widget)) {
            if (!label->wordWrap() && qobject_cast<const ElidedLabel *>(label) == nullptr
                && !Qt::mightBeRichText(label->text()))
                text = label->text();
        }
        if (text.isEmpty())
            continue;
        const int needed = widget->fontMetrics().size(Qt::TextShowMnemonic, text).width();
        const bool isSwitch = qobject_cast<const QCheckBox *>(widget) || qobject_cast<const QRadioButton *>(widget);
        if (widget->width() < needed + (isSwitch ? 16 : 0))
            cut << QString("%1: \"%2\" has %3 of %4 px")
                       .arg(place, text, QString::number(widget->width()), QString::number(needed));
        else if (const QRect around = widget->parentWidget()->rect();
                 widget->geometry().left() < 0 || widget->geometry().right() > around.right() + 1)
            cut << QString("%1: \"%2\" sticks out").arg(place, text);
    }
    return cut;
}

void GuiAccessTest::nothingIsCutInASmallWindow()
{
    QFETCH(QString, language);
    QVERIFY(openWithRun());
    m_window.reset();
    chooseLanguage(language);
    applyLanguage();
    openWindow();
    m_window->resize(1024, 700);
    QVERIFY(openWithRun());
    QStringList cut;
    int places = 0;
    for (int page = 0; page <= int(MainWindow::Page::Music); ++page) {
        m_window->showPage(MainWindow::Page(page));
        QTest::qWait(50);
        cut << cutTexts(QString("page %1").arg(page));
        for (QTabWidget *tabs : m_window->findChildren<QTabWidget *>()) {
            for (int tab = 0; tabs->isVisible() && tab < tabs->count(); ++tab, ++places) {
                tabs->setCurrentIndex(tab);
                QTest::qWait(30);
                cut << cutTexts(QString("page %1, %2").arg(QString::number(page), tabs->tabText(tab)));
            }
        }
    }
    QCOMPARE(m_window->size(), QSize(1024, 700));
    chooseLanguage("en");
    applyLanguage();
    cut.removeDuplicates();
    QVERIFY(places > 15);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join("\n")));
}

void GuiAccessTest::fromEmptyToSubmissionByKeyboard()
{
    QVERIFY(session().isEmpty());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    auto press = [&](Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        // As a desktop does when a dialog is gone; without a window manager nobody does.
        if (QApplication::activeModalWidget() == nullptr && !m_window->isActiveWindow()) {
            m_window->activateWindow();
            (void)QTest::qWaitForWindowActive(m_window.get());
        }
        QWidget *target = QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : m_window.get();
        QTest::keyClick(target, key, modifiers);
    };
    auto command = [&](const QString &typed) {
        press(Qt::Key_K, Qt::ControlModifier);
        auto *palette = m_window->findChild<CommandPalette *>();
        QVERIFY(palette != nullptr);
        auto *line = palette->findChild<QLineEdit *>("commandEdit");
        QTest::keyClicks(line, typed);
        QTest::keyClick(line, Qt::Key_Return);
    };
    // Everything that lies in a folder, after a look at what it is taken for.
    typeFile(QFileInfo(m_project).absolutePath());
    command("add a folder");
    ProposalDialog *proposal = nullptr;
    QVERIFY(QTest::qWaitFor(
        [&] { return (proposal = m_window->findChild<ProposalDialog *>()) != nullptr && proposal->isVisible(); },
        kPatience));
    QTest::keyClick(proposal, Qt::Key_Return);
    QVERIFY(QTest::qWaitFor(
        [&] { return session().data() && session().data()->trackCount() > 0 && !session().isLoading(); }, kPatience));
    QCOMPARE(session().project().sources.size(), size_t(4));
    // Two epochs: the setting is found by its name.
    command("epochs");
    QTRY_COMPARE(m_window->focusWidget(), find<QWidget>("epochsBox"));
    press(Qt::Key_A, Qt::ControlModifier);
    press(Qt::Key_2);
    press(Qt::Key_Tab);
    QCOMPARE(session().project().recipe.epochs, 2);
    press(Qt::Key_F5);
    QVERIFY(QTest::qWaitFor([&] { return session().analysis() && !session().isTraining(); }, kPatience));
    QVERIFY(QTest::qWaitFor([&] { return !session().lane(Lane::Data).isBusy(); }, kPatience));
    // A threshold, by its curve.
    press(Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(m_window->currentPage(), MainWindow::Page::Thresholds);
    ThresholdEditor &editor = session().thresholds();
    QVERIFY(QTest::qWaitFor([&] { return editor.whatIf() != nullptr; }, kPatience));
    auto *plot = find<PlotWidget>("thresholdPlot");
    for (int i = 0; i < 60 && QApplication::focusWidget() != plot; ++i)
        press(Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), plot);
    const double before = editor.whatIf()->threshold();
    press(Qt::Key_Left);
    QVERIFY(editor.whatIf()->threshold() != before);
    press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(QTest::qWaitFor([&] { return editor.whatIf() && editor.whatIf()->threshold() == before; }, kPatience));
    QVERIFY(QTest::qWaitFor([&] { return !session().lane(Lane::Data).isBusy(); }, kPatience));
    // Out with it.
    press(Qt::Key_5, Qt::ControlModifier);
    const QString file = m_folder.filePath("by-keyboard.tsv");
    typeFile(file);
    press(Qt::Key_E, Qt::ControlModifier);
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(file); }, kPatience));
}

QTEST_MAIN(GuiAccessTest)
#include "tst_gui_access.moc"
