#include "ui/pages/label_tree.h"

#include "core/base/number_text.h"
#include "core/base/text.h"
#include "core/truth/label.h"

#include <QApplication>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <map>

namespace melscope {

namespace {

enum Column { Name, Recordings, Groups, Share, kColumns };
constexpr int kLabelRole = Qt::UserRole;
constexpr int kFigureRole = Qt::UserRole + 1;

class LabelItem : public QTreeWidgetItem
{
public:
    using QTreeWidgetItem::QTreeWidgetItem;
    bool operator<(const QTreeWidgetItem &other) const override
    {
        const int column = treeWidget()->sortColumn();
        if (column == Name)
            return text(Name).compare(other.text(Name), Qt::CaseInsensitive) < 0;
        return data(column, kFigureRole).toDouble() < other.data(column, kFigureRole).toDouble();
    }
};

} // namespace

LabelTree::LabelTree(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_search(new QLineEdit(this))
    , m_tree(new QTreeWidget(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_search);
    layout->addWidget(m_tree, 1);
    m_search->setObjectName(name + QStringLiteral("Search"));
    m_search->setAccessibleName(tr("Search labels"));
    m_search->setPlaceholderText(tr("Search labels"));
    m_search->setClearButtonEnabled(true);
    m_tree->setObjectName(name);
    m_tree->setAccessibleName(tr("Genres and subgenres"));
    m_tree->setColumnCount(kColumns);
    m_tree->setHeaderLabels({ tr("Label"), tr("Recordings"), tr("Release groups"), tr("Share") });
    m_tree->headerItem()->setToolTip(Share, tr("Share of the recordings"));
    for (int column = Recordings; column < kColumns; ++column)
        m_tree->headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    m_tree->setUniformRowHeights(true);
    m_tree->setAlternatingRowColors(true);
    m_tree->setAutoScroll(false); // a click on a number is not to push the names out of sight
    m_tree->setTextElideMode(Qt::ElideMiddle);
    m_tree->setSortingEnabled(true);
    m_tree->sortByColumn(Recordings, Qt::DescendingOrder);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(Name, QHeaderView::Stretch);
    m_tree->header()->setMinimumSectionSize(60);
    connect(m_search, &QLineEdit::textChanged, this, &LabelTree::applySearch);
    connect(m_tree, &QTreeWidget::itemClicked, this, [this](QTreeWidgetItem *item) {
        Q_EMIT labelClicked(item->data(Name, kLabelRole).toString(),
                            QApplication::keyboardModifiers().testFlag(Qt::ControlModifier));
    });
    connect(m_tree, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem *item) { Q_EMIT labelClicked(item->data(Name, kLabelRole).toString(), false); });
}

void LabelTree::showRowsOnly()
{
    m_tree->headerItem()->setText(Recordings, tr("Rows"));
    m_tree->headerItem()->setToolTip(Recordings, tr("A recording is a row in each source and part that has it"));
    m_tree->setColumnHidden(Groups, true);
    m_tree->setColumnHidden(Share, true);
}

void LabelTree::setLabels(const std::vector<LabelStatistics::Label> &labels, size_t recordings)
{
    m_tree->setUpdatesEnabled(false);
    m_tree->setSortingEnabled(false);
    m_tree->clear();
    std::map<std::string, QTreeWidgetItem *, std::less<>> genres;
    auto genreItem = [&](std::string_view genre) {
        auto &item = genres[std::string(genre)];
        if (item == nullptr) {
            item = new LabelItem(m_tree);
            // A genre that no recording has by itself; it stands for its subgenres.
            item->setText(Name, textOf(genre));
            item->setSizeHint(Name, QSize(0, m_tree->fontMetrics().height() + 6));
            item->setData(Name, kLabelRole, QString(item->text(Name) + QStringLiteral("---*")));
        }
        return item;
    };
    for (const LabelStatistics::Label &label : labels) {
        QTreeWidgetItem *item = genreItem(genreOf(label.name));
        const QString name = QString::fromStdString(label.name);
        if (isSubgenre(label.name)) {
            item = new LabelItem(item);
            item->setText(Name, name.section(QString::fromLatin1(kSubgenreMark.data()), 1));
        }
        item->setData(Name, kLabelRole, name);
        item->setToolTip(Name, name);
        item->setSizeHint(Name, QSize(0, m_tree->fontMetrics().height() + 6));
        item->setText(Recordings, countText(qint64(label.recordings)));
        item->setText(Groups, countText(qint64(label.releaseGroups)));
        const double share = recordings == 0 ? 0 : 100.0 * double(label.recordings) / double(recordings);
        item->setText(Share, tr("%1 %").arg(decimalText(share, share < 1 ? 2 : 1)));
        item->setData(Recordings, kFigureRole, double(label.recordings));
        item->setData(Groups, kFigureRole, double(label.releaseGroups));
        item->setData(Share, kFigureRole, share);
        for (int column = Recordings; column < kColumns; ++column)
            item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    }
    m_tree->setSortingEnabled(true);
    for (int column = Recordings; column < kColumns; ++column)
        m_tree->resizeColumnToContents(column);
    m_tree->setUpdatesEnabled(true);
    applySearch();
}

void LabelTree::applySearch()
{
    const QString needle = m_search->text().trimmed();
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *genre = m_tree->topLevelItem(i);
        const bool genreMatches = genre->text(Name).contains(needle, Qt::CaseInsensitive);
        bool anyChild = false;
        for (int k = 0; k < genre->childCount(); ++k) {
            QTreeWidgetItem *child = genre->child(k);
            const bool matches = child->text(Name).contains(needle, Qt::CaseInsensitive);
            anyChild = anyChild || matches;
            child->setHidden(!matches && !genreMatches);
        }
        genre->setHidden(!genreMatches && !anyChild);
        if (!needle.isEmpty())
            genre->setExpanded(anyChild);
    }
}

} // namespace melscope
