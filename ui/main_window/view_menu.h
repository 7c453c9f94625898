#pragma once

#include <QMenu>

namespace melscope {

/// Pages, colours and how numbers are written; the last two are remembered.
class ViewMenu : public QMenu
{
    Q_OBJECT
public:
    explicit ViewMenu(const QStringList &pages, QWidget *parent = nullptr);

Q_SIGNALS:
    void pageWanted(int page);

private:
    void addThemes();
    void addNumberForms();
};

} // namespace melscope
