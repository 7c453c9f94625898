#pragma once

#include <QToolButton>

namespace melscope {

/// A button in words alone, coloured as links are, whatever the theme becomes.
class LinkButton : public QToolButton
{
    Q_OBJECT
public:
    explicit LinkButton(const QString &text, QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void colour();
};

} // namespace melscope
