#pragma once

#include <QDialog>
#include <QUrl>

class QAction;
class QLineEdit;
class QTextBrowser;
class QTreeWidget;

namespace melscope {

/// The guide: chapters at the left, the text at the right. Anybody can open a place of it by showHelp().
class HelpWindow : public QDialog
{
    Q_OBJECT
public:
    explicit HelpWindow(QWidget *parent = nullptr);

    /// A chapter by its name, with an anchor behind "#": "figures#map".
    void showPlace(const QString &place);
    /// The names of all chapters, in their order.
    static QStringList chapters();
    /// A chapter in the language of the window, as Markdown; English where there is no other.
    static QString chapterText(const QString &chapter);
    /// A heading's name in a link: lower case, spaces as hyphens, nothing else but letters and digits.
    static QString anchorOf(const QString &heading);

private:
    void fillContents();
    void search();
    bool findNext(const QString &typed);
    void markChapter(const QString &chapter);

    QTreeWidget *m_contents;
    QTextBrowser *m_text;
    QLineEdit *m_search;
};

/// Opens the guide at a place, from wherever in the window.
void showHelp(const QString &place);
/// The window that answers showHelp().
void answerHelp(QObject *window, const char *slot);
/// The window that answered is going; another one answers when it is used.
void forgetHelp();

} // namespace melscope
