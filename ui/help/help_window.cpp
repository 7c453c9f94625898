#include "ui/help/help_window.h"

#include "ui/language/language.h"

#include <QDesktopServices>
#include <QFile>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSplitter>
#include <QTextBlock>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace melscope {

namespace {

const QString kScheme = QStringLiteral("melscope-help");

/// "## What is AP?" → "What is AP?"
QString titleOf(const QString &markdown)
{
    const qsizetype begin = markdown.indexOf(QStringLiteral("# "));
    return begin < 0 ? QString() : markdown.mid(begin + 2).section(QLatin1Char('\n'), 0, 0).trimmed();
}

QString textIn(const QString &chapter, const QString &language)
{
    QFile file(QStringLiteral(":/help/%1/%2.md").arg(language, chapter));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// All of them, the title first.
QStringList headingsOf(const QString &chapter, const QString &language)
{
    static const QRegularExpression heading(QStringLiteral("^#+ (.+)$"), QRegularExpression::MultilineOption);
    QStringList headings;
    for (auto found = heading.globalMatch(textIn(chapter, language)); found.hasNext();)
        headings << found.next().captured(1);
    return headings;
}

/// Shows chapters by their names; links between them are names, too.
class GuideBrowser : public QTextBrowser
{
public:
    using QTextBrowser::QTextBrowser;

protected:
    QVariant loadResource(int type, const QUrl &name) override
    {
        if (type == QTextDocument::MarkdownResource || type == QTextDocument::HtmlResource)
            return HelpWindow::chapterText(name.path());
        if (type == QTextDocument::ImageResource)
            return QTextBrowser::loadResource(type, QUrl(QStringLiteral("qrc:/help/") + name.fileName()));
        return QTextBrowser::loadResource(type, name);
    }
    void doSetSource(const QUrl &url, QTextDocument::ResourceType) override
    {
        if (!url.scheme().isEmpty() && url.scheme() != kScheme) {
            QDesktopServices::openUrl(url);
            return;
        }
        const QString chapter = url.path().isEmpty() ? source().path() : url.path();
        QUrl target;
        target.setPath(chapter);
        target.setFragment(url.fragment());
        QTextBrowser::doSetSource(target, QTextDocument::MarkdownResource);
        markHeadings();
        if (!url.fragment().isEmpty())
            goTo(url.fragment());
    }

private:
    /// An anchor is that of the English heading, whatever the language: the heading of the same number.
    void goTo(const QString &anchor)
    {
        const QStringList english = headingsOf(source().path(), QStringLiteral("en"));
        qsizetype number = 0;
        while (number < english.size() && HelpWindow::anchorOf(english[number]) != anchor)
            ++number;
        for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
            if (block.blockFormat().headingLevel() == 0 || number-- > 0)
                continue;
            // At the top rather than somewhere in view.
            moveCursor(QTextCursor::End);
            setTextCursor(QTextCursor(block));
            ensureCursorVisible();
            return;
        }
    }
    /// Some air above, and the weight of the type scale.
    void markHeadings()
    {
        for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
            QTextBlockFormat format = block.blockFormat();
            const int level = format.headingLevel();
            format.setTopMargin(level == 1 ? 4 : level > 1 ? 16 : format.topMargin());
            format.setBottomMargin(level > 0 ? 6 : 8);
            format.setLineHeight(120, QTextBlockFormat::ProportionalHeight);
            QTextCursor(block).setBlockFormat(format);
        }
        document()->setDocumentMargin(18);
    }
};

} // namespace

QStringList HelpWindow::chapters()
{
    return { QStringLiteral("start"),   QStringLiteral("example"), QStringLiteral("data"),
             QStringLiteral("tracks"),  QStringLiteral("train"),   QStringLiteral("thresholds"),
             QStringLiteral("results"), QStringLiteral("music"),   QStringLiteral("figures"),
             QStringLiteral("paper"),   QStringLiteral("window") };
}

QString HelpWindow::anchorOf(const QString &heading)
{
    QString anchor;
    for (const QChar letter : heading.toLower()) {
        if (letter.isLetterOrNumber())
            anchor += letter;
        else if (letter.isSpace() || letter == QLatin1Char('-'))
            anchor += QLatin1Char('-');
    }
    return anchor;
}

QString HelpWindow::chapterText(const QString &chapter)
{
    for (const QString &language : { spokenLanguage(), QStringLiteral("en") }) {
        if (const QString text = textIn(chapter, language); !text.isEmpty())
            return text;
    }
    return tr("# There is no such chapter");
}

