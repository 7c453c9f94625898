#pragma once

#include <QMenu>

namespace melscope {

/// Pages, jobs, layouts, colours, language, and how numbers are written; the last three are remembered.
class ViewMenu : public QMenu
{
    Q_OBJECT
public:
    explicit ViewMenu(const QStringList &pages, QWidget *parent = nullptr);

Q_SIGNALS:
    void pageWanted(int page);
    void jobsWanted();
    void stepsWanted();
    void layoutWanted(const QString &name);
    void layoutKept(); ///< to be given a name
    void languageWanted(const QString &language);

private:
    void addLayouts();
    void addThemes();
    void addLanguages();
    void addNumberForms();
};

} // namespace melscope
