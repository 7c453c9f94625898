#include "ui/main_window/about_dialog.h"

#include "core/base/version.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFile>
#include <QGuiApplication>
#include <QIcon>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace melscope {

namespace {

QTextBrowser *chapter(const QString &objectName, const QString &title)
{
    auto *browser = new QTextBrowser;
    browser->setObjectName(objectName);
    browser->setAccessibleName(title);
    browser->setOpenExternalLinks(true);
    browser->setFrameShape(QFrame::NoFrame);
    return browser;
}

/// What stands between ``` lines.
QString codeOf(const QString &markdown)
{
    return markdown.section(QStringLiteral("```"), 1, 1).section(QLatin1Char('\n'), 1);
}

} // namespace

QString readmeChapter(const QString &title)
{
    QFile file(QStringLiteral(":/README.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString text = QLatin1Char('\n') + QString::fromUtf8(file.readAll());
    const QString heading = QStringLiteral("\n## %1\n").arg(title);
    const qsizetype begin = text.indexOf(heading);
    if (begin < 0)
        return {};
    const qsizetype after = begin + heading.size();
    return text.mid(after, text.indexOf(QStringLiteral("\n## "), after) - after).trimmed();
}

AboutDialog::AboutDialog(QWidget *parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About Melscope"));
    auto *layout = new QVBoxLayout(this);
    auto *head = new QHBoxLayout;
    auto *icon = new QLabel(this);
    icon->setPixmap(QIcon(QStringLiteral(":/icons/melscope.svg")).pixmap(64, 64));
    auto *text = new QLabel(tr("<h3>Melscope %1</h3><p>Explores genre data sets and predictions of the MediaEval "
                               "AcousticBrainz Genre Task.</p>"
                               "<p>Free software under the GNU Affero General Public License, version 3 or later, "
                               "without any warranty.</p>")
                                .arg(versionText()),
                            this);
    text->setObjectName(QStringLiteral("aboutText"));
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    head->addWidget(icon, 0, Qt::AlignTop);
    head->addSpacing(8);
    head->addWidget(text, 1);
    layout->addLayout(head);
    auto *tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("aboutTabs"));
    auto *news = chapter(QStringLiteral("whatIsNew"), tr("What is new"));
    news->setMarkdown(readmeChapter(QStringLiteral("What is new")));
    tabs->addTab(news, tr("What is new"));
    const QString citing = readmeChapter(QStringLiteral("Citing"));
    auto *cite = chapter(QStringLiteral("citing"), tr("Citing"));
    cite->setMarkdown(citing);
    tabs->addTab(cite, tr("Citing"));
    layout->addWidget(tabs, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *copy = buttons->addButton(tr("Copy BibTeX"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyBibtex"));
    connect(copy, &QPushButton::clicked, this,
            [bibtex = codeOf(citing)] { QGuiApplication::clipboard()->setText(bibtex); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(buttons);
    resize(640, 520);
}

} // namespace melscope
