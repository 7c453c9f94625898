#pragma once

#include <QObject>
#include <QVariantMap>

class QWidget;

namespace melscope {

/// What a window remembers of how it is looked at: of each project its tabs, choices, filters and axes; of the window,
/// whatever the project, its splitters and what a name is given to as a layout. A widget is remembered by its object
/// name once it is marked.
class ViewMemory : public QObject
{
    Q_OBJECT
public:
    explicit ViewMemory(QWidget *window);

    /// Tabs, combo boxes, check boxes, tool buttons, lines of text: with the project that is open.
    static void mark(QWidget *widget);

    /// The view of the project in this file, as it is now.
    void keep(const QString &projectFile) const;
    /// As it was kept; what was not kept goes back to what the window began with.
    void restore(const QString &projectFile);
    /// There may be something to choose from now that there was not.
    void goOn();
    /// Splitters move; they are restored when the window is made.
    void followSplitters();

    static QStringList layouts();
    void keepLayout(const QString &name) const;
    void restoreLayout(const QString &name);
    static void removeLayout(const QString &name);

private:
    QVariantMap views() const;
    void setViews(const QVariantMap &views);
    QVariantMap splitters() const;
    void setSplitters(const QVariantMap &sizes);

    QWidget *m_window;
    QVariantMap m_pending; ///< could not be chosen yet
    QVariantMap m_first; ///< what the window began with
};

} // namespace melscope
