#pragma once

#include <QWidget>

#include <vector>

namespace melscope {

/// Counts of some labels as horizontal bars, the name at the left, the count at the right. Paints itself: a plot for
/// each of some cards would cost more than it tells.
class LabelBars : public QWidget
{
    Q_OBJECT
public:
    struct Bar
    {
        QString label;
        qint64 count = 0;
    };
    explicit LabelBars(QWidget *parent = nullptr);

    void setBars(std::vector<Bar> bars);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void labelClicked(const QString &label);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    bool event(QEvent *event) override;

private:
    int lineHeight() const;

    std::vector<Bar> m_bars;
};

} // namespace melscope
