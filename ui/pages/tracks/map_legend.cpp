#include "ui/pages/tracks/map_legend.h"

#include "core/base/number_text.h"

#include <QHeaderView>
#include <QPainter>
#include <QSignalBlocker>

namespace melscope {

namespace {

constexpr int kShadeRole = Qt::UserRole;

QIcon squareOf(uint32_t colour)
{
    QPixmap square(12, 12);
    square.fill(QColor::fromRgb(colour));
    return square;
}

} // namespace

MapLegend::MapLegend(QWidget *parent)
    : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("mapLegend"));
    setAccessibleName(tr("What the colours mean"));
    setColumnCount(2);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    setToolTip(tr("Untick what is not to be drawn; a double click draws one alone."));
    connect(this, &QTreeWidget::itemChanged, this, &MapLegend::followTicks);
    connect(this, &QTreeWidget::itemDoubleClicked, this, &MapLegend::isolate);
}

void MapLegend::setShades(const MapShades &shades, bool isFigure, const std::vector<uint32_t> &colours)
{
    const QSignalBlocker blocker(this);
    std::set<QString> hidden;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        if (topLevelItem(i)->checkState(0) == Qt::Unchecked)
            hidden.insert(topLevelItem(i)->text(0));
    }
    clear();
    m_hidden.clear();
    if (isFigure)
        addFigure(shades, colours);
    for (size_t i = 0; i < shades.kinds.size(); ++i) {
        const auto shade = uint8_t(isFigure ? MapShades::kSteps : i);
        auto *item = new QTreeWidgetItem({ shades.kinds[i].name, countText(shades.kinds[i].points) });
        item->setToolTip(0, shades.kinds[i].name);
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setIcon(0, squareOf(colours[shade]));
        item->setData(0, kShadeRole, shade);
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        const bool isHidden = hidden.count(shades.kinds[i].name) > 0;
        item->setCheckState(0, isHidden ? Qt::Unchecked : Qt::Checked);
        if (isHidden)
            m_hidden.insert(shade);
        addTopLevelItem(item);
    }
}

void MapLegend::addFigure(const MapShades &shades, const std::vector<uint32_t> &colours)
{
    QImage strip(MapShades::kSteps, 1, QImage::Format_RGB32);
    for (int i = 0; i < MapShades::kSteps; ++i)
        strip.setPixel(i, 0, colours[size_t(i)]);
    // Two rows: the strip, and what its ends are.
    auto *bar = new QTreeWidgetItem;
    bar->setFlags(Qt::ItemIsEnabled);
    bar->setData(0, Qt::DecorationRole, QPixmap::fromImage(strip.scaled(120, 12)));
    bar->setData(0, Qt::AccessibleTextRole, tr("from dark to light"));
    addTopLevelItem(bar);
    auto *ends =
        new QTreeWidgetItem({ generalText(shades.least, 3) + QStringLiteral(" … ") + generalText(shades.greatest, 3) });
    ends->setFlags(Qt::ItemIsEnabled);
    addTopLevelItem(ends);
    for (QTreeWidgetItem *item : { bar, ends })
        item->setData(0, kShadeRole, -1);
}

void MapLegend::followTicks()
{
    std::set<uint8_t> hidden;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        const int shade = topLevelItem(i)->data(0, kShadeRole).toInt();
        if (shade >= 0 && topLevelItem(i)->checkState(0) == Qt::Unchecked)
            hidden.insert(uint8_t(shade));
    }
    if (std::exchange(m_hidden, hidden) != hidden)
        Q_EMIT hiddenChanged();
}

void MapLegend::isolate(const QTreeWidgetItem *item)
{
    if (item->data(0, kShadeRole).toInt() < 0)
        return;
    bool isAlone = item->checkState(0) == Qt::Checked;
    for (int i = 0; i < topLevelItemCount(); ++i)
        isAlone = isAlone
            && (topLevelItem(i) == item || topLevelItem(i)->checkState(0) == Qt::Unchecked
                || topLevelItem(i)->data(0, kShadeRole).toInt() < 0);
    {
        const QSignalBlocker blocker(this);
        for (int i = 0; i < topLevelItemCount(); ++i) {
            if (topLevelItem(i)->data(0, kShadeRole).toInt() >= 0)
                topLevelItem(i)->setCheckState(0, isAlone || topLevelItem(i) == item ? Qt::Checked : Qt::Unchecked);
        }
    }
    followTicks();
}

} // namespace melscope
