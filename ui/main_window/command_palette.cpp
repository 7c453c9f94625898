#include "ui/main_window/command_palette.h"

#include <QAbstractListModel>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPointer>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace melscope {

namespace {

constexpr size_t kMost = 200; ///< listed at once
constexpr int kMargin = 10;
// What a letter is worth where it stands.
constexpr int kWordStart = 20;
constexpr int kBehind = 9; ///< right behind the letter before
constexpr int kAmidWord = 12; ///< in a row that stands somewhere

/// The text at the left, what it is beneath in small, the shortcut at the right.
class CommandDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    enum Role { Kind = Qt::UserRole, Shortcut };

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return { 100, option.fontMetrics.height() * 2 + 8 };
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const override
    {
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const bool isEnabled = index.flags().testFlag(Qt::ItemIsEnabled);
        painter->save();
        if (isSelected)
            painter->fillRect(option.rect, option.palette.highlight());
        const auto colour = [&](QPalette::ColorRole role) {
            return isSelected ? option.palette.color(QPalette::HighlightedText)
                              : option.palette.color(isEnabled ? role : QPalette::PlaceholderText);
        };
        const QRect room = option.rect.adjusted(kMargin, 3, -kMargin, -3);
        const QString shortcut = index.data(Shortcut).toString();
        const int beside = shortcut.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(shortcut) + kMargin;
        painter->setPen(colour(QPalette::Text));
        painter->setFont(option.font);
        painter->drawText(room.adjusted(0, 0, -beside, 0), Qt::AlignLeft | Qt::AlignTop,
                          option.fontMetrics.elidedText(option.text, Qt::ElideMiddle, room.width() - beside));
        painter->setPen(colour(QPalette::PlaceholderText));
        painter->drawText(room, Qt::AlignRight | Qt::AlignTop, shortcut);
        painter->drawText(room, Qt::AlignLeft | Qt::AlignBottom,
                          option.fontMetrics.elidedText(index.data(Kind).toString(), Qt::ElideRight, room.width()));
        painter->restore();
    }
};

bool isWordStart(const QString &text, qsizetype place)
{
    return place == 0 || !text[place - 1].isLetterOrNumber() || (text[place].isUpper() && text[place - 1].isLower());
}

} // namespace

int fitOf(const QString &typed, const QString &text)
{
    const qsizetype whole = typed.isEmpty() ? -1 : text.indexOf(typed, 0, Qt::CaseInsensitive);
    const int early =
        whole < 0 ? 0 : -int(std::min<qsizetype>(whole, 100) + std::min<qsizetype>(text.size() - typed.size(), 90));
    if (whole >= 0 && isWordStart(text, whole))
        return 1000 + early;
    // Two letters amid a word are there by chance, six are not.
    const int amid = whole < 0 ? -1 : std::max(0, int(typed.size()) * kAmidWord + early / 20);
    int fit = 0;
    qsizetype place = 0;
    qsizetype last = -2;
    for (const QChar letter : typed) {
        if (letter.isSpace())
            continue;
        // Rather where a word begins than where the letter happens to come next.
        qsizetype found = -1;
        for (qsizetype i = place; i < text.size(); ++i) {
            if (text[i].toCaseFolded() != letter.toCaseFolded())
                continue;
            if (found < 0)
                found = i;
            if (i == last + 1 || isWordStart(text, i)) {
                found = i;
                break;
            }
        }
        if (found < 0)
            return amid;
        fit += found == last + 1 ? kBehind : isWordStart(text, found) ? kWordStart : 1;
        last = found;
        place = found + 1;
    }
    return std::max(fit, amid);
}

class CommandPalette::Model : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    void show(std::vector<Command> commands)
    {
        beginResetModel();
        m_commands = std::move(commands);
        endResetModel();
    }
    const Command &at(int row) const { return m_commands[size_t(row)]; }
    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_commands.size());
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const Command &command = at(index.row());
        switch (role) {
        case Qt::DisplayRole:
            return command.text;
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1, %2 %3").arg(command.text, command.kind, command.shortcut).trimmed();
        case CommandDelegate::Kind:
            return command.kind;
        case CommandDelegate::Shortcut:
            return command.shortcut;
        default:
            return {};
        }
    }
    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        return at(index.row()).isEnabled ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
    }

private:
    std::vector<Command> m_commands;
};

CommandPalette::CommandPalette(std::vector<Command> commands, Search search, QWidget *parent)
    : QDialog(parent)
    , m_commands(std::move(commands))
    , m_search(std::move(search))
    , m_edit(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new Model(this))
{
    setObjectName(QStringLiteral("commandPalette"));
    setWindowTitle(tr("Commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *layout = new QVBoxLayout(this);
    m_edit->setObjectName(QStringLiteral("commandEdit"));
    m_edit->setAccessibleName(tr("Command"));
    m_edit->setPlaceholderText(tr("An action, a page, a label, a run, a setting, or a track"));
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("commandList"));
    m_list->setAccessibleName(tr("Commands"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_edit);
    layout->addWidget(m_list, 1);
    connect(m_edit, &QLineEdit::textChanged, this, &CommandPalette::find);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    resize(560, 420);
    if (parent != nullptr) {
        const QPoint top = parent->mapToGlobal(QPoint((parent->width() - width()) / 2, 70));
        move(top);
    }
    find();
    m_edit->setFocus();
}

QStringList CommandPalette::shown() const
{
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row)
        texts << m_model->at(row).text;
    return texts;
}

void CommandPalette::find()
{
    const QString typed = m_edit->text().trimmed();
    std::vector<std::pair<int, const Command *>> found;
    for (const Command &command : m_commands) {
        int fit = fitOf(typed, command.text);
        if (const int byKind = fitOf(typed, command.kind + QLatin1Char(' ') + command.text); byKind > 0)
            fit = std::max(fit, byKind - 5);
        if (fit >= 0)
            found.emplace_back(fit + (command.isEnabled ? 1 : 0), &command);
    }
    std::ranges::stable_sort(found, std::greater<>(), [](const auto &one) { return one.first; });
    std::vector<Command> shown;
    for (size_t i = 0; i < std::min(found.size(), kMost); ++i)
        shown.push_back(*found[i].second);
    m_found = shown;
    show(std::move(shown));
    if (typed.isEmpty() || !m_search)
        return;
    m_search(typed, [palette = QPointer(this), typed](const std::vector<Command> &more) {
        if (!palette || palette->m_edit->text().trimmed() != typed)
            return;
        std::vector<Command> all = palette->m_found;
        all.insert(all.end(), more.begin(), more.end());
        const QString chosen = palette->m_list->currentIndex().data().toString();
        palette->show(std::move(all));
        for (int row = 0; row < palette->m_model->rowCount() && !chosen.isEmpty(); ++row) {
            if (palette->m_model->at(row).text != chosen)
                continue;
            palette->m_list->setCurrentIndex(palette->m_model->index(row)); // where the user was
            break;
        }
    });
}

void CommandPalette::show(std::vector<Command> shown)
{
    m_model->show(std::move(shown));
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->at(row).isEnabled) {
            m_list->setCurrentIndex(m_model->index(row));
            break;
        }
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        switch (key->key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            QApplication::sendEvent(m_list, event); // the line keeps the focus
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            runCurrent();
            return true;
        default:
            break;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid() || !m_model->at(current.row()).isEnabled)
        return;
    // When this dialog is gone, since the command may open another.
    QTimer::singleShot(0, parent(), m_model->at(current.row()).run);
    accept();
}

} // namespace melscope
