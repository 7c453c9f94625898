#pragma once

#include <QStyledItemDelegate>

#include <functional>

namespace melscope {

/// Draws a score between 0 and 1 as a bar with its text, and a tick where the threshold is.
class ScoreBarDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// `thresholdOf` gives a cell's threshold, NaN for none.
    explicit ScoreBarDelegate(std::function<double(const QModelIndex &)> thresholdOf, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    std::function<double(const QModelIndex &)> m_thresholdOf;
};

} // namespace melscope
