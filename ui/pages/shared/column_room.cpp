#include "ui/pages/shared/column_room.h"

#include "ui/models/table_model.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QHeaderView>
#include <QTimer>

#include <algorithm>
#include <map>

namespace melscope {

namespace {

constexpr double kLeastShare = 0.55; ///< of its width, for a text to be told from its neighbours still
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
        const bool isText = what.look == CellLook::Text || what.look == CellLook::Line;
        return isText && what.alignment.testFlag(Qt::AlignLeft) && !what.setChecked
            && m_header->sectionResizeMode(column) == QHeaderView::Interactive;
    }
    int least(int column) const
    {
        return std::min(
            wanted(column),
            std::max(int(kLeastShare * wanted(column)),
                     m_header->fontMetrics().size(0, m_model->columns()[size_t(column)].title).width() + kTitleRoom));
    }

    void arrange()
    {
        if (m_header->count() != m_model->columnCount())
            return;
        int whole = 0;
        int room = 0;
        for (int i = 0; i < m_header->count(); ++i) {
            if (m_header->isSectionHidden(i))
                continue;
            if (m_header->sectionResizeMode(i) == QHeaderView::Stretch)
                return; // takes what there is, down to little
            if (!m_wanted.contains(i))
                m_wanted[i] = m_header->sectionSize(i);
            whole += isLeftOver(i) ? m_header->minimumSectionSize() : wanted(i);
            room += givesWay(i) && !isLeftOver(i) ? wanted(i) - least(i) : 0;
        }
        const int excess = whole - m_view->viewport()->width();
        const double share = excess > 0 && excess <= room ? double(excess) / room : 0;
        m_isArranging = true;
        int rest = share > 0 ? excess : 0;
        for (int i = 0; i < m_header->count(); ++i) {
            if (m_header->isSectionHidden(i) || isLeftOver(i))
                continue;
            int width = wanted(i);
            if (givesWay(i) && rest > 0) {
                const int less = std::min(rest, int((wanted(i) - least(i)) * share) + 1);
                width -= less;
                rest -= less;
            }
            if (m_header->sectionSize(i) != width)
                m_header->resizeSection(i, width);
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