HelpWindow::HelpWindow(QWidget *parent)
    : QDialog(parent)
    , m_contents(new QTreeWidget(this))
    , m_text(new GuideBrowser(this))
    , m_search(new QLineEdit(this))
{
    setObjectName(QStringLiteral("helpWindow"));
    setWindowTitle(tr("Guide"));
    auto *layout = new QVBoxLayout(this);
    auto *top = new QHBoxLayout;
    auto button = [&](const QString &text, const QString &name, auto slot) {
        auto *made = new QToolButton(this);
        made->setText(text);
        made->setObjectName(name);
        connect(made, &QToolButton::clicked, m_text, slot);
        top->addWidget(made);
        return made;
    };
    auto *back = button(tr("Back"), QStringLiteral("helpBack"), &QTextBrowser::backward);
    auto *forward = button(tr("Forward"), QStringLiteral("helpForward"), &QTextBrowser::forward);
    back->setEnabled(false);
    forward->setEnabled(false);
    back->setShortcut(QKeySequence::Back);
    forward->setShortcut(QKeySequence::Forward);
    connect(m_text, &QTextBrowser::backwardAvailable, back, &QWidget::setEnabled);
    connect(m_text, &QTextBrowser::forwardAvailable, forward, &QWidget::setEnabled);
    m_search->setObjectName(QStringLiteral("helpSearch"));
    m_search->setAccessibleName(tr("Search the guide"));
    m_search->setPlaceholderText(tr("Search the guide"));
    m_search->setClearButtonEnabled(true);
    top->addWidget(m_search, 1);
    layout->addLayout(top);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    m_contents->setObjectName(QStringLiteral("helpContents"));
    m_contents->setAccessibleName(tr("Chapters"));
    m_contents->setHeaderHidden(true);
    m_contents->setMinimumWidth(200);
    m_text->setObjectName(QStringLiteral("helpText"));
    m_text->setAccessibleName(tr("Text of the chapter"));
    splitter->addWidget(m_contents);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({ 230, 640 });
    layout->addWidget(splitter, 1);
    connect(m_contents, &QTreeWidget::currentItemChanged, this, [this](const QTreeWidgetItem *item) {
        if (item != nullptr)
            m_text->setSource(QUrl(item->data(0, Qt::UserRole).toString()));
    });
    connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::search);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (!findNext(m_search->text().trimmed())) { // from the top again
            m_text->moveCursor(QTextCursor::Start);
            findNext(m_search->text().trimmed());
        }
    });
    connect(m_text, &QTextBrowser::sourceChanged, this, [this](const QUrl &source) { markChapter(source.path()); });
    fillContents();
    resize(940, 640);
}

void HelpWindow::fillContents()
{
    for (const QString &chapter : chapters()) {
        auto *item = new QTreeWidgetItem(m_contents, { titleOf(chapterText(chapter)) });
        item->setData(0, Qt::UserRole, chapter);
        const QStringList english = headingsOf(chapter, QStringLiteral("en"));
        QStringList shown = headingsOf(chapter, spokenLanguage());
        if (shown.size() != english.size())
            shown = english;
        for (qsizetype i = 1; i < shown.size(); ++i) {
            auto *below = new QTreeWidgetItem(item, { shown[i] });
            below->setData(0, Qt::UserRole, chapter + QLatin1Char('#') + anchorOf(english[i]));
        }
    }
}

/// Shows it with what follows, rather than as the last line.
bool HelpWindow::findNext(const QString &typed)
{
    if (!m_text->find(typed))
        return false;
    QScrollBar *bar = m_text->verticalScrollBar();
    bar->setValue(bar->value() + m_text->cursorRect().top() - m_text->viewport()->height() / 4);
    return true;
}

void HelpWindow::search()
{
    const QString typed = m_search->text().trimmed();
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_contents->topLevelItem(i);
        const QString text = chapterText(item->data(0, Qt::UserRole).toString());
        item->setHidden(!typed.isEmpty() && !text.contains(typed, Qt::CaseInsensitive));
    }
    if (typed.isEmpty())
        return;
    QTextCursor top(m_text->document());
    m_text->setTextCursor(top);
    if (findNext(typed))
        return;
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i) {
        if (!m_contents->topLevelItem(i)->isHidden()) {
            m_contents->setCurrentItem(m_contents->topLevelItem(i));
            findNext(typed);
            return;
        }
    }
}

void HelpWindow::showPlace(const QString &place)
{
    markChapter(place.section(QLatin1Char('#'), 0, 0));
    m_text->setSource(QUrl(place));
}

/// In the contents, wherever the text was reached from.
void HelpWindow::markChapter(const QString &chapter)
{
    const QTreeWidgetItem *current = m_contents->currentItem();
    if (current != nullptr && current->data(0, Qt::UserRole).toString().section(QLatin1Char('#'), 0, 0) == chapter)
        return;
    for (int i = 0; i < m_contents->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_contents->topLevelItem(i);
        if (item->data(0, Qt::UserRole).toString() == chapter) {
            const QSignalBlocker blocker(m_contents);
            m_contents->setCurrentItem(item);
            item->setExpanded(true);
        }
    }
}

void showHelp(const QString &place)
{
    QDesktopServices::openUrl(QUrl(kScheme + QLatin1Char(':') + place));
}

void forgetHelp()
{
    QDesktopServices::unsetUrlHandler(kScheme);
}

void answerHelp(QObject *window, const char *slot)
{
    QDesktopServices::setUrlHandler(kScheme, window, slot);
}

} // namespace melscope
