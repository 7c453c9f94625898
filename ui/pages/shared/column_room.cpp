#include "ui/pages/shared/column_room.h"

#include "ui/models/table_model.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QHeaderView>
#include <QTimer>

#include <algorithm>
#include <map>
#include <vector>

namespace melscope {

namespace {

// Shares of its width. A name is to be told from its neighbours still; what the others say is in their tool tips, too.
constexpr double kLeastOfName = 0.55;
constexpr double kLeastOfText = 0.3;
constexpr double kMostOfLabel = 1.8; ///< where there is room that nothing else takes
constexpr int kTitleRoom = 14;

class ColumnRoom : public QObject
{
public:
    ColumnRoom(QAbstractItemView *view, QHeaderView *header, const TableModel *model)
        : QObject(header)
        , m_view(view)
        , m_header(header)
        , m_model(model)
        , m_timer(new QTimer(this))
    {
        setObjectName(QStringLiteral("columnRoom"));
        for (int i = 0; i < header->count(); ++i)
            m_wanted[i] = header->sectionSize(i);
        m_timer->setSingleShot(true);
        connect(m_timer, &QTimer::timeout, this, &ColumnRoom::arrange);
        connect(header, &QHeaderView::sectionResized, this, [this](int column, int, int width) {
            if (m_isArranging)
                return;
            if (width > 0 && !isLeftOver(column)) // neither hidden nor what the others left
                m_wanted[column] = width;
            m_timer->start(0);
        });
        connect(header, &QHeaderView::sectionCountChanged, m_timer, [this] { m_timer->start(0); });
        view->viewport()->installEventFilter(this);
    }

    int wanted(int column) const
    {
        const auto found = m_wanted.find(column);
        return found != m_wanted.end() ? found->second : 0;
    }

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Resize)
            m_timer->start(0);
        return false;
    }

private:
    bool isLeftOver(int column) const
    {
        return m_header->sectionResizeMode(column) == QHeaderView::Stretch
            || (m_header->stretchLastSection() && m_header->visualIndex(column) == m_header->count() - 1);
    }
    bool givesWay(int column) const
    {
        const TableColumn &what = m_model->columns()[size_t(column)];
        const bool isText = what.look == CellLook::Text || what.look == CellLook::Label || what.look == CellLook::Line;
        return isText && what.alignment.testFlag(Qt::AlignLeft) && !what.setChecked
            && m_header->sectionResizeMode(column) == QHeaderView::Interactive;
    }
    int least(int column) const
    {
        const double share = m_header->visualIndex(column) == 0 ? kLeastOfName : kLeastOfText;
        return std::min(
            wanted(column),
            std::max(int(share * wanted(column)),
                     m_header->fontMetrics().size(0, m_model->columns()[size_t(column)].title).width() + kTitleRoom));
    }
    int most(int column) const
    {
        const TableColumn &what = m_model->columns()[size_t(column)];
        const bool mayGrow = what.look == CellLook::Label && wanted(column) == what.width; // as nobody has dragged it
        return mayGrow ? int(kMostOfLabel * what.width) : wanted(column);
    }
    /// The shown columns that can change, from the last to the first as they stand.
    std::vector<int> changeable() const
    {
        std::vector<int> columns;
        for (int place = m_header->count() - 1; place >= 0; --place) {
            const int column = m_header->logicalIndex(place);
            if (!m_header->isSectionHidden(column) && !isLeftOver(column))
                columns.push_back(column);
        }
        return columns;
    }

    void arrange()
    {
        if (m_header->count() != m_model->columnCount())
            return;
        bool hasLeftOver = false;
        int whole = 0;
        int room = 0;
        for (int i = 0; i < m_header->count(); ++i) {
            if (m_header->isSectionHidden(i))
                continue;
            if (m_header->sectionResizeMode(i) == QHeaderView::Stretch)
                return; // takes what there is, down to little
            if (!m_wanted.contains(i))
                m_wanted[i] = m_header->sectionSize(i);
            hasLeftOver = hasLeftOver || isLeftOver(i);
            whole += isLeftOver(i) ? m_header->minimumSectionSize() : wanted(i);
            room += givesWay(i) && !isLeftOver(i) ? wanted(i) - least(i) : 0;
        }
        const int excess = whole - m_view->viewport()->width();
        int rest = excess > 0 && excess <= room ? excess : 0;
        int spare = hasLeftOver ? 0 : std::max(0, -excess);
        m_isArranging = true;
        for (const int column : changeable()) {
            int width = wanted(column);
            if (givesWay(column)) {
                const int less = std::min(rest, width - least(column));
                const int more = std::min(spare, most(column) - width);
                width += more - less;
                rest -= less;
                spare -= more;
            }
            if (m_header->sectionSize(column) != width)
                m_header->resizeSection(column, width);
        }
        m_isArranging = false;
    }

    QAbstractItemView *m_view;
    QHeaderView *m_header;
    const TableModel *m_model;
    QTimer *m_timer;
    std::map<int, int> m_wanted; ///< pixels, by logical column
    bool m_isArranging = false;
};

} // namespace

void shareColumnRoom(QAbstractItemView *view, QHeaderView *header, const TableModel *model)
{
    new ColumnRoom(view, header, model);
}

int widthWithRoom(const QHeaderView *header, int column)
{
    const auto *room = dynamic_cast<const ColumnRoom *>(
        header->findChild<QObject *>(QStringLiteral("columnRoom"), Qt::FindDirectChildrenOnly));
    return room != nullptr ? room->wanted(column) : 0;
}

} // namespace melscope
