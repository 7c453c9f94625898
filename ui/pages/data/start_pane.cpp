#include "ui/pages/data/start_pane.h"

#include "ui/controls/elided_label.h"
#include "ui/controls/spacing.h"
#include "ui/help/help_window.h"
#include "ui/language/language.h"
#include "ui/session/session.h"

#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

namespace melscope {

namespace {

const QSize kPicture(144, 90);

/// "today, 14:05", "yesterday", "3 March 2026"
QString dayText(const QDateTime &time)
{
    if (!time.isValid())
        return {};
    const qint64 days = time.date().daysTo(QDate::currentDate());
    if (days == 0)
        return StartPane::tr("today, %1").arg(spokenLocale().toString(time.time(), QLocale::ShortFormat));
    if (days == 1)
        return StartPane::tr("yesterday");
    return spokenLocale().toString(time.date(), QLocale::LongFormat);
}

QPixmap pictureOf(const recent_projects::Found &found, const QPalette &palette, qreal ratio)
{
    QPixmap picture(kPicture * ratio);
    picture.fill(palette.color(QPalette::AlternateBase));
    if (!found.picture.isNull()) {
        QPainter painter(&picture);
        const QImage scaled =
            found.picture.scaled(picture.size(), Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
        painter.setOpacity(found.isThere ? 1 : 0.4);
        painter.drawImage(0, 0, scaled);
    }
    picture.setDevicePixelRatio(ratio);
    return picture;
}

QLabel *heading(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    setHeadingFont(label);
    return label;
}

} // namespace

StartPane::StartPane(Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_list(nullptr)
    , m_noneYet(nullptr)
{
    setObjectName(QStringLiteral("startPane"));
    auto *outer = new QVBoxLayout(this);
    outer->addStretch(1);
    auto *row = new QHBoxLayout;
    row->setSpacing(kRoom * 6);
    row->addStretch(1);
    row->addWidget(buildNew(), 4, Qt::AlignTop);
    row->addWidget(buildRecent(), 6);
    row->addStretch(1);
    outer->addLayout(row, 8);
    outer->addStretch(1);
}

QWidget *StartPane::buildNew()
{
    auto *side = new QWidget(this);
    side->setMinimumWidth(270);
    side->setMaximumWidth(380);
    auto *layout = new QVBoxLayout(side);
    layout->setSpacing(kRoom);
    layout->addWidget(heading(tr("Begin"), side));
    auto add = [&](const QString &text, const QString &name, const QString &explanation, auto signal) {
        auto *button = new QPushButton(text, side);
        button->setObjectName(name);
        button->setMinimumHeight(button->sizeHint().height() + 6);
        connect(button, &QPushButton::clicked, this, signal);
        layout->addSpacing(kRoom);
        layout->addWidget(button);
        auto *below = new QLabel(explanation, side);
        below->setWordWrap(true);
        below->setForegroundRole(QPalette::PlaceholderText);
        button->setAccessibleDescription(explanation);
        layout->addWidget(below);
        return button;
    };
    add(tr("Try the demo"), QStringLiteral("openDemoButton"),
        tr("Made-up data: four sources with 2,000 recordings together; a training takes half a minute."),
        &StartPane::demoWanted)
        ->setDefault(true);
    add(tr("New from files …"), QStringLiteral("emptyAddFilesButton"),
        tr("Ground truths (*.tsv, *.tsv.bz2), archives of AcousticBrainz documents, feature stores or sounds. You see "
           "what each is taken for before anything happens; dropping them on this window does the same."),
        &StartPane::filesWanted);
    add(tr("New from a folder …"), QStringLiteral("emptyAddFolderButton"),
        tr("Everything in it that is recognised: ground truths, archives, folders of documents or of sounds."),
        &StartPane::folderWanted);
    add(tr("Open a project …"), QStringLiteral("openProjectButton"), tr("A *.melscope file that was saved before."),
        &StartPane::projectWanted);
    auto *guide = new QPushButton(tr("Read the guide (F1)"), side);
    guide->setObjectName(QStringLiteral("startGuide"));
    guide->setMinimumHeight(guide->sizeHint().height() + 6);
    connect(guide, &QPushButton::clicked, this, [] { showHelp(QStringLiteral("start")); });
    layout->addSpacing(kRoom);
    layout->addWidget(guide);
    layout->addStretch(1);
    return side;
}

QWidget *StartPane::buildRecent()
{
    auto *side = new QWidget(this);
    side->setMaximumWidth(640);
    side->setMinimumWidth(360);
    auto *layout = new QVBoxLayout(side);
    layout->setSpacing(kRoom);
    layout->addWidget(heading(tr("Recent projects"), side));
    m_noneYet = new QLabel(tr("None yet. Projects that are opened or saved stand here."), side);
    m_noneYet->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_noneYet);
    auto *scroll = new QScrollArea(side);
    scroll->setObjectName(QStringLiteral("recentProjects"));
    scroll->setAccessibleName(tr("Recent projects"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list = new QWidget(scroll);
    m_list->setObjectName(QStringLiteral("recentList"));
    new QVBoxLayout(m_list);
    m_list->layout()->setContentsMargins(0, 0, 0, 0);
    scroll->setWidget(m_list);
    scroll->viewport()->setAutoFillBackground(false);
    m_list->setAutoFillBackground(false);
    layout->addWidget(scroll, 1);
    return side;
}

void StartPane::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void StartPane::refresh()
{
    m_session.lane(Lane::Runs)
        .run(
            this, tr("Looking for recent projects"),
            [entries = recent_projects::list()](const CancelToken &, const ProgressCallback &)
                -> Result<std::vector<recent_projects::Found>> { return recent_projects::lookUp(entries); },
            [this](const Result<std::vector<recent_projects::Found>> &found) {
                if (found)
                    fill(*found);
            });
}

void StartPane::fill(const std::vector<recent_projects::Found> &found)
{
    auto *layout = static_cast<QVBoxLayout *>(m_list->layout());
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (item->widget() != nullptr)
            item->widget()->deleteLater();
        delete item;
    }
    for (const recent_projects::Found &one : found)
        layout->addWidget(makeRow(one));
    layout->addStretch(1);
    m_noneYet->setVisible(found.empty());
}

QWidget *StartPane::makeRow(const recent_projects::Found &found)
{
    const QString file = found.entry.file;
    const QString name = QFileInfo(file).completeBaseName();
    auto *button = new QToolButton(m_list);
    button->setAutoRaise(true);
    button->setObjectName(QStringLiteral("recentProject"));
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    button->setFixedHeight(kPicture.height() + 2 * kRoom);
    button->setAccessibleName(found.isThere ? tr("Open %1").arg(name) : tr("%1, missing").arg(name));
    button->setToolTip(QDir::toNativeSeparators(file));
    auto *row = new QHBoxLayout(button);
    row->setContentsMargins(kRoom, kRoom, kRoom, kRoom);
    row->setSpacing(kRoom * 2);
    auto *picture = new QLabel(button);
    picture->setPixmap(pictureOf(found, palette(), devicePixelRatioF()));
    picture->setFixedSize(kPicture);
    row->addWidget(picture);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addStretch(1);
    auto addText = [&](const QString &text, bool isTitle) {
        auto *label = new ElidedLabel(button, isTitle ? Qt::ElideRight : Qt::ElideMiddle);
        label->setWholeText(text);
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
        label->setForegroundRole(isTitle ? QPalette::WindowText : QPalette::PlaceholderText);
        if (isTitle) {
            QFont bold = font();
            bold.setBold(true);
            label->setFont(bold);
        }
        texts->addWidget(label);
    };
    addText(name, true);
    addText(QDir::toNativeSeparators(QFileInfo(file).absolutePath()), false);
    addText(found.isThere ? dayText(found.entry.used) : tr("Missing: it was moved, or its disk is not connected"),
            false);
    texts->addStretch(1);
    row->addLayout(texts, 1);
    connect(button, &QToolButton::clicked, this, [this, file] { Q_EMIT recentWanted(file); });
    auto *forget = new QAction(tr("Take out of this list"), button);
    connect(forget, &QAction::triggered, this, [this, file] {
        recent_projects::forget(file);
        refresh();
    });
    button->addAction(forget);
    button->setContextMenuPolicy(Qt::ActionsContextMenu);
    return button;
}

} // namespace melscope
